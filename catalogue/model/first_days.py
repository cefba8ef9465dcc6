"""When cycles begin, as it is written: a member's own day, one found from it, a day of the year; rolling."""

from __future__ import annotations

import re
from typing import NamedTuple

from catalogue.model.scalars import make_error

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
OWN = "(?P<own>[a-z]+(?: [a-z]+)*)"
NEAR = "on or after|on or before|after|before"
WRITTEN = (
    rf"{OWN} date",
    rf"(?:(?:the )?(?P<turn>first|last) )?(?P<day>\d\d? [A-Z][a-z]+) "
    rf"(?P<which>of the year of|of the year after|of the year before|{NEAR}) {OWN}",
    rf"(?:the )?(?P<day>first|last) day of the month (?P<which>of|after|before) {OWN}",
    rf"(?:the )?(?P<day>first|last) day of a month (?P<which>{NEAR}) {OWN}",
)
_FORMS = "|".join(re.sub(r"\(\?P<\w+>", "(?:", form) for form in WRITTEN)
BEGINNING = rf"^(?:rolling|\d\d? (?:{'|'.join(MONTHS)})|{_FORMS})$"
"""What editors of the YAML mark where it does not fit; what fits and cannot be is told by the reader."""
WHICH = {"of": "same", "after": "next", "before": "previous"}
"""The year, or the month, of the member's own day, and those beside it."""
FORMS = (
    "award date, rolling, or a day of the year such as 1 April; registration date, ...; "
    "1 April of the year of (after, before) registration; 1 April after (on or after, before, on or before) "
    "it; first (last) day of the month of (after, before) it. Days of the week, quarters and days counted in "
    "days or months from another cannot be said"
)


class OwnDay(NamedTuple):
    """How a first day follows from a day of the member's own."""

    own: str
    """What the own day is the day of: the award, registration."""
    day: str
    """Month and day (MM-DD), first or last of a month; empty for the own day itself."""
    which: str
    """same, next or previous (year or month), after, on-or-after, before or on-or-before the own day."""


def read_day_of_year(text: str) -> tuple[int, int] | None:
    """Month and day of a day of the year such as 1 April; None where it is none."""
    day, _, month = text.partition(" ")
    if month not in MONTHS or not day.isdecimal() or not 1 <= int(day) <= MONTH_DAYS[MONTHS.index(month)]:
        return None
    return MONTHS.index(month) + 1, int(day)


def read_own_day(text: str) -> OwnDay | None:
    """How a first day follows from the member's own day; None where it does not, or cannot be said."""
    for position, pattern in enumerate(WRITTEN):
        if found := re.fullmatch(pattern, text):
            return _build_own_day(position, found.groupdict())
    return None


def _build_own_day(position: int, parts: dict[str, str | None]) -> OwnDay | None:
    own, day, which = parts["own"] or "", parts.get("day") or "", parts.get("which") or ""
    own = "the award" if own == "award" else own
    if position == 0:
        return OwnDay(own, "", "")
    if parts.get("turn") and (parts["turn"] == "first") == which.endswith("before"):
        return None
    date = read_day_of_year(day)
    if date is None and day not in ("first", "last"):
        return None
    turn = which.removeprefix("of the year ")
    whole = turn != which or position == 2
    written = f"{date[0]:02}-{date[1]:02}" if date else day
    return OwnDay(own, written, WHICH[turn] if whole else which.replace(" ", "-"))


def check_beginning(value: object) -> object:
    """When a cycle begins, as it is written. Refused: whatever cannot be said, with what can be."""
    text = str(value)
    date = read_day_of_year(text)
    if date:
        return f"{date[1]} {MONTHS[date[0] - 1]}"
    if text == "rolling" or read_own_day(text):
        return text
    raise make_error(FORMS)
