"""What building costs, as ratios of one run: ours, MkDocs and Hugo on the same records.

Run it with `make bench`; `--write` puts the tables into docs/speed.md. Nothing is asserted of time or memory,
since a busy machine is no mistake. It stops where the sites do not show the same.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from tests.bench import table
from tests.bench.builders import COLD, Real, make_builders
from tests.bench.calculator import blocked
from tests.bench.measure import measure
from tests.bench.run import afford_rounds, measure_real, measure_size

PARTS = ("mkdocs", "hugo", "real", "calculator")


def read_sizes(_ctx: click.Context, _option: click.Parameter, value: str) -> tuple[int, ...]:
    """Numbers of records."""
    words = value.split(",") if value else []
    if not all(word.isdecimal() and int(word) for word in words):
        raise click.BadParameter("expected numbers above 0, such as 300,1000")
    return tuple(map(int, words))


def read_parts(_ctx: click.Context, _option: click.Parameter, value: str) -> frozenset[str]:
    """Names of parts."""
    parts = frozenset(value.split(",") if value else ())
    if unknown := parts.difference(PARTS):
        raise click.BadParameter(f"{', '.join(unknown)} is none of {', '.join(PARTS)}")
    return parts


@click.command(help=__doc__)
@click.option(
    "--sizes",
    default="1000,3000,10000",
    show_default=True,
    callback=read_sizes,
    help="How many records are made up; '' for none.",
)
@click.option("--without", default="", callback=read_parts, help=f"Leave out some of {','.join(PARTS)}.")
@click.option(
    "--rounds",
    default=3,
    show_default=True,
    type=click.IntRange(1),
    help="How often each is built; less often where it takes long.",
)
@click.option(
    "--baseline",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another checkout of this project, with a .venv: it builds the same in turn.",
)
@click.option("--write", is_flag=True, help="Write the tables into docs/speed.md.")
def main(
    sizes: tuple[int, ...], without: frozenset[str], rounds: int, baseline: Path | None, write: bool
) -> None:
    """Measure, and print tables."""
    told = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for part in measure_all(Path(folder), sizes, without, rounds, baseline):
            click.echo(part)
            told.append(part)
    if write:
        table.write_page("\n".join(told))


def measure_all(
    folder: Path, sizes: tuple[int, ...], without: frozenset[str], rounds: int, baseline: Path | None
) -> Iterator[str]:
    """The tables of all that is asked for."""
    times = {number: afford_rounds(number, rounds) for number in sizes}
    yield from table.describe_run(make_builders(Path(), without, baseline), times)
    rows = []
    for number in sizes:
        found = measure_size(folder / str(number), number, times[number], without, baseline)
        yield from table.tell_size(found)
        rows += found
    if len(set(sizes)) > 1:
        yield from table.tell_growth(rows)
    if "real" not in without:
        yield from table.tell_real(*measure_real(folder / "real", rounds, baseline))
    if "calculator" not in without:
        yield from table.tell_calculator(measure_calculator(folder / "calculator"))


def measure_calculator(folder: Path) -> list[tuple[str, float]]:
    """How long each thing holds up the page of a site that is built for it in a folder."""
    built = Real(folder)
    built.fill(0)
    measure(built.command(COLD), built.folder, built.site)
    return blocked(built.site)


if __name__ == "__main__":
    main()
