"""The real data: `check` finds it fine, and what must never slip stands as it is printed.

Nothing else is asked of it, so that whoever changes a true fact needs no test. Tests of code read a copy that
stays as it is (`tests/roots.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

import pytest
import yaml

from catalogue.checks import run_checks
from catalogue.model.catalogue import Catalogue
from catalogue.read.reader import read_catalogue
from tests.roots import ROOT

FACTS = yaml.safe_load((ROOT / "tests" / "facts.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def data() -> Catalogue:
    catalogue, problems = read_catalogue(ROOT)
    assert catalogue, problems
    return catalogue


def test_check_finds_it_fine(data: Catalogue) -> None:
    assert [problem for problem in run_checks(data) if problem.severity == "error"] == []


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: f"{fact['record']}-{fact['key']}")
def test_what_is_printed_stands(fact: Mapping[str, Any], data: Catalogue) -> None:
    found = reduce(getattr, fact["key"].split("."), data.index_records()[fact["record"]])
    assert str(found) == str(fact["is"]), f"{fact['source']} prints {fact['is']}: see tests/facts.yml"
    assert fact["source"].partition(":")[0] in data.sources
