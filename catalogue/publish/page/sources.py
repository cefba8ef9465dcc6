"""The sources of a page: numbered in the order in which it cites them, and listed at its end.

Templates and prose mark a fact with the address of its place in a source (`templates.write_citations`).
Here each source of a page gets a number, and the page ends with the list of them, which is also the list of
notes of the printed page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from catalogue.model.source import Source
from catalogue.publish.page import links

_NEAR = re.compile(r'href="/conflicts/#([^"]+)"(?= aria-label="disagreement)')
_MARKS = re.compile(r'<sup class="cite">(.*?)</sup>', re.DOTALL)
_MARK = re.compile(r'<a href="/sources/([^/"]+)/#([^"]+)" title="([^"]*)"></a>')


def list_sources(html: str, sources: Mapping[str, Source]) -> str:
    """Number the sources in the order in which the page first cites them, and list them at its end."""
    numbers: dict[str, int] = {}
    numbered = _MARKS.sub(lambda marks: _number_marks(marks[1], numbers), html)
    if not numbers:
        return html
    head, main, tail = numbered.rpartition("</main>")
    listed = _list_sources(((key, sources[key]) for key in numbers), 'class="disputed"' in head)
    return head + listed + main + tail


def link_disagreements(html: str) -> str:
    """Lead the marks of disagreements to the page's own account of them, where it has one."""
    return _NEAR.sub(lambda m: f'href="#conflict-{m[1]}"' if f'id="conflict-{m[1]}"' in html else m[0], html)


def _number_marks(marks: str, numbers: dict[str, int]) -> str:
    """The marks of one fact: 1, or 1a and 1b where it stands at two places of a source."""
    found = _MARK.findall(marks)
    seen: dict[str, int] = {}
    numbered = []
    for source, anchor, place in found:
        number = numbers.setdefault(source, len(numbers) + 1)
        several = sum(other == source for other, _, _ in found) > 1
        letter = _format_letter(seen.get(source, 0)) if several else ""
        seen[source] = seen.get(source, 0) + 1
        label = f"source {number}{letter}"
        address = f"/sources/{source}/#{anchor}"
        numbered.append(f'<a href="{address}" title="{place}" aria-label="{label}">{number}{letter}</a>')
    return f'<sup class="cite">{" ".join(numbered)}</sup>'


def _format_letter(position: int) -> str:
    return chr(ord("a") + position) if position < 26 else f"-{position + 1}"


def _list_sources(sources: Iterable[tuple[str, Source]], disputed: bool) -> str:
    """The sources of a page with their full names, in the order of their numbers."""
    items = "".join(_list_source(key, source) for key, source in sources)
    told = "Behind a colon stands the place: a line of our copy, or the part of the page."
    if disputed:
        told += " Behind ≠ stands the number of a question on which sources disagree."
    return (
        '<section class="page-sources" id="page-sources">\n<h2>Sources of this page</h2>\n'
        f'<p class="on-paper">{told}</p>\n'
        f"<ol>\n{items}</ol>\n</section>\n"
    )


def _list_source(key: str, source: Source) -> str:
    where = f' <span class="on-paper">{escape(source.address)}</span>' if source.address else ""
    name = f'<a href="{links.build_address("sources", key)}">{escape(source.title)}</a>'
    return f"<li>{name}, {escape(source.publisher)}, {escape(source.date)}{where}</li>\n"
