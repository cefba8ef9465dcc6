"""Questions for a plan in which one thing is turned across its boundaries and all else held still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from tests.rules.random_plans import CHOICES, ONE_EACH, SOURCE, ways

Json = dict[str, Any]
NOTHING: Json = {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}
PREFERENCES = ("entries", "points")


def list_grids() -> dict[str, list[Json]]:
    """All of them, by what is turned."""
    return {name: list(make()) for name, make in list_makers().items()}


def list_makers() -> dict[str, Callable[[], Iterator[Json]]]:
    """What makes each of them, by what is turned."""
    made: list[Callable[[], Iterator[Json]]] = [before_the_log, over_the_cycle, blocks, one_a_day, choices]
    made += [several, hours, in_turn, one_then_other, kept]
    return {make.__name__: make for make in made}


def list_odd_makers() -> dict[str, Callable[[], Iterator[Json]]]:
    """What makes those about which the solver knows nothing; both planners answer the same."""
    made: list[Callable[[], Iterator[Json]]] = [entry_and_day, by_choice, off_grain, beside_several]
    made += [hours_limited, parts_of_hours, today, alike, by_category, tabled, shares, confirmed, bound]
    made += [prorated, refused, in_years, also_needed, named, carried, carried_if, cut_by_half]
    made += [two_of_hours, planned_categories, worth_nothing, selected]
    made += [to_confirm, cut_to_nothing, finest, less_than_an_item]
    return {make.__name__: make for make in made}


def make_question(rate: Json, demand: Json, *limits: Json, prefer: str = "entries", **activity: Any) -> Json:
    """One activity, one demand, and limits."""
    case = ways(1)
    kernel = case["kernel"]
    kernel |= {"granularity": 0.5, "cycle": {"months": 24, "begins": "member"}, "topics": []}
    kernel["activities"] = [{**kernel["activities"][0], "rate": rate, "valid": None, **activity}]
    kernel["demands"] = [make_rule("demand-0", **demand)]
    kernel["limits"] = [make_rule(f"limit-{n}", **limit) for n, limit in enumerate(limits)]
    case["options"] |= {"prefer": prefer}
    return case


def make_rule(key: str, measure: str, figure: float, span: str = "cycle", **more: Any) -> Json:
    """A limit or a demand."""
    return {
        "id": key,
        "title": key,
        "measure": measure,
        "amount": {"figure": figure, "prorated": False},
        "window": {"span": span},
        "counting": None,
        "for_each": None,
        "when": None,
        "source": SOURCE,
        **more,
    }


def make_tiers(points: float, per: float | None, whole: bool = True, start: float = 0) -> Json:
    """So many points for each hour, from some hour on."""
    step = {"at": start, "open": False, "points": points, "per": per, "whole": whole, "rounds": "down"}
    window = {"span": "entry"}
    return {"kind": "tiers", "measure": "hours", "steps": [step], "each_part": False, "window": window}


def before_the_log() -> Iterator[Json]:
    """What can only be done before something that is planned already, under a limit over both."""
    for points, most, asked, items, day in product(
        (2, 3, 5), (3, 4, 5, 6, 8), (2, 3, 5, 6, 7), (1, 2), ("2024-09-01", "2025-09-01")
    ):
        rate, limit = {**ONE_EACH, "points": points}, {"measure": "points", "figure": most}
        valid = {"from": None, "to": "2024-06-30"}
        case = make_question(rate, {"measure": "points", "figure": asked}, limit, valid=valid)
        late = {**case["kernel"]["activities"][0], "id": "activity-1", "valid": {"from": day, "to": None}}
        case["kernel"]["activities"].append({**late, "rate": {**ONE_EACH, "points": 2}})
        line = {"id": "0", "date": day, "activity": "activity-1", "quantity": items, "confirmed": True}
        yield case | {"log": [line | {"choice": None, "points": None, "topics": []}]}


def over_the_cycle() -> Iterator[Json]:
    """A limit over the cycle that cuts the last entry, in whichever year it is."""
    for points, most, asked, planned in product((2, 3, 5), (3, 4, 5, 6, 7, 8), (1, 2, 3, 4, 5, 6, 7), (0, 1)):
        limit = {"measure": "points", "figure": most}
        case = make_question({**ONE_EACH, "points": points}, {"measure": "points", "figure": asked}, limit)
        line = {"id": "0", "date": "2025-09-01", "activity": "activity-0", "quantity": 1, "confirmed": True}
        yield case | {"log": [line | {"choice": None, "points": None, "topics": []}] * planned}
        two = {**case["kernel"]["activities"][0], "rate": {**ONE_EACH, "points": 2}, "id": "activity-1"}
        activities = [*case["kernel"]["activities"], two]
        yield case | {"kernel": case["kernel"] | {"activities": activities}}


def blocks() -> Iterator[Json]:
    """Blocks of hours, cut by what one entry or one day may earn."""
    for points, most, asked, span, prefer in product(
        (2, 3), (3, 4, 4.5, 7), (1, 2, 3, 4, 5, 6, 7.5, 9), ("entry", "day"), PREFERENCES
    ):
        limit = {"measure": "points", "figure": most, "span": span}
        demand = {"measure": "points", "figure": asked}
        yield make_question(make_tiers(points, 1), demand, limit, prefer=prefer, one_sitting=4)
    for per, whole, asked in product((1, 2), (False, True), (0.5, 1, 1.5, 3, 5)):
        yield make_question(
            make_tiers(0.5, per, whole), {"measure": "points", "figure": asked}, one_sitting=4
        )
        yield make_question(
            make_tiers(1.25, per, whole), {"measure": "points", "figure": asked}, one_sitting=4
        )


def one_a_day() -> Iterator[Json]:
    """More entries than days, of which each may hold one."""
    for last, asked, measure, taken in product((1, 2, 3), (1, 2, 3, 4), ("entries", "points"), (0, 1)):
        valid = {"from": "2024-06-01", "to": f"2024-06-0{last}"}
        limit = {"measure": measure, "figure": 1, "span": "day"}
        case = make_question(ONE_EACH, {"measure": "entries", "figure": asked}, limit, valid=valid)
        done = {"id": "0", "date": f"2024-06-0{last}", "activity": "activity-0", "confirmed": True}
        rest: Json = {"quantity": 1, "choice": None, "points": None, "topics": []}
        yield case | {"log": [done | rest] * taken}


def choices() -> Iterator[Json]:
    """A limit for each choice, of which the log holds some."""
    listed = [{"id": key, "title": key} for key in CHOICES]
    for most, asked, span, taken in product((1, 2, 3), (1, 3, 5, 8), ("cycle", "year"), (0, 1, 2)):
        limit = {"measure": "entries", "figure": most, "span": span, "for_each": "choice"}
        case = make_question(ONE_EACH, {"measure": "entries", "figure": asked}, limit, choices=listed)
        line = {"activity": "activity-0", "quantity": 1, "choice": CHOICES[0], "points": None, "topics": []}
        log = [{**line, "id": str(n), "date": "2024-03-01", "confirmed": True} for n in range(taken)]
        yield case | {"log": log}
        apart = make_rule("demand-0", "entries", asked / 2, for_each="choice")
        yield case | {"log": log, "kernel": case["kernel"] | {"demands": [apart]}}


def several() -> Iterator[Json]:
    """Items of which an entry can hold several, where only such entries count."""
    for most, asked, least, sitting, entries in product(
        (1, 1.5), (2, 4.5, 9, 12), (1, 2, 3), (None, 3, 6), (1, 3)
    ):
        rate = {"kind": "declared", "item": "thing", "least": 0, "most": most}
        limit = {"measure": "entries", "figure": entries}
        demand = {"measure": "points", "figure": asked, "counting": {"quantity_at_least": least}}
        yield make_question(rate, demand, limit, one_sitting=sitting)
        at_least = demand | {"counting": {"points_at_least": least}}
        yield make_question(rate | {"item": None}, at_least, limit, one_sitting=sitting)


def hours() -> Iterator[Json]:
    """Hours of what earns nothing, in entries of some size, of which a limit counts some."""
    rate = {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}
    for asked, sitting, size, most in product((1, 3, 5, 10), (1, 2, 4), (1, 2, 4), (1, 3)):
        limit = {"measure": "entries", "figure": most, "counting": {"quantity_at_least": size}}
        yield make_question(rate, {"measure": "quantity", "figure": asked}, limit, one_sitting=sitting)
        demand = {"measure": "quantity", "figure": asked, "counting": {"quantity_at_least": size}}
        yield make_question(rate, demand, one_sitting=sitting)
        yield make_question(
            rate, demand | {"counting": {"not": {"quantity_at_least": size}}}, one_sitting=sitting
        )


def in_turn() -> Iterator[Json]:
    """A limit over the cycle that cuts, asked in each year, with something planned for the last one."""
    for points, most, asked, planned, prefer in product(
        (2, 3, 5), (4, 5, 6, 7, 9), (1, 2, 3, 4), (0, 2), PREFERENCES
    ):
        limit = {"measure": "points", "figure": most}
        case = make_question(
            {**ONE_EACH, "points": points},
            {"measure": "points", "figure": asked, "span": "year"},
            limit,
            prefer=prefer,
        )
        more = {**case["kernel"]["activities"][0], "id": "activity-1", "rate": {**ONE_EACH, "points": 2}}
        case["kernel"]["activities"].append(more)
        line = {"id": "0", "date": "2025-09-01", "activity": "activity-1", "quantity": 1, "confirmed": True}
        yield case | {"log": [line | {"choice": None, "points": None, "topics": []}] if planned else []}


def one_then_other() -> Iterator[Json]:
    """A limit over both of what can be done in the first year alone and what in the second alone."""
    for first, second, most, points, planned in product(
        (1, 2, 3, 4), (1, 2, 3, 4), (3, 4, 5, 7), (2, 3), (0, 1, 2)
    ):
        limit = {"measure": "points", "figure": most}
        case = make_question({**ONE_EACH, "points": points}, {"measure": "points", "figure": first}, limit)
        early, kernel = case["kernel"]["activities"][0], case["kernel"]
        late = {**early, "id": "activity-1", "valid": {"from": "2025-06-01", "to": None}}
        kernel["activities"] = [{**early, "valid": {"from": None, "to": "2024-12-31"}}, late]
        kernel["demands"] = [
            make_rule("demand-0", "points", first, counting={"activity": "activity-0"}),
            make_rule("demand-1", "points", second, counting={"activity": "activity-1"}),
        ]
        kernel["verdicts"][0]["meets"] = {"all": [{"demand": "demand-0"}, {"demand": "demand-1"}]}
        line = {"activity": "activity-1", "quantity": 1, "choice": None, "points": None, "topics": []}
        days = ("2025-06-02", "2025-06-03")[:planned]
        yield case | {"log": [{**line, "id": day, "date": day, "confirmed": True} for day in days]}


def kept() -> Iterator[Json]:
    """Two that declare their points, alike but for their place, their ends and what is to be confirmed."""
    for first, second, asked, most, prefer in product((2, 3), (2, 4), (1, 3, 5, 6), (2, 3, 9), PREFERENCES):
        rate = {"kind": "declared", "item": None, "least": 0, "most": first}
        limit = {"measure": "points", "figure": most, "counting": {"activity": "activity-0"}}
        case = make_question(
            rate, {"measure": "points", "figure": asked}, limit, prefer=prefer, one_sitting=8
        )
        more = {**case["kernel"]["activities"][0], "id": "activity-1", "rate": {**rate, "most": second}}
        case["kernel"]["activities"].append(more)
        yield case
        yield case | {
            "kernel": case["kernel"]
            | {"activities": [case["kernel"]["activities"][0] | {"conditions": ["approved"]}, more]}
        }


def make_line(day: str, activity: str = "activity-0", **more: Any) -> Json:
    """A line of a log, confirmed."""
    rest: Json = {"quantity": 1, "choice": None, "points": None, "topics": [], "confirmed": True}
    return {"id": day, "date": day, "activity": activity, **rest, **more}


def add_activity(case: Json, rate: Json, **more: Any) -> Json:
    """The same with one more activity that could be done."""
    known = case["kernel"]["activities"]
    fresh = {**known[0], "id": f"activity-{len(known)}", "rate": rate, **more}
    return {**case, "kernel": {**case["kernel"], "activities": [*known, fresh]}}


def entry_and_day() -> Iterator[Json]:
    """Limits of an entry or a day that are counted in points, entries or a quantity."""
    tiers = (make_tiers(2, 1), make_tiers(2, None), make_tiers(0.5, 0.5, False))
    rates: tuple[Json, ...] = (
        {**ONE_EACH, "points": 3},
        *tiers,
        {"kind": "none", "reason": "It is.", "measure": "hours"},
    )
    for rate, measure, figure, span, asked in product(
        rates, ("points", "entries", "quantity"), (0, 0.5, 1, 2), ("entry", "day"), (1, 4)
    ):
        limit = {"measure": measure, "figure": figure, "span": span}
        of_hours = rate["kind"] == "none"
        demand = {"measure": "quantity" if of_hours else "points", "figure": asked}
        yield make_question(rate, demand, limit, one_sitting=3)
        yield make_question(rate, {"measure": "entries", "figure": asked}, limit, one_sitting=3)


def by_choice() -> Iterator[Json]:
    """A limit for each choice, in points, entries or a quantity, of one activity or of two."""
    listed = [{"id": key, "title": key} for key in CHOICES]
    for measure, figure, asked, span, other in product(
        ("points", "entries", "quantity"), (1, 2, 3), (2, 5, 9), ("cycle", "day"), (None, True, False)
    ):
        limit = {"measure": measure, "figure": figure, "span": span, "for_each": "choice"}
        two = {**ONE_EACH, "points": 2}
        case = make_question(two, {"measure": "points", "figure": asked}, limit, choices=listed)
        if other is not None:
            case = add_activity(case, ONE_EACH, choices=listed[:2] if other else None)
            if asked == 5:
                case["kernel"]["limits"][0]["counting"] = {"activity": "activity-0"}
        yield case | {"log": [make_line("2024-03-01", choice=CHOICES[1])]}
        again = make_rule("limit-1", "entries", 2, "year", for_each="choice")
        if asked == 9:
            yield case | {"kernel": {**case["kernel"], "limits": [*case["kernel"]["limits"], again]}}


def off_grain() -> Iterator[Json]:
    """Declared points whose ends, and the cuts of a selection, are no multiples of what counts."""
    for most, least, cut, asked, sitting in product(
        (0.1, 0.5, 1.3, 2.2), (0, 0.3, 1.2), (None, 0.3, 1, 2.1), (0.5, 2, 3), (None, 1.25, 8)
    ):
        rate = {"kind": "declared", "item": None, "least": least, "most": most}
        counting = None if cut is None else {"points_at_least": cut}
        demand = {"measure": "points", "figure": asked, "counting": counting}
        yield make_question(rate, demand, one_sitting=sitting)


def beside_several() -> Iterator[Json]:
    """Items of which an entry can hold several, beside what holds one, or nothing says how much."""
    for asked, sitting, entries, other in product((3, 9, 12), (None, 3, 6), (1, 3), (0, 1, 2, 3)):
        rate = {"kind": "declared", "item": "thing", "least": 0, "most": 1.5}
        limit = {"measure": "entries", "figure": entries}
        demand = {"measure": "points", "figure": asked, "counting": {"quantity_at_least": 2}}
        case = make_question(rate, demand, limit, one_sitting=sitting)
        if other != 1:
            case = add_activity(case, {**ONE_EACH, "points": 0.5})
        if other > 1:
            case = add_activity(
                case, {**rate, "most": None, "item": ("thing", None)[other % 2]}, one_sitting=None
            )
        yield case
        for counting in (None, {"not": {"quantity_at_least": 1}}):
            counted = {**case["kernel"]["demands"][0], "counting": counting}
            yield case | {"kernel": {**case["kernel"], "demands": [counted]}}


def hours_limited() -> Iterator[Json]:
    """Hours that earn, of which a limit counts as many, and the log holds some."""
    rates = (make_tiers(2, 1), make_tiers(2, None), make_tiers(1, 2), make_tiers(0.5, 0.25, False))
    for rate, most, asked, span, taken in product(
        rates, (0.5, 1, 2, 3.5, 6), (1, 3, 6), ("cycle", "year"), (0, 1, 2)
    ):
        limit = {"measure": "quantity", "figure": most, "span": span}
        case = make_question(rate, {"measure": "points", "figure": asked}, limit, one_sitting=4)
        yield case | {"log": [make_line(day) for day in ("2024-03-01", "2025-03-02")[:taken]]}


def parts_of_hours() -> Iterator[Json]:
    """Hours that earn nothing, of which less than one is asked, fits into a limit, or is told apart."""
    rate = {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}
    half, more = {"quantity_at_least": 0.5}, {"quantity_at_least": 1.5}
    between = {"all": [half, {"not": more}]}
    sizes = (None, half, {"not": more}, {"quantity_at_least": 1}, between, {"not": between})
    for asked, most, sitting, counting in product((0.5, 1, 2.5), (None, 0.5, 1, 2), (0.5, 1.25, 3), sizes):
        limits = [] if most is None else [{"measure": "quantity", "figure": most}]
        demand = {"measure": "quantity", "figure": asked, "counting": counting}
        yield make_question(rate, demand, *limits, one_sitting=sitting)
        if most is not None:
            limit = {"measure": "entries", "figure": 1, "counting": counting}
            yield make_question(rate, {"measure": "quantity", "figure": asked}, limit, one_sitting=sitting)


def today() -> Iterator[Json]:
    """What is asked of the last months, of what begins or ends on the day asked about or beside it."""
    days = ("2025-05-31", "2025-06-01", "2025-06-02")
    for begins, ends, rolls, span, asked in product(
        (None, *days), (None, *days), (False, True), ("months", "cycle"), (1, 2)
    ):
        if begins and ends and ends < begins:
            continue
        demand = {"measure": "points", "figure": asked}
        daily = {"measure": "entries", "figure": 1, "span": "day"}
        limits = [daily] if asked == 2 else [{"measure": "entries", "figure": 3}]
        valid = {"from": begins, "to": ends}
        case = make_question(ONE_EACH, demand, *limits, valid=valid)
        case["options"]["on"] = days[1]
        if span == "months":
            case["kernel"]["demands"][0]["window"] = {"span": "months", "last": 6}
        if rolls:
            case["kernel"]["cycle"] = {"months": 24, "begins": "rolling"}
            del case["options"]["cycle_start"]
        yield case
        late = make_rule("limit-9", "points", 1, counting={"activity": "activity-0"})
        late["window"] = {"span": "months", "last": 6}
        limits = [*case["kernel"]["limits"], late]
        yield case | {"kernel": {**case["kernel"], "limits": limits}, "log": [make_line("2025-01-02")]}


def alike() -> Iterator[Json]:
    """Several that are alike for every rule, of which some are to be confirmed, in any place of the file."""
    for asks, points, asked, prefer in product(
        product((False, True), repeat=3), ((1, 1, 1), (1, 2, 1), (2, 1, 2)), (2, 3, 5), PREFERENCES
    ):
        case = make_question(ONE_EACH, {"measure": "points", "figure": asked}, prefer=prefer)
        for one in points:
            case = add_activity(case, {**ONE_EACH, "points": one})
        del case["kernel"]["activities"][0]
        for one, asking in zip(case["kernel"]["activities"], asks, strict=True):
            one["conditions"] = ["approved"] if asking else []
        limit = make_rule("limit-0", "entries", 2, "year", counting={"activity": "activity-2"})
        case["kernel"]["limits"] = [limit] if asked > 2 else []
        yield case


def by_category() -> Iterator[Json]:
    """So many categories, of which the log holds some that count, count for nothing, or lie elsewhere."""
    for asked, room, line, span in product((1, 2, 3, 4), (None, 0, 1), (None, 0, 1, 2), ("cycle", "year")):
        case = make_question(ONE_EACH, {"measure": "categories", "figure": asked, "span": span})
        for n in (1, 2):
            case = add_activity(case, {**ONE_EACH, "points": n}, category=f"category-{n}")
        keys = dict.fromkeys(one["category"] for one in case["kernel"]["activities"])
        case["kernel"]["categories"] = [{"id": key, "number": n, "title": key} for n, key in enumerate(keys)]
        limit = make_rule("limit-0", "points", room or 0, counting={"activity": "activity-1"})
        case["kernel"]["limits"] = [] if room is None else [limit]
        yield case | {"log": [] if line is None else [make_line("2024-03-01", f"activity-{line}")]}


def tabled() -> Iterator[Json]:
    """Figures that a table gives for some members, and rules that hold for some."""
    level = [{"id": "level", "title": "Level", "values": ["low", "high"], "several": True}]
    values: tuple[list[str], ...] = (["low"], ["high"], ["low", "high"])
    for own, measure, span, of_limit, when in product(
        values, ("points", "entries"), ("entry", "day", "cycle"), (True, False), (None, "low", "high")
    ):
        table = {"by": "level", "values": {"high": 2}, "prorated": False}
        limit = {"measure": measure, "figure": 1, "span": span}
        case = make_question({**ONE_EACH, "points": 3}, {"measure": "points", "figure": 4}, limit)
        rule = case["kernel"]["limits" if of_limit else "demands"][0]
        rule |= {"amount": table, "when": {"member": "level", "is": [when]} if when else None}
        case["kernel"]["attributes"] = level
        case["options"]["member"] = {"attributes": {"level": own}}
        yield case
        yield case | {"options": {k: v for k, v in case["options"].items() if k != "member"}}


def shares() -> Iterator[Json]:
    """Figures that are a share of the log, of a demand, or of a demand that is itself a share of the log."""
    for first, second, limited, share, measure in product(
        ("log", None), ("log", "demand-0", None), ("log", "demand-0", "demand-1", None), (50, 100),
        ("points", "quantity", "of what has none"),
    ):  # fmt: skip
        declared: Json = {"kind": "declared", "item": None, "least": 0, "most": 2}
        rate, measure = (ONE_EACH, measure) if measure in ("points", "quantity") else (declared, "quantity")
        case = make_question(rate, {"measure": "points", "figure": 3}, {"measure": "points", "figure": 4})
        other = make_rule("demand-1", "points", 2, counting={"activity": "activity-1"})
        case = add_activity(case, {**ONE_EACH, "points": 2})
        case["kernel"]["demands"].append(other)
        names = [{"demand": "demand-0"}, {"demand": "demand-1"}]
        case["kernel"]["verdicts"][0]["meets"] = {"all": names}
        rules = (*case["kernel"]["demands"], case["kernel"]["limits"][0])
        for rule, of in zip(rules, (first, second, limited), strict=True):
            if of:
                rule["amount"] = {"share": share, "of": of, "prorated": False}
        case["kernel"]["limits"][0] |= {"counting": {"activity": "activity-0"}, "measure": measure}
        yield case | {"log": [make_line("2024-03-01"), make_line("2024-03-02", "activity-1")]}


def confirmed() -> Iterator[Json]:
    """Conditions that the member answers with yes or no, or does not; lines that are not confirmed."""
    for answer, line, asked in product((None, True, False), (None, True, False), (1, 2, 4)):
        case = make_question(
            ONE_EACH, {"measure": "entries", "figure": asked}, conditions=["approved", "licensed"]
        )
        case = add_activity(case, {**ONE_EACH, "points": 2}, conditions=[])
        about: Json = {"id": "licensed", "about": "member", "ask": "So?", "confirm_with": "us"}
        case["kernel"]["conditions"] = [*case["kernel"]["conditions"], about | {"source": SOURCE}]
        answers = {} if answer is None else {"licensed": answer}
        case["options"]["member"] = {"conditions": answers}
        yield case | {"log": [make_line("2024-03-01", confirmed=line)]}
        answers = {} if answer is None else {"approved": answer, "licensed": True}
        yield case | {
            "options": {**case["options"], "member": {"conditions": answers}, "without": ["activity-1"]}
        }


def bound() -> Iterator[Json]:
    """Two demands and two limits, of which some clash: what each of them may be short by, and what is met."""
    for first, second, most, line, meets in product(
        (0, 2, 6), (1, 4), (0, 1, 5), (None, 0, 1), ("all", "any")
    ):
        limit = {"measure": "entries", "figure": most}
        case = make_question(ONE_EACH, {"measure": "points", "figure": first}, limit)
        case = add_activity(case, {**ONE_EACH, "points": 2}, valid={"from": None, "to": "2025-01-31"})
        demands = [
            make_rule("demand-0", "points", first, counting={"activity": "activity-0"}),
            make_rule("demand-1", "entries", second, "year", counting={"activity": "activity-1"}),
        ]
        names = [{"demand": one["id"]} for one in demands]
        case["kernel"] |= {"demands": demands}
        case["kernel"]["verdicts"][0]["meets"] = {meets: names}
        case["kernel"]["limits"].append(
            make_rule("limit-1", "entries", 2, counting={"activity": "activity-1"})
        )
        yield case | {"log": [] if line is None else [make_line("2024-03-01", f"activity-{line}")]}


def prorated() -> Iterator[Json]:
    """Limits and demands of which less is left for months away, in one year more than in the other."""
    for months, span, asked, of_limit, measure in product(
        ({"1": 6}, {"2": 6}, {"1": 3, "2": 9}, 6),
        ("year", "cycle"),
        (1, 2, 3, 4, 6),
        (True, False),
        ("points", "entries"),
    ):
        limit = {"measure": measure, "figure": 4, "span": span}
        case = make_question(ONE_EACH, {"measure": "points", "figure": asked, "span": span}, limit)
        rule = case["kernel"]["limits" if of_limit else "demands"][0]
        rule["amount"] = {"figure": 4, "prorated": True}
        case["options"]["member"] = {"months_away": months}
        yield case
        yield case | {"log": [make_line("2024-03-02"), make_line("2025-03-02", quantity=2)]}


def refused() -> Iterator[Json]:
    """Names that no schedule knows, beside such as it does."""
    case = make_question(ONE_EACH, {"measure": "points", "figure": 1})
    for name, known in (("verdict", "whole"), ("without", ["activity-0"])):
        other = {"verdict": "other", "without": ["activity-0", "other"]}[name]
        yield from (case | {"options": {**case["options"], name: one}} for one in (known, other))


def in_years() -> Iterator[Json]:
    """What only the years of a window count, of two activities in three years."""
    for points, most, asked, span, late in product(
        (2, 3, 5), (3, 4, 7), (2, 4, 6), ("year", "years", "cycle"), (0, 1, 2)
    ):
        window = {"span": "years", "last": 1} if span == "years" else {"span": span}
        case = make_question({**ONE_EACH, "points": points}, {"measure": "points", "figure": asked})
        case["kernel"]["cycle"]["months"] = 36
        case["kernel"]["demands"].append(make_rule("demand-1", "points", 2, "year"))
        names = [{"demand": "demand-0"}, {"demand": "demand-1"}]
        case["kernel"]["verdicts"][0]["meets"] = {"all": names}
        case["kernel"]["limits"] = [make_rule("limit-0", "points", most)]
        case["kernel"]["limits"][0]["window"] = window
        case = add_activity(case, {**ONE_EACH, "points": 2}, valid={"from": "2025-06-01", "to": None})
        yield case | {"log": [make_line(day) for day in ("2026-09-01", "2026-09-02")[:late]]}


def also_needed() -> Iterator[Json]:
    """What a year asks of any activity, and the cycle of one; some was done before, or takes chance."""
    for needed, done, chance, asked, other in product((0, 1, 2), (None, 0, 1), (None, 1, 2), (1, 2), (2, 3)):
        case = make_question(ONE_EACH, {"measure": "points", "figure": asked, "span": "year"})
        case = add_activity(add_activity(case, ONE_EACH), {**ONE_EACH, "points": 2})
        counting = {"activity": f"activity-{needed}"}
        case["kernel"]["demands"].append(make_rule("demand-1", "points", other, counting=counting))
        names = [{"demand": "demand-0"}, {"demand": "demand-1"}]
        case["kernel"]["verdicts"][0]["meets"] = {"all": names}
        if chance is not None:
            case["kernel"]["activities"][chance] |= {"by_chance": True}
        lines = [] if done is None else [make_line("2024-03-01", f"activity-{done}")]
        if asked == 1 and lines:
            case["options"]["on"] = "2025-03-02"
        yield case | {"log": lines}


def named() -> Iterator[Json]:
    """Lines of the log that bear the names which a plan gives to its own."""
    for ids, asked, points in product(
        (["plan-1"], ["plan-2"], ["plan-1", "plan-2", "plan-4"]), (3, 5), (1, 2)
    ):
        case = make_question(
            {**ONE_EACH, "points": points}, {"measure": "points", "figure": asked, "span": "year"}
        )
        lines = [{**make_line("2024-03-01"), "id": key} for key in ids]
        yield case | {"log": lines, "options": {**case["options"], "on": "2024-03-01"}}


def carried() -> Iterator[Json]:
    """A second year to which the first one brings some of its surplus, or the cycle before this one."""
    for done, above, asked, on, brought in product(
        (1, 3, 5), (1, 2), (2, 4), ("2024-03-02", "2025-03-02"), (None, 1)
    ):
        case = make_question(ONE_EACH, {"measure": "points", "figure": asked, "span": "year"})
        term: Json = {"credited": {"all": []}, "above": {"figure": above, "prorated": False}}
        rule = {"id": "on", "title": "On", "into": "year", "least_of": [term], "serves": ["demand-0"]}
        case["kernel"]["carry"] = [rule | {"crosses_cycle": True, "when": None, "source": SOURCE}]
        options = {**case["options"], "on": on, "carry_in": {} if brought is None else {"on": brought}}
        yield case | {"log": [make_line("2024-03-01", quantity=done)], "options": options}


def carried_if() -> Iterator[Json]:
    """What only some members carry on, or carry on by a table, of a member who says so or does not."""
    level = [{"id": "level", "title": "Level", "values": ["low", "high"], "several": False}]
    figures: tuple[Json, ...] = ({"figure": 1}, {"by": "level", "values": {"low": 1, "high": 2}})
    for into, brought, own, figure, asks in product(
        ("year", "cycle"), (None, 1), (None, "low", "high"), figures, (False, True)
    ):
        case = make_question(ONE_EACH, {"measure": "points", "figure": 3, "span": into})
        term: Json = {"credited": {"all": []}, "above": {**figure, "prorated": False}}
        rule = {"id": "on", "title": "On", "into": into, "least_of": [term], "serves": ["demand-0"]}
        when = {"member": "level", "is": ["high"]} if asks else None
        case["kernel"] |= {"attributes": level, "carry": [rule | {"crosses_cycle": True, "when": when}]}
        case["kernel"]["carry"][0]["source"] = SOURCE
        member = {"attributes": {} if own is None else {"level": [own]}}
        options = {
            **case["options"],
            "member": member,
            "carry_in": {} if brought is None else {"on": brought},
        }
        yield case | {"log": [make_line("2024-03-01", quantity=2)], "options": options}


def cut_by_half() -> Iterator[Json]:
    """A limit over the cycle that cuts half a point of an entry, in whichever year it is."""
    for points, most, asked, late, (span, counting) in product(
        (2, 3), (2.5, 3.5, 4.5, 5.5), (1, 1.5, 2, 2.5), (0, 1),
        (("year", None), ("cycle", None), ("year", {"activity": "activity-0"}), ("cycle", NOTHING)),
    ):  # fmt: skip
        rate, counting = (NOTHING, None) if counting == NOTHING else ({**ONE_EACH, "points": 2}, counting)
        demand = {"measure": "points", "figure": asked, "span": span}
        limit = {"measure": "points", "figure": most, "counting": counting}
        case = make_question({**ONE_EACH, "points": points}, demand, limit)
        case = add_activity(case, rate, valid={"from": "2025-06-01", "to": None})
        if rate == NOTHING:  # what counts earlier can then be done in no other year
            case["kernel"]["activities"][0]["valid"] = {"from": None, "to": "2024-12-31"}
        counting = {"activity": "activity-1"}
        case["kernel"]["demands"].append(make_rule("demand-1", "entries", 1, counting=counting))
        names = [{"demand": "demand-0"}, {"demand": "demand-1"}]
        case["kernel"]["verdicts"][0]["meets"] = {"all": names}
        yield case | {"log": [make_line("2025-09-01", "activity-1")] * late}


def two_of_hours() -> Iterator[Json]:
    """Hours of two things that earn nothing, of which one holds more at once, or a limit counts some."""
    rate = {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}
    for first, second, asked, most, which in product((1, 2, 4), (1, 4), (3, 5, 6), (None, 1, 2), (0, 1)):
        demand = {"measure": "quantity", "figure": asked}
        limit = {"measure": "entries", "figure": most, "counting": {"activity": f"activity-{which}"}}
        case = make_question(rate, demand, *([limit] if most else []), one_sitting=first)
        yield add_activity(case, rate, one_sitting=second)


def planned_categories() -> Iterator[Json]:
    """Categories that what is done, or planned, uses already, in windows that roll or do not."""
    for asked, day, activity, rolls in product(
        (1, 2),
        ("2024-03-01", "2025-05-01", "2025-06-01", "2025-06-02"),
        (0, 1),
        ("cycle", "months", "rolling"),
    ):
        case = make_question(ONE_EACH, {"measure": "categories", "figure": asked})
        case = add_activity(case, {**ONE_EACH, "points": 2}, category="category-9")
        keys = [one["category"] for one in case["kernel"]["activities"]]
        case["kernel"]["categories"] = [{"id": key, "number": n, "title": key} for n, key in enumerate(keys)]
        case["options"]["on"] = "2025-06-01"
        if rolls == "months":
            case["kernel"]["demands"][0]["window"] = {"span": "months", "last": 6}
        if rolls == "rolling":
            case["kernel"]["cycle"] = {"months": 24, "begins": "rolling"}
            del case["options"]["cycle_start"]
        lines = [make_line(one, f"activity-{activity}") for one in (day, "2025-04-15")]
        yield case | {"log": lines[:asked]}


def worth_nothing() -> Iterator[Json]:
    """Hours of which some, or all, are paid nothing, beside what earns something."""
    for start, whole, points, asked in product((None, 0, 1, 2), (False, True), (0, 2), (1, 3, 5)):
        rate = make_tiers(0, 1, whole)
        if start is not None:
            more = {"at": start, "open": True, "points": points, "per": (None, 1)[start > 1]}
            rate["steps"] = [*rate["steps"][: start or None], {**rate["steps"][0], **more}]
        case = add_activity(
            make_question(rate, {"measure": "points", "figure": asked}, one_sitting=3), ONE_EACH
        )
        for activity in case["kernel"]["activities"]:
            del activity["conditions"]  # as where none are told
        yield case


def selected() -> Iterator[Json]:
    """Demands and limits of a selection in every form, beside what nothing gives a figure for."""
    own, other = ({"activity": f"activity-{n}"} for n in (0, 1))
    forms: tuple[Json, ...] = (
        *({"any": [own, {"category": "none"}]}, {"all": [own, {"not": other}]}, {"not": other}, {"any": []}),
        *({"all": []}, {"not": {"any": [other, {"topic": "law"}]}}, {"topic": "law"}),
    )
    for counting, of_limit, rate, most in product(forms, (True, False), ("declared", "items"), (1, 3)):
        limit = {"measure": "entries", "figure": most}
        case = make_question(ONE_EACH, {"measure": "points", "figure": 2}, limit)
        open_ = {"kind": "declared", "item": None, "least": 0, "most": None}
        case = add_activity(
            case, open_ if rate == "declared" else {**ONE_EACH, "points": 2}, one_sitting=None
        )
        case["kernel"]["limits" if of_limit else "demands"][0]["counting"] = counting
        case["kernel"]["topics"] = ["law"]
        yield case


def to_confirm() -> Iterator[Json]:
    """Plans that cost the same, of which some ask for less to be confirmed, by more than one entry."""
    for points, asks, asked in product(
        ((1, 2, 3), (3, 2, 1), (2, 3, 1), (1, 2.5, 4)), product((False, True), repeat=3), (4, 5)
    ):
        case = make_question(ONE_EACH, {"measure": "points", "figure": asked})
        activities = [
            {
                **case["kernel"]["activities"][0],
                "id": f"activity-{n}",
                "rate": {**ONE_EACH, "points": one},
                "conditions": ["approved"] if asking else [],
            }
            for n, (one, asking) in enumerate(zip(points, asks, strict=True))
        ]
        case["kernel"]["activities"] = activities
        yield case
        limit = make_rule("limit-0", "entries", 1, counting={"activity": "activity-1"})
        yield case | {"kernel": {**case["kernel"], "limits": [limit]}}


def cut_to_nothing() -> Iterator[Json]:
    """Entries, or items, are asked under a limit of points that leaves some of them nothing."""
    for points, most, asked, span, years, measure in product(
        (1, 2, 3), (0.5, 1, 2.5), (1, 2, 3), ("year", "cycle"), ("year", "cycle"), ("entries", "quantity")
    ):
        limit = {"measure": "points", "figure": most, "span": span}
        demand = {"measure": measure, "figure": asked, "span": years}
        yield make_question({**ONE_EACH, "points": points}, demand, limit)


def finest() -> Iterator[Json]:
    """Points of the finest step there is, of which the least that may be declared is more than is asked."""
    for least, figure, prefer in product((1, 2), (0.0001, 0.5, 0.9999, 1, 1.0001), PREFERENCES):
        rate = {"kind": "declared", "least": least, "most": 3, "measure": None}
        case = make_question(rate, {"measure": "points", "figure": figure}, prefer=prefer)
        case["kernel"]["granularity"] = 0.0001
        yield case


def less_than_an_item() -> Iterator[Json]:
    """What counts from half an item on, where a limit cuts what holds one: nobody does half an item."""
    rate = {"kind": "declared", "least": 1, "most": 3, "measure": None, "item": "thing"}
    for least, most, figure in product((0.5, 1), (0, 1), (1, 2)):
        limit = {"measure": "points", "figure": most, "counting": {"quantity_at_least": 1}}
        demand = {"measure": "points", "figure": figure, "counting": {"quantity_at_least": least}}
        yield make_question(rate, demand, limit)
