"""What of a surplus counts in the next window: the least of the terms, not below 0, never carried again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from catalogue.model.kernel import KernelCarry, KernelTerm
from catalogue.rules.amounts import Asked
from catalogue.rules.demands import Carried
from catalogue.rules.figures import RefusedError, to_grain, units
from catalogue.rules.selection import Unit, fits, total
from catalogue.rules.windows import Cycle, back

Surplus = dict[tuple[str, int], int]
"""What each carry rule carries out of each CPD year (0: out of the cycle)."""


def given(carry_in: Mapping[str, Decimal], asked: Asked) -> dict[str, int]:
    """What was carried into the cycle, by rule: not more than the rule's own figures allow.

    Refused: a rule that the schedule lacks, or that carries nothing across the start of a cycle.
    """
    rules = {rule.id: rule for rule in asked.kernel.carry}
    found = {}
    for name, figure in carry_in.items():
        rule = rules.get(name)
        if rule is None or not crosses(rule, asked.cycle):
            raise RefusedError("no-such-carry", carry=name, schedule=asked.kernel.id)
        tops = [units(term.figure) for term in rule.least_of if term.figure is not None]
        found[name] = to_grain(min([units(figure), *tops]), 1, asked.grain("points"), "down")
    return found


def crosses(rule: KernelCarry, cycle: Cycle) -> bool:
    """Whether it can bring something into a cycle. Out of a rolling cycle nothing is carried."""
    return not cycle.rolling and (rule.into == "cycle" or rule.crosses_cycle)


def surplus(units_: list[Unit], asked: Asked) -> Surplus:
    """What every carry rule carries out of each window of the cycle."""
    found: Surplus = {}
    for rule in asked.kernel.carry if not asked.cycle.rolling else ():
        for year in (0,) if rule.into == "cycle" else range(1, asked.cycle.years + 1):
            least = min(_term(term, year, units_, asked) for term in rule.least_of)
            found[rule.id, year] = to_grain(max(least, 0), 1, asked.grain("points"), "down")
    return found


def _term(term: KernelTerm, year: int, units_: list[Unit], asked: Asked) -> int:
    if term.figure is not None:
        return units(term.figure)
    first, last = _span(term, year, asked)
    inside = [unit for unit in units_ if first <= unit.date <= last]
    window = [unit for unit in units_ if _span_first(year, asked) <= unit.date <= last]
    credited = total("points", [unit for unit in inside if fits(term.credited, unit)])
    if term.above is None:
        return credited
    rounds = asked.kernel.demand_rounds
    above = asked.worked_out(term.above, "points", year, lambda: total("points", window), rounds)
    return credited - (above or 0)


def _span_first(year: int, asked: Asked) -> date:
    return asked.cycle.year_first(year) if year else asked.cycle.first


def _span(term: KernelTerm, year: int, asked: Asked) -> tuple[date, date]:
    """The days that a term looks at: the window, or its last months."""
    first, last = _span_first(year, asked), asked.cycle.year_last(year) if year else asked.cycle.last
    return (first if term.last_months is None else max(first, back(last, term.last_months))), last


def carried(found: Surplus, brought: Mapping[str, int], asked: Asked) -> Carried:
    """What each served demand is given: by demand and CPD year (0 for the cycle)."""
    windows = {rule.id: rule.window.span for rule in asked.kernel.demands}
    sums: dict[tuple[str, int], int] = {}
    for rule in asked.kernel.carry:
        for demand in dict.fromkeys(rule.serves):
            if windows[demand] != rule.into:
                continue
            for year in (0,) if rule.into == "cycle" else range(1, asked.cycle.years + 1):
                before = found.get((rule.id, year - 1), 0) if year > 1 else brought.get(rule.id, 0)
                sums[demand, year] = sums.get((demand, year), 0) + before
    return sums
