"""A log made to order: so many grains of some activities in each CPD year, as whole entries.

The engine judges it, so that what a sum allows is known to be possible, or is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from catalogue.model.kernel import KernelActivity
from catalogue.model.log import LogEntry, Options
from catalogue.rules import rates
from catalogue.rules.amounts import Basis
from catalogue.rules.bounds import Cell
from catalogue.rules.figures import ONE, divide, to_ten_thousandths
from catalogue.rules.judge import Run, judge_log
from catalogue.rules.members import Case

MOST_ENTRIES = 500
MOST_QUANTITY = 10_000 * ONE


def judge_sample(case: Case, cells: Sequence[tuple[Cell, int, int]]) -> Run:
    """What the engine makes of cells with their grains and entries, on the cycle's last day."""
    kernel, cycle = case.kernel, replace(case.cycle, on=case.cycle.last)
    answered = {one.id: True for one in kernel.conditions if one.about == "member"}
    member = case.options.member.model_copy(update={"conditions": answered})
    log: list[LogEntry] = []
    for cell, grains, entries in cells:
        if grains or entries:
            log += _build_entries(case.basis, cell, grains, entries, log)
    named = [entry.model_copy(update={"id": str(number)}) for number, entry in enumerate(log)]
    return judge_log(kernel, named, Options(on=cycle.last, member=member), cycle, plans=False).shown


def _build_entries(
    basis: Basis, cell: Cell, grains: int, entries: int, before: Sequence[LogEntry]
) -> list[LogEntry]:
    """The entries of a cell: by the first activity that can make it up exactly, else by the last."""
    amount, found = grains * to_ten_thousandths(basis.kernel.granularity), list[LogEntry]()
    for activity in cell.activities:
        earned, found = 0, list[LogEntry]()
        times = sum(entry.activity == activity.id for entry in before)
        while (earned < amount or len(found) < entries) and len(found) < MOST_ENTRIES:
            left = divide(max(amount - earned, 0), max(entries - len(found), 1), "up")
            more, quantity, points = _find_entry_up_to(basis, activity, left if entries else amount - earned)
            earned += more
            found.append(_build_entry(basis, activity, cell.year, times + len(found), quantity, points))
        if earned == amount:
            break
    return found


def _find_entry_up_to(basis: Basis, activity: KernelActivity, amount: int) -> tuple[int, int, int | None]:
    """The entry that earns at most so much, else the least there is: what it earns, quantity, points."""
    rate, kernel = activity.rate, basis.kernel
    if rate.kind == "items":
        return rates.earn_item(rate, kernel), ONE, None
    if rate.kind == "declared":
        least = max(to_ten_thousandths(rate.least or rates.NOTHING), to_ten_thousandths(kernel.granularity))
        points = max(amount if rate.most is None else min(amount, to_ten_thousandths(rate.most)), least)
        return points, ONE, points
    known = sorted(
        (rates.earn_tiers(rate, quantity, kernel), -quantity)
        for quantity in _list_quantities(basis, activity, amount)
    )
    earning = [one for one in known if one[0] > 0] or [(0, -ONE)]
    earned, quantity = max((one for one in earning if one[0] <= amount), default=earning[0])
    return earned, -quantity, None


def _list_quantities(basis: Basis, activity: KernelActivity, amount: int) -> Iterator[int]:
    """Where tiers begin, and the quantity that earns just so much."""
    rate = activity.rate
    for step in rate.steps:
        yield to_ten_thousandths(step.at) + step.open
    low, high = 0, MOST_QUANTITY
    while high - low > 1:
        middle = (low + high) // 2
        enough = rates.earn_tiers(rate, middle, basis.kernel) >= amount
        low, high = (low, middle) if enough else (middle, high)
    yield high


def _build_entry(
    basis: Basis, activity: KernelActivity, year: int, number: int, quantity: int, points: int | None
) -> LogEntry:
    """The n-th entry of an activity in a year: on its last day, of the n-th choice."""
    rate, choices = activity.rate, activity.choices
    whole = rate.kind == "declared" and rate.item is None
    return LogEntry(
        id="made",
        date=min(basis.cycle.find_last_day_of_year(year), basis.cycle.last),
        activity=activity.id,
        quantity=None if whole else _to_figure(quantity),
        choice=choices[number % len(choices)].id if choices else None,
        points=None if points is None else _to_figure(points),
        topics=basis.kernel.topics,
        confirmed=True,
    )


def _to_figure(value: int) -> Decimal:
    return Decimal(value).scaleb(-4)
