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

from catalogue.editor.desk import ADDRESS, LARGEST, TEMPLATES, Answer, Desk
from catalogue.model.problem import Problem
from catalogue.origin import HERE, OF_A_BODY, OF_THE_PROGRAM

LOOPBACK = "127.0.0.1"
OURSELVES = (LOOPBACK, "localhost", "[::1]")
"""What a request may call us. A page elsewhere whose name is led here by its owner calls us by that name."""
SCRIPT = '<script src="/~reload.js?{}"></script></body>'
"""Names the build that a page comes from, so that none is missed while the page is on its way."""
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""Of the form: nothing runs in it, and no page shows it in a frame."""
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

    def __init__(self, *args: Any, state: State, desk: Desk, **more: Any) -> None:
        self.state, self.desk = state, desk
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        """Answer one request, if it is meant for us."""
        if not self._is_for_us():
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
        elif path == ADDRESS:
            self._send_answer(self.desk.answer_page(build))
        elif path == f"{ADDRESS}form.css":
            self._send_body((TEMPLATES / "form.css").read_bytes(), "text/css")
        elif path == "/~reload.js":
            self._send_body(RELOAD.encode(), "text/javascript")
        else:
            self._send_page()

    def do_POST(self) -> None:
        """Save a form of ours. A page elsewhere may send one too: it names itself as the origin."""
        length = self.headers.get("Content-Length", "")
        is_ours = self._is_for_us() and self.headers.get("Origin") == f"http://{self.headers['Host']}"
        if not is_ours or self.path != ADDRESS or not length.isdecimal() or int(length) > LARGEST:
            self.close_connection = True
            self.send_error(403, "Only the form of this machine saves")
            return
        self._send_answer(self.desk.save_form(self.rfile.read(int(length))))

    def _is_for_us(self) -> bool:
        return re.sub(r":[0-9]+$", "", self.headers.get("Host", "")) in OURSELVES

    def _send_answer(self, answer: Answer) -> None:
        body = answer.body.encode()
        self.send_response(answer.status)
        if answer.goes_to:
            self.send_header("Location", answer.goes_to)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

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


def serve_site(
    root: Path, out: Path, port: int, build: Build, check: Callable[[Path], list[Problem]]
) -> None:
    """Serve `out` until interrupted, building again whenever a watched file changes.

    `check` says what is wrong with the data of a folder: the form at /admin/ asks it before it saves.
    Raises PortTakenError before anything is built.
    """
    state, desk = State(), Desk(root, check)
    try:
        server = Server((LOOPBACK, port), partial(Handler, state=state, desk=desk, directory=str(out)))
    except (OSError, OverflowError):
        raise PortTakenError(port) from None
    own = [root / name for name in (*OF_A_BODY, *OF_THE_PROGRAM)]
    watched = {path for path in (*own, *(HERE / name for name in OF_THE_PROGRAM)) if path.exists()}
    changes = watch(
        *watched, debounce=200, step=20, rust_timeout=200, yield_on_timeout=True, raise_interrupt=False
    )
    next(changes)  # from here on no edit is missed, not even one made during the first build
    state.announce_problems(build())
    gc.collect()
    gc.freeze()  # what the first build made and still holds stays, and need not be looked through again
    gc.set_threshold(200_000, 50, 50)
    gc.enable()  # a command has none; what many builds leave behind in circles would fill the memory
    out.mkdir(parents=True, exist_ok=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"Open http://{LOOPBACK}:{server.server_port}/ - it follows your edits. Ctrl+C ends it.")
    click.echo(f"Change values in a form: http://{LOOPBACK}:{server.server_port}{ADDRESS}")
    waiting: list[Problem] = []
    for changed in changes:
        if changed:
            waiting = build()
            if not waiting:
                state.announce_problems(waiting)
        elif waiting:  # told when nothing more comes: a file that is still being saved is no mistake
            state.announce_problems(waiting)
            waiting = []
    server.shutdown()
