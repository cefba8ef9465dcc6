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


def listed(_ctx: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    """Words between commas."""
    return tuple(word.strip() for word in value.split(",") if word.strip())


@click.command(help=__doc__)
@click.option(
    "--sizes",
    default="1000,3000,10000",
    callback=listed,
    help="How many records, such as 300,1000; or none: ''.",
)
@click.option("--without", default="", callback=listed, help=f"Leave out some of {','.join(PARTS)}.")
@click.option(
    "--rounds", default=3, show_default=True, help="How often each is built, where it is affordable."
)
@click.option(
    "--baseline",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Another checkout of this project, with a virtual environment: it builds the same in turn.",
)
@click.option("--write", is_flag=True, help="Write the tables into docs/speed.md.")
def main(
    sizes: tuple[str, ...], without: tuple[str, ...], rounds: int, baseline: Path | None, write: bool
) -> None:
    """Measure, and print tables."""
    if unknown := set(without) - set(PARTS):
        raise click.BadParameter(
            f"{', '.join(unknown)} is none of {', '.join(PARTS)}", param_hint="--without"
        )
    text = "\n".join(measure_all([int(size) for size in sizes], frozenset(without), rounds, baseline))
    click.echo(text)
    if write:
        table.write_page(text)


def measure_all(
    sizes: list[int], without: frozenset[str], rounds: int, baseline: Path | None
) -> Iterator[str]:
    """The tables of all that is asked for."""
    times = {number: afford_rounds(number, rounds) for number in sizes}
    yield table.describe_run(make_builders(Path(), without, baseline), times)
    rows = [row for number in sizes for row in measure_size(number, rounds, without, baseline)]
    yield from table.tell_sizes(rows)
    if "real" not in without:
        yield from table.tell_real(*measure_real(rounds, baseline))
    if "calculator" not in without:
        yield from table.tell_calculator(measure_calculator())


def measure_calculator() -> list[tuple[str, float]]:
    """How long each thing holds up the page of a site that is built for it."""
    with tempfile.TemporaryDirectory() as folder:
        built = Real(Path(folder) / "real")
        built.fill(0)
        measure(built.command(COLD), built.folder, built.site)
        return blocked(built.site)


if __name__ == "__main__":
    main()
