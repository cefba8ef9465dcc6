"""What the model refuses, in words for the person who edits the file."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from catalogue.model.catalogue import Path
from catalogue.model.left_out import find_left_out
from catalogue.model.problem import Place, Problem
from catalogue.model.spelling import find_nearest
from catalogue.read.document import Document


def list_refusals(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """A problem for each thing that the model refuses, at its place in the file; one for each mistake.

    A list or group is not complained of where something inside it is: that one is the cause. A key
    that is missing because it is misspelt is reported as misspelt.
    """
    found = [(details, _make_problem(details, document, model)) for details in error.errors()]
    explained = {details["loc"][:end] for details, _ in found for end in range(len(details["loc"]))}
    for details, problem in found:
        if details["type"] == "extra_forbidden" and problem.nearest:
            explained.add((*details["loc"][:-1], problem.nearest))
    return [problem for details, problem in found if details["loc"] not in explained]


def _make_problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    loc = details["loc"]
    place = document.places[_find_path(loc, document)]
    name = str(loc[-1]) if loc else ""
    match details["type"]:
        case "extra_forbidden":
            return _explain_unknown_key(place, name, _find_kind(model, loc[:-1]))
        case "missing":
            return Problem(
                place,
                f"`{name}` is missing here.",
                expected=f"a line `{name}: ...`",
                mend="add the key, indented like its neighbours",
            )
    what, given = _describe_expected(details, model), details["input"]
    if name == "[key]":
        return Problem(place, f'"{given}" cannot be a key.', expected=what)
    keys = [part for part in loc if isinstance(part, str) and part in _find_path(loc, document)]
    what_is = f"{_format_value(given)} does not fit as the value{f' of `{keys[-1]}`' if keys else ''}."
    if given in ("", None, [], {}):
        what_is = f"`{keys[-1]}` has no value." if keys else "There is no value here."
    return Problem(
        place,
        what_is,
        expected=what,
        nearest=_find_nearest(given, what) if given and isinstance(given, str) else "",
        mend="write a value, between double quotes where it begins with #" if given == "" else "",
    )


def _find_nearest(given: str, what: str) -> str:
    """What was meant: a key that was written as a title, or one of the words that are expected."""
    key = re.sub(r"[^a-z0-9]+", "-", given.lower()).strip("-")
    near = key if what.startswith("a key in") else find_nearest(given, _list_choices(what))
    return "" if near == given else near


def _explain_unknown_key(place: Place, name: str, kind: Any) -> Problem:
    """A key that is misspelt, that asks for what is left out on purpose, or that is nothing at all."""
    if re.fullmatch(r"[0-9]+", name):
        return Problem(
            place,
            f"A comma parts two things here, so {name} stands by itself.",
            mend="write a decimal with a point, such as 2.5, and a text with a comma between double quotes",
        )
    known = _list_fields(kind)
    near = find_nearest(name, known)
    asks, instead = ("", "") if near else find_left_out(kind, name)
    return Problem(
        place,
        f"{asks} is left out on purpose: there is no `{name}`."
        if asks
        else f"`{name}` is not a key that belongs here.",
        expected="" if asks else f"one of {', '.join(known)}",
        nearest=near,
        mend=instead or "rename the key, or take it out",
    )


def _describe_expected(details: ErrorDetails, model: type[BaseModel]) -> str:
    match details["type"]:
        case "expected":
            return str(details["ctx"]["what"])
        case "literal_error":
            return f"one of {details['ctx']['expected'].replace(' or ', ', ')}".replace("'", "")
        case "too_short":
            return "at least one entry"
        case "model_type" | "dict_type" | "mapping_type":
            keys = ", ".join(_list_keys(model, details["loc"]))
            group = f"a group of keys: {keys}" if keys else "a group of keys, each on a line of its own"
            return f"everything, or {group}" if details["loc"][-1:] == ("credited",) else group
        case "tuple_type" | "list_type":
            return "a list, each line beginning with a dash"
        case "less_than_equal":
            return f"a figure of at most {details['ctx']['le']}"
        case "greater_than_equal":
            return f"a figure of at least {details['ctx']['ge']}"
        case "greater_than":
            return f"a figure above {details['ctx']['gt']}"
    return details["msg"].removeprefix("Input should be ")


def _list_choices(what: str) -> list[str]:
    """The single words that a sentence such as "one of a, b, c" offers."""
    return re.split(", | or |: ", what.removeprefix("one of ").partition(" such as")[0])


def _format_value(value: object) -> str:
    if isinstance(value, dict):
        return f"A group of keys ({', '.join(map(str, value))[:60]})"
    if isinstance(value, list):
        return "A list"
    text = str(value)
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'


def _find_path(loc: tuple[int | str, ...], document: Document) -> Path:
    """The longest part of the model's location that the file has; the model may add steps."""
    path: Path = ()
    for part in loc:
        if (*path, part) in document.places:
            path = (*path, part)
    return path


def _list_keys(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand at a location of the model."""
    return _list_fields(_find_kind(model, loc))


def _find_kind(model: type[BaseModel], loc: tuple[int | str, ...]) -> Any:
    """The type of what stands at a location of the model."""
    kind: Any = model
    for part in loc:
        kind = _find_inner(_unwrap(kind), part)
    return _unwrap(kind)


def _list_fields(kind: Any) -> list[str]:
    return [name.rstrip("_") for name in kind.model_fields] if _is_model(kind) else []


def _find_inner(kind: Any, part: int | str) -> Any:
    if _is_model(kind):
        fields = {n.rstrip("_"): f.annotation for n, f in kind.model_fields.items()}
        return fields.get(str(part))
    arguments = typing.get_args(kind)
    return arguments[-1 if typing.get_origin(kind) is Mapping else 0] if arguments else None


def _unwrap(kind: Any) -> Any:
    """The type inside Annotated and `... | None`."""
    while typing.get_origin(kind) in (typing.Annotated, typing.Union, types.UnionType):
        kind = next(a for a in typing.get_args(kind) if a is not type(None))
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and not typing.get_args(kind) and issubclass(kind, BaseModel)
