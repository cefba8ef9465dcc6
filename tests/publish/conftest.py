"""The site of this catalogue and that of another body, built once for all tests that look at pages."""

from __future__ import annotations

import pytest

from tests.publish.sites import Site
from tests.roots import LIGHTHOUSE, OURS


@pytest.fixture(scope="session")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(OURS, tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(LIGHTHOUSE, tmp_path_factory.mktemp("work"))


@pytest.fixture(scope="session", params=["ours", "other"])
def site(request: pytest.FixtureRequest) -> Site:
    found: Site = request.getfixturevalue(request.param)
    return found
