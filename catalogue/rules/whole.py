"""The least whole-number solution of a few inequalities, exact: branch and bound over a dual simplex.

A row of the tableau is an equation in whole numbers, `own * basic + sum(row * others) = right`, divided by
what its numbers share, so nothing is ever rounded. Where every cost is 0 or more the method starts
without a search for a first solution. `client/rules/whole.js` takes the same steps.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import gcd

MOST_STEPS = 20_000
FIGURES = 4_000
"""So many figures of a tableau are one step's work; those of the schedules that bodies publish are fewer."""
Row = tuple[dict[int, int], int]
"""Coefficients by variable, and what their sum is at least."""


class TooLongError(Exception):
    """The search was given up; nothing is known."""


@dataclass
class Steps:
    """How many steps are left, over all searches of one question."""

    left: int = MOST_STEPS

    def spend_step(self, figures: int) -> None:
        """One step more, in a tableau of so many figures: a large one is given up after fewer steps."""
        self.left -= max(1, figures // FIGURES)
        if self.left < 0:
            raise TooLongError


class Tableau:
    """Equations with their basic variables; the first one is the cost."""

    def __init__(self, rows: Sequence[Row], cost: Sequence[int]) -> None:
        count = len(cost)
        self.columns = list(range(count))
        self.basic = [-1]
        """The variable of each row; -1 for the cost and for what no solution is read from."""
        self.rows = [[1, 0, *(-one for one in cost)]]
        for row, least in rows:
            line = [1, -least, *[0] * count]
            for column, coefficient in row.items():
                line[column + 2] = -coefficient
            self.add_row(line)

    def copy(self) -> Tableau:
        """The same, to be changed apart."""
        other = Tableau.__new__(Tableau)
        other.columns, other.basic, other.rows = self.columns[:], self.basic[:], self.rows[:]
        return other

    def add_row(self, row: list[int]) -> None:
        """One more equation: own coefficient, right side, and those of the other variables."""
        self.rows.append(_reduce_row(row))
        self.basic.append(-1)

    def solve(self, steps: Steps) -> bool:
        """Bring every right side to 0 or more; False where that cannot be."""
        while (leaving := self._find_leaving()) is not None:
            entering = self._find_entering(leaving)
            if entering is None:
                return False
            steps.spend_step(len(self.rows) * len(self.columns))
            self._pivot(leaving, entering)
        return True

    def _find_leaving(self) -> int | None:
        """The row whose right side lies furthest below 0."""
        found = None
        for index in range(1, len(self.rows)):
            own, right = self.rows[index][:2]
            if right < 0 and (found is None or right * self.rows[found][0] < self.rows[found][1] * own):
                found = index
        return found

    def _find_entering(self, leaving: int) -> int | None:
        """The column that keeps the cost least; the first of equals."""
        row, cost, found = self.rows[leaving], self.rows[0], None
        for index in range(2, len(row)):
            if row[index] < 0 and (found is None or cost[index] * row[found] < cost[found] * row[index]):
                found = index
        return found

    def _pivot(self, leaving: int, entering: int) -> None:
        old = self.rows[leaving]
        new = _reduce_row([-one for one in old])
        new[0], new[entering] = new[entering], new[0]
        own = new[0]
        for index, row in enumerate(self.rows):
            factor = row[entering]
            if factor and index != leaving:
                share = gcd(own, factor)
                times, less = own // share, factor // share
                changed = [a * times - less * b for a, b in zip(row, new, strict=True)]
                changed[0], changed[entering] = row[0] * times, -less * new[entering]
                self.rows[index] = _reduce_row(changed)
        self.rows[leaving] = new
        column = entering - 2
        self.basic[leaving], self.columns[column] = self.columns[column], self.basic[leaving]

    def compute_cost(self) -> int:
        """The cost, rounded up."""
        own, right = self.rows[0][:2]
        return -(-right // own)

    def find_fraction(self, last: bool) -> int | None:
        """The row of the first (or last) variable that is no whole number."""
        found = [i for i, name in enumerate(self.basic) if name >= 0 and self.rows[i][1] % self.rows[i][0]]
        sign = -1 if last else 1
        return min(found, key=lambda i: sign * self.basic[i], default=None)

    def list_values(self, count: int) -> list[int]:
        """The value of every variable."""
        values = [0] * count
        for name, row in zip(self.basic, self.rows, strict=True):
            if name >= 0:
                values[name] = row[1] // row[0]
        return values


def _reduce_row(row: list[int]) -> list[int]:
    share = gcd(*row)
    return [one // share for one in row] if share > 1 else row


ATTEMPTS = (200, 800, 3_200, MOST_STEPS)
"""How many steps each attempt may take: branching on the first variable, then on the last one."""


def find_least(
    rows: Sequence[Row], cost: Sequence[int], steps: Steps, known: list[int] | None = None
) -> list[int] | None:
    """The whole numbers, 0 or more, that cost least and keep every row; None where none do.

    Costs are 0 or more. `known` is a solution to beat; it comes back where none is cheaper. Begun again in
    another order when it takes long, as one of the orders is nearly always quick.
    Raises TooLongError when the steps are used up.
    """
    best = known
    for most, last in itertools.product(ATTEMPTS, (False, True)):
        best, done = _search(rows, cost, steps, best, last, steps.left - most)
        if done:
            return best
    raise TooLongError


def _search(
    rows: Sequence[Row], cost: Sequence[int], steps: Steps, best: list[int] | None, last: bool, until: int
) -> tuple[list[int] | None, bool]:
    """The best solution, and whether it is the least; given up when only `until` steps are left."""
    below = None if best is None else sum(a * b for a, b in zip(cost, best, strict=True))
    turn, first = 0, Tableau(rows, cost)
    waiting = [(first.compute_cost(), turn, first)] if first.solve(steps) else []
    while waiting:
        bound, _, tableau = heappop(waiting)
        if below is not None and bound >= below:
            break
        if steps.left < until:
            return best, False
        index = tableau.find_fraction(last)
        if index is None:
            best, below = tableau.list_values(len(cost)), bound
            continue
        for branch in _branch(tableau, index):
            if branch.solve(steps):
                turn -= 1  # of equal bounds the newest is the nearest to a solution
                heappush(waiting, (branch.compute_cost(), turn, branch))
    return best, True


def _branch(tableau: Tableau, index: int) -> list[Tableau]:
    """The two sides of a variable that is no whole number; the upper one is the newer."""
    own, right, *row = tableau.rows[index]
    floor, upper = right // own, tableau.copy()
    tableau.add_row([own, own * floor - right, *(-one for one in row)])
    upper.add_row([own, right - own * (floor + 1), *row])
    return [tableau, upper]
