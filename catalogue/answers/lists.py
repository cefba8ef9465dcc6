"""`python build.py import log`: a list in a member's own words to a log, and what was guessed on the way.

The log is written for `points`, which stays strict: a line that could not be read stands in it without its
activity, so that nobody takes it for judged.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalogue.answers.points import ProblemsError, UsageError, find_kernel
from catalogue.model.catalogue import Catalogue
from catalogue.model.formula import write_cell
from catalogue.model.kernel import Kernel
from catalogue.model.log import COLUMNS, Options
from catalogue.model.problem import Place, Problem
from catalogue.read.cells import Order
from catalogue.read.lists import (
    Line,
    Sheet,
    find_lack,
    guess_columns,
    read_lines,
)
from catalogue.read.table import TableError, read_rows
from catalogue.rules.kernel import build_kernel
from catalogue.wording.language import read_phrases


@dataclass(frozen=True)
class ListRead:
    """A list as it was understood."""

    kernel: Kernel
    titles: list[str]
    """The headings, or the numbers of columns without one."""
    sheet: Sheet
    lines: list[Line]

    def list_report(self) -> Iterator[str]:
        """What was guessed, and what is left to be sorted, in lines of text."""
        held = zip(self.titles, self.sheet.roles, strict=True)
        yield "Columns: " + ", ".join(f"{title}: {role or 'left out'}" for title, role in held) + "."
        for line in self.lines:
            yield from _describe_line(line, self.kernel)

    def write_log(self) -> str:
        """The log as CSV."""
        text = io.StringIO()
        rows = csv.writer(text, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows([_format_cell(getattr(line, name)) for name in COLUMNS] for line in self.lines)
        return text.getvalue()

    def to_json(self) -> dict[str, Any]:
        """The same for machines."""
        pairs = zip(self.titles, self.sheet.roles, strict=True)
        columns = [{"title": title, "holds": role or None} for title, role in pairs]
        lines = [
            {name: _to_plain(value) for name, value in asdict(line).items()}
            | {"wrong": [{"column": column or None, "what": what} for column, what in line.wrong]}
            for line in self.lines
        ]
        return {"schedule": self.kernel.id, "columns": columns, "lines": lines}


def answer_list(
    catalogue: Catalogue | None, file: Path, schedule: str, on: date, order: Order | None
) -> ListRead:
    """A list in a file, CSV or Excel, as it is understood by a schedule.

    Raises ProblemsError where the file cannot be read, UsageError where days must be told from months.
    """
    if catalogue and schedule in catalogue.schedules:
        kernel = build_kernel(catalogue.schedules[schedule])
    else:
        kernel = find_kernel(catalogue, schedule, Options(on=on, cycle_start=on))
    try:
        rows = read_rows(file.read_bytes())
    except TableError as error:
        raise ProblemsError([Problem(Place(file.name, error.line, 0), str(error), check="log")]) from None
    sheet = guess_columns(rows, kernel, read_phrases()["headings"])
    lines = read_lines(rows, sheet, kernel, order)
    if any("two ways" in what for line in lines for column, what in line.wrong if column == "date"):
        raise UsageError("Days such as 03/04/2026 can be read in two ways: say --dates dmy or --dates mdy.")
    heads = rows[sheet.head].cells if sheet.head >= 0 else []
    titles = [*heads, *[""] * (len(sheet.roles) - len(heads))]
    return ListRead(kernel, [title or f"column {i}" for i, title in enumerate(titles, 1)], sheet, lines)


def _describe_line(line: Line, kernel: Kernel) -> Iterator[str]:
    if not line.activity:
        why = " ".join(what for _, what in line.wrong) or "no activity has these words."
        yield f"Line {line.line}, to sort: “{line.words}”: {why}"
    elif line.how == "guessed":
        yield f"Line {line.line}, a guess: “{line.words}” is taken for `{line.activity}`."
    if lack := find_lack(line, kernel):
        yield f"Line {line.line} lacks its {lack}."


def _to_plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _format_cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    return "" if value is None else write_cell(str(value))
