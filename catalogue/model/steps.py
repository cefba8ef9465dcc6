"""Every value inside a record, with the way to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

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


def walk_below(path: Path, value: object) -> Iterator[Step]:
    """Yield a value and everything inside it, in the order of the model."""
    waiting: list[Step] = [(path, value)]  # a stack: a generator in each generator would be slow
    while waiting:
        here, found = waiting.pop()
        yield here, found
        if inside := children(found):
            waiting += [((*here, key), child) for key, child in reversed(list(inside))]


def children(value: object) -> Iterable[tuple[str | int, object]]:
    """The values directly inside a value, with the key or position of each."""
    if isinstance(value, (str, int)):
        return ()
    if isinstance(value, (Record, Mapping)):
        return value.items()
    return enumerate(value) if isinstance(value, tuple) else ()


def list_references(steps: Iterable[Step]) -> dict[str, frozenset[str]]:
    """The records that some values name, by the table that they stand in."""
    found: dict[str, set[str]] = {}
    for path, value in steps:
        for one in (value, path[-1] if path else None):
            if isinstance(one, Reference) and one.kind in REFERENCES:
                found.setdefault(REFERENCES[one.kind], set()).add(str(one))
    return {table: frozenset(keys) for table, keys in found.items()}
