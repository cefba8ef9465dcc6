"""The stylesheet of exactly the built pages: the theme's rules that they use, ours, the body's colours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import rcssmin  # type: ignore[import-untyped]

from catalogue.model.body import Body, Colours
from catalogue.publish.shell import OURS, SHELL
from catalogue.publish.styles.colours import properties
from catalogue.publish.styles.purge import DARK_MEDIA, Seen, purged, without_unused
from catalogue.publish.styles.shelter import accented, sheltered

SAFE = "/:='"
"""What need not be escaped in an address within quotation marks."""
OWN = ("site", "facts", "print")
"""Our sheets, in templates/shell/: the frame of a page, what stands in it, and how it is printed."""


WIDGETS = ("site", "facts", "widget")
"""The sheets of widgets, which stand on other sites' pages."""
FRAMED = ("site", "facts", "print", "frame")
"""The sheets of widgets that stand in a frame there, as pages of their own."""


def stylesheet(root: Path, colours: Colours, pages: Iterable[str]) -> str:
    """The minified styles for these pages."""
    return str(rcssmin.cssmin(_said(root, colours, pages, OWN)))


def widgets(root: Path, colours: Colours, pages: Iterable[str]) -> str:
    """The minified styles for the pages of widgets, which hold in an element's shadow as well."""
    return str(rcssmin.cssmin(sheltered(_said(root, colours, pages, WIDGETS))))


def framed(root: Path, colours: Colours, pages: Iterable[str]) -> str:
    """The minified styles for the pages of widgets that are always in a frame."""
    return str(rcssmin.cssmin(accented(_said(root, colours, pages, FRAMED))))


def _said(root: Path, colours: Colours, pages: Iterable[str], sheets: Iterable[str]) -> str:
    theme = "".join(path.read_text(encoding="utf-8") for path in _theme())
    ours = "".join(_sheet(root, name) for name in sheets)
    return _used(theme, ours, _colours(colours), Seen(pages))


@lru_cache(maxsize=3)  # the pages, the widgets, and those in frames
def _used(theme: str, ours: str, colours: str, seen: Seen) -> str:
    """What the pages use, kept for whoever edits: most edits change no tag, and so no style."""
    return without_unused(purged(theme, seen) + colours + purged(ours, seen))


def _sheet(root: Path, name: str) -> str:
    """A sheet of the body's own, else ours."""
    path = f"{SHELL}/{name}.css"
    own = root / "templates" / path
    return (own if own.is_file() else OURS / path).read_text(encoding="utf-8")


def _theme() -> list[Path]:
    """The stylesheets of the theme, as it is installed."""
    spec = find_spec("material")
    if not spec or not spec.origin:
        raise ModuleNotFoundError("material")
    return sorted((Path(spec.origin).parent / "templates/assets/stylesheets").glob("*.css"))


def _colours(colours: Colours) -> str:
    light, dark = (
        ";".join(f"{name}:{value}" for name, value in properties(colours, dark).items())
        for dark in (False, True)
    )
    return f"body{{{light}}}@media {DARK_MEDIA}{{body{{{dark}}}}}"


def folder(content: dict[str, bytes]) -> str:
    """The address of the assets: it changes when they do, so that caches can keep them for ever."""
    digest = hashlib.sha256()
    for name, data in sorted(content.items()):
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return f"assets/{digest.hexdigest()[:12]}"


def icon(body: Body) -> str:
    """The first letter of the body, in its colours, as an address that holds it: a request less."""
    ink = properties(body.colours)["--md-primary-bg-color"]
    drawn = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
        f"<rect width='16' height='16' rx='3' fill='{body.colours.primary}'/>"
        "<text x='8' y='12.5' font-family='sans-serif' font-size='12' font-weight='700' "
        f"text-anchor='middle' fill='{ink}'>{escape(body.abbreviation[0])}</text></svg>"
    )
    return f"data:image/svg+xml,{quote(drawn, safe=SAFE)}"
