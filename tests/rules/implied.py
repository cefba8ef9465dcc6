"""What schedules imply, whole.

Of random schedules, of which test_analysis_is_true shows that no log says otherwise, and of the frozen
catalogues. An answer that says less than it could is no untrue one: here it is seen as well.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from catalogue.model.kernel import Kernel
from catalogue.read.reader import read_catalogue
from catalogue.rules.analysis import analyse_schedule
from catalogue.rules.kernel import build_kernel
from tests.chance import draw_share
from tests.roots import CATALOGUES
from tests.rules.implied_grids import list_makers
from tests.rules.random_cases import random_case
from tests.rules.random_plans import random_question
from tests.rules.test_analysis_is_true import Json, drop_empty_ranges, make_ordinary_case, to_exact

SEEDS = 100
BATCH = 10
MAKERS: dict[str, Callable[[int], Json]] = {
    "of all kinds": lambda seed: drop_empty_ranges(random_case(seed)),
    "to be planned": lambda seed: drop_empty_ranges(random_question(seed)),
    "in points": make_ordinary_case,
}
SMALL = {name: draw_share(list(make()), 4, 24) for name, make in list_makers().items()}
"""Of the schedules in which one thing is turned one in four."""


def list_batches() -> list[tuple[str, int]]:
    """The random schedules, a few at a time: who makes them, and the first seed."""
    return [(name, first) for name in MAKERS for first in range(0, SEEDS, BATCH)]


def tell_random(name: str, first: int) -> list[str]:
    """What some random schedules imply, a line each."""
    return [
        tell(f"{name}, {seed}", Kernel.model_validate(to_exact(MAKERS[name](seed)["kernel"])))
        for seed in range(first, first + BATCH)
    ]


def list_small() -> list[tuple[str, int]]:
    """The small schedules, a few at a time: what is turned in them, and which is the first."""
    return [(name, first) for name, found in SMALL.items() for first in range(0, len(found), BATCH)]


def tell_small(name: str, first: int) -> list[str]:
    """What some small schedules imply, a line each."""
    drawn = SMALL[name][first : first + BATCH]
    return [
        tell(f"{name}, {at}", Kernel.model_validate(to_exact(kernel)))
        for at, kernel in enumerate(drawn, first)
    ]


def tell_frozen(root: Path) -> list[str]:
    """What the schedules of a catalogue imply, a line each."""
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    return [tell(f"{root.name}, {key}", build_kernel(it)) for key, it in catalogue.schedules.items()]


def list_frozen() -> list[Path]:
    """The catalogues that stand still."""
    return sorted(path for path in CATALOGUES.iterdir() if (path / "designations").is_dir())


def tell(name: str, kernel: Kernel) -> str:
    """One line: which schedule, and what it implies."""
    return f"{name}: {analyse_schedule(kernel).model_dump_json(exclude_defaults=True)}"
