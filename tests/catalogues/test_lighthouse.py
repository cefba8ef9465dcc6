"""The other body's catalogue speaks the whole language of schedules, and names nothing of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.checks import run_checks
from catalogue.model import schedule as language
from catalogue.model.base import Partial, Record, Sourced
from catalogue.model.catalogue import Catalogue
from catalogue.model.schedule import Bound
from catalogue.model.walk import walk_catalogue
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel

HERE = Path(__file__).parent / "lighthouse"
KINDS = [
    kind
    for kind in vars(language).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind.__module__ == language.__name__
]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, problems = read_catalogue(HERE)
    assert problems == []
    assert found
    return found


def test_it_has_no_problem(catalogue: Catalogue) -> None:
    assert run_checks(catalogue) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_key_of_the_language_of_schedules_is_used(catalogue: Catalogue, kind: type[Record]) -> None:
    shared = {*Sourced.model_fields, *Partial.model_fields}
    used = {
        name
        for _, value in walk_catalogue(catalogue)
        if isinstance(value, kind)
        for name in value.model_fields_set
    }
    assert kind.model_fields.keys() - shared - used == set()


def test_every_window_and_every_beginning_is_used(catalogue: Catalogue) -> None:
    windows = {value.in_ for _, value in walk_catalogue(catalogue) if isinstance(value, Bound)}
    assert windows == {"entry", "day", "year", "cycle", "last 6 months", "last 12 months", "last 2 years"}
    begins = {schedule.cycle.begins for schedule in catalogue.schedules.values()}
    assert begins == {"award date", "rolling", "1 January", "1 April", "1 April of the year of registration"}


def test_cohorts_scales_and_yearly_leasts_are_used(catalogue: Catalogue) -> None:
    older = catalogue.schedules["master-2012"]
    assert older.scale is True
    assert isinstance(older.cycle.first_year, language.FirstYears)
    assert catalogue.schedules["keeper-2021"].scale is False
    assert catalogue.designations["master"].header.yearly == "least"


def test_every_schedule_can_be_rewritten_for_the_engines(catalogue: Catalogue) -> None:
    for key, schedule in catalogue.schedules.items():
        rewritten = build_kernel(schedule)
        assert rewritten.id == key
        assert [demand.id for demand in rewritten.demands] == [
            rule.id for rule in schedule.list_rules() if rule.kind == "demand"
        ]


def test_every_file_begins_with_what_it_is() -> None:
    files = sorted(HERE.rglob("*.yml"))
    assert files
    assert [file.name for file in files if not file.read_text("utf-8").startswith("# ")] == []
