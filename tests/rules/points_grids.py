"""Logs and schedules in which one thing is turned across its boundaries and all else held still."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from tests.rules.plan_grids import add_activity, make_line, make_question, make_rule, make_tiers
from tests.rules.random_cases import SOURCE, VALUES, WHICH
from tests.rules.random_plans import CHOICES, ONE_EACH

Json = dict[str, Any]
HALF: Json = {"figure": 2.5, "prorated": False}
DECLARED: Json = {"kind": "declared", "item": "thing", "least": 0.3, "most": 1.3}
NOTHING: Json = {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}


def list_cases() -> list[Json]:
    """All of them."""
    return [case for make in list_makers().values() for case in make()]


def list_makers() -> dict[str, Callable[[], Iterator[Json]]]:
    """What makes them, by what is turned."""
    made: list[Callable[[], Iterator[Json]]] = [first_days, cycles, quantities, repeats, sums, limits, orders]
    made += [carries, away, unknown, windows, answers]
    return {make.__name__: make for make in made}


def make_case(case: Json, *log: Json, options: Json | None = None, **kernel: Any) -> Json:
    """A question about points: a schedule with something else in it, and a log."""
    own = {"on": "2024-06-01", "cycle_start": "2024-03-01"}
    given = own if options is None else {key: value for key, value in options.items() if value is not None}
    numbered = [{**line, "id": str(n)} for n, line in enumerate(log)]
    return {"kernel": {**case["kernel"], **kernel}, "log": numbered, "options": given}


def ask_points(figure: float = 3, **rule: Any) -> Json:
    """So many points, of what earns one for each thing."""
    return make_question(ONE_EACH, {"measure": "points", "figure": figure, **rule})


def shift(day: str, days: int) -> str:
    """So many days after a day."""
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()


def first_days() -> Iterator[Json]:
    """A first day that follows from the member's own, on which it falls, or beside which."""
    days = ("01-01", "02-29", "08-31", "first", "last")
    owns = ("2023-01-01", "2023-02-28", "2024-02-29", "2024-08-31", "2023-08-30", "2023-12-31")
    for which, day, own, months in product(WHICH, days, owns, (12, 18)):
        cycle = {"months": months, "begins": "member", "first_day": {"day": day, "which": which}}
        lines = [make_line(f"{year}-02-{date}") for year in (2024, 2025) for date in ("27", "28")]
        for on, start in (("2025-03-01", None), (own, None), ("2026-02-28", "2025-02-28")):
            options = {"on": on, "award": own, "cycle_start": start}
            yield make_case(ask_points(), *lines, options=options, cycle=cycle)
    for start in ("2023-02-27", "2023-02-28", "2024-02-29", "2024-03-01"):
        for day, months in product(("02-29", "last"), (12, 24)):
            rule = {"day": day, "which": "same"}
            lines = [make_line(f"{year}-02-{date}") for year in (2024, 2025) for date in ("27", "28")]
            options = {"on": "2024-06-01", "cycle_start": start}
            bare: Json = {"months": months, "begins": "member"}
            for cycle in ({**bare, "first_day": rule}, bare):
                yield make_case(ask_points(span="year"), *lines, options=options, cycle=cycle)


def cycles() -> Iterator[Json]:
    """Cycles from a day of the year, or that roll, asked on the days about their ends; a version's ends."""
    days, offsets = ("02-28", "02-29", "03-01", "12-31"), (-1, 0, 1, 364, 365, 366)
    for day, months, offset, rolls in product(days, (6, 12, 18, 24), offsets, (False, True)):
        first = datetime.date(2024, *map(int, day.split("-")))
        on = (first + datetime.timedelta(offset)).isoformat()
        cycle = {"months": months, "begins": "rolling"} if rolls else {"months": months, "begins": "day"}
        cycle |= {} if rolls else {"day": day, "first_year": 2023 + (months == 24)}
        lines = [make_line(shift(on, days)) for days in (-731, -730, -366, -365, -1, 0, 1)]
        versions: tuple[Json, ...] = (
            {},
            {"valid_from": on},
            {"valid_to": shift(on, -1)},
            {"valid_from": shift(on, 1)},
        )
        for version in versions[: 4 if months == 12 else 1]:
            yield make_case(ask_points(), *lines, options={"on": on}, cycle=cycle, **version)
        yield make_case(ask_points(), options={"on": on, "cycle_start": "2024-01-01"}, cycle=cycle)


