"""The headers that a host should send, as the `_headers` file that Netlify and Cloudflare Pages read.

`hosts.py` says the same to nginx and Caddy; the tests hold all three to one table. Such a file adds up the
headers of every rule that a path fits, and two policies would both apply: so each folder of the site has one
rule for itself, and nothing stands under `/*`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from catalogue.publish.output import Input, Output
from catalogue.publish.policy import POLICY

PATH = "_headers"

FRAMED_BY = f"{POLICY};frame-ancestors "
PLAIN = {"X-Content-Type-Options": "nosniff"}
OF_PAGES = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""For pages: what stands behind scripts and data leads nowhere, and asks for nothing."""
_PAGE = {"Content-Security-Policy": f"{FRAMED_BY}'none'", "X-Frame-Options": "DENY", **OF_PAGES, **PLAIN}
_OPEN = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin", **PLAIN}
_FRAMED = {"Content-Security-Policy": f"{FRAMED_BY}*", **OF_PAGES, **_OPEN}
SOON = {"Cache-Control": "public, max-age=300"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}

# The folders that other sites may read or frame; every other one is read here only.
_FOLDERS = {"api": _OPEN | SOON, "embed": _FRAMED | SOON}
_HASHED = "assets"
_STABLE = "rules"
"""Under `assets/`: the one folder whose name is no hash, and whose content changes."""


def list_outputs(addresses: Iterable[str], site_url: str) -> Iterator[Output]:
    """The one file, from the addresses of all others; `site_url` tells below which path they are."""
    folders = {"/".join(path.split("/")[: 2 if path.startswith(f"{_HASHED}/") else 1]) for path in addresses}
    yield Output(
        PATH,
        render_headers,
        {"folders": Input.build(sorted(folders)), "path": Input.build(urlsplit(site_url).path or "/")},
    )


def render_headers(folders: Iterable[str], path: str) -> str:
    """One rule for each file or folder at the top of the site, and for each folder of assets."""
    rules = {path: _PAGE | SOON}
    for name in sorted(folders):
        at = f"{path}{name}" if "." in name[1:] else f"{path}{name}/*"
        rules[at] = _list_sent(name)
    told = (
        f"{at}\n" + "".join(f"  {key}: {value}\n" for key, value in sent.items())
        for at, sent in rules.items()
    )
    return "\n".join(told)


def _list_sent(name: str) -> dict[str, str]:
    """The headers of a file or folder at the top, or of a folder of assets."""
    if name.startswith(f"{_HASHED}/"):
        return _OPEN | (SOON if name == f"{_HASHED}/{_STABLE}" else FOREVER)
    return _FOLDERS.get(name, _PAGE | SOON)
