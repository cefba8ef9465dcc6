"""`build.py import qualification`: the sheet of a provider becomes the YAML written by hand, or nothing."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from build import main
from catalogue.model.catalogue import Catalogue
from catalogue.model.qualification import Components, Module, Unit
from catalogue.publish.kinds.units import build_table
from catalogue.publish.output import to_bytes
from catalogue.read.modules import read_modules
from catalogue.read.reader import read_catalogue
from tests.publish.sites import inputs_of
from tests.read.sheets import Cell, write_xlsx
from tests.roots import OURS, ROOT

ROWS = list(
    csv.reader(
        (ROOT / "tests/editor/sheets/99687.csv").read_text("utf-8").splitlines(),
        delimiter=";",
    )
)
"""The 34 units of the sheet, as a table that names a module in its first row."""
HEAD = """QUALIFICATION DETAILS
=====================

Qualification Name: Occupational Certificate: Contact Centre Manager
SETA: SSETA
NQF Level: 5
Minimum Credits: 285
Qualification NLRD ID: 99687
Learning Programme NLRD ID: N/A
Expiry Date: 12-Sep-29
Status: Accredited
Reference Sheet: a provider's

MODULES AND UNITS
=================
"""
Edit = Callable[[list[list[str]]], object]


@cache
def catalogue() -> Catalogue:
    found, _ = read_catalogue(OURS)
    assert found
    return found


def components() -> Components:
    """What was written by hand."""
    found = catalogue().read_qualification("99687").components
    assert found
    return found


def write_list() -> str:
    """The same rows in the layout of the provider, line by line."""
    text = HEAD
    for part in components().modules:
        text += f"\n• **Module {part.module}: {part.title} ({part.credits} credits)**\n"
        rows = [row for row in ROWS[1:] if row[2] in {unit.unit for unit in part.units}]
        text += "".join(f"  - {row[2]}: {row[3]} (Level {row[4]}, {row[5]} credits)\n" for row in rows)
    return text


def write_csv(rows: list[list[str]], mark: str = ";") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue().encode()


def to_excel(rows: list[list[str]]) -> bytes:
    def to_cell(cell: str) -> Cell:
        return int(cell) if cell.isdigit() else cell

    return write_xlsx([[to_cell(cell) for cell in row] for row in rows])


def make_body(folder: Path, is_new: bool = False) -> Path:
    """Our catalogue without the components of the qualification, or without all of it."""
    root = shutil.copytree(OURS, folder / "body", ignore=shutil.ignore_patterns(".cache"))
    path = root / "designations/qualifications/99687.yml"
    text = path.read_text("utf-8")
    begins, ends = text.index("\ncomponents:"), text.index("\nproviders:")
    path.write_text(text[:begins] + text[ends:] + "  components: To be imported.\n", "utf-8")
    if is_new:
        path.unlink()
    return root


def run(root: Path, sheet: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["import", "qualification", str(sheet), "--catalogue", str(root), *words])
    return done.exit_code, done.output


def strip_sources(modules: tuple[Module, ...]) -> list[dict[str, object]]:
    """Modules without the places in the document, which another sheet has elsewhere."""
    return [
        {
            **part.model_dump(exclude={"source", "units"}),
            "units": [unit.model_dump(exclude={"source"}) for unit in part.units],
        }
        for part in modules
    ]


def test_the_list_of_the_provider_becomes_what_was_written_by_hand(tmp_path: Path) -> None:
    root, sheet = make_body(tmp_path), tmp_path / "sheet.txt"
    sheet.write_text(write_list(), "utf-8")
    code, said = run(root, sheet, "--source", "provider-sheet")
    assert (code, "7 modules, 34 units, 285 credits, the whole qualification" in said) == (0, True), said
    found, problems = read_catalogue(root)
    assert found, problems
    record = found.read_qualification("99687")
    assert record.components
    assert record.components.modules == components().modules  # each with its line in the document
    assert record.components.complete
    whole = catalogue().read_qualification("99687")
    apart = {"components", "not_published"}
    assert record.model_dump(exclude=apart) == whole.model_dump(exclude=apart)
    assert CliRunner().invoke(main, ["check", "--catalogue", str(root)]).exit_code == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("semicolons.csv", write_csv(ROWS)),
        ("commas.csv", write_csv(ROWS, ",")),
        ("copied-from-a-page.txt", write_csv(ROWS, "\t")),
        ("of-windows.csv", "\n".join(";".join(row) for row in ROWS).encode("utf-16")),
        ("excel.xlsx", to_excel(ROWS)),
        ("pasted-list.xlsx", write_xlsx([[line] for line in write_list().splitlines()])),
        (
            "our-own.csv",
            b"".join(to_bytes(build_table(inputs_of(catalogue()), "99687", "").make_content())),
        ),
        ("rows-of-modules.csv", b""),
    ],
)
def test_a_table_of_any_kind_says_the_same(name: str, content: bytes) -> None:
    if name == "rows-of-modules.csv":
        rows = [
            ["Qualification Title:", "Any"],
            ["NQF Level", "5"],
            ["Code", "Unit title", "Level", "Credit value"],
        ]
        for part in components().modules:
            rows.append([f"Module {part.module}: {part.title}", "", "", str(part.credits)])
            rows += [row[2:] for row in ROWS if row[2] in {unit.unit for unit in part.units}]
        content = write_csv([*rows, ["Total", "", "", "285"]])
    sheet = read_modules(content, name)
    assert sheet.problems == []
    found = [
        Module.model_validate(
            {
                "module": part.number,
                "title": part.title,
                "credits": sum(unit["credits"] for unit in part.units),
                "source": "provider-sheet:1",
                "units": [
                    {key: unit[key] for key in Unit.model_fields if key in unit} for unit in part.units
                ],
            }
        )
        for part in sheet.modules
    ]
    assert strip_sources(tuple(found)) == strip_sources(components().modules)


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_body(tmp_path_factory.mktemp("import"))


def set_cell(row: int, column: int, text: str) -> Edit:
    """Row and column as a spreadsheet counts them."""

    def edit(rows: list[list[str]]) -> None:
        rows[row - 1][column - 1] = text

    return edit


DAMAGED: dict[str, tuple[Edit, str, str]] = {
    "a letter O for a nought": (set_cell(7, 6, "1O"), "7:6", "“1O” is no number of credits"),
    "a figure that became a date": (set_cell(4, 6, "2026-06-04"), "4:6", "a whole number from 1 to 240"),
    "a decimal": (set_cell(4, 6, "4.5"), "4:6", "“4.5” is no number of credits"),
    "a figure below nothing": (set_cell(4, 6, "-4"), "4:6", "“-4” is no number of credits"),
    "two figures in a cell": (set_cell(4, 6, "4 / 6"), "4:6", "“4 / 6” is no number of credits"),
    "credits left out": (set_cell(4, 6, ""), "4:6", "The number of credits is missing"),
    "an error of the spreadsheet": (set_cell(4, 6, "#REF!"), "4:6", "“#REF!” is no number of credits"),
    "a level too high": (set_cell(5, 5, "14"), "5:5", "“14” is no NQF level"),
    "a level left out": (set_cell(5, 5, ""), "5:5", "The NQF level is missing"),
    "level and credits exchanged": (set_cell(10, 5, "12"), "10:5", "a whole number from 1 to 10"),
    "a code left out": (set_cell(6, 3, ""), "6:3", "The code is missing"),
    "a code that the spreadsheet shortened": (set_cell(6, 3, "1.43905E+08"), "6:3", "as text"),
    "a code that stands twice": (set_cell(6, 3, "143905000-KM-01"), "6:3", "stands in row 2 already"),
    "a title left out": (set_cell(6, 4, ""), "6:4", "The title is missing"),
    "letters that were saved wrong": (set_cell(6, 4, "Supervise the cafÃ©"), "6:4", "save the sheet again"),
    "a module without its title": (set_cell(4, 2, ""), "4:1", "The title of module 2 is missing"),
    "a module in words": (set_cell(4, 1, "two"), "4:1", "“two” is no module"),
    "a module that was lost": (lambda rows: rows.__delitem__(slice(3, 10)), "4", "Module 3 follows module 1"),
    "a module that comes twice": (set_cell(11, 1, "1"), "11:1", "Module 1 stands in row 2 already"),
    "two columns of credits": (set_cell(1, 5, "Credits"), "1:6", "says the same as column 5"),
    "a heading misspelt": (set_cell(1, 6, "Credts"), "1:6", "did you mean: credits"),
    "a column left out": (
        lambda rows: [row.pop(4) for row in rows],
        "1",
        "No column holds the nqf level of a unit",
    ),
    "no heading at all": (lambda rows: rows.pop(0), "1", "No row of this sheet names its columns"),
    "a cell too many": (lambda rows: rows[4].append("8"), "5:7", "more cells here than columns"),
    "a row that was lost": (
        lambda rows: rows.pop(8),
        "1",
        "add up to 273 credits, the",
    ),
    "one figure mistyped": (set_cell(10, 6, "21"), "1", "add up to 298 credits, the"),
    "a total that is another": (
        lambda rows: rows.append(["Total", "", "", "", "", "258"]),
        "36:6",
        "258 is said to be the total",
    ),
}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_sheet_is_told_by_its_cell_and_nothing_is_written(name: str, kind: str, body: Path) -> None:
    edit, place, words = DAMAGED[name]
    rows = [list(row) for row in ROWS]
    edit(rows)
    root, sheet = body, body.parent / f"sheet.{kind}"
    sheet.write_bytes(write_csv(rows) if kind == "csv" else to_excel(rows))
    before = (root / "designations/qualifications/99687.yml").read_bytes()
    code, said = run(root, sheet, "--source", "provider-sheet", "--key", "99687")
    assert code == 1, said
    assert f"sheet.{kind}:{place}" in said
    assert words in said
    assert (root / "designations/qualifications/99687.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("find", "put", "place", "words"),
    [
        ("Level 4, 12 credits", "Level 4, 12", "27", "12"),
        ("(Level 4, 12 credits)", "", "27:3", "is neither a module nor a unit"),
        ("(48 credits)", "(84 credits)", "21", "Module 2 has 84 credits here, but its units add up to 48"),
        ("Credits: 285", "Credits: 258", "7:18", "The credits is 258 here; the catalogue has 285"),
    ],
)
def test_a_damaged_list_is_told_by_its_line(find: str, put: str, place: str, words: str) -> None:
    sheet = read_modules(write_list().replace(find, put, 1).encode(), "sheet.txt")
    if "catalogue" in words:
        assert sheet.facts["credits"] == 258
    elif put.endswith("12"):
        assert sheet.problems == []  # without its word it is the same figure
    else:
        assert any(f"sheet.txt:{place}" in str(one) and words in str(one) for one in sheet.problems)


def test_a_new_qualification_begins_from_the_template(tmp_path: Path) -> None:
    root, sheet = make_body(tmp_path, is_new=True), tmp_path / "sheet.txt"
    sheet.write_text(write_list(), "utf-8")
    code, said = run(root, sheet, "--source", "provider-sheet")
    assert code == 0, said
    written = yaml.safe_load((root / "designations/qualifications/99687.yml").read_text("utf-8"))
    assert written["title"] == "Occupational Certificate: Contact Centre Manager"
    assert [written[key] for key in ("nlrd_id", "nqf_level", "credits")] == [99687, 5, 285]
    assert written["source"] == "provider-sheet:4-8"
    assert written["not_published"].keys() == {"type", "records"}
    assert sum(module["credits"] for module in written["components"]["modules"]) == 285


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "say which document the sheet is"),
        (("--source", "provider-shet"), "sources.yml has no `provider-shet`"),
        (("--source", "provider-sheet", "--key", "93996"), "The title is"),
        (("--source", "provider-sheet", "--key", "119802"), "The title is"),
    ],
)
def test_a_sheet_without_its_place_is_refused(words: tuple[str, ...], told: str, tmp_path: Path) -> None:
    root, sheet = make_body(tmp_path), tmp_path / "sheet.txt"
    sheet.write_text(write_list(), "utf-8")
    code, said = run(root, sheet, *words)
    assert code in (1, 2)
    assert told in said


def test_rows_of_a_sheet_are_no_lines_of_a_document_without_a_copy(tmp_path: Path) -> None:
    root, sheet = make_body(tmp_path), tmp_path / "sheet.csv"
    sheet.write_text("Code;Title;NQF level;Credits\nCCM801;Strategy of a contact centre;8;30\n", "utf-8")
    code, said = run(root, sheet, "--source", "saqa-q-119802", "--key", "119802", "--part")
    assert (code, "0 modules, 1 units, 30 credits" in said) == (0, True), said
    assert "source: saqa-q-119802:row 2" in (root / "designations/qualifications/119802.yml").read_text(
        "utf-8"
    )
    assert CliRunner().invoke(main, ["check", "--catalogue", str(root)]).exit_code == 0


def test_a_part_is_said_to_be_one(tmp_path: Path) -> None:
    root, sheet = make_body(tmp_path), tmp_path / "sheet.csv"
    sheet.write_bytes(write_csv(ROWS[:10]))
    code, said = run(root, sheet, "--source", "provider-sheet", "--key", "99687", "--part")
    assert (code, "56 credits, a part of the qualification" in said) == (0, True), said
    assert CliRunner().invoke(main, ["check", "--catalogue", str(root)]).exit_code == 0