def quantities() -> Iterator[Json]:
    """How much stands in a line, of everything that earns, in grains of every size."""
    rates = (
        *(ONE_EACH, {**ONE_EACH, "points": 0.125}, NOTHING, DECLARED, {**DECLARED, "item": None}),
        *({**DECLARED, "most": None}, make_tiers(2, 1, start=1), make_tiers(0.7, 0.4, False)),
        *(make_tiers(2, None, start=0.5), {**make_tiers(1, 2), "each_part": True}),
    )
    steps = [
        {"at": 1, "open": True, "points": 1, "per": 1, "whole": True, "rounds": "up"},
        {"at": 3, "open": False, "points": 2.5, "per": 1.5, "whole": False, "rounds": "up"},
    ]
    stairs = [{**make_tiers(1, 1), "steps": steps, "each_part": each} for each in (False, True)]
    for rate, grain, rounds in product((*rates, *stairs), (0.01, 0.5, 3), ("down", "up")):
        numbers = (None, 0, 0.5, 1, 1.1, 1.5, 2, 3, 3.1, 4.5, 100)
        figures = (None, 0, 0.1, 0.3, 1.3, 1.4, 2.6, 2.7)
        lines = [make_line("2024-03-02", quantity=number) for number in numbers]
        if rate["kind"] == "items":
            lines = [line for line in lines if (line["quantity"] or 0) % 1 == 0]
            for number in (0.5, 1.5, 99, 101):
                line = make_line("2024-03-02", quantity=number)
                yield make_case(make_question(rate, {"measure": "points", "figure": 3}), line)
        if rate["kind"] == "declared":
            pairs = product((None, 0, 1, 2), figures)
            lines = [make_line("2024-03-02", quantity=number, points=points) for number, points in pairs]
        case = make_question(rate, {"measure": "points", "figure": 3})
        yield make_case(case, *lines, granularity=grain, credit_rounds=rounds)
        for line in lines[:6]:
            yield make_case(case, line, granularity=grain, credit_rounds=rounds)


def repeats() -> Iterator[Json]:
    """The same once more, for less each time, in this cycle and before it."""
    listed = [{"id": key, "title": key} for key in CHOICES]
    for shares, items, listing, grain in product(
        ([100, 50], [100, 33.3333, 0], [50]), (1, 2, 4), (None, listed), (0.5, 0.01)
    ):
        rate = {**ONE_EACH, "points": 2, "repeats": shares}
        choices = (CHOICES[0], CHOICES[1], CHOICES[0], None, CHOICES[0], "tide")
        days = ("2024-03-01", "2024-03-02", "2024-03-02", "2025-03-01", "2024-02-29", "2026-03-01")
        pairs = list(zip(days, choices, strict=True))
        lines = [make_line(day, quantity=items, choice=choice) for day, choice in pairs]
        back = {"measure": "points", "figure": 3, "span": "years", "last": 3}
        for demand in ({"measure": "points", "figure": 3}, back):
            demand = {**demand}
            window = {"span": demand.pop("span", "cycle"), "last": demand.pop("last", None)}
            case = make_question(rate, demand, choices=listing)
            case["kernel"]["demands"][0]["window"] = {k: v for k, v in window.items() if v is not None}
            options = {"on": "2026-02-28", "cycle_start": "2024-03-01"}
            yield make_case(case, *lines, *lines[:2], options=options, granularity=grain)


def sums() -> Iterator[Json]:
    """Hours that are paid together over a window, for lines on both sides of its ends."""
    for points, per, span, hours in product((1, 2.5), (None, 2), ("year", "cycle", "day"), (0.5, 1, 3)):
        rate = {**make_tiers(points, per, start=1), "window": {"span": span}}
        case = make_question(rate, {"measure": "points", "figure": 3})
        days = ("2024-03-01", "2024-03-01", "2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01")
        lines = [make_line(day, quantity=hours) for day in days]
        yield make_case(case, *lines, options={"on": "2026-02-28", "cycle_start": "2024-03-01"})
        yield make_case(case, *lines[::-1], options={"on": "2025-02-28", "cycle_start": "2024-03-01"})


