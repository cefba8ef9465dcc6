"""The catalogue as of a day: which rules, criteria and figures stand there, by hand from the rules' days."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.schedule import Schedule
from catalogue.read.reader import read_catalogue
from catalogue.rules.as_of import find_total, list_gaps, select_day
from tests.roots import LIGHTHOUSE

Json = dict[str, Any]
DAY = datetime.date.fromisoformat


@pytest.fixture(scope="module")
def keepers() -> Catalogue:
    catalogue, problems = read_catalogue(LIGHTHOUSE)
    assert catalogue, problems
    return catalogue


def change(keepers: Catalogue, table: str, key: str, **changed: Any) -> Catalogue:
    """The catalogue with one record changed."""
    tables = {name: getattr(keepers, name) for name in ("schedules", "qualifications", "designations")}
    record = tables[table][key].model_copy(update=changed)
    return keepers.select_tables({**tables, table: {**tables[table], key: record}})


def retire(keepers: Catalogue, day: str) -> Any:
    """As the Port Office's rule is, from another day on."""
    retired = keepers.schedules["hand-port-office"].retired
    assert retired
    return retired.model_copy(update={"on": DAY(day)})


@pytest.mark.parametrize(
    ("day", "hand", "keeper", "master", "gaps"),
    [
        (
            "2011-06-30",
            "hand-2020",
            "keeper-2015",
            "master-2012",
            ["hand-2020", "keeper-2015", "master-2012"],
        ),
        ("2012-01-01", "hand-2020", "keeper-2015", "master-2012", ["hand-2020", "keeper-2015"]),
        ("2017-12-31", "hand-2020", "keeper-2015", "master-2012", ["hand-2020"]),
        ("2018-01-01", "hand-2020", "keeper-2015", "master-2018", ["hand-2020"]),
        ("2015-03-31", "hand-2020", "keeper-2015", "master-2012", ["hand-2020", "keeper-2015"]),
        ("2015-04-01", "hand-2020", "keeper-2015", "master-2012", ["hand-2020"]),
        ("2021-03-31", "hand-2020", "keeper-2015", "master-2018", []),
        ("2021-04-01", "hand-2020", "keeper-2021", "master-2018", []),
        ("2031-01-01", "hand-2020", "keeper-2021", "master-2018", []),
    ],
)
def test_the_rules_of_a_day(
    keepers: Catalogue, day: str, hand: str, keeper: str, master: str, gaps: list[str]
) -> None:
    found = select_day(keepers, DAY(day))
    assert found.as_of == DAY(day)
    assert [it.cpd for it in found.designations.values()] == [hand, keeper, master]
    assert [it.schedule for it in list_gaps(keepers, DAY(day))] == gaps


def test_the_head_of_a_page_has_the_figures_of_its_rules(keepers: Catalogue) -> None:
    now, then = keepers.designations["keeper"], select_day(keepers, DAY("2021-03-31")).designations["keeper"]
    head = then.header
    assert (now.header.points_a_year, now.header.points_a_cycle) == (Decimal(20), Decimal(60))
    assert (head.points_a_year, head.points_a_cycle, head.cycle) == (Decimal(15), Decimal(45), 36)
    assert [(one.source, one.place) for one in head.source] == [("old-rulebook", "7"), ("old-rulebook", "8")]
    assert now.model_copy(update={"cpd": "keeper-2015", "header": head}) == then, "and nothing else changes"
    assert type(then.cpd) is type(now.cpd)
    assert select_day(keepers, DAY("2021-04-01")).designations["keeper"] == now


def test_figures_that_the_rules_do_not_state_stay_as_they_are(keepers: Catalogue) -> None:
    old = keepers.schedules["keeper-2015"]
    bare = change(keepers, "schedules", "keeper-2015", demands={"cycle-total": old.demands["cycle-total"]})
    head = select_day(bare, DAY("2021-03-31")).designations["keeper"].header
    assert (head.points_a_year, head.points_a_cycle) == (Decimal(20), Decimal(45))
    assert head.source == old.demands["cycle-total"].source
    none = change(keepers, "schedules", "keeper-2015", demands={})
    head = select_day(none, DAY("2021-03-31")).designations["keeper"].header
    assert (head.points_a_year, head.points_a_cycle) == (Decimal(20), Decimal(60))
    assert head.source == old.source, "the rules as a whole, where they name no total"


def test_rules_of_another_reading_and_of_history_are_no_other_versions(keepers: Catalogue) -> None:
    for changed in ({"reading": "port-office"}, {"history": True}):
        found = change(keepers, "schedules", "keeper-2015", **changed)
        assert select_day(found, DAY("2015-04-01")).designations["keeper"].cpd == "keeper-2021"
        assert "keeper-2021" in [it.schedule for it in list_gaps(found, DAY("2015-04-01"))]
    adopted = change(keepers, "schedules", "keeper-2021", history=True)
    assert select_day(adopted, DAY("2026-01-01")).designations["keeper"].cpd == "keeper-2021"


@pytest.mark.parametrize(("table", "key"), [("designations", "hand"), ("qualifications", "7014")])
@pytest.mark.parametrize(
    ("day", "is_retired"), [("2025-12-31", False), ("2026-01-01", True), ("2026-01-02", True)]
)
def test_what_is_retired_by_a_day(
    keepers: Catalogue, table: str, key: str, day: str, is_retired: bool
) -> None:
    found = select_day(change(keepers, table, key, retired=retire(keepers, "2026-01-01")), DAY(day))
    assert (getattr(found, table)[key].retired is not None) is is_retired
    assert (key not in found.select_offered(table)) is is_retired


