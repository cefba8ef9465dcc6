"""Plans worked out by hand: what is left, what is lost, what cannot be, and what a plan does not cover."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Member, Options
from catalogue.read.reader import read_catalogue
from catalogue.rules.figures import RefusedError
from catalogue.rules.kernel import build_kernel
from catalogue.rules.plan import plan_verdict
from tests.roots import LIGHTHOUSE, OURS

START = date(2024, 1, 15)
Json = dict[str, Any]


@pytest.fixture(scope="module")
def kernels() -> dict[str, Kernel]:
    ours, theirs = read_catalogue(OURS)[0], read_catalogue(LIGHTHOUSE)[0]
    assert ours
    assert theirs
    return {key: build_kernel(one) for key, one in {**ours.schedules, **theirs.schedules}.items()}


def make_entry(day: str, activity: str, **more: object) -> LogEntry:
    figures = {k: Decimal(str(v)) if k in ("quantity", "points") else v for k, v in more.items()}
    return LogEntry(id=f"{day} {activity} {more}", date=date.fromisoformat(day), activity=activity, **figures)


def count_by_category(judge: Kernel, answer: Json) -> dict[str, tuple[int, float]]:
    """How many entries of each category, and what they earn."""
    categories = {activity.id: activity.category for activity in judge.activities}
    counts: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for entry in answer["entries"]:
        category = categories[entry["activity"]]
        counts[category] += entry["items"]
        points[category] += entry["items"] * entry["earns"]
    return {key: (counts[key], points[key]) for key in counts}


def sum_by_year(answer: Json) -> dict[int, float]:
    found: Counter[int] = Counter()
    for entry in answer["entries"]:
        found[entry["year"]] += entry["items"] * entry["earns"]
    return dict(found)


# The minimums of five categories ask 10 (courses of 2), 45 (at most 3 a day's work), 10 (declared at once),
# 30 (at most 2 each) and 20 (10 for the plan, then 3, 3, 2, 2): 5 + 15 + 1 + 15 + 5 entries, 115 points.
OPERATIONAL = {
    "short-courses": (5, 10),
    "professional-development": (15, 45),
    "in-house-training": (1, 10),
    "reading": (15, 30),
    "personal-development": (5, 20),
}
# 20 (courses of 2), 15 (3 each), 10, 25 (twelve of 2 and one of 1) and 5 (the plan alone): 75 points.
SUPPORT = {
    "short-courses": (10, 20),
    "professional-development": (5, 15),
    "in-house-training": (1, 10),
    "reading": (13, 25),
    "personal-development": (1, 5),
}


@pytest.mark.parametrize("prefer", ["entries", "points"])
@pytest.mark.parametrize(
    ("schedule", "expected", "a_year"), [("ccop-2017", OPERATIONAL, 35), ("ccsup-2017", SUPPORT, 25)]
)
def test_an_empty_log_on_the_first_day(
    kernels: dict[str, Kernel],
    schedule: str,
    expected: dict[str, tuple[int, int]],
    a_year: int,
    prefer: str,
) -> None:
    judge = kernels[schedule]
    answer = plan_verdict(judge, [], Options(on=START, cycle_start=START), prefer=prefer)
    assert answer["status"] == "planned"
    assert count_by_category(judge, answer) == expected
    assert answer["count"] == sum(count for count, _ in expected.values())
    assert answer["points"] == sum(points for _, points in expected.values())
    assert all(points >= a_year for points in sum_by_year(answer).values())
    assert len(sum_by_year(answer)) == 3
    assert {entry["date"] for entry in answer["entries"]} == {"2025-01-14", "2026-01-14", "2027-01-14"}


def test_any_combination_takes_the_big_ones(kernels: dict[str, Kernel]) -> None:
    """Twenty of study each year, ten in house, ten of the plan, and 25 in threes: 3 + 1 + 1 + 9."""
    judge = kernels["ccop-2017"]
    answer = plan_verdict(judge, [], Options(on=START, cycle_start=START), "any-combination")
    assert (answer["count"], answer["points"]) == (14, 105)
    assert count_by_category(judge, answer)["education"] == (3, 60)


DONE = [
    *(make_entry(f"{year}-03-01", "own-article", quantity=500, confirmed=True, choice=str(n))
      for year in (2024, 2025, 2026) for n in range(5)),
    *(make_entry(f"{year}-04-01", "workshop-participant", quantity=2, confirmed=True, choice=str(n))
      for year in (2024, 2025, 2026) for n in range(5)),
    make_entry("2024-05-01", "in-house", points=10, confirmed=True),
    make_entry("2025-05-01", "plan", points=10),
    *(make_entry("2026-05-01", "committee", choice=str(n)) for n in range(5)),
]  # fmt: skip


def test_one_category_short(kernels: dict[str, Kernel]) -> None:
    """35 in every year and 105 in the cycle are there; courses are not."""
    on = Options(on=date(2026, 12, 1), cycle_start=START)
    answer = plan_verdict(kernels["ccop-2017"], DONE, on)
    assert [part["demand"] for part in answer["open"]] == ["short-courses-minimum"]
    assert (answer["count"], answer["points"]) == (5, 10)
    assert len({entry["choice"] for entry in answer["entries"]}) == 5
    assert answer["unconfirmed"] == []


def test_nothing_is_left(kernels: dict[str, Kernel]) -> None:
    courses = [choice.id for choice in kernels["ccop-2017"].activities[0].choices or ()][:5]
    log = [*DONE, *(make_entry("2024-02-01", "course", choice=choice) for choice in courses)]
    answer = plan_verdict(kernels["ccop-2017"], log, Options(on=date(2026, 12, 1), cycle_start=START))
    assert (answer["status"], answer["entries"], answer["open"]) == ("met", [], [])


def test_a_lost_year_is_told_and_the_rest_is_planned(kernels: dict[str, Kernel]) -> None:
    answer = plan_verdict(
        kernels["ccsup-2017"], [], Options(on=date(2025, 2, 1), cycle_start=START), "any-combination"
    )
    assert [(part["demand"], part["year"], part["short_by"]) for part in answer["lost"]] == [
        ("formal-year-total", 1, 25)
    ]
    assert {part["year"] for part in answer["open"]} == {2, 3, None}
    assert answer["points"] == 75
    assert set(sum_by_year(answer)) == {2, 3}


def test_after_the_cycle_nothing_helps(kernels: dict[str, Kernel]) -> None:
    answer = plan_verdict(kernels["ccop-2017"], [], Options(on=date(2027, 2, 1), cycle_start=START))
    assert answer["status"] == "lost"
    assert len(answer["lost"]) == 10


def test_a_demand_that_one_activity_serves_clashes_alone_without_it(kernels: dict[str, Kernel]) -> None:
    options = Options(on=START, cycle_start=START)
    answer = plan_verdict(kernels["ccop-2017"], [], options, without=["in-house"])
    assert answer["status"] == "impossible"
    assert answer["clash"] == [{"kind": "demand", "rule": "in-house-training-minimum"}]
    other = plan_verdict(kernels["ccop-2017"], [], options, "without-section-3", without=["in-house"])
    assert (other["count"], other["points"]) == (40, 105)


def test_more_courses_than_are_listed_clash_with_each_counting_once(kernels: dict[str, Kernel]) -> None:
    """Nine of ten courses can still be taken when one was never of use: the platform lacks it."""
    judge = kernels["ccsup-2017"]
    activities = tuple(
        one.model_copy(update={"choices": one.choices[:9]}) if one.choices else one
        for one in judge.activities
    )
    short = judge.model_copy(update={"activities": activities})
    answer = plan_verdict(short, [], Options(on=START, cycle_start=START))
    assert answer["status"] == "impossible"
    assert answer["clash"] == [
        {"kind": "demand", "rule": "short-courses-minimum"},
        {"kind": "limit", "rule": "course-maximum"},
    ]


def test_planned_entries_of_the_log_count_and_keep_their_credit(kernels: dict[str, Kernel]) -> None:
    judge = kernels["ccop-2017"]
    log = [make_entry("2026-06-01", "in-house", points=10)]
    answer = plan_verdict(judge, log, Options(on=START, cycle_start=START))
    assert answer["count"] == 40
    assert "in-house-training" not in count_by_category(judge, answer)
    assert answer["unconfirmed"] == [log[0].id]


def test_among_equals_nothing_to_confirm_comes_first(kernels: dict[str, Kernel]) -> None:
    """A book of more than 2,000 words earns the 2 points of an article of one's own, and asks nobody."""
    answer = plan_verdict(kernels["ccop-2017"], [], Options(on=START, cycle_start=START))
    reading = [
        entry for entry in answer["entries"] if entry["activity"] in ("own-article", "book", "publication")
    ]
    assert {(entry["activity"], entry["quantity"]) for entry in reading} == {("book", 2001)}


