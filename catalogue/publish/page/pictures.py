"""What pictures are drawn from: places and sizes in per cent, so that they fit a screen of any width."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from catalogue.model.schedule import Schedule
from catalogue.rules import totals
from catalogue.wording.words import format_figure

NARROW = 4
"""A part of a bar of fewer per cent has no room for its name."""


class Part(NamedTuple):
    """One part of a bar that is made of several."""

    name: str
    start: str
    size: str
    middle: str
    named: bool


class Points(NamedTuple):
    """What the sections of a schedule ask at least, beside the total of a cycle."""

    parts: tuple[Part, ...]
    whole: str
    """All minimums together, as a figure."""
    total: str
    """Where the total ends."""
    more: bool
    """Whether the minimums are more than the total."""


def build_points(schedule: Schedule, total: Decimal) -> Points | None:
    """The minimums of the sections one behind the other, and where the total ends; None of fewer than two."""
    asked = (totals.find_minimum_figure(one.minimum, schedule) for one in schedule.categories.values())
    least = [figure for figure in asked if figure]
    whole = sum(least, Decimal(0))
    if len(least) < 2 or not total:
        return None
    longest, parts, before = max(whole, total), [], Decimal(0)
    for figure in least:
        start, size = before * 100 / longest, figure * 100 / longest
        name = format_figure(figure)
        parts.append(_build_part(name, start, size))
        before += figure
    return Points(tuple(parts), format_figure(whole), _format_percent(total * 100 / longest), whole > total)


def build_stack(parts: Mapping[str, int]) -> list[Part]:
    """Parts of a whole, one behind the other."""
    return [_build_part(name, start, size) for name, start, size in totals.list_shares(parts)]


def _build_part(name: str, start: Decimal, size: Decimal) -> Part:
    return Part(
        name, _format_percent(start), _format_percent(size), _format_percent(start + size / 2), size >= NARROW
    )


def _format_percent(value: Decimal | None) -> str:
    return f"{value:.2f}%" if value is not None else ""
