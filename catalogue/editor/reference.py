"""docs/data.md: every key of every kind of file, told by the model itself."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from catalogue.model.documented import read_descriptions
from catalogue.read.files import DATA, KINDS

HEAD = """# Every key of the data

Written by `make schema` from the model; edit the model's descriptions instead. A key with a * is needed.
How values are written is told in [CONTRIBUTING.md](../CONTRIBUTING.md).
"""


def write_reference() -> str:
    """The whole document, in Markdown."""
    parts = [HEAD]
    seen: set[type[BaseModel]] = set()
    for pattern, model, _ in KINDS:
        parts.append(f"\n## {DATA}/{pattern}\n")
        parts.extend(_write_table(inner) for inner in list_models(model, seen))
    return "".join(parts)


def list_models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The model and those inside it, each once."""
    if model in seen:
        return
    seen.add(model)
    yield model
    for field in model.model_fields.values():
        for inner in _list_models_inside(field.annotation):
            yield from list_models(inner, seen)


def _list_models_inside(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and not typing.get_args(kind) and issubclass(kind, BaseModel):
        yield kind
    for argument in typing.get_args(kind):
        yield from _list_models_inside(argument)


def _write_table(model: type[BaseModel]) -> str:
    about = (model.__doc__ or "").strip().partition("\n")[0]
    lines = [f"\n### {split_name(model.__name__)}\n\n{about}\n\n| key | value | what |\n|---|---|---|\n"]
    for name, field in model.model_fields.items():
        needed = "*" if field.is_required() else ""
        said = " ".join(read_descriptions(model).get(name, "").split()).replace("|", "\\|")
        lines.append(f"| `{name.rstrip('_')}`{needed} | {_describe_value(field.annotation)} | {said} |\n")
    return "".join(lines)


def _describe_value(kind: Any) -> str:
    """What stands as the value, in a few words."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _describe_value(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return _describe_value(next(argument for argument in arguments if argument is not types.NoneType))
    if origin is typing.Literal:
        return " or ".join(map(str, arguments))
    if origin is tuple:
        return f"list: {_describe_value(arguments[0])}"
    if origin is Mapping:
        return f"keys, each with {_describe_value(arguments[1])}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{split_name(kind.__name__)}](#{split_name(kind.__name__).replace(' ', '-')})"
    return {"str": "text", "int": "whole number", "Decimal": "figure", "date": "date", "bool": "yes or no"}[
        kind.__name__
    ]


def split_name(name: str) -> str:
    """The name of a record in words: ConflictReading to conflict reading."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()
