"""The map of the site for search engines, and the file that leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from catalogue.publish.output import Input, Output
from catalogue.publish.shell import NO_PAGE
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE


def list_outputs(site: Site, pages: Iterable[Output]) -> Iterator[Output]:
    """Both files; nothing where the site's address is not known."""
    if site.setting.url:
        shown = sorted(page.address for page in pages if page.sheet == SITE and page.address != NO_PAGE)
        given = {"url": Input.build(site.setting.url), "paths": Input.build(shown)}
        yield Output("sitemap.xml", render_sitemap, given)
        yield Output("robots.txt", render_robots, {"url": given["url"]})


def render_sitemap(url: str, paths: list[str]) -> str:
    """Every page of the site, as sitemaps.org has it."""
    listed = "".join(
        f"<url><loc>{escape(url + path.removesuffix('index.html'))}</loc></url>\n" for path in paths
    )
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{listed}</urlset>\n'


def render_robots(url: str) -> str:
    """Every page may be read; the map stands there."""
    return f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n"
