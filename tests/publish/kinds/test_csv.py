"""The units of a qualification as CSV: what a spreadsheet reads, by hand from the provider's sheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from catalogue.publish.kinds.csv import HEADS, table, tables
from catalogue.read.reader import read_catalogue

ROOT = Path(__file__).resolve().parents[3]


def rows(name: str) -> list[dict[str, str]]:
    catalogue, problems = read_catalogue(ROOT)
    assert catalogue, problems
    content = dict(tables(catalogue))[f"qualifications/{name}/units.csv"]
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""), strict=True))


def test_each_unit_is_a_row_with_its_module_and_source() -> None:
    found = rows("99687")
    assert len(found) == 34
    assert found[0] == {
        "module": "1",
        "module title": "Introduction and Communication",
        "unit": "143905000-KM-01",
        "title": "Introductory studies for Contact Centre Managers",
        "component": "knowledge",
        "nqf level": "4",
        "credits": "4",
        "hours": "40",
        "source": "provider-sheet:18",
    }
    assert sum(int(row["credits"]) for row in found) == 285
    assert sum(int(row["credits"]) for row in found if row["module"] == "5") == 58


def test_only_qualifications_whose_units_are_known_have_a_table() -> None:
    catalogue, _ = read_catalogue(ROOT)
    assert catalogue
    named = {path.split("/")[1] for path, _ in tables(catalogue)}
    assert named == {key for key, it in catalogue.qualifications.items() if it.components}


def test_lines_end_as_the_standard_says_and_commas_are_quoted() -> None:
    catalogue, _ = read_catalogue(ROOT)
    assert catalogue
    text = table(catalogue.qualifications["99687"])
    assert text.startswith(",".join(HEADS) + "\r\n")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 35
    assert text.count("\n") == 35
    with_commas = [row for row in rows("99687") if "," in row["title"]]
    assert all(f'"{row["title"]}"' in text for row in with_commas)


def test_what_is_not_printed_stays_empty() -> None:
    catalogue, _ = read_catalogue(ROOT / "tests" / "catalogues" / "lighthouse")
    assert catalogue
    known = [it for it in catalogue.qualifications.values() if it.components]
    found = [row for it in known for row in csv.DictReader(io.StringIO(table(it), newline=""))]
    assert all((row["credits"] == "") == (row["hours"] == "") for row in found)
