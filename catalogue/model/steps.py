"""Every value inside a record, with the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalogue.model.base import Record, Reference

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
    steps: list[Step] = []
    _collect(path, value, steps)
    return steps


def _collect(path: Path, value: object, steps: list[Step]) -> None:
    steps.append((path, value))
    if isinstance(value, Record):
        for key, inside in value.items():
            _collect((*path, key), inside, steps)
    elif isinstance(value, tuple):
        for position, inside in enumerate(value):
            _collect((*path, position), inside, steps)
    elif isinstance(value, Mapping):
        for key, inside in value.items():
            _collect((*path, key), inside, steps)


def list_references(steps: Iterable[Step]) -> dict[str, frozenset[str]]:
    """The records that some values name, by the table that they stand in."""
    found: dict[str, set[str]] = {}
    for path, value in steps:
        if isinstance(value, Reference) and value.kind in REFERENCES:
            found.setdefault(REFERENCES[value.kind], set()).add(str(value))
        key = path[-1] if path else None
        if isinstance(key, Reference) and key.kind in REFERENCES:
            found.setdefault(REFERENCES[key.kind], set()).add(str(key))
    return {table: frozenset(keys) for table, keys in found.items()}
