"""Widgets for other sites: a page of each for frames, the loader of elements, and their styles.

The page of a designation's widget holds what the element shows as well: the loader takes the page's main
part. Calculator and planner are always in a frame, also where an element shows them, for five reasons: old
scripts of the page around may have changed what Array or JSON do, and no figure may be computed beside such;
a browser lets a page run a worker of its own site only; what a member enters stays out of reach of
the page around; a strict page needs to allow no more than the frame; and the frame holds the very page of
the site, so that nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from jinja2 import Environment

from catalogue.model.catalogue import Catalogue
from catalogue.publish import Files
from catalogue.publish.kinds import calculator, planner, widgets
from catalogue.publish.kinds.widgets import DESIGNATION, FOLDER, LOADER, Widget
from catalogue.publish.page import links
from catalogue.publish.page.finish import finished
from catalogue.publish.page.frame import Frame
from catalogue.publish.shell import SLOTS
from catalogue.publish.styles import sheet as styles

SHEET, FRAMED = "widget.css", "frame.css"
"""The styles of what stands in an element, and of what is always in a frame."""
IN_FRAMES = f"{FOLDER}/framed.js"
"""The script that puts a frame into an element; it is told which calculators there are."""
TITLE = "Put it on your own website"
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
    name = catalogue.body.abbreviation
    about = f"One line shows the CPD calculator, the planner or a designation of {name} on any website."
    body = env.get_template("embed/index.html").render(
        site=site_url or UNKNOWN, known=bool(site_url), widgets=widgets, loader=LOADER
    )
    html = Frame.of(drawn[path]).pour(
        title=escape(TITLE), description=escape(about), path=f"{FOLDER}/", here=escape(TITLE), body=body
    )
    yield path, finished(html, path, catalogue)


def in_elements(env: Environment, catalogue: Catalogue, site_url: str) -> dict[str, str]:
    """The pages, by their paths, whose main part an element shows: those of designations."""
    page = env.get_template("embed/designation.html")
    made = {
        it.address: page.render(
            _around(it, site_url, SHEET), key=it.value, it=catalogue.designations[it.value]
        )
        for it in widgets.designations(catalogue)
    }
    return _finished(made, catalogue)


def in_frames(env: Environment, catalogue: Catalogue, site_url: str) -> dict[str, str]:
    """The pages, by their paths, that are always in a frame: calculators and the planner."""
    page, made = env.get_template("embed/calculator.html"), {}
    for it in (*widgets.calculators(catalogue), *widgets.versions(catalogue)):
        key = it.page.split("/")[-2]
        shown = calculator.shown(key, catalogue.schedules[key], catalogue, "../../..", "../", framed=True)
        made[it.address] = page.render(shown, **_around(it, site_url, FRAMED))
    it, page = widgets.career_planner(), env.get_template("embed/planner.html")
    shown = planner.shown(catalogue, env, "../..", framed=True)
    made[it.address] = page.render(shown, opened=False, **_around(it, site_url, FRAMED))
    return _finished(made, catalogue)


def _around(it: Widget, site_url: str, sheet: str) -> dict[str, str | bool]:
    """What the page around a widget says."""
    return {
        "widget": it.kind,
        "title": it.title,
        "page": it.page,
        "site_url": site_url,
        "sheet": sheet,
        "framed": it.kind != DESIGNATION,
    }


def _finished(pages: Mapping[str, str], catalogue: Catalogue) -> dict[str, str]:
    made = {links.file(url): html for url, html in pages.items()}
    return {path: _outward(finished(html, path, catalogue)) for path, html in made.items()}


def _outward(html: str) -> str:
    """Links that leave the widget open beside the page that holds it."""
    return html.replace('<a href="../', '<a target="_blank" href="../')


def assets(
    root: Path,
    catalogue: Catalogue,
    scripts: Mapping[str, bytes],
    elements: Iterable[str],
    framed: Iterable[str],
) -> Iterator[tuple[str, bytes]]:
    """The styles of widgets, in elements and in frames, and what their scripts are told."""
    colours = catalogue.body.colours
    yield f"{FOLDER}/{SHEET}", styles.widgets(root, colours, elements).encode()
    yield f"{FOLDER}/{FRAMED}", styles.framed(root, colours, framed).encode()
    known = (*widgets.calculators(catalogue), *widgets.versions(catalogue))
    told = scripts[IN_FRAMES].replace(b"$KNOWN", " ".join(it.value for it in known).encode())
    yield IN_FRAMES, told


def files(pages: Mapping[str, str], loader: bytes, catalogue: Catalogue, folder: str) -> Files:
    """The pages and the loader, with the folder of assets filled in."""
    for path, html in pages.items():
        yield path, html.replace(f"assets/{SLOTS['assets']}", folder).encode()
    yield (
        LOADER,
        loader.replace(b"$PREFIX", catalogue.body.body.encode()).replace(b"$ASSETS", folder.encode()),
    )
