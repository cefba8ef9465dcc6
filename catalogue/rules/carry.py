"""What of a surplus counts in the next window: the least of the terms, not below 0, never carried again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from catalogue.model.kernel import KernelCarry, KernelTerm
from catalogue.rules.amounts import Basis
from catalogue.rules.demands import Carried
from catalogue.rules.figures import RefusedError, round_to_grain, to_ten_thousandths
from catalogue.rules.selection import Unit, is_match, sum_measure
from catalogue.rules.windows import Cycle, find_first_day_of_last_months

Surplus = dict[tuple[str, int], int]
"""What each carry rule carries out of each CPD year (0: out of the cycle)."""


def cap_carry_in(carry_in: Mapping[str, Decimal], basis: Basis) -> dict[str, int]:
    """What was carried into the cycle, by rule: not more than the rule's own figures allow.

    Nothing, where the rule does not hold for the member. Refused: a rule that the schedule lacks, or that
    carries nothing across the start of a cycle.
    """
    rules = {rule.id: rule for rule in basis.kernel.carry}
    found = {}
    for name, figure in carry_in.items():
        rule = rules.get(name)
        if rule is None or not can_cross_cycle(rule, basis.cycle):
            raise RefusedError("no-such-carry", carry=name, schedule=basis.kernel.id)
        tops = [to_ten_thousandths(term.figure) for term in rule.least_of if term.figure is not None]
        tops += [] if basis.is_applicable(rule) else [0]
        found[name] = round_to_grain(
            min([to_ten_thousandths(figure), *tops]), 1, basis.find_grain("points"), "down"
        )
    return found


def can_cross_cycle(rule: KernelCarry, cycle: Cycle) -> bool:
    """Whether it can bring something into a cycle. Out of a rolling cycle nothing is carried."""
    return not cycle.rolling and (rule.into == "cycle" or rule.crosses_cycle)


def compute_surplus(units: list[Unit], basis: Basis) -> Surplus:
    """What every carry rule carries out of each window of the cycle."""
    found: Surplus = {}
    for rule in basis.kernel.carry if not basis.cycle.rolling else ():
        terms = rule.least_of if basis.is_applicable(rule) else ()
        for year in (0,) if rule.into == "cycle" else range(1, basis.cycle.years + 1):
            least = min((_compute_term(term, year, units, basis) for term in terms), default=0)
            found[rule.id, year] = round_to_grain(max(least, 0), 1, basis.find_grain("points"), "down")
    return found


def _compute_term(term: KernelTerm, year: int, units: list[Unit], basis: Basis) -> int:
    if term.figure is not None:
        return to_ten_thousandths(term.figure)
    first, last = _find_days(term, year, basis)
    inside = [unit for unit in units if first <= unit.date <= last]
    window = [unit for unit in units if _find_first_day(year, basis) <= unit.date <= last]
    credited = sum_measure("points", [unit for unit in inside if is_match(term.credited, unit)])
    if term.above is None:
        return credited
    rounds = basis.kernel.demand_rounds
    above = basis.compute_amount(term.above, "points", year, lambda: sum_measure("points", window), rounds)
    return credited - (above or 0)


def _find_first_day(year: int, basis: Basis) -> date:
    return basis.cycle.find_first_day_of_year(year) if year else basis.cycle.first


def _find_days(term: KernelTerm, year: int, basis: Basis) -> tuple[date, date]:
    """The days that a term looks at: the window, or its last months."""
    first, last = (
        _find_first_day(year, basis),
        basis.cycle.find_last_day_of_year(year) if year else basis.cycle.last,
    )
    return (
        first
        if term.last_months is None
        else max(first, find_first_day_of_last_months(last, term.last_months))
    ), last


def sum_carried(surplus: Surplus, brought: Mapping[str, int], basis: Basis) -> Carried:
    """What each served demand is given: by demand and CPD year (0 for the cycle)."""
    windows = {rule.id: rule.window.span for rule in basis.kernel.demands}
    sums: dict[tuple[str, int], int] = {}
    for rule in basis.kernel.carry:
        for demand in dict.fromkeys(rule.serves):
            if windows[demand] != rule.into:
                continue
            for year in (0,) if rule.into == "cycle" else range(1, basis.cycle.years + 1):
                before = surplus.get((rule.id, year - 1), 0) if year > 1 else brought.get(rule.id, 0)
                sums[demand, year] = sums.get((demand, year), 0) + before
    return sums
