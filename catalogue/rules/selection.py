"""What the engine counts, one at a time, and which of them a rule selects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.model.kernel import Filter, KernelActivity
from catalogue.rules.figures import units

MAYBE = ("topic", "points_at_least", "quantity_at_least")


@dataclass
class Unit:
    """An entry, or one item of it: a line of 16 articles equals 16 lines of one.

    `earned` and `measured` stay as they were; limits lower `credit` and `quantity`, or drop the unit.
    All figures are ten-thousandths.
    """

    entry: int
    """The position of its line in the log."""
    date: date
    activity: KernelActivity
    choice: str
    topics: tuple[str, ...]
    earned: int
    measured: int
    credit: int
    quantity: int
    dropped: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is an entry that counts: its credit is above 0, or its rate is none."""
        return not self.dropped and (self.credit > 0 or self.activity.rate.kind == "none")


def fits(filter_: Filter | None, unit: Unit) -> bool:
    """Whether a selection holds a unit. At least x is asked of what was earned and measured at first."""
    if filter_ is None:
        return True
    if filter_.all_ is not None:
        return all(fits(part, unit) for part in filter_.all_)
    if filter_.any_ is not None:
        return any(fits(part, unit) for part in filter_.any_)
    if filter_.not_ is not None:
        return not fits(filter_.not_, unit)
    return _fits_leaf(filter_, unit)


def _fits_leaf(leaf: Filter, unit: Unit) -> bool:
    if leaf.category is not None:
        return unit.activity.category == leaf.category
    if leaf.activity is not None:
        return unit.activity.id == leaf.activity
    if leaf.topic is not None:
        return leaf.topic in unit.topics
    if leaf.points_at_least is not None:
        return unit.earned >= units(leaf.points_at_least)
    return leaf.quantity_at_least is not None and unit.measured >= units(leaf.quantity_at_least)


def can_fit(filter_: Filter | None, activity: KernelActivity, surely: bool = False) -> bool:
    """Whether some entry of an activity fits; with `surely`, whether every entry of it does."""
    if filter_ is None:
        return True
    if filter_.all_ is not None:
        return all(can_fit(part, activity, surely) for part in filter_.all_)
    if filter_.any_ is not None:
        return any(can_fit(part, activity, surely) for part in filter_.any_)
    if filter_.not_ is not None:
        return not can_fit(filter_.not_, activity, not surely)
    if filter_.category is not None:
        return activity.category == filter_.category
    if filter_.activity is not None:
        return activity.id == filter_.activity
    return not surely


def names_topic(filter_: Filter | None) -> bool:
    """Whether a selection looks at topics."""
    if filter_ is None:
        return False
    parts = (*(filter_.all_ or ()), *(filter_.any_ or ()), *((filter_.not_,) if filter_.not_ else ()))
    return filter_.topic is not None or any(names_topic(part) for part in parts)


def total(measure: str, chosen: list[Unit]) -> int:
    """How much of a measure some units hold, in ten-thousandths (an entry or category is 10,000)."""
    if measure == "points":
        return sum(unit.credit for unit in chosen)
    if measure == "quantity":
        return sum(unit.quantity for unit in chosen)
    if measure == "entries":
        return units_of(sum(unit.counts for unit in chosen))
    return units_of(len({unit.activity.category for unit in chosen if unit.credit > 0}))


def units_of(count: int) -> int:
    """So many entries or categories in ten-thousandths."""
    return count * 10_000
