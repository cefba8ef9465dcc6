"""Widgets for other sites: a page of each for frames, and the page that makes the line to paste.

The page of a designation's widget holds what the element shows as well: the loader takes the page's main
part. Calculator and planner are always in a frame, also where an element shows them, for five reasons: old
scripts of the page around may have changed what Array or JSON do, and no figure may be computed beside such;
a browser lets a page run a worker of its own site only; what a member enters stays out of reach of
the page around; a strict page needs to allow no more than the frame; and the frame holds the very page of
the site, so that nothing is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.calculator import show_calculator
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.kinds.planner import show_planner
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links, widgets
from catalogue.publish.page.head import Setting
from catalogue.publish.page.page import link_page
from catalogue.publish.page.templates import Templates
from catalogue.publish.page.widgets import DESIGNATION, FOLDER, Widget
from catalogue.publish.site import Site
from catalogue.publish.styles.colours import index_properties
from catalogue.publish.styles.sheet import ELEMENT, FRAMED
from catalogue.publish.traces import trace_page

FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}
TITLE = "Put it on your own website"
UNKNOWN = "https://this-site.example/"
"""Stands for the address of the site where that is not known."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The page that makes the line to paste; the page of each widget, and its description as oEmbed."""
    name = site.catalogue.body.abbreviation
    about = f"One line shows the CPD calculator, the planner or a designation of {name} on any website."
    yield build_own_page(
        site,
        FOLDER,
        "embed/index.html",
        TITLE,
        about,
        site.build_view("designations", "schedules", "sources"),
        site=Input.build(site.setting.url or UNKNOWN),
        known=Input.build(bool(site.setting.url)),
        on_dark=Input.build(index_properties(site.catalogue.body.colours, dark=True)["--md-typeset-a-color"]),
    )
    for it in widgets.list_designations(site.catalogue):
        yield _build_page(site, it, render_designation, site.build_view_of_designations(it.value), ELEMENT)
    for it in (*widgets.list_calculators(site.catalogue), *widgets.list_versions(site.catalogue)):
        yield _build_page(
            site, it, render_calculator, site.build_view_of_calculator(it.page.split("/")[-2]), FRAMED
        )
    yield _build_page(site, widgets.make_planner(), render_planner, site.whole_view, FRAMED)
    yield from _list_descriptions(site)


def _list_descriptions(site: Site) -> Iterator[Output]:
    """Nothing where the site's address is not known."""
    for it in widgets.list_of_pages(site.catalogue) if site.setting.url else ():
        given = {"it": it, "provider": site.catalogue.body.name, "site_url": site.setting.url}
        yield Output(
            widgets.build_description_address(it),
            widgets.describe,
            {name: Input.build(value) for name, value in given.items()},
        )


def _build_page(site: Site, it: Widget, make: Any, view: Input, sheet: str) -> Output:
    given = {
        "templates": site.templates,
        "setting": site.around,
        "view": view,
        "widget": Input.build(it),
    }
    return Output(links.find_file(it.address), make, given, sheet=sheet, trace=trace_page)


def render_designation(templates: Templates, setting: Setting, view: Catalogue, widget: Widget) -> str:
    """The page whose main part an element shows."""
    around = _list_around(widget, setting, ELEMENT)
    it = view.designations[widget.value]
    html = templates.fill("embed/designation.html", view, **around, key=widget.value, it=it)
    return _link_outward(html, widget, view)


def render_calculator(templates: Templates, setting: Setting, view: Catalogue, widget: Widget) -> str:
    """A calculator that is always in a frame."""
    shown = show_calculator(widget.page.split("/")[-2], view, "../../..", "../")
    around = _list_around(widget, setting, FRAMED)
    return _link_outward(templates.fill("embed/calculator.html", view, **(shown | around)), widget, view)


def render_planner(templates: Templates, setting: Setting, view: Catalogue, widget: Widget) -> str:
    """The planner, which is always in a frame."""
    shown = show_planner(view, "../..")
    around = _list_around(widget, setting, FRAMED)
    html = templates.fill("embed/planner.html", view, **(shown | around), opened=False)
    return _link_outward(html, widget, view)


def _list_around(it: Widget, setting: Setting, sheet: str) -> dict[str, Any]:
    """What the page around a widget says."""
    return {
        "widget": it.kind,
        "title": it.title,
        "page": it.page,
        "site_url": setting.url,
        "sheet": sheet,
        "framed": it.kind != DESIGNATION,
    }


def _link_outward(html: str, it: Widget, view: Catalogue) -> str:
    """The page connected; links that leave the widget open beside the page that holds it."""
    connected = link_page(html, links.find_file(it.address), view)
    return connected.replace('<a href="../', '<a target="_blank" href="../')
