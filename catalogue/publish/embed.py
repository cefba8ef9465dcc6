"""Widgets for other sites: a page of each for frames, the loader of elements, and their styles.

The page of a widget holds what the element shows as well: the loader takes the page's main part.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

from jinja2 import Environment

from catalogue.model.catalogue import Catalogue
from catalogue.publish import Files, links, styles
from catalogue.publish.finish import finished
from catalogue.publish.frames import Frame
from catalogue.shell import SLOTS

FOLDER = "embed"
LOADER = f"{FOLDER}/v1.js"
"""The loader's source among the scripts, and its address in the site: another version is another file."""
SHEET = f"{FOLDER}/widget.css"
TITLE = "Put it on your own website"
WIDTH, HEIGHT = 600, 900
"""The size of a frame, in pixels, until somebody gives it the height of what it shows."""
UNKNOWN = "https://this-site.example/"
"""Stands for the address of the site where that is not known."""


def frames() -> dict[str, dict[str, str]]:
    """The Markdown file that the page about widgets is poured into."""
    return {f"{FOLDER}.md": {"up": ""}}


def page(
    env: Environment, catalogue: Catalogue, drawn: Mapping[str, str], site_url: str
) -> Iterator[tuple[str, str]]:
    """The page that makes the line to paste, by its path."""
    path = links.file(f"/{FOLDER}/")
    about = f"One line shows what the designations of {catalogue.body.abbreviation} ask, on any website."
    body = env.get_template("embed/index.html").render(
        site=site_url or UNKNOWN, known=bool(site_url), line=line, frame=frame, loader=LOADER
    )
    html = Frame.of(drawn[path]).pour(
        title=escape(TITLE), description=escape(about), path=f"{FOLDER}/", here=escape(TITLE), body=body
    )
    yield path, finished(html, path, catalogue)


def line(catalogue: Catalogue, key: str, site: str) -> str:
    """The line to paste where scripts are allowed: the loader, and an element that holds a plain link."""
    it, name = catalogue.designations[key], f"{catalogue.body.body}-designation"
    link = f'<a href="{site}designations/{key}/">{escape(it.title)} ({it.abbreviation})</a>'
    return f'<script src="{site}{LOADER}" async></script><{name} key="{key}">{link}</{name}>'


def frame(catalogue: Catalogue, key: str, site: str) -> str:
    """The line to paste where only frames are allowed."""
    title = escape(f"{catalogue.designations[key].title} ({catalogue.designations[key].abbreviation})")
    return (
        f'<iframe src="{site}{FOLDER}/designation/{key}/" title="{title}" width="{WIDTH}" height="{HEIGHT}" '
        'style="width:100%;border:0" loading="lazy"></iframe>'
    )


def discovery(catalogue: Catalogue, path: str, site_url: str) -> list[str]:
    """What tells an editor that knows oEmbed where the widget of a page is described.

    Such an address must be whole, so there is none where the site's own is not known.
    """
    key = path.removeprefix("designations/").removesuffix("/index.html")
    if not site_url or path != links.file(links.address("designations", key)):
        return []
    address, title = f"{site_url}{_described(key)}", escape(catalogue.designations[key].title)
    return [f'<link rel="alternate" type="application/json+oembed" href="{address}" title="{title}">']


def _described(key: str) -> str:
    return f"{FOLDER}/oembed/designation/{key}.json"


def oembed(catalogue: Catalogue, site_url: str) -> Files:
    """The description of every widget as oEmbed 1.0 has it; nothing where the site's address is not known."""
    for key, it in catalogue.designations.items() if site_url else ():
        said = {
            "version": "1.0",
            "type": "rich",
            "title": f"{it.title} ({it.abbreviation})",
            "provider_name": catalogue.body.name,
            "provider_url": site_url,
            "width": WIDTH,
            "height": HEIGHT,
            "html": frame(catalogue, key, site_url),
        }
        yield _described(key), json.dumps(said, ensure_ascii=False, indent=1).encode() + b"\n"


def widgets(env: Environment, catalogue: Catalogue) -> dict[str, str]:
    """The page of every widget by its path."""
    page = env.get_template("embed/designation.html")
    made = {
        links.file(f"/{FOLDER}/designation/{key}/"): page.render(key=key, it=it)
        for key, it in catalogue.designations.items()
    }
    return {path: _outward(finished(html, path, catalogue)) for path, html in made.items()}


def _outward(html: str) -> str:
    """Links that leave the widget open beside the page that holds it."""
    return html.replace('<a href="../', '<a target="_blank" href="../')


def sheet(root: Path, catalogue: Catalogue, pages: Mapping[str, str]) -> bytes:
    """The styles of all widgets."""
    return styles.widgets(root, catalogue.body.colours, pages.values()).encode()


def files(pages: Mapping[str, str], loader: bytes, catalogue: Catalogue, folder: str) -> Files:
    """The pages and the loader, with the folder of assets filled in."""
    for path, html in pages.items():
        yield path, html.replace(f"assets/{SLOTS['assets']}", folder).encode()
    yield (
        LOADER,
        loader.replace(b"$PREFIX", catalogue.body.body.encode()).replace(b"$ASSETS", folder.encode()),
    )
