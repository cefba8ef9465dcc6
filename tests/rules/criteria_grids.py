"""Ladders and profiles in which one thing is turned across its boundaries and all else held still."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from tests.rules.random_profiles import IDS, ROLES, RUNGS, TITLES

Json = dict[str, Any]
ON = datetime.date(2022, 3, 31)
LAMPS, PILOTAGE = ({"id": IDS[n], "titles": [TITLES[n]], "nqf_level": 5} for n in (0, 1))


def list_cases() -> list[Json]:
    """All of them."""
    return [case for make in list_makers().values() for case in make()]


def list_makers() -> dict[str, Callable[[], Iterator[Json]]]:
    """What makes them, by what is turned."""
    made: list[Callable[[], Iterator[Json]]] = [titles, arrivals, levels, standings, jobs, readings, ladders]
    made += [studies, soonest, fees, holdings, long_ago, begun_today, at_once]
    return {make.__name__: make for make in made}


def shift_day(days: int) -> str:
    """The day asked about, or one so many days after it."""
    return (ON + datetime.timedelta(days)).isoformat()


def make_leaf(kind: str, name: str = "guild/1", **more: Any) -> Json:
    """A part that asks one thing, or several parts."""
    lists = ("conflict", "parts", "accepted", "replaced", "roles", "perhaps", "unpublished_for")
    bare = {"partly": False, "more": False, "or_equivalent": False, "holders": {}}
    return {"id": name, "kind": kind, "source": ["rules:1"], **{key: [] for key in lists}, **bare, **more}


def make_branch(kind: str, *parts: Json, name: str = "guild", **more: Any) -> Json:
    """Parts of which all, any, or so many are asked."""
    named = [{**one, "id": f"{name}/{n}"} for n, one in enumerate(parts, 1)]
    return make_leaf(kind, name, parts=named, **more)


def make_rung(designation: str, *trees: Json, **more: Any) -> Json:
    """A designation that asks this, in a reading for each tree."""
    rest = {"reading": "guild", "source": ["rules:2"], "then": []}
    asked = [
        {"id": f"guild-{n}", "adopted": not n, **rest, "tree": one, **one.get("reading", {})}
        for n, one in enumerate(trees)
    ]
    asked = [{**one, "tree": {k: v for k, v in one["tree"].items() if k != "reading"}} for one in asked]
    criteria = {"designation": designation, "readings": asked, "then": []}
    return {"designation": designation, "level": "1", "source": ["rules:3"], "criteria": criteria, **more}


def make_case(rungs: list[Json], profile: Json, **more: Any) -> Json:
    """A question about the last of some rungs."""
    ladder = {"rungs": rungs, "credits": more.pop("credits", {IDS[0]: 120, IDS[1]: 40}), "fees": []}
    return {"ladder": ladder, "profile": profile, "to": rungs[-1]["designation"], "on": shift_day(0), **more}


def titles() -> Iterator[Json]:
    """What kind, field and level are asked, of titles by which they are told, or not."""
    words = ((None, "Diploma", "Post-graduate"), (None, "navigation", "Cookery"), (None, 4, 5, 8))
    held = [
        {"state": "completed", "title": title, "type": kind, "field": field, "nqf_level": level}
        for title in ("Ünknown", "DIPLOMA pilotage", "Certificate Lamp-Craft!", "Center of Tides")
        for kind, field, level in product(*words)
    ]
    known = (LAMPS, {"titles": ["Centre of Tides"], "nqf_level": 5}, {"titles": ["Centre of Tides"]})
    for kind, field, level, lowest, own in product(
        (None, "diploma"), (None, "Navigation"), (None, 5), (None, 5), known
    ):
        said: Json = {"type": kind, "field": field, "nqf_level": level, "from_level": lowest}
        asked = {key: value for key, value in said.items() if value is not None}
        leaf = make_leaf("qualification", accepted=[own], replaced=[PILOTAGE], **asked)
        yield make_case([make_rung("hand", leaf)], {"qualifications": held})
        for one in held[:4]:
            yield make_case([make_rung("hand", leaf)], {"qualifications": [one]})


def arrivals() -> Iterator[Json]:
    """A qualification that is there, begun or planned, for days on both sides of the day asked about."""
    for state, days, partly, other in product(
        ("completed", "partly", "planned"), (None, -1, 0, 1), (False, True), (None, 0, 2)
    ):
        leaf = make_leaf("qualification", accepted=[LAMPS], partly=partly)
        held = {"id": IDS[0], "state": state, **({} if days is None else {"date": shift_day(days)})}
        more = [] if other is None else [{"id": IDS[0], "state": "planned", "date": shift_day(other)}]
        yield make_case([make_rung("hand", leaf)], {"qualifications": [held, *more]})


def levels() -> Iterator[Json]:
    """A title that is the same at one level, with what is replaced beside it, on the day and later."""
    for level, days, replaced in product((None, 4, 5), (0, 1, 5), (None, 0, 3)):
        leaf = make_leaf("qualification", accepted=[LAMPS], replaced=[PILOTAGE])
        held = [{"title": TITLES[0], "nqf_level": level, "state": "planned", "date": shift_day(days)}]
        if replaced is not None:
            held.append({"id": IDS[1], "nqf_level": None, "state": "planned", "date": shift_day(replaced)})
        yield make_case([make_rung("hand", leaf)], {"qualifications": held})


def standings() -> Iterator[Json]:
    """Yearly points that are just enough or not, of who has held it for just a year or not."""
    said: tuple[Json, ...] = ({}, {"points": 13.32}, {"points": 13.33}, {"points_met": "no"})
    for days, answer, holder, unpublished in product(
        (None, -366, -365, -364, 0), (*said, {"points_met": "yes"}), (13.33, None), ([], ["hand"])
    ):
        leaf = make_leaf(
            "cpd-standing",
            months=12,
            holders={"hand": holder} if holder else {"master": 24},
            unpublished_for=unpublished,
        )
        holds = {"designation": "hand", **answer, **({} if days is None else {"awarded": shift_day(days)})}
        hand = make_rung("hand", make_leaf("silent", says="Nothing."), points_a_year=35)
        yield make_case([hand, make_rung("keeper", make_branch("all", leaf))], {"holds": holds})


def jobs() -> Iterator[Json]:
    """Months that are full on the day, a day later or a day earlier, whole or with a gap."""
    for months, more, days, gap, last in product(
        (1, 6, 12), (False, True), (-1, 0, 1), (0, 1, 40), (None, 0, 30)
    ):
        asked: Json = {"months": months, "more": more, "roles": [ROLES[0]], "perhaps": [ROLES[1]]}
        first = ON - datetime.timedelta(round(months * 30.4375) + days + gap)
        middle = first + datetime.timedelta(14)
        again = middle + datetime.timedelta(1 + gap)
        end = "open" if last is None else shift_day(last)
        held = [{"role": ROLES[0], "from": first.isoformat(), "to": middle.isoformat()}]
        held.append({"role": ROLES[gap == 1], "from": again.isoformat(), "to": end})
        held.append({"role": "other", "equivalent_to": ROLES[0], "from": first.isoformat(), "to": end})
        for equivalent in (False, True):
            leaf = make_leaf("experience", **asked, or_equivalent=equivalent)
            yield make_case([make_rung("hand", leaf)], {"jobs": held[: 3 if equivalent else 2]})


def readings() -> Iterator[Json]:
    """Readings that begin or end on the day asked about, or beside it."""
    for begun, ended, adopted in product((None, -1, 0, 1), (None, -1, 0, 1), (True, False)):
        days = {"from": begun, "to": ended}
        known = {name: shift_day(day) for name, day in days.items() if day is not None}
        first = {**make_leaf("certificate", certificate="matric"), "reading": {**known, "adopted": adopted}}
        then = {"adopted": True, "prior_learning": "It may be."}
        second = {**make_leaf("certificate", certificate="licence"), "reading": then}
        for answers in ({"matric": "yes"}, {"matric": "equivalent", "licence": "no"}, {"licence": "yes"}):
            yield make_case([make_rung("hand", first, second)], {"certificates": answers})


def ladders() -> Iterator[Json]:
    """Which page names which as next, what is retired, and where one begins and ends."""
    named: tuple[list[str] | None, ...] = (None, [], ["keeper"], ["pilot", "master"], ["master"])
    for number, (first, second, third) in enumerate(product(named, named, named)):
        rungs = [
            make_rung(key, make_leaf("designation", designation=below), leads_to=leads)
            for key, below, leads in zip(
                RUNGS, (RUNGS[0], *RUNGS[:-1]), (first, second, third, None), strict=True
            )
        ]
        for rung in rungs:
            if rung["leads_to"] is None:
                del rung["leads_to"]
        rungs[number % 5 : number % 5 + 1] = [{**one, "retired": True} for one in rungs[number % 5 :][:1]]
        held = ({}, {"holds": {"designation": "none"}}, *({"holds": {"designation": key}} for key in RUNGS))
        for place, profile in enumerate(held):
            to = RUNGS[(number + place) % 4] if number % 2 else RUNGS[3]
            yield make_case(rungs, profile, to=to)


def studies() -> Iterator[Json]:
    """What two steps study: the same, another, one of two, of which some is planned and some untold."""
    lists: tuple[list[Json], ...] = ([LAMPS], [PILOTAGE], [LAMPS, PILOTAGE], [])
    lamps, pilotage, either, nothing = (make_leaf("qualification", accepted=one) for one in lists)
    described = make_leaf("qualification", accepted=[PILOTAGE], type="diploma")
    asked = (lamps, pilotage, either, nothing, described)
    branches = (
        *(make_branch("all", one) for one in asked),
        make_branch("all", lamps, pilotage),
        make_branch("any", lamps, pilotage),
        make_branch("at-least", lamps, pilotage, either, at_least=2),
        make_branch("at-least", lamps, at_least=2),
    )
    plans: tuple[tuple[str, int, int | None], ...] = (
        ("planned", 0, 1), ("planned", 1, 3), ("planned", 0, None), ("completed", 1, -1),
    )  # fmt: skip
    for first, second, credits in product(
        branches, branches, ({IDS[0]: 120, IDS[1]: 40}, {IDS[0]: 40, IDS[1]: 120}, {IDS[1]: 120})
    ):
        holds = make_leaf("designation", designation="hand")
        above = make_branch("all", holds, {**second, "parts": second["parts"]})
        rungs = [make_rung("hand", first, leads_to=["keeper"]), make_rung("keeper", above)]
        number = len(credits) + len(first["parts"]) + 2 * len(second["parts"])
        kept = [
            {"state": state, "id": IDS[n], **({} if days is None else {"date": shift_day(days)})}
            for bit, (state, n, days) in enumerate(plans)
            if number >> bit & 1
        ]
        yield make_case(rungs, {"qualifications": kept, "holds": {"designation": "none"}}, credits=credits)


def soonest() -> Iterator[Json]:
    """A second step after a first one that is there on some day, may be there, or is never."""
    for days, state, year, later in product(
        (-1, 0, 1, 400), ("planned", "partly", "completed"), (None, 13.33), (None, 0, 2, 500)
    ):
        held = [{"id": IDS[0], "state": state, "date": shift_day(days)}]
        if later is not None:
            held.append({"id": IDS[1], "state": "planned", "date": shift_day(later)})
        more = {} if year is None else {"points_a_year": year}
        holds = make_leaf("designation", designation="hand")
        standing = make_leaf("cpd-standing", months=12, holders={"hand": 13.33})
        first = make_leaf("qualification", accepted=[LAMPS], partly=True)
        second = make_leaf("qualification", accepted=[PILOTAGE])
        asked = make_branch("all", holds, *([second] if later is not None else []), standing)
        rungs = [make_rung("hand", first, leads_to=["keeper"], **more), make_rung("keeper", asked, **more)]
        top = make_rung("pilot", make_branch("all", make_leaf("designation", designation="keeper")))
        profile = {"qualifications": held, "holds": {"designation": "none"}}
        yield make_case(rungs, profile)
        yield make_case([*rungs, top], profile)


def fees() -> Iterator[Json]:
    """Steps after it that cost something, or of which nothing is published."""
    for then, figure in product(([], ["oath"], ["fee", "oath"]), (None, 800.5)):
        case = make_case([make_rung("hand", make_leaf("silent", says="Nothing."))], {})
        case["ladder"]["rungs"][0]["criteria"]["then"] = then
        said = {} if figure is None else {"figure": figure, "unit": "crowns"}
        case["ladder"]["fees"] = [{"step": "fee", "source": ["rules:4"], **said}]
        yield case


def holdings() -> Iterator[Json]:
    """What is held beside it, above and below, for years that begin or end on a day of the step."""
    for days, other, to, until in product(
        (-731, -730, -365, -1, 0), ("hand", "pilot"), ("keeper", "pilot"), (0, 1, 364, 365, 366, 1200)
    ):
        plan = [{"id": IDS[0], "state": "planned", "date": shift_day(until)}]
        leaf = make_leaf("qualification", accepted=[LAMPS])
        rungs = [make_rung(key, leaf, points_a_year=13.33) for key in RUNGS[:3]]
        holds = {"designation": "hand", "awarded": shift_day(days)}
        also = [{"designation": other, "awarded": shift_day(days // 2)}, {"designation": "pilot"}]
        yield make_case(rungs, {"qualifications": plan, "holds": holds, "also_holds": also}, to=to)


def long_ago() -> Iterator[Json]:
    """A day before those that are counted from 1970 on."""
    for state, date, on in product(
        ("completed", "partly", "planned"), (None, "1969-05-31", "1969-06-02"), ("1969-06-01", "1970-01-01")
    ):
        held = {"id": IDS[0], "state": state, **({"date": date} if date else {})}
        leaf = make_leaf("qualification", accepted=[LAMPS], partly=True)
        yield make_case([make_rung("hand", leaf)], {"qualifications": [held]}, on=on)


def begun_today() -> Iterator[Json]:
    """Work that begins on the day asked about, or beside it, and lasts a month or a day less or more."""
    for begins, length, more, sure in product(
        (-2, -1, 0, 1), (None, 0, 28, 29, 30, 31), (False, True), (0, 1)
    ):
        leaf = make_leaf("experience", months=1, more=more, roles=[ROLES[0]], perhaps=[ROLES[1]])
        end = "open" if length is None else shift_day(begins + length)
        job = {"role": [ROLES[sure]], "from": shift_day(begins), "to": end}
        other = {"role": ROLES[0], "from": shift_day(-40), "to": shift_day(-20)}
        for jobs_held in ([job], [other, job], [job, other]):
            yield make_case([make_rung("hand", leaf)], {"jobs": jobs_held})


def at_once() -> Iterator[Json]:
    """Parts that are there on the day asked about, or beside it, and one that comes later."""
    for full, days, later, kind in product((-1, 0, 1), (-1, 0, 1), (0, 1, 5, None), ("all", "any")):
        job = {"role": ROLES[0], "from": shift_day(full - 31), "to": "open"}
        held = [{"id": IDS[0], "state": "planned", "date": shift_day(days)}]
        held += [{"id": IDS[1], "state": "planned", "date": shift_day(later)}] if later is not None else []
        parts = [make_leaf("experience", months=1, roles=[ROLES[0]])]
        parts += [make_leaf("qualification", accepted=[one]) for one in (LAMPS, PILOTAGE)]
        asked = make_rung("hand", make_branch(kind, *parts[:2]), make_branch(kind, *parts))
        yield make_case([asked], {"jobs": [job], "qualifications": held})
        nothing = [make_branch(one, at_least=1) for one in ("all", "any", "at-least")]
        yield make_case([make_rung("hand", make_branch(kind, parts[1], *nothing))], {"qualifications": held})
