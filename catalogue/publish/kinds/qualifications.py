"""The list of qualifications, the page of each, and the table of its units for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from catalogue.model.qualification import Qualification
from catalogue.publish.kinds import api
from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.kinds.units import build_table
from catalogue.publish.output import Input, Output
from catalogue.publish.page import linked, links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page
from catalogue.rules.askers import index_askers, list_askers

KIND = "qualifications"
FRAMES = build_frames(KIND)
ABOUT = "Every qualification that the designations of {name} ask for, with level and credits."


def list_outputs(site: Site) -> Iterator[Output]:
    """The list; then of each qualification its page, the table of its units, and its answer in the open data.

    What is made of one stands together, so that its record is read once.
    """
    yield list_page(
        site,
        KIND,
        ABOUT,
        site.build_view("designations", "qualifications", "sources"),
        askers=Input.build(index_askers(site.catalogue)),
    )
    for key in site.catalogue.qualifications:
        yield _build_page(site, key)
        if site.find_extract(key).has_units:
            address = links.build_address(KIND, key).lstrip("/")
            yield build_table(site, key, address)
        yield api.answer_about_qualification(site, key)


def _build_page(site: Site, key: str) -> Output:
    it, address = site.catalogue.qualifications[key], links.build_address(KIND, key)
    number = f" ({it.nlrd_id})" if it.nlrd_id else ""
    size = f", {it.credits} credits" if it.credits is not None else ""
    about = (
        f"{it.title}{number}: NQF level {it.nqf_level}{size}. "
        "Its register record, its parts, and the designations that ask for it."
    )
    askers = list_askers(site.catalogue, key)
    asking = [*askers.accepted_by, *askers.named_only_by]
    return Output(
        links.find_file(address),
        render_qualification,
        site.index_page_inputs(f"{KIND}/frame.md")
        | {
            "page": site.describe_page(address, f"{it.title}{number}", about),
            "record": site.find_record(KIND, key),
            "view": site.build_view_of_record(KIND, key, "glossary", designations=asking),
            "askers": Input.build(askers),
        },
        sheet=SITE,
        trace=trace_page,
    )


def render_qualification(record: Qualification, **given: Any) -> str:
    """The page of a qualification."""
    nodes = partial(linked.describe_qualification, record)
    return render_page(
        template="qualification.html", nodes=nodes, key=record.qualification, it=record, **given
    )
