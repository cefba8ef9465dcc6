"""The figures as tables of Markdown, and their place in docs/speed.md."""

from __future__ import annotations

import math
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence

from tests.bench.builders import COLD, Builder
from tests.bench.calculator import ENTRIES, FRAME, SLOWER
from tests.bench.measure import HOW_MEMORY
from tests.bench.run import Row
from tests.bench.served import Served
from tests.roots import ROOT

PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- Written by make bench -->", "<!-- As far as here -->"
COSTS = ("built by", "what", "processor, s", "wall, s", "memory, MB", "files anew", "of")


def describe_run(builders: Iterable[Builder], rounds: dict[int, int]) -> Iterator[str]:
    """What was measured with, and how often."""
    tools = "; ".join(builder.version() for builder in builders)
    yield f"{os.cpu_count()} cores, Python {sys.version.split()[0]}; {tools}.\n"
    times = ", ".join(f"{count} with {number:,}" for number, count in rounds.items())
    if times:
        yield f"Each figure is the median of all rounds: {times} qualifications.\n"
    yield f"Memory is that of all processes together, {HOW_MEMORY}.\n"


def tell_size(rows: Sequence[Row]) -> Iterator[str]:
    """What each builder needed with so many records."""
    number = rows[0].records
    ours = next(row for row in rows if row.case == COLD).cost.processor
    yield f"### {number:,} qualifications more\n"
    yield write_table(
        (*COSTS, "ms a record", "against ours, cold"),
        ((*_costs(row), *_ratios(row.cost.processor, number, ours)) for row in rows),
    )


def tell_growth(rows: Sequence[Row]) -> Iterator[str]:
    """How the cost grows from the fewest records to the most."""
    few, many = (choose(row.records for row in rows) for choose in (min, max))
    yield f"### From {few:,} to {many:,}\n"
    yield "The cost grows with this power of the number of records: 1 is in proportion.\n"
    heads = ("built by", "what", "processor", "memory", "ms for each record more")
    yield write_table(heads, _growth(rows, few, many))


def tell_real(rows: Iterable[Row], served: Iterable[Served]) -> Iterator[str]:
    """The real catalogue: by command, and while it is served."""
    yield "### The real catalogue\n"
    yield write_table(COSTS, map(_costs, rows))
    yield "From saving the title of a unit to the page being told, while `make serve` runs:\n"
    yield write_table(
        ("served by", "processor, s", "wall, s", "memory, MB"),
        (
            (one.builder, f"{one.processor:.2f}", f"{one.wall:.2f}", f"{one.memory / 1e6:.0f}")
            for one in served
        ),
    )


def tell_calculator(times: Iterable[tuple[str, float]]) -> Iterator[str]:
    """What holds up the main thread while a member types."""
    yield "### The calculator\n"
    yield (
        f"In Chromium, {SLOWER} times slower, with {ENTRIES:,} entries in the log, in frames of {FRAME} "
        "milliseconds that the main thread is held up.\n"
    )
    yield write_table(("what", "frames"), ((what, f"{time / FRAME:.2f}") for what, time in times))


def write_table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table of Markdown."""
    lines = (f"| {' | '.join(cells)} |" for cells in rows)
    return "\n".join((f"| {' | '.join(heads)} |", "|" + "---|" * len(heads), *lines, ""))


def write_page(text: str) -> None:
    """Put the tables between their marks in docs/speed.md."""
    page = PAGE.read_text("utf-8")
    between = re.compile(f"(?<={re.escape(BEGIN)}\n).*(?={re.escape(END)})", re.DOTALL)
    PAGE.write_text(between.sub(lambda _: f"\n{text}\n", page), "utf-8")


def _costs(row: Row) -> tuple[str, ...]:
    cost = row.cost
    seconds = f"{cost.processor:.2f}", f"{cost.wall:.2f}"
    return (
        row.builder,
        row.case,
        *seconds,
        f"{cost.memory / 1e6:.0f}",
        f"{cost.anew:,.0f}",
        f"{cost.files:,.0f}",
    )


def _ratios(processor: float, number: int, ours: float) -> tuple[str, str]:
    return f"{processor / number * 1000:.1f}", f"{processor / ours:.2f}"


def _growth(rows: Iterable[Row], few: int, many: int) -> Iterator[tuple[str, ...]]:
    costs = {(row.records, row.builder, row.case): row.cost for row in rows}
    for (number, builder, case), least in costs.items():
        if number == few:
            most = costs[many, builder, case]
            powers = math.log(most.processor / least.processor), math.log(most.memory / least.memory)
            more = (most.processor - least.processor) / (many - few) * 1000
            yield builder, case, *(f"{power / math.log(many / few):.2f}" for power in powers), f"{more:.1f}"
