"""Every value inside a record, with the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from catalogue.model.base import Record, Reference
from catalogue.model.cache import cache_by_kind

Path = tuple[str | int, ...]
"""The way to a value: the kind and key of its record, then YAML keys and list positions."""
Step = tuple[Path, object]
"""A value and the way to it."""

REFERENCES = {
    "source": "sources",
    "designation": "designations",
    "qualification": "qualifications",
    "schedule": "schedules",
    "conflict": "conflicts",
    "term": "glossary",
}
"""Kind of reference -> the table of the catalogue that it leads to."""


def walk_below(path: Path, value: object) -> list[Step]:
    """A value and everything inside it with the way to each, in the order of the model."""
    steps: list[Step] = [(path, value)]
    if list_inside := _find_listing(type(value)):
        _collect(path, list_inside(value), steps)
    return steps


def _collect(path: Path, inside: Iterable[tuple[str | int, object]], steps: list[Step]) -> None:
    for key, child in inside:
        below = (*path, key)
        steps.append((below, child))
        if list_inside := _find_listing(type(child)):
            _collect(below, list_inside(child), steps)


@cache_by_kind
def _find_listing(kind: type) -> Callable[[Any], Iterable[tuple[str | int, object]]] | None:
    """What lists the values inside those of a kind, with keys or positions; none where they hold none."""
    if issubclass(kind, Record):
        return Record.items
    if issubclass(kind, tuple):
        return enumerate
    return kind.items if issubclass(kind, Mapping) else None


def list_references(value: object) -> dict[str, frozenset[str]]:
    """The records that a value names, by the table that they stand in."""
    found: dict[str, set[str]] = {}
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if add := _find_adding(type(one)):
            add(one, waiting, found)
    return {table: frozenset(keys) for table, keys in sorted(found.items())}


@cache_by_kind
def _find_adding(kind: type) -> Callable[[Any, list[Any], dict[str, set[str]]], None] | None:
    """What adds a value of a kind to the records that are named, or what is inside it to those that wait."""
    if issubclass(kind, Reference):
        table = REFERENCES.get(kind.kind)
        return None if table is None else partial(_add_reference, table)
    if issubclass(kind, Record):
        return lambda one, waiting, _: waiting.extend(one.__dict__.values())
    if issubclass(kind, tuple):
        return lambda one, waiting, _: waiting.extend(one)
    if issubclass(kind, Mapping):
        return lambda one, waiting, _: waiting.extend((*one.keys(), *one.values()))
    return None


def _add_reference(table: str, one: Reference, _: list[Any], found: dict[str, set[str]]) -> None:
    found.setdefault(table, set()).add(str(one))
