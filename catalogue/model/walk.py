"""Every value of the catalogue with the way to it: the one traversal that checks and pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from catalogue.model.base import Record
from catalogue.model.catalogue import KINDS, Catalogue, Path

Step = tuple[Path, object]
"""A value and the way to it."""


@lru_cache(maxsize=2)
def walk(catalogue: Catalogue) -> Sequence[Step]:
    """(path, value) for every record, list, table and single value that was given.

    A path is the kind and key of a record and then YAML keys and positions, such as
    ("designations", "ccop", "header", "points_a_year"). Many ask, so the last ones are kept.
    """
    return [step for kind in KINDS for step in walk_below((kind,), getattr(catalogue, kind))]


@lru_cache(maxsize=2)
def walk_all(catalogue: Catalogue) -> Sequence[Step]:
    """The same with the worked examples, which are no facts: only checks look at them."""
    examples = walk_below(("examples",), catalogue.examples)
    return [*walk(catalogue), *examples, *walk_below(("profiles",), catalogue.profiles)]


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
