"""A log of CPD activities as spreadsheets write it: CSV to entries, or everything that is wrong with it.

Semicolons, tabs or commas; decimal commas; byte order marks; quoted fields; dates in figures, with the
name of the month, or as the number that a spreadsheet counts. What could be read in two ways is refused,
never guessed: 03/04/2026, or 1,500. So is a cell where it can mean nothing, as it has likely slipped from
the column beside it. One wrong line, and there is no log: a partial one would give a wrong total.
The twin of client/calculator/csv.js, which reads the same logs and refuses the same lines.
"""

from __future__ import annotations

import calendar
import csv
import datetime
import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from catalogue.model.kernel import Kernel, KernelActivity
from catalogue.model.log import LogEntry
from catalogue.model.problem import Place, Problem
from catalogue.model.spelling import find_closest, find_nearest

COLUMNS = ("id", "date", "activity", "quantity", "choice", "points", "topics", "confirmed", "note")
NEEDED = ("date", "activity")
Order = Literal["dmy", "mdy"]
YEARS = range(1900, 2200)
MOST = 1_000_000
MOST_ITEMS = 100
"""More in one line is likely another unit, such as the words of one article."""
LONGEST = 100_000
MONTHS = [calendar.month_name[month].lower() for month in range(1, 13)]
FIRST_SERIAL = datetime.date(1899, 12, 30)
"""Day 0 of spreadsheets."""
YES = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class _WrongError(Exception):
    """A cell that cannot be read: what is wrong, and how to mend it."""

    def __init__(self, what: str, **more: str) -> None:
        super().__init__(what)
        self.what, self.more = what, more


