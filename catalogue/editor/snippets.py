"""A snippet for each kind of record: its needed keys, each with what it is for in the place of its value.

An editor writes one when the name of the record is typed, and goes from key to key by Tab. They come from the
model, as the schemas do.
"""

from __future__ import annotations

import itertools
import json
import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from catalogue.editor.reference import list_models, split_name
from catalogue.model.base import Citation
from catalogue.model.documented import read_descriptions
from catalogue.read.files import KINDS


def write_snippets() -> str:
    """The snippets as the editor reads them."""
    found = {}
    for _, model, _ in KINDS:
        for kind, shape in _list_kinds(model):
            if kind is not Citation and any(field.is_required() for field in kind.model_fields.values()):
                name = split_name(kind.__name__)
                about = (kind.__doc__ or "").partition("\n")[0]
                body = _write_shaped(kind, shape, itertools.count(1))
                found[name] = {"scope": "yaml", "prefix": name, "description": about, "body": body}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _list_kinds(model: type[BaseModel]) -> Iterator[tuple[type[BaseModel], str]]:
    """The records of a file, and how each stands in it: by itself, in a list, or below a key."""
    shapes = {model: "file"}
    for kind in list_models(model, set()):
        for field in kind.model_fields.values():
            shapes |= {inner: shape for inner, shape in _find_shapes(field.annotation) if inner not in shapes}
        yield kind, shapes[kind]


def _find_shapes(kind: Any, shape: str = "value") -> Iterator[tuple[type[BaseModel], str]]:
    origin = typing.get_origin(kind)
    shape = "list" if origin is tuple else "table" if origin is Mapping else shape
    if isinstance(kind, type) and not typing.get_args(kind) and issubclass(kind, BaseModel):
        yield kind, shape
    for inner in typing.get_args(kind):
        yield from _find_shapes(inner, shape)


def _write_shaped(kind: type[BaseModel], shape: str, numbers: Iterator[int]) -> list[str]:
    """A record as it stands in its file: the entry of a list, below a key of its own, or as it is."""
    key = f"${{{next(numbers)}:key}}:" if shape == "table" else ""
    lines = list(_write_record(kind, numbers))
    if not lines and shape != "file":
        lines = [f"${{{next(numbers)}:{_shorten(kind.__doc__ or kind.__name__)}}}"]
    if shape == "list":
        return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
    return [key, *(f"  {line}" for line in lines)] if key else lines


def _write_record(kind: type[BaseModel], numbers: Iterator[int]) -> Iterator[str]:
    """The needed keys of a record, and what stands below each; where it stands comes last."""
    needed = [(name, field) for name, field in kind.model_fields.items() if field.is_required()]
    for name, field in sorted(needed, key=lambda one: one[0] == "source"):
        key = name.rstrip("_")
        yield from _write_value(key, field.annotation, read_descriptions(kind).get(name) or key, numbers)


def _write_value(key: str, kind: Any, about: str, numbers: Iterator[int]) -> Iterator[str]:
    inner, shape = next(_find_shapes(kind), (None, ""))
    if inner is Citation:
        yield f"{key}: ${{{next(numbers)}:source}}:${{{next(numbers)}:line}}"
    elif inner:
        yield f"{key}:"
        yield from (f"  {line}" for line in _write_shaped(inner, shape, numbers))
    else:
        yield f"{key}: {_write_choice(kind, about, next(numbers))}"


def _write_choice(kind: Any, about: str, number: int) -> str:
    """The place of a value: one of a few words, or what it is for."""
    if typing.get_origin(kind) in (typing.Union, types.UnionType, typing.Annotated):
        kind = typing.get_args(kind)[0]
    words = typing.get_args(kind) if typing.get_origin(kind) is typing.Literal else ()
    words = ("yes", "no") if kind is bool else words
    return f"${{{number}|{','.join(map(str, words))}|}}" if words else f"${{{number}:{_shorten(about)}}}"


def _shorten(about: str) -> str:
    """The first words of a description, without what a snippet or YAML would take for its own."""
    return (
        about.partition("\n")[0]
        .split(":")[0]
        .split(";")[0]
        .split(",")[0]
        .strip(". ")
        .translate(str.maketrans("", "", "${}|`#\"'"))
    )
