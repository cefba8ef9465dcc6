"""All tables in one SQLite file: the same bytes for the same data."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalogue.model.body import Body
from catalogue.publish.kinds.payloads import SCHEMA_VERSION
from catalogue.publish.kinds.table import Row, Table
from catalogue.publish.kinds.tables import OF_PARTS, TABLES, find_records, list_rows
from catalogue.publish.output import Input, Output
from catalogue.publish.site import Site

FRAMES: Mapping[str, dict[str, str]] = {}
LIBRARY = slice(96, 100)
"""Where the head of the file names the library that wrote it last; readers pass over it."""
BLOCK = 1024 * 1024
"""Bytes of a part of the file."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The one file."""
    records = {table.of: find_records(site, table) for table in TABLES}
    given = {"body": Input.build(site.catalogue.body), "url": Input.build(site.setting.url), **records}
    yield Output(build_address(site.catalogue.body.body), render_database, given)


def build_address(body: str) -> str:
    """Where it stands."""
    return f"api/v1/{body}.sqlite"


def render_database(body: Body, url: str, **records: Any) -> Iterator[bytes]:
    """The file. The first column is a table's key where each record is one row; elsewhere it leads there."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tables.sqlite"
        _write_tables(path, body, url, records)
        with path.open("rb") as file:
            first = file.read(BLOCK)
            yield first[: LIBRARY.start] + bytes(4) + first[LIBRARY.stop :]
            while block := file.read(BLOCK):
                yield block


def _write_tables(path: Path, body: Body, url: str, records: Mapping[str, Any]) -> None:
    """Write all tables to a file: one in memory would be held whole, and once more when it is handed on."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = OFF")  # nobody reads it before it is whole
        base.execute("PRAGMA synchronous = OFF")
        base.execute("BEGIN")
        _fill_about(base, body, url)
        for table in TABLES:
            base.execute(_describe(table))
            marks = ",".join("?" * len(table.columns))
            put = f'INSERT INTO "{_name(table)}" VALUES ({marks})'
            for rows in list_rows(table, records[table.of]):
                # parts come as the open data has them, which is as they are stored
                base.executemany(put, rows if table.of == OF_PARTS else map(_to_stored, rows))
        base.execute("COMMIT")


def _fill_about(base: sqlite3.Connection, body: Body, url: str) -> None:
    """What a reader of the file alone must know: whose data, on what terms, what each table holds."""
    licence = body.licence
    told = [("name", body.name), ("schema_version", SCHEMA_VERSION), ("website", url or None)]
    if licence:
        told += [
            ("licence", licence.title),
            ("licence_address", str(licence.address)),
            ("terms", licence.says),
        ]
    told += [(f"table {_name(table)}", table.about) for table in TABLES]
    base.execute("CREATE TABLE about (what TEXT PRIMARY KEY, says TEXT) WITHOUT ROWID")
    base.executemany("INSERT INTO about VALUES (?, ?)", told)


def _name(table: Table) -> str:
    return table.name.replace("-", "_")


def _is_keyed(table: Table) -> bool:
    """Whether its records have one row each."""
    return table.columns[0].name == table.name.removesuffix("s")


def _describe(table: Table) -> str:
    keys = {one.columns[0].name: one for one in TABLES if _is_keyed(one)}
    columns = []
    for place, column in enumerate(table.columns):
        told = f'"{column.name}" {column.kind}'
        if _is_keyed(table) and not place:
            told += " PRIMARY KEY"
        elif not place and column.name in keys:
            told += f' REFERENCES "{_name(keys[column.name])}"'
        columns.append(told)
    return f'CREATE TABLE "{_name(table)}" ({", ".join(columns)})'


def _to_stored(row: Row) -> list[Any]:
    """Values that the file has kinds for: days are texts such as 2026-11-22, yes is 1 and no is 0."""
    return [
        float(value)
        if isinstance(value, Decimal)
        else str(value)
        if isinstance(value, datetime.date)
        else value
        for value in row
    ]
