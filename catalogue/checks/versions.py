"""Versions of one reading follow each other without overlap and without a silent gap.

A member's cycle is judged by the version of its first day: two versions, or none, is no answer.
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.schedule import Schedule
from catalogue.model.source import Period

Versions = list[tuple[Period, Path]]


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Schedules of one designation and reading; awarding criteria of one designation and reading."""
    groups: defaultdict[tuple[str, str, str], Versions] = defaultdict(list)
    for key, schedule in catalogue.schedules.items():
        group = ("schedule", schedule.designation, schedule.reading)
        groups[group].append((schedule.valid, ("schedules", key, "valid")))
    for key, designation in catalogue.designations.items():
        for position, awarding in enumerate(designation.awarding):
            path = ("designations", key, "awarding", position, "valid")
            groups["awarding", key, awarding.reading].append((awarding.valid, path))
    for versions in groups.values():
        yield from _check_sequence(catalogue, versions)
    for key, schedule in catalogue.schedules.items():
        yield from _check_notices(catalogue, key, schedule)


def _check_notices(catalogue: Catalogue, key: str, schedule: Schedule) -> Iterator[Problem]:
    """A notice that says that no later rules are known is wrong once there are some."""
    later = [
        name
        for name, other in catalogue.schedules.items()
        if (other.designation, other.reading) == (schedule.designation, schedule.reading)
        and (other.valid.from_ or datetime.date.min) > (schedule.valid.from_ or datetime.date.min)
    ]
    for name, notice in schedule.notices.items():
        if notice.latest and later:
            yield make_problem(
                __name__,
                catalogue,
                ("schedules", key, "notices", name),
                f"This holds only while no later version is known, and {later[0]} is one.",
                mend="take the notice out, and out of what worked examples expect",
            )


def _check_sequence(catalogue: Catalogue, versions: Versions) -> Iterator[Problem]:
    versions = sorted(versions, key=lambda version: version[0].from_ or datetime.date.min)
    for (earlier, before), (later, path) in itertools.pairwise(versions):
        other = catalogue.find_place(*before)
        if earlier.to is None or later.from_ is None or later.from_ <= earlier.to:
            yield make_problem(
                __name__,
                catalogue,
                path,
                f"This version overlaps the one at {other}, which ends {earlier.to or 'nowhere'}.",
                expected="versions of one reading on different days",
                mend="end the earlier one on the day before this one begins",
            )
        elif later.from_ - earlier.to > datetime.timedelta(days=1):
            yield make_problem(
                __name__,
                catalogue,
                path,
                f"No version holds between {earlier.to} (the end of {other}) and {later.from_}.",
                mend="let this one begin the day after the earlier one ends",
            )