@dataclass
class LogReader:
    """A log as far as it was read."""

    file: str
    kernel: Kernel
    order: Order | None
    columns: dict[str, int] = field(default_factory=dict)
    width: int = 0
    """How many cells the heading has."""
    entries: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    """What each line says, with its number."""
    problems: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each id that is written."""

    def add_problem(self, line: int, column: int, what: str, **more: str) -> None:
        """Add a problem; line and column (of the spreadsheet) from 1."""
        self.problems.append(Problem(Place(self.file, line, column), what, check="log", **more))  # type: ignore[arg-type]


def read_log(
    content: bytes, file: str, kernel: Kernel, order: Order | None = None
) -> tuple[tuple[LogEntry, ...], list[Problem]]:
    """The entries of a log, in its order; none where anything is wrong with it."""
    reading = LogReader(file, kernel, order)
    text = _decode(content, reading)
    if text is not None:
        _read_rows(text, reading)
    if reading.problems:
        return (), sorted(reading.problems)
    return tuple(_number_entries(reading)), []


def _number_entries(reading: LogReader) -> Iterator[LogEntry]:
    """The entries, those without an id named by their line, or by a number that is free."""
    taken = set(reading.lines)
    for line, found in reading.entries:
        names = map(str, itertools.chain([line], itertools.count(1)))
        key = found["id"] or next(name for name in names if name not in taken)
        taken.add(key)
        yield LogEntry(**{**found, "id": key})


def _decode(content: bytes, reading: LogReader) -> str | None:
    code = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(code)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        reading.add_problem(
            line,
            0,
            "From here on the text is not UTF-8.",
            mend="save it as CSV UTF-8, which spreadsheets offer under Save As",
        )
        return None
    if "\0" in text:
        reading.add_problem(1, 0, "This is no text.", mend="save the spreadsheet as CSV")
        return None
    return text


def _read_rows(text: str, reading: LogReader) -> None:
    """Read the heading, then each line below it."""
    rows = _split_rows(text, reading)
    if not rows and not reading.problems:
        reading.add_problem(
            1, 0, "There is nothing in this file.", expected=f"a line with {', '.join(COLUMNS)}"
        )
    if reading.problems or not _read_heading(rows[0][1], rows[0][0], reading):
        return
    for line, row in rows[1:]:
        if line > LONGEST:
            reading.add_problem(line, 0, f"A log has at most {LONGEST} lines.", mend="split it")
            return
        _read_line(row, line, reading)


def _split_rows(text: str, reading: LogReader) -> list[tuple[int, list[str]]]:
    """The rows that hold something, with the line that each begins on; a quote that stays open is told."""
    delimiter, skipped = _find_delimiter(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found, line = [], 1
    try:
        for number, row in enumerate(rows):
            if number >= skipped and any(cell.strip() for cell in row):
                found.append((line, row))
            line = rows.line_num + 1
    except csv.Error:
        reading.add_problem(
            line, 0, "A quote that is opened here is not closed as it should be.", mend='write a quote as ""'
        )
    return found


def _find_delimiter(text: str) -> tuple[str, int]:
    """What parts the cells, and how many lines to skip: Excel may say `sep=;` first."""
    said = re.match(r"\"?sep=([;,\t])\"?\r?\n", text, re.IGNORECASE)
    if said:
        return said[1], 1
    first = next((line for line in re.split(r"\r\n|\n|\r", text) if re.search(r"[^\s;,\"]", line)), "")
    counts = {mark: _count_columns(first, mark) for mark in (";", "\t", ",")}
    return max(counts, key=lambda mark: counts[mark]), 0


def _count_columns(heading: str, mark: str) -> tuple[int, int]:
    cells = [_to_name(cell) for cell in heading.split(mark)]
    return sum(cell in COLUMNS for cell in cells), len(cells)


def _to_name(cell: str) -> str:
    return cell.strip().strip('"').strip().lower()


def _read_heading(row: list[str], line: int, reading: LogReader) -> bool:
    """The place of each column; whether the lines below can be read."""
    names = [_to_name(cell) for cell in row]
    reading.width = len(names)
    if not any(find_nearest(name, COLUMNS) for name in names):
        reading.add_problem(line, 0, "This line is no heading of a log.", expected=", ".join(COLUMNS))
        return False
    meant = {_place_column(name, column, line, reading) for column, name in enumerate(names, 1)}
    for name in NEEDED:
        if name not in meant:
            reading.add_problem(line, 0, f"The column `{name}` is missing.", expected=", ".join(COLUMNS))
    return not reading.problems


def _place_column(name: str, column: int, line: int, reading: LogReader) -> str:
    """Put one column in its place, or tell what is wrong with it; which one was meant."""
    if name in reading.columns:
        reading.add_problem(line, column, f"The column `{name}` stands here a second time.", mend="keep one")
    elif name in COLUMNS:
        reading.columns[name] = column - 1
    elif name:
        reading.add_problem(
            line,
            column,
            f"A log has no column `{name}`.",
            expected=f"one of {', '.join(COLUMNS)}",
            nearest=find_nearest(name, COLUMNS),
            mend="rename the column, or take it out; `note` takes any text",
        )
    return find_nearest(name, COLUMNS)


def _read_line(row: list[str], line: int, reading: LogReader) -> None:
    """One line to an entry, or to everything that is wrong with it."""
    named = set(reading.columns.values())
    if len(row) > reading.width or any(cell.strip() for at, cell in enumerate(row) if at not in named):
        reading.add_problem(
            line,
            len(row),
            "There are more cells here than columns.",
            mend="put text that holds the mark between cells, such as 1,5, between double quotes",
        )
        return
    cells = Cells(row, line, reading)
    found: dict[str, Any] = {"id": cells.read_cell("id", _make_id_reader(line, reading))}
    found["date"] = cells.read_cell("date", lambda cell: _read_date(cell, reading.order))
    activity = cells.read_cell("activity", lambda cell: _find_activity(cell, reading.kernel))
    found["confirmed"] = cells.read_cell("confirmed", _read_confirmed)
    found["note"] = cells.read_cell("note", lambda cell: cell or None)
    found["topics"] = cells.read_cell("topics", lambda cell: _read_topics(cell, reading.kernel))
    if activity is not None:
        found["activity"] = activity.id
        found["quantity"] = cells.read_cell("quantity", lambda cell: _read_quantity(cell, activity))
        found["points"] = cells.read_cell("points", lambda cell: _read_points(cell, activity))
        found["choice"] = cells.read_cell("choice", lambda cell: _find_choice(cell, activity, reading.kernel))
        cells.read_cell("confirmed", lambda cell: _check_asked(cell, activity, reading.kernel))
    if not cells.wrong:
        reading.entries.append((line, found))


@dataclass
class Cells:
    """The cells of one line."""

    row: list[str]
    line: int
    reading: LogReader
    wrong: bool = False

    def read_cell(self, name: str, read: Callable[[str], Any]) -> Any:
        """One cell; None where it is wrong, which is told."""
        column = self.reading.columns.get(name)
        cell = "" if column is None or column >= len(self.row) else self.row[column].strip()
        try:
            return read(cell)
        except _WrongError as wrong:
            self.wrong = True
            what = f"{name}: {wrong.what}"
            self.reading.add_problem(self.line, 0 if column is None else column + 1, what, **wrong.more)
            return None


def _make_id_reader(line: int, reading: LogReader) -> Callable[[str], str]:
    def read_id(cell: str) -> str:
        if cell in reading.lines:
            raise _WrongError(
                f"`{cell}` names line {reading.lines[cell]} already.", mend="give it another id, or none"
            )
        if cell:
            reading.lines[cell] = line
        return cell

    return read_id


def _read_date(cell: str, order: Order | None) -> datetime.date:
    cell = re.sub(r"[T ]00:00(:00)?$", "", cell)
    if match := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", cell):
        return _make_date(cell, int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})", cell):
        day, month = _order_day_and_month(cell, int(match[1]), int(match[2]), order)
        return _make_date(cell, int(match[3]), month, day)
    if match := re.fullmatch(r"([0-9]{1,2})[-/. ]([A-Za-z]{3,9})[-/. ]([0-9]{4}|[0-9]{2})", cell):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match[2].lower())), 0)
        return _make_date(cell, int(f"20{match[3]}"[-4:]), month, int(match[1]))
    if re.fullmatch(r"[1-9][0-9]{4}", cell):
        return FIRST_SERIAL + datetime.timedelta(days=int(cell))
    shown = f'"{cell}" is no date.' if cell else "the date is missing."
    raise _WrongError(shown, expected="year-month-day, such as 2026-11-22, or a day such as 22 Nov 2026")


def _order_day_and_month(cell: str, one: int, other: int, order: Order | None) -> tuple[int, int]:
    """Which of two figures is the day, and which the month: by what is said, else by what can be."""
    if order is None and one != other and max(one, other) <= 12:
        raise _WrongError(
            f'"{cell}" can be read in two ways: day or month first.',
            mend="write year-month-day, or say --dates dmy or --dates mdy",
        )
    return (other, one) if order == "mdy" or (order is None and other > 12) else (one, other)


def _make_date(cell: str, year: int, month: int, day: int) -> datetime.date:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        raise _WrongError(f'the calendar has no "{cell}".') from None
    if year not in YEARS:
        raise _WrongError(f'"{cell}" lies too far off.', expected="a year from 1900 to 2199")
    return found


def _simplify(name: str) -> str:
    """A name without what people write in other ways: capitals, spaces, punctuation, & or and."""
    return "".join(letter for letter in name.lower().replace("&", "and") if letter.isalnum())


def _is_named(cell: str, *names: str) -> bool:
    return _simplify(cell) in {_simplify(name) for name in names} - {""}


def _find_activity(cell: str, kernel: Kernel) -> KernelActivity:
    """By key, or by title."""
    for activity in kernel.activities:
        if _is_named(cell, activity.id, activity.title):
            return activity
    if not cell:
        raise _WrongError("the activity is missing.", expected="the key of an activity of the schedule")
    known = [name for activity in kernel.activities for name in (activity.id, activity.title)]
    raise _WrongError(
        f'the schedule {kernel.id} has no activity "{cell}".',
        nearest=find_nearest(cell.lower(), known) or find_nearest(cell, known),
        mend="write the activity's key; the schedule's page lists them",
    )


def _read_figure(cell: str) -> Decimal:
    if re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", cell):
        plain = re.sub(r"[.,]", "", cell)
        raise _WrongError(
            f'"{cell}" can be read as {plain} or as a figure with three decimals.',
            mend=f"write {plain}, or add a fourth decimal",
        )
    if not re.fullmatch(r"[0-9]+([.,][0-9]{1,4})?", cell):
        raise _WrongError(
            f'"{cell}" is no figure.', expected="digits with at most four decimals, such as 12 or 1.5 or 1,5"
        )
    found = Decimal(cell.replace(",", ".")).normalize()
    if found > MOST:
        raise _WrongError(f'"{cell}" is too large.', expected=f"at most {MOST}")
    return Decimal(format(found, "f"))


def _read_quantity(cell: str, activity: KernelActivity) -> Decimal | None:
    rate = activity.rate
    counts = rate.measure if rate.kind in ("tiers", "none") else rate.item
    if not cell:
        if counts is not None and rate.kind == "tiers":
            raise _WrongError(f"the quantity is missing: how many {counts}?", expected="a figure, such as 2")
        return None
    found = _read_figure(cell)
    if counts is None:
        if found == 1:
            return None
        raise _WrongError(f"`{activity.id}` counts no quantity.", mend="leave the cell empty")
    if rate.kind in ("items", "declared") and (found % 1 or found > MOST_ITEMS):
        raise _WrongError(
            f'"{cell}" is no number of items: it would stand for {cell} {counts}.',
            expected=f"a whole number up to {MOST_ITEMS}; more go on a second line",
        )
    return found


def _read_points(cell: str, activity: KernelActivity) -> Decimal | None:
    if activity.rate.kind != "declared":
        if cell:
            raise _WrongError(
                f"the points of `{activity.id}` follow from the schedule.", mend="leave the cell empty"
            )
        return None
    if not cell:
        raise _WrongError(f"the points of `{activity.id}` are missing: they are for you to declare.")
    return _read_figure(cell)


def _find_choice(cell: str, activity: KernelActivity, kernel: Kernel) -> str | None:
    """By key or by title; anything else is judged as it stands, where a choice can mean anything."""
    choices = activity.choices or ()
    means = choices or activity.rate.repeats or _tells_apart(kernel, "choice")
    if cell and not means:
        raise _WrongError(f"`{activity.id}` lists no choices.", mend="leave the cell empty")
    return next((one.id for one in choices if _is_named(cell, one.id, one.title)), cell or None)


def _tells_apart(kernel: Kernel, what: str) -> bool:
    return any(rule.for_each == what for rule in (*kernel.limits, *kernel.demands))


def _check_asked(cell: str, activity: KernelActivity, kernel: Kernel) -> None:
    """A no where nothing is asked would change nothing."""
    asked = {condition.id for condition in kernel.conditions if condition.about == "entry"}
    if YES.get(cell.lower()) is False and not asked & set(activity.conditions):
        raise _WrongError(
            f"nothing is to be confirmed for `{activity.id}`: it would count in full.",
            mend="leave the cell empty, or take the line out",
        )


def _read_topics(cell: str, kernel: Kernel) -> tuple[str, ...]:
    """Topics parted by commas, semicolons or spaces; a misspelt one would silently not count."""
    found = tuple(topic.lower() for topic in re.split(r"[\s,;|]+", cell) if topic)
    free = _tells_apart(kernel, "topic")
    if found and not kernel.topics and not free:
        raise _WrongError(f"the schedule {kernel.id} knows no topics.", mend="leave the cell empty")
    for topic in found:
        if topic not in kernel.topics and (not free or find_closest(topic, kernel.topics)):
            raise _WrongError(
                f'the schedule {kernel.id} knows no topic "{topic}".',
                expected=", ".join(kernel.topics),
                nearest=find_nearest(topic, kernel.topics),
            )
    return found


def _read_confirmed(cell: str) -> bool | None:
    if cell and cell.lower() not in YES:
        raise _WrongError(f'"{cell}" is no answer.', expected="yes, no, or nothing while nobody has said")
    return YES.get(cell.lower())
