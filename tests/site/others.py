"""Pages of somebody else, at another origin, that hold our line."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from playwright.sync_api import Browser, Page


class Hosts(http.server.SimpleHTTPRequestHandler):
    """Pages of others: what a test wants them to hold, with the policy it wants; one is isolated."""

    pages: dict[str, tuple[str, str]]

    def __init__(self, *args: Any, pages: dict[str, tuple[str, str]], **more: Any) -> None:
        self.pages = pages
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        text, policy = self.pages.get(self.path.strip("/"), ("", ""))
        self.send_response(200 if text else 204)  # a browser asks for an icon, too
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if policy:
            self.send_header("Content-Security-Policy", policy)
        if self.path == "/isolated":
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Nothing: requests are not worth a line."""


class Host:
    """A browser at a page of somebody else's that holds our line."""

    def __init__(self, chromium: Browser, site: str, own: str, pages: dict[str, tuple[str, str]]) -> None:
        self.chromium, self.site, self.own, self.pages = chromium, site.rstrip("/"), own, pages
        self.said: list[str] = []
        self.asked: list[str] = []
        self.stack = ExitStack()

    def open(self, text: str, policy: str = "", width: int = 800, **options: Any) -> Page:
        self.pages["page"] = (text.replace("SITE", self.site), policy.replace("SITE", self.site))
        context = self.chromium.new_context(viewport={"width": width, "height": 900}, **options)
        page = self.stack.enter_context(context).new_page()
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url.removeprefix(self.site)))
        page.goto(f"{self.own}page")
        return page


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Wait for what no locator can expect, for as long as a test may last."""
    while not holds():
        page.wait_for_timeout(20)


def delivered(page: Page) -> None:
    """Wait until a window has had every message that was sent to it so far: one of our own comes last."""
    page.evaluate(
        """new Promise(done => {
            addEventListener("message", event => event.data === "last" && done());
            postMessage("last", "*");
        })"""
    )


@contextmanager
def others() -> Iterator[tuple[str, dict[str, tuple[str, str]]]]:
    pages: dict[str, tuple[str, str]] = {}
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Hosts, pages=pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}/", pages
    finally:
        server.shutdown()
        server.server_close()
