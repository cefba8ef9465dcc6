"""A list in a member's own words, to entries of a log.

Columns and activities are guessed, and told as guesses; what cannot be used is kept to be sorted.
The twin of client/calculator/list.js.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from catalogue.model.formula import read_cell
from catalogue.model.kernel import Kernel, KernelActivity
from catalogue.model.log import COLUMNS, IN_OWN_WORDS
from catalogue.read.cells import (
    CellError,
    Order,
    check_asked,
    find_activity,
    find_choice,
    read_confirmed,
    read_date,
    read_points,
    read_quantity,
    read_topics,
    simplify_name,
)
from catalogue.read.guess import find_chosen, guess_activity
from catalogue.read.table import LOOKED_AT, Row

ROLES = (*COLUMNS[1:], COLUMNS[0])
"""What a column may hold: the id last, which its heading alone tells."""
TRIED = 50
"""Rows by which a column without a heading is known."""
How = Literal["named", "guessed", ""]
"""How an activity was found."""


class Sheet(NamedTuple):
    """The row of the headings, -1 where there is none, and what each column holds.

    That is one of ROLES, or what it counts, such as days; empty where it is left out.
    """

    head: int
    roles: list[str]


@dataclass
class Line:
    """What a line of a list says; with anything wrong it has no activity yet."""

    line: int
    words: str
    how: How = ""
    id: str = ""
    date: datetime.date | None = None
    activity: str = ""
    guessed: str = ""
    """The activity that was found, also where something else is wrong."""
    quantity: Decimal | None = None
    choice: str | None = None
    points: Decimal | None = None
    topics: tuple[str, ...] = ()
    confirmed: bool | None = None
    note: str | None = None
    wrong: list[tuple[str, str]] = field(default_factory=list)
    """The column, and what is wrong in it."""


def guess_columns(rows: Sequence[Row], kernel: Kernel, headings: Mapping[str, str]) -> Sheet:
    """What each column holds: by its heading, else by what stands in it.

    `headings` tells what columns are likely called, parted by commas.
    """
    measures = dict.fromkeys(one.rate.measure for one in kernel.activities if one.rate.measure)
    names = [(role, headings[role].split(",")) for role in ROLES] + [(one, [one]) for one in measures]
    head = next((i for i, row in enumerate(rows[:LOOKED_AT]) if _is_heading(row.cells, names)), -1)
    if head < 0:
        roles = [""] * max((len(row.cells) for row in rows), default=0)
    else:
        roles = [_name_column(cell, names) for cell in rows[head].cells]
    roles = ["" if role in roles[:i] else role for i, role in enumerate(roles)]
    body = rows[head + 1 : head + 1 + TRIED]
    _fill_role(roles, "date", body, _is_date, len(body) / 2)
    _fill_role(roles, "activity", body, _count_letters, 1)
    return Sheet(head, roles)


_Names = Sequence[tuple[str, list[str]]]


def _is_heading(cells: list[str], names: _Names) -> bool:
    own = [cell for cell in cells if cell]
    has_figures = any(re.match("[0-9]", cell) for cell in own)
    return len(own) > 1 and not has_figures and any(_name_column(cell, names) for cell in own)


def _name_column(cell: str, names: _Names) -> str:
    """What a column is, by its heading: all of it, else its beginning or its end."""
    own = simplify_name(cell)
    tests: tuple[Callable[[str], bool], ...] = (
        lambda name: own == name,
        lambda name: len(name) > 3 and own.startswith(name),
        lambda name: len(name) > 3 and own.endswith(name),
    )
    found = (
        role for fits in tests for role, called in names if any(fits(simplify_name(name)) for name in called)
    )
    return next(found, "") if own else ""


def _fill_role(
    roles: list[str], role: str, body: Sequence[Row], weigh: Callable[[str], int], least: float
) -> None:
    """Give a role that no column has to the one that speaks for it most."""
    if role in roles:
        return
    weights = [
        0 if taken else sum(weigh(row.cells[i]) for row in body if i < len(row.cells))
        for i, taken in enumerate(roles)
    ]
    most = max(weights, default=0)
    if most > 0 and most >= least:
        roles[weights.index(most)] = role


def _is_date(cell: str) -> int:
    try:
        return bool(read_date(cell, "dmy"))
    except CellError:
        return False


def _count_letters(cell: str) -> int:
    return 0 if re.match("[0-9]", cell) else len(simplify_name(cell))


def read_lines(rows: Sequence[Row], sheet: Sheet, kernel: Kernel, order: Order | None) -> list[Line]:
    """What each line says that has a day or words."""
    found, taken = [], set[str]()
    for written in rows[sheet.head + 1 :]:
        row = Row(written.line, [*map(read_cell, written.cells)])
        own = _index_cells(row.cells, sheet.roles)
        own["id"] = "" if own["id"] in taken else own["id"]
        taken.add(own["id"])
        if own["date"] or own["activity"]:
            found.append(_LineReader(row, sheet.roles, own, kernel, order).read_line())
    return found


def _index_cells(cells: list[str], roles: list[str]) -> dict[str, str]:
    """The cells of a line by what they hold."""
    found = {"id": "", "date": "", "activity": "", "note": ""}
    for i, role in enumerate(roles):
        cell = cells[i] if i < len(cells) else ""
        if role:
            found[role] = "; ".join(filter(None, (found["note"], cell))) if role == "note" else cell
    return found


@dataclass
class _LineReader:
    """One line while it is read."""

    row: Row
    roles: list[str]
    own: dict[str, str]
    kernel: Kernel
    order: Order | None

    def read_line(self) -> Line:
        """What the line says; kept to be sorted where anything is wrong."""
        own, kernel = self.own, self.kernel
        how, activity = self._find_activity()
        line = Line(self.row.line, own["activity"], how, own["id"], guessed=activity.id if activity else "")
        slipped = any(self.row.cells[len(self.roles) :])
        if slipped:
            line.wrong.append(("", "there are more cells than columns."))
        line.activity = line.guessed
        line.date = self._try_cell(line, "date", lambda: read_date(own["date"], self.order))
        if activity:
            self._read_own_cells(line, activity)
        topics = self._try_cell(line, "topics", lambda: read_topics(own.get("topics", ""), kernel))
        line.topics = topics or ()
        line.confirmed = self._try_cell(line, "confirmed", lambda: self._read_confirmed(activity))
        for name in IN_OWN_WORDS:
            setattr(line, name, own.get(name) or None)
        words = "" if how == "named" else own["activity"]
        line.note = "; ".join(filter(None, (words, own["note"]))) or None
        if line.wrong:
            self._keep_unsorted(line, slipped)
        return line

    def _find_activity(self) -> tuple[How, KernelActivity | None]:
        """An activity by its name, or guessed."""
        words = self.own["activity"]
        try:
            return "named", find_activity(words, self.kernel)
        except CellError:
            guessed = guess_activity(words, self.kernel.activities)
            return "guessed" if guessed else "", guessed

    def _read_own_cells(self, line: Line, activity: KernelActivity) -> None:
        own = self.own
        counted = own.get("quantity") or own.get(activity.rate.measure or "")
        if counted:
            line.quantity = self._try_cell(line, "quantity", lambda: read_quantity(counted, activity))
        chosen = None if line.how == "named" else find_chosen(own["activity"], activity)
        choice = own.get("choice") or (chosen.title if chosen else "")
        line.choice = self._try_cell(line, "choice", lambda: find_choice(choice, activity, self.kernel))
        if activity.rate.kind == "declared" and own.get("points"):
            line.points = self._try_cell(line, "points", lambda: read_points(own["points"], activity))

    def _read_confirmed(self, activity: KernelActivity | None) -> bool | None:
        cell = self.own.get("confirmed", "")
        found = read_confirmed(cell)
        if activity:
            check_asked(cell, activity, self.kernel)
        return found

    def _try_cell(self, line: Line, column: str, read: Callable[[], Any]) -> Any:
        """What a cell says; None where it cannot be read, which is told."""
        try:
            return read()
        except CellError as wrong:
            line.wrong.append((column, wrong.what))
            return None

    def _keep_unsorted(self, line: Line, slipped: bool) -> None:
        """Keep what cannot be counted yet, with all that was written: nothing of it is lost."""
        unread = [f"{column} {self.own[column]}" for column, _ in line.wrong if self.own.get(column)]
        said = (
            [" ".join(filter(None, self.row.cells))] if slipped else [line.words, self.own["note"], *unread]
        )
        line.activity, line.quantity, line.choice, line.points = "", None, None, None
        line.note = "; ".join(filter(None, said)) or None


def find_lack(line: Line, kernel: Kernel) -> str:
    """What a line with an activity still lacks before it can earn: its quantity, or its points."""
    rate = next((one.rate for one in kernel.activities if one.id == line.activity), None)
    if rate and rate.kind == "tiers" and line.quantity is None:
        return "quantity"
    return "points" if rate and rate.kind == "declared" and line.points is None else ""
