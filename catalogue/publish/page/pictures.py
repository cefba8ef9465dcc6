"""What pictures are drawn from: places and sizes in per cent, so that they fit a screen of any width."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from catalogue.model.schedule import Category, Schedule
from catalogue.rules import totals

NARROW = 4
"""A part of a bar of fewer per cent has no room for its name."""


class Bar(NamedTuple):
    """What a category asks at least and counts at most in a cycle, in per cent of the cycle's total."""

    least: str
    most: str


class Part(NamedTuple):
    """One part of a bar that is made of several."""

    name: str
    start: str
    size: str
    middle: str
    named: bool


def build_bar(category: Category, schedule: Schedule, whole: Decimal) -> Bar | None:
    """A category's minimum and maximum; none where neither is one figure for the whole cycle."""
    least = totals.compute_share(totals.find_minimum_figure(category.minimum, schedule), whole)
    most = totals.compute_share(totals.find_minimum_figure(category.maximum, schedule), whole)
    return Bar(_format_percent(least), _format_percent(most)) if least or most else None


def build_stack(parts: Mapping[str, int]) -> list[Part]:
    """Parts of a whole, one behind the other."""
    return [
        Part(
            name,
            _format_percent(start),
            _format_percent(size),
            _format_percent(start + size / 2),
            size >= NARROW,
        )
        for name, start, size in totals.list_shares(parts)
    ]


def _format_percent(value: Decimal | None) -> str:
    return f"{value:.2f}%" if value is not None else ""
