"""What a verdict still asks: the parts of its demands that are open or met, and those that are lost."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from catalogue.model.kernel import KernelRule, KernelVerdictNode
from catalogue.rules.demands import LEFT_OUT, Part
from catalogue.rules.judge import Run
from catalogue.rules.windows import Cycle


@dataclass(frozen=True)
class Goal:
    """All or any of some goals, or (with a rule) one part of a demand."""

    any_: bool = False
    below: tuple[Goal, ...] = ()
    rule: KernelRule | None = None
    part: Part | None = None
    lost: bool = False

    def is_reached(self, run: Run, dropped: Collection[str] = ()) -> bool:
        """Whether a run reaches it; what is lost is no goal, nor is what a dropped rule asks."""
        if self.rule is None or self.part is None:
            found = [goal.is_reached(run, dropped) for goal in self.list_attainable()]
            return any(found) if self.any_ and found else all(found)
        if self.lost or self.rule.id in dropped:
            return True
        year, each = self.part.year, self.part.each
        parts = run.standings[self.rule.id].parts
        return any(one.short_by == 0 for one in parts if (one.year, one.each) == (year, each))

    def list_attainable(self) -> list[Goal]:
        """Of any, those that can still be met, where there are such; else every one."""
        able = [goal for goal in self.below if not goal.lost] if self.any_ else []
        return able or list(self.below)

    def list_open(self, run: Run, dropped: Collection[str] = ()) -> Iterator[Goal]:
        """The parts that are still to be reached."""
        if self.rule is None:
            if not self.is_reached(run, dropped):
                for goal in self.list_attainable():
                    yield from goal.list_open(run, dropped)
        elif not self.is_reached(run, dropped):
            yield self

    def list_ways(self, run: Run, dropped: Collection[str] = ()) -> Iterator[tuple[Goal, ...]]:
        """Every way to reach it: the parts that are still to be reached."""
        if self.is_reached(run, dropped):
            yield ()
        elif self.rule is not None:
            yield (self,)
        elif self.any_:
            for goal in self.list_attainable():
                yield from goal.list_ways(run, dropped)
        else:
            for ways in itertools.product(
                *(tuple(goal.list_ways(run, dropped)) for goal in self.list_attainable())
            ):
                yield tuple(part for way in ways for part in way)

    def list_losses(self) -> Iterator[Goal]:
        """The parts that are lost, and with them the verdict."""
        if self.rule is not None:
            yield from [self] if self.lost else []
        elif self.lost:
            for goal in self.below:
                yield from goal.list_losses()


def build_goal(node: KernelVerdictNode, run: Run, cycle: Cycle) -> Goal:
    """The goal of a verdict's tree, by what a log has reached; what does not apply is left out.

    What is short in a window that rolls is not lost: what is done on the day asked about still counts.
    """
    if node.demand is not None:
        standing = run.standings[node.demand]
        is_over = not cycle.is_rolling(standing.rule.window)
        parts = [
            Goal(rule=standing.rule, part=part, lost=is_over and part.state == "not-met")
            for part in standing.parts
        ]
        return Goal(below=tuple(parts), lost=any(part.lost for part in parts))
    children = (*(node.all_ or ()), *(node.any_ or ()))
    here = [child for child in children if child.demand is None or run.states[child.demand] != LEFT_OUT]
    below = tuple(build_goal(child, run, cycle) for child in here)
    if node.any_ is not None:
        return Goal(any_=True, below=below, lost=all(one.lost for one in below))
    return Goal(below=below, lost=any(one.lost for one in below))


def select_year(goal: Goal, year: int) -> Goal | None:
    """What a goal asks in one CPD year; None where it asks nothing, or nothing for sure, in that year."""
    if goal.rule is not None:
        return goal if goal.part and goal.part.year == year else None
    found = [select_year(one, year) for one in goal.below]
    below = tuple(one for one in found if one is not None)
    if not below or (goal.any_ and None in found):
        return None
    lost = [one.lost for one in below]
    return Goal(any_=goal.any_, below=below, lost=all(lost) if goal.any_ else any(lost))
