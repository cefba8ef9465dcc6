"""The author's loop: build, show the site on this machine, build again at every change.

What reloads the page and shows problems is added while serving; nothing of it is ever in `site/`.
Only this machine can reach it.
"""

from __future__ import annotations

import gc
import json
import os
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import click
from watchfiles import watch

from catalogue.model.problem import Problem

LOOPBACK = "127.0.0.1"
OURSELVES = (LOOPBACK, "localhost", "[::1]")
"""What a request may call us. A page elsewhere whose name is led here by its owner calls us by that name."""
HOME = Path(__file__).resolve().parents[1]
"""The program's own folder: a body in another one is drawn with its templates."""
OF_A_BODY = ("designations", "content", "mkdocs.yml")
WATCHED = ("templates", "client")
"""What pages are made of, beside a body's own files. The program itself is read once, when it starts."""
SCRIPT = '<script src="/~reload.js?{}"></script></body>'
"""Names the build that a page comes from, so that none is missed while the page is on its way."""
RELOAD = """
const events = new EventSource('/~events' + new URL(document.currentScript.src).search);
events.onmessage = message => {
  const problems = JSON.parse(message.data);
  document.getElementById('~problems')?.remove();
  if (!problems.length) return location.reload();
  const box = document.createElement('pre');
  box.id = '~problems';
  box.textContent = problems.join('\\n\\n');
  box.setAttribute('role', 'alert');
  box.style = 'position:fixed;inset:0;margin:0;padding:2rem;overflow:auto;z-index:99;' +
    'background:#300c;color:#fff;white-space:pre-wrap;font:1rem/1.5 monospace';
  document.body.append(box);
};
"""


class PortTakenError(Exception):
    """Something else listens where the site was to be served."""


class Server(ThreadingHTTPServer):
    """Two of them never share a port, as they could on Windows."""

    allow_reuse_address = os.name != "nt"
    daemon_threads = True


Build = Callable[[], list[Problem]]
"""Builds the site and returns what is wrong; with errors, the last good site stays."""


@dataclass
class State:
    """What the open pages are told: a number that rises with every build, and its problems."""

    number: int = 0
    problems: list[str] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def announce_problems(self, problems: list[Problem]) -> None:
        """Tell every open page."""
        with self.changed:
            self.number += 1
            self.problems = [str(problem) for problem in problems if problem.severity == "error"]
            self.changed.notify_all()

    def wait_for_build(self, seen: int, seconds: float) -> int:
        """Wait for a build after `seen`; the number of the last one."""
        with self.changed:
            self.changed.wait_for(lambda: self.number > seen, seconds)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """The site's files, and the two addresses that reload the page."""

    def __init__(self, *args: Any, state: State, **more: Any) -> None:
        self.state = state
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        """Answer one request, if it is meant for us."""
        host = self.headers.get("Host", "")
        if re.sub(r":[0-9]+$", "", host) not in OURSELVES:
            self.send_error(403, "This site is shown to this machine alone")
            return
        if "%00" in self.path:  # no file has it in its name
            self.send_error(404)
            return
        path, _, build = self.path.partition("?")
        if path == "/sw.js":
            self.send_error(404, "What is edited is kept by no browser")
        elif path == "/~events":
            self._send_events(int(build) if re.fullmatch("[0-9]{1,9}", build) else self.state.number)
        elif path == "/~reload.js":
            self._send_body(RELOAD.encode(), "text/javascript")
        else:
            self._send_page()

    def _send_page(self) -> None:
        script = SCRIPT.format(self.state.number).encode()
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.endswith("/"):
            super().do_GET()  # it redirects
            return
        path = path / "index.html" if path.is_dir() else path
        if path.suffix == ".html" and path.is_file():
            self._send_body(path.read_bytes().replace(b"</body>", script, 1), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def list_directory(self, path: str | os.PathLike[str]) -> None:
        """A folder is no page."""
        self.send_error(404)

    def _send_body(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _send_events(self, seen: int) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            if self.state.problems:
                seen = self.state.number
                self._send_problems()
            while True:
                number = self.state.wait_for_build(seen, 5)
                if number > seen:
                    self._send_problems()
                else:
                    self.wfile.write(b":\n\n")  # finds out whether the page is still open
                    self.wfile.flush()
                seen = number
        except OSError:
            return

    def _send_problems(self) -> None:
        self.wfile.write(f"data: {json.dumps(self.state.problems)}\n\n".encode())
        self.wfile.flush()

    def log_message(self, *args: object) -> None:
        """Requests are not worth a line."""


def serve_site(root: Path, out: Path, port: int, build: Build) -> None:
    """Serve `out` until interrupted, building again whenever a watched file changes.

    Raises PortTakenError before anything is built.
    """
    state = State()
    try:
        server = Server((LOOPBACK, port), partial(Handler, state=state, directory=str(out)))
    except (OSError, OverflowError):
        raise PortTakenError(port) from None
    own = [root / name for name in (*OF_A_BODY, *WATCHED)]
    watched = {path for path in (*own, *(HOME / name for name in WATCHED)) if path.exists()}
    changes = watch(
        *watched, debounce=200, step=20, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False
    )
    next(changes)  # from here on no edit is missed, not even one made during the first build
    state.announce_problems(build())
    gc.freeze()  # what the first build made stays, and need not be looked through at every build
    out.mkdir(parents=True, exist_ok=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Open http://{LOOPBACK}:{server.server_port}/ - it follows your edits. Ctrl+C ends it.")
    for changed in changes:
        if changed:
            state.announce_problems(build())
    server.shutdown()
