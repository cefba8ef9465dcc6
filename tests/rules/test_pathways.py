"""What a way takes: rungs, points to keep, credits and fees, by hand from the sources."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from catalogue.model.criteria_kernel import Ladder
from catalogue.model.profile import Profile
from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria_kernel import build_ladder
from catalogue.rules.figures import RefusedError
from catalogue.rules.pathways import find_routes
from tests.roots import OURS

Json = dict[str, Any]
DAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def ours() -> Ladder:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    return build_ladder(catalogue)


def find_way(ours: Ladder, to: str, **profile: Any) -> Json:
    return find_routes(ours, Profile.model_validate(profile), to, DAY)


def make_profile(designation: str, **more: Any) -> Json:
    return {"holds": {"designation": designation, **more}}


@pytest.mark.parametrize(
    ("held", "to", "via"),
    [
        ("none", "ccba", [[]]),
        ("none", "ccop", [[], ["ccsup"], ["ccba", "ccsup"]]),
        # The CCOP's page names the CCIDP as a next step; the CCStP's is cut.
        ("none", "ccidp", [[], ["ccop"], ["ccsup", "ccop"], ["ccba", "ccsup", "ccop"]]),
        ("ccsup", "ccop", [[]]),
        ("ccsup", "ccstp", [[], ["ccop"]]),
        ("ccop", "ccsup", [[]]),
    ],
)
def test_the_rungs_on_the_way(ours: Ladder, held: str, to: str, via: list[list[str]]) -> None:
    assert [route["via"] for route in find_way(ours, to, **make_profile(held))["routes"]] == via


def test_whether_a_page_names_the_step(ours: Ladder) -> None:
    steps = find_way(ours, "ccop", **make_profile("none"))["routes"][2]["steps"]
    assert [step["printed"] for step in steps] == [None, None, True]
    (down,) = find_way(ours, "ccsup", **make_profile("ccop"))["routes"]
    assert down["steps"][0]["printed"] is False


def test_the_points_of_each_year_that_the_wait_touches(ours: Ladder) -> None:
    # From 22 November 2026 to 29 November 2027 lie the first and the second year from 15 June 2026.
    found = find_way(
        ours,
        "ccop",
        qualifications=[{"id": "21792", "state": "planned", "date": "2027-11-30"}],
        jobs=[
            {"role": ["Team Leader", "Generic Management Contact Centre"], "from": "2026-05-01", "to": "open"}
        ],
        certificates={"matric": "yes"},
        **make_profile("ccsup", awarded="2026-06-15", points_met="yes"),
    )
    (step,) = found["routes"][0]["steps"]
    assert step["first"] == "2027-11-30"
    assert step["keep"] == {"designation": "ccsup", "points_a_year": 25, "years": 2, "points": 50}
    assert [one["id"].partition("/")[2] for one in step["asks"] if one["decides"]] == ["1/2"]
    assert step["credits"] == 241
    assert step["assumes"] == ["jobs", "plans", "points"]


def test_nothing_is_kept_where_nothing_is_held_and_no_time_where_all_is_met(ours: Ladder) -> None:
    assert find_way(ours, "ccsup")["routes"][0]["steps"][0]["keep"] is None
    held = find_way(ours, "ccba", **make_profile("ccba", awarded="2026-01-01"))
    assert held["held"] is True
    keep = held["routes"][0]["steps"][0]["keep"]
    assert (keep["points_a_year"], keep["years"], keep["points"]) == (13.33, None, None)


def test_credits_that_might_be_less_are_not_told(ours: Ladder) -> None:
    def asked(to: str, **profile: Any) -> int | None:
        found: int | None = find_way(ours, to, **profile)["routes"][0]["steps"][0]["credits"]
        return found

    assert asked("ccop") == 150  # 57712 has 150, 21792 has 241
    assert asked("ccsup") is None  # those of the National Certificate are not published
    assert asked("ccsup", qualifications=[{"id": "93996", "state": "planned"}]) == 132
    assert asked("ccstp") is None  # any postgraduate qualification in the field
    assert asked("ccstp", qualifications=[{"id": "119830", "state": "partly"}]) == 180


def test_the_published_fees_and_the_steps_after(ours: Ladder) -> None:
    step = find_way(ours, "ccsup")["routes"][0]["steps"][0]
    assert [(fee["step"], fee["figure"]) for fee in step["fees"]] == [
        ("membership", 800),
        ("designation-fee", None),
    ]
    assert step["fees"][0]["unit"] == "rand, excluding VAT, for 12 months"
    assert step["then"] == ["membership", "assessment", "board-exam", "designation-fee", "code-of-conduct"]


def test_there_is_no_way_to_what_the_ladder_lacks(ours: Ladder) -> None:
    with pytest.raises(RefusedError, match="no-designation"):
        find_way(ours, "admiral")
