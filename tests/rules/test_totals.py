"""What is added up from the facts, by hand from the sources."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.read.reader import read_catalogue
from catalogue.rules import totals
from catalogue.rules.totals import (
    find_minimum,
    find_minimum_figure,
    index_credits_by_module,
    list_shares,
    list_units,
    sum_credits_by_component,
    sum_credits_by_level,
)
from tests.roots import LIGHTHOUSE


@pytest.fixture(scope="module")
def keepers() -> Catalogue:
    catalogue, problems = read_catalogue(LIGHTHOUSE)
    assert catalogue, problems
    return catalogue


def test_a_credit_stands_for_ten_hours() -> None:
    assert totals.NOTIONAL_HOURS == 10


def test_the_units_and_credits_of_a_qualification(keepers: Catalogue) -> None:
    lamp = keepers.read_qualification("7001")
    assert [unit.unit for unit in list_units(lamp)] == ["L1", "L2", "L3", "L4"]
    # first aid, of 5 credits at level 2, names no component
    assert sum_credits_by_component(lamp) == {"knowledge": 10, "practical": 15, "work experience": 10}
    assert list(sum_credits_by_level(lamp).items()) == [(2, 15), (3, 25)]
    assert list(index_credits_by_module(lamp).items()) == [("1", 25), ("2", 10)]


def test_what_has_no_units_adds_nothing_up(keepers: Catalogue) -> None:
    bare = keepers.read_qualification("7001").model_copy(update={"components": None})
    assert list(list_units(bare)) == []
    assert (sum_credits_by_component(bare), sum_credits_by_level(bare)) == ({}, {})
    assert index_credits_by_module(bare) == {}


def test_units_without_credits_are_left_out_of_sums(keepers: Catalogue) -> None:
    lamp = keepers.read_qualification("7001")
    assert lamp.components
    units = tuple(
        unit.model_copy(update={"credits": None if unit.unit == "L4" else unit.credits})
        for unit in list_units(lamp)
    )
    loose = lamp.components.model_copy(update={"modules": (), "units": units})
    changed = lamp.model_copy(update={"components": loose})
    assert sum_credits_by_level(changed) == {2: 10, 3: 25}
    assert sum_credits_by_component(changed) == {"knowledge": 10, "practical": 15, "work experience": 10}
    assert index_credits_by_module(changed) == {}


def test_where_each_share_begins_and_how_big_it_is() -> None:
    assert list(list_shares({"a": 8, "b": 12, "c": 0, "d": 20})) == [
        ("a", Decimal(0), Decimal(20)),
        ("b", Decimal(20), Decimal(30)),
        ("c", Decimal(50), Decimal(0)),
        ("d", Decimal(50), Decimal(50)),
    ]
    assert list(list_shares({})) == []


def test_the_points_that_a_category_asks_of_the_whole_cycle(keepers: Catalogue) -> None:
    plan = keepers.schedules["keeper-2021"]
    watch, (_, night) = plan.categories["watch"], plan.index_activities()["night-watch"]
    (asked,) = watch.minimum
    assert find_minimum(watch.minimum, plan) is asked
    assert find_minimum_figure(watch.minimum, plan) == 12
    assert find_minimum((), plan) is None
    assert find_minimum_figure((), plan) is None
    in_day, in_months = night.maximum
    assert find_minimum((in_day, in_months), plan) is None, "of a day, and of twelve months"
    whole = in_months.model_copy(update={"in_": f"last {plan.cycle.length} months"})
    assert find_minimum((in_day, whole, asked), plan) is whole
    assert find_minimum((asked.model_copy(update={"points": None}), whole), plan) is whole
    _, teaching = plan.index_activities()["teaching"]
    assert find_minimum(teaching.minimum, plan) is None, "an entry is no point"
    share = plan.categories["learning"].maximum
    assert find_minimum(share, plan) is share[0]
    assert find_minimum_figure(share, plan) is None, "a share is no plain figure"
