"""Small schedules of which it is asked what they imply: one thing is turned, and all else held still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from tests.rules.plan_grids import add_activity, make_question, make_rule, make_tiers
from tests.rules.random_plans import CHOICES, ONE_EACH, SOURCE

Json = dict[str, Any]
TWO: Json = {**ONE_EACH, "points": 2}
OWN: Json = {"category": "category-0"}
NOTHING: Json = {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}
SAME: tuple[Json, ...] = (
    *(OWN, {"any": [OWN, {"category": "category-9"}]}, {"all": [OWN, {"not": {"category": "category-1"}}]}),
    {"not": {"category": "category-1"}},
)
"""The same selection in every form."""
DECLARED: Json = {"kind": "declared", "item": None, "least": 0, "most": 3}


def list_makers() -> dict[str, Callable[[], Iterator[Json]]]:
    """What makes them, by what is turned."""
    made: list[Callable[[], Iterator[Json]]] = [earned, in_windows, limited, by_choice, by_years]
    made += [of_members, in_ways, idle, versions, partly]
    return {make.__name__: make for make in made}


def make_schedule(*rates: Json, **kernel: Any) -> Json:
    """Two years, activities of a category each, and rules."""
    case = make_question(rates[0], {"measure": "points", "figure": 3}, category="category-0", conditions=[])
    for number, rate in enumerate(rates[1:], 1):
        case = add_activity(case, rate, category=f"category-{number}")
    names = [one["category"] for one in case["kernel"]["activities"]]
    found = {
        **case["kernel"],
        "categories": [{"id": key, "number": n, "title": key} for n, key in enumerate(names)],
    }
    found |= kernel
    meets = (
        found["verdicts"][0]["meets"]
        if "verdicts" in kernel
        else {"all": [{"demand": one["id"]} for one in found["demands"]]}
    )
    return found | {"verdicts": [{"id": "whole", "title": "Whole", "meets": meets, "source": SOURCE}]}


def ask(number: int, measure: str = "points", figure: float = 3, span: str = "cycle", **more: Any) -> Json:
    """A demand."""
    return make_rule(f"demand-{number}", measure, figure, span, **more)


def leave(number: int, measure: str = "points", figure: float = 3, span: str = "cycle", **more: Any) -> Json:
    """A limit."""
    return make_rule(f"limit-{number}", measure, figure, span, **more)


def earned() -> Iterator[Json]:
    """What one entry earns, of everything that earns, beside what is asked of entries and points."""
    steps = [
        {"at": 0, "open": True, "points": 1, "per": 1, "whole": False, "rounds": "up"},
        {"at": 3, "open": False, "points": 2.5, "per": None, "whole": False, "rounds": "up"},
    ]
    rates = (
        *(
            TWO,
            {**TWO, "points": 0},
            {**TWO, "repeats": [100, 50]},
            {**TWO, "repeats": [50, 0]},
            NOTHING,
            DECLARED,
        ),
        *(
            {**DECLARED, "most": None},
            {**DECLARED, "item": "thing"},
            {**DECLARED, "most": 0, "item": "thing"},
        ),
        *(make_tiers(2, None), make_tiers(2, 1), make_tiers(0, 1), make_tiers(2, None, start=2)),
        *({**make_tiers(1, 1), "steps": steps, "each_part": each} for each in (False, True)),
        {**make_tiers(1, 1), "steps": steps[::-1]},
    )
    for rate, (points, entries), grain in product(rates, ((3, 1), (3, 2), (5, 2), (0, 1), (0, 0)), (0.5, 2)):
        demands = [ask(0, figure=points), ask(1, "entries", entries)]
        yield make_schedule(rate, granularity=grain, demands=demands, limits=[leave(0, "entries", 2)])


def in_windows() -> Iterator[Json]:
    """What is asked of each measure in each window, of a category or of all, for each choice or topic."""
    spans = ("year", "cycle", "years", "months")
    listed = [{"id": key, "title": key} for key in CHOICES]
    measures = ("points", "entries", "categories", "quantity")
    for number, (measure, span, each, own) in enumerate(
        product(measures, spans, (None, "choice", "topic"), (False, True))
    ):
        counting = SAME[number // 2 % len(SAME)] if own else None
        demand = ask(0, measure, 2, span, for_each=each, counting=counting)
        if span in ("years", "months"):
            demand["window"]["last"] = 2
        found = make_schedule(TWO, ONE_EACH, demands=[demand, ask(1, figure=5)], topics=["law", "ethics"])
        found["activities"][0]["choices"] = listed
        yield found


def limited() -> Iterator[Json]:
    """A limit of each measure, in each window, of what it always counts or may count, beside a demand."""
    spans, sizes = ("entry", "day", "year", "cycle", "months"), (None, OWN, {"topic": "law"})
    for measure, span, counting, figure in product(
        ("points", "entries", "quantity"), spans, sizes, (0, 1, 2.5)
    ):
        limit = leave(0, measure, figure, span, counting=counting)
        if span == "months":
            limit["window"]["last"] = 2
        found = make_schedule(TWO, NOTHING, limits=[limit], demands=[ask(0, counting=OWN)], topics=["law"])
        yield found


def by_choice() -> Iterator[Json]:
    """A limit for each choice, of two activities that have some in common, one of them perhaps none."""
    listed = [{"id": key, "title": key} for key in CHOICES]
    for measure, span, each, asked, listing, apart in product(
        ("points", "entries"), ("year", "cycle"), (None, "choice", "topic"), (6, 6.5, 12.5),
        (None, listed), (False, True),
    ):  # fmt: skip
        limit = leave(0, measure, 2 if measure == "points" else 1, span, for_each=each)
        demand = ask(0, figure=asked / 3, for_each="choice") if apart else ask(0, figure=asked)
        found = make_schedule(TWO, TWO, limits=[limit], demands=[demand], topics=["law"])
        found["activities"][0]["choices"] = listing
        found["activities"][1] |= {"choices": listed[:2]} | ({"category": "category-0"} if apart else {})
        yield found


def by_years() -> Iterator[Json]:
    """What the cycle asks or leaves beside what each year does, a little less or more, or for less months."""
    for whole, each, counting, prorated, carried in product(
        (5.5, 6, 6.5), (3, 0), (None, OWN), ((False, False), (True, True), (True, False), (False, True)),
        (None, "year", "cycle"),
    ):  # fmt: skip
        demands = [ask(0, figure=whole), ask(1, figure=each, span="year", counting=counting)]
        for rule, less in zip(demands, prorated, strict=True):
            rule["amount"]["prorated"] = less
        found = make_schedule(TWO, ONE_EACH, demands=demands)
        if carried:
            term: Json = {"credited": {"all": []}, "above": {"figure": 1, "prorated": False}}
            carry = {"id": "on", "title": "On", "into": carried, "least_of": [term], "serves": ["demand-1"]}
            found["carry"] = [carry | {"crosses_cycle": False, "when": None, "source": SOURCE}]
        yield found
        rules = [{**one, "id": f"limit-{n}"} for n, one in enumerate(demands)]
        yield {**found, "limits": rules, "demands": [ask(0, figure=2)], "carry": [], "verdicts": [
            {**found["verdicts"][0], "meets": {"all": [{"demand": "demand-0"}]}}]}  # fmt: skip


def of_members() -> Iterator[Json]:
    """Rules that hold for some members, or ask or leave them more, so that some cannot do what others can."""
    for number, (first, second, most, share, yearly) in enumerate(
        product((None, "low", "high"), ("low", "high"), (0, 4, 6), (None, 50), (None, "low", "high"))
    ):
        level = [{"id": "level", "title": "Level", "values": ["low", "high"], "several": number % 3 == 0}]
        other = {"category": "category-1"}
        demands = [
            ask(0, figure=4, counting=OWN, when={"member": "level", "is": [first]} if first else None),
            ask(1, figure=2, counting=other, when={"member": "level", "is": [second]}),
            ask(2, figure=3, span="year", when={"member": "level", "is": [yearly]} if yearly else None),
        ]
        if share:
            demands[1]["amount"] = {"share": share, "of": "demand-0", "prorated": False}
        limits = [leave(0, figure=most), leave(1, figure=3, span="year", counting=OWN)]
        limits[0]["amount"] = {"by": "level", "values": {second: most, "low": 7}, "prorated": False}
        yield make_schedule(TWO, TWO, demands=demands, limits=limits, attributes=level)


def in_ways() -> Iterator[Json]:
    """All or any of what is asked of two categories, which limits leave or do not."""
    first, second, third = ({"demand": f"demand-{n}"} for n in range(3))
    meets: tuple[Json, ...] = (
        *(
            {"all": [first, second, third]},
            {"any": [first, second]},
            {"any": [first, {"all": [second, third]}]},
        ),
        *(
            {"all": [{"any": [first, second]}, third]},
            {"any": [{"all": [first, third]}, {"all": [second, third]}]},
        ),
    )
    for tree, most, less in product(meets, (1, 4, 6), (1, 2, 9)):
        counting = {"category": "category-1"}
        demands = [
            ask(0, figure=4, counting=OWN),
            ask(1, "entries", 2, counting=counting),
            ask(2, "categories", 2),
        ]
        limits = [leave(0, figure=most, counting=OWN), leave(1, "entries", less, "year", counting=counting)]
        verdicts = [{"meets": tree}]
        yield make_schedule(TWO, ONE_EACH, demands=demands, limits=limits, verdicts=verdicts)


def idle() -> Iterator[Json]:
    """Limits of which one or the other has nothing to cut, and what ended before, or earns nothing by one."""
    spans = ("entry", "day", "year", "cycle")
    for first, second, figure, looks in product(spans, spans, (0, 0.5, 1, 2, 4), (False, True)):
        if first == second:
            continue
        limits = [leave(0, figure=2, span=first), leave(1, figure=figure, span=second, counting=OWN)]
        demand = ask(0, figure=1)
        if looks:
            demand["window"] = {"span": "months", "last": 6}
        found = make_schedule(
            TWO, {**ONE_EACH, "points": 0.5}, limits=limits, demands=[demand], granularity=1
        )
        found["valid_from"] = "2024-01-01"
        found["activities"][1]["valid"] = {"from": None, "to": ("2023-12-31", "2024-01-01")[figure > 1]}
        yield found


def versions() -> Iterator[Json]:
    """Cycles of every kind, of rules that judge some of them, or none."""
    day = {"months": 24, "begins": "day", "day": "06-01", "first_year": 2023}
    kinds: tuple[Json, ...] = (
        *(day, {**day, "months": 6}, {"months": 24, "begins": "rolling"}, {"months": 18, "begins": "member"}),
        {"months": 24, "begins": "member", "first_day": {"day": "06-01", "which": "after"}},
    )
    for cycle, (begins, ends), span in product(
        kinds, ((None, None), ("2024-06-01", None), ("2024-06-02", "2024-07-01"), (None, "2000-12-31")),
        ("year", "cycle"),
    ):  # fmt: skip
        demands = [ask(0, figure=3, span=span), ask(1, "entries", 1, counting=OWN)]
        found = make_schedule(TWO, ONE_EACH, demands=demands, limits=[leave(0, figure=3.5, span="year")])
        yield found | {"cycle": cycle, "valid_from": begins, "valid_to": ends}


def partly() -> Iterator[Json]:
    """Two of a category, of which a rule counts one about a topic only, and the other wholly or not."""
    about, first = {"all": [{"activity": "activity-1"}, {"topic": "law"}]}, {"activity": "activity-0"}
    for rate, asked, most, sizes in product(
        (TWO, {**ONE_EACH, "points": 3}), (3, 5), (None, 2, 4), (about, {"any": [first, about]})
    ):
        demands = [ask(0, figure=3, counting=about), ask(1, figure=asked)]
        limits = [] if most is None else [leave(0, figure=most, counting=sizes)]
        found = make_schedule(rate, ONE_EACH, demands=demands, limits=limits, topics=["law"])
        found["activities"][1]["category"] = "category-0"
        yield found
