"""What differs between two designations, and that nothing is concluded from silence."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.read.reader import read_catalogue
from catalogue.rules.compare import compare_designations, group_criteria, index_categories, list_pairs
from tests.roots import OURS


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    return catalogue


@pytest.fixture
def other(lighthouse: Path) -> Catalogue:
    catalogue, _ = read_catalogue(lighthouse)
    assert catalogue
    return catalogue


def test_each_pair_stands_once_the_lower_one_first(ours: Catalogue) -> None:
    assert len(list_pairs(ours)) == 10
    assert ("ccsup", "ccop") in list_pairs(ours)
    assert ("ccop", "ccsup") not in list_pairs(ours)


def test_points_from_support_to_operational_professional(ours: Catalogue) -> None:
    found = compare_designations(ours, "ccsup", "ccop")
    assert (found.year, found.cycle) == (Decimal(10), Decimal(30))


def test_activities_that_earn_differently(ours: Catalogue) -> None:
    found = compare_designations(ours, "ccsup", "ccop")
    assert found.activities
    assert {sides.key for sides in found.activities} == {
        "accredited-programme",
        "publication",
        "book",
        "industry-award",
        "company-award",
        "competition",
        "competition-win",
    }
    award = next(sides for sides in found.activities if sides.key == "industry-award")
    assert award.first is None
    assert award.second
    assert found.alike == 21


def test_the_same_activity_in_both_directions_is_the_same_difference(ours: Catalogue) -> None:
    there, back = compare_designations(ours, "ccsup", "ccop"), compare_designations(ours, "ccop", "ccsup")
    assert there.year == -(back.year or 0)
    assert there.roles.new == back.roles.lost
    assert {s.key for s in there.activities or ()} == {s.key for s in back.activities or ()}
    assert there.alike == back.alike


@pytest.mark.parametrize("pair", [("ccba", "ccop"), ("ccop", "ccstp"), ("ccstp", "ccidp")])
def test_a_plan_that_is_not_published_is_compared_with_nothing(
    ours: Catalogue, pair: tuple[str, str]
) -> None:
    found = compare_designations(ours, *pair)
    assert found.categories is None
    assert found.activities is None
    assert found.alike == 0


def test_criteria_that_are_not_published_are_none_not_empty(ours: Catalogue) -> None:
    cut = ours.designations["ccidp"]  # its page ends at the heading of the criteria
    known = group_criteria(cut) or {}
    assert {kind: len(parts) for kind, parts in known.items() if parts} == {
        "cannot_tell": 1,
        "cpd_standing": 1,
    }
    assert group_criteria(cut.model_copy(update={"awarding": ()})) is None
    found = group_criteria(ours.designations["ccop"])
    assert found
    assert {kind: len(parts) for kind, parts in found.items() if parts} == {
        "qualification": 1,
        "experience": 2,
        "certificate": 1,
        "cpd_standing": 1,
    }


def test_a_choice_between_several_kinds_stays_one_part(other: Catalogue) -> None:
    found = group_criteria(other.designations["hand"])
    assert found
    assert [kind for kind, parts in found.items() if parts] == ["mixed"]


def test_cycles_of_other_lengths_have_no_difference(other: Catalogue) -> None:
    assert other.designations["hand"].header.cycle != other.designations["keeper"].header.cycle
    assert compare_designations(other, "hand", "keeper").cycle is None


def test_other_units_have_no_difference(other: Catalogue) -> None:
    assert other.schedules["hand-2020"].unit != other.schedules["keeper-2021"].unit
    assert compare_designations(other, "hand", "keeper").year is None


def test_lists_are_compared_by_wording(ours: Catalogue) -> None:
    found = compare_designations(ours, "ccop", "ccidp").functions
    assert found
    assert "Analyse and use statistics" in found.kept
    assert "Lead contact centre team members in a diverse environment" in found.lost
    assert "Advise on the customer database" in found.new


def test_categories_of_plans_that_are_published_whole(ours: Catalogue) -> None:
    plans = [ours.schedules[d.cpd] for d in ours.designations.values()]
    found = index_categories(plans)
    assert next(iter(found)) == "short-courses"
    known = [category is not None for category in found["short-courses"]]
    assert known == [False, True, True, False, False]
