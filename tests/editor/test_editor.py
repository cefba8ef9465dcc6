"""What helps whoever edits the YAML is never behind the model."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from catalogue.editor.schemas import build_editor_files
from tests.roots import LIGHTHOUSE, OURS, ROOT


@pytest.mark.parametrize("path", sorted(build_editor_files()))
def test_committed_files_are_fresh(path: str) -> None:
    assert (ROOT / path).read_bytes() == build_editor_files()[path], "run: make schema"


def data_files() -> list[tuple[str, Path]]:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    return [
        (schema, path)
        for schema, glob in settings.items()
        for root in (OURS, LIGHTHOUSE)
        for path in sorted(root.glob(glob.removeprefix("**/")))
    ]


class EditorLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `yes` and dates are words, bare digits are numbers."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", "true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", "~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^({pattern})$"), list(first))


@pytest.mark.parametrize(("schema", "path"), data_files(), ids=lambda value: getattr(value, "name", ""))
def test_an_editor_finds_nothing_wrong_where_the_reader_does_not(schema: str, path: Path) -> None:
    value = yaml.load(path.read_text("utf-8"), Loader=EditorLoader)
    validator = jsonschema.Draft202012Validator(json.loads((ROOT / schema).read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(value)] == []


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
