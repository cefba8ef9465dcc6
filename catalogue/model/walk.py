"""Every value of the catalogue with the way to it: the one traversal that checks and pages share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalogue.model.base import Record
from catalogue.model.catalogue import KINDS, Catalogue, Path


def walk(catalogue: Catalogue) -> Iterator[tuple[Path, object]]:
    """Yield (path, value) for every record, list, table and single value that was given.

    A path is the kind and key of a record and then YAML keys and positions, such as
    ("designations", "ccop", "header", "points_a_year").
    """
    for kind in KINDS:
        yield from walk_below((kind,), getattr(catalogue, kind))


def walk_all(catalogue: Catalogue) -> Iterator[tuple[Path, object]]:
    """The same with the worked examples, which are no facts: only checks look at them."""
    yield from walk(catalogue)
    yield from walk_below(("examples",), catalogue.examples)
    yield from walk_below(("profiles",), catalogue.profiles)


def walk_below(path: Path, value: object) -> Iterator[tuple[Path, object]]:
    """Yield a value and everything inside it, in the same way."""
    yield path, value
    for key, child in children(value):
        yield from walk_below((*path, key), child)


def children(value: object) -> Iterator[tuple[str | int, object]]:
    """The values directly inside a value, with the key or position of each."""
    if isinstance(value, (Record, Mapping)):
        yield from value.items()
    elif isinstance(value, tuple):
        yield from enumerate(value)
