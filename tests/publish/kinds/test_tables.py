"""The tables of the open data, as others read them: strict CSV, and SQLite's own library."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from catalogue.model.formula import FORMULA
from catalogue.publish.kinds import database
from catalogue.publish.kinds.table import Table
from catalogue.publish.kinds.tables import TABLES, build_address, write_rows
from catalogue.publish.output import to_bytes
from tests.publish.sites import Site


def read_rows(site: Site, name: str) -> list[dict[str, str]]:
    table = next(one for one in TABLES if one.name == name)
    text = site.files[build_address(site.catalogue.body.body, table)].decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.fixture
def base(site: Site) -> Iterator[sqlite3.Connection]:
    """The database of a site, opened."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(site.files[database.build_address(site.catalogue.body.body)])
        yield opened


def test_every_table_is_a_file_whose_name_tells_what_it_holds(site: Site) -> None:
    body = site.catalogue.body.body
    shown = {path for path in site.files if path.startswith("api/v1/tables/")}
    assert shown == {f"api/v1/tables/{body}-{table.name}.csv" for table in TABLES}


def test_figures_of_ours_stand_in_the_tables(ours: Site) -> None:
    ccop = next(row for row in read_rows(ours, "designations") if row["designation"] == "ccop")
    assert (ccop["points_a_year"], ccop["points_a_cycle"], ccop["cycle_months"]) == ("35", "105", "36")
    ccba = next(row for row in read_rows(ours, "designations") if row["designation"] == "ccba")
    assert ccba["points_a_year"] == "13.33"
    manager = next(row for row in read_rows(ours, "qualifications") if row["qualification"] == "99687")
    assert (manager["credits"], manager["nqf_level"]) == ("285", "5")
    assert (manager["registration_end"], manager["last_enrolment"]) == ("2025-12-30", "2026-12-30")
    assert [
        row["current"] for row in read_rows(ours, "register-records") if row["qualification"] == "99687"
    ] == [
        "no",
        "yes",
    ]
    units = [row for row in read_rows(ours, "units") if row["qualification"] == "99687"]
    assert len(units) == 34
    assert sum(int(row["credits"]) for row in units) == 285
    said = {row["rule"]: row["says"] for row in read_rows(ours, "rules") if row["schedule"] == "ccop-2017"}
    assert "at least 35 points in a CPD year" in said.values()
    minimums = next(row for row in read_rows(ours, "disagreements") if row["disagreement"] == "ccop-minimums")
    assert minimums["number"] == "1"
    followed = [row for row in read_rows(ours, "readings") if row["disagreement"] == "ccop-minimums"]
    assert sum(row["followed"] == "yes" for row in followed) == 1


def test_each_record_has_its_rows(site: Site) -> None:
    catalogue = site.catalogue
    for name, table in (("designations", catalogue.designations), ("sources", catalogue.sources)):
        assert [next(iter(row.values())) for row in read_rows(site, name)] == list(table)
    activities = {(row["schedule"], row["activity"]) for row in read_rows(site, "activities")}
    assert activities == {
        (key, name) for key, one in catalogue.schedules.items() for name in one.index_activities()
    }
    assert len(read_rows(site, "readings")) == sum(len(one.readings) for one in catalogue.conflicts.values())


def test_every_fact_names_a_source_that_is_in_the_table(site: Site) -> None:
    known = {row["source"] for row in read_rows(site, "sources")}
    for table in TABLES:
        if table.name == "sources" or "source" not in [column.name for column in table.columns]:
            continue
        for row in read_rows(site, table.name):
            assert {one.split(":")[0] for one in row["source"].split("; ") if ":" in one} <= known or row[
                "source"
            ]


def test_no_cell_runs_in_a_spreadsheet(site: Site) -> None:
    for table in TABLES:
        cells = [cell for row in read_rows(site, table.name) for cell in row.values()]
        assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    for evil in ('=HYPERLINK("http://x")', "+1", "-1+2", "@SUM(A1)", "\tx"):
        assert next(csv.reader([write_rows([[evil]]).decode()])) == [f"'{evil}"]


def test_sqlite_finds_the_file_whole_and_its_keys_kept(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    references = [
        row for table in TABLES for row in base.execute(f'PRAGMA foreign_key_list("{name_of(table)}")')
    ]
    assert len(references) >= 6


def name_of(table: Table) -> str:
    return table.name.replace("-", "_")


def test_the_database_holds_the_rows_of_the_files(site: Site, base: sqlite3.Connection) -> None:
    for table in TABLES:
        found = base.execute(f'SELECT * FROM "{name_of(table)}" ORDER BY rowid').fetchall()
        rows = read_rows(site, table.name)
        assert len(found) == len(rows), table.name
        for stored, row in zip(found, rows, strict=True):
            shown = [value.removeprefix("'") for value in row.values()]
            assert [tell(*one) for one in zip(stored, shown, strict=True)] == shown


def tell(stored: object, shown: str) -> str:
    """A stored value as the file shows it."""
    if isinstance(stored, int) and shown in ("yes", "no"):
        return "yes" if stored else "no"
    return "" if stored is None else f"{stored:g}" if isinstance(stored, float) else str(stored)


def test_it_answers_a_question_that_no_page_does(ours: Site) -> None:
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(ours.files["api/v1/ccmg.sqlite"])
        ask = (
            "SELECT module, sum(credits) FROM units WHERE qualification = '99687' GROUP BY module "
            "ORDER BY 2 DESC LIMIT 1"
        )
        assert opened.execute(ask).fetchone() == (5, 58)
        told = dict(opened.execute("SELECT what, says FROM about").fetchall())
    assert told["licence_address"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["table units"]


def test_equal_data_give_equal_bytes(site: Site) -> None:
    output = next(one for one in site.outputs if one.address.endswith(".sqlite"))
    again = b"".join(to_bytes(output.make_content()))
    assert again == site.files[output.address]
