"""Whether sites show the same: a comparison is only honest between builds that do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from lxml import html

from tests.bench.records import Record, list_units

CODE = re.compile(rb"\b9\d{5}000-[KPW]M-\d\d\b")
Row = tuple[str, ...]
"""A unit's title with its code, its component, its level, its credits."""


def page_of(site: Path, key: str) -> Path:
    """The page of a record, at the same address in each site."""
    return site / "qualifications" / key / "index.html"


def expect_rows(record: Record) -> list[Row]:
    """The rows that a page of a record must show."""
    return [
        (f"{unit['title']} {unit['unit']}", unit["component"], unit["nqf_level"], unit["credits"])
        for unit in list_units(record)
    ]


def read_rows(site: Path, key: str) -> list[Row]:
    """The rows of units that a page shows: ours has cells of their own for the code and the module."""
    page = html.fromstring(page_of(site, key).read_bytes())
    for mark in page.xpath("//tr//sup"):
        mark.drop_tree()
    rows = [tuple(_text(cell) for cell in row.xpath("./th|./td")) for row in page.xpath("//tr")]
    rows = [(f"{row[0]} {row[1]}", *row[3:]) if len(row) == 6 else row for row in rows]
    return [row for row in rows if row and CODE.search(row[0].encode())]


def count_rows(site: Path) -> int:
    """How many units all pages show together."""
    pages = (site / "qualifications").glob("9*/index.html")
    return sum(len(set(CODE.findall(page.read_bytes()))) for page in pages)


def differences(site: Path, records: Iterable[Record]) -> list[str]:
    """The records of which a site shows other rows than it was given."""
    return [
        record["qualification"]
        for record in records
        if read_rows(site, record["qualification"]) != expect_rows(record)
    ]


def _text(cell: html.HtmlElement) -> str:
    return " ".join(cell.text_content().split())
