"""Every day from the award on lies in exactly one cycle and in exactly one CPD year, in both engines."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.chance import count_cases
from tests.rules.engines import answer_in_javascript, answer_in_python

DAY = timedelta(days=1)
ANCHORS = count_cases(20_000)
AWARDS = ((date(2016, 2, 29), 36), (date(2020, 2, 29), 36), (date(2032, 2, 28), 24), (date(2021, 8, 31), 18))


def build_case(months: int, anchor: date, on: date, fixed: bool) -> dict[str, Any]:
    """A schedule without rules, judged on a day; its cycle begins with the award or on a day of the year."""
    begins = {"begins": "day", "day": anchor.strftime("%m-%d"), "first_year": anchor.year}
    cycle = {"months": months} | (begins if fixed else {"begins": "member"})
    kernel: dict[str, Any] = {
        "id": "made-up",
        "designation": "keeper",
        "reading": "guild",
        "unit": "points",
        "cycle": cycle,
    }
    kernel |= {"granularity": 1, "credit_rounds": "down", "demand_rounds": "up", "incomplete": False}
    kernel |= {name: [] for name in ("categories", "activities", "topics", "conditions", "attributes")}
    kernel |= {name: [] for name in ("limits", "demands", "carry", "verdicts", "notices")}
    kernel |= {"valid_from": None, "valid_to": None}
    options = {"on": on.isoformat()} | ({} if fixed else {"award": anchor.isoformat()})
    return {"kernel": kernel, "log": [], "options": options}


def find_cycle(months: int, anchor: date, on: date, fixed: bool) -> tuple[dict[str, Any], str]:
    text = answer_in_python(case := build_case(months, anchor, on, fixed))
    found: dict[str, Any] = json.loads(text)["cycle"]
    assert case["options"]["on"] == on.isoformat()
    return found, text


def draw_anchors() -> list[tuple[date, int, bool]]:
    """Awards and fixed days, those at the ends of months more often."""
    chance = random.Random(13)
    found = [(award, months, False) for award, months in AWARDS] + [(date(2024, 2, 29), 24, True)]
    while len(found) < ANCHORS:
        day = date(2000, 1, 1) + timedelta(days=chance.randrange(12_000))
        if chance.random() < 0.7:
            day += timedelta(days=max(0, 28 - day.day))
        found.append((day, chance.choice((6, 12, 13, 18, 24, 26, 30, 36, 60)), chance.random() < 0.3))
    return found


def test_every_day_lies_in_one_cycle_and_one_year() -> None:
    cases, answers = [], []
    for number, (anchor, months, fixed) in enumerate(draw_anchors()):
        on = anchor + timedelta(days=number * 7 % 4_000)
        now, _ = find_cycle(months, anchor, on, fixed)
        after = date.fromisoformat(now["to"]) + DAY
        assert now["from"] <= on.isoformat() <= now["to"]
        for day in (after - DAY, after):
            found, text = find_cycle(months, anchor, day, fixed)
            assert found == now if day < after else found["from"] == after.isoformat(), (anchor, months, on)
            cases.append(build_case(months, anchor, day, fixed))
            answers.append(text)
        years = now["years"]
        assert [years[0]["from"], years[-1]["to"]] == [now["from"], now["to"]]
        for one, other in pairwise(years):
            assert date.fromisoformat(one["to"]) + DAY == date.fromisoformat(other["from"])
    assert answer_in_javascript(cases) == answers


@pytest.mark.parametrize("day", ["2028-02-27", "2028-02-28"])
def test_an_award_on_29_february_loses_no_day(day: str) -> None:
    found, _ = find_cycle(36, date(2016, 2, 29), date.fromisoformat(day), False)
    assert (found["from"], found["to"]) == ("2025-02-28", "2028-02-28")


@pytest.mark.parametrize(("months", "years"), [(6, 1), (12, 1), (13, 2), (24, 2), (25, 3), (26, 3), (36, 3)])
def test_a_cycle_has_as_many_years_as_it_begins(months: int, years: int) -> None:
    found, _ = find_cycle(months, date(2024, 5, 1), date(2024, 5, 1), False)
    assert len(found["years"]) == years


WHICH = {
    "same": lambda own, day, unit: day[:unit] == own[:unit],
    "after": lambda own, day, unit: day > own,
    "on-or-after": lambda own, day, unit: day >= own,
    "before": lambda own, day, unit: day < own,
    "on-or-before": lambda own, day, unit: day <= own,
}


def is_first_day(rule: str, day: date) -> bool:
    """Whether a day could be a first day by a rule, judged by the calendar alone."""
    if rule in ("first", "last"):
        return day.day == 1 if rule == "first" else (day + DAY).day == 1
    month, number = map(int, rule.split("-"))
    return (day.month, day.day) == (month, number) or (
        number == 29 and (day.month, day.day) == (2, 28) and (day + DAY).month == 3
    )


def search_first_day(rule: dict[str, str], own: date) -> date:
    """The first day by looking at every day, the nearest of those that fit."""
    which, unit = rule["which"], 7 if rule["day"] in ("first", "last") else 4
    days = [own + timedelta(days=n) for n in range(-800, 801)]
    fits = [day for day in days if is_first_day(rule["day"], day)]
    if which in ("next", "previous"):
        same = next(day for day in fits if day.isoformat()[:unit] == own.isoformat()[:unit])
        return fits[fits.index(same) + (1 if which == "next" else -1)]
    chosen = [day for day in fits if WHICH[which](own.isoformat(), day.isoformat(), unit)]
    return min(chosen, key=lambda day: abs(day - own))


def test_a_first_day_follows_from_the_members_own_day() -> None:
    """The first day is the one that a search finds, and cycles leave no day out, in both engines."""
    chance, cases, answers = random.Random(14), [], []
    for _ in range(count_cases(4_000)):
        own = date(2015, 1, 1) + timedelta(days=chance.randrange(6_000))
        day = chance.choice(("01-01", "04-01", "07-31", "02-29", "first", "last"))
        rule = {"day": day, "which": chance.choice((*WHICH, "next", "previous"))}
        first, months = search_first_day(rule, own), chance.choice((6, 12, 24, 36))
        for on in (first - DAY, first, first + timedelta(days=chance.randrange(3_000))):
            case = build_case(months, own, on, False)
            case["kernel"]["cycle"]["first_day"] = rule
            cases.append(case)
            answers.append(answer_in_python(case))
            found = json.loads(answers[-1])
            if on < first:
                refused = {"first": first.isoformat(), "on": on.isoformat()}
                assert found["refused"] == {"code": "before-first-cycle", "values": refused}, (rule, own)
                continue
            begun, last = (date.fromisoformat(found["cycle"][name]) for name in ("from", "to"))
            assert begun <= on <= last
            if months % 12 == 0 or day in ("first", "last"):
                assert is_first_day(day, begun), (rule, own, on)
                assert is_first_day(day, last + DAY), (rule, own, on)
            assert found["cycle"]["years"][0]["from"] == begun.isoformat()
            assert on > first or begun == first, (rule, own)
    assert answer_in_javascript(cases) == answers
