"""What the model refuses, in words for the person who edits the file."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue.model.catalogue import Path
from catalogue.model.problem import Problem
from catalogue.model.spelling import nearest
from catalogue.read.document import Document


def refusals(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """A problem for each thing that the model refuses, at its place in the file.

    A list or group is not complained of where something inside it is: that one is the cause.
    """
    errors = error.errors()
    inner = [details["loc"] for details in errors]
    return [
        _problem(details, document, model)
        for details in errors
        if not any(loc != details["loc"] and loc[: len(details["loc"])] == details["loc"] for loc in inner)
    ]


def _problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    path = _written(details["loc"], document)
    name = str(details["loc"][-1]) if details["loc"] else ""
    known = _keys(model, details["loc"][:-1])
    match details["type"]:
        case "extra_forbidden":
            return Problem(
                document.places[path],
                f"`{name}` is not a key that belongs here.",
                expected=f"one of {', '.join(known)}",
                nearest=nearest(name, known),
                mend="rename the key, or take it out",
            )
        case "missing":
            return Problem(
                document.places[path],
                f"`{name}` is missing here.",
                expected=f"a line `{name}: ...`",
                mend="add the key, indented like its neighbours",
            )
        case "expected":
            return _unexpected(document, path, details, details["ctx"]["what"])
        case "literal_error":
            choices = details["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            problem = _unexpected(document, path, details, f"one of {', '.join(choices)}")
            return dataclasses.replace(problem, nearest=nearest(details["input"], choices))
        case "too_short":
            return _unexpected(document, path, details, "at least one entry")
        case "model_type" | "dict_type" | "mapping_type":
            return _unexpected(document, path, details, "a group of keys, each on a line of its own")
        case "tuple_type" | "list_type":
            return _unexpected(document, path, details, "a list, each line beginning with a dash")
    return _unexpected(document, path, details, _words(details["msg"]))


def _unexpected(document: Document, path: Path, details: ErrorDetails, expected: str) -> Problem:
    keys = [part for part in path if isinstance(part, str)]
    whose = f" of `{keys[-1]}`" if keys else ""
    return Problem(
        document.places[path],
        f"{_shown(details['input'])} does not fit as the value{whose}.",
        expected=expected,
    )


def _shown(value: object) -> str:
    if value is None:
        return "Nothing"
    if isinstance(value, dict):
        return f"A group of keys ({', '.join(map(str, value))[:60]})"
    if isinstance(value, list):
        return "A list"
    text = str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'


def _words(message: str) -> str:
    """Pydantic's own sentence, for the few kinds without words of ours."""
    return message.removeprefix("Input should be ").removeprefix("Value error, ")


def _written(loc: tuple[int | str, ...], document: Document) -> Path:
    """The longest part of the model's location that the file has; the model may add steps."""
    path: Path = ()
    for part in loc:
        if (*path, part) in document.places:
            path = (*path, part)
    return path


def _keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand at a location of the model."""
    kind: Any = model
    for part in loc:
        kind = _inside(_bare(kind), part)
    kind = _bare(kind)
    fields = kind.model_fields if _is_model(kind) else {}
    return [name.rstrip("_") for name in fields]


def _inside(kind: Any, part: int | str) -> Any:
    if _is_model(kind):
        fields = {n.rstrip("_"): f.annotation for n, f in kind.model_fields.items()}
        return fields.get(str(part))
    arguments = typing.get_args(kind)
    return arguments[-1 if typing.get_origin(kind) is Mapping else 0] if arguments else None


def _bare(kind: Any) -> Any:
    """The type inside Annotated and `... | None`."""
    while typing.get_origin(kind) in (typing.Annotated, typing.Union, types.UnionType):
        kind = next(a for a in typing.get_args(kind) if a is not type(None))
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and not typing.get_args(kind) and issubclass(kind, BaseModel)
