"""The real site, built once, served on this machine, and a real Chromium with fonts of its own."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, sync_playwright

from build import build_checked
from tests.roots import LIGHTHOUSE, OURS
from tests.site.axe import FOLDER
from tests.site.fonts import USUAL, launched
from tests.site.host import serving
from tests.site.others import Host, others
from tests.site.test_hosting import nginx


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the build_checked site."""
    return build_once(OURS, "of-all", tmp_path_factory)


@pytest.fixture(scope="session")
def elsewhere_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site of another body, of which one schedule has two versions."""
    return build_once(LIGHTHOUSE, "elsewhere", tmp_path_factory)


@pytest.fixture(scope="session")
def elsewhere(elsewhere_site: Path) -> Iterator[str]:
    """Where the site of another body is served."""
    with serving(elsewhere_site) as host:
        yield host.address


def build_once(root: Path, name: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site: whichever process of the run comes first builds it, for all."""
    own = tmp_path_factory.getbasetemp()
    out = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / name / "site"
    out.parent.mkdir(exist_ok=True)
    with (out.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not out.exists():
            copy = shutil.copytree(root, out.parent / "root", ignore=shutil.ignore_patterns("site", ".cache"))
            problems, count = build_checked(copy, out, pack=root == OURS)
            assert problems == []
            assert count > 100
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> list[str]:
    """The address of every page, from the site's root, but for those that only lead on to another."""
    known = (path for path in site.rglob("*.html") if b'http-equiv="refresh"' not in path.read_bytes())
    return sorted(path.relative_to(site).as_posix() for path in known)


@pytest.fixture(scope="session")
def unlike(site: Path, pages: list[str]) -> list[str]:
    """Few pages that together hold every element with its class, inside each other one that holds it."""
    shapes = {path: set(list_shapes(site / path)) for path in pages}
    left = set[object]().union(*shapes.values())
    found = []
    while left:
        found.append(max(pages, key=lambda path: len(shapes[path] & left)))
        left -= shapes[found[-1]]
    return found


def list_shapes(path: Path) -> Iterator[object]:
    for element in html.fromstring(path.read_bytes()).iter("*"):
        held_by = element.getparent()
        yield (
            element.tag,
            element.get("class"),
            *((held_by.tag, held_by.get("class")) if held_by is not None else ()),
        )


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing: requests are not worth a line."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where a folder is served, on loopback."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site is served, on loopback."""
    with served(site) as place:
        yield place


@pytest.fixture(scope="session")
def axe() -> Iterator[str]:
    """Where axe-core's script is served: from an address Chromium keeps it compiled."""
    with served(FOLDER) as place:
        yield f"{place}axe.min.js"


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Browser]]:
    """One browser for each set of fonts, started when it is first asked for."""
    folder = tmp_path_factory.mktemp("fonts")
    with sync_playwright() as playwright, ExitStack() as stack:
        yield functools.cache(lambda fonts: stack.enter_context(launched(playwright, fonts, folder)))


@pytest.fixture
def fonts(request: pytest.FixtureRequest) -> str:
    """The usual set of fonts, or each in a test that asks for both."""
    return str(getattr(request, "param", USUAL))


@pytest.fixture
def chromium(browsers: Callable[[str], Browser], fonts: str) -> Browser:
    return browsers(fonts)


@pytest.fixture(scope="module")
def by_nginx(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from nginx(site, tmp_path_factory.mktemp("nginx"))


@pytest.fixture
def host(chromium: Browser, by_nginx: str) -> Iterator[Host]:
    with others() as (own, pages):
        found = Host(chromium, by_nginx, own, pages)
        with found.stack:
            yield found
        print("the browser said", found.said, "and asked for", found.asked)  # shown where a test fails
