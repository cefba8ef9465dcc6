"""Excel files for the tests, as Excel writes them: texts apart, days as numbers in a format of dates."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = f"""<styleSheet xmlns="{MAIN}">
<numFmts><numFmt numFmtId="164" formatCode="[$-1C09]dd\\ mmm\\ yyyy"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="4"/></cellXfs></styleSheet>"""
Cell = str | float | bool | datetime.date


def write_xlsx(rows: Sequence[Sequence[Cell]], style: int = 1, late: bool = False) -> bytes:
    """Rows as the first sheet that is shown; days in a style of dates, counted from 1904 where `late`."""
    strings: list[str] = []
    body = ""
    for n, row in enumerate(rows, 1):
        cells = (_write_cell(cell, n, i, strings, style, late) for i, cell in enumerate(row))
        body += f'<row r="{n}">{"".join(cells)}</row>'
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><workbookPr date1904="{int(late)}"/>'
        '<sheets><sheet name="Old" state="hidden" r:id="rId2"/><sheet name="CPD" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": "<Relationships>"
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="none.xml"/>'
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(map(_write_string, strings))}</sst>',
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def _write_string(text: str) -> str:
    """A text of two runs, with a reading aid, which is none of it."""
    half = len(text) // 2
    runs = "".join(
        f'<r><t xml:space="preserve">{escape(part)}</t></r>' for part in (text[:half], text[half:])
    )
    return f"<si>{runs}<rPh><t>aid</t></rPh></si>"


def _write_cell(cell: Cell, row: int, column: int, strings: list[str], style: int, late: bool) -> str:
    place = f'r="{chr(65 + column)}{row}"'
    if isinstance(cell, bool):
        return f'<c {place} t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, datetime.date):
        day = (cell - datetime.date(1899, 12, 30)).days - 1462 * late
        return f'<c {place} s="{style}"><v>{day}</v></c>'
    if isinstance(cell, str):
        strings.append(cell)
        return f'<c {place} t="s"><v>{len(strings) - 1}</v></c>' if cell else ""
    return f"<c {place}><v>{cell!r}</v></c>"
