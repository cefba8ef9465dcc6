"""The map of the site for search engines, and the file that leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from catalogue.model.catalogue import Catalogue
from catalogue.publish.output import Input, Output
from catalogue.publish.rows import find_target
from catalogue.publish.shell import NO_PAGE
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE


def list_outputs(site: Site, pages: Iterable[Output]) -> Iterator[Output]:
    """Both files; nothing where the site's address is not known."""
    if site.setting.url:
        shown = sorted(page.address for page in pages if page.sheet == SITE and page.address != NO_PAGE)
        given = {
            "url": Input.build(site.setting.url),
            "paths": Input.build(shown),
            "days": Input.build(_index_days(site.catalogue)),
        }
        yield Output("sitemap.xml", render_sitemap, given)
        yield Output("robots.txt", render_robots, {"url": given["url"]})


def _index_days(catalogue: Catalogue) -> dict[str, str]:
    """The last day on which members were told of a change of a page: of others no day is known."""
    told = catalogue.changes.changes
    days = {"changes/": told[0].on.isoformat()} if told else {}
    for about, day in catalogue.changes.index_days().items():
        days.setdefault(find_target(about, catalogue).partition("#")[0], day.isoformat())
    return days


def render_sitemap(url: str, paths: list[str], days: dict[str, str]) -> str:
    """Every page of the site, as sitemaps.org has it, with the day of its last change where one is known."""
    listed = "".join(_write_page(url, path.removesuffix("index.html"), days) for path in paths)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{listed}</urlset>\n'


def _write_page(url: str, address: str, days: dict[str, str]) -> str:
    changed = f"<lastmod>{days[address]}</lastmod>" if address in days else ""
    return f"<url><loc>{escape(url + address)}</loc>{changed}</url>\n"


def render_robots(url: str) -> str:
    """Every page may be read; the map stands there."""
    return f"User-agent: *\nAllow: /\nSitemap: {url}sitemap.xml\n"
