"""docs/another-body.md: two whole schemes of other bodies hold in both engines, and what it says is so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from build import main
from catalogue import checks
from catalogue.answers.points import join_citations
from catalogue.model import schedule as model
from catalogue.model.base import Record
from catalogue.model.log import Member
from catalogue.model.schedule import (
    Activity,
    Amount,
    Attribute,
    Carry,
    Cycle,
    Declared,
    Notice,
    Rate,
    Schedule,
)
from catalogue.read.document import read_document
from catalogue.read.options import CarryIn
from catalogue.read.reader import read_catalogue
from catalogue.rules.examples import compare_answer, list_differences
from catalogue.rules.kernel import build_kernel
from tests.roots import CATALOGUES, ROOT
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
    "latest": Notice,
}


def find_root(name: str) -> Path:
    return CATALOGUES / name


@pytest.mark.parametrize("name", [*SCHEMES, "stranger"])
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
        answer = yaml.safe_load(text)
        answer = {"refused": answer["refused"]["code"]} if "refused" in answer else answer
        assert list(compare_answer(example.expect, answer)) == [], key


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
    assert set(told) == {name for name, *_ in list_defaults()} | {"unit", "granularity"}
    for key, said in told.items():
        fields = OWNERS.get(key, Schedule).model_fields
        default = fields.get(key, fields.get(f"{key}_")).default
        assert said == (str(default) if not isinstance(default, bool) else "yes" if default else "no"), key


def list_defaults() -> Iterator[tuple[str, object]]:
    """Every key of a schedule that holds something where nothing is said."""
    for record in vars(model).values():
        if isinstance(record, type) and issubclass(record, Record) and record.__module__ == model.__name__:
            for name, field in record.model_fields.items():
                if not (field.is_required() or field.default_factory or field.default in (None, ())):
                    yield name.rstrip("_"), field.default


def test_the_smallest_folder_of_the_page_is_one(tmp_path: Path) -> None:
    """The blocks of the page, the rules of the stranger, and a home page: nothing is missing."""
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.partition("## The folder")[2], re.DOTALL)
    shutil.copytree(find_root("stranger"), tmp_path / "body")
    (tmp_path / "body/mkdocs.yml").write_text(blocks[0], "utf-8")
    sources = "sources:\n  bylaws: {title: Bylaws, publisher: The guild, date: undated}\n"
    sources += "  rules: {title: Rules, publisher: The guild, date: undated, copied_as: a.txt, lines: 9}\n"
    (tmp_path / "body/designations/sources.yml").write_text(sources, "utf-8")
    (tmp_path / "body/designations/body.yml").write_text(blocks[1].replace("own:", "college:"), "utf-8")
    (tmp_path / "body/content/index.md").write_text("# Title\n\nA sentence.\n", "utf-8")
    told = CliRunner().invoke(main, ["check", "--catalogue", str(tmp_path / "body")]).output
    assert told == "Fine: 1 designation, 1 schedule, 0 qualifications, 2 sources, 0 conflicts.\n"
    for path in ("mkdocs.yml", "content/index.md"):
        (tmp_path / "body" / path).unlink()
    told = CliRunner().invoke(main, ["check", "--catalogue", str(tmp_path / "body")]).output
    assert "mkdocs.yml: error: This file is missing." in told
    assert "content/index.md: error: The home page is missing." in told


def read_text(text: str, tmp_path: Path) -> Any:
    """YAML as the catalogue reads it."""
    (tmp_path / "block.yml").write_text(text, "utf-8")
    return read_document(tmp_path / "block.yml", tmp_path).value


def test_the_files_beside_a_log_have_the_shapes_that_are_shown(tmp_path: Path) -> None:
    beside = PAGE.partition("## The files beside a log")[2]
    blocks = [read_text(text, tmp_path) for text in re.findall(r"```yaml\n(.*?)```", beside, re.DOTALL)]
    assert Member.model_validate(blocks[0]).attributes["practice"] == ("civil", "structural")
    assert CarryIn.model_validate(blocks[1]).carry_in["surplus"] == 12


def test_every_first_day_that_the_page_names_can_be_said(tmp_path: Path) -> None:
    said = re.findall(r"`begins: ([^`]+)`", PAGE)
    assert len(said) == 5
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
    assert "Hours of practice are counted by themselves. (hours:the table)" in judged
    assert "It earns nothing" not in judged


def test_a_strangers_scheme_is_told_in_its_own_words(tmp_path: Path) -> None:
    """Registered on 10 May 2026: the cycle runs from 1 April 2027. Asked on 1 July 2028, status not said.

    Of 30 hours of reading 20 count, 10 credits; of five lectures 12 credits; half an hour earns nothing.
    """
    root = find_root("stranger")
    rows = ["2027-05-01,course,21,highland", "2027-06-01,course,0.5,", "2027-07-01,reading,30,"]
    rows += ["2027-09-01,inspection,300,", "2028-05-01,lecture,5,ethics"]
    (tmp_path / "log.csv").write_text("\n".join(["date,activity,quantity,topics", *rows]), "utf-8")
    asked = ["points", str(tmp_path / "log.csv"), "--award", "2026-05-10", "--on", "2028-07-01"]
    asked += ["--schedule", str(root / "designations/inspector/cpd-2026.yml")]
    told = CliRunner().invoke(main, asked).output
    for line in (
        "Cycle from 2027-04-01 to 2030-03-31",
        "For 0.5 hours it earns nothing; credits begin at 1 hour.",
        "Read: 20 of 30 hours can count.",
        "2027-09-01  Inspect apiaries\n      Hours of inspection are counted by themselves.",
        "Give a lecture: 12 of 15",
        "depends on an answer: Hours of inspection, 300 of 300, if status is practising",
        "Cycle: 43 (Learning 31, Giving back 12)",
    ):
        assert line in told, told
    asked += ["--plan", "--json", "--member", str(write_member(tmp_path))]
    plan = json.loads(CliRunner().invoke(main, asked).output)
    assert (plan["status"], plan["points"]) == ("planned", 47)
    assert [one["rule"] if "rule" in one else one["about"] for one in plan["left_out"]] == ["reading-maximum"]


def write_member(folder: Path) -> Path:
    (folder / "me.yml").write_text("attributes: {status: practising, regions: highland}\n", "utf-8")
    return folder / "me.yml"
