"""Which designations a qualification leads to: by the reading that is followed, and by others alone.

Whoever enrols needs to know which: a qualification that only another reading names is accepted by nobody
as far as the catalogue follows its sources.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from catalogue.model.cache import cache_by_identity
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import KernelReading, Part
from catalogue.rules.criteria_kernel import build_criteria


class Askers(NamedTuple):
    """The designations that a qualification leads to."""

    accepted_by: tuple[str, ...] = ()
    """Their adopted criteria accept it."""
    named_only_by: Mapping[str, tuple[str, ...]] = {}
    """Their adopted criteria do not accept it: each with the other readings that do."""


def list_askers(catalogue: Catalogue, qualification: str) -> Askers:
    """The designations whose criteria accept a qualification."""
    return index_askers(catalogue).get(qualification, Askers())


@cache_by_identity(8)
def index_askers(catalogue: Catalogue) -> Mapping[str, Askers]:
    """The same of every qualification that criteria accept."""
    accepted: dict[str, list[str]] = {}
    others: dict[str, dict[str, list[str]]] = {}
    for key in catalogue.select_offered("designations"):
        for reading, qualifications in list_accepted(catalogue, key):
            for one in qualifications:
                if reading.adopted:
                    accepted.setdefault(one, []).append(key)
                elif key not in accepted.get(one, ()):
                    others.setdefault(one, {}).setdefault(key, []).append(reading.reading)
    return {
        one: Askers(
            tuple(dict.fromkeys(accepted.get(one, ()))),
            {key: tuple(dict.fromkeys(readings)) for key, readings in others.get(one, {}).items()},
        )
        for one in {**accepted, **others}
    }


def list_accepted(catalogue: Catalogue, designation: str) -> Iterator[tuple[KernelReading, tuple[str, ...]]]:
    """The qualifications that each reading of a designation's criteria accepts, the adopted one first."""
    for reading in build_criteria(catalogue, designation).readings:
        yield reading, tuple(dict.fromkeys(_list_accepted(reading.tree)))


def _list_accepted(part: Part) -> Iterator[str]:
    yield from (known.id for known in part.accepted if known.id)
    for inner in part.parts:
        yield from _list_accepted(inner)
