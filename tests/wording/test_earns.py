"""What an activity earns, as a member looks for it; and the conditions that a category shares."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.model.schedule import Category, Rate
from catalogue.wording.earns import find_shared_conditions, list_steps


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ({"points": 2, "for_each": "course"}, [("each course", "2 points")]),
        (
            {"by": "days", "tiers": [{"from": 1, "points": 2}, {"from": 2, "points": 3}]},
            [("1 day", "2 points"), ("2 days or more", "3 points")],
        ),
        (
            {"by": "words", "tiers": [{"from": 400, "points": 1}, {"above": 2000, "points": 2}]},
            [("400 to 2000 words", "1 point"), ("more than 2000 words", "2 points")],
        ),
        (
            {
                "by": "words",
                "tiers": [{"from": 400, "printed": "400 - 1000", "points": 1}, {"above": 2000, "points": 2}],
            },
            [("400 to 2000 words (printed: 400 - 1000)", "1 point"), ("more than 2000 words", "2 points")],
        ),
        (
            {"by": "days", "tiers": [{"from": 1, "points": 1}, {"from": 5, "points": 2}]},
            [("from 1 day", "1 point"), ("5 days or more", "2 points")],
        ),
        (
            {"by": "hours", "tiers": [{"from": 4, "points": 1, "per_whole": 4}]},
            [("", "from 4 hours: 1 point for each 4 hours, whole ones only")],
        ),
        (
            {"declared": {"to": 2, "for_each": "event"}},
            [("", "up to 2 points for each event; you enter the points")],
        ),
        (
            {"declared": {"to": 10, "approved_by": "the guild"}},
            [("", "up to 10 points; enter what the guild approved")],
        ),
    ],
)
def test_each_step_is_told_with_what_it_earns(rate: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert list_steps(Rate.model_validate(rate), "points") == expected


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
