"""What hostile texts of the data do in a browser: nothing, with the site's policy and without any."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.chance import IS_LONG, TIMES
from tests.publish.sites import is_page, read_files
from tests.publish.test_hostile import HOSTILE, build, copy, list_texts, put_hostile
from tests.site.conftest import list_shapes
from tests.site.host import serving

LISTEN = "window.acted = []; window.go = () => acted.push(Error().stack); window.alert = go;"
"""Every hostile text that acts calls `go`."""
TOUCH = """() => {
  for (const one of document.querySelectorAll("details")) one.open = true;
  for (const one of document.querySelectorAll("#content *"))
    for (const kind of ["mouseover", "toggle"]) one.dispatchEvent(new Event(kind));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(window.acted))));
}"""
TURNS = range(0, len(HOSTILE), max(1, 4 // TIMES) if IS_LONG else len(HOSTILE))
"""By `make fuzz FUZZ=4` each text of the data has had each hostile one behind it."""


@pytest.fixture(scope="module", params=TURNS)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose data holds a hostile text behind each of its own."""
    root = copy(tmp_path_factory.mktemp("hostile"))
    put_hostile(root, list_texts(), request.param)
    build(root)
    return root / "site"


def choose_pages(site: Path) -> list[str]:
    """Few pages that together hold every element with its class, inside each other one; and the widgets."""
    paths = [path for path in read_files(site) if is_page(path) or path.startswith("embed/")]
    shapes = {path: set(list_shapes(site / path)) for path in sorted(paths) if path.endswith(".html")}
    left = set[object]().union(*shapes.values())
    found = []
    while left:
        found.append(max(shapes, key=lambda path: len(shapes[path] & left)))
        left -= shapes[found[-1]]
    return found


@pytest.mark.parametrize("is_strict", [True, False], ids=["policy", "none"])
def test_no_text_acts(hostile: Path, chromium: Browser, is_strict: bool) -> None:
    asked: list[str] = []
    said: list[str] = []
    with serving(hostile) as host, chromium.new_context(bypass_csp=not is_strict) as context:
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        paths = choose_pages(hostile)
        acted = [found for path in paths if (found := look(page, f"{host.address}{path}"))]
    assert len(paths) > 5
    assert acted == []
    assert said == []
    assert [url for url in asked if not url.startswith((host.address, "data:", "blob:"))] == []


def look(page: Page, address: str) -> list[str]:
    """Open a page, unfold and touch all of it. What acted."""
    page.goto(address, wait_until="load")
    acted: list[str] = page.evaluate(TOUCH)
    return acted if page.url.startswith(address.removesuffix("index.html")) else [page.url]
