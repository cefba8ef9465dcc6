"""The units of each qualification as a table of its own, beside its page."""

from __future__ import annotations

import orjson

from catalogue.publish.kinds.tables import TABLES, list_units, write_rows

_UNITS = next(table for table in TABLES if table.name == "units")
HEADS = tuple(column.name.replace("_", " ") for column in _UNITS.columns[1:])


def render_units(piece: bytes) -> bytes:
    """Heads and one row for each unit of a qualification, those of modules first.

    `piece` is the qualification as open data. What is not printed stays empty.
    """
    it = orjson.loads(piece)
    return write_rows([HEADS, *(row[1:] for row in list_units(it["qualification"], it))])
