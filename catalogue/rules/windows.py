"""Cycles, CPD years and other windows: civil dates, first and last day inside.

Year k begins 12(k - 1) months after the cycle's first day, cycle n in the same way after the anchor;
a day that the month lacks becomes its last day. A cycle ends the day before the next one begins.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from catalogue.model.kernel import Span

DAY = timedelta(days=1)
BEFORE, AFTER = -1, 1


@lru_cache(maxsize=1 << 14)  # the same few days are asked for again and again
def add_months(day: date, months: int, nominal: int = 0) -> date:
    """The same day so many months later, or day `nominal` of that month; its last day where it lacks it."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(nominal or day.day, calendar.monthrange(year, month + 1)[1]))


def find_span(anchor: date, day: date, months: int, nominal: int = 0) -> int:
    """Which span of so many months, counted from 0 at the anchor, holds the day."""
    passed = (day.year - anchor.year) * 12 + day.month - anchor.month
    number = passed // months + 1
    while add_months(anchor, number * months, nominal) > day:
        number -= 1
    return number


@dataclass(frozen=True)
class Cycle:
    """The cycle that is judged, on the day asked about."""

    first: date
    last: date
    months: int
    rolling: bool
    on: date
    nominal: int = 0
    """The day of the month on which cycles and years begin, where a month has it; 0: as the first day."""
    years_of_days: dict[date, int] = field(default_factory=dict, compare=False, repr=False)
    """The CPD year of a day, once worked out."""
    taken_in: dict[tuple[str, int | None], tuple[date, date]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The days that a window takes in, once worked out."""

    @property
    def years(self) -> int:
        """How many CPD years it has; a rolling cycle has none that a minimum is asked in."""
        return 0 if self.rolling else -(-self.months // 12)

    def list_planned_years(self) -> Sequence[int]:
        """The CPD years that a plan may hold; where the cycle rolls, the one that ends with it."""
        return [self.find_year(self.on)] if self.rolling else range(1, self.years + 1)

    def find_first_day_of_year(self, year: int) -> date:
        """The first day of a CPD year; years before the cycle have numbers below 1."""
        if not self.rolling and year > self.years:
            return add_months(self.last + DAY, 12 * (year - self.years - 1), self.nominal)
        return add_months(self.first, 12 * (year - 1), self.nominal)

    def find_last_day_of_year(self, year: int) -> date:
        """The last day of a CPD year; the cycle's last year ends with the cycle."""
        return self.find_first_day_of_year(year + 1) - DAY

    def find_year(self, day: date) -> int:
        """The number of the CPD year that holds a day."""
        if day not in self.years_of_days:
            after = not self.rolling and day > self.last
            start, before = (self.last + DAY, self.years + 1) if after else (self.first, 1)
            year = find_span(start, day, 12, self.nominal) + before
            # a cycle from 28 February may end on the 28th of a leap year: a day past its last whole year
            self.years_of_days[day] = year if after or self.rolling else min(year, self.years)
        return self.years_of_days[day]

    @property
    def judged_year(self) -> int:
        """The CPD year that holds the day asked about, else the cycle's nearest."""
        return min(max(self.find_year(self.on), 1), max(self.years, 1))

    def find_side(self, day: date) -> int:
        """-1 before the cycle, 0 inside, 1 after it. What is planned lies in a rolling cycle."""
        if day < self.first:
            return BEFORE
        return AFTER if day > self.last and not self.rolling else 0

    def find_window(self, span: Span, day: date) -> date | int | None:
        """Which window of its kind a day lies in; None where it lies in none.

        A day names itself, a CPD year its number; the others are one window (0). Not for `entry`.
        """
        if span.span == "day":
            return day
        if span.span == "year":
            return self.find_year(day)
        first, last = self.find_days(span)
        return 0 if first <= day <= last else None

    def find_days(self, span: Span) -> tuple[date, date]:
        """The days that a window takes in: a day lies in it while its date plus N months is after `on`.

        So a window that looks back takes in what is planned.
        """
        key = (span.span, span.last)
        if key not in self.taken_in:
            self.taken_in[key] = (
                self.find_first_day(span),
                date.max if self.is_rolling(span) else self.find_last_day(span),
            )
        return self.taken_in[key]

    def find_first_day(self, span: Span, year: int = 0) -> date:
        """The first day of a window: that of year `year` for the kind `year`."""
        if span.span == "year":
            return self.find_first_day_of_year(year)
        if span.span == "cycle":
            return self.first
        if span.span == "years" and not self.rolling:
            return self.find_first_day_of_year(self.judged_year - (span.last or 1) + 1)
        return find_first_day_of_last_months(self.on, _count_months(span))

    def find_last_day(self, span: Span, year: int = 0) -> date:
        """The last day of a window."""
        if span.span == "year":
            return self.find_last_day_of_year(year)
        if span.span == "cycle":
            return self.last
        return (
            self.find_last_day_of_year(self.judged_year)
            if span.span == "years" and not self.rolling
            else self.on
        )

    def is_rolling(self, span: Span) -> bool:
        """Whether a window looks back from the day asked about, and so ends on it."""
        return self.rolling or span.span == "months"

    def is_open(self, span: Span, year: int = 0) -> bool:
        """Whether more can be earned in it; a window that rolls is judged as closed."""
        return not self.is_rolling(span) and self.on <= self.find_last_day(span, year)

    def find_lapse(self, span: Span, day: date) -> date:
        """From which day on a window that rolls no longer holds what is done on a day."""
        months = self.months if span.span == "cycle" else _count_months(span)
        return add_months(day, months)


def _count_months(span: Span) -> int:
    return (span.last or 1) * (12 if span.span == "years" else 1)


def find_first_day_of_last_months(on: date, months: int) -> date:
    """The first day that lies in the last N months: its date plus N months is after `on`."""
    day = add_months(on, -months) - 3 * DAY
    while add_months(day, months) <= on:
        day += DAY
    return day
