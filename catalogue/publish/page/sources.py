"""The sources of a page: listed at its end, and numbered for paper, in the order of its citations.

Templates and prose name a source where they cite it (`marks.write_citations`). Behind the name stands the
key, which becomes a number here; only paper shows it. The list is made from the citations alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from catalogue.model.source import Source
from catalogue.publish.page import links
from catalogue.wording import words

_MARK = re.compile(r'<a class="mark" href="/conflicts/#[^"]+" data-question="([^"]+)"')
_CITED = re.compile(r'<sup class="paper">([^<\[]+)</sup>')


def list_sources(html: str, sources: Mapping[str, Source]) -> str:
    """Number the sources in the order in which the page first cites them, and list them at its end."""
    numbers: dict[str, int] = {}
    numbered = _CITED.sub(
        lambda cited: f'<sup class="paper">[{numbers.setdefault(cited[1], len(numbers) + 1)}]</sup>', html
    )
    if not numbers:
        return html
    head, main, tail = numbered.rpartition("</main>")
    return head + _list_sources((key, sources[key]) for key in numbers) + main + tail


def link_questions(html: str) -> str:
    """Lead the marks within paragraphs to the page's own answer, where it has one."""
    if "data-question=" not in html:  # as on most pages
        return html
    return _MARK.sub(
        lambda mark: f'<a class="mark" href="#{mark[1]}"' if f'id="{mark[1]}"' in html else mark[0], html
    )


def _list_sources(sources: Iterable[tuple[str, Source]]) -> str:
    """The sources of a page with their full names, in the order of their numbers."""
    items = [_list_source(key, source) for key, source in sources]
    many = words.format_count(len(items), "documents")
    return (
        '<details class="fold page-sources" id="page-sources">'
        f"<summary><h2>Sources of this page</h2><small>{many}</small></summary>\n"
        f"<ol>\n{''.join(items)}</ol>\n</details>\n"
    )


def _list_source(key: str, source: Source) -> str:
    where = f' <span class="paper">{escape(source.address)}</span>' if source.address else ""
    name = f'<a href="{links.build_address("sources", key)}">{escape(source.title)}</a>'
    return f"<li>{name}, {escape(source.publisher)}, {escape(source.date)}{where}</li>\n"
