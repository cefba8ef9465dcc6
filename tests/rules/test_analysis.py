"""What schedules imply, added up by hand from their sources; and by small schemes, worked out in words."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalogue.model.implied import Implied, ImpliedVerdict
from catalogue.model.kernel import Kernel, KernelRule
from catalogue.read.reader import read_catalogue
from catalogue.rules.analysis import analyse_schedule, find_least_points
from catalogue.rules.kernel import build_kernel
from tests.kept import assert_told
from tests.roots import OURS
from tests.rules.implied import list_batches, list_frozen, list_small, tell_frozen, tell_random, tell_small
from tests.rules.random_plans import random_question
from tests.rules.test_analysis_is_true import to_exact
from tests.rules.test_judging import activity, rule
from tests.rules.test_plans_are_least import is_clash, solve_case

Json = dict[str, Any]
CASES, BATCHES = 100, 4
EMPTY = {"on": "2024-03-01", "cycle_start": "2024-03-01", "prefer": "points", "without": []}


@pytest.fixture(scope="module")
def found() -> dict[str, Implied]:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    return {key: analyse_schedule(build_kernel(schedule)) for key, schedule in catalogue.schedules.items()}


def find_verdict(found: dict[str, Implied], schedule: str, verdict: str) -> ImpliedVerdict:
    return next(one for one in found[schedule].verdicts if one.verdict == verdict)


@pytest.mark.parametrize(
    ("schedule", "verdict", "points", "minimums"),
    [
        # 10 + 45 + 10 + 30 + 20 are asked of categories, 105 of the cycle and 35 of each year.
        ("ccop-2017", "every-category", 115, 115),
        # The same without the 10 in house: exactly the 105.
        ("ccop-2017", "without-section-3", 105, 105),
        ("ccop-2017", "any-combination", 105, 0),
        # 20 + 15 + 10 + 25 + 5: exactly the 75, 25 in each year.
        ("ccsup-2017", "every-category", 75, 75),
        ("ccsup-2017", "any-combination", 75, 0),
        # 13.33 in three years make 39.99: the 40 of the cycle ask a hundredth more.
        ("ccba-totals", "totals", 40, 0),
        ("ccidp-totals", "totals", 135, 0),
        ("ccstp-totals", "totals", 120, 0),
        # The maximums 25, 10 and 15 make up just the 50.
        ("ccop-saqa-old", "every-category", 50, 0),
    ],
)
def test_the_least_that_meets_a_verdict(
    schedule: str, verdict: str, points: int, minimums: int, found: dict[str, Implied]
) -> None:
    one = find_verdict(found, schedule, verdict)
    assert one.state == "can-be-met"
    assert (one.points, one.minimums) == (Decimal(points), Decimal(minimums))
    assert one.slack == points - minimums


@pytest.mark.parametrize(
    ("schedule", "ranges"),
    [
        # Ten courses of 2 points, once each; 10 in house; 20 a year of education. Books have no end.
        (
            "ccop-2017",
            {
                "short-courses": (10, 20),
                "professional-development": (45, None),
                "in-house-training": (10, 10),
                "education": (None, 60),
                "reading": (30, None),
                "personal-development": (20, None),
                "informal": (None, None),
            },
        ),
        # All ten courses are needed for the 20; 10 a year of education.
        (
            "ccsup-2017",
            {
                "short-courses": (20, 20),
                "professional-development": (15, None),
                "in-house-training": (10, 10),
                "education": (None, 30),
                "reading": (25, None),
                "personal-development": (5, None),
                "informal": (None, None),
            },
        ),
        (
            "ccop-saqa-old",
            {"education": (25, 25), "professional-development": (10, 10), "personal-development": (15, 15)},
        ),
    ],
)
def test_what_can_count_of_a_category(
    schedule: str, ranges: dict[str, tuple[int | None, int | None]], found: dict[str, Implied]
) -> None:
    assert {one.category: (one.least, one.most) for one in found[schedule].categories} == ranges


@pytest.mark.parametrize(
    ("schedule", "verdict", "demand", "because"),
    [
        # 3 x 35 = 105, 3 x 25 = 75, 3 x 45 = 135, 3 x 40 = 120.
        ("ccop-2017", "every-category", "cycle-total", ["year-total"]),
        ("ccop-2017", "any-combination", "formal-cycle-total", ["formal-year-total"]),
        ("ccsup-2017", "every-category", "cycle-total", ["year-total"]),
        ("ccidp-totals", "totals", "cycle-total", ["year-total"]),
        ("ccstp-totals", "totals", "cycle-total", ["year-total"]),
    ],
)
def test_what_is_met_whenever_others_are(
    schedule: str, verdict: str, demand: str, because: list[str], found: dict[str, Implied]
) -> None:
    assert [(one.rule, [*one.because]) for one in find_verdict(found, schedule, verdict).implied] == [
        (demand, because)
    ]


def test_13_33_a_year_do_not_make_40_in_three_years(found: dict[str, Implied]) -> None:
    assert find_verdict(found, "ccba-totals", "totals").implied == ()


def test_what_nobody_needs(found: dict[str, Implied]) -> None:
    assert find_verdict(found, "ccop-2017", "every-category").not_needed == ("education", "informal")
    assert find_verdict(found, "ccop-2017", "without-section-3").not_needed == (
        "in-house-training",
        "education",
        "informal",
    )
    assert len(find_verdict(found, "ccop-2017", "any-combination").not_needed) == 7  # each one alone
    assert find_verdict(found, "ccop-saqa-old", "every-category").not_needed == ()


def test_no_limit_of_the_schedules_is_idle_and_every_activity_earns(found: dict[str, Implied]) -> None:
    assert [(one.never_bite, one.earn_nothing) for one in found.values()] == [((), ())] * 6


@pytest.mark.parametrize(("name", "first"), list_batches())
def test_random_schedules_imply_what_was_found_true(name: str, first: int) -> None:
    assert_told("implied", f"{name}, from {first} on", "\n".join(tell_random(name, first)))


@pytest.mark.parametrize(("name", "first"), list_small())
def test_small_schedules_imply_what_was_found_true(name: str, first: int) -> None:
    assert_told("implied", f"{name}, from {first} on", "\n".join(tell_small(name, first)))


@pytest.mark.parametrize("root", list_frozen(), ids=lambda root: root.name)
def test_frozen_schedules_imply_what_was_found_true(root: Path) -> None:
    assert_told("implied", root.name, "\n".join(tell_frozen(root)))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_proven_solver_agrees(batch: int) -> None:
    """An entry of the solver holds more than anything asks, as an implication knows no sittings."""
    shown: Counter[str] = Counter()
    for seed in range(batch, CASES, BATCHES):
        case = {**random_question(seed), "log": [], "options": EMPTY}
        for one in case["kernel"]["activities"]:
            one |= {"one_sitting": 15, "valid": None}
        exact = json.loads(json.dumps(case["kernel"]), parse_float=Decimal)
        (one,) = analyse_schedule(Kernel.model_validate(exact)).verdicts
        shown[one.state] += 1
        if one.points is not None:
            shown["points"] += 1
            assert solve_case(case) is not None, seed
            assert one.points * 10_000 == (solve_case(case) or (0, 0))[1], seed
        elif one.state == "cannot-be-met":
            assert solve_case(case) is None, seed
            if "any" not in case["kernel"]["verdicts"][0]["meets"]:
                asked = [{"demand": demand["id"]} for demand in case["kernel"]["demands"]]
                clash = [{"rule": rule.rule} for rule in one.clash]
                assert is_clash(case, {"clash": clash, "open": asked}), seed
    assert min(shown["points"], shown["cannot-be-met"]) > 2, shown


def test_where_only_some_members_cannot_meet_it_they_are_named() -> None:
    """Of the rock 10 points are asked, of the east 10 others, and 15 are the most that count."""
    kernel = build_small(
        attributes=[make_attribute("post", "rock", "shore"), make_attribute("coast", "east", "west")],
        activities=[activity("talk"), activity("walk", category="b")],
        limits=[rule("most", "points", 15)],
        demands=[
            rule("of-rock", "points", 10, counting={"category": "a"}, when=of("post", "rock")),
            rule("of-east", "points", 10, counting={"category": "b"}, when=of("coast", "east")),
        ],
        verdicts=[whole("of-rock", "of-east")],
    )
    (found,) = analyse_schedule(kernel).verdicts
    assert (found.state, found.member) == ("cannot-be-met", "post: rock, coast: east")
    assert [one.rule for one in found.clash] == ["of-rock", "of-east", "most"]
    assert find_least_points(kernel, kernel.verdicts[0]) is None, "it differs from member to member"
    enough = kernel.model_copy(
        update={"limits": (KernelRule.model_validate(to_exact(rule("most", "points", 20))),)}
    )
    (found,) = analyse_schedule(enough).verdicts
    assert (found.state, found.member, found.points, found.clash) == ("can-be-met", None, None, ())


@pytest.mark.parametrize("steps", [0, 1, 2, 4])
def test_what_a_short_search_does_not_tell_is_left_unsaid(
    steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said that a long one does not say: the cycle is not implied while no search tells it."""
    demands = [rule("cycle-total", "points", 30), rule("year-total", "points", 10, "year")]
    limits = [rule("most", "points", 40), rule("a-year", "points", 20, "year")]
    rest = {"activities": [activity("talk")], "limits": limits, "demands": demands}
    kernel = build_small(**rest, verdicts=[whole("cycle-total", "year-total")], attributes=[])
    long = analyse_schedule(kernel)
    assert [one.rule for one in long.verdicts[0].implied] == ["cycle-total"]
    monkeypatch.setattr("catalogue.rules.bounds.MOST_STEPS", steps)
    short = analyse_schedule(kernel.model_copy(update={"id": f"small-{steps}"}))
    assert short.verdicts[0].points in (None, long.verdicts[0].points)
    assert {*short.verdicts[0].implied} <= {*long.verdicts[0].implied}
    assert {*short.never_bite} <= {*long.never_bite}


