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
        # The CCSUP's page names the CCStP and the CCIDP as well: that way is offered by itself.
        ("none", "ccidp", [[], ["ccop"], ["ccsup"], ["ccsup", "ccop"], ["ccba", "ccsup", "ccop"]]),
        ("none", "ccstp", [[], ["ccop"], ["ccsup"], ["ccsup", "ccop"], ["ccba", "ccsup", "ccop"]]),
        ("ccsup", "ccop", [[]]),
        ("ccsup", "ccstp", [[], ["ccop"]]),
        ("ccop", "ccsup", [[]]),
    ],
)
def test_the_rungs_on_the_way(ours: Ladder, held: str, to: str, via: list[list[str]]) -> None:
    assert [route["via"] for route in find_way(ours, to, **make_profile(held))["routes"]] == via


def test_no_way_leads_over_a_designation_that_is_retired(ours: Ladder) -> None:
    rungs = [rung.model_copy(update={"retired": rung.designation == "ccsup"}) for rung in ours.rungs]
    without = ours.model_copy(update={"rungs": tuple(rungs)})
    routes = find_way(without, "ccop", **make_profile("none"))["routes"]
    assert [route["via"] for route in routes] == [[], ["ccba"]]
    held = find_way(without, "ccop", **make_profile("ccsup"))["routes"]  # who holds it goes on
    assert [route["via"] for route in held] == [[]]
    assert find_way(without, "ccsup", **make_profile("none"))["to"] == "ccsup"


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


ALL_WORK = ["Brand Ambassador", "Team Leader", "Generic Management Contact Centre"]
STUDENT: Json = {
    "jobs": [{"role": ALL_WORK, "from": "2020-01-01", "to": "open"}],
    "certificates": {"matric": "yes"},
    "holds": {"designation": "none"},
}


def list_credits(ours: Ladder, *planned: tuple[str, str], to: str = "ccop", by: int = 0) -> list[int | None]:
    """The credits of each step of a way, for somebody who lacks nothing but certificates."""
    named = [{"id": key, "state": "planned", "date": day} for key, day in planned]
    route = find_way(ours, to, **STUDENT, qualifications=named)["routes"][by]
    credits = [step["credits"] for step in route["steps"]]
    assert route["credits"] == (None if None in credits else sum(credits))
    return credits


def test_a_course_for_a_later_step_that_ends_during_an_earlier_one_is_study_all_the_same(
    ours: Ladder,
) -> None:
    both = (("57712", "2027-01-01"), ("93996", "2027-06-01"))
    assert list_credits(ours, *both) == [150]
    # By the CCSUP 132 for its certificate, then 150: 282 in all, though 57712 is there first.
    assert list_credits(ours, *both, by=1) == [132, 150]
    assert list_credits(ours, both[1], by=1) == [132, 150]


def test_the_credits_are_those_of_the_course_on_which_the_day_rests(ours: Ladder) -> None:
    assert list_credits(ours, ("57712", "2029-01-01"), ("21792", "2028-01-01")) == [241]
    assert list_credits(ours, ("57712", "2028-01-01"), ("21792", "2028-01-01")) == [150]  # then the least


def test_what_is_completed_is_not_studied_and_by_its_title_it_is_the_same(ours: Ladder) -> None:
    title = {"title": "Master of Management Sciences in Contact Centre Management", "nqf_level": 9}
    for state, expected in (("planned", 180), ("completed", 0)):
        for named in ({"id": "119830"}, title):
            found = find_way(ours, "ccstp", **STUDENT, qualifications=[{**named, "state": state}])
            assert found["routes"][0]["steps"][0]["credits"] == expected, named


def test_of_several_designations_that_are_held_each_is_asked_about(ours: Ladder) -> None:
    ccop = {"designation": "ccop", "awarded": "2020-01-01", "points_met": "yes"}
    ccsup = {"designation": "ccsup", "awarded": "2019-01-01", "points_met": "no"}
    found = find_way(ours, "ccidp", holds=ccsup, also_holds=[ccop])
    assert (found["from"], found["held"]) == ("ccop", False)  # the highest one below it
    assert [route["via"] for route in found["routes"]] == [[], ["ccstp"]]
    (step,) = found["routes"][0]["steps"]
    assert [step["keep"]["designation"], *(one["designation"] for one in step["also_keep"])] == [
        "ccop",
        "ccsup",
    ]
    assert find_way(ours, "ccsup", holds=ccop, also_holds=[ccsup])["held"] is True
    with pytest.raises(ValueError, match="the first designation in holds"):
        Profile.model_validate({"holds": {"designation": "none"}, "also_holds": [ccop]})


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
