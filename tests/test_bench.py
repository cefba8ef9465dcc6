"""What `make bench` rests on: made-up records that are fine, sites that show the same, honest counting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.builders import COLD, EDIT, Builder, make_builders
from tests.bench.catalogue import make_catalogue, place_record, retitle_unit
from tests.bench.measure import Cost, hold_memory, measure
from tests.bench.records import list_units, make_record, make_records, read_shape
from tests.bench.rows import count_rows, differences, page_of
from tests.bench.run import Row
from tests.bench.table import tell_growth
from tests.test_build import run

NUMBER = 3
UNITS = len(list(list_units(read_shape())))
HOLD = 60_000_000
HOLDING = (
    "import subprocess, sys\n"
    f"child = 'held = bytes([1]) * {HOLD}; print(flush=True); input()'\n"
    "subprocess.run([sys.executable, '-c', child])\n"
)


def test_a_made_up_catalogue_is_fine(tmp_path: Path) -> None:
    catalogue = make_catalogue(tmp_path / "made", 120)  # more than cite the same sources
    retitle_unit(place_record(catalogue, "900007"), 1)
    done = run("check", "--catalogue", catalogue)
    assert "Fine" in done.stdout, done.stdout + done.stderr


def test_no_two_records_share_a_title_or_a_code() -> None:
    shape = read_shape()
    records = [make_record(position, shape) for position in range(0, 10_000, 50)]
    assert len({record["title"] for record in records}) == len(records)
    for name in ("title", "unit"):
        assert len({unit[name] for record in records for unit in list_units(record)}) == len(records) * UNITS


@pytest.fixture(scope="module")
def builders(tmp_path_factory: pytest.TempPathFactory) -> list[Builder]:
    """Ours, MkDocs and Hugo, each after a cold build of the same records."""
    builders = make_builders(tmp_path_factory.mktemp("bench"), frozenset(), None)
    for builder in builders:
        builder.fill(NUMBER)
        cost = measure(builder.command(COLD), builder.folder, builder.site)
        assert cost.anew == cost.files > NUMBER
    return builders


def test_the_three_sites_show_the_same_rows_and_two_of_them_an_edit(builders: list[Builder]) -> None:
    records = list(make_records(NUMBER, read_shape()))
    assert {builder.name: differences(builder.site, records) for builder in builders} == {
        "ours": [],
        "mkdocs": [],
        "hugo": [],
    }
    assert {count_rows(builder.site) for builder in builders} == {NUMBER * UNITS}
    for builder in builders[1:]:
        edited = builder.edit(NUMBER, EDIT, 7)
        measure(builder.command(EDIT), builder.folder, builder.site)
        assert differences(builder.site, edited) == []
        assert ", edition 7" in page_of(builder.site, "900001").read_text("utf-8")


def test_a_row_that_differs_is_noticed(builders: list[Builder]) -> None:
    other = make_record(1, read_shape(), ", edition 2")
    assert [differences(builder.site, [other]) for builder in builders] == [["900001"]] * len(builders)


def test_files_that_stayed_are_not_counted_as_written(tmp_path: Path) -> None:
    for name in ("stays", "changes"):
        (tmp_path / name).write_text("as it was", "utf-8")
    program = "import os; open('new', 'w').close(); os.replace('new', 'changes')"
    cost = measure([sys.executable, "-c", program], tmp_path, tmp_path)
    assert (cost.anew, cost.files) == (1, 2)


def test_the_processor_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert measure([sys.executable, "-c", program], tmp_path, tmp_path).processor >= 0.2


def test_the_memory_of_children_counts() -> None:
    command = [sys.executable, "-c", HOLDING]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, start_new_session=True) as process:
        assert process.stdout
        process.stdout.readline()
        assert hold_memory(process.pid) > HOLD
        process.communicate(b"\n")


def test_growth_is_told_as_a_power_of_the_number() -> None:
    rows = [
        Row(number, "ours", COLD, Cost(processor, processor, memory, 1, 1))
        for number, processor, memory in ((100, 2.0, 50_000_000), (1000, 20.0, 5_000_000_000))
    ]
    assert "| ours | cold | 1.00 | 2.00 | 20.0 |" in "".join(tell_growth(rows))
