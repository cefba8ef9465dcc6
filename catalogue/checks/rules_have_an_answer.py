"""Every rule of a schedule has one answer, and not several or none.

A share of a share, hours added to pages, or points carried to where nothing is asked of them would
give a figure that nobody could explain.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.kernel import Kernel, KernelActivity, KernelRule
from catalogue.model.problem import Problem
from catalogue.model.schedule import Rule, Schedule
from catalogue.rules.kernel import build_kernel
from catalogue.rules.selection import can_match


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Shares, measures, what a demand holds for each of, and carry."""
    for key, schedule in catalogue.schedules.items():
        kernel = build_kernel(schedule)
        written = {rule.id: rule for rule in schedule.list_rules()}
        for rule in (*kernel.limits, *kernel.demands):
            path: Path = ("schedules", key, *written[rule.id].path)
            for what, mend in _explain_rule(rule, kernel, written):
                yield make_problem(__name__, catalogue, path, what, mend=mend)
        for name in schedule.carry:
            yield from _check_carry(catalogue, ("schedules", key, "carry", name), schedule, kernel, name)


def _explain_rule(rule: KernelRule, kernel: Kernel, written: dict[str, Rule]) -> Iterator[tuple[str, str]]:
    """What is wrong with one rule, and how to mend it."""
    of = next((other for other in kernel.demands if other.id == rule.amount.of), None)
    if of is not None and (of.amount.share is not None or of.id == rule.id):
        yield f"`{of.id}` is a share itself.", "take a share of a figure, or of the log"
    if of is not None and of.measure != rule.measure:
        yield f"This counts {rule.measure}, and `{of.id}` counts {of.measure}.", "use one measure for both"
    counted = {find_measure(activity) for activity in kernel.activities if can_match(rule.counting, activity)}
    if rule.measure == "quantity" and counted and len(counted - {None}) != 1:
        said = ", ".join(sorted(filter(None, counted))) or "nothing"
        yield f"The activities that this counts measure {said}.", "count activities of one measure"
    if written[rule.id].kind == "demand":
        yield from _explain_for_each(rule, kernel)


def find_measure(activity: KernelActivity) -> str | None:
    """What the quantity of an activity counts; None where it has none."""
    return activity.rate.item if activity.rate.kind in ("items", "declared") else activity.rate.measure


def _explain_for_each(rule: KernelRule, kernel: Kernel) -> Iterator[tuple[str, str]]:
    """A minimum for each of nothing would be met by an empty log."""
    if rule.for_each == "topic" and not kernel.topics:
        yield (
            "No rule names a topic that this minimum could hold for each of.",
            "name the topics in `counting`",
        )
    listed = any(a.choices for a in kernel.activities if can_match(rule.counting, a))
    if rule.for_each == "choice" and not listed:
        yield "No activity that this counts lists choices.", "add `choices`, or take `for_each` out"


def _check_carry(
    catalogue: Catalogue, path: Path, schedule: Schedule, kernel: Kernel, name: str
) -> Iterator[Problem]:
    carry = schedule.carry[name]
    if kernel.cycle.begins == "rolling":
        yield make_problem(__name__, catalogue, path, "A rolling cycle has no next window to carry into.")
    window = carry.into.removeprefix("next ")
    for demand in kernel.demands:
        if demand.id in carry.serves and (demand.window.span != window or demand.measure != "points"):
            yield make_problem(
                __name__,
                catalogue,
                (*path, "serves"),
                f"`{demand.id}` asks no points of a {window}: what is carried into one cannot serve it.",
                mend="name a minimum in points of that window",
            )
