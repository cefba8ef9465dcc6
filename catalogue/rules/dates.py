"""When something comes true: a day number, or one of three that stand for no day.

A part of the criteria has two of them: the day from which it is surely met, and the day from which it
may be. Both only ever stay true, so that a branch is a greatest or least of its parts, and a state is
where the day asked about lies. Source of the states: unknown is never taken for met.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from catalogue.rules import windows

ALWAYS = 0
UNTOLD = 10**8
"""It may come true, and nobody can tell from when."""
NEVER = 10**9
"""Nothing in the profile leads there."""


class When(NamedTuple):
    """The day from which something is met, and the day from which it may be, which is never later."""

    surely: int
    perhaps: int


OPEN = When(UNTOLD, ALWAYS)
"""What cannot be told."""


def to_when(day: int) -> When:
    """What is known to be met from a day on."""
    return When(day, day)


def add_months(day: int, months: int) -> int:
    """The same day so many months later; the month's last day where it lacks that day."""
    return windows.add_months(date.fromordinal(day), months).toordinal()


def count_whole_months(first: int, day: int) -> int:
    """How many whole months lie between two days."""
    return windows.find_span(date.fromordinal(first), date.fromordinal(day), 1)


def judge_when(when: When, on: int) -> str:
    """met, cannot-tell or not-met on a day."""
    if when.surely <= on:
        return "met"
    return "cannot-tell" if when.perhaps <= on else "not-met"


def format_first_day(day: int, on: int) -> str | None:
    """The first day from the one asked about on; None where nothing leads there."""
    if day >= NEVER:
        return None
    return "cannot-tell" if day >= UNTOLD else date.fromordinal(max(day, on)).isoformat()
