"""Every activity can earn something, unless the schedule says that it earns nothing.

Whoever does one that cannot has worked for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.rules.analysis import analyse_schedule
from catalogue.rules.kernel import build_kernel

AFTER_ALL_OTHERS = True
"""What is wrong with a single rule is told by the checks that look at it."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Activities that earn nothing in any log."""
    for key, schedule in catalogue.schedules.items():
        activities = schedule.index_activities()
        for one in analyse_schedule(build_kernel(schedule)).earn_nothing:
            category = activities[one.rule][0]
            why = f" because of {' and '.join(f'`{rule}`' for rule in one.because)}" if one.because else ""
            yield make_problem(
                __name__,
                catalogue,
                ("schedules", key, "categories", category, "activities", one.rule),
                f"`{one.rule}` never earns anything{why}.",
                mend="mend what it earns, or write `earns: {nothing: <the reason>}`",
                severity="warning",
            )
