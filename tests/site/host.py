"""A careful host on this machine: gzip, a strict policy, and a note of what was sent."""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
LEVEL = 6
"""What hosts compress with unless they are told otherwise."""


@dataclass
class Host:
    """Where the site is served, and what was sent: path below the root, and bytes of the body."""

    address: str
    sent: list[tuple[str, int]] = field(default_factory=list)


@functools.cache
def squeezed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), LEVEL, mtime=0)


def handler(folder: Path, host: Host) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16  # head and body go out together, as from any host: apart, the one delays the other

        def do_GET(self) -> None:
            path = self.path.partition("?")[0].lstrip("/")
            file = folder / path
            file = file / "index.html" if file.is_dir() else file
            body = squeezed(file if file.is_file() else folder / "404.html")
            host.sent.append((path, len(body)))
            self.send_response(200 if file.is_file() else 404)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if "text" in kind else kind)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", CSP)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Nothing: requests are not worth a line."""

    return Handler


@contextmanager
def serving(folder: Path) -> Iterator[Host]:
    """Serve a folder on loopback."""
    host = Host("")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler(folder, host))
    host.address = f"http://127.0.0.1:{server.server_port}/"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
