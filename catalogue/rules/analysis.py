"""What a schedule implies, whatever a log holds: the least that meets each verdict.

The least is the plan of an empty log on the first day of a cycle. What an attribute of the member decides,
or what a plan does not cover, is left unsaid rather than guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from catalogue.model.kernel import Kernel
from catalogue.model.log import Options
from catalogue.rules.figures import RefusedError
from catalogue.rules.plan import plan
from catalogue.rules.windows import add_months

Json = dict[str, Any]
SOME_DAY = date(2001, 1, 1)
"""A first day, where a schedule names none: what it implies is the same for every cycle."""


def implied(kernel: Kernel) -> Iterator[Json]:
    """For each verdict the plan with the fewest points, and with it what the minimums ask.

    `minimums` is the sum of what single categories must reach, `slack` what the least plan earns above it.
    """
    options = _first_day(kernel)
    for verdict in kernel.verdicts if options else ():
        assert options is not None
        least = plan(kernel, [], options, verdict.id, prefer="points")
        minimums = sum(part["short_by"] for part in least["open"] if _of_category(kernel, part))
        yield {
            "verdict": verdict.id,
            "status": least["status"],
            "points": least["points"],
            "count": least["count"],
            "minimums": minimums,
            "slack": least["points"] - minimums if least["status"] == "planned" else None,
            "clash": least["clash"],
            "because": least["because"],
        }


def _of_category(kernel: Kernel, part: Json) -> bool:
    """Whether a part asks points of one category."""
    rule = next(rule for rule in kernel.demands if rule.id == part["demand"])
    return rule.measure == "points" and rule.counting is not None and rule.counting.category is not None


def _first_day(kernel: Kernel) -> Options | None:
    """The first day of a cycle that the schedule judges; a rolling one has none."""
    if kernel.cycle.begins == "rolling":
        return None
    day = kernel.valid_from or min(SOME_DAY, kernel.valid_to or SOME_DAY)
    if kernel.cycle.begins == "member":
        return Options(on=day, cycle_start=day)
    for months in range(kernel.cycle.months + 12):
        try:
            plan(kernel, [], Options(on=add_months(day, months)), without=[a.id for a in kernel.activities])
        except RefusedError:
            continue
        return Options(on=add_months(day, months))
    return None
