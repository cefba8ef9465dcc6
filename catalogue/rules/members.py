"""Whom an analysis is made for: each kind of member that rules tell apart, in the first cycle judged."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from catalogue.model.kernel import Kernel, KernelRule, KernelVerdictNode
from catalogue.model.log import Member, Options
from catalogue.rules.amounts import Basis
from catalogue.rules.bounds import Bounds, drop_duplicates
from catalogue.rules.cycles import find_cycle, find_first_day
from catalogue.rules.demands import list_demand_eaches
from catalogue.rules.figures import RefusedError
from catalogue.rules.judge import list_assumptions
from catalogue.rules.windows import Cycle, add_months

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
        return find_cycle(self.kernel, self.options)

    @cached_property
    def basis(self) -> Basis:
        """What rules are judged with."""
        return Basis(self.kernel, self.cycle, self.options.member.attributes, {})

    @cached_property
    def bounds(self) -> Bounds:
        """The sums of this member."""
        return Bounds(self.basis)

    @cached_property
    def bounds_in_items(self) -> Bounds:
        """The same with whole items."""
        return Bounds(self.basis, items=True)

    @property
    def member(self) -> str:
        """Which member it is, by the keys of attributes and values."""
        return ", ".join(f"{k}: {' and '.join(v)}" for k, v in self.options.member.attributes.items())

    def list_ways(self, node: KernelVerdictNode) -> list[Way]:
        """Every way to meet a tree; what does not apply is left out. Empty where none, or too many are."""
        found = list(itertools.islice(self._list_ways(node), MOST_WAYS + 1))
        return found if len(found) <= MOST_WAYS else []

    def _list_ways(self, node: KernelVerdictNode) -> Iterator[Way]:
        if node.demand is not None:
            rule = next(one for one in self.kernel.demands if one.id == node.demand)
            yield (rule,) if self._is_applicable(rule.id) else ()
            return
        children = (*(node.all_ or ()), *(node.any_ or ()))
        each = [
            self._list_ways(one) for one in children if one.demand is None or self._is_applicable(one.demand)
        ]
        if node.any_ is not None:
            yield from itertools.chain.from_iterable(each)
        else:
            for chosen in itertools.product(*each):
                yield tuple(drop_duplicates(itertools.chain.from_iterable(chosen)))

    def _is_applicable(self, demand: str) -> bool:
        """Whether a demand has anything that it holds for."""
        rule = next(one for one in self.kernel.demands if one.id == demand)
        return self.basis.compute_demand(rule, 1, lambda: 0) is not None and bool(
            list_demand_eaches(rule, self.basis)
        )


def list_cases(kernel: Kernel) -> list[Case]:
    """Each kind of member; none where there are too many, or no cycle to judge."""
    found: list[Case] = []
    for cohort in list_cohorts(kernel):
        first = _find_first_day(kernel, Member(attributes=cohort))
        try:
            known = list_assumptions(kernel, first) if first else []
        except RefusedError:
            known = []
        if first is None or len(known) + len(found) > MOST_MEMBERS:
            return []
        members = [Member(attributes=cohort | one) for one in known]
        found += [Case(kernel, first.model_copy(update={"member": member})) for member in members]
    return found


def list_cohorts(kernel: Kernel) -> list[dict[str, tuple[str, ...]]]:
    """Each kind of member that has cycles of its own: by the attribute that the first year goes by."""
    years = kernel.cycle.first_years
    return [{years.by: (value,)} for value in years.values] if years else [{}]


def _find_first_day(kernel: Kernel, member: Member) -> Options | None:
    """The first day of a cycle that the schedule judges; of a rolling one the last day."""
    day = kernel.valid_from or min(SOME_DAY, kernel.valid_to or SOME_DAY)
    for months in range(2 * kernel.cycle.months + 12):
        asked = add_months(day, months)
        on = _find_beginning(kernel, asked)
        options = Options(on=on, cycle_start=on if kernel.cycle.begins == "member" else None, member=member)
        try:
            find_cycle(kernel, options)
        except RefusedError:
            continue
        return options
    return None


def _find_beginning(kernel: Kernel, day: date) -> date:
    """The day itself, or the first day before it of a cycle that is found from the member's own day."""
    rule = kernel.cycle.first_day
    return find_first_day(rule.model_copy(update={"which": "on-or-before"}), day) if rule else day
