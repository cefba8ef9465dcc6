"""What a table of the open data is: its name, its columns, and the rows of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Row = tuple[object, ...]


class Column(NamedTuple):
    """A column, and the kind of its values as SQL names it."""

    name: str
    kind: str


class Table(NamedTuple):
    """One table."""

    name: str
    about: str
    """What a row tells."""
    columns: tuple[Column, ...]
    make_rows: Callable[[str, Any], Iterator[Row]]
    """From the key of a record and the record."""
    of: str
    """The records that it is made of, as the catalogue names them."""

    @classmethod
    def read(
        cls, name: str, about: str, columns: str, make_rows: Callable[[str, Any], Iterator[Row]], of: str = ""
    ) -> Table:
        """A table whose columns stand in one text, `title credits:INTEGER`: of texts unless it is said."""
        named = (one.partition(":") for one in columns.split())
        found = tuple(Column(column, kind or "TEXT") for column, _, kind in named)
        return cls(name, about, found, make_rows, of or name)