def limits() -> Iterator[Json]:
    """A limit of each measure, in each window, for each choice or topic, that just holds or does not."""
    spans = ("entry", "day", "year", "years", "months", "cycle")
    for measure, span, each, figure in product(
        ("points", "entries", "quantity", "categories"),
        spans,
        (None, "choice", "topic", "level"),
        (0, 1, 2.5, 4),
    ):
        limit = make_rule("limit-0", measure, figure, span, for_each=each)
        if span in ("years", "months"):
            limit["window"]["last"] = 2
        level = [{"id": "level", "title": "Level", "values": ["ethics", "law"], "several": True}]
        case = add_activity(ask_points(5), make_tiers(1.5, 1), category="category-9")
        categories = [{"id": one["category"], "number": n, "title": "C"} for n, one in enumerate(
            {one["category"]: one for one in case["kernel"]["activities"]}.values())]  # fmt: skip
        days = ("2024-03-01", "2024-03-01", "2024-04-30", "2024-05-02", "2025-03-01", "2025-02-28")
        lines = [
            make_line(
                day,
                f"activity-{n % 2}",
                quantity=1 + n % 3,
                choice=(*CHOICES, None)[n % 3],
                topics=[["ethics"], ["law", "ethics"], []][n % 3],
                confirmed=(True, None)[n == 2],
            )
            for n, day in enumerate(days)
        ]
        own = {"level": ["ethics"]} if each == "level" else {}
        options = {"on": "2025-06-30", "cycle_start": "2024-03-01", "member": {"attributes": own}}
        asks = {"attributes": level if each == "level" else [], "topics": ["ethics", "law"]}
        yield make_case(case, *lines, options=options, limits=[limit], categories=categories, **asks)


def orders() -> Iterator[Json]:
    """Two limits of which each leaves the other something else, in either order of the file."""
    spans = ("entry", "day", "year", "months", "cycle")
    countings = (None, {"activity": "activity-0"}, {"topic": "law"}, {"not": {"topic": "law"}})
    for first, second, counting, turned in product(spans, spans, countings, (False, True)):
        rules = [
            make_rule("limit-0", "points", 2, first, counting=counting),
            make_rule("limit-1", "points", 3, second, for_each="topic" if turned else None),
        ]
        for rule in rules:
            if rule["window"]["span"] == "months":
                rule["window"]["last"] = 1
        case = add_activity(ask_points(5), {**ONE_EACH, "points": 2})
        lines = [make_line(day, f"activity-{n % 2}", topics=["law"] * (n % 3 > 0)) for n, day in enumerate(
            ("2024-05-01", "2024-05-01", "2024-05-02", "2024-05-31", "2024-06-01"))]  # fmt: skip
        yield make_case(case, *lines, limits=rules[:: -1 if turned else 1], topics=["law"])


def carries() -> Iterator[Json]:
    """What is carried on, into a year or the cycle, above a figure or not, over its end or not."""
    for into, crosses, above, last, brought in product(
        ("year", "cycle"), (False, True), (None, 1, 2.5), (None, 3), (None, 0, 1.25, 9)
    ):
        term: Json = {"credited": {"all": []}, "above": None if above is None else {**HALF, "figure": above}}
        terms: list[Json] = [term | {"last_months": last}, *([{"figure": 3}] if last else [])]
        carry = {"id": "on", "title": "On", "into": into, "least_of": terms, "serves": ["demand-0"]}
        rest = {"crosses_cycle": crosses, "when": None, "source": SOURCE}
        case = ask_points(4, span=into)
        days = ("2024-03-01", "2024-12-01", "2025-02-28", "2025-03-01", "2026-02-28", "2026-03-01")
        lines = [make_line(day, quantity=2) for day in days]
        options = {"cycle_start": "2024-03-01", "carry_in": {} if brought is None else {"on": brought}}
        for on in ("2024-03-01", "2025-02-28", "2025-03-01", "2026-03-01"):
            yield make_case(case, *lines, options={**options, "on": on}, carry=[{**carry, **rest}])


