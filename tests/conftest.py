"""What many tests share: a copy of the small catalogue of another body, to be changed at will.

In random order, the same again for the same number: make test SHUFFLE=7
"""

from __future__ import annotations

import gc
import os
import random
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.roots import LIGHTHOUSE

# Thousands of tests are made at once and stay: to look through them again and again took a quarter of that.
gc.set_threshold(200_000, 50, 50)

# a busy machine is no mistake
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    """A fresh copy of the lighthouse catalogue."""
    return shutil.copytree(
        LIGHTHOUSE, tmp_path / "lighthouse", ignore=shutil.ignore_patterns("site", ".cache", ".site-*")
    )


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a test waits for its browser an eighth of the time."""
    return (os.cpu_count() or 1) + 1


SHUFFLE = os.environ.get("SHUFFLE", "")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how to have the same order again."""
    if SHUFFLE:
        terminalreporter.write_line(f"in random order: SHUFFLE={SHUFFLE}")


def pytest_collection_finish() -> None:
    """What was made so far stays to the end."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests begin first: they take longest, and whoever has done the others takes over some.

    In random order the files are shuffled, and the tests of each, which share what is set up for a file.
    """
    if not SHUFFLE:
        items.sort(key=lambda item: not item.path.is_relative_to(Path(__file__).parent / "site"))
        return
    chance = random.Random(SHUFFLE)
    chance.shuffle(items)
    places = {path: chance.random() for path in sorted({item.path for item in items})}
    items.sort(key=lambda item: places[item.path])
