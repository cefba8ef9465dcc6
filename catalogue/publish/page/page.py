"""One HTML page: a frame of the shell, filled with a template, its sources numbered, its head written."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.page import links
from catalogue.publish.page.contents import list_contents
from catalogue.publish.page.frame import Frame
from catalogue.publish.page.head import Page, Setting, write_head
from catalogue.publish.page.linked import Address, Node
from catalogue.publish.page.sources import link_questions, list_sources
from catalogue.publish.page.templates import Templates
from catalogue.publish.shell import SLOTS


def render_page(
    templates: Templates,
    frame: Frame,
    setting: Setting,
    page: Page,
    view: Catalogue,
    template: str,
    nodes: Callable[[Address], list[Node]] | None = None,
    **values: Any,
) -> str:
    """A page of data: the template filled from the view, in its frame. The address of assets stays open.

    `nodes` gives what machines read of the page's subject, with the addresses as the page writes them.
    """
    html = frame.fill(
        title=escape(page.title),
        description=escape(page.description),
        path=page.address,
        body=templates.fill(template, view, **values),
    )
    return finish_page(html, setting, page, view, nodes)


def finish_page(
    html: str,
    setting: Setting,
    page: Page,
    view: Catalogue,
    nodes: Callable[[Address], list[Node]] | None = None,
) -> str:
    """A page whose text stands, with its sources and contents listed, its links turned, its head written."""
    connected = link_page(html, page.path, view)
    return write_head(connected, setting, page, nodes).replace(SLOTS["icon"], setting.icon)


def link_page(html: str, path: str, view: Catalogue) -> str:
    """A page with its sources and contents listed, and its links turned to where it stands."""
    listed = list_contents(list_sources(link_questions(html), view.sources))
    return links.to_relative(listed, path)
