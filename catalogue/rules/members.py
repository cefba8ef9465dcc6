"""Whom an analysis is made for: each kind of member that rules tell apart, in the first cycle judged."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from catalogue.model.kernel import Kernel, KernelRule, KernelVerdictNode
from catalogue.model.log import Member, Options
from catalogue.rules.amounts import Asked
from catalogue.rules.bounds import Bounds, once
from catalogue.rules.demands import eaches
from catalogue.rules.figures import RefusedError
from catalogue.rules.judge import assumptions
from catalogue.rules.windows import Cycle, add_months, cycle_of

SOME_DAY = date(2001, 1, 1)
"""A first day, where a schedule names none: what it implies is the same for every cycle."""
MOST_MEMBERS = 8
MOST_WAYS = 20
Way = tuple[KernelRule, ...]
"""The demands by which a verdict can be met."""


@dataclass(frozen=True)
class Case:
    """One kind of member, in one cycle."""

    kernel: Kernel
    options: Options

    @cached_property
    def cycle(self) -> Cycle:
        """The cycle that is judged."""
        return cycle_of(self.kernel, self.options)

    @cached_property
    def asked(self) -> Asked:
        """What rules are judged with."""
        return Asked(self.kernel, self.cycle, self.options.member.attributes, {})

    @cached_property
    def bounds(self) -> Bounds:
        """The sums of this member."""
        return Bounds(self.asked)

    @cached_property
    def items(self) -> Bounds:
        """The same with whole items."""
        return Bounds(self.asked, items=True)

    @property
    def member(self) -> str:
        """Which member it is, by the keys of attributes and values."""
        return ", ".join(f"{k}: {' and '.join(v)}" for k, v in self.options.member.attributes.items())

    def ways(self, node: KernelVerdictNode) -> list[Way]:
        """Every way to meet a tree; what does not apply is left out. Empty where none, or too many are."""
        found = list(itertools.islice(self._ways(node), MOST_WAYS + 1))
        return found if len(found) <= MOST_WAYS else []

    def _ways(self, node: KernelVerdictNode) -> Iterator[Way]:
        if node.demand is not None:
            rule = next(one for one in self.kernel.demands if one.id == node.demand)
            yield (rule,) if self._applies(rule.id) else ()
            return
        children = (*(node.all_ or ()), *(node.any_ or ()))
        each = [self._ways(one) for one in children if one.demand is None or self._applies(one.demand)]
        if node.any_ is not None:
            yield from itertools.chain.from_iterable(each)
        else:
            for chosen in itertools.product(*each):
                yield tuple(once(itertools.chain.from_iterable(chosen)))

    def _applies(self, demand: str) -> bool:
        """Whether a demand has anything that it holds for."""
        rule = next(one for one in self.kernel.demands if one.id == demand)
        return self.asked.amount(rule, 1, lambda: 0) is not None and bool(eaches(rule, self.asked))


def cases(kernel: Kernel) -> list[Case]:
    """Each kind of member; none where there are too many, or no cycle to judge."""
    first = _first_day(kernel)
    try:
        known = assumptions(kernel, first) if first else []
    except RefusedError:
        known = []
    if first is None or len(known) > MOST_MEMBERS:
        return []
    members = [Member(attributes=dict(one)) for one in known]
    return [Case(kernel, first.model_copy(update={"member": member})) for member in members]


def _first_day(kernel: Kernel) -> Options | None:
    """The first day of a cycle that the schedule judges; of a rolling one the last day."""
    day = kernel.valid_from or min(SOME_DAY, kernel.valid_to or SOME_DAY)
    for months in range(2 * kernel.cycle.months + 12):
        on = add_months(day, months)
        start = on if kernel.cycle.begins == "member" else None
        try:
            cycle_of(kernel, Options(on=on, cycle_start=start))
        except RefusedError:
            continue
        return Options(on=on, cycle_start=start)
    return None
