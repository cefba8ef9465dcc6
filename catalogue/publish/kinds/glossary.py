"""The page that explains words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Output
from catalogue.publish.page import linked
from catalogue.publish.page.head import Page
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site

KIND = "glossary"
FRAMES = build_frames(KIND, records=False)
ABOUT = "What the words on the pages of {name} mean: CPD, cycle, NQF level, credit and others."


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page."""
    made = list_page(site, KIND, ABOUT, site.build_view(KIND, "sources", "conflicts"))
    yield replace(made, make=render_glossary)


def render_glossary(view: Catalogue, page: Page, **given: Any) -> str:
    """The page, with its words for machines."""
    nodes = partial(linked.describe_terms, page.title, view.glossary, view.body.language)
    return render_page(view=view, page=page, nodes=nodes, **given)
