"""The rounds: in each, every builder builds in turn, so that what else the machine does meets all alike."""

from __future__ import annotations

import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from tests.bench.builders import AGAIN, COLD, EDIT, NOTHING, Builder, make_builders, make_real
from tests.bench.measure import Cost, measure
from tests.bench.records import make_record, read_shape
from tests.bench.rows import count_rows, differences
from tests.bench.served import Served, measure_serving

CASES = (COLD, EDIT, AGAIN, NOTHING)
SAMPLE = 50
"""So many records of each site are compared row by row; of all the rows are counted."""
EDITS = 5
"""So many edits are made while the real catalogue is served."""
AFFORDED = 3_000
"""A size gets as many rounds as build so many records cold, and one at least."""


@dataclass(frozen=True)
class Row:
    """What a builder needed for a case: the medians of all rounds."""

    records: int
    builder: str
    case: str
    cost: Cost


def measure_size(
    folder: Path, number: int, rounds: int, without: frozenset[str], baseline: Path | None
) -> list[Row]:
    """All cases of all builders, in a folder, with so many records more than the real ones."""
    return measure_rounds(make_builders(folder, without, baseline), number, rounds)


def measure_real(folder: Path, rounds: int, baseline: Path | None) -> tuple[list[Row], list[Served]]:
    """All cases of ours with the real catalogue alone, by command and while it is served."""
    builders = make_real(folder, baseline)
    rows = measure_rounds(builders, 0, rounds)
    return rows, [measure_serving(builder, EDITS) for builder in builders]


def measure_rounds(builders: Sequence[Builder], number: int, rounds: int) -> list[Row]:
    """The medians of some rounds, after every builder was given its data."""
    for builder in builders:
        builder.fill(number)
    costs: dict[tuple[str, str], list[Cost]] = defaultdict(list)
    for edition in range(1, rounds + 1):
        for name, case, cost in run_round(builders, number, edition):
            costs[name, case].append(cost)
    return [Row(number, name, case, take_medians(found)) for (name, case), found in costs.items()]


def afford_rounds(number: int, rounds: int) -> int:
    """Fewer rounds where one takes long."""
    return max(1, min(rounds, AFFORDED // number))


def run_round(builders: Sequence[Builder], number: int, edition: int) -> Iterator[tuple[str, str, Cost]]:
    """Each case by each builder in turn, and what it cost."""
    for case in CASES:
        for builder in (builder for builder in builders if case in builder.cases):
            if case == COLD:
                builder.forget()
            edited = builder.edit(number, case, edition) if case in (EDIT, AGAIN) else []
            tell(f"{number} records, round {edition}: {builder.name}, {case}")
            yield builder.name, case, measure(builder.command(case), builder.folder, builder.site)
            if wrong := differences(builder.site, edited):
                sys.exit(f"{builder.name} does not show the edit of {wrong[0]}")
        if case == COLD and edition == 1:
            compare_rows(builders, number)


def compare_rows(builders: Sequence[Builder], number: int) -> None:
    """Stop unless every site shows the same rows."""
    shape = read_shape()
    for builder in builders:
        sample = (make_record(position, shape) for position in range(0, number, max(1, number // SAMPLE)))
        if wrong := differences(builder.site, sample):
            sys.exit(f"{builder.name} shows other rows of {', '.join(wrong)}")
    counted = {builder.name: count_rows(builder.site) for builder in builders}
    if len(set(counted.values())) > 1:
        sys.exit(f"The sites do not show the same number of rows: {counted}")


def take_medians(costs: list[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(getattr(cost, part.name) for cost in costs) for part in fields(Cost)))


def tell(what: str) -> None:
    """A line for whoever waits."""
    print(what, file=sys.stderr, flush=True)
