"""Every figure of some records: its value, where it stands, and the source that it rests on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from catalogue.model.base import Citation, Record, is_ours
from catalogue.model.steps import Path, Step

Value = int | Decimal | datetime.date
NO_FACTS = ("sources", "changes", "glossary", "search")
"""Kinds of records that hold no figure of the field: of sources, how long our copy is."""
OF_OURS = ("number", "module")
"""What is numbered by hand, so that it can be named: no figure."""


class Figure(NamedTuple):
    """A number or a day, as a record holds it."""

    path: Path
    """The way to it: the kind and key of its record, then YAML keys and list positions."""
    value: Value
    holder: Path
    """The way to the fact that holds it."""
    source: tuple[Citation, ...]
    """What is cited for it, or for the nearest fact around it."""
    ours: bool
    """Whether it is our conclusion: no source prints it."""


def list_figures(steps: Iterable[Step]) -> Iterator[Figure]:
    """The figures among some values; a record comes before what is inside it."""
    records: dict[Path, Record] = {}
    for path, value in steps:
        if isinstance(value, Record):
            records[path] = value
        elif isinstance(value, Value) and not isinstance(value, bool) and _is_fact(path, value):
            yield _build_figure(path, value, records)


def _is_fact(path: Path, value: Value) -> bool:
    is_bound = value != 0 or path[-1] != "from"  # from 0 on is no bound
    return is_bound and path[0] not in NO_FACTS and path[-1] not in OF_OURS


def _build_figure(path: Path, value: Value, records: dict[Path, Record]) -> Figure:
    around = [path[:end] for end in range(len(path) - 1, 0, -1) if path[:end] in records]
    holder = next((one for one in around if getattr(records[one], "source", None)), around[-1])
    cited: Any = getattr(records[holder], "source", ())
    ours = any(_is_of_ours(records[one], str(path[len(one)])) for one in around)
    return Figure(path, value, holder, () if ours or not cited else cited, ours)


def _is_of_ours(record: Record, key: str) -> bool:
    """Whether what a record holds under a key of YAML is ours: it says so, or nobody has written it."""
    names = [name for name in type(record).model_fields if name.rstrip("_") == key]
    inferred = bool(getattr(record, "inferred", False))
    return inferred or any(is_ours(record, name) or name not in record.model_fields_set for name in names)
