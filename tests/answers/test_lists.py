"""`build.py import log`: lists as members keep them, as text and as Excel files."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from build import main
from catalogue.read.sheet import SheetError, read_sheet
from tests.kept import assert_told
from tests.read.sheets import Cell, write_xlsx
from tests.roots import ROOT

SAMPLES = ROOT / "tests" / "samples"
MEMBER = SAMPLES / "member-list.csv"
MEANT = """
course ccmg-event conference-attending in-house ccmg-event article book plan industry-body
workshop-participant course assessor-training team-building company-award committee
regional-conference-attending in-house own-article accredited-programme ccmg-event
"""
"""What a reader takes the lines of the member's list for."""
OTHERS = {
    "own-words.txt": """
    ccmg-event industry-event workshop-participant in-house company-award course industry-body
    conference-presenting - accredited-programme
    """,
    "report.csv": """
    article article seminar assessor-training in-house competition committee book - -
    """,
    "no-heading.tsv": """
    course course ccmg-event plan committee own-article team-building programme-participant
    """,
}
"""Lists of others; a dash for what nobody can tell."""


def import_log(file: Path, *more: str) -> list[dict[str, str]]:
    done = CliRunner().invoke(main, ["import", "log", str(file), "--schedule", "ccop", *more])
    assert done.exit_code == 0, done.output
    return list(csv.DictReader(io.StringIO(done.stdout)))


def to_cells(row: list[str]) -> list[Cell]:
    """A row as somebody keeps it in Excel: days and figures are no text."""

    def to_cell(cell: str) -> Cell:
        if cell[:2] == "20":
            return datetime.date(*map(int, cell.split("/")))
        return float(cell.replace(",", ".")) if cell[:1].isdigit() else cell

    return [to_cell(cell) for cell in row]


def write_members_sheet() -> bytes:
    with MEMBER.open(encoding="utf-8") as file:
        return write_xlsx([to_cells(row) for row in csv.reader(file, delimiter=";")])


def test_a_members_list_is_kept_whole_and_understood() -> None:
    found = import_log(MEMBER)
    assert len(found) == 20
    assert [line["activity"] for line in found] == MEANT.split()
    assert [line["points"] for line in found if line["activity"] == "in-house"] == ["8", "4"]
    assert found[0]["note"] == "Skillzbook course - Call quality"


def test_the_same_list_as_an_excel_file_is_the_same_log(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(write_members_sheet())
    assert import_log(file) == import_log(MEMBER)


@pytest.mark.parametrize("name", OTHERS)
def test_lists_of_other_habits_are_understood(name: str) -> None:
    found = import_log(SAMPLES / name, "--dates", "dmy")
    assert [line["activity"] or "-" for line in found] == OTHERS[name].split()
    assert all(line["note"] or line["activity"] for line in found)
    asked = ["import", "log", str(SAMPLES / name), "--schedule", "ccop", "--dates", "dmy"]
    for more in ([], ["--json"]):
        done = CliRunner().invoke(main, [*asked, *more])
        assert_told("lists", " ".join([name, *more]), done.output.replace(str(SAMPLES), "samples"))


def test_guesses_and_what_is_left_out_are_told() -> None:
    done = CliRunner().invoke(main, ["import", "log", str(MEMBER), "--schedule", "ccop"])
    assert "Hours: left out" in done.stderr
    assert "Line 3, a guess: “CCMG breakfast session JHB” is taken for `ccmg-event`." in done.stderr
    assert "Line 4 lacks its quantity." in done.stderr


def test_days_that_read_in_two_ways_are_asked_once() -> None:
    done = CliRunner().invoke(main, ["import", "log", str(SAMPLES / "report.csv"), "--schedule", "ccop"])
    assert done.exit_code == 2
    assert "say --dates" in done.stderr


def test_a_list_that_is_not_sorted_is_no_log_yet(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["import", "log", str(SAMPLES / "own-words.txt"), "--schedule", "ccop"])
    log = tmp_path / "log.csv"
    log.write_text(done.stdout, "utf-8")
    asked = ["points", str(log), "--schedule", "ccop", "--cycle-start", "2024-01-01"]
    judged = CliRunner().invoke(main, asked)
    assert judged.exit_code == 1
    assert "the activity is missing" in judged.output


def test_machines_are_told_the_same() -> None:
    asked = ["import", "log", str(MEMBER), "--schedule", "ccop", "--json"]
    answer = json.loads(CliRunner().invoke(main, asked).stdout)
    assert answer["columns"][2] == {"title": "Hours", "holds": None}
    assert answer["lines"][3]["points"] == 8
    assert {line["how"] for line in answer["lines"]} == {"guessed"}


@pytest.mark.parametrize("style", [1, 2])
@pytest.mark.parametrize("late", [False, True])
def test_days_of_excel_are_days(style: int, late: bool) -> None:
    day = datetime.date(2024, 5, 3)
    rows = read_sheet(write_xlsx([["Day", "", "a & b"], [day, 2.50001, True]], style, late))
    assert rows == [["Day", "", "a & b"], ["2024-05-03", "2.5", "yes"]]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + bytes(100)])
def test_what_is_no_excel_file_is_told(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)
    done = CliRunner().invoke(main, ["import", "log", str(file), "--schedule", "ccop"])
    assert done.exit_code == 1
    assert "no Excel file" in done.output


def test_a_sheet_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.read.sheet.LARGEST", 10_000)
    with pytest.raises(SheetError):
        read_sheet(write_xlsx([["a" * 20_000]]))
