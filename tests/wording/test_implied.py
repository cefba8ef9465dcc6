"""What the rules of a schedule imply, as its page says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.read.reader import read_catalogue
from catalogue.wording.implied import describe_implied
from tests.roots import OURS

PLAN = "designations/keeper/cpd-2015.yml"


def describe(root: Path, schedule: str) -> list[str]:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    return describe_implied(catalogue.schedules[schedule])


def describe_changed(root: Path, *changes: tuple[str, str]) -> list[str]:
    """What the older plan of a keeper implies with some of it changed."""
    text = (root / PLAN).read_text("utf-8")
    for find, put in changes:
        assert text.count(find) == 1
        text = text.replace(find, put)
    (root / PLAN).write_text(text, "utf-8")
    return describe(root, "keeper-2015")


# 10 + 45 + 10 + 30 + 20 points of categories; 10 courses of 2 points once each; 20 a year of education.
OPERATIONAL = [
    "To meet every section you need at least 115 points.",
    "To meet every section you need all that can count of “In-house Training (your employer)” (10 points).",
    "To meet every section you can do without any one of these: “Education and Training” and "
    "“Informal CPD activities”.",
    "If in-house training is not required, you need at least 105 points.",
    "With any combination of activities you need at least 105 points.",
    "If you reach “Points in the CPD year”, you reach “Points in the cycle” too.",
    "If you reach “Points in the CPD year from formal activities, sections 1 to 6”, you reach "
    "“Points in the cycle from formal activities, sections 1 to 6” too.",
    "No more than this counts in 3 years: “Short courses” (20 points) and “Education and Training” "
    "(60 points).",
]
# 20 + 15 + 10 + 25 + 5; the 20 points of short courses take all ten of them.
SUPERVISOR = [
    "To meet every section you need at least 75 points.",
    "To meet every section you need all that can count of “Short courses” (20 points) and "
    "“In-house Training (your employer)” (10 points).",
    "No more than this counts in 3 years: “Education and Training” (30 points).",
]


def test_what_the_schedules_imply() -> None:
    assert describe(OURS, "ccop-2017") == OPERATIONAL
    assert [line for line in SUPERVISOR if line not in describe(OURS, "ccsup-2017")] == []


def test_of_totals_alone_only_what_follows_from_them() -> None:
    follows = "If you reach “Points in the CPD year”, you reach “Points in the cycle” too."
    assert describe(OURS, "ccidp-totals") == [follows]
    assert describe(OURS, "ccba-totals") == []  # three times 13.33 are not 40


def test_maximums_that_make_up_just_the_total_are_all_needed() -> None:
    found = describe(OURS, "ccop-saqa-old")
    assert found[0] == "To reach the total you need at least 50 points."
    assert found[1].startswith("To reach the total you need all that can count of “Education")
    assert len(found) == 2  # that all three should be covered is advice


COURSE = "earns: {points: 5, for_each: course}\n"
FEW_COURSES = COURSE + "        maximum: {points: 9, in: cycle, source: old-rulebook:6}\n"
NIGHTS = "        maximum: {points: 20, in: year, source: old-rulebook:4}\n"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        # 3 x 20 nights and 9 points of courses are 69.
        (
            [
                (COURSE, f"{COURSE}        maximum: {{points: 9, in: cycle, source: old-rulebook:6}}\n"),
                (": 45", ": 70"),
            ],
            "“Kept” cannot be met: “Cycle total”, the maximum of “Keep a night watch” and the maximum of "
            "“Attend a course” cannot be kept together.",
        ),
        # 45 points, of which nights can be no more than 3 x 10.
        ([("points: 20,", "points: 10,")], "For “Kept” you need at least 15 points of “Learning”."),
        ([("points: 20,", "points: 10,")], "For “Kept” you can do without “Watch”."),
        ([(NIGHTS, "")], "For “Kept” you need at least 45 points."),
        # 45 points in the cycle, of which nights can be no more than 30.
        (
            [
                ("{points: 20, in: year", "{points: 30, in: cycle"),
                (
                    "verdicts:",
                    "  both:\n    categories: 2\n    in: cycle\n    source: old-rulebook:8\n\nverdicts:",
                ),
                ("[year-total, cycle-total]", "[cycle-total, both]"),
                ("earns: {points: 5, for_each: course}", FEW_COURSES.replace("9", "40").strip()),
            ],
            "With the maximum of “Keep a night watch” and the maximum of “Attend a course”, you reach “Both” "
            "if you reach “Cycle total”.",
        ),
        # 80 points in the cycle, of which nights can be no more than 70.
        (
            [("points: 20, in: year", "points: 70, in: cycle"), (": 45", ": 80")],
            "For “Kept” you need at least 10 points of “Learning”.",
        ),
        (
            [(NIGHTS, NIGHTS + "    maximum: {points: 60, in: cycle, source: old-rulebook:3}\n")],
            "The maximum of “Watch” never cuts anything, because of the maximum of “Keep a night watch”.",
        ),
        (
            [("{points: 1, for_each: night}", "{points: 0, for_each: night}")],
            "“Keep a night watch” never earns anything.",
        ),
    ],
)
def test_a_small_scheme(lighthouse: Path, changes: list[tuple[str, str]], line: str) -> None:
    assert line in describe_changed(lighthouse, *changes)


def test_whole_courses_take_more_than_is_asked(lighthouse: Path) -> None:
    """Without nights, 47 points in the cycle take ten courses of 5, and 16 in a year take four."""
    found = describe_changed(lighthouse, ("points: 20,", "points: 0,"), (": 45", ": 47"), (": 15", ": 16"))
    assert "For “Kept” you need at least 60 points." in found
