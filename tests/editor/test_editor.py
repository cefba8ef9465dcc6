"""What helps whoever edits the YAML is never behind the model."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from catalogue.editor.schemas import build_editor_files
from tests.roots import ROOT

DATA = ROOT / "designations"


@pytest.mark.parametrize("path", sorted(build_editor_files()))
def test_committed_files_are_fresh(path: str) -> None:
    assert (ROOT / path).read_bytes() == build_editor_files()[path], "run: make schema"


def data_files() -> list[tuple[str, Path]]:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    return [
        (schema, path)
        for schema, glob in settings.items()
        for path in sorted(ROOT.glob(glob.removeprefix("**/")))
    ]


@pytest.mark.parametrize(("schema", "path"), data_files(), ids=lambda value: getattr(value, "name", ""))
def test_an_editor_finds_nothing_wrong_with_the_real_data(schema: str, path: Path) -> None:
    value = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / schema).read_text("utf-8")))
    wrong = [
        error
        for error in validator.iter_errors(value)
        if error.validator in ("additionalProperties", "required")
    ]
    assert wrong == []


def test_every_kind_of_data_file_is_described() -> None:
    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    assert {"## designations/*/designation.yml", "## designations/*/cpd-*.yml"} <= set(text.splitlines())
    assert "| `points_a_year`* | figure | CPD points to be earned over one year. |" in text


def test_every_key_says_what_it_is_for() -> None:
    rows = [
        line for line in (ROOT / "docs" / "data.md").read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    assert len(rows) > 150
    assert [row for row in rows if row.endswith("|  |")] == []
