"""The policy that each page says of itself, on a host that sends no headers: nothing that was put in acts."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from catalogue.publish.kinds.headers import FRAMED_BY
from catalogue.publish.policy import POLICY
from tests.site.test_renewed import add_entry, count_entries, hold, search, wait_for_tools

PUT_IN = (
    "<script>window.acted = 'script'</script>"
    "<img src='no.png' onerror=\"window.acted = 'handler'\">"
    "<details open ontoggle=\"window.acted = 'toggle'\"><p>x</p></details>"
    "<a id='js' href=\"javascript:window.acted = 'link'\">go</a>"
    "<iframe srcdoc=\"<script>parent.acted = 'srcdoc'</script>\"></iframe>"
    "<script src='data:text/javascript,window.acted=1'></script>"
    "<object data='data:text/html,<script>parent.acted = 1</script>'></object>"
    "<base href='https://elsewhere.example/'>"
    "<p id='styled' style='color: rgb(1, 2, 3)'>x</p>"
)


class Plain(http.server.SimpleHTTPRequestHandler):
    """A host that sends files and nothing of ours; under `put-in/` what somebody put into them."""

    def do_GET(self) -> None:
        if not self.path.startswith("/put-in/"):
            return super().do_GET()
        page = Path(self.directory, self.path.removeprefix("/put-in/"), "index.html").read_text("utf-8")
        body = page.replace("</main>", f"{PUT_IN}</main>").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return None

    def log_message(self, *args: object) -> None:
        """Nothing: requests are not worth a line."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Plain, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def bare(site: Path) -> Iterator[str]:
    with serving(site) as address:
        yield address


def test_every_page_says_first_what_it_may_load(site: Path) -> None:
    for path in site.rglob("*.html"):
        head = html.fromstring(path.read_bytes()).find("head")
        charset, policy = list(head)[:2]
        assert charset.get("charset") == "utf-8", path
        assert (policy.get("http-equiv"), policy.get("content")) == ("Content-Security-Policy", POLICY), path
    assert FRAMED_BY.startswith(POLICY)


@pytest.mark.parametrize("path", ["designations/ccop/", "calculator/ccop-2017/", "embed/designation/ccop/"])
def test_what_is_put_into_a_page_does_not_act(bare: str, chromium: Browser, path: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{bare}put-in/{path}", wait_until="load")
        page.locator("#js").dispatch_event("click")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        assert page.evaluate("window.acted") is None
        assert page.evaluate("document.baseURI").startswith(bare)
        assert page.locator("#styled").evaluate("one => getComputedStyle(one).color") != "rgb(1, 2, 3)"


def test_without_the_policy_it_would_act(site: Path, chromium: Browser, tmp_path: Path) -> None:
    page = (site / "designations/ccop/index.html").read_text("utf-8")
    (tmp_path / "index.html").write_text(page.replace(POLICY, "img-src *"), "utf-8")
    with serving(tmp_path) as address, chromium.new_context() as context:
        opened = context.new_page()
        opened.goto(f"{address}put-in/", wait_until="load")
        opened.wait_for_function("window.acted")


KEPT = {
    "colours": "choose light or dark colours",
    "slash": "switch the search key off",
    r"cpd-log-.*": "A CPD log",
    r"career-profile-.*": "a career profile",
}
"""What a browser keeps, and the words of the page about privacy that say so."""


def test_without_headers_all_tools_work_and_keep_what_the_page_about_privacy_says(
    bare: str, site: Path, chromium: Browser
) -> None:
    said: list[str] = []
    asked: list[str] = []
    with chromium.new_context(service_workers="allow") as context:
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        use_all(page, bare)
        wait_for_tools(page, site)
        kept = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
        assert context.cookies() == []
        assert page.evaluate("indexedDB.databases()") == []
        assert page.evaluate("caches.keys()") == [f"catalogue {bare}"]
        page.goto(f"{bare}privacy/")
        says = page.locator("main").inner_text()
    assert said == []
    assert {url for url in asked if not url.startswith((bare, "data:", "blob:"))} == set()
    told = {key: words for key in kept for name, words in KEPT.items() if re.fullmatch(name, key)}
    assert set(told) == set(kept)
    assert {*told.values()} == {*KEPT.values()}
    assert [words for words in KEPT.values() if words not in says] == []
    assert "pages for when there is no network" in says
    assert "No cookies" in says


def use_all(page: Page, at: str) -> None:
    """A visit that uses every tool: calculator, planner, search, widgets, colours, and the worker behind."""
    page.goto(at)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.locator(".site-colours select").select_option("dark")
    page.locator("h1").click()
    page.keyboard.press("/")
    page.locator("dialog .search-keys input").uncheck()
    page.goto(f"{at}calculator/ccop-2017/")
    add_entry(page, "1 June 2025")
    count_entries(page, 1)
    page.goto(f"{at}pathways/")
    hold(page, "ccsup")
    search(page, at, "fee")
    page.goto(f"{at}embed/")
    expect(page.locator("#embed-preview iframe").content_frame.locator("h1")).to_be_visible()