def test_a_qualification_that_is_read_whole_is_retired_on_the_same_day(keepers: Catalogue) -> None:
    whole = keepers.read_qualification("7014")
    changed = change(keepers, "qualifications", "7014", retired=retire(keepers, "2026-01-01"))
    retired = whole.model_copy(update={"retired": retire(keepers, "2026-01-01")})
    for day, is_retired in (("2025-12-31", False), ("2026-01-01", True)):
        held = changed.select_tables(
            {name: getattr(changed, name) for name in ("schedules", "designations")}
            | {"qualifications": {"7014": retired}}
        )
        found = select_day(held, DAY(day)).read_qualification("7014")
        assert (found.retired is not None) is is_retired
        assert found.components == whole.components


def test_rules_are_retired_on_their_day(keepers: Catalogue) -> None:
    assert select_day(keepers, DAY("2019-12-31")).schedules["hand-port-office"].retired is None
    assert select_day(keepers, DAY("2020-01-01")).schedules["hand-port-office"].retired is not None


@pytest.mark.parametrize(
    ("day", "gaps"),
    [("2014-12-31", ["hand-2020", "keeper-2015"]), ("2015-01-01", ["hand-2020", "keeper-2015"])],
)
def test_a_designation_that_is_retired_has_no_gap(keepers: Catalogue, day: str, gaps: list[str]) -> None:
    assert [it.schedule for it in list_gaps(keepers, DAY(day))] == gaps
    retired = change(keepers, "designations", "keeper", retired=retire(keepers, "2015-01-01"))
    assert [it.schedule for it in list_gaps(retired, DAY(day))] == gaps[:1]


@pytest.mark.parametrize(
    ("changed", "is_total"),
    [
        ({}, True),
        ({"points": None, "entries": Decimal(20)}, False),
        ({"in_": "cycle"}, False),
        ({"for_each": "topic"}, False),
        ({"when": {"member": "post", "is": "rock"}}, False),
        ({"counting": {"category": "watch"}}, False),
    ],
)
def test_the_total_of_a_year_is_one_figure_of_everything(
    keepers: Catalogue, changed: Json, is_total: bool
) -> None:
    plan = keepers.schedules["keeper-2021"]
    total = plan.demands["year-total"].model_copy(update=changed)
    found = find_total(with_demands(plan, total), "year")
    assert found == (total if is_total else None)
    assert find_total(with_demands(plan), "year") is None
    other = plan.demands["year-total"].model_copy(update={"title": "Another"})
    found = find_total(with_demands(plan, other, total), "year")
    assert found == (None if is_total else other), "two totals are no one figure"


def test_a_total_by_a_table_or_a_share_is_no_figure(keepers: Catalogue) -> None:
    plan = keepers.schedules["keeper-2021"]
    table = plan.demands["on-post"].model_copy(update={"counting": None})
    assert find_total(with_demands(plan, table), "year") is None
    assert find_total(plan, "cycle") == plan.demands["cycle-total"]


def with_demands(plan: Schedule, *demands: Any) -> Schedule:
    return plan.model_copy(update={"demands": {str(n): one for n, one in enumerate(demands)}})


DAYS = [
    # the days of the first criteria, those of the second, and which of them stand first on a day
    ("2026-01-01", ("2020-01-01", "2025-12-31"), ("2026-01-01", None), "second"),
    ("2025-12-31", ("2020-01-01", "2025-12-31"), ("2026-01-01", None), "first"),
    ("2019-12-31", ("2020-01-01", "2025-12-31"), ("2026-01-01", None), "first"),
    ("2019-12-31", ("2026-01-01", None), ("2020-01-01", "2025-12-31"), "second"),
    ("2025-12-31", ("2026-01-01", None), (None, "2025-12-31"), "second"),
    ("2026-01-01", ("2026-01-01", None), (None, "2025-12-31"), "first"),
    ("2030-01-01", (None, "2025-12-31"), ("2027-01-01", None), "second"),
    ("2026-06-01", (None, "2025-12-31"), ("2027-01-01", None), "first"),  # in a gap, the last before it
]


@pytest.mark.parametrize(("day", "one", "two", "first"), DAYS)
def test_criteria_of_a_day_stand_first(
    keepers: Catalogue,
    day: str,
    one: tuple[str | None, str | None],
    two: tuple[str | None, str | None],
    first: str,
) -> None:
    guild, port = keepers.designations["keeper"].awarding
    valid = [type(guild.valid).model_validate({"from": since, "to": to}) for since, to in (one, two)]
    both = [
        guild.model_copy(update={"valid": days, "source": name})
        for days, name in zip(valid, ("first", "second"), strict=True)
    ]
    found = select_day(change(keepers, "designations", "keeper", awarding=(*both, port)), DAY(day))
    shown = [it.source for it in found.designations["keeper"].awarding]
    assert shown == [first, *({"first", "second"} - {first}), port.source]


def test_a_designation_without_criteria_has_none_on_any_day(keepers: Catalogue) -> None:
    bare = change(keepers, "designations", "keeper", awarding=())
    assert select_day(bare, DAY("2026-01-01")).designations["keeper"].awarding == ()
