"""The units of a qualification as CSV: what a spreadsheet reads, by hand from the provider's sheet."""

from __future__ import annotations

import csv
import io

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.units import HEADS, build_table
from catalogue.publish.output import to_bytes
from tests.publish.sites import Site, catalogue_of, inputs_of
from tests.roots import LIGHTHOUSE, OURS


def write_units(catalogue: Catalogue, key: str) -> str:
    (content,) = to_bytes(build_table(inputs_of(catalogue), key, "").make_content())
    return content.decode()


def rows(name: str) -> list[dict[str, str]]:
    text = write_units(catalogue_of(OURS), name)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


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


def test_only_qualifications_whose_units_are_known_have_a_table(site: Site) -> None:
    tables = {path for path in site.files if path.endswith("/units.csv")}
    known = {
        key for key in site.catalogue.qualifications if site.catalogue.read_qualification(key).components
    }
    assert tables == {f"qualifications/{key}/units.csv" for key in known}


def test_lines_end_as_the_standard_says_and_commas_are_quoted() -> None:
    text = write_units(catalogue_of(OURS), "99687")
    assert text.startswith(",".join(HEADS) + "\r\n")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 35
    assert text.count("\n") == 35
    with_commas = [row for row in rows("99687") if "," in row["title"]]
    assert all(f'"{row["title"]}"' in text for row in with_commas)


def test_what_is_not_printed_stays_empty() -> None:
    catalogue = catalogue_of(LIGHTHOUSE)
    tables = [write_units(catalogue, key) for key in catalogue.qualifications]
    found = [row for table in tables for row in csv.DictReader(io.StringIO(table, newline=""))]
    assert found
    assert all((row["credits"] == "") == (row["hours"] == "") for row in found)
