"""The list of CPD schedules, and the page of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds import api
from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page
from catalogue.wording.words import name_schedule

KIND = "schedules"
FRAMES = build_frames(KIND)
ABOUT = "The CPD that each designation of {name} asks of its holders, and what earns it."


def list_outputs(site: Site) -> Iterator[Output]:
    """The list; of each schedule its page, and its answer in the open data."""
    yield list_page(site, KIND, ABOUT, site.build_view("designations", "schedules", "sources"))
    for key, it in site.catalogue.schedules.items():
        address = links.build_address(KIND, key)
        title = name_schedule(it)
        about = f"{title}: what each activity earns, and what must be reached."
        yield Output(
            links.find_file(address),
            render_schedule,
            site.index_page_inputs(f"{links.FOLDERS[KIND]}/frame.md")
            | {
                "page": site.describe_page(address, title, about),
                "view": site.build_view_of_record(
                    KIND,
                    key,
                    "sources",
                    "glossary",
                    schedules=site.catalogue.index_schedules_of(it.designation),
                    designations=[it.designation],
                ),
                "key": Input.build(key),
            },
            sheet=SITE,
            trace=trace_page,
        )
        yield api.answer_about_schedule(site, key)


def render_schedule(view: Catalogue, key: str, **given: Any) -> str:
    """The page of a schedule."""
    return render_page(view=view, template="schedule.html", key=key, it=view.schedules[key], **given)
