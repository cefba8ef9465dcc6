"""What an activity earns, as a member looks for it; and the conditions that a category shares."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.model.schedule import Activity, Category
from catalogue.wording.earns import (
    describe_briefly,
    describe_steps,
    find_shared_conditions,
    group_activities,
)


@pytest.mark.parametrize(
    ("title", "rate", "briefly", "steps"),
    [
        ("Take a course", {"points": 2, "for_each": "course"}, "2 each", ""),
        ("Be a member of a union", {"points": 1, "for_each": "membership"}, "1 each", ""),
        ("Keep the log", {"points": 1, "for_each": "week"}, "1 for each week", ""),
        (
            "Attend",
            {"by": "days", "tiers": [{"from": 1, "points": 2}, {"from": 2, "points": 3}]},
            "2 or 3",
            "1 day: 2 points; 2 days or more: 3 points",
        ),
        (
            "Write",
            {"by": "words", "tiers": [{"from": 400, "points": 1}, {"above": 2000, "points": 2}]},
            "1 or 2",
            "400 to 2000 words: 1 point; more than 2000 words: 2 points",
        ),
        ("Write", {"by": "words", "tiers": [{"from": 500, "points": 2}]}, "2", "500 words or more"),
        (
            "Attend",
            {"by": "days", "tiers": [{"from": 1, "points": 1}, {"from": 5, "points": 2}]},
            "1 or 2",
            "from 1 day: 1 point; 5 days or more: 2 points",
        ),
        (
            "Watch",
            {"by": "hours", "tiers": [{"from": 4, "points": 1, "per_whole": 4}]},
            "by hours",
            "from 4 hours: 1 point for each 4 hours, whole ones only",
        ),
        ("Attend an event", {"declared": {"to": 2, "for_each": "event"}}, "up to 2 each", ""),
        ("Study", {"declared": {"from": 5, "to": 5}}, "5", ""),
        ("Study", {"declared": {"from": 1, "to": 5}}, "1 to 5", ""),
        ("Study", {"declared": {"from": 0}}, "not fixed", ""),
        ("Go out", {"nothing": "It is a pleasure."}, "nothing", "It is a pleasure"),
    ],
)
def test_an_activity_is_told_briefly_and_by_its_steps(
    title: str, rate: dict[str, Any], briefly: str, steps: str
) -> None:
    activity = Activity.model_validate({"title": title, "source": "s:1", "earns": rate})
    assert describe_briefly(activity) == briefly
    assert describe_steps(activity.earns, "points") == steps


def test_activities_that_earn_by_the_same_steps_make_a_table() -> None:
    by_days = {"by": "days", "tiers": [{"from": 1, "points": 1}, {"from": 2, "points": 2}]}
    one_each = {"points": 1, "for_each": "event"}
    rates = {"a": one_each, "b": by_days, "c": by_days, "d": by_days, "e": one_each}
    activities = {key: {"title": key, "source": "s:1", "earns": rate} for key, rate in rates.items()}
    category = Category.model_validate({"title": "C", "source": "s:1", "activities": activities})
    assert [(group.steps, [*group.activities]) for group in group_activities(category)] == [
        ((), ["a"]),
        (("1 day", "2 days or more"), ["b", "c", "d"]),
        ((), ["e"]),
    ]


def make_category(*conditions: list[str]) -> Category:
    activities = {
        f"a{number}": {
            "title": "A",
            "source": "s:1",
            "earns": {"points": 1, "for_each": "event"},
            **({"only_if": keys} if keys else {}),
        }
        for number, keys in enumerate(conditions)
    }
    return Category.model_validate({"title": "C", "source": "s:1", "activities": activities})


def test_a_condition_is_shared_when_most_have_it_and_more_than_one() -> None:
    assert find_shared_conditions(make_category(["one"], ["one"], [])) == ("one",)
    assert find_shared_conditions(make_category(["one"], ["two"], ["three"])) == ()
    assert find_shared_conditions(make_category(["one"])) == ()
    assert find_shared_conditions(make_category([], [], ["one"])) == ()
