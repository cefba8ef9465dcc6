"""The stylesheet of exactly the built pages: the theme's rules that they use, ours, the body's colours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import rcssmin  # type: ignore[import-untyped]

from catalogue import program
from catalogue.model.body import Body, Colours
from catalogue.publish.output import digest
from catalogue.publish.shell import OURS, SHELL
from catalogue.publish.styles.colours import index_properties
from catalogue.publish.styles.purge import (
    DARK_MEDIA,
    Rules,
    Seen,
    drop_unused,
    read_rules,
    read_sheet,
    select_rules,
    write_rules,
    write_sheet,
)
from catalogue.publish.styles.shelter import write_settable, write_sheltered
from catalogue.store import Store

SAFE = "/:='"
"""What need not be escaped in an address within quotation marks."""
SITE, ELEMENT, FRAMED = "site.css", "widget.css", "frame.css"
"""The stylesheets: of the site's pages, of what stands in an element on another site's page, and of what is
always in a frame there, as a page of its own."""
DRAWN_BY_US = ("details", "summary", "code", "pre")
"""Elements that the theme draws as boxes with icons and bars of their own, and facts.css in a line or two."""
OF_NO_USE = re.compile(
    r"(?:-webkit-font-smoothing|-moz-osx-font-smoothing|-moz-text-size-adjust|font-feature-settings):[^;}]*;?"
)
"""What the theme declares that is so by itself, or makes text thinner on one system alone."""
PARTS = {
    SITE: ("site", "facts", "print"),
    ELEMENT: ("site", "facts", "widget"),
    FRAMED: ("site", "facts", "print", "frame"),
}
"""What each is made of beside the theme, in templates/shell/: the frame of a page, what stands in it, how it
is printed."""


def build_sheet(name: str, root: Path, colours: Colours, pages: Iterable[str], store: Store) -> str:
    """The minified stylesheet for pages of these shapes, kept where nothing that it rests on has changed."""
    theme = _read_theme()
    ours = {part: _find_sheet(root, part) for part in PARTS[name]}
    shown = list(pages)
    key = digest(*map(digest, (name, theme, *ours.values(), repr(colours), *shown)))
    return store.remember("sheet", key, lambda: _build(name, theme, ours, colours, shown).encode()).decode()


def _build(name: str, theme: str, ours: Mapping[str, str], colours: Colours, pages: Iterable[str]) -> str:
    seen = Seen(pages)
    rules = (
        *select_rules(_read_part("theme", theme), seen, DRAWN_BY_US),
        *read_sheet(_write_colours(colours)),
        *select_rules(tuple(rule for part in ours.items() for rule in _read_part(*part)), seen),
    )
    used = write_sheet(drop_unused(rules))
    if name == ELEMENT:
        used = write_sheltered(used)
    elif name == FRAMED:
        used = write_settable(used)
    return str(rcssmin.cssmin(used))


@lru_cache(maxsize=8)  # three sheets are made from the same parts
def _read_part(name: str, css: str) -> Rules:
    return read_rules(program.remember(f"rules-{name}", digest(css), lambda: write_rules(read_sheet(css))))


def _find_sheet(root: Path, name: str) -> str:
    """A sheet of the body's own, else ours."""
    path = f"{SHELL}/{name}.css"
    own = root / "templates" / path
    return (own if own.is_file() else OURS / path).read_text(encoding="utf-8")


@cache
def _read_theme() -> str:
    """The theme's styles, as it is installed, without what is of no use."""
    return OF_NO_USE.sub("", "".join(path.read_text(encoding="utf-8") for path in _list_theme()))


def _list_theme() -> list[Path]:
    spec = find_spec("material")
    if not spec or not spec.origin:
        raise ModuleNotFoundError("material")
    return sorted((Path(spec.origin).parent / "templates/assets/stylesheets").glob("*.css"))


def _write_colours(colours: Colours) -> str:
    light, dark = (
        ";".join(f"{name}:{value}" for name, value in index_properties(colours, dark).items())
        for dark in (False, True)
    )
    return f"body{{{light}}}@media {DARK_MEDIA}{{body{{{dark}}}}}"


def draw_icon(body: Body) -> str:
    """The first letter of the body, in its colours, as an address that holds it: a request less."""
    ink = index_properties(body.colours)["--md-primary-bg-color"]
    drawn = (
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
        f"<rect width='16' height='16' rx='3' fill='{body.colours.primary}'/>"
        "<text x='8' y='12.5' font-family='sans-serif' font-size='12' font-weight='700' "
        f"text-anchor='middle' fill='{ink}'>{escape(body.abbreviation[0])}</text></svg>"
    )
    return f"data:image/svg+xml,{quote(drawn, safe=SAFE)}"
