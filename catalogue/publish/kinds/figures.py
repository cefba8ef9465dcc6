"""The page of every figure with its source, or as our conclusion; the same as a table is one of `tables.py`.

Figures of qualifications, which may be thousands, stand on their pages and in their own tables, each with its
source.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from catalogue.model.base import Citation, Record
from catalogue.model.catalogue import Catalogue
from catalogue.model.provenance import Figure, Value, list_figures
from catalogue.model.steps import Path, Step, walk_below
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.facts import describe_fact, find_title
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.wording.words import format_figure

FOLDER = "figures"
TITLE = "Every figure and its source"
FRAMES: Frames = {f"{FOLDER}.md": {"up": "sources/", "up_title": links.TITLES["sources"]}}
ABOUT = "Each number and day about the designations of {name}, with the source and place that say it."
KINDS = ("designations", "schedules", "topics", "conflicts")
"""The kinds of records whose figures are listed, beside the body's own."""


class Row(NamedTuple):
    """Figures of one fact that rest on the same places."""

    says: str
    url: str
    """Where the fact stands."""
    figures: list[tuple[str, str]]
    """The key of each in YAML, from the fact on, and its value."""
    source: tuple[Citation, ...]
    ours: bool


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page."""
    about = ABOUT.format(name=site.catalogue.body.abbreviation)
    file = Input.build(build_address(site.catalogue.body.body))
    made = build_own_page(site, FOLDER, "figures.html", TITLE, about, site.whole_view, file=file)
    yield replace(made, make=render_figures)


def build_address(body: str) -> str:
    """Where the table of them stands."""
    return f"api/v1/tables/{body}-{FOLDER}.csv"


def render_figures(view: Catalogue, **given: Any) -> str:
    """The page."""
    steps = list_steps(view)
    found = list(list_figures(steps))
    groups = group_rows(found, steps, view)
    count, ours = len(found), sum(one.ours for one in found)
    return render_page(view=view, groups=groups, count=count, ours=ours, **given)


def list_steps(catalogue: Catalogue) -> list[Step]:
    """Every value whose figures are listed."""
    kinds = [step for kind in KINDS for step in walk_below((kind,), getattr(catalogue, kind))]
    return [*walk_below(("body",), catalogue.body), *kinds]


def group_rows(
    figures: Iterable[Figure], steps: Iterable[Step], catalogue: Catalogue
) -> list[tuple[str, str, list[Row]]]:
    """The rows of each record, with its title and address."""
    records = {path: value for path, value in steps if isinstance(value, Record)}
    groups = []
    for record, found in groupby(
        figures, lambda one: one.path[:1] if one.path[0] == "body" else one.path[:2]
    ):
        rows = [
            _build_row(holder, ours, list(several), records[holder], catalogue)
            for (holder, ours), several in groupby(found, lambda one: (one.holder, one.ours))
        ]
        groups.append((_find_title(record, catalogue), links.find_address(record), rows))
    return groups


def _find_title(record: Path, catalogue: Catalogue) -> str:
    """What a record is called; a question by its number tells nobody what it asks."""
    title = find_title(record, catalogue)
    return f"{title}: {catalogue.conflicts[str(record[1])].question}" if record[0] == "conflicts" else title


def _build_row(holder: Path, ours: bool, figures: list[Figure], fact: Record, catalogue: Catalogue) -> Row:
    named = [(join_keys(one.path[len(holder) :]), format_value(one.value)) for one in figures]
    says = describe_fact(fact, holder, catalogue)
    return Row(says, links.find_address(holder), named, figures[0].source, ours)


def join_keys(path: Path) -> str:
    """The way to a value as one text; positions from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path)


def format_value(value: Value) -> str:
    """A figure as it is written in the data."""
    return value.isoformat() if isinstance(value, datetime.date) else format_figure(value)
