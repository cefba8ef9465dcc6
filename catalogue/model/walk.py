"""Every value of the catalogue with the way to it: the one traversal that checks and pages share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from catalogue.model.catalogue import KINDS, Catalogue
from catalogue.model.steps import Step, walk_below

MANY = "qualifications"
"""The kind of which there may be thousands: each is walked by itself, and none is held."""


@lru_cache(maxsize=2)
def walk_few(catalogue: Catalogue) -> Sequence[Step]:
    """(path, value) for every record, list, table and single value that was given, qualifications aside.

    A path is the kind and key of a record and then YAML keys and positions, such as
    ("designations", "ccop", "header", "points_a_year"). Many ask, so the last ones are kept.
    """
    kinds = (kind for kind in KINDS if kind != MANY)
    return [step for kind in kinds for step in walk_below((kind,), getattr(catalogue, kind))]


@lru_cache(maxsize=2)
def walk_examples(catalogue: Catalogue) -> Sequence[Step]:
    """The same of the worked examples, which are no facts: only checks look at them."""
    examples = walk_below(("examples",), catalogue.examples)
    return [*examples, *walk_below(("profiles",), catalogue.profiles)]


def walk_catalogue(catalogue: Catalogue) -> Iterator[Step]:
    """The same of everything; each qualification is read whole on the way."""
    yield from walk_few(catalogue)
    for key in catalogue.qualifications:
        yield from walk_below((MANY, key), catalogue.read_qualification(key))
