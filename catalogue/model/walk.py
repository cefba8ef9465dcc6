"""Every value of the catalogue with the way to it: the one traversal that checks and pages share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

from catalogue.model.catalogue import KINDS, TABLES, Catalogue
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


@lru_cache(maxsize=2)
def digest_few(catalogue: Catalogue) -> bytes:
    """A digest of all but what stands in single qualifications: of all other records, of qualifications as
    others show them, and of the names of files.
    """
    found = blake2b(repr(sorted(catalogue.whereabouts.files.items())).encode(), digest_size=16)
    tables = [table for table in (*TABLES, "examples", "profiles") if table != MANY]
    records = [record for table in tables for record in getattr(catalogue, table).values()]
    for record in (catalogue.body, catalogue.search, catalogue.changes, *catalogue.exceptions, *records):
        found.update(record.model_dump_json().encode() + b"\n")
    for key in catalogue.qualifications:
        summary = catalogue.find_summary(key)
        named = [(table, sorted(summary.named[table])) for table in sorted(summary.named)]
        found.update(summary.head + repr((key, named)).encode())
    return found.digest()


def walk_catalogue(catalogue: Catalogue) -> Iterator[Step]:
    """The same of everything; each qualification is read whole on the way."""
    yield from walk_few(catalogue)
    for key in catalogue.qualifications:
        yield from walk_below((MANY, key), catalogue.read_qualification(key))
