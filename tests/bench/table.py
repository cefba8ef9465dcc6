"""The figures as tables of Markdown, and their place in docs/speed.md."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterable, Iterator, Sequence

from tests.bench.builders import COLD, Builder
from tests.bench.calculator import ENTRIES, FRAME, SLOWER
from tests.bench.measure import HOW_MEMORY
from tests.bench.records import ROOT
from tests.bench.run import Row
from tests.bench.served import Served

PAGE = ROOT / "docs" / "speed.md"
BEGIN, END = "<!-- Written by make bench -->", "<!-- As far as here -->"
COSTS = ("built by", "what", "processor, s", "wall, s", "memory, MB", "files anew", "of")


def describe_run(builders: Iterable[Builder], rounds: dict[int, int]) -> str:
    """What was measured with, and how often."""
    times = ", ".join(f"{number:,} records: {count}" for number, count in rounds.items())
    tools = "; ".join(builder.version() for builder in builders)
    return (
        f"{tools}. {os.cpu_count()} cores. Rounds ({times}), of which each figure is the median. "
        f"Memory of all processes together, {HOW_MEMORY}.\n"
    )


def tell_sizes(rows: Sequence[Row]) -> Iterator[str]:
    """A table for each number of records, then how the cost grows."""
    for number in dict.fromkeys(row.records for row in rows):
        yield f"### {number:,} qualifications more\n"
        of_size = [row for row in rows if row.records == number]
        ours = next(row for row in of_size if row.case == COLD).cost.processor
        yield write_table(
            (*COSTS, "ms a record", "against ours, cold"),
            (
                (
                    *_costs(row),
                    f"{row.cost.processor / number * 1000:.1f}",
                    f"{row.cost.processor / ours:.2f}",
                )
                for row in of_size
            ),
        )
    sizes = sorted({row.records for row in rows})
    if len(sizes) > 1:
        yield f"### From {sizes[0]:,} to {sizes[-1]:,}\n"
        yield "Processor time grows with this power of the number: 1 is in proportion. Memory likewise.\n"
        yield write_table(("built by", "what", "processor", "memory"), _exponents(rows, sizes[0], sizes[-1]))


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
    lines = (heads, ("---",) * len(heads), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


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


def _exponents(rows: Sequence[Row], few: int, many: int) -> Iterator[tuple[str, ...]]:
    last = {(row.builder, row.case): row.cost for row in rows if row.records == many}
    for row in rows:
        if row.records == few:
            cost = last[row.builder, row.case]
            pairs = (cost.processor, row.cost.processor), (cost.memory, row.cost.memory)
            powers = (math.log(after / before) / math.log(many / few) for after, before in pairs)
            yield row.builder, row.case, *(f"{power:.2f}" for power in powers)
