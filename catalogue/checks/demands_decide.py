"""Every minimum decides something: some log meets the rest of a verdict and not it.

One that is met whenever the others are can be a slip in its figure. A total that only says the same as
the minimum of each year is none: bodies print both.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.kernel import Kernel
from catalogue.model.problem import Problem
from catalogue.rules.analysis import analyse_schedule
from catalogue.rules.idle import is_restated
from catalogue.rules.kernel import build_kernel
from catalogue.rules.verdicts import list_demands

AFTER_ALL_OTHERS = True
"""What is wrong with a single rule is told by the checks that look at it."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Minimums that are met whenever others are, in every verdict that names them."""
    for key, schedule in catalogue.schedules.items():
        paths = {rule.id: rule.path for rule in schedule.list_rules()}
        for rule, because in _list_idle_demands(build_kernel(schedule)):
            keeps = " and ".join(f"`{one}`" for one in because)
            yield make_problem(
                __name__,
                catalogue,
                ("schedules", key, *paths[rule]),
                f"`{rule}` decides nothing: who keeps {keeps} meets it.",
                mend="mend its figure, take it out, or say in exceptions.yml why it may stand",
                severity="warning",
            )


def _list_idle_demands(kernel: Kernel) -> Iterator[tuple[str, list[str]]]:
    """Demands that decide no verdict, and the rules that see to it."""
    verdicts = analyse_schedule(kernel).verdicts
    rules = {rule.id: rule for rule in (*kernel.demands, *kernel.limits)}
    for demand in kernel.demands:
        named = {one.id for one in kernel.verdicts if demand.id in list_demands(one.meets)}
        seen_to = {v.verdict: one.because for v in verdicts for one in v.implied if one.rule == demand.id}
        because = list(dict.fromkeys(rule for one in seen_to.values() for rule in one))
        if (
            named
            and named == {*seen_to}
            and not is_restated(kernel, demand, [rules[rule] for rule in because])
        ):
            yield demand.id, because
