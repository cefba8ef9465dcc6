"""The page of what changed, day by day, and a feed of it; neither where no change was told."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from catalogue.model.changes import ChangesFile, Revision
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output
from catalogue.publish.rows import find_target
from catalogue.publish.site import Site
from catalogue.wording.words import format_date

FOLDER = "changes"
TITLE = "What changed"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}
FEED = f"{FOLDER}/feed.xml"
NEWEST = 20
"""Days that the feed holds: those that follow it have read the others."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The page; the feed where the site's address is known, since it needs whole ones."""
    told, catalogue = site.catalogue.changes, site.catalogue
    if not told.changes:
        return
    has_feed = bool(site.setting.url)
    about = f"What changed in the rules, figures and pages of {catalogue.body.abbreviation}, by day."
    targets = {one.about: find_target(one.about, catalogue) for day in told.changes for one in day.told}
    yield build_own_page(
        site,
        FOLDER,
        "changes.html",
        TITLE,
        about,
        site.build_view(),
        page=site.describe_page(f"/{FOLDER}/", TITLE, about, feed=FEED if has_feed else ""),
        told=Input.build(told),
        targets=Input.build(targets),
        has_feed=Input.build(has_feed),
    )
    if has_feed:
        given = {
            "url": site.setting.url,
            "name": f"{site.setting.name}: {TITLE[:1].lower()}{TITLE[1:]}",
            "author": catalogue.body.name,
            "language": catalogue.body.language,
            "told": told,
            "targets": targets,
        }
        yield Output(FEED, render_feed, {name: Input.build(value) for name, value in given.items()})


def render_feed(
    url: str, name: str, author: str, language: str, told: ChangesFile, targets: dict[str, str]
) -> str:
    """The feed as RFC 4287 has it. Its times are those of the days: nothing of it depends on a clock."""
    days = told.changes[:NEWEST]
    entries = "".join(_render_entry(day, url, targets) for day in days)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{escape(language)}">
<id>{escape(url)}{FOLDER}/</id>
<title>{escape(name)}</title>
<updated>{_format_time(days[0])}</updated>
<author><name>{escape(author)}</name></author>
<link rel="self" type="application/atom+xml" href="{escape(url)}{FEED}"/>
<link rel="alternate" type="text/html" href="{escape(url)}{FOLDER}/"/>
{entries}</feed>
"""


def _render_entry(day: Revision, url: str, targets: dict[str, str]) -> str:
    at = f"{escape(url)}{FOLDER}/#{day.on.isoformat()}"
    note = f"<p>{escape(day.note)}</p>" if day.note else ""
    content = note + "".join(
        f'<h2><a href="{escape(url + targets[one.about])}">{escape(one.title)}</a></h2>'
        f"<ul>{''.join(f'<li>{escape(says)}</li>' for says in one.says)}</ul>"
        for one in day.told
    )
    return f"""<entry>
<id>{at}</id>
<title>{format_date(day.on)}: {escape(_name_records(day))}</title>
<updated>{_format_time(day)}</updated>
<link rel="alternate" type="text/html" href="{at}"/>
<content type="html">{escape(content)}</content>
</entry>
"""


def _name_records(day: Revision) -> str:
    """The first two records, and how many more there are."""
    more = len(day.told) - 2
    return "; ".join(one.title for one in day.told[:2]) + (f"; and {more} more" if more > 0 else "")


def _format_time(day: Revision) -> str:
    return f"{day.on.isoformat()}T00:00:00Z"
