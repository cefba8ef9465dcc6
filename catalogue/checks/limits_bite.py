"""Every maximum can be reached: some log is cut by it.

A maximum that nothing can be above is a slip in its figure, its window or what it counts, or needless.
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
    """Maximums that never cut anything, with those that see to it."""
    for key, schedule in catalogue.schedules.items():
        paths = {rule.id: rule.path for rule in schedule.list_rules()}
        for one in analyse_schedule(build_kernel(schedule)).never_bite:
            why = " and ".join(f"`{rule}`" for rule in one.because) or "what activities can earn"
            yield make_problem(
                __name__,
                catalogue,
                ("schedules", key, *paths[one.rule]),
                f"`{one.rule}` never cuts anything: with {why}, nothing is ever above it.",
                mend="mend its figure or window, take it out, or say in exceptions.yml why it may stand",
                severity="warning",
            )
