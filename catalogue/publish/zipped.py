"""The whole site as one file, to keep or to pass on: unpacked, its pages are read without a server.

A browser runs no module that comes from a file, and fetches none. So the tools and the field of search cannot
work there: where they stand, the page says so and where they are, and everything else is as on the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from catalogue.publish.kinds.builds import PACKED, read_earlier
from catalogue.publish.policy import META
from catalogue.publish.write import MARK, NotASiteError

DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file, so that the same site gives the same bytes."""
_NOT_READ = ("404.html", "_headers", "builds.json", "offline.json", "sw.js")
"""What is for servers and browsers of the site alone."""
_FOLDER = re.compile(r'(<(?:a|link)\b[^>]*? href=")((?:[^"#?:]*/)?(?:\.{1,2}/?)?)(?=[#?"])')
_POLICY = f"{META}\n"
"""A file of a disk has no site of its own that it could load from."""
_MODULE = re.compile(r'<script type="module"[^>]*></script>')
_SEARCH = re.compile(r'<div id="search">.*?</div>', re.DOTALL)
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_HEADING = re.compile(r"</h1>(?:\s*<p class=\"lead\">.*?</p>)?(?:\s*</header>)?", re.DOTALL)


def write_zip(site: Path, target: Path) -> int:
    """Write the site in a folder to one file. Returns how many files it holds.

    Raises NotASiteError where the folder holds no site of ours.
    """
    if not (site / MARK).is_file():
        raise NotASiteError(site)
    addresses = sorted(_list_addresses(site))
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for address in addresses:
            data = (site / address).read_bytes()
            if address.endswith(".html"):
                data = link_files(data.decode()).encode()
            entry = ZipInfo(f"{target.stem}/{address}", DAY)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            packed.writestr(entry, data)
    return len(addresses)


def _list_addresses(site: Path) -> Iterator[str]:
    """The files that a reader needs: nothing of earlier builds, and nothing that is not ours."""
    known = read_earlier(site)
    older = tuple(f"{folder}/" for folder in known.assets[1:])
    for address in known.files:
        if (
            address not in _NOT_READ
            and not address.endswith(PACKED)
            and not address.startswith(older or "\0")
        ):
            yield address


def link_files(html: str) -> str:
    """A page whose links name files, and that says what cannot work where it is read from one."""
    html = _FOLDER.sub(_name_file, html.replace(_POLICY, ""))
    if _SEARCH.search(html):
        html = _SEARCH.sub(
            f"<p>{_say_missing(html, 'The field of search')} Everything can be found below.</p>", html
        )
    if _MODULE.search(html):
        note = f'<p class="notice">{_say_missing(html, "What is worked out on this page")}</p>'
        html = _HEADING.sub(lambda found: found[0] + note, _MODULE.sub("", html), count=1)
    return html


def _name_file(found: re.Match[str]) -> str:
    folder = found[2]
    if not folder:
        return found[0]
    return f"{found[1]}{folder}{'' if folder.endswith('/') else '/'}index.html"


def _say_missing(html: str, what: str) -> str:
    """Which part needs the site, and where that is, if the page knows."""
    address = _CANONICAL.search(html)
    where = f'<a href="{address[1]}">on the site</a>' if address else "on the site"
    why = "needs scripts that browsers do not run from files: it works"
    return f"You are reading a copy from files. {what} {why} {where}."