def test_what_nothing_gives_a_figure_for_is_not_planned(kernels: dict[str, Kernel]) -> None:
    answer = plan_verdict(kernels["ccba-totals"], [], Options(on=START, cycle_start=START))
    assert answer["status"] == "unplanned"
    assert answer["because"] == [{"why": "no-sitting", "about": "any"}]
    assert answer["clash"] == []


def test_what_a_plan_does_not_cover_is_named(kernels: dict[str, Kernel]) -> None:
    member = Member(attributes={"post": ("rock",)}, conditions={"oath-taken": True})
    options = Options(on=date(2024, 5, 1), cycle_start=date(2024, 4, 1), member=member)
    answer = plan_verdict(kernels["keeper-2021"], [], options, "in-war")
    assert {"why": "sum", "about": "relief"} in answer["left_out"], answer
    rest = plan_verdict(kernels["keeper-2021"], [], options, "in-war", without=["relief", "course"])
    # Watches would need 18 points, but 15 are the most that the last 12 months take in, with all that is
    # planned; so 60 points in the cycle: thirty apprentices of two.
    assert (rest["status"], rest["count"], rest["points"]) == ("planned", 30, 60)
    unknown = plan_verdict(
        kernels["keeper-2021"], [], Options(on=options.on, cycle_start=options.cycle_start)
    )
    assert {"why": "attribute", "about": "post"} in unknown["because"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"verdict": "none"}, "no-such-verdict"),
        ({"without": ["course", "none"]}, "no-such-activity"),
        ({"verdict": "none", "without": ["nothing"]}, "no-such-verdict"),
    ],
)
def test_what_the_schedule_lacks_is_refused(kernels: dict[str, Kernel], more: Json, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        plan_verdict(kernels["ccop-2017"], [], Options(on=START, cycle_start=START), **more)
    assert refused.value.code == code
    assert refused.value.values == {"name": "none", "schedule": "ccop-2017"}


def test_a_search_that_takes_too_long_is_given_up_and_says_so(kernels: dict[str, Kernel]) -> None:
    asked = Options(on=START, cycle_start=START)
    answer = plan_verdict(kernels["ccop-2017"], [], asked, steps=3)
    assert (answer["status"], answer["because"][0]["why"]) == ("unplanned", "too-long")
    assert answer["entries"] == []
