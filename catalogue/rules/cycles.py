"""Which cycle a member is judged by: from which first day cycles are counted, and the one that holds a day.

A first day is a day of the year, the same for all or by a member attribute; the member's own day; or a day
that is found from it, such as 1 April of the year after registration.
"""

from __future__ import annotations

import calendar
from datetime import date

from catalogue.model.kernel import Kernel, KernelCycle, KernelFirstDay
from catalogue.model.log import Options
from catalogue.rules.figures import RefusedError
from catalogue.rules.windows import DAY, Cycle, add_months, find_first_day_of_last_months, find_span

NEXT_TO = {"previous": -1, "same": 0, "next": 1}


def find_cycle(kernel: Kernel, options: Options) -> Cycle:
    """The cycle that a member is judged by.

    Refused: a start that is missing, that is no first day of a cycle, or that the schedule does not
    judge (versions are chosen by the cycle's first day, where the cycle rolls by the day asked about; a gap
    is an error, never the nearest one).
    """
    cycle, on, nominal = kernel.cycle, options.on, 0
    rolling = cycle.begins == "rolling"
    if rolling:
        if options.cycle_start or options.award:
            raise RefusedError("cycle-rolls", schedule=kernel.id)
        first, last = find_first_day_of_last_months(on, cycle.months), on
    else:
        nominal = _find_nominal_day(cycle)
        first, following = _find_first_days(kernel, options, nominal)
        last = following - DAY
    judged = on if rolling else first
    if (kernel.valid_from and judged < kernel.valid_from) or (kernel.valid_to and judged > kernel.valid_to):
        code = "day-gap" if rolling else "version-gap"
        raise RefusedError(code, schedule=kernel.id, first=judged.isoformat())
    return Cycle(first, last, cycle.months, rolling, on, nominal)


def _find_nominal_day(cycle: KernelCycle) -> int:
    """On which day of a month cycles begin that follow from the member's own day; 0 where none does."""
    if cycle.first_day is None:
        return 0
    return {"first": 1, "last": 31}.get(cycle.first_day.day) or int(cycle.first_day.day[3:])


def _find_first_days(kernel: Kernel, options: Options, nominal: int) -> tuple[date, date]:
    """The first day of the cycle, and of the one that follows: both counted from the anchor."""
    cycle, start = kernel.cycle, options.cycle_start
    anchor = _find_anchor(kernel, options)
    if start and cycle.begins == "member" and (anchor is None or cycle.first_day is None):
        _check_start(cycle, start)
        return start, add_months(start, cycle.months, nominal)
    if anchor is None:
        raise RefusedError("cycle-start-needed", schedule=kernel.id)
    asked = start or options.on
    if cycle.begins == "member" and asked < anchor:
        _refuse_day_before(cycle, anchor, asked)
    passed = find_span(anchor, asked, cycle.months, nominal)
    first, following = (add_months(anchor, number * cycle.months, nominal) for number in (passed, passed + 1))
    if start and first != asked:
        raise RefusedError("no-first-day", start=asked.isoformat(), nearest=first.isoformat())
    return first, following


def _check_start(cycle: KernelCycle, start: date) -> None:
    """A first day that no member's own day leads to is none."""
    if cycle.first_day is None:
        return
    nearest = find_first_day(cycle.first_day.model_copy(update={"which": "on-or-before"}), start)
    if nearest != start:
        raise RefusedError("no-first-day", start=start.isoformat(), nearest=nearest.isoformat())


def _refuse_day_before(cycle: KernelCycle, anchor: date, asked: date) -> None:
    """Raise that no cycle has begun yet."""
    if cycle.first_day:
        raise RefusedError("before-first-cycle", first=anchor.isoformat(), on=asked.isoformat())
    own = cycle.own_day or "the award"
    raise RefusedError("before-award", own=own, award=anchor.isoformat(), on=asked.isoformat())


def _find_anchor(kernel: Kernel, options: Options) -> date | None:
    """The day from which the member's cycles are counted; None where the member's own day is not known."""
    cycle, own = kernel.cycle, options.award
    if cycle.begins == "day":
        return _find_day_of_year(cycle, _find_first_year(kernel, options))
    return find_first_day(cycle.first_day, own) if own and cycle.first_day else own


def _find_first_year(kernel: Kernel, options: Options) -> int:
    """The year of one first day. Refused: where it goes by an attribute whose value is not known."""
    years = kernel.cycle.first_years
    if years is None:
        return 2000 if kernel.cycle.first_year is None else kernel.cycle.first_year
    for value in options.member.attributes.get(years.by, ()):
        if value in years.values:
            return years.values[value]
    title = next((one.title for one in kernel.attributes if one.id == years.by), years.by)
    raise RefusedError("first-year-needed", attribute=years.by, title=title)


def find_first_day(rule: KernelFirstDay, own: date) -> date:
    """The first day that follows from a day of the member's own."""
    near = [_find_day_near(rule.day, own, number) for number in (-1, 0, 1)]
    match rule.which:
        case "after":
            return min(day for day in near if day > own)
        case "on-or-after":
            return min(day for day in near if day >= own)
        case "before":
            return max(day for day in near if day < own)
        case "on-or-before":
            return max(day for day in near if day <= own)
    return near[1 + NEXT_TO[rule.which]]


def _find_day_near(day: str, own: date, number: int) -> date:
    """The first or last day of a month so many months on, or a day of a year so many years on."""
    if day in ("first", "last"):
        return add_months(own, number, 1 if day == "first" else 31)
    month, date_ = (int(part) for part in day.split("-"))
    return add_months(date(own.year + number, month, 1), 0, date_)


def _find_day_of_year(cycle: KernelCycle, year: int) -> date:
    """A first day of a cycle that begins on a day of the year; for 29 February in a leap year, if any.

    Counted from 28 February, the cycles that begin in leap years would begin a day early.
    """
    month, day = (int(part) for part in (cycle.day or "01-01").split("-"))
    if (month, day) != (2, 29):
        return date(year, month, day)
    for earlier in range(8):
        other, index = divmod(year * 12 + 1 - earlier * cycle.months, 12)
        if index == 1 and calendar.isleap(other):
            return date(other, 2, 29)
    return date(year, 2, 28)
