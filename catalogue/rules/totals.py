"""What is added up from the facts: the only place where credits are summed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from catalogue.model.qualification import Qualification, Unit
from catalogue.model.schedule import Bound, Schedule

NOTIONAL_HOURS = 10
"""Hours of learning in one credit. Source: the South African National Qualifications Framework."""


def list_units(qualification: Qualification) -> Iterator[Unit]:
    """Every unit, those of modules first."""
    if qualification.components:
        for module in qualification.components.modules:
            yield from module.units
        yield from qualification.components.units


def sum_credits_by_component(qualification: Qualification) -> dict[str, int]:
    """Credits of the knowledge, practical and work experience units; empty where units name none."""
    sums = Counter[str]()
    for unit in list_units(qualification):
        if unit.component and unit.credits:
            sums[unit.component] += unit.credits
    return dict(sums)


def sum_credits_by_level(qualification: Qualification) -> dict[int, int]:
    """Credits of the units at each NQF level, from the lowest, as far as they are printed."""
    sums = Counter[int]()
    for unit in list_units(qualification):
        if unit.credits:
            sums[unit.nqf_level] += unit.credits
    return dict(sorted(sums.items()))


def find_minimum(bounds: tuple[Bound, ...], schedule: Schedule) -> Bound | None:
    """The points that a category or activity asks for over the whole cycle, if it is one figure."""
    spans = ("cycle", f"last {schedule.cycle.length} months")
    return next((bound for bound in bounds if bound.points and bound.in_ in spans), None)


def find_minimum_figure(bounds: tuple[Bound, ...], schedule: Schedule) -> Decimal | None:
    """The same as a plain figure; none where it is a table or a share, or where there is no such bound."""
    bound = find_minimum(bounds, schedule)
    return bound.amount.figure if bound else None


def index_credits_by_module(qualification: Qualification) -> dict[str, int]:
    """Credits of each module as it is printed, by its number."""
    parts = qualification.components
    return {str(module.module): module.credits for module in parts.modules} if parts else {}


def list_shares(parts: Mapping[str, int]) -> Iterator[tuple[str, Decimal, Decimal]]:
    """Each part's name, where it begins and how big it is, in per cent of all of them."""
    whole, before = sum(parts.values()), 0
    for name, size in parts.items():
        yield name, Decimal(before * 100) / whole, Decimal(size * 100) / whole
        before += size
