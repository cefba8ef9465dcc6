"""The units of each qualification as a table of its own, beside its page."""

from __future__ import annotations

from catalogue.publish.kinds.tables import TABLES, make_parts, write_rows
from catalogue.publish.output import Output
from catalogue.publish.site import Site

_UNITS = next(table for table in TABLES if table.name == "units")
HEADS = tuple(column.name.replace("_", " ") for column in _UNITS.columns[1:])


def build_table(site: Site, key: str, address: str) -> Output:
    """The table of a qualification whose page stands at an address."""
    rows = site.find_part(f"own lines of {_UNITS.name}", key, make_parts)
    return Output(f"{address}units.csv", render_units, {"rows": rows})


def render_units(rows: bytes) -> bytes:
    """Heads, then one row for each unit of a qualification, those of modules first.

    What is not printed stays empty.
    """
    return write_rows([HEADS]) + rows
