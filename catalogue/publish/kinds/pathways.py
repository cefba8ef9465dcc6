"""The pages of the ladder: from each designation to each higher one, what the higher asks beyond the lower.

What the two ask side by side is told by the same parts as on the pages that compare them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion
from catalogue.model.designation import Designation
from catalogue.publish.kinds.lists import Frames
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page
from catalogue.rules import compare as rules

PAIR = "pathways/frame/frame.md"
"""The frame of a way lies as deep as the pages of the ways."""
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
                "page": site.describe_page(address, f"{names}: the way up", _describe(low, high), names),
                "view": site.build_view_of_designations(first, second, *between),
                "pair": Input.build((first, second)),
                "between": Input.build(between),
            },
            sheet=SITE,
            trace=trace_page,
        )


def render_step(view: Catalogue, pair: tuple[str, str], **given: Any) -> str:
    """The page of the way from one designation to a higher one."""
    it = rules.compare_designations(view, *pair)
    leaves = tuple(_list_leaves(it.second))
    return render_page(view=view, template="pathway.html", it=it, leaves=leaves, **given)


def _describe(low: Designation, high: Designation) -> str:
    """A sentence that stands alone in a list of search results."""
    return (
        f"What the {high.abbreviation} asks of somebody who holds the {low.abbreviation}: study, "
        "time in a role, CPD points first, fees, and what is new in roles and functions."
    )


def _list_leaves(designation: Designation) -> Iterator[Criterion]:
    """What the adopted reading asks, one by one."""
    if designation.awarding:
        yield from designation.awarding[0].to_apply.list_leaves()


def _list_between(catalogue: Catalogue, first: str, second: str) -> tuple[str, ...]:
    """The designations between the two, from the lower to the higher."""
    order = list(catalogue.designations)
    return tuple(order[order.index(first) + 1 : order.index(second)])
