"""Ledgers: activities that earn nothing and are counted all the same, by their hours or their entries."""

from __future__ import annotations

from catalogue.model.kernel import Kernel
from catalogue.rules.selection import can_match

COUNTED = ("quantity", "entries")


def list_ledgers(kernel: Kernel) -> list[str]:
    """The activities whose rate is nothing, and of which a minimum asks so much or so many."""
    asked = [rule.counting for rule in kernel.demands if rule.measure in COUNTED]
    free = (activity for activity in kernel.activities if activity.rate.kind == "none")
    return [one.id for one in free if any(can_match(counting, one) for counting in asked)]
