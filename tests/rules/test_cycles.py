"""Every day from the award on lies in exactly one cycle and in exactly one CPD year, in both engines."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from tests.rules.engines import answer_in_javascript, answer_in_python

DAY = timedelta(days=1)
ANCHORS = 10_000
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
        found.append((day, chance.choice((6, 12, 18, 24, 30, 36, 60)), chance.random() < 0.3))
    return found


def test_every_day_lies_in_one_cycle_and_one_year() -> None:
    cases, answers = [], []
    for number, (anchor, months, fixed) in enumerate(draw_anchors()):
        on = anchor + timedelta(days=number % 4_000)
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
