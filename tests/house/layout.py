"""Where each room stands: floors one above the other, and within a floor near what it imports and serves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from tests.house.imports import Graph

WIDTH = 1000
BOX = 160, 44
FLOOR = 74
GAP = 12
BY = 6
"""How broad an arrow is that passes a floor."""
STRAIGHT = 6
ORDERING = 12
SWEEPS = 60
Spot = tuple[str, str, int]
"""A room, or a floor that an arrow passes: (from, to, floor)."""


@dataclass
class Layout:
    """The middles of rooms, and the way of each arrow from floor to floor."""

    floors: list[list[str]]
    graph: Graph
    middle: dict[Spot, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.floor = {room: at for at, rooms in enumerate(self.floors) for room in rooms}
        self.rows: list[list[Spot]] = [
            [_spot(room, at) for room in rooms] for at, rooms in enumerate(self.floors)
        ]
        self.ways = {
            (room, other): self._pass(room, other)
            for room in sorted(self.graph)
            for other in sorted(self.graph[room])
        }
        self._near: dict[Spot, list[Spot]] = {spot: [] for row in self.rows for spot in row}
        for way in self.ways.values():
            for one, other in pairwise(way):
                self._near[one].append(other)
                self._near[other].append(one)
        for row in self.rows:
            self._spread(row, dict.fromkeys(row, WIDTH / 2))
        for sweep in range(SWEEPS):
            for row in self.rows if sweep % 2 else self.rows[::-1]:
                self._settle(row, by_order=sweep < ORDERING)

    def _pass(self, room: str, other: str) -> list[Spot]:
        """The way of an arrow; where it passes a floor, it takes room there."""
        passed: list[Spot] = [(room, other, at) for at in range(self.floor[room] - 1, self.floor[other], -1)]
        for spot in passed:
            self.rows[spot[2]].append(spot)
        return [_spot(room, self.floor[room]), *passed, _spot(other, self.floor[other])]

    def _settle(self, row: list[Spot], by_order: bool) -> None:
        """Move each spot of a row to where its neighbours are.

        While rows are put in order, all neighbours count alike; later an arrow is to pass floors straight.
        """
        wish = {spot: self._find_middle(spot, 1 if by_order else STRAIGHT) for spot in row}
        if by_order:
            row.sort(key=lambda spot: (wish[spot], spot))
        self._spread(row, wish)

    def _find_middle(self, spot: Spot, straight: int) -> float:
        near = [(self.middle[one], straight if one[:2] == spot[:2] else 1) for one in self._near[spot]]
        weight = sum(weight for _, weight in near)
        return sum(at * weight for at, weight in near) / weight if weight else self.middle[spot]

    def _spread(self, row: list[Spot], wish: Mapping[Spot, float]) -> None:
        """Take the places that are wished for, as far as neighbours and edges leave room."""
        first = _push(row, [wish[spot] for spot in row])
        last = _push(row[::-1], [WIDTH - wish[spot] for spot in reversed(row)])[::-1]
        for spot, left, right in zip(row, first, last, strict=True):
            self.middle[spot] = (left + WIDTH - right) / 2


def _push(row: list[Spot], wishes: list[float]) -> list[float]:
    """Places in a row: each as wished, or as far behind the one before as there must be, within the edges."""
    places: list[float] = []
    at = -float(GAP)
    for spot, wish in zip(row, wishes, strict=True):
        places.append(max(wish, at + GAP + _breadth(spot) / 2))
        at = places[-1] + _breadth(spot) / 2
    at = float(WIDTH + GAP)
    for position in range(len(row) - 1, -1, -1):
        half = _breadth(row[position]) / 2
        places[position] = min(places[position], at - GAP - half)
        at = places[position] - half
    return places


def _spot(room: str, floor: int) -> Spot:
    return (room, room, floor)


def _breadth(spot: Spot) -> int:
    return BOX[0] if spot[0] == spot[1] else BY
