"""The cells of a log, one by one: the same rules for a log and for a list in a member's own words.

What could be read in two ways is refused, never guessed: 03/04/2026, or 1,500. So is a cell where it can
mean nothing, as it has likely slipped from the column beside it. The twin of client/calculator/cells.js.
"""

from __future__ import annotations

import calendar
import datetime
import re
from decimal import Decimal
from typing import Literal

from catalogue.model.kernel import Kernel, KernelActivity, KernelRule
from catalogue.model.spelling import find_closest, find_nearest

Order = Literal["dmy", "mdy"]
YEARS = range(1900, 2200)
MOST = 1_000_000
MOST_ITEMS = 100
"""More in one line is likely another unit, such as the words of one article."""
# in English, then in Afrikaans
AFRIKAANS = "januarie februarie maart april mei junie julie augustus september oktober november desember"
MONTHS = [*(calendar.month_name[month].lower() for month in range(1, 13)), *AFRIKAANS.split()]
FIRST_SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of spreadsheets."""
YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class CellError(Exception):
    """A cell that cannot be read: what is wrong, and how to mend it."""

    def __init__(self, what: str, **more: str) -> None:
        super().__init__(what)
        self.what, self.more = what, more


def read_date(cell: str, order: Order | None) -> datetime.date:
    """The day that a cell names; raises CellError."""
    plain = re.sub(r"[T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$", "", cell)
    plain = re.sub(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", "", plain, flags=re.IGNORECASE | re.ASCII)
    if year_month_day := _find_parts_of_date(plain, order):
        return _make_date(cell, *map(int, year_month_day))
    if re.fullmatch(r"[1-9][0-9]{4}(\.[0-9]+)?", plain):
        return FIRST_SERIAL + datetime.timedelta(days=int(plain[:5]))
    shown = f'"{cell}" is no date.' if plain else "the date is missing."
    raise CellError(shown, expected="year-month-day, such as 2026-11-22, or a day such as 22 Nov 2026")


def _find_parts_of_date(cell: str, order: Order | None) -> tuple[str, str, str] | None:
    """Year, month and day of a date however it is written; None where it is none."""
    iso = re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", cell)
    iso = iso or re.fullmatch(r"((?:19|20|21)[0-9]{2})(0[1-9]|1[0-2])([0-9]{2})", cell)
    if iso:
        return iso[1], iso[2], iso[3]
    th, name = "(?:st|nd|rd|th)?", "([A-Za-z]{3,9})"
    if match := re.fullmatch(
        rf"([0-9]{{1,2}}){th}[-/. ]{name}[-/., ] ?([0-9]{{4}}|[0-9]{{2}})", cell, re.IGNORECASE | re.ASCII
    ):
        return f"20{match[3]}"[-4:], _find_month(match[2]), match[1]
    if match := re.fullmatch(rf"{name}[. ]([0-9]{{1,2}}){th},? ([0-9]{{4}})", cell, re.IGNORECASE | re.ASCII):
        return match[3], _find_month(match[1]), match[2]
    match = re.fullmatch(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4}|[0-9]{2})", cell)
    match = match or re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{4})", cell)
    if not match:
        return None
    return f"20{match[3]}"[-4:], *_order_month_and_day(cell, match[1], match[2], order, len(match[3]) < 4)


def _find_month(name: str) -> str:
    found = (n % 12 + 1 for n, month in enumerate(MONTHS) if month.startswith(name.lower()))
    return str(next(found, 0))


def _order_month_and_day(
    cell: str, one: str, other: str, order: Order | None, is_short: bool
) -> tuple[str, str]:
    """Which of two figures is the month, and which the day: by what is said, else by what can be.

    A year of two figures could stand first as well.
    """
    if order is None and (is_short or (int(one) != int(other) and max(int(one), int(other)) <= 12)):
        raise CellError(
            f'"{cell}" can be read in two ways: day or month first.',
            mend="write year-month-day, or say --dates dmy or --dates mdy",
        )
    return (one, other) if order == "mdy" or (order is None and int(other) > 12) else (other, one)


def _make_date(cell: str, year: int, month: int, day: int) -> datetime.date:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        raise CellError(f'the calendar has no "{cell}".') from None
    if year not in YEARS:
        raise CellError(f'"{cell}" lies too far off.', expected="a year from 1900 to 2199")
    return found


def simplify_name(name: str) -> str:
    """A name without what people write in other ways: capitals, spaces, punctuation, & or and."""
    return "".join(letter for letter in name.lower().replace("&", "and") if letter.isalnum())


def _is_named(cell: str, *names: str) -> bool:
    return simplify_name(cell) in {simplify_name(name) for name in names} - {""}


def find_activity(cell: str, kernel: Kernel) -> KernelActivity:
    """By key, or by title."""
    for activity in kernel.activities:
        if _is_named(cell, activity.id, activity.title):
            return activity
    if not cell:
        raise CellError("the activity is missing.", expected="the key of an activity of the schedule")
    known = [name for activity in kernel.activities for name in (activity.id, activity.title)]
    raise CellError(
        f'the schedule {kernel.id} has no activity "{cell}".',
        nearest=find_nearest(cell.lower(), known) or find_nearest(cell, known),
        mend="write the activity's key; the schedule's page lists them",
    )


def _read_figure(cell: str) -> Decimal:
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", cell):
        plain = re.sub(r"[.,]", "", cell)
        raise CellError(
            f'"{cell}" can be read as {plain} or as a figure with three decimals.',
            mend=f"write {plain}, or add a fourth decimal",
        )
    if not re.fullmatch(r"[0-9]+([.,][0-9]{1,4})?", cell):
        raise CellError(
            f'"{cell}" is no figure.', expected="digits with at most four decimals, such as 12 or 1.5 or 1,5"
        )
    found = Decimal(cell.replace(",", ".")).normalize()
    if found > MOST:
        raise CellError(f'"{cell}" is too large.', expected=f"at most {MOST}")
    return Decimal(format(found, "f"))


def read_quantity(cell: str, activity: KernelActivity) -> Decimal | None:
    """How much of its unit; None where one of it is meant, or where nothing is counted."""
    rate = activity.rate
    counts = rate.measure if rate.kind in ("tiers", "none") else rate.item
    if not cell:
        if counts is not None and rate.kind == "tiers":
            raise CellError(f"the quantity is missing: how many {counts}?", expected="a figure, such as 2")
        return None
    found = _read_figure(cell)
    if not found:
        raise CellError("none of it counts nothing.", mend="take the line out, or write how much it was")
    if counts is None:
        if found == 1:
            return None
        raise CellError(f"`{activity.id}` counts no quantity.", mend="leave the cell empty")
    if rate.kind in ("items", "declared") and (found % 1 or found > MOST_ITEMS):
        raise CellError(
            f'"{cell}" is no number of items: it would stand for {cell} {counts}.',
            expected=f"a whole number up to {MOST_ITEMS}; more go on a second line",
        )
    return found


def read_points(cell: str, activity: KernelActivity) -> Decimal | None:
    """Declared points; None where the schedule gives them."""
    if activity.rate.kind != "declared":
        if cell:
            raise CellError(
                f"the points of `{activity.id}` follow from the schedule.", mend="leave the cell empty"
            )
        return None
    if not cell:
        raise CellError(f"the points of `{activity.id}` are missing: they are for you to declare.")
    return _read_figure(cell)


def find_choice(cell: str, activity: KernelActivity, kernel: Kernel) -> str | None:
    """By key or by title; anything else is judged as it stands, where a choice can mean anything."""
    choices = activity.choices or ()
    tells_apart = any(
        rule.for_each == "choice" and _can_count(rule, activity) for rule in (*kernel.limits, *kernel.demands)
    )
    means = choices or activity.rate.repeats or tells_apart
    if cell and not means:
        raise CellError(f"`{activity.id}` lists no choices.", mend="leave the cell empty")
    return next((one.id for one in choices if _is_named(cell, one.id, one.title)), cell or None)


def _can_count(rule: KernelRule, activity: KernelActivity) -> bool:
    """Whether a rule can count an activity, by what it names."""
    counting = rule.counting
    return counting is None or (
        counting.activity in (None, activity.id) and counting.category in (None, activity.category)
    )


def check_asked(cell: str, activity: KernelActivity, kernel: Kernel) -> None:
    """A no where nothing is asked would change nothing."""
    asked = {condition.id for condition in kernel.conditions if condition.about == "entry"}
    if YES.get(cell.lower()) is False and not asked & set(activity.conditions):
        raise CellError(
            f"nothing is to be confirmed for `{activity.id}`: it would count in full.",
            mend="leave the cell empty, or take the line out",
        )


def read_topics(cell: str, kernel: Kernel) -> tuple[str, ...]:
    """Topics parted by commas, semicolons or spaces; a misspelt one would silently not count."""
    found = tuple(topic.lower() for topic in re.split(r"[\s,;|]+", cell) if topic)
    free = any(rule.for_each == "topic" for rule in (*kernel.limits, *kernel.demands))
    if found and not kernel.topics and not free:
        raise CellError(f"the schedule {kernel.id} knows no topics.", mend="leave the cell empty")
    for topic in found:
        if topic not in kernel.topics and (not free or find_closest(topic, kernel.topics)):
            raise CellError(
                f'the schedule {kernel.id} knows no topic "{topic}".',
                expected=", ".join(kernel.topics),
                nearest=find_nearest(topic, kernel.topics),
            )
    return found


def read_confirmed(cell: str) -> bool | None:
    """What was answered to the question of an activity; None while nobody has said."""
    if cell and cell.lower() not in YES:
        raise CellError(f'"{cell}" is no answer.', expected="yes, no, or nothing while nobody has said")
    return YES.get(cell.lower())
