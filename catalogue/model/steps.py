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

_LEAVES: set[type] = set()
"""The kinds of values that hold no others, as far as some have been met."""
_PLAIN: set[type] = set()
"""Those that name no record either."""


def walk_below(path: Path, value: object) -> list[Step]:
    """A value and everything inside it with the way to each, in the order of the model."""
    steps: list[Step] = []
    _collect(path, value, steps)
    return steps


def _collect(path: Path, value: object, steps: list[Step]) -> None:
    steps.append((path, value))
    kind = type(value)
    if kind in _LEAVES:
        return
    inside: Iterable[tuple[str | int, object]]
    if isinstance(value, Record):
        inside = value.items()
    elif isinstance(value, tuple):
        inside = enumerate(value)
    elif isinstance(value, Mapping):
        inside = value.items()
    else:
        _LEAVES.add(kind)  # there are few kinds of single values, and very many values
        return
    for key, child in inside:
        _collect((*path, key), child, steps)


def list_references(value: object) -> dict[str, frozenset[str]]:
    """The records that a value names, by the table that they stand in."""
    found: dict[str, set[str]] = {}
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if type(one) in _PLAIN:
            continue
        if isinstance(one, Reference):
            if one.kind in REFERENCES:
                found.setdefault(REFERENCES[one.kind], set()).add(str(one))
        elif isinstance(one, Record):
            waiting += one.__dict__.values()
        elif isinstance(one, tuple):
            waiting += one
        elif isinstance(one, Mapping):
            waiting += one.keys()
            waiting += one.values()
        else:
            _PLAIN.add(type(one))
    return {table: frozenset(keys) for table, keys in sorted(found.items())}
