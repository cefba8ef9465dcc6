"""What is noted of a page when it is made, for the files that are made from all pages."""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from catalogue.publish.rows import Row, list_rows_of_page
from catalogue.publish.styles.shapes import list_neighbours


def trace_page(_address: str, content: bytes) -> bytes:
    """Which tags follow each other on it, for its stylesheet."""
    return orjson.dumps({"neighbours": list_neighbours(content)})


def trace_prose(address: str, content: bytes) -> bytes:
    """The same, and what search finds of a page that is no record's."""
    html = content.decode()
    rows = list(list_rows_of_page(address, html))
    return orjson.dumps({"neighbours": list_neighbours(content), "rows": rows}, default=tuple)


def read_neighbours(trace: bytes) -> list[str]:
    """Which tags follow each other on a page."""
    found: list[str] = orjson.loads(trace)["neighbours"]
    return found


def read_rows(trace: bytes) -> Iterator[Row]:
    """What search finds of a page."""
    return (Row(*row) for row in orjson.loads(trace).get("rows", ()))
