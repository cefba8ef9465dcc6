"""A table as somebody keeps it, to rows of cells: Excel, CSV in any dialect, or copied from a page."""

from __future__ import annotations

import csv
import io
import re
from typing import NamedTuple

from catalogue.read.sheet import SheetError, is_sheet, read_sheet
from catalogue.read.unseen import drop_unseen

LOOKED_AT = 10
"""Rows in which a heading is looked for, and by which the mark between cells is known."""


class Row(NamedTuple):
    """Cells, and the line that they begin on."""

    line: int
    cells: list[str]


class TableError(Exception):
    """A file that cannot be read as a table; the message says why."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line


def read_rows(content: bytes) -> list[Row]:
    """The rows that hold something; raises TableError."""
    if is_sheet(content):
        try:
            seen = ([drop_unseen(cell) for cell in cells] for cells in read_sheet(content))
            return [Row(line, cells) for line, cells in enumerate(seen, 1) if any(cells)]
        except SheetError:
            raise TableError(1, "This is no Excel file that can be read.") from None
    if rows := split_rows(read_text(content)):
        return rows
    raise TableError(1, "There is nothing in this file.")


def read_text(content: bytes) -> str:
    """Text as spreadsheets write it: UTF-16 with a mark, UTF-8, else as Windows does."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def split_rows(text: str) -> list[Row]:
    """The rows of a text that hold something; raises TableError where a quote stays open."""
    text = drop_unseen(text)
    said = re.match(r"(\"?)sep=([;,\t])\1\r?\n", text, re.IGNORECASE)
    mark = said[2] if said else _find_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    rows, line = [], 1
    try:
        for number, cells in enumerate(reader):
            own = [cell.strip() for cell in cells]
            if any(own) and number >= bool(said):
                rows.append(Row(line, own))
            line = reader.line_num + 1
    except csv.Error:
        raise TableError(line, "A quote that is opened here is not closed as it should be.") from None
    return rows


def _find_delimiter(text: str) -> str:
    """The mark that parts one of the first lines into the most cells."""
    lines = re.split(r"\r\n|\n|\r", text)[:LOOKED_AT]
    return max("\t;,", key=lambda mark: max(line.count(mark) for line in lines))
