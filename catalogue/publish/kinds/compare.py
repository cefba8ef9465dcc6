"""The page that holds all designations side by side; those of two, which it replaces, lead on."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.moved import render_moved
from catalogue.publish.site import Site
from catalogue.rules import compare as rules
from catalogue.wording import words

FOLDER = "compare"
TITLE = "Compare the designations"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}


def list_outputs(site: Site) -> Iterator[Output]:
    """The page of all, and for every two the address that leads to the step between them."""
    yield build_own_page(
        site,
        FOLDER,
        "compare-all.html",
        TITLE,
        _describe_all(site.catalogue),
        site.build_view_of_designations(*site.catalogue.designations),
    )
    for first, second in rules.list_pairs(site.catalogue):
        address = links.build_comparison_address(first, second)
        names = [site.catalogue.designations[key].abbreviation for key in (first, second)]
        given = {
            "setting": site.around,
            "page": site.describe_page(address, f"From {names[0]} to {names[1]}", ""),
            "to": Input.build(links.build_step_address(first, second)),
            "says": Input.build("This comparison stands on the page of the step now"),
        }
        yield Output(links.find_file(address), render_moved, given)


def _describe_all(catalogue: Catalogue) -> str:
    names = words.join_words(d.abbreviation for d in catalogue.select_offered("designations").values())
    return f"{names} side by side: levels, CPD a year and a cycle, who each is for, and what each asks."
