"""The values of a data file as fields that can be changed one by one: what each means, and what it may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from catalogue.editor.edit import Step, change_scalar
from catalogue.editor.schemas import build_editor_files
from catalogue.model.catalogue import Catalogue
from catalogue.read.document import read_document
from catalogue.read.files import DATA, find_kind

NAMING = ("title", "says", "question", "printed", "unit", "activity", "place")
"""What a group is known by, the first of these that it has."""
PLAIN = re.compile(r"[A-Za-z0-9][\w ./()+-]*[\w.)]|[A-Za-z0-9]")
"""What may stand in YAML without quotes wherever it stands; anything else is quoted."""


class Field(NamedTuple):
    """One value."""

    path: tuple[Step, ...]
    name: str
    text: str


class Meaning(NamedTuple):
    """What a value means, and what it may be."""

    about: str
    """In the words of the model."""
    choices: tuple[str, ...]
    """Where that is a closed list."""
    kind: str
    """The kind of record that it names, if it names one."""


class Group(NamedTuple):
    """Values that stand together, and are changed together."""

    file: str
    path: tuple[Step, ...]
    where: str
    """The way to them."""
    known: str
    """What they are about, in their own words, where they say it."""
    fields: tuple[Field, ...]

    @property
    def title(self) -> str:
        """What they are called."""
        return self.known or f"{self.where[:1].upper()}{self.where[1:]}" or self.file


def list_groups(root: Path, file: str) -> list[Group]:
    """Every group of a file, in its order; none where the file cannot be read."""
    value = read_document(root / file, root).value
    return list(_walk_groups(file, value, ())) if value else []


def _walk_groups(file: str, value: Any, path: tuple[Step, ...], around: str = "") -> Iterator[Group]:
    """Each group, known by its own words, or as a part of what is around it."""
    known = around
    if around and isinstance(path[-1], str):
        known = f"{around}: {path[-1].replace('_', ' ')}"
    if isinstance(value, dict):
        known = next((value[name] for name in NAMING if isinstance(value.get(name), str)), known)
        if fields := tuple(_list_fields(value, path)):
            yield Group(file, path, _name_way(path), known, fields)
    around = known if len(path) > 1 else ""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, (dict, list)):
            yield from _walk_groups(file, inner, (*path, key), around)


def _list_fields(value: Mapping[str, Any], path: tuple[Step, ...]) -> Iterator[Field]:
    for key, inner in value.items():
        name = key.replace("_", " ")
        if isinstance(inner, str):
            yield Field((*path, key), name, inner)
        elif isinstance(inner, list):
            texts = [(number, text) for number, text in enumerate(inner) if isinstance(text, str)]
            many = len(texts) > 1
            yield from (
                Field((*path, key, n), f"{name} {n + 1}" if many else name, text) for n, text in texts
            )


def _name_way(path: tuple[Step, ...]) -> str:
    """The way in words: `awarding 1 › to apply › all 2`."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step).replace("_", " "))
    return " › ".join(words)


@cache
def _read_schema(kind: str) -> Mapping[str, Any]:
    found: dict[str, Any] = json.loads(build_editor_files()[f"schema/{kind}.json"])
    return found


def describe_field(file: str, path: Sequence[Step]) -> Meaning:
    """What a value of a file means, the words that it may be, and the kind of record that it names."""
    found = find_kind(file.removeprefix(f"{DATA}/"))
    schema = _read_schema(found[1]) if found else {}
    about, nodes = "", [schema]
    for step in path:
        nodes = [inner for node in nodes for inner in _go_down(_open_node(node, schema), step)]
        about = next((node["description"] for node in nodes if "description" in node), about)
    last = [inner for node in nodes for inner in _open_node(node, schema)]
    words = next((node["enum"] for node in last if "enum" in node), ())
    kind = next((node["$ref"].rpartition("/")[2] for node in last if "keys.json" in node.get("$ref", "")), "")
    return Meaning(about, tuple(word for word in words if isinstance(word, str)), kind)


def _open_node(node: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The alternatives of a schema, references followed."""
    found = [node]
    reference = node.get("$ref", "")
    if reference.startswith("#/$defs/"):
        found += _open_node(schema["$defs"][reference.rpartition("/")[2]], schema)
    for inner in (*node.get("anyOf", ()), *node.get("oneOf", ())):
        found += _open_node(inner, schema)
    if node.get("type") == "array" and isinstance(node.get("items"), dict):
        found += _open_node(node["items"], schema)
    return found


def _go_down(nodes: Sequence[Mapping[str, Any]], step: Step) -> Iterator[Mapping[str, Any]]:
    for node in nodes:
        if isinstance(step, int):
            yield node
        elif step in node.get("properties", {}):
            yield node["properties"][step]
        elif isinstance(node.get("additionalProperties"), dict):
            yield node["additionalProperties"]


def list_suggestions(catalogue: Catalogue | None, kind: str) -> list[str]:
    """The keys that a reference of a kind may name."""
    return sorted(catalogue.index_known_keys().get(kind, ())) if catalogue else []


def write_changes(text: str, changed: Mapping[tuple[Step, ...], str]) -> str:
    """The text of a file with other values; everything else stays to the byte."""
    for path, value in changed.items():
        text = change_scalar(text, path, format_scalar(value))
    return text


def format_scalar(value: str) -> str:
    """A value as YAML: plain where that is safe anywhere, else between double quotes."""
    return value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
