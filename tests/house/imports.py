"""What imports what: modules, rooms, and the floors that the rooms stand on."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from pathlib import Path

Graph = Mapping[str, frozenset[str]]
"""Who imports whom, by name."""


class CircleError(Exception):
    """Modules, or rooms, import each other."""


@dataclass(frozen=True)
class House:
    """The modules of the code, by their dotted names, with what each imports of the others."""

    files: Mapping[str, Path]
    imports: Graph

    @classmethod
    def read(cls, root: Path) -> House:
        """`build.py` and the package `catalogue` below a root."""
        paths = [root / "build.py", *sorted((root / "catalogue").rglob("*.py"))]
        files = {_name(path.relative_to(root)): path for path in paths}
        return cls(files, {name: frozenset(_list_imports(path, files)) for name, path in files.items()})

    def group_rooms(self) -> dict[str, list[str]]:
        """The modules of each room."""
        found: dict[str, list[str]] = {}
        for name in self.files:
            if room := find_room(name):
                found.setdefault(room, []).append(name)
        return found

    def join_rooms(self) -> Graph:
        """Which room imports which."""
        rooms = self.group_rooms()
        return {
            room: frozenset(
                there
                for name in names
                for other in self.imports[name]
                if (there := find_room(other)) and there != room
            )
            for room, names in rooms.items()
        }

    def list_between(self, room: str, other: str) -> list[str]:
        """The imports from a room to another, module by module."""
        return [
            f"{name} imports {there}"
            for name, imported in sorted(self.imports.items())
            for there in sorted(imported)
            if (find_room(name), find_room(there)) == (room, other)
        ]

    def count_lines(self, room: str) -> int:
        """How long the modules of a room are together."""
        return sum(len(self.files[name].read_text("utf-8").splitlines()) for name in self.group_rooms()[room])


def find_room(module: str) -> str:
    """The room of a module: the folder that it stands in, or itself where it stands beside the folders.

    The packages that hold nothing but rooms are none.
    """
    within = module.removeprefix("catalogue").removeprefix(".")
    inside = within.removeprefix("publish").removeprefix(".")
    if not inside:
        return ""
    room = inside.partition(".")[0]
    return room if inside == within else f"publish/{room}"


def order_floors(house: House) -> list[list[str]]:
    """The rooms by floors, the lowest first: each stands above all that it imports.

    Raises CircleError, which names the modules, where that cannot be.
    """
    _refuse_circle(house.imports, lambda name, other: [f"{name} imports {other}"])
    graph = house.join_rooms()
    _refuse_circle(graph, house.list_between)
    floor: dict[str, int] = {}
    for room in TopologicalSorter(graph).static_order():
        floor[room] = 1 + max((floor[other] for other in graph[room]), default=-1)
    return [sorted(room for room in floor if floor[room] == at) for at in range(max(floor.values()) + 1)]


def drop_long_ways(graph: Graph) -> Graph:
    """A graph without each import to which a way over others leads as well."""
    below: dict[str, frozenset[str]] = {}
    for name in TopologicalSorter(graph).static_order():
        below[name] = graph[name].union(*(below[other] for other in graph[name]))
    return {
        name: others - frozenset[str]().union(*(below[other] for other in others))
        for name, others in graph.items()
    }


def _refuse_circle(graph: Graph, tell: Callable[[str, str], list[str]]) -> None:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        told = [line for name, other in pairwise(circle) for line in tell(name, other)]
        raise CircleError("\n".join(("The imports go in a circle:", *told))) from None


def _name(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _list_imports(path: Path, files: Mapping[str, Path]) -> Iterator[str]:
    """The modules of ours that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        named: list[str] = []
        if isinstance(node, ast.Import):
            named = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            named = [name if name in files else str(node.module) for name in inside]
        yield from (name for name in named if name in files)
