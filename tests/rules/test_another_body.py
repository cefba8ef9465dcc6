"""docs/another-body.md: two whole schemes of other bodies hold in both engines, and what it says is so."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from build import main
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
    assert len(told) == 12
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


def test_a_ledger_is_planned_in_whole_hours_and_told_without_points(tmp_path: Path) -> None:
    """Who has no sittings named puts the hours that are missing into one line; pieces are one each."""
    root = find_root("revalidation")
    path = root / "designations" / SCHEMES["revalidation"]
    text = path.read_text("utf-8").replace("        one_sitting: 150\n", "")
    (tmp_path / "plan.yml").write_text(text, "utf-8")
    (tmp_path / "log.csv").write_text("date,activity,quantity\n2024-05-01,nursing,300\n", "utf-8")
    (tmp_path / "me.yml").write_text("attributes: {registered: nurse}\n", "utf-8")
    asked = ["points", str(tmp_path / "log.csv"), "--schedule", str(tmp_path / "plan.yml")]
    asked += ["--member", str(tmp_path / "me.yml"), "--award", "2023-05-10", "--on", "2025-01-01"]
    plan = CliRunner().invoke(main, [*asked, "--plan"])
    assert plan.exit_code == 0, plan.output
    assert "  Practise as a nurse (150 hours)\n" in plan.output
    assert "  5 x Receive feedback on your practice\n" in plan.output
    assert ": 0 hours" not in plan.output
    assert "0.0001" not in plan.output
    judged = CliRunner().invoke(main, asked).output
    assert "Hours of practice are counted by themselves. (revalidate:practice hours)" in judged
    assert "It earns nothing" not in judged


STRANGER = """
schedule: surveyor-2026
title: Rules of the Tide Surveyors
designation: surveyor
reading: own
valid: {from: 2026-01-01}
source: rules:1
unit: credits
cycle: {length: 3 years, begins: 1 April of the year after registration, source: rules:2}
topics: {ethics: Ethics}
categories:
  learning:
    title: Learning
    source: rules:3
    activities:
      course:
        title: Attend a course
        source: rules:4
        earns: {by: hours, tiers: [{from: 1, points: 1, per: 1}]}
        one_sitting: 8
  field:
    title: Field work
    source: rules:5
    activities:
      survey:
        title: Survey a tide
        source: rules:6
        earns: {by: hours, nothing: Field work is counted by itself.}
    minimum: {quantity: 200, in: cycle, source: rules:7}
demands:
  total: {title: Credits in three years, points: 120, in: cycle, source: rules:8}
  year: {title: Credits in each year, points: 20, in: year, source: rules:9}
  ethics: {title: Ethics, points: 4, in: cycle, counting: {topic: ethics}, source: rules:10}
  lately: {title: Lately, points: 5, in: last 12 months, source: rules:11}
verdicts:
  kept: {title: Kept, source: rules:12, meets: {all: [total, year, ethics, lately, field-minimum]}}
"""


def test_a_strangers_scheme_is_judged_and_planned_from_the_page_alone(tmp_path: Path) -> None:
    """Registered on 10 May 2026: the cycle runs from 1 April 2027. Asked on 1 June 2028.

    Of its first year 25 hours count, 4 of them ethics; half an hour earns nothing.
    """
    (tmp_path / "rules.yml").write_text(STRANGER, "utf-8")
    rows = ["2027-06-01,course,21,", "2027-07-01,course,4,ethics"]
    rows += ["2027-08-01,course,0.5,", "2027-09-01,survey,150,"]
    (tmp_path / "log.csv").write_text("\n".join(["date,activity,quantity,topics", *rows]), "utf-8")
    asked = ["points", str(tmp_path / "log.csv"), "--schedule", str(tmp_path / "rules.yml")]
    asked += ["--award", "2026-05-10", "--on", "2028-06-01", "--json"]
    answer = json.loads(CliRunner().invoke(main, asked).output)
    assert (answer["cycle"]["from"], answer["cycle"]["to"]) == ("2027-04-01", "2030-03-31")
    parts = {(one["id"], part["year"]): part for one in answer["demands"] for part in one["parts"]}
    assert {key: part["short_by"] for key, part in parts.items()} == {
        ("total", None): 95,
        ("year", 1): 0,
        ("year", 2): 20,
        ("year", 3): 20,
        ("ethics", None): 0,
        ("lately", None): 1,
        ("field-minimum", None): 50,
    }
    plan = json.loads(CliRunner().invoke(main, [*asked, "--plan"]).output)
    assert (plan["status"], plan["left_out"]) == ("planned", [])
    assert plan["points"] == 95
    assert [one["quantity"] for one in plan["entries"] if one["activity"] == "survey"] == [50]
