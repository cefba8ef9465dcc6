"""Every value inside a record, with the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


def list_references(steps: Iterable[Step]) -> dict[str, frozenset[str]]:
    """The records that some values name, or the keys to them, by the table that they stand in."""
    steps = [*steps]
    named = [value for _, value in steps if isinstance(value, Reference)]
    named += [path[-1] for path, _ in steps if path and isinstance(path[-1], Reference)]
    found: dict[str, set[str]] = {}
    for one in named:
        if one.kind in REFERENCES:
            found.setdefault(REFERENCES[one.kind], set()).add(str(one))
    return {table: frozenset(found[table]) for table in sorted(found)}
