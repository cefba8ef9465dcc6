"""Demands: what is asked in each window, what is credited, and where it stands.

A demand's parts are its windows (each CPD year) and what it holds for each of. Reached is met at
once; else open while its window is; else not met. A share of the log stays open until its window ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import KernelRule
from catalogue.rules.amounts import Basis
from catalogue.rules.selection import Unit, can_match, is_match, sum_measure

ORDER = ("not-met", "open", "met")
LEFT_OUT = "left-out"
Carried = Mapping[tuple[str, int], int]
"""What was carried in, by demand and CPD year (0 for other windows)."""


@dataclass(frozen=True)
class Part:
    """A demand in one window, for one choice, topic or value. Figures in ten-thousandths."""

    year: int
    each: str
    required: int
    credited: int
    carried: int
    state: str

    @property
    def short_by(self) -> int:
        """What is missing."""
        return max(self.required - self.credited - self.carried, 0)


@dataclass(frozen=True)
class Standing:
    """Where a demand stands."""

    rule: KernelRule
    parts: tuple[Part, ...]

    @property
    def state(self) -> str:
        """The least of its parts; left-out where it does not apply."""
        return find_least_state([part.state for part in self.parts]) if self.parts else LEFT_OUT


def find_least_state(states: Sequence[str]) -> str:
    """In the order not-met, open, met. All of nothing is met."""
    return min(states, key=ORDER.index, default="met")


def find_greatest_state(states: Sequence[str]) -> str:
    """In the order not-met, open, met. Any of nothing is not met."""
    return max(states, key=ORDER.index, default="not-met")


def judge_demands(units: list[Unit], basis: Basis, carried: Carried) -> dict[str, Standing]:
    """Where each demand stands, in the schedule's order."""
    return {
        rule.id: Standing(rule, tuple(_judge_parts(rule, units, basis, carried)))
        for rule in basis.kernel.demands
    }


def _judge_parts(rule: KernelRule, units: list[Unit], basis: Basis, carried: Carried) -> list[Part]:
    yearly = rule.window.span == "year"
    found = []
    for year in range(1, basis.cycle.years + 1) if yearly else (0,):
        inside = select_in_window(rule, year, units, basis)
        for each in list_demand_eaches(rule, basis):
            part = _judge_part(rule, year, each, inside, basis, carried)
            if part is not None:
                found.append(part)
    return found


def select_in_window(rule: KernelRule, year: int, units: list[Unit], basis: Basis) -> list[Unit]:
    """The units that lie in a window of a rule: that of a CPD year, or the only one."""
    return [unit for unit in units if basis.cycle.find_window(rule.window, unit.date) == year]


def list_demand_eaches(rule: KernelRule, basis: Basis) -> list[str]:
    """What a demand holds for each of: listed choices, topics that rules name, the member's values."""
    if rule.for_each is None:
        return [""]
    if rule.for_each == "topic":
        return list(basis.kernel.topics)
    if rule.for_each == "choice":
        able = [a for a in basis.kernel.activities if can_match(rule.counting, a)]
        return list(dict.fromkeys(choice.id for a in able for choice in a.choices or ()))
    return list(dict.fromkeys(basis.attributes[rule.for_each]))


def _judge_part(
    rule: KernelRule, year: int, each: str, inside: list[Unit], basis: Basis, carried: Carried
) -> Part | None:
    required = basis.compute_demand(rule, year, lambda: sum_measure(rule.measure, inside))
    if required is None:
        return None
    chosen = [
        unit
        for unit in inside
        if is_match(rule.counting, unit) and each in basis.list_unit_eaches(rule, unit)
    ]
    credited, more = sum_measure(rule.measure, chosen), carried.get((rule.id, year), 0)
    state = _decide_state(
        credited + more >= required, basis.cycle.is_open(rule.window, year), rule.amount.of == "log"
    )
    return Part(year, each, required, credited, more, state)


def _decide_state(reached: bool, is_open: bool, of_log: bool) -> str:
    if is_open and (of_log or not reached):
        return "open"
    return "met" if reached else "not-met"
