"""The figures at the head of a designation are those of the schedule that it adopts.

Otherwise the page promises one thing and the calculator asks another.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.model.problem import Problem
from catalogue.model.schedule import Schedule
from catalogue.rules.as_of import find_total


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Points a year, points a cycle, length of the cycle; and who a schedule belongs to."""
    for key, designation in catalogue.designations.items():
        schedule = catalogue.schedules.get(designation.cpd)
        if schedule:
            yield from _check_figures(catalogue, key, designation, schedule)
    for key, schedule in catalogue.schedules.items():
        yield from _check_owner(catalogue, key, schedule)


def _check_figures(
    catalogue: Catalogue, key: str, designation: Designation, schedule: Schedule
) -> Iterator[Problem]:
    header = designation.header
    for name, window, figure in (
        ("points_a_year", "year", header.points_a_year),
        ("points_a_cycle", "cycle", header.points_a_cycle),
    ):
        asked, unit = find_total(schedule, window), schedule.unit
        if asked and figure is not None and (found := asked.amount.figure) != figure:
            yield make_problem(
                __name__,
                catalogue,
                ("designations", key, "header", name),
                f"The header says {figure} {unit} in the {window}, but {designation.cpd} asks {found}.",
                expected="the same figure in both",
            )
    if header.cycle != schedule.cycle.length:
        yield make_problem(
            __name__,
            catalogue,
            ("designations", key, "header", "cycle"),
            f"The header's cycle has {header.cycle} months, the schedule's {schedule.cycle.length}.",
            expected="the same length in both",
        )


def _check_owner(catalogue: Catalogue, key: str, schedule: Schedule) -> Iterator[Problem]:
    designation = catalogue.designations.get(schedule.designation)
    adopted = designation and catalogue.schedules.get(designation.cpd)
    if not (designation and adopted):
        return
    version = adopted.reading == schedule.reading and adopted.designation == schedule.designation
    if not (version or key in designation.cpd_history):
        yield make_problem(
            __name__,
            catalogue,
            ("schedules", key),
            f"The designation `{schedule.designation}` does not name this schedule.",
            mend="name it there under `cpd` or `cpd_history`",
        )
    if schedule.history and key == designation.cpd:
        yield make_problem(
            __name__,
            catalogue,
            ("schedules", key, "history"),
            f"The designation `{schedule.designation}` adopts this schedule, but it is marked as history.",
            mend="adopt another one, or take `history` out",
        )
