"""What many tests share: a copy of the small catalogue of another body, to be changed at will."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from tests.roots import LIGHTHOUSE

settings.register_profile("suite", deadline=None)  # a busy machine is no mistake
settings.load_profile("suite")


@pytest.fixture
def lighthouse(tmp_path: Path) -> Path:
    """A fresh copy of the lighthouse catalogue."""
    return shutil.copytree(
        LIGHTHOUSE, tmp_path / "lighthouse", ignore=shutil.ignore_patterns("site", ".cache", ".site-*")
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser's tests begin first: they take longest, and whoever has done the others takes over some."""
    items.sort(key=lambda item: not item.path.is_relative_to(Path(__file__).parent / "site"))
