"""The list of designations, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds import api
from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import linked, links, widgets
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page

KIND = "designations"
FRAMES = build_frames(KIND)
ABOUT = "Every designation of {name}, from the lowest to the highest, with level and CPD."


def list_outputs(site: Site) -> Iterator[Output]:
    """The list; of each designation its page, and its answer in the open data."""
    yield list_page(site, KIND, ABOUT, site.build_view_of_designations(*site.catalogue.designations))
    for key in site.catalogue.designations:
        yield _build_page(site, key)
        yield api.answer_about_designation(site, key)


def _build_page(site: Site, key: str) -> Output:
    it, address = site.catalogue.designations[key], links.build_address(KIND, key)
    name = f"{it.title} ({it.abbreviation})"
    elsewhere = widgets.find_description(site.catalogue, address)
    schedules = list(site.catalogue.index_schedules_of(key))
    whole = ("designations", "sources", "glossary", "topics", "conflicts")
    view = site.build_view_of_record(KIND, key, *whole, schedules=schedules)
    return Output(
        links.find_file(address),
        render_designation,
        site.index_page_inputs(f"{KIND}/frame.md")
        | {
            "page": site.describe_page(address, name, f"{name}. {it.summary}", shown_elsewhere=elsewhere),
            "view": view,
            "key": Input.build(key),
        },
        sheet=SITE,
        trace=trace_page,
    )


def render_designation(view: Catalogue, key: str, **given: Any) -> str:
    """The page of a designation."""
    it = view.designations[key]
    nodes = partial(linked.describe_designation, it, view.body)
    return render_page(view=view, template="designation.html", nodes=nodes, key=key, it=it, **given)
