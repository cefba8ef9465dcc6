"""The pages of the steps: from each designation to each higher one, what the higher asks beyond the lower."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.publish.kinds.lists import Frames
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page
from catalogue.rules import compare as rules
from catalogue.rules.step import find_step

PAIR = "pathways/frame/frame.md"
"""The frame of a step lies as deep as the pages of the steps."""
FRAMES: Frames = {PAIR: {"up": "pathways/", "up_title": links.TOOLS["pathways"]}}


def list_outputs(site: Site) -> Iterator[Output]:
    """A page for every two designations, from the lower to the higher."""
    for first, second in rules.list_pairs(site.catalogue):
        low, high = (site.catalogue.designations[key] for key in (first, second))
        names = f"From {low.abbreviation} to {high.abbreviation}"
        address, between = (
            links.build_step_address(first, second),
            _list_between(site.catalogue, first, second),
        )
        yield Output(
            links.find_file(address),
            render_step,
            site.index_page_inputs(PAIR)
            | {
                "page": site.describe_page(address, f"{names}: what to add", _describe(low, high)),
                "view": site.build_view_of_designations(first, second, *between),
                "pair": Input.build((first, second)),
                "between": Input.build(between),
            },
            sheet=SITE,
            trace=trace_page,
        )


def render_step(view: Catalogue, pair: tuple[str, str], **given: Any) -> str:
    """The page of the step from a designation to a higher one."""
    it, step = rules.compare_designations(view, *pair), find_step(view, *pair)
    return render_page(view=view, template="pathway.html", it=it, step=step, **given)


def _describe(low: Designation, high: Designation) -> str:
    """A sentence that stands alone in a list of search results."""
    return (
        f"What a holder of the {low.abbreviation} adds for the {high.abbreviation}: qualification, time in a "
        "role, points first; what changes in CPD and in the work."
    )


def _list_between(catalogue: Catalogue, first: str, second: str) -> tuple[str, ...]:
    """The designations between the two, from the lower to the higher."""
    order = list(catalogue.designations)
    offered = catalogue.select_offered("designations")
    return tuple(key for key in order[order.index(first) + 1 : order.index(second)] if key in offered)
