"""docs/another-body.md: two whole schemes of other bodies hold in both engines, and what it says is so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue import checks
from catalogue.answers.points import join_citations
from catalogue.model.log import Member
from catalogue.model.schedule import Activity, Amount, Attribute, Carry, Cycle, Declared, Rate, Schedule
from catalogue.read.document import read_document
from catalogue.read.options import CarryIn
from catalogue.read.reader import read_catalogue
from catalogue.rules.examples import compare_answer, list_differences
from catalogue.rules.kernel import build_kernel
from tests.roots import ROOT
from tests.rules.engines import answer_in_javascript
from tests.rules.test_examples import list_cases
from tests.rules.test_plans_are_least import plan_both

PAGE = (ROOT / "docs" / "another-body.md").read_text("utf-8")
SCHEMES = {
    "engineers": "chartered/cpd-2009.yml",
    "revalidation": "registrant/cpd-2016.yml",
}
OWNERS: dict[str, Any] = {
    "several": Attribute,
    "crosses_cycle": Carry,
    "each_part": Rate,
    "from": Declared,
    "prorated": Amount,
    "by_chance": Activity,
}


def find_root(name: str) -> Path:
    return ROOT / "tests" / "catalogues" / name


@pytest.mark.parametrize("name", SCHEMES)
def test_a_whole_foreign_scheme_holds_in_both_engines(name: str) -> None:
    root = find_root(name)
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    assert [str(problem) for problem in checks.run_checks(catalogue)] == []
    cases = list_cases(root)
    assert len(cases) >= 10
    for key, file, example, _ in cases:
        kernel = build_kernel(catalogue.schedules[file.examples])
        assert list_differences(kernel, file, example) == [], key
    answers = answer_in_javascript(case for *_, case in cases)
    for (key, _, example, _), text in zip(cases, answers, strict=True):
        assert list(compare_answer(example.expect, yaml.safe_load(text))) == [], key


@pytest.mark.parametrize("name", SCHEMES)
def test_the_page_shows_the_scheme_that_is_run(name: str) -> None:
    assert (find_root(name) / "designations" / SCHEMES[name]).read_text("utf-8") in PAGE


@pytest.mark.parametrize("name", SCHEMES)
def test_who_has_done_nothing_has_a_plan(name: str) -> None:
    """On the first day of all: sittings are such as a person has, and nothing is said to be of no help."""
    *_, case = next(one for one in list_cases(find_root(name)) if one[0].endswith(("/exactly", "/nurse")))
    case = {**case, "kernel": join_citations(case["kernel"]), "log": []}
    found = plan_both({**case, "options": {**case["options"], "without": []}})
    assert found["status"] == "planned"
    assert found["left_out"] == found["not_planned"] == found["lost"] == []
    if name == "revalidation":
        hours = [one["quantity"] for one in found["entries"] if one["activity"] == "nursing"]
        assert sum(hours) == 450
        assert len(hours) == 3, "150 at a time"


def test_the_defaults_are_those_of_the_model() -> None:
    table = PAGE.partition("## What holds where nothing is said")[2].partition("\n## ")[0]
    told = dict(re.findall(r"^\| `(\w+)`[^|]*\| `([^`]+)`", table, re.MULTILINE))
    assert len(told) == 11
    for key, said in told.items():
        fields = OWNERS.get(key, Schedule).model_fields
        default = fields.get(key, fields.get(f"{key}_")).default
        assert said == (str(default) if not isinstance(default, bool) else "yes" if default else "no"), key


def read_text(text: str, tmp_path: Path) -> Any:
    """YAML as the catalogue reads it."""
    (tmp_path / "block.yml").write_text(text, "utf-8")
    return read_document(tmp_path / "block.yml", tmp_path).value


def test_the_files_beside_a_log_have_the_shapes_that_are_shown(tmp_path: Path) -> None:
    blocks = [read_text(text, tmp_path) for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
    assert Member.model_validate(blocks[0]).attributes["practice"] == ("civil", "structural")
    assert CarryIn.model_validate(blocks[1]).carry_in["surplus"] == 12


def test_every_first_day_that_the_page_names_can_be_said(tmp_path: Path) -> None:
    said = re.findall(r"`begins: ([^`]+)`", PAGE)
    assert len(said) == 4
    for begins in said:
        text = f"length: 3 years\nbegins: {begins}\nsource: rulebook:2\n"
        assert Cycle.model_validate(read_text(text, tmp_path)).begins == begins
