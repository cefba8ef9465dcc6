"""The rules of a schedule can be kept: some log meets each verdict.

A slip in one figure can ask of every member what no member can reach.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.rules.analysis import analyse_schedule
from catalogue.rules.kernel import build_kernel

AFTER_ALL_OTHERS = True
"""What is wrong with a single rule is told by the checks that look at it."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """The rules that clash, at the first of them: each is needed for the clash."""
    for key, schedule in catalogue.schedules.items():
        paths: dict[str, Path] = {rule.id: ("schedules", key, *rule.path) for rule in schedule.list_rules()}
        for verdict in analyse_schedule(build_kernel(schedule)).verdicts:
            if verdict.clash:
                first, *others = [one.rule for one in verdict.clash]
                told = [f"`{rule}` (line {catalogue.find_place(*paths[rule]).line})" for rule in others]
                whom = f"A member with {verdict.member} cannot" if verdict.member else "Nobody can"
                with_ = f"kept together with {' and '.join(told)}" if told else "kept"
                yield make_problem(
                    __name__,
                    catalogue,
                    paths[first],
                    f"{whom} meet “{schedule.verdicts[verdict.verdict].title}”: `{first}` cannot be {with_}.",
                    mend="mend a figure that is wrong: without any one of these rules the others can be kept"
                    if told
                    else "mend the figure, or the activities that should reach it",
                )
