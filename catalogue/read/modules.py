"""A sheet of modules and units, to what a qualification is made of, or to all that is doubtful in it.

Two layouts are read. A list as providers print it has lines such as "Module 1: The lamp (25 credits)" and
below each "L1: Oil and wick (Level 3, 10 credits)". A table has a heading and a row for each unit; its module
stands in columns of its own, or in a row above. What could be read in two ways is told with its cell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from catalogue.read.cells import CellError, simplify_name
from catalogue.read.module_cells import (
    COMPONENTS_IN_CODES,
    FACTS,
    HEADINGS,
    NEEDED,
    READERS,
    find_role,
    simplify_spaces,
)
from catalogue.read.module_sheet import ModuleSheet, Part, check_numbers, check_sums, sum_credits
from catalogue.read.table import Row, TableError, read_rows, read_text

NAMES = {
    "unit": "code",
    "nqf_level": "NQF level",
    "credits": "number of credits",
    "total": "number of credits",
    "nlrd_id": "NLRD id",
}
"""What a value is called where its key says too little."""
HEADING_WITHIN = 30
"""Rows in which the heading is looked for."""
BULLETS = "•*·–-= "
MODULE = re.compile(
    r"module (?P<n>[0-9]+)\s*(?:[:.–-]\s*(?P<title>.+?))?\s*(?:\((?P<credits>[^()]*)\))?", re.I
)
UNIT = re.compile(r"(?P<unit>[^\s:]+):\s*(?P<title>.+?)\s*\((?P<nqf_level>[^(),]*),(?P<credits>[^(),]*)\)")


class Cell(NamedTuple):
    """A text, and the column that it stands in."""

    text: str
    column: int


def read_modules(content: bytes, file: str) -> ModuleSheet:
    """The modules and units of a sheet. Whatever is doubtful is in `problems`; nothing is raised."""
    sheet = ModuleSheet(file)
    text = "" if content.startswith(b"PK") else read_text(content)
    if _is_list(text.splitlines()):
        _read_list([Row(n, [line]) for n, line in enumerate(text.splitlines(), 1)], sheet)
    else:
        try:
            _read_table(read_rows(content), sheet)
        except TableError as error:
            sheet.add_problem(error.line, 0, str(error))
    if not sheet.problems and not sheet.codes:
        sheet.add_problem(
            1, 0, "There is no unit in this file.", expected="a list of modules, or a table of units"
        )
    check_numbers(sheet)
    check_sums(sheet)
    sheet.problems.sort()
    return sheet


def _is_list(lines: Sequence[str]) -> bool:
    return any(UNIT.fullmatch(simplify_spaces(line).strip(BULLETS)) for line in lines)


def _read_list(rows: Sequence[Row], sheet: ModuleSheet) -> None:
    """Lines as providers print them. What stands above the first module is about the whole."""
    for row in rows:
        line = simplify_spaces(row.cells[0]).strip(BULLETS)
        indent = len(row.cells[0]) - len(row.cells[0].lstrip()) + 1
        if not line:
            continue
        if found := MODULE.fullmatch(line):
            _begin_module(row, found["n"], found["title"], found["credits"], Cell(line, indent), sheet)
        elif found := UNIT.fullmatch(line):
            at = row.cells[0].find
            cells = {name: Cell(said.strip(), at(said) + 1) for name, said in found.groupdict().items()}
            _add_unit(row, cells, sheet)
        elif sheet.modules or sheet.codes:
            sheet.add_problem(
                row.line,
                indent,
                f"“{line[:60]}” is neither a module nor a unit.",
                expected="Module 1: Title (8 credits), or CODE: Title (Level 4, 4 credits)",
            )
        elif ":" in line:
            name, _, said = line.partition(":")
            _read_fact(row.line, name, Cell(said.strip(), row.cells[0].find(said.strip()) + 1), sheet)


def _read_table(rows: Sequence[Row], sheet: ModuleSheet) -> None:
    """A heading, and rows below it; what stands above it is about the whole."""
    head = next((n for n, row in enumerate(rows[:HEADING_WITHIN]) if _is_heading(row.cells)), None)
    if head is None:
        _read_rows_without_heading(rows, sheet)
        return
    for row in rows[:head]:
        cells = [Cell(simplify_spaces(cell), n) for n, cell in enumerate(row.cells, 1) if cell.strip()]
        if len(cells) == 1:
            name, _, said = cells[0].text.partition(":")
            cells = [Cell(name, cells[0].column), Cell(said.strip(), cells[0].column)]
        if len(cells) > 1:
            _read_fact(row.line, cells[0].text, cells[1], sheet)
    columns = _place_columns(rows[head], sheet)
    if not sheet.problems:
        for row in rows[head + 1 :]:
            _read_row(row, columns, len(rows[head].cells), sheet)


def _read_rows_without_heading(rows: Sequence[Row], sheet: ModuleSheet) -> None:
    """A list that was pasted into a spreadsheet: one cell a row. Else the heading is missing."""
    if _is_list([" ".join(row.cells) for row in rows]):
        _read_list([Row(row.line, [" ".join(filter(None, row.cells))]) for row in rows], sheet)
        return
    nearest = {find_role(cell, near=True) for row in rows[:HEADING_WITHIN] for cell in row.cells}
    sheet.add_problem(
        rows[0].line,
        0,
        "No row of this sheet names its columns.",
        expected=", ".join(HEADINGS[name].partition(",")[0] for name in NEEDED),
        nearest=", ".join(HEADINGS[role].partition(",")[0] for role in NEEDED if role in nearest),
    )


def _is_heading(cells: Sequence[str]) -> bool:
    roles = {find_role(cell) for cell in cells} - {None}
    return len(roles & {*NEEDED}) >= 2 or len(roles - {""}) >= 3


def _place_columns(row: Row, sheet: ModuleSheet) -> dict[str, int]:
    """The column of each thing that a unit has."""
    columns: dict[str, int] = {}
    for n, cell in enumerate(row.cells, 1):
        role = find_role(cell)
        if role is None and cell.strip():
            nearest = find_role(cell, near=True)
            if nearest in NEEDED and not any(find_role(other) == nearest for other in row.cells):
                said = HEADINGS[nearest].partition(",")[0]
                sheet.add_problem(
                    row.line, n, f"No column is called “{simplify_spaces(cell)}”.", nearest=said
                )
            else:
                sheet.left_out.append(simplify_spaces(cell))
        elif role in columns:
            what = f"“{simplify_spaces(cell)}” says the same as column {columns[role]}: which one holds?"
            sheet.add_problem(row.line, n, what, mend="take one of the two out, or rename it")
        elif role:
            columns[role] = n
    for name in NEEDED:
        if name not in columns and not sheet.problems:
            said = HEADINGS[name].partition(",")[0]
            sheet.add_problem(row.line, 0, f"No column holds the {said} of a unit.", expected=HEADINGS[name])
    return columns


def _read_row(row: Row, columns: dict[str, int], width: int, sheet: ModuleSheet) -> None:
    """A unit; or a row that names a module, or adds up."""
    own = [Cell(simplify_spaces(cell), n) for n, cell in enumerate(row.cells, 1) if cell.strip()]
    alone = MODULE.fullmatch(own[0].text)
    names = columns["unit"], columns["title"]
    if len(row.cells) > width and any(cell.column > width for cell in own):
        over = next(cell for cell in own if cell.column > width)
        what = f"There are more cells here than columns: “{over.text[:40]}”."
        sheet.add_problem(
            row.line, over.column, what, mend="put a text that holds the mark between cells in quotes"
        )
    elif re.match(r"(sub|grand )?-?totals?\b|sum\b", own[0].text, re.I):
        _check_total(row, own, columns, sheet)
    elif alone and all(cell.column not in names or cell is own[0] for cell in own):
        last = own[-1] if len(own) > 1 else None
        _begin_module(
            row, alone["n"], alone["title"], alone["credits"] or (last and last.text), own[0], sheet
        )
    else:
        cells = {
            name: Cell(simplify_spaces(row.cells[n - 1]) if n <= len(row.cells) else "", n)
            for name, n in columns.items()
        }
        if "module" in columns:
            _find_module(row, cells, sheet)
        _add_unit(row, cells, sheet)


def _find_text(cells: dict[str, Cell], name: str) -> str:
    """What stands in a column, where the table has it."""
    return cells[name].text if name in cells else ""


def _find_module(row: Row, cells: dict[str, Cell], sheet: ModuleSheet) -> None:
    """Begin the module that a row of a table names, unless it goes on. An empty cell is the one above."""
    said, title = cells["module"], _find_text(cells, "module_title")
    if not said.text:
        if title and (not sheet.modules or sheet.modules[-1].title != title):
            sheet.add_problem(
                row.line, said.column, "The number of the module is missing.", expected="such as 1"
            )
        return
    found = MODULE.fullmatch(said.text if said.text.lower().startswith("module") else f"Module {said.text}")
    if not found:
        sheet.add_problem(
            row.line, said.column, f"“{said.text}” is no module.", expected="a number, such as 1"
        )
        return
    title = found["title"] or title
    printed = found["credits"] or _find_text(cells, "module_credits")
    last = sheet.modules[-1] if sheet.modules else None
    if last is None or last.number != int(found["n"]):
        _begin_module(row, found["n"], title, printed, said, sheet)
    elif title and title != last.title:
        what = f"Module {last.number} is called “{title}” here and “{last.title}” in row {last.line}."
        sheet.add_problem(
            row.line, cells.get("module_title", said).column, what, mend="mend the one that is wrong"
        )


def _begin_module(
    row: Row, number: str, title: str | None, credits: str | None, cell: Cell, sheet: ModuleSheet
) -> None:
    part = Part(int(number), title or "", row.line)
    if not title:
        sheet.add_problem(
            row.line, cell.column, f"The title of module {number} is missing.", expected="its title"
        )
    if credits:
        part.credits = _read(row.line, Cell(credits, cell.column), "credits", sheet)
    if earlier := next((one for one in sheet.modules if one.number == part.number), None):
        what = f"Module {number} stands in row {earlier.line} already."
        sheet.add_problem(row.line, cell.column, what, mend="put its units together, or mend the number")
    sheet.modules.append(part)
    sheet.last = row.line


def _add_unit(row: Row, cells: dict[str, Cell], sheet: ModuleSheet) -> None:
    """One unit, in the module that was begun last."""
    unit: dict[str, Any] = {}
    for name in ("unit", "title", "nqf_level", "credits"):
        value = _read(row.line, cells[name], name, sheet)
        if value is not None:
            unit[name] = value
    component = _read(row.line, cells["component"], "component", sheet) if "component" in cells else None
    parts = {
        kind for mark, kind in COMPONENTS_IN_CODES.items() if f"-{mark}-" in f"-{cells['unit'].text.upper()}-"
    }
    if component and parts and component not in parts:
        what = f"The code {cells['unit'].text} says {parts.pop()}, the column {component}."
        sheet.add_problem(row.line, cells["component"].column, what, mend="mend the one that is wrong")
    elif component or parts:
        unit["component"] = component or parts.pop()
    if source := _find_text(cells, "source"):
        unit["source"] = source
    first = sheet.codes.setdefault(cells["unit"].text, row.line)
    if cells["unit"].text and first != row.line:
        what = f"The unit {cells['unit'].text} stands in row {first} already."
        sheet.add_problem(
            row.line, cells["unit"].column, what, mend="mend the code, or take one of the two out"
        )
    unit["line"], unit["column"] = row.line, cells["credits"].column
    (sheet.modules[-1].units if sheet.modules else sheet.units).append(unit)
    sheet.last = row.line


def _read_fact(line: int, name: str, cell: Cell, sheet: ModuleSheet) -> None:
    """What is said of the whole qualification, where it is one of FACTS."""
    own = simplify_name(name)
    key = next((key for key, called in FACTS.items() if own in map(simplify_name, called.split(","))), None)
    if key and cell.text and key not in sheet.facts:
        value = _read(line, cell, "total" if key == "credits" else key, sheet)
        if value is not None:
            sheet.facts[key], sheet.where[key] = value, (line, cell.column)


def _read(line: int, cell: Cell, name: str, sheet: ModuleSheet) -> Any:
    """The value of a cell; None where it is empty and may be, or wrong, which is told."""
    try:
        return READERS[name](cell.text)
    except CellError as wrong:
        wanted = NAMES.get(name, name)
        what = f"“{cell.text[:60]}” is no {wanted}." if cell.text else f"The {wanted} is missing."
        sheet.add_problem(line, cell.column, what, **wrong.more)
        return None


def _check_total(row: Row, own: Sequence[Cell], columns: dict[str, int], sheet: ModuleSheet) -> None:
    """A row that adds up: of all so far, or of the last module."""
    cell = next((cell for cell in own if cell.column == columns["credits"]), own[-1])
    said = _read(row.line, cell, "total", sheet)
    sums = {sum_credits(sheet.list_units()), *(sum_credits(part.units) for part in sheet.modules[-1:])}
    if said is not None and said not in sums:
        what = f"{said} is said to be the total, but the units above add up to {max(sums)} credits."
        sheet.add_problem(row.line, cell.column, what, mend="compare each row with the document")
