"""The units of each qualification as a table that spreadsheets read: CSV as RFC 4180 has it, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from catalogue.model.qualification import Module, Qualification, Unit
from catalogue.rules.totals import NOTIONAL_HOURS

HEADS = ("module", "module title", "unit", "title", "component", "nqf level", "credits", "hours", "source")


def render_units(qualification: Qualification) -> str:
    """Heads and one row for each unit, those of modules first. What is not printed stays empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADS)
    writer.writerows(_list_rows(qualification))
    return text.getvalue()


def _list_rows(qualification: Qualification) -> Iterator[tuple[object, ...]]:
    parts = qualification.components
    if not parts:
        return
    for module in parts.modules:
        for unit in module.units:
            yield _build_row(unit, module, unit.source or module.source)
    for unit in parts.units:
        yield _build_row(unit, None, unit.source or parts.source)


def _build_row(unit: Unit, module: Module | None, source: tuple[object, ...]) -> tuple[object, ...]:
    known = unit.credits is not None
    return (
        module.module if module else "",
        module.title if module else "",
        unit.unit,
        unit.title,
        unit.component or "",
        unit.nqf_level,
        unit.credits if known else "",
        (unit.credits or 0) * NOTIONAL_HOURS if known else "",
        "; ".join(map(str, source)),
    )
