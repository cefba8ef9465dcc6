"""What a page says of itself to search engines and to those who share it.

Whole addresses stand only where the site's own is known: a wrong one is worse than none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from catalogue.publish.page import linked
from catalogue.publish.page.linked import Address, Node
from catalogue.publish.shell import SLOTS

CARD = "card.png"
"""The picture that is shown beside a shared address, among the assets."""
HOME = "index.html"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is the same on every page of a site."""

    name: str
    """What the site is called."""
    language: str
    icon: str
    """The address of its icon, which holds it."""
    url: str
    """Where the site will be published, with a slash at the end; empty where nobody says it."""
    as_of: str = ""
    """The day that the site is of, as 2027-03-01; empty where it is shown as it is written."""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page is called, where it stands, and what stands above it."""

    path: str
    """Its file: designations/ccop/index.html."""
    title: str
    """Its title, without the name of the site."""
    description: str
    """A sentence that stands alone in a list of search results."""
    above: tuple[tuple[str, str], ...] = ()
    """The pages above it, from the home page down: what each is called, and its file."""
    shown_elsewhere: tuple[str, str] | None = None
    """Title and address of the description of the widget that shows it on other sites."""
    feed: str = ""
    """The address of its feed, below the site's root."""

    @property
    def address(self) -> str:
        """Its address below the site's root: designations/ccop/."""
        return self.path.removesuffix(HOME)


def write_head(
    html: str, setting: Setting, page: Page, nodes: Callable[[Address], list[Node]] | None = None
) -> str:
    """The page with what machines read in its head."""

    def address(url: str) -> str:
        return write_address(url, setting, page)

    found = nodes(address) if nodes else []
    way = [*page.above, (page.title, page.path)]
    if len(way) > 1:
        steps = [(name, f"/{path.removesuffix('index.html')}") for name, path in way]
        found = [*found, linked.list_trail(steps, address)]
    data = [linked.write_block(found)] if found else []
    head = "\n".join([*_describe_shared(setting, page), *_describe_embedded(setting, page), *data])
    return html.replace("</head>", f"{head}\n</head>", 1)


def write_address(url: str, setting: Setting, page: Page) -> str:
    """An address from the site's root, as the page writes it."""
    if setting.url:
        return setting.url + url.lstrip("/")
    return "../" * page.path.count("/") + url[1:] or "./"


def _describe_shared(setting: Setting, page: Page) -> Iterator[str]:
    """What is shown where somebody shares the page."""
    properties = {
        "og:type": "website",
        "og:site_name": setting.name,
        "og:title": page.title,
        "og:description": page.description,
    }
    if setting.url:
        properties["og:url"] = setting.url + page.address
        properties["og:image"] = f"{setting.url}assets/{SLOTS['assets']}/{CARD}"
    for name, value in properties.items():
        yield f'<meta property="{name}" content="{escape(value)}">'
    if setting.url:  # a card without a picture needs no word
        yield '<meta name="twitter:card" content="summary_large_image">'


def _describe_embedded(setting: Setting, page: Page) -> Iterator[str]:
    """What tells an editor that knows oEmbed where the widget of the page is described, and readers of feeds.

    Such an address must be whole, so there is none where the site's own is not known.
    """
    if setting.url and page.shown_elsewhere:
        title, address = page.shown_elsewhere
        yield (
            f'<link rel="alternate" type="application/json+oembed" href="{setting.url}{address}" '
            f'title="{escape(title)}">'
        )
    if page.feed:
        yield f'<link rel="alternate" type="application/atom+xml" href="{setting.url}{page.feed}">'
