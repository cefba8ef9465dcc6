"""The list of the parts of a page, behind its heading."""

from __future__ import annotations

import re
from collections.abc import Iterator

CONTENTS_FROM, CONTENTS_TO = 3, 15
"""A page with so many parts lists them at its beginning; more would be a page of its own."""

_PART = re.compile(r'<h2(?: id="([^"]+)")?[^>]*>(.*?)</h2>', re.DOTALL)
_SECTION = re.compile(r'<section[^>]*? id="([^"]+)"[^>]*>\s*')
_PLACE = '<nav class="contents" aria-label="On this page"></nav>'
_HEAD = re.compile(
    r'</h1>(?:(?:(?!</?header|<section|<h2).)*</header>)?(?:\s*<dl class="key-facts".*?</dl>)?', re.DOTALL
)


def list_contents(html: str) -> str:
    """List the parts of a page, if it has more than a few: where it leaves room, else behind its heading."""
    parts = list(_list_parts(html))
    if not CONTENTS_FROM <= len(parts) <= CONTENTS_TO:
        return html.replace(f"{_PLACE}\n", "", 1)
    items = "".join(f'<li><a href="#{part}">{re.sub("<[^>]*>", "", text)}</a></li>' for part, text in parts)
    nav = f'<nav class="contents" aria-label="On this page"><ul>{items}</ul></nav>'
    if _PLACE in html:
        return html.replace(_PLACE, nav, 1)
    head = _HEAD.search(html)
    return f"{html[: head.end()]}\n{nav}{html[head.end() :]}" if head else html


def _list_parts(html: str) -> Iterator[tuple[str, str]]:
    """The id and the heading of each part: that of the section which the heading opens, or its own."""
    for heading in _PART.finditer(html, 0, html.rfind("</main>")):
        opens = _SECTION.fullmatch(html, max(html.rfind("<section", 0, heading.start()), 0), heading.start())
        if anchor := (opens or heading)[1]:
            yield anchor, heading[2]
