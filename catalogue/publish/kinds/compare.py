"""The pages that hold designations side by side: all of them, and every two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page
from catalogue.rules import compare as rules
from catalogue.wording import words

FOLDER = "compare"
TITLE = "Compare the designations"
PAIR = f"{FOLDER}/frame/frame.md"
"""The frame of a pair lies as deep as the pages of pairs."""
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}, PAIR: {"up": f"{FOLDER}/", "up_title": TITLE}}


def list_outputs(site: Site) -> Iterator[Output]:
    """The page of all, and one for every two."""
    pairs = rules.list_pairs(site.catalogue)
    yield build_own_page(
        site,
        FOLDER,
        "compare-all.html",
        TITLE,
        _describe_all(site.catalogue),
        site.build_view_of_designations(*site.catalogue.designations),
        pairs=Input.build(pairs),
    )
    for first, second in pairs:
        yield _build_page(site, first, second)


def _build_page(site: Site, first: str, second: str) -> Output:
    it = rules.compare_designations(site.catalogue, first, second)
    names = f"{it.first.abbreviation} and {it.second.abbreviation}"
    address = links.build_comparison_address(first, second)
    return Output(
        links.find_file(address),
        render_comparison,
        site.index_page_inputs(PAIR)
        | {
            "page": site.describe_page(address, f"{names} compared", _describe(it, site.catalogue), names),
            "view": site.build_view_of_designations(first, second),
            "pair": Input.build((first, second)),
        },
        sheet=SITE,
        trace=trace_page,
    )


def render_comparison(view: Catalogue, pair: tuple[str, str], **given: Any) -> str:
    """The page of two designations."""
    return render_page(
        view=view, template="compare.html", it=rules.compare_designations(view, *pair), **given
    )


def _describe_all(catalogue: Catalogue) -> str:
    names = words.join_words(d.abbreviation for d in catalogue.designations.values())
    return f"{names} side by side: levels, CPD a year and a cycle, who each is for, and what each asks."


def _describe(it: rules.Comparison, catalogue: Catalogue) -> str:
    """A sentence that stands alone in a list of search results."""
    asks = (
        f"{words.format_count(d.header.points_a_year, catalogue.schedules[d.cpd].unit)} a year "
        f"for the {d.abbreviation}"
        for d in (it.first, it.second)
    )
    both = f"{it.first.abbreviation} to {it.second.abbreviation}"
    cpd = words.join_words(asks)
    return f"What changes from {both}: CPD of {cpd}; criteria, activities, roles and functions."
