"""How build time grows, and what the calculator holds up, as ratios of one run.

Run it with `make bench`. Nothing is asserted, since a busy machine is no mistake.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from build import built
from catalogue.publish.kinds.pages import pages
from catalogue.read.reader import read_catalogue
from tests.bench_typing import ENTRIES, FRAME, SLOWER, blocked

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("designations", "content", "mkdocs.yml", "templates")
SYNTHETIC = 1000
LIKE = "99687"
RUNS = 3


def seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median of several runs."""
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return statistics.median(found)


def copied(to: Path) -> Path:
    """A catalogue of its own, without what was kept of earlier builds."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, to / part)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to / part)
    return to


def enlarge(root: Path, number: int) -> None:
    """Add so many qualifications, each as large as the largest that we have."""
    folder = root / "designations" / "qualifications"
    text = (folder / f"{LIKE}.yml").read_text("utf-8")
    # What others say of it stays with it: its place in the register, and where sources disagree on it.
    told = re.compile(r"\s*(replaces|replaced_by|conflict):")
    kept = "\n".join(line for line in text.splitlines() if not told.match(line))
    for position in range(number):
        key = str(900_000 + position)
        named = re.sub(rf"^(qualification|nlrd_id): {LIKE}$", rf"\g<1>: {key}", kept, flags=re.MULTILINE)
        (folder / f"{key}.yml").write_text(named, "utf-8")


def build(root: Path) -> None:
    problems, count = built(root, root / "site")
    if not count:
        sys.exit("\n".join(map(str, problems[:5])))


def cold(root: Path) -> None:
    shutil.rmtree(root / ".cache", ignore_errors=True)
    build(root)


def measured(root: Path, runs: int) -> tuple[int, float, float]:
    """How many pages a catalogue has, and the seconds of reading it and of pouring them."""
    catalogue, problems = read_catalogue(root)
    if catalogue is None:
        sys.exit("\n".join(map(str, problems[:5])))

    def pour() -> int:
        with tempfile.TemporaryDirectory() as work:
            return sum(path.endswith(".html") for path, _ in pages(catalogue, root, Path(work)))

    return pour(), seconds(lambda: read_catalogue(root), runs), seconds(pour, runs)


def main() -> None:
    """Measure, and print a table of ratios."""
    with tempfile.TemporaryDirectory() as folder:
        root = copied(Path(folder) / "ours")
        first = seconds(lambda: cold(root))
        warm = seconds(lambda: build(root))
        typed = blocked(root / "site")
        few, reading, pouring = measured(root, RUNS)
        enlarge(root, SYNTHETIC)
        many, reading_many, pouring_many = measured(root, 1)
    more = many - few
    read_each, pour_each = (reading_many - reading) / more, (pouring_many - pouring) / more
    rows = [
        ("a cold build against a warm one", first / warm),
        ("reading, as a part of a warm build", reading / warm),
        ("pouring all pages, against reading all data", pouring / reading),
        (
            f"reading and pouring {many} pages, against {few}",
            (reading_many + pouring_many) / (reading + pouring),
        ),
        (f"pouring one of {SYNTHETIC} large qualifications, against reading it", pour_each / read_each),
    ]
    for said, ratio in rows:
        print(f"{said:<66} {ratio:8.2f}")
    for said, milliseconds in typed:
        print(f"{f'{said}, {ENTRIES} entries, {SLOWER} times slower':<66} {milliseconds / FRAME:8.2f}")
    print(f"\nWhat the calculator does is told in frames of {FRAME} milliseconds.")
    print("Ratios of one run. A page poured holds its share of styles, search and links.")


if __name__ == "__main__":
    main()
