"""Keys, numbers, titles and codes that must be unique are.

Addresses are made of keys and last for ever; a log names activities by theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.qualification import Qualification

Named = tuple[object, Path]


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Across records, and inside schedules."""
    yield from _check_unique(catalogue, "key", _list_names_of_records(catalogue))
    yield from _check_unique(
        catalogue, "number", ((c.number, ("conflicts", k, "number")) for k, c in catalogue.conflicts.items())
    )
    for name in ("title", "abbreviation"):
        titles = ((getattr(d, name), ("designations", k, name)) for k, d in catalogue.designations.items())
        yield from _check_unique(catalogue, name, titles)
    for key in catalogue.schedules:
        yield from _check_unique(catalogue, "key", _list_names_in_schedule(catalogue, key))


def check_qualification(catalogue: Catalogue, key: str, qualification: Qualification) -> Iterator[Problem]:
    """The codes of its units."""
    yield from _check_unique(catalogue, "code", _list_names_of_units(key, qualification))


def _check_unique(catalogue: Catalogue, what: str, named: Iterable[Named]) -> Iterator[Problem]:
    first: dict[object, Path] = {}
    for name, path in named:
        if name in first:
            yield make_problem(
                __name__,
                catalogue,
                path,
                f"The {what} `{name}` is already taken at {catalogue.find_place(*first[name])}.",
                mend=f"give one of the two another {what}",
            )
        first.setdefault(name, path)


def _list_names_of_records(catalogue: Catalogue) -> Iterator[Named]:
    for kind in ("designations", "qualifications", "schedules", "topics"):
        for key in getattr(catalogue, kind):
            yield key, (kind, key)


def _list_names_in_schedule(catalogue: Catalogue, key: str) -> Iterator[Named]:
    for category, group in catalogue.schedules[key].categories.items():
        path = ("schedules", key, "categories", category)
        yield category, path
        for activity in group.activities:
            yield activity, (*path, "activities", activity)
    for table in ("demands", "limits"):  # answers and pages call both by their keys
        for rule in getattr(catalogue.schedules[key], table):
            yield rule, ("schedules", key, table, rule)


def _list_names_of_units(key: str, qualification: Qualification) -> Iterator[Named]:
    components = qualification.components
    if components:
        path = ("qualifications", key, "components")
        for m, module in enumerate(components.modules):
            for u, unit in enumerate(module.units):
                yield unit.unit, (*path, "modules", m, "units", u, "unit")
        for u, unit in enumerate(components.units):
            yield unit.unit, (*path, "units", u, "unit")
