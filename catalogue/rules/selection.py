"""What the engine counts, one at a time, and which of them a rule selects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalogue.model.kernel import Filter, KernelActivity
from catalogue.rules.figures import to_ten_thousandths


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
    def is_counted(self) -> bool:
        """Whether it is an entry that counts: its credit is above 0, or its rate is none."""
        return not self.dropped and (self.credit > 0 or self.activity.rate.kind == "none")


def is_match(filter_: Filter | None, unit: Unit) -> bool:
    """Whether a selection holds a unit. At least x is asked of what was earned and measured at first."""
    if filter_ is None:
        return True
    if filter_.all_ is not None:
        return all(is_match(part, unit) for part in filter_.all_)
    if filter_.any_ is not None:
        return any(is_match(part, unit) for part in filter_.any_)
    if filter_.not_ is not None:
        return not is_match(filter_.not_, unit)
    return _is_leaf_match(filter_, unit)


def _is_leaf_match(leaf: Filter, unit: Unit) -> bool:
    if leaf.category is not None:
        return unit.activity.category == leaf.category
    if leaf.activity is not None:
        return unit.activity.id == leaf.activity
    if leaf.topic is not None:
        return leaf.topic in unit.topics
    if leaf.points_at_least is not None:
        return unit.earned >= to_ten_thousandths(leaf.points_at_least)
    return leaf.quantity_at_least is not None and unit.measured >= to_ten_thousandths(leaf.quantity_at_least)


def can_match(filter_: Filter | None, activity: KernelActivity, surely: bool = False) -> bool:
    """Whether some entry of an activity fits; with `surely`, whether every entry of it does."""
    if filter_ is None:
        return True
    if filter_.all_ is not None:
        return all(can_match(part, activity, surely) for part in filter_.all_)
    if filter_.any_ is not None:
        return any(can_match(part, activity, surely) for part in filter_.any_)
    if filter_.not_ is not None:
        return not can_match(filter_.not_, activity, not surely)
    if filter_.category is not None:
        return activity.category == filter_.category
    if filter_.activity is not None:
        return activity.id == filter_.activity
    return not surely


def has_topic(filter_: Filter | None) -> bool:
    """Whether a selection looks at topics."""
    if filter_ is None:
        return False
    parts = (*(filter_.all_ or ()), *(filter_.any_ or ()), *((filter_.not_,) if filter_.not_ else ()))
    return filter_.topic is not None or any(has_topic(part) for part in parts)


def sum_measure(measure: str, chosen: list[Unit]) -> int:
    """How much of a measure some units hold, in ten-thousandths (an entry or category is 10,000)."""
    if measure == "points":
        return sum(unit.credit for unit in chosen)
    if measure == "quantity":
        return sum(unit.quantity for unit in chosen)
    if measure == "entries":
        return to_units(sum(unit.is_counted for unit in chosen))
    return to_units(len({unit.activity.category for unit in chosen if unit.credit > 0}))


def to_units(count: int) -> int:
    """So many entries or categories in ten-thousandths."""
    return count * 10_000
