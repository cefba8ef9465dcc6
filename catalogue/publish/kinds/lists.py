"""The pages that list all records of a kind, and the frames of the shell for them and for the records."""

from __future__ import annotations

from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_prose

Frames = dict[str, dict[str, str]]
"""Markdown files that pages are poured into, each with the page above it."""


def build_frames(kind: str, records: bool = True) -> Frames:
    """The frames for the list of a kind, and for the pages of its records where they have some."""
    folder = links.FOLDERS[kind]
    of_records = {f"{folder}/frame.md": {"up": f"{folder}/", "up_title": links.TITLES[kind]}}
    return {f"{folder}.md": {"up": ""}} | (of_records if records else {})


def list_page(site: Site, kind: str, about: str, view: Input, **more: Input) -> Output:
    """The page that lists all records of a kind. `about` describes it, with the body's `{name}` in it."""
    name, folder, title = site.catalogue.body.abbreviation, links.FOLDERS[kind], links.TITLES[kind]
    template = f"{folder}.html"
    return build_own_page(site, folder, template, title, about.format(name=name), view, **more)


def build_own_page(
    site: Site,
    folder: str,
    template: str,
    title: str,
    about: str,
    view: Input,
    /,
    **more: Input,
) -> Output:
    """A page that is no record's. Prose of content/ with the same name stands before it (`opened`)."""
    return Output(
        f"{folder}/index.html",
        render_page,
        site.index_page_inputs(f"{folder}.md")
        | {
            "page": site.describe_page(f"/{folder}/", title, about),
            "view": view,
            "template": Input.build(template),
            "opened": Input.build(f"{folder}.md" in site.opened),
        }
        | more,
        sheet=SITE,
        trace=trace_prose,
    )
