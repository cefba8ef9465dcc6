"""What a page says of itself to search engines and to those who share it, and the site's map.

Whole addresses stand only where the site's own is known (`site_url`): a wrong one is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from catalogue.model.catalogue import Catalogue
from catalogue.publish import Files
from catalogue.publish.kinds import widgets
from catalogue.publish.page import linked
from catalogue.publish.shell import SLOTS

HOME = "index.html"
NO_PAGE = "404.html"
CARD = "card.png"

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


@dataclass(frozen=True)
class Meta:
    """The pages of a site by their paths, drawn and poured, and what each says of itself."""

    catalogue: Catalogue
    pages: dict[str, str]
    site_url: str = ""

    def described(self) -> dict[str, str]:
        """The pages with what machines read in their heads."""
        return {path: self._described(path, html) for path, html in self.pages.items()}

    def files(self) -> Files:
        """The map of the site, and the file that leads to it; nothing where its address is not known."""
        if not self.site_url:
            return
        shown = "".join(
            f"<url><loc>{escape(self.site_url + _address(path))}</loc></url>\n"
            for path in sorted(self.pages)
            if path != NO_PAGE
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield "sitemap.xml", f'{head}<urlset xmlns="{space}">\n{shown}</urlset>\n'.encode()
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {self.site_url}sitemap.xml\n".encode()

    def _described(self, path: str, html: str) -> str:
        if path == NO_PAGE:  # shown at any address, so it says nothing of its own
            return html
        return html.replace("</head>", f"{self._head(path, html)}\n</head>", 1)

    def _head(self, path: str, html: str) -> str:
        nodes = linked.about(self.catalogue, path, lambda url: self._url(url, path))
        way = [(self._name(step), f"/{_address(step)}") for step in self._way(path)]
        if len(way) > 1:
            nodes.append(linked.trail(way, lambda url: self._url(url, path)))
        data = [linked.block(nodes)] if nodes else []
        embeddable = widgets.discovery(self.catalogue, path, self.site_url)
        return "\n".join([*self._shared(path, html), *embeddable, *data])

    def _shared(self, path: str, html: str) -> Iterator[str]:
        """What is shown where somebody shares the page."""
        description = _DESCRIPTION.search(html)
        said = {
            "og:type": "website",
            "og:site_name": self._title(HOME),
            "og:title": self._name(path) if path != HOME else self._title(HOME),
            "og:description": unescape(description[1]) if description else "",
            "og:locale": self.catalogue.body.language.replace("-", "_"),
        }
        if self.site_url:
            said["og:url"] = self.site_url + _address(path)
            said["og:image"] = f"{self.site_url}assets/{SLOTS['assets']}/{CARD}"
        for name, value in said.items():
            yield f'<meta property="{name}" content="{escape(value)}">'
        yield f'<meta name="twitter:card" content="{"summary_large_image" if self.site_url else "summary"}">'

    def _way(self, path: str) -> list[str]:
        """The pages above a page, from the home page down, and the page itself."""
        parts = _address(path).split("/")[:-1]
        above = ("".join(f"{part}/" for part in parts[:depth]) + HOME for depth in range(len(parts)))
        return [*(step for step in above if step in self.pages), path]

    def _name(self, path: str) -> str:
        """What a page is called, without the name of the site."""
        return "Home" if path == HOME else self._title(path).removesuffix(f" - {self._title(HOME)}")

    def _title(self, path: str) -> str:
        found = _TITLE.search(self.pages[path])
        return unescape(found[1]) if found else ""

    def _url(self, url: str, page: str) -> str:
        """An address from the site's root, as the page writes it."""
        return self.site_url + url.lstrip("/") if self.site_url else "../" * page.count("/") + url[1:] or "./"


def _address(path: str) -> str:
    """The address of the page in a file, below the site's root."""
    return path.removesuffix(HOME)
