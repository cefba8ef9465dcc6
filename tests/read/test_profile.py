"""A profile's file: what is taken, and what is told of each mistake."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
import yaml

from catalogue.model.profile import Profile
from catalogue.read.profile import read_profile
from catalogue.read.reader import read_catalogue
from tests.kept import assert_told
from tests.roots import LIGHTHOUSE, ROOT

ON = datetime.date(2026, 7, 1)
WHOLE = """
qualifications:
  - {id: 7001, state: completed, date: 2022-06-01}
  - {title: Master of Navigation, nqf_level: 9, type: postgraduate, field: navigation, state: planned}
jobs:
  - role: [Assistant keeper, Quay hand]
    from: 2024-07-02
    to: open
    equivalent_to: Principal keeper
    employer: The port
  - {role: other, from: 2020-01-01, to: 2024-07-01}
certificates: {boat-licence: no}
holds: {designation: hand, awarded: 2025-07-01, points: 13.33}
"""


def list_problems(tmp_path: Path, text: str) -> list[str]:
    catalogue, _ = read_catalogue(LIGHTHOUSE)
    assert catalogue
    path = tmp_path / "me.profile.yml"
    path.write_text(text, "utf-8")
    return [str(problem) for problem in read_profile(path, catalogue, ON)[1]]


def test_a_whole_profile_is_taken(tmp_path: Path) -> None:
    assert list_problems(tmp_path, WHOLE) == []


def test_an_empty_profile_knows_nothing(tmp_path: Path) -> None:
    catalogue, _ = read_catalogue(LIGHTHOUSE)
    assert catalogue
    path = tmp_path / "me.profile.yml"
    path.write_text("certificates: {boat-licence: unknown}\n", "utf-8")
    profile, problems = read_profile(path, catalogue, ON)
    assert problems == []
    assert (profile.holds, profile.jobs, profile.certificates["boat-licence"]) == (None, (), "unknown")


@pytest.mark.parametrize(
    ("wrong", "at", "said"),
    [
        ("qualifications: [{id: 7010, state: completed}]", "1:19", "did you mean: 7014"),
        ("qualifications: [{id: 7001, state: complete}]", "1:29", "did you mean: completed"),
        ("qualifications: [{state: completed}]", "1:18", "exactly one of id, title"),
        ("qualifications: [{id: 7001, title: Lamps, state: completed}]", "1:18", "here is id and title"),
        ("jobs: [{role: Deck hnad, from: 2026-01-01, to: open}]", "1:9", "did you mean: Deck hand"),
        ("jobs: [{role: Deck hand, from: 2026-01-01}]", "1:8", "`to` is missing"),
        ("jobs: [{role: Deck hand, from: 2026-02-01, to: 2026-01-31}]", "1:8", "on or after the first day"),
        ("jobs: [{role: Deck hand, from: 0202-02-01, to: open}]", "1:26", "a day from 1900-01-01"),
        ("jobs: [{role: Deck hand, from: 2026-02-30, to: open}]", "1:26", "the calendar has no 2026-02-30"),
        ("certificates: {boat-license: yes}", "1:16", "did you mean: boat-licence"),
        ("certificates: {boat-licence: perhaps}", "1:16", "one of yes, no, unknown, equivalent"),
        ("holds: {designation: hnad}", "1:9", "did you mean: hand"),
        ("holds: {designation: none, awarded: 2026-01-01}", "1:1", "no awarded where no designation is held"),
        ("holds: {designation: hand, points: 3, points_met: no}", "1:1", "here are both"),
        ("holds: {designation: hand, awarded: 2026-07-02}", "1:28", "lies after the day asked about"),
        (
            "holds: {designation: hand}\nalso_holds: [{designation: keeper, awarded: 2026-07-02}]",
            "2:36",
            "lies after the day asked about",
        ),
        ("also_holds: [{designation: hand}]", "1:1", "the first designation in holds"),
        ("qualification: []", "1:1", "did you mean: qualifications"),
        ("- Deck hand", "", "a group of keys"),
    ],
)
def test_each_mistake_has_its_place_and_the_way_out(tmp_path: Path, wrong: str, at: str, said: str) -> None:
    (problem,) = list_problems(tmp_path, wrong + "\n")
    assert problem.startswith(f"me.profile.yml:{at}")
    assert said in problem
    assert_told("profiles", wrong.replace("\n", "; "), problem)


def test_the_published_schema_takes_what_the_reader_takes() -> None:
    schema = json.loads((ROOT / "schema/profile.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    value = json.loads(json.dumps(yaml.safe_load(WHOLE), default=str))
    assert list(validator.iter_errors(value)) == []
    assert list(validator.iter_errors({"jobs": [{"role": "other"}]})) != []


def test_what_is_written_out_is_read_again() -> None:
    profile = Profile.model_validate(yaml.load(WHOLE, yaml.BaseLoader))
    for text in (profile.model_dump_json(), profile.model_dump_json(exclude_none=True)):
        assert Profile.model_validate(json.loads(text, parse_float=Decimal)) == profile
