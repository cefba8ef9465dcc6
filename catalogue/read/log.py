"""A log of CPD activities as spreadsheets write it: CSV to entries, or everything that is wrong with it.

Semicolons, tabs or commas; decimal commas; byte order marks; quoted fields; dates in figures, with the
name of the month, or as the number that a spreadsheet counts. One wrong line, and there is no log: a partial
one would give a wrong total. A list in a member's own words is read by `lists.py`.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from catalogue.model.formula import read_cell
from catalogue.model.kernel import Kernel
from catalogue.model.log import COLUMNS, IN_OWN_WORDS, LogEntry
from catalogue.model.problem import Place, Problem
from catalogue.model.spelling import find_nearest
from catalogue.read.cells import (
    CellError,
    Order,
    check_asked,
    find_activity,
    find_choice,
    read_confirmed,
    read_date,
    read_points,
    read_quantity,
    read_topics,
)

NEEDED = ("date", "activity")
LONGEST = 100_000


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
    found["date"] = cells.read_cell("date", lambda cell: read_date(cell, reading.order))
    activity = cells.read_cell("activity", lambda cell: find_activity(cell, reading.kernel))
    found["confirmed"] = cells.read_cell("confirmed", read_confirmed)
    found |= {name: cells.read_cell(name, lambda cell: cell or None) for name in IN_OWN_WORDS}
    found["topics"] = cells.read_cell("topics", lambda cell: read_topics(cell, reading.kernel))
    if activity is not None:
        found["activity"] = activity.id
        found["quantity"] = cells.read_cell("quantity", lambda cell: read_quantity(cell, activity))
        found["points"] = cells.read_cell("points", lambda cell: read_points(cell, activity))
        found["choice"] = cells.read_cell("choice", lambda cell: find_choice(cell, activity, reading.kernel))
        cells.read_cell("confirmed", lambda cell: check_asked(cell, activity, reading.kernel))
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
        cell = "" if column is None or column >= len(self.row) else read_cell(self.row[column].strip())
        try:
            return read(cell)
        except CellError as wrong:
            self.wrong = True
            what = f"{name}: {wrong.what}"
            self.reading.add_problem(self.line, 0 if column is None else column + 1, what, **wrong.more)
            return None


def _make_id_reader(line: int, reading: LogReader) -> Callable[[str], str]:
    def read_id(cell: str) -> str:
        if cell in reading.lines:
            raise CellError(
                f"`{cell}` names line {reading.lines[cell]} already.", mend="give it another id, or none"
            )
        if cell:
            reading.lines[cell] = line
        return cell

    return read_id