def away() -> Iterator[Json]:
    """Months away, of which less is asked, in one year, in all, or in more than there are."""
    for months, span, rounds, measure in product(
        (0, 2.5, 12, 14, {"1": 3}, {"1": 0.5, "2": 12}, {"3": 6}), ("year", "cycle", "years"), ("up", "down"),
        ("points", "entries", "quantity"),
    ):  # fmt: skip
        case = ask_points()
        amount = {"figure": 5, "prorated": True}
        window = {"span": span, "last": 2} if span == "years" else {"span": span}
        for rules in ("demands", "limits"):
            rule = make_rule("limit-0" if rules == "limits" else "demand-0", measure, 5)
            rule |= {"amount": amount, "window": window}
            options = {"on": "2025-03-01", "cycle_start": "2024-03-01", "member": {"months_away": months}}
            lines = [make_line(day, quantity=3) for day in ("2024-03-01", "2025-03-01")]
            yield make_case(case, *lines, options=options, demand_rounds=rounds, **{rules: [rule]})


def unknown() -> Iterator[Json]:
    """Attributes that nobody gives, as many as are tried and more."""
    for several, count, values in product((False, True), range(1, 9), (1, 2, 3)):
        names = [f"level-{n}" for n in range(count)]
        kinds = {"values": list(VALUES[:values]), "several": several}
        attributes = [{"id": name, "title": name, **kinds} for name in names]
        demands = [
            make_rule(f"demand-{n}", "points", 1, when={"member": name, "is": [VALUES[0]]})
            for n, name in enumerate(names)
        ]
        verdicts: list[Json] = [{"id": "whole", "title": "Whole", "source": SOURCE}]
        verdicts[0]["meets"] = {("all", "any")[several]: [{"demand": one["id"]} for one in demands]}
        if values**count <= 1_100:
            yield make_case(ask_points(), attributes=attributes, demands=demands, verdicts=verdicts)


def windows() -> Iterator[Json]:
    """Lines on both sides of the ends of a window, some planned, some that nobody confirmed."""
    for span, last, on, confirmed in product(
        ("day", "year", "years", "months", "cycle"), (1, 2, 12), ("2024-03-01", "2025-02-28", "2025-03-31"),
        (True, None),
    ):  # fmt: skip
        case = ask_points(2)
        window = {"span": span, "last": last} if span in ("years", "months") else {"span": span}
        if span == "day":
            case["kernel"]["limits"] = [make_rule("limit-0", "points", 1, "day")]
        else:
            case["kernel"]["demands"][0]["window"] = window
        case["kernel"]["activities"][0]["conditions"] = [] if confirmed else ["approved"]
        near = [shift(on, days) for days in (-366, -365, -61, -60, -31, -30, -28, -1, 0, 1)]
        lines = [make_line(day, confirmed=confirmed) for day in near]
        options = {"on": on, "cycle_start": "2024-03-01"}
        yield make_case(case, *lines, options=options)
        for line in lines[-4:]:
            yield make_case(case, line, options=options)


def answers() -> Iterator[Json]:
    """Conditions, choices and days on which an activity is none, for one line at a time."""
    listed = [{"id": key, "title": key} for key in CHOICES[:2]]
    for entry, member, choice, date in product(
        (None, True, False), (None, True, False), (None, "tides", "tide", "xyz"),
        ("2024-02-29", "2024-04-30", "2024-05-01", "2024-06-01", "2024-06-02", "2026-03-01"),
    ):  # fmt: skip
        case = ask_points(1)
        own = {"conditions": ["approved", "licensed"], "valid": {"from": "2024-05-01", "to": "2024-06-01"}}
        case["kernel"]["activities"][0] |= own | {"choices": listed if choice else None}
        about: Json = {"id": "licensed", "about": "member", "ask": "So?", "confirm_with": "us"}
        conditions = [*case["kernel"]["conditions"], about | {"source": SOURCE}]
        options: Json = {"on": "2024-06-01", "cycle_start": "2024-03-01"}
        options["member"] = {"conditions": {} if member is None else {"licensed": member}}
        line = make_line(date, choice=choice, confirmed=entry)
        yield make_case(case, line, options=options, conditions=conditions)
