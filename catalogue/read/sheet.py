"""The first sheet of an Excel file (.xlsx: XML in a zip archive) as rows of text.

Values are read, formulas are not; a cell that is formatted as a date becomes one. A reader of our own, since
so little is needed, and a library would be one more to keep. The twin of client/calculator/sheet.js.
"""

from __future__ import annotations

import datetime
import io
import itertools
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

LARGEST, ROWS, COLUMNS = 40_000_000, 100_000, 200
"""Bytes that one part may unpack to, and rows and columns that a list may have."""
DAYS_TO_1904 = 1462
FIRST_DAY = datetime.date(1899, 12, 30)
DATE_FORMATS = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
"""Formats of dates that have a number and no code."""


class SheetError(Exception):
    """This is no Excel file that can be read."""


def is_sheet(content: bytes) -> bool:
    """Whether these are the bytes of a zip archive, as Excel writes it."""
    return content.startswith(b"PK\x03\x04")


def read_sheet(content: bytes) -> list[list[str]]:
    """The rows of the first sheet that is shown; raises SheetError."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return list(_Book(archive).read_rows())
    except (
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        KeyError,
        ValueError,
        IndexError,
    ) as error:
        raise SheetError(str(error)) from error


@dataclass
class _Book:
    archive: zipfile.ZipFile

    def read_rows(self) -> Iterator[list[str]]:
        book = self._read("xl/workbook.xml")
        self.strings = self._list_strings()
        self.dates = self._list_date_styles()
        late = any(one.get("date1904") in ("1", "true") for one in book.iterfind("{*}workbookPr"))
        self.shift = DAYS_TO_1904 if late else 0
        target = self._find_first(book)
        sheet = self._read(target[1:] if target.startswith("/") else f"xl/{target}")
        count = 0
        for row in itertools.islice(sheet.iterfind(".//{*}row"), ROWS):
            empty = min(int(row.get("r", "0")), ROWS) - 1 - count  # rows that hold nothing may be left out
            yield from ([] for _ in range(empty))
            count += max(empty, 0) + 1
            yield self._read_row(row)

    def _read(self, name: str) -> Element:
        """One part; what unpacks to too much, or brings entities of its own, is refused."""
        with self.archive.open(name) as part:
            text = part.read(LARGEST + 1)
        if len(text) > LARGEST or b"<!DOCTYPE" in text:
            raise SheetError(f"{name} is too large, or no part of a sheet")
        return ElementTree.fromstring(text)

    def _find_first(self, book: Element) -> str:
        links = {one.get("Id"): one.get("Target") for one in self._read("xl/_rels/workbook.xml.rels")}
        shown = (one for one in book.iterfind(".//{*}sheet") if one.get("state", "visible") == "visible")
        named = next(shown, Element("none")).items()
        target = next((links.get(value) for key, value in named if key.endswith("}id")), None)
        if not target:
            raise SheetError("no sheet")
        return target

    def _list_strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.archive.namelist():
            return []
        return [_read_string(one) for one in self._read("xl/sharedStrings.xml").iterfind(".//{*}si")]

    def _list_date_styles(self) -> list[bool]:
        """Which styles of cells show a date."""
        if "xl/styles.xml" not in self.archive.namelist():
            return []
        styles = self._read("xl/styles.xml")
        signs = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
        codes = {
            int(one.get("numFmtId", "0")): signs.sub("", one.get("formatCode", ""))
            for one in styles.iterfind(".//{*}numFmt")
        }
        used = (int(one.get("numFmtId", "0")) for one in styles.iterfind("{*}cellXfs/{*}xf"))
        return [
            bool(re.search("[yd]", codes[id_], re.I)) if id_ in codes else id_ in DATE_FORMATS for id_ in used
        ]

    def _read_row(self, row: Element) -> list[str]:
        """Cells in their columns."""
        cells: list[str] = []
        for cell in row.iterfind("{*}c"):
            letters = re.match("[A-Z]+", cell.get("r", ""))
            at = _count_columns(letters[0]) - 1 if letters else len(cells)
            if at < COLUMNS:
                cells += [""] * (at + 1 - len(cells))
                cells[at] = self._read_cell(cell)
        return cells

    def _read_cell(self, cell: Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _read_string(cell)
        value = cell.findtext("{*}v") or ""
        if kind == "s":
            return self.strings[int(value)]
        if kind == "b":
            return "yes" if value == "1" else "no"
        if kind != "n" or not value:
            return "" if kind == "e" else value
        day, style = math.floor(float(value)) + self.shift, int(cell.get("s", "0"))
        if style < len(self.dates) and self.dates[style] and 60 < day < 110_000:
            return (FIRST_DAY + datetime.timedelta(days=day)).isoformat()
        return format(round(float(value), 4), "f").rstrip("0").rstrip(".")


def _count_columns(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _read_string(element: Element) -> str:
    """A text of one or several runs, without its reading aids."""
    aids = {id(one) for aid in element.iterfind(".//{*}rPh") for one in aid.iter()}
    return "".join(one.text or "" for one in element.iterfind(".//{*}t") if id(one) not in aids)