def make_attribute(key: str, *values: str) -> Json:
    return {"id": key, "title": key, "values": values, "several": False}


def of(attribute: str, value: str) -> Json:
    return {"member": attribute, "is": [value]}


def whole(*demands: str) -> Json:
    meets = {"all": [{"demand": one} for one in demands]}
    return {"id": "whole", "title": "Whole", "meets": meets, "source": ["rulebook:1"]}


def build_small(**parts: Any) -> Kernel:
    return Kernel.model_validate(
        to_exact({
            "id": "small", "designation": "hand", "reading": "guild", "unit": "points", "granularity": 0.01,
            "credit_rounds": "down", "demand_rounds": "up", "incomplete": False,
            "cycle": {"months": 36, "begins": "member"},
            "categories": [{"id": key, "title": key} for key in "ab"],
            **parts,
        })
    )  # fmt: skip


OF_TALK, OF_A = {"counting": {"activity": "talk"}}, {"counting": {"category": "a"}}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (rule("first", "points", 10, "year"), rule("second", "points", 20, "year")),
        (rule("first", "points", 10, "year", **OF_TALK), rule("second", "points", 20, "year", **OF_TALK)),
        (rule("first", "points", 10, "year", **OF_A), rule("second", "points", 20, "year")),
        (rule("first", "entries", 1, "year"), rule("second", "points", 2, "year")),
    ],
    ids=["all", "activity", "category", "entries"],
)
def test_a_limit_of_a_year_that_another_of_the_year_leaves_nothing_to_cut_never_bites(
    first: Json, second: Json
) -> None:
    kernel = build_small(
        activities=[activity("talk"), activity("walk")],
        limits=[first, second],
        demands=[rule("total", "points", 3)],
        verdicts=[whole("total")],
    )
    assert [(one.rule, one.because) for one in analyse_schedule(kernel).never_bite] == [
        ("second", ("first",))
    ]
