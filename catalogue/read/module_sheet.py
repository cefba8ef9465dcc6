"""What was read of a sheet of modules and units, and whether its sums hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalogue.model.problem import Place, Problem


@dataclass
class Part:
    """A module, and where it stands."""

    number: int
    title: str
    line: int
    credits: int | None = None
    """As the sheet prints them."""
    units: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class ModuleSheet:
    """A sheet as far as it was read."""

    file: str
    facts: dict[str, Any] = field(default_factory=dict)
    """What it says of the whole qualification, by the keys of the YAML."""
    where: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Row and column of each of them."""
    modules: list[Part] = field(default_factory=list)
    units: list[dict[str, Any]] = field(default_factory=list)
    """Units outside any module."""
    codes: dict[str, int] = field(default_factory=dict)
    """The row of each unit."""
    left_out: list[str] = field(default_factory=list)
    """Headings of columns that say nothing of a unit."""
    last: int = 0
    """The last row that said something."""
    problems: list[Problem] = field(default_factory=list)

    def add_problem(self, line: int, column: int, what: str, **more: str) -> None:
        """Add a problem; row and column from 1, 0 for all of a row."""
        self.problems.append(Problem(Place(self.file, line, column), what, check="sheet", **more))  # type: ignore[arg-type]

    def list_units(self) -> Iterator[dict[str, Any]]:
        """Every unit, those of modules first."""
        for part in self.modules:
            yield from part.units
        yield from self.units


def sum_credits(units: Iterable[dict[str, Any]]) -> int:
    """The credits of units, as far as they are known."""
    return sum(unit.get("credits", 0) for unit in units)


def check_numbers(sheet: ModuleSheet) -> None:
    """Modules follow each other: one that is missing was likely lost on the way."""
    for before, part in zip(sheet.modules, sheet.modules[1:], strict=False):
        if part.number > before.number + 1:
            what = f"Module {part.number} follows module {before.number}: what is between them is missing."
            sheet.add_problem(part.line, 0, what, mend="put it in, or mend the number")


def check_sums(sheet: ModuleSheet) -> None:
    """What is printed as a sum is one. Where a module prints its own, a unit of it may lack its credits."""
    for part in sheet.modules:
        known, open_ = sum_credits(part.units), [unit for unit in part.units if "credits" not in unit]
        if not part.units:
            sheet.add_problem(
                part.line, 0, f"Module {part.number} has no unit.", mend="put its units below it"
            )
        elif part.credits is not None and (known > part.credits or (known < part.credits and not open_)):
            what = f"Module {part.number} has {part.credits} credits here, but its units add up to {known}."
            sheet.add_problem(part.line, 0, what, mend="compare each of its rows with the document")
        elif part.credits is None:
            _refuse_open(open_, sheet)
    _refuse_open([unit for unit in sheet.units if "credits" not in unit], sheet)


def _refuse_open(units: Sequence[dict[str, Any]], sheet: ModuleSheet) -> None:
    told = {(problem.place.line, problem.place.column) for problem in sheet.problems}
    for unit in units:
        if (unit["line"], unit["column"]) not in told:
            what = "The number of credits is missing, and nothing says what the module has in all."
            sheet.add_problem(unit["line"], unit["column"], what, expected="a whole number, such as 8")
