"""Questions for a plan in which one thing is turned across its boundaries and all else held still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from tests.rules.random_plans import CHOICES, ONE_EACH, SOURCE, ways

Json = dict[str, Any]
PREFERENCES = ("entries", "points")


def list_grids() -> dict[str, list[Json]]:
    """All of them, by what is turned."""
    return {name: list(make()) for name, make in list_makers().items()}


def list_makers() -> dict[str, Callable[[], Iterator[Json]]]:
    """What makes each of them, by what is turned."""
    made: list[Callable[[], Iterator[Json]]] = [before_the_log, over_the_cycle, blocks, one_a_day, choices]
    made += [several, hours, in_turn, one_then_other, kept]
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
