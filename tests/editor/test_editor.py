"""What helps whoever edits the YAML is never behind the model."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from referencing import Registry, Resource

from catalogue.editor.keys import render_keys
from catalogue.editor.schemas import build_editor_files
from catalogue.read.reader import read_catalogue
from tests.roots import LIGHTHOUSE, OURS, ROOT


@pytest.mark.parametrize("path", sorted(build_editor_files()))
def test_committed_files_are_fresh(path: str) -> None:
    assert (ROOT / path).read_bytes() == build_editor_files()[path], "run: make schema"


def data_files() -> list[tuple[str, Path]]:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    return [
        (schema, path)
        for schema, globs in settings.items()
        for root in (OURS, LIGHTHOUSE)
        for path in sorted(root.glob(globs[0].removeprefix("**/")))
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
    root = OURS if path.is_relative_to(OURS) else LIGHTHOUSE
    assert find_wrong(schema, path.read_text("utf-8"), root) == []


@pytest.mark.parametrize(
    ("find", "put"),
    [
        ("source: rulebook:", "source: rulebok:"),
        ("leads_to: [keeper", "leads_to: [keepre"),
        ("reading: guild", "reading: gild"),
        ("qualification: {key: 7001", "qualification: {key: 7002"),
    ],
)
def test_an_editor_marks_a_reference_to_nothing(find: str, put: str) -> None:
    texts = [path.read_text("utf-8") for path in LIGHTHOUSE.glob("designations/*/designation.yml")]
    text = next(text for text in texts if find in text)
    assert find_wrong("schema/designations.json", text, LIGHTHOUSE) == []
    assert find_wrong("schema/designations.json", text.replace(find, put, 1), LIGHTHOUSE) != []


@cache
def read_keys(root: Path) -> Resource[Any]:
    catalogue, _ = read_catalogue(root)
    assert catalogue
    return Resource.from_contents(json.loads(render_keys(catalogue)))


def find_wrong(schema: str, text: str, root: Path) -> list[str]:
    """What an editor marks in a text of the catalogue below a root."""
    rules = {"$id": "file:///schema/this.json", **json.loads((ROOT / schema).read_text("utf-8"))}
    known: Registry[Any] = Registry().with_resource("file:///schema/keys.json", read_keys(root))
    validator = jsonschema.Draft202012Validator(rules, registry=known)
    return [error.message for error in validator.iter_errors(yaml.load(text, Loader=EditorLoader))]


def test_every_kind_of_data_file_is_described() -> None:
    text = (ROOT / "docs" / "data.md").read_text("utf-8")
    assert {"## designations/*/designation.yml", "## designations/*/cpd-*.yml"} <= set(text.splitlines())
    assert "| `points_a_year` | figure | CPD points to be earned over one year. |" in text


def test_every_key_says_what_it_is_for() -> None:
    rows = [
        line for line in (ROOT / "docs" / "data.md").read_text("utf-8").splitlines() if line.startswith("| `")
    ]
    assert len(rows) > 150
    assert [row for row in rows if row.endswith("|  |")] == []
