"""What is done to a page once its text stands: marks numbered, sources and parts listed, links turned.

Templates and prose mark a fact with the address of its place in a source (`parts/cite.html`). Here each
source of a page gets a number, and the page ends with the list of them, which is also the list of notes
of the printed page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from catalogue.model.catalogue import Catalogue
from catalogue.publish.page import links
from catalogue.publish.shell import NO_PAGE

CONTENTS_FROM, CONTENTS_TO = 3, 15
"""A page with so many parts lists them at its beginning; more would be a page of its own."""

_PART = re.compile(r'<h2(?: id="([^"]+)")?[^>]*>(.*?)</h2>', re.DOTALL)
_SECTION = re.compile(r'<section[^>]*? id="([^"]+)"[^>]*>\s*')
_HEAD = re.compile(
    r'</h1>(?:(?:(?!</?header|<section|<h2).)*</header>)?(?:\s*<dl class="key-facts".*?</dl>)?', re.DOTALL
)
_NEAR = re.compile(r'href="/conflicts/#([^"]+)"(?= aria-label="disagreement)')
_MARKS = re.compile(r'<sup class="cite">(.*?)</sup>', re.DOTALL)
_MARK = re.compile(r'<a href="/sources/([^/"]+)/#([^"]+)" title="([^"]*)"></a>')


def finished(html: str, path: str, catalogue: Catalogue) -> str:
    """A page with its sources and contents listed and its links turned to where it stands."""
    if path == NO_PAGE:  # shown at any address: its links begin at the site's root
        return html
    near = _NEAR.sub(lambda m: f'href="#conflict-{m[1]}"' if f'id="conflict-{m[1]}"' in html else m[0], html)
    return links.relative(_with_contents(_with_sources(near, catalogue)), path)


def _with_sources(html: str, catalogue: Catalogue) -> str:
    """Number the sources in the order in which the page first cites them, and list them at its end."""
    numbers: dict[str, int] = {}
    numbered = _MARKS.sub(lambda marks: _numbered(marks[1], numbers), html)
    if not numbers:
        return html
    head, main, tail = numbered.rpartition("</main>")
    return head + _listed(list(numbers), 'class="disputed"' in head, catalogue) + main + tail


def _numbered(marks: str, numbers: dict[str, int]) -> str:
    """The marks of one fact: 1, or 1a and 1b where it stands at two places of a source."""
    found = _MARK.findall(marks)
    seen: dict[str, int] = {}
    said = []
    for source, anchor, place in found:
        number = numbers.setdefault(source, len(numbers) + 1)
        several = sum(other == source for other, _, _ in found) > 1
        letter = _letter(seen.get(source, 0)) if several else ""
        seen[source] = seen.get(source, 0) + 1
        label = f"source {number}{letter}"
        address = f"/sources/{source}/#{anchor}"
        said.append(f'<a href="{address}" title="{place}" aria-label="{label}">{number}{letter}</a>')
    return f'<sup class="cite">{" ".join(said)}</sup>'


def _letter(position: int) -> str:
    return chr(ord("a") + position) if position < 26 else f"-{position + 1}"


def _listed(sources: list[str], disputed: bool, catalogue: Catalogue) -> str:
    """The sources of a page with their full names, in the order of their numbers."""
    items = "".join(_item(key, catalogue) for key in sources)
    said = "Behind a colon stands the place: a line of our copy, or the part of the page."
    if disputed:
        said += " Behind ≠ stands the number of a question on which sources disagree."
    return (
        '<section class="page-sources" id="page-sources">\n<h2>Sources of this page</h2>\n'
        f'<p class="on-paper">{said}</p>\n'
        f"<ol>\n{items}</ol>\n</section>\n"
    )


def _item(key: str, catalogue: Catalogue) -> str:
    it = catalogue.sources[key]
    where = f' <span class="on-paper">{escape(it.address)}</span>' if it.address else ""
    name = f'<a href="{links.address("sources", key)}">{escape(it.title)}</a>'
    return f"<li>{name}, {escape(it.publisher)}, {escape(it.date)}{where}</li>\n"


def _with_contents(html: str) -> str:
    """List the parts of a page behind its heading and key facts, if it has more than a few."""
    parts = list(_parts(html))
    head = _HEAD.search(html)
    if not head or not CONTENTS_FROM <= len(parts) <= CONTENTS_TO:
        return html
    items = "".join(f'<li><a href="#{part}">{re.sub("<[^>]*>", "", text)}</a></li>' for part, text in parts)
    nav = f'\n<nav class="contents" aria-label="On this page"><ul>{items}</ul></nav>'
    return html[: head.end()] + nav + html[head.end() :]


def _parts(html: str) -> Iterator[tuple[str, str]]:
    """The id and the heading of each part: that of the section which the heading opens, or its own."""
    for heading in _PART.finditer(html):
        opens = _SECTION.fullmatch(html, max(html.rfind("<section", 0, heading.start()), 0), heading.start())
        if anchor := (opens or heading)[1]:
            yield anchor, heading[2]
