"""What the rules of a schedule name is asked somewhere, and is spelt in one way.

One forgotten word, and a minimum is reported as not met beside a verdict that says met: nothing asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.schedule import Schedule, Selection
from catalogue.model.spelling import find_nearest
from catalogue.model.steps import walk_below
from catalogue.rules.kernel import build_kernel
from catalogue.rules.verdicts import list_demands

AFTER_ALL_OTHERS = True
"""Names that do not exist are told by the check of the rules."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Minimums that no verdict asks, and topics that are spelt almost alike."""
    for key, schedule in catalogue.schedules.items():
        path = ("schedules", key)
        yield from _check_demands(catalogue, path, schedule)
        if not schedule.topics:
            yield from _check_topics(catalogue, path, schedule)


def _check_demands(catalogue: Catalogue, path: Path, schedule: Schedule) -> Iterator[Problem]:
    kernel = build_kernel(schedule)
    asked = {name for verdict in kernel.verdicts for name in list_demands(verdict.meets)}
    bases = {rule.amount.of for rule in (*kernel.limits, *kernel.demands)}
    for rule in schedule.list_rules():
        if rule.kind == "demand" and rule.id not in asked | bases:
            yield make_problem(
                __name__,
                catalogue,
                (*path, *rule.path),
                f"No verdict asks for `{rule.id}`: who misses it is told `met` all the same.",
                mend="name it under `meets` of a verdict, or take it out",
                severity="warning",
            )


def _check_topics(catalogue: Catalogue, path: Path, schedule: Schedule) -> Iterator[Problem]:
    """Of topics that nobody declared a slip shows only beside another that is spelt almost alike."""
    known: list[str] = []
    for inner, value in walk_below(path, schedule):
        for topic in (value.topic or ()) if isinstance(value, Selection) else ():
            nearest = find_nearest(topic, known)
            if topic not in known and nearest:
                yield make_problem(
                    __name__,
                    catalogue,
                    (*inner, "topic"),
                    f"The topics `{topic}` and `{nearest}` are spelt almost alike: are they one?",
                    nearest=nearest,
                    mend="spell it in one way, or list both under `topics`, each with its title",
                    severity="warning",
                )
            known.append(topic)
