"""The units of each qualification as a table of its own, beside its page."""

from __future__ import annotations

from catalogue.model.qualification import Qualification
from catalogue.publish.kinds.tables import TABLES, list_units, write_rows

_UNITS = next(table for table in TABLES if table.name == "units")
HEADS = tuple(column.name.replace("_", " ") for column in _UNITS.columns[1:])


def render_units(qualification: Qualification) -> bytes:
    """Heads and one row for each unit, those of modules first. What is not printed stays empty."""
    plain = qualification.model_dump(mode="json", exclude_none=True)
    return write_rows([HEADS, *(row[1:] for row in list_units(qualification.qualification, plain))])
