"""Demands: what is asked in each window, what is credited, and where it stands.

A demand's parts are its windows (each CPD year) and what it holds for each of. Reached is met at
once; else open while its window is; else not met. A share of the log stays open until its window ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import KernelRule
from catalogue.rules.amounts import Asked
from catalogue.rules.selection import Unit, can_fit, fits, total

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
        return least([part.state for part in self.parts]) if self.parts else LEFT_OUT


def least(states: Sequence[str]) -> str:
    """In the order not-met, open, met. All of nothing is met."""
    return min(states, key=ORDER.index, default="met")


def greatest(states: Sequence[str]) -> str:
    """In the order not-met, open, met. Any of nothing is not met."""
    return max(states, key=ORDER.index, default="not-met")


def standings(units_: list[Unit], asked: Asked, carried: Carried) -> dict[str, Standing]:
    """Where each demand stands, in the schedule's order."""
    return {
        rule.id: Standing(rule, tuple(_parts(rule, units_, asked, carried))) for rule in asked.kernel.demands
    }


def _parts(rule: KernelRule, units_: list[Unit], asked: Asked, carried: Carried) -> list[Part]:
    yearly = rule.window.span == "year"
    found = []
    for year in range(1, asked.cycle.years + 1) if yearly else (0,):
        inside = in_window(rule, year, units_, asked)
        for each in eaches(rule, asked):
            part = _part(rule, year, each, inside, asked, carried)
            if part is not None:
                found.append(part)
    return found


def in_window(rule: KernelRule, year: int, units_: list[Unit], asked: Asked) -> list[Unit]:
    """The units that lie in a window of a rule: that of a CPD year, or the only one."""
    return [unit for unit in units_ if asked.cycle.place(rule.window, unit.date) == year]


def eaches(rule: KernelRule, asked: Asked) -> list[str]:
    """What a demand holds for each of: listed choices, topics that rules name, the member's values."""
    if rule.for_each is None:
        return [""]
    if rule.for_each == "topic":
        return list(asked.kernel.topics)
    if rule.for_each == "choice":
        able = [a for a in asked.kernel.activities if can_fit(rule.counting, a)]
        return list(dict.fromkeys(choice.id for a in able for choice in a.choices or ()))
    return list(dict.fromkeys(asked.attributes[rule.for_each]))


def _part(
    rule: KernelRule, year: int, each: str, inside: list[Unit], asked: Asked, carried: Carried
) -> Part | None:
    required = asked.amount(rule, year, lambda: total(rule.measure, inside))
    if required is None:
        return None
    chosen = [unit for unit in inside if fits(rule.counting, unit) and each in asked.each(rule, unit)]
    credited, more = total(rule.measure, chosen), carried.get((rule.id, year), 0)
    state = _state(
        credited + more >= required, asked.cycle.is_open(rule.window, year), rule.amount.of == "log"
    )
    return Part(year, each, required, credited, more, state)


def _state(reached: bool, is_open: bool, of_log: bool) -> str:
    if is_open and (of_log or not reached):
        return "open"
    return "met" if reached else "not-met"
