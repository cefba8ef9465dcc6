"""The configuration of a web server, for the address and the path at which a site is published.

What is sent with each kind of address stands in `headers.py`; `hosting/` says it in each server's words.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from catalogue.publish.kinds.headers import FOREVER, FRAMED_BY, OF_PAGES, PLAIN, SOON

HOSTING = Path(__file__).resolve().parents[3] / "hosting"
SERVERS = {"nginx": "nginx.conf", "caddy": "Caddyfile"}
"""The programs, and the file of each."""
TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "csv": "text/csv",
    "txt": "text/plain",
    "xml": "application/xml",
    "png": "image/png",
    "ico": "image/x-icon",
    "ics": "text/calendar",
    "jsonld": "application/ld+json",
    "webmanifest": "application/manifest+json",
    "ts": "text/plain",
    "sqlite": "application/vnd.sqlite3",
    "tgz": "application/gzip",
}
"""What every file of a site is, by its ending."""
BINARY = ("image/png", "image/x-icon", "application/gzip", "application/vnd.sqlite3")
"""The types that are no text: they have no letters to be named."""
TEXTS = sorted({*TYPES.values()} - {"text/html", *BINARY})
"""The types that are compressed and sent as UTF-8, beside HTML, of which every server knows that."""


def render_host(program: str, site_url: str, folder: str) -> str:
    """What `program` is told to send the site in `folder`, so that it answers at `site_url`."""
    at = urlsplit(f"{site_url.rstrip('/')}/")
    environment = Environment(
        loader=FileSystemLoader(HOSTING),
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(SERVERS[program]).render(
        address=at.geturl(),
        origin=at.netloc if at.scheme == "https" else f"{at.scheme}://{at.netloc}",
        name=at.hostname,
        port=at.port or 80,
        path=at.path,
        pattern=re.escape(at.path),
        folder=folder.rstrip("/"),
        policy=FRAMED_BY,
        soon=SOON["Cache-Control"],
        forever=FOREVER["Cache-Control"],
        always=PLAIN,
        of_pages=OF_PAGES,
        types=TYPES,
        text_types=TEXTS,
        texts=" ".join(TEXTS),
    )
