"""What is just right yet, and no mistake: the other side of what tests/mistakes/ tell of."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from catalogue import checks
from catalogue.read.reader import read_catalogue
from tests.checks.test_run import change
from tests.kept import assert_told

RIGHT: dict[str, tuple[str, str, str]] = {
    "a registration that ends on its first day": (
        "qualifications/7001.yml",
        "registration_end: 2024-06-30",
        "registration_end: 2019-07-01",
    ),
    "an enrolment that ends with the registration": (
        "qualifications/7001.yml",
        "last_enrolment: 2025-06-30",
        "last_enrolment: 2024-06-30",
    ),
    "an achievement on the last day to enrol": (
        "qualifications/7001.yml",
        "last_achievement: 2028-06-30",
        "last_achievement: 2025-06-30",
    ),
    "the last line of a copy": ("facts/joining.yml", "source: rulebook:13", "source: rulebook:90"),
    "the first line of a copy": ("facts/joining.yml", "source: rulebook:13", "source: rulebook:1"),
    "a span of one line": ("facts/joining.yml", "source: rulebook:13", "source: rulebook:13-13"),
    "criteria that begin the day after others": (
        "keeper/designation.yml",
        "  - reading: port-office\n    source: port-register:light keeper\n    to_",
        "  - reading: guild\n    valid: {to: 2021-02-28}\n    source: port-register:light keeper\n    to_",
    ),
    "a declared range of one figure": (
        "keeper/cpd-2021.yml",
        "declared: {from: 0.5, to: 2, for_each: light}",
        "declared: {from: 2, to: 2, for_each: light}",
    ),
}

EDITS = yaml.safe_load(Path(__file__).with_name("edits.yml").read_text("utf-8"))
BESIDE = "ids-unique"
"""Qualifications are read where one of the checks that are asked looks at each."""


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_just_right_is_no_mistake(name: str, lighthouse: Path) -> None:
    change(lighthouse, *RIGHT[name])
    catalogue, problems = read_catalogue(lighthouse)
    assert catalogue, problems
    told = [one.check for one in checks.run_checks(catalogue)]
    assert {*told} <= {"examples-hold", "profiles-hold"}, "other rules make other examples"


@pytest.mark.parametrize("name", EDITS)
def test_what_a_check_says_of_a_small_edit(
    name: str, lighthouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for edit in EDITS[name]["edits"]:
        change(lighthouse, *edit)
    catalogue, problems = read_catalogue(lighthouse)
    assert catalogue, problems
    monkeypatch.setattr(checks, "list_checks", lambda: sorted({*EDITS[name]["checks"].split(), BESIDE}))
    told = [f"{one.check}, {one.about}: {one}" for one in checks.run_checks(catalogue)]
    assert_told("edits", name, "\n".join(told))
