"""The pages that people write in Markdown, which the shell has drawn whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import unescape

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.lists import Frames
from catalogue.publish.kinds.root import MANIFEST
from catalogue.publish.output import Input, Output, digest
from catalogue.publish.page import linked
from catalogue.publish.page.head import Page, Setting
from catalogue.publish.page.page import finish_page
from catalogue.publish.shell import NO_PAGE, SLOTS
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page, trace_prose

FRAMES: Frames = {}
HOME = "index.html"
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')
_SOURCE = re.compile(r'<a href="/sources/([^/"]+)/#')


def list_outputs(site: Site) -> Iterator[Output]:
    """Every page that the shell has drawn and that is no frame."""
    for path, html in site.drawn.items():
        if path not in site.framed:
            yield _build_no_page(site, html) if path == NO_PAGE else _build_page(site, path, html)


def _build_page(site: Site, path: str, html: str) -> Output:
    title = find_title(html) if path == HOME else site.titles[path]
    found = _DESCRIPTION.search(html)
    return Output(
        path,
        finish_home if path == HOME else finish_page,
        {
            "html": Input(digest(html), lambda: html),
            "setting": site.around,
            "page": site.describe_page(
                f"/{path.removesuffix(HOME)}", title, unescape(found[1]) if found else ""
            ),
            "view": site.build_view(sources=_SOURCE.findall(html)),
        },
        sheet=SITE,
        trace=trace_prose,
    )


def finish_home(html: str, setting: Setting, page: Page, view: Catalogue) -> str:
    """The first page, which says what the site is and whose."""
    nodes = partial(linked.describe_site, setting.name, page.description, view.body)
    head = f'<link rel="manifest" href="{MANIFEST}">\n</head>'
    return finish_page(html, setting, page, view, nodes).replace("</head>", head, 1)


def _build_no_page(site: Site, html: str) -> Output:
    """The page for what is not there: shown at any address, so it says nothing of its own."""
    given = {"html": Input(digest(html), lambda: html), "setting": site.around}
    return Output(NO_PAGE, finish_no_page, given, sheet=SITE, trace=trace_page)


def finish_no_page(html: str, setting: Setting) -> str:
    """Its links begin at the site's root already."""
    return html.replace(SLOTS["icon"], setting.icon)


def find_title(html: str) -> str:
    """The title of a page that is drawn."""
    found = _TITLE.search(html)
    return unescape(found[1]) if found else ""


def list_titles(drawn: Mapping[str, str]) -> dict[str, str]:
    """What the pages that people write are called, by their files, without the name of the site."""
    name = find_title(drawn[HOME])
    return {path: find_title(html).removesuffix(f" - {name}") for path, html in drawn.items()}
