"""The dates of a register's record follow each other, and one copy of a record is current."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.base import Record
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.qualification import Qualification

QUALIFICATION = ("registration_start", "registration_end", "last_enrolment", "last_achievement")
DESIGNATION = ("registered_from", "registered_to")


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Register records of designations."""
    for key, designation in catalogue.designations.items():
        path = ("designations", key, "registrations")
        for position, registration in enumerate(designation.registrations):
            yield from _check_order(catalogue, (*path, position), registration, DESIGNATION)
        current = [registration.current for registration in designation.registrations]
        yield from _check_one_current(catalogue, path, current)


def check_qualification(catalogue: Catalogue, key: str, qualification: Qualification) -> Iterator[Problem]:
    """Register records of a qualification."""
    path = ("qualifications", key, "records")
    for position, record in enumerate(qualification.records):
        yield from _check_order(catalogue, (*path, position), record, QUALIFICATION)
    yield from _check_one_current(catalogue, path, [record.current for record in qualification.records])


def _check_order(
    catalogue: Catalogue, path: Path, record: Record, names: tuple[str, ...]
) -> Iterator[Problem]:
    given = [(name, getattr(record, name)) for name in names if getattr(record, name)]
    for (before, earlier), (name, later) in itertools.pairwise(given):
        if later < earlier:
            yield make_problem(
                __name__,
                catalogue,
                (*path, name),
                f"`{name}` ({later}) lies before `{before}` ({earlier}).",
                mend="mend the date that is wrong",
            )


def _check_one_current(catalogue: Catalogue, path: Path, current: list[bool]) -> Iterator[Problem]:
    if current and current.count(True) != 1:
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"{current.count(True)} of {len(current)} copies of the record are marked as current.",
            expected="exactly one with `current: yes`",
        )
