"""What other sites can show of this one: every widget, its lines to paste, and its description as oEmbed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from catalogue.model.catalogue import Catalogue
from catalogue.publish.page import links

FOLDER = "embed"
LOADER = f"{FOLDER}/v1.js"
"""The loader's source among the scripts, and its address in the site: another version is another file."""
WIDTH, HEIGHT = 600, 900
"""The size of a frame, in pixels, until somebody gives it the height of what it shows."""
NARROWEST = 320
"""Pixels that a widget needs at least: within any `maxwidth`, which a file cannot be told."""

DESIGNATION, CALCULATOR, PLANNER = "designation", "cpd-calculator", "career-planner"
"""The kinds of widget: the end of an element's name, and a folder of pages for frames."""


@dataclass(frozen=True)
class Widget:
    """One thing to show."""

    kind: str
    title: str
    page: str
    """The page of the site that it is a part of, from the site's root."""
    attribute: str = ""
    """The attribute of the element that says which one it is; none where there is one only."""
    value: str = ""

    @property
    def name(self) -> str:
        """Its address below the folder of widgets, without the slash at its end: designation/ccop."""
        return f"{self.kind}/{self.value}".rstrip("/")

    @property
    def address(self) -> str:
        """Its page for frames, from the site's root."""
        return f"/{FOLDER}/{self.name}/"

    def write_element(self, body: str, site: str) -> str:
        """The line to paste where scripts are allowed: the loader, and an element that holds a plain link."""
        link = f'<a href="{site}{self.page.lstrip("/")}">{escape(self.title)}</a>'
        said = f' {self.attribute}="{self.value}"' if self.attribute else ""
        element = f"{body}-{self.kind}"
        return f'<script src="{site}{LOADER}" async></script><{element}{said}>{link}</{element}>'

    def write_frame(self, site: str) -> str:
        """The line to paste where only frames are allowed."""
        return (
            f'<iframe src="{site}{self.address.lstrip("/")}" title="{escape(self.title)}" width="{WIDTH}" '
            f'height="{HEIGHT}" style="width:100%;border:0" loading="lazy"></iframe>'
        )


def list_designations(catalogue: Catalogue) -> list[Widget]:
    """What each designation asks."""
    return [
        Widget(
            DESIGNATION,
            f"{it.title} ({it.abbreviation})",
            links.build_address("designations", key),
            "designation",
            key,
        )
        for key, it in catalogue.designations.items()
    ]


def list_calculators(catalogue: Catalogue) -> list[Widget]:
    """The calculator of each designation, by the schedule that it adopts now."""
    return [
        Widget(
            CALCULATOR,
            f"{links.TOOLS['calculator']}: {it.abbreviation}",
            links.build_calculator_address(it.cpd),
            "designation",
            key,
        )
        for key, it in catalogue.designations.items()
    ]


def list_versions(catalogue: Catalogue) -> list[Widget]:
    """The calculator of each schedule, old ones as well."""
    return [
        Widget(
            CALCULATOR,
            f"{links.TOOLS['calculator']}: {it.title}",
            links.build_calculator_address(key),
            "schedule",
            key,
        )
        for key, it in catalogue.schedules.items()
    ]


def make_planner() -> Widget:
    """The planner, of which there is one."""
    return Widget(PLANNER, links.TOOLS["pathways"], "/pathways/")


def find_description(catalogue: Catalogue, address: str) -> tuple[str, str] | None:
    """Title and address of the description of the widget that shows a page of the site."""
    return next(
        (
            (it.title, build_description_address(it))
            for it in list_of_pages(catalogue)
            if links.find_file(it.page) == links.find_file(address)
        ),
        None,
    )


def describe(it: Widget, provider: str, site_url: str) -> str:
    """A widget as oEmbed 1.0 has it, as JSON."""
    description = {
        "version": "1.0",
        "type": "rich",
        "title": it.title,
        "provider_name": provider,
        "provider_url": site_url,
        "width": NARROWEST,
        "height": HEIGHT,
        "html": it.write_frame(site_url).replace(f' width="{WIDTH}"', ' width="100%"'),
    }
    return json.dumps(description, ensure_ascii=False, indent=1) + "\n"


def list_of_pages(catalogue: Catalogue) -> list[Widget]:
    """One for each page of the site that can be shown elsewhere."""
    return [*list_designations(catalogue), *list_versions(catalogue), make_planner()]


def build_description_address(it: Widget) -> str:
    """Where a widget is described, below the site's root."""
    return f"{FOLDER}/oembed/{it.name}.json"
