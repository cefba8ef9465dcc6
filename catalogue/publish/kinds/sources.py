"""The list of sources, and the page of each with every fact that rests on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalogue.model.source import Source
from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.facts import Fact, order_of_place
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page

KIND = "sources"
FRAMES = build_frames(KIND)
ABOUT = "Every source of the facts about the designations of {name}, with all that rests on it."
LAST = f"/{links.FOLDERS['conflicts']}/"
"""The page whose facts come last: disagreements repeat what others say."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The list, and a page for each source."""
    yield list_page(site, KIND, ABOUT, site.build_view("sources"), counts=site.counts_of_facts)
    for key, it in site.catalogue.sources.items():
        address, title = links.build_address(KIND, key), f"Source: {it.title}"
        about = f"{it.title}, {it.publisher}: every fact of the catalogue that rests on it."
        yield Output(
            links.find_file(address),
            render_source,
            site.index_page_inputs(f"{KIND}/frame.md")
            | {
                "page": site.describe_page(address, title, about),
                "view": site.build_view(),
                "key": Input.build(key),
                "source": site.find_record(KIND, key),
                "facts": site.select_facts(key),
            },
            sheet=SITE,
            trace=trace_page,
        )


def render_source(key: str, source: Source, facts: Iterable[Fact], **given: Any) -> str:
    """The page of a source."""
    found = sorted(facts, key=lambda fact: order_of_place(fact.place))
    groups = list(group_by_page(found))
    return render_page(template="source.html", key=key, it=source, groups=groups, count=len(found), **given)


def group_by_page(facts: list[Fact]) -> Iterator[tuple[str, str, list[tuple[Fact, bool]]]]:
    """Facts by the page they stand on: its address, what it is called, its facts in the order of places.

    With each fact comes whether it is the first of its place on the whole page, which carries the anchor.
    """
    lists = {f"/{links.FOLDERS[kind]}/": links.TITLES[kind] for kind in links.ON_ONE_PAGE}
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.page, []).append(fact)
    seen: set[str] = set()
    for page in sorted(groups, key=lambda page: page == LAST):
        marked = []
        for fact in groups[page]:
            marked.append((fact, fact.place not in seen))
            seen.add(fact.place)
        yield page, lists.get(page, groups[page][0].title), marked
