"""Limits, one after another, each on what the one before left.

Order: once-per-choice first, then by window (entry, day, year, last N, cycle), then fewer activities
before more with topics last, then the file's order. Inside a limit: by date, then the log's order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalogue.model.kernel import Kernel, KernelRule
from catalogue.rules.amounts import Basis
from catalogue.rules.figures import ONE, round_to_grain, to_ten_thousandths
from catalogue.rules.selection import Unit, can_match, has_topic, is_match, sum_measure

WINDOWS = {"entry": 0, "day": 1, "year": 2, "months": 3, "years": 3, "cycle": 4}
Change = tuple[KernelRule, dict[int, tuple[int, int, int, int]]]
"""A limit, and for each entry that it changed: credit before and after, quantity before and after."""


def order_limits(kernel: Kernel) -> list[KernelRule]:
    """The limits in the order in which they are applied."""

    def rank(rule: KernelRule) -> tuple[bool, int, bool, int]:
        once = rule.measure == "entries" and rule.for_each == "choice"
        about = sum(can_match(rule.counting, activity) for activity in kernel.activities)
        by_topic = has_topic(rule.counting) or rule.for_each not in (None, "choice")
        return not once, WINDOWS[rule.window.span], by_topic, about

    return sorted(kernel.limits, key=rank)


def apply_limits(units: list[Unit], basis: Basis) -> Iterator[Change]:
    """Apply every limit to the units, which are in the order of dates; tell what each one changed."""
    held = _sum_by_entry(units)
    for rule in order_limits(basis.kernel):
        if basis.is_applicable(rule):
            changed = Room(rule, units, basis).cut_units(held)
            if changed:
                yield rule, changed


class Room:
    """What a limit still leaves, for each window and each choice, topic or value."""

    def __init__(self, rule: KernelRule, units: list[Unit], basis: Basis) -> None:
        self.rule, self.units, self.basis = rule, units, basis
        self.left: dict[tuple[object, str], int | None] = {}
        self.used: defaultdict[tuple[object, str], set[str]] = defaultdict(set)
        self.places = [self._find_place(position, unit) for position, unit in enumerate(units)]
        self.logs: dict[object, int] = {}

    def _find_place(self, position: int, unit: Unit) -> object:
        if self.rule.window.span == "entry":
            return position
        return self.basis.cycle.find_window(self.rule.window, unit.date)

    def cut_units(self, held: dict[int, tuple[int, int]]) -> dict[int, tuple[int, int, int, int]]:
        """Cut what is too much; the changes by entry.

        `held` is credit and quantity of each entry, and is kept up to date.
        """
        if self.rule.amount.share is not None:
            self._sum_logs()
        before: dict[int, tuple[int, int]] = {}
        for place, unit in zip(self.places, self.units, strict=True):
            if place is None or not is_match(self.rule.counting, unit):
                continue
            was = (unit.credit, unit.quantity, unit.dropped)
            self._cut_unit(unit, [(place, each) for each in self.basis.list_unit_eaches(self.rule, unit)])
            if was != (unit.credit, unit.quantity, unit.dropped):
                credit, quantity = held[unit.entry]
                before.setdefault(unit.entry, (credit, quantity))
                held[unit.entry] = (credit + unit.credit - was[0], quantity + unit.quantity - was[1])
        return {e: (credit, held[e][0], quantity, held[e][1]) for e, (credit, quantity) in before.items()}

    def _sum_logs(self) -> None:
        """Everything credited in each window, as the limits before left it."""
        inside: defaultdict[object, list[Unit]] = defaultdict(list)
        for place, unit in zip(self.places, self.units, strict=True):
            inside[place].append(unit)
        self.logs = {place: sum_measure(self.rule.measure, chosen) for place, chosen in inside.items()}

    def _find_room(self, key: tuple[object, str]) -> int | None:
        if key not in self.left:
            year = key[0] if self.rule.window.span == "year" and isinstance(key[0], int) else 0
            self.left[key] = self.basis.compute_limit(self.rule, year, lambda: self.logs[key[0]])
        return self.left[key]

    def _cut_unit(self, unit: Unit, keys: list[tuple[object, str]]) -> None:
        left = [found for key in keys if (found := self._find_room(key)) is not None]
        if left and self.rule.measure == "categories":
            self._cut_by_category(unit, keys)
        elif left:
            used = _cut_to_measure(unit, self.rule.measure, min(left), self.basis)
            for key in keys:
                self.left[key] = (self.left[key] or 0) - used

    def _cut_by_category(self, unit: Unit, keys: list[tuple[object, str]]) -> None:
        """The first categories in which something was credited are those that count."""
        category = unit.activity.category
        new = [key for key in keys if category not in self.used[key]]
        if unit.credit == 0:
            return
        if any(len(self.used[key]) * ONE >= (self._find_room(key) or 0) for key in new):
            _drop_unit(unit)
            return
        for key in new:
            self.used[key].add(category)


def _cut_to_measure(unit: Unit, measure: str, left: int, basis: Basis) -> int:
    """Cut a unit to what is left of a measure; how much of it the unit uses."""
    if measure == "points":
        unit.credit = min(unit.credit, left)
        return unit.credit
    if measure == "quantity":
        if unit.quantity > left:
            grain, rounds = to_ten_thousandths(basis.kernel.granularity), basis.kernel.credit_rounds
            unit.credit = min(unit.credit, round_to_grain(unit.credit * left, unit.quantity, grain, rounds))
            unit.quantity = left
        return unit.quantity
    if not unit.is_counted:
        return 0
    if left < ONE:
        _drop_unit(unit)
        return 0
    return ONE


def _sum_by_entry(units: list[Unit]) -> dict[int, tuple[int, int]]:
    """Credit and quantity of each entry."""
    sums: dict[int, tuple[int, int]] = {}
    for unit in units:
        credit, quantity = sums.get(unit.entry, (0, 0))
        sums[unit.entry] = (credit + unit.credit, quantity + unit.quantity)
    return sums


def _drop_unit(unit: Unit) -> None:
    """It no longer counts as an entry, nor with what it holds."""
    unit.credit, unit.quantity, unit.dropped = 0, 0, True
