"""An Excel file as others than Excel write it too: every kind of cell, format and part, exactly."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import pytest

from catalogue.read import sheet
from catalogue.read.sheet import SheetError, is_sheet, read_sheet
from tests.read.sheets import LINKS, MAIN

RELATIONS = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
BUILT_IN = (13, 14, 17, 18, 21, 22, 23, 26, 27, 36, 37, 49, 50, 58, 59)


def write(body: str, book: str = "", **parts: str | None) -> bytes:
    """An Excel file of one sheet; `parts` stand in place of others, None leaves one out."""
    own: dict[str, str | None] = {
        "workbook": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{book}'
        '<sheets><sheet name="CPD" r:id="rId1"/></sheets></workbook>',
        "relations": RELATIONS,
        "sheet": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
        **parts,
    }
    names = {
        "workbook": "xl/workbook.xml",
        "relations": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in own.items():
            if text is not None:
                archive.writestr(names.get(name, name), text)
    return out.getvalue()


def write_styles(*styles: int | str) -> str:
    """Styles of cells: by the number of a format, or by its code."""
    codes = [code for code in styles if isinstance(code, str)]
    numbers = [164 + codes.index(one) if isinstance(one, str) else one for one in styles]
    formats = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(codes)
    )
    used = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs>{used}</cellXfs></styleSheet>'


def read_cell(attributes: str, value: str, **parts: str) -> str:
    ((cell,),) = read_sheet(write(f"<row><c {attributes}><v>{value}</v></c></row>", **parts))
    return cell


@pytest.mark.parametrize(
    ("attributes", "value", "text"),
    [
        ("", "12", "12"),
        ("", "12.50", "12.5"),
        ("", "100", "100"),
        ("", "0.1234499", "0.1234"),
        ("", "0.12345001", "0.1235"),
        ("", "1E3", "1000"),
        ("", "-3", "-3"),
        ("", "", ""),
        ('t="n"', "7", "7"),
        ('t="b"', "1", "yes"),
        ('t="b"', "0", "no"),
        ('t="e"', "#REF!", ""),
        ('t="str"', "a text", "a text"),
        ('t="str"', "12.50", "12.50"),
        ('t="d"', "2026-07-01", "2026-07-01"),
    ],
)
def test_each_kind_of_cell(attributes: str, value: str, text: str) -> None:
    assert read_cell(attributes, value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("60", "60"),  # a day that there was not
        ("61", "1900-03-01"),
        ("45474", "2024-07-01"),
        ("45474.999", "2024-07-01"),
        ("109999", "2201-03-01"),
        ("110000", "110000"),
        ("", ""),
    ],
)
def test_days_of_a_date_format(value: str, text: str) -> None:
    assert read_cell('s="0"', value, styles=write_styles(14)) == text


def test_days_counted_from_1904() -> None:
    for said, text in (("1", "2024-07-01"), ("true", "2024-07-01"), ("0", "2020-06-30")):
        book = f'<workbookPr date1904="{said}"/>'
        assert read_cell('s="0"', "44012", styles=write_styles(14), book=book) == text
    assert read_cell('s="0"', "44012", styles=write_styles(14), book="<workbookPr/>") == "2020-06-30"
    assert read_cell("", "44012", styles=write_styles(0, 14), book='<workbookPr date1904="1"/>') == "44012"


@pytest.mark.parametrize(("number", "is_day"), [(n, n in (14, 17, 22, 27, 36, 50, 58)) for n in BUILT_IN])
def test_formats_that_have_a_number_only(number: int, is_day: bool) -> None:
    assert read_cell('s="0"', "45474", styles=write_styles(number)) == ("2024-07-01" if is_day else "45474")


@pytest.mark.parametrize(
    ("code", "is_day"),
    [
        ("yyyy-mm-dd", True),
        ("D. MMMM", True),
        ("YY", True),
        ("mm:ss", False),
        ("0.00", False),
        ('0 "days"', False),
        ('0 "a" "day"', False),
        ("[Red]0", False),
        ("[$-F800]dddd", True),
        ("0\\d", False),
        ("\\d yyyy", True),
    ],
)
def test_formats_that_are_written_out(code: str, is_day: bool) -> None:
    styles = write_styles(0, code)
    assert read_cell('s="1"', "45474", styles=styles) == ("2024-07-01" if is_day else "45474")
    assert read_cell('s="0"', "45474", styles=styles) == "45474"
    assert read_cell('s="2"', "45474", styles=styles) == "45474", "a style that is not there"


def test_texts_are_of_runs_and_without_reading_aids() -> None:
    text = "<t>one</t><r><t> and </t></r><rPh><t>aid</t></rPh><r><t>two</t></r>"
    assert read_cell('t="s"', "1", strings=f'<sst xmlns="{MAIN}"><si><t>0</t></si><si>{text}</si></sst>') == (
        "one and two"
    )
    inline = f'<row><c t="inlineStr"><is>{text}<t/></is></c></row>'
    assert read_sheet(write(inline)) == [["one and two"]]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>', [["1"], ["2"]]),
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row/>", [["1", "2"], []]),
        ('<row r="3"><c r="C3"><v>1</v></c></row>', [[], [], ["", "", "1"]]),
        ('<row r="2"><c><v>1</v></c></row><row><c><v>2</v></c></row>', [[], ["1"], ["2"]]),
        ('<row r="1"/><row r="4"/><row r="6"/>', [[], [], [], [], [], []]),
        ('<row><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>', [["2", "1"]]),
        ('<row><c r="Z1"><v>1</v></c><c r="AA1"><v>2</v></c></row>', [[*[""] * 25, "1", "2"]]),
        ('<row><c r="BA1"><v>1</v></c></row>', [[*[""] * 52, "1"]]),
        ('<row><c r="GR1"><v>1</v></c><c r="GS1"><v>2</v></c></row>', [[*[""] * 199, "1"]]),
        ("", []),
    ],
)
def test_rows_and_cells_that_are_left_out(body: str, rows: list[list[str]]) -> None:
    assert read_sheet(write(body)) == rows


def test_no_more_rows_are_read_than_a_list_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "ROWS", 3)
    assert read_sheet(write("<row><c><v>1</v></c></row>" * 4)) == [["1"]] * 3
    assert read_sheet(write('<row r="9"><c><v>1</v></c></row>')) == [[], [], ["1"]]


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = write("<row><c><v>1</v></c></row>")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        largest = max(len(archive.read(name)) for name in archive.namelist())
    monkeypatch.setattr(sheet, "LARGEST", largest)
    assert read_sheet(content) == [["1"]]
    monkeypatch.setattr(sheet, "LARGEST", largest - 1)
    with pytest.raises(SheetError, match=r"xl/workbook\.xml is too large, or no part of a sheet"):
        read_sheet(content)


@pytest.mark.parametrize(
    ("sheets", "rows"),
    [
        ('<sheet r:id="rId1"/><sheet r:id="rId2"/>', [["1"]]),
        ('<sheet id="rId2" r:other="rId2" r:id="rId1"/>', [["1"]]),
        ('<sheet state="visible" r:id="rId1"/>', [["1"]]),
        ('<sheet state="hidden" r:id="rId2"/><sheet state="visible" r:id="rId1"/>', [["1"]]),
        ('<sheet state="veryHidden" r:id="rId2"/><sheet r:id="rId1"/>', [["1"]]),
    ],
)
def test_the_first_sheet_that_is_shown_is_read(sheets: str, rows: list[list[str]]) -> None:
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}"><sheets>{sheets}</sheets></workbook>'
    body = "<row><c><v>1</v></c></row>"
    assert read_sheet(write(body, workbook=book)) == rows
    absolute = RELATIONS.replace("worksheets/", "/xl/worksheets/")
    assert read_sheet(write(body, workbook=book, relations=absolute)) == rows


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"workbook": f'<workbook xmlns="{MAIN}"><sheets/></workbook>'}, "no sheet"),
        (
            {"workbook": f'<workbook xmlns="{MAIN}"><sheets><sheet id="rId1"/></sheets></workbook>'},
            "no sheet",
        ),
        ({"relations": "<Relationships/>"}, "no sheet"),
        ({"workbook": None}, "xl/workbook.xml"),
        ({"sheet": None}, "xl/worksheets/sheet1.xml"),
        ({"sheet": "<!DOCTYPE a><a/>"}, "xl/worksheets/sheet1.xml is too large, or no part of a sheet"),
        ({"sheet": "<a>"}, "no element found"),
        ({"sheet": f'<a xmlns="{MAIN}"><row><c t="s"><v>0</v></c></row></a>'}, "list index out of range"),
        ({"sheet": f'<a xmlns="{MAIN}"><row><c><v>x</v></c></row></a>'}, "could not convert string"),
    ],
)
def test_what_is_no_sheet_is_refused(parts: dict[str, str | None], told: str) -> None:
    with pytest.raises(SheetError) as error:
        read_sheet(write("", "", **parts))
    assert told in str(error.value)


def test_an_excel_file_is_known_by_its_first_bytes() -> None:
    assert is_sheet(write(""))
    assert not is_sheet(b"PK\x03")
    assert not is_sheet(escape("<a/>").encode())
    with pytest.raises(SheetError):
        read_sheet(b"PK\x03\x04")
