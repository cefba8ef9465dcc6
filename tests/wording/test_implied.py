"""What the rules of a schedule imply, as its page says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.read.reader import read_catalogue
from catalogue.wording.implied import describe_implied

ROOT = Path(__file__).resolve().parents[2]
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
    "“Every section” takes at least 115 points; single sections ask 115 of them.",
    "“Every section” takes all that can count of “In-house Training (your employer)” (10 points).",
    "“Every section” can be met without any one of these: “Education and Training” and "
    "“Informal CPD activities”.",
    "“Without in-house training” takes at least 105 points; single sections ask 105 of them.",
    "“Any combination” takes at least 105 points.",
    "Whoever reaches “Points in the CPD year” reaches “Points in the cycle” too.",
    "Whoever reaches “Points in the CPD year from formal activities, sections 1 to 6” reaches "
    "“Points in the cycle from formal activities, sections 1 to 6” too.",
    "At most this counts in a cycle: “Short courses” (20 points) and “Education and Training” (60 points).",
]
# 20 + 15 + 10 + 25 + 5; the 20 points of short courses take all ten of them.
SUPERVISOR = [
    "“Every section” takes at least 75 points; single sections ask 75 of them.",
    "“Every section” takes all that can count of “Short courses” (20 points) and "
    "“In-house Training (your employer)” (10 points).",
    "At most this counts in a cycle: “Education and Training” (30 points).",
]


def test_what_the_schedules_imply() -> None:
    assert describe(ROOT, "ccop-2017") == OPERATIONAL
    assert [line for line in SUPERVISOR if line not in describe(ROOT, "ccsup-2017")] == []


def test_of_totals_alone_only_what_follows_from_them() -> None:
    follows = "Whoever reaches “Points in the CPD year” reaches “Points in the cycle” too."
    assert describe(ROOT, "ccidp-totals") == [follows]
    assert describe(ROOT, "ccba-totals") == []  # three times 13.33 are not 40


def test_maximums_that_make_up_just_the_total_see_to_every_category() -> None:
    found = describe(ROOT, "ccop-saqa-old")
    assert found[1].startswith("“Every section” takes all that can count of “Education")
    assert found[2].startswith("With the maximum of “Education, training and development”, the maximum of")
    assert found[2].endswith(
        "whoever reaches “Points in the cycle” reaches “All three sections covered” too."
    )


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
        ([("points: 20,", "points: 10,")], "“Kept” takes at least 15 points of “Learning”."),
        ([("points: 20,", "points: 10,")], "“Kept” can be met without “Watch”."),
        ([(NIGHTS, "")], "“Kept” takes at least 45 points."),
        # 80 points in the cycle, of which nights can be no more than 70.
        (
            [("points: 20, in: year", "points: 70, in: cycle"), (": 45", ": 80")],
            "“Kept” takes at least 10 points of “Learning”.",
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
    assert "“Kept” takes at least 60 points." in found
