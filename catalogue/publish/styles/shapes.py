"""The shape of a page: which tags follow each other, and how they stand within each other.

Styles depend on the shapes of pages alone. Most pages have the shape of others: a table of forty rows is
styled as one of four, and the text in it does not matter. So a page is known by which tags follow each other
on it; of those that bring something new the cut tree is kept, and selectors are tried on the cut trees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from lxml import etree

FIRST = 3
"""So many of a run of equal elements are kept at its beginning, and one at its end: a selector can tell the
first, the last, the even and the odd of them and those that follow each other, and no more."""
TOLD_APART = {"class", "type", "role", "dir", "hidden", "open", "aria-current", "aria-sort", "tabindex"}
"""The attributes by which elements of one tag differ in their look."""

# What is matched is never given back (`+`): there are a thousand tags on a page.
_FIRST = re.compile(rb'<([/a-z][^ >\n]*+(?: class="[^"]*+")?+)')
_OTHER = rb"""(?!\s+class=)\s++[^\s=>"']*+(?:="[^"]*+"|='[^']*+')?+"""
_LATER = re.compile(rb'<([/a-z][^ >\n]*+)(?:%s)*+(\s+class="[^"]*+")?+' % _OTHER)
_LOOK = b' class="'
# Characters that no page holds: one stands between tags, one where a page is cut, at the ends of its rows.
_PART = b"\0"
_ROW_END, _CUT_ROW_END, _CUT = b"\0/tr\0", b"\0/tr\1/tr\0", b"\1"


def list_neighbours(html: bytes) -> list[str]:
    """Which tags, with their classes, follow each other on a page; each pair once."""
    tags = _FIRST.findall(html)
    if b"".join(tags).count(_LOOK) != html.count(_LOOK):  # some tag has another attribute before its classes
        tags = list(map(b"".join, _LATER.findall(html)))
    pieces = _PART.join(tags).replace(_ROW_END, _CUT_ROW_END).split(_CUT)
    return sorted(set().union(*map(_list_pairs, set(pieces))))


@lru_cache(maxsize=1024)  # rows of a table have the tags of others, and so has what stands around them
def _list_pairs(piece: bytes) -> frozenset[str]:
    """Which tags follow each other in a piece of a page."""
    return frozenset(pair.decode() for pair in map(b">".join, pairwise(piece.split(_PART))))


def read_tree(html: str) -> Any:
    """The elements of a page. They are plain ones: those that know more of HTML are many times as slow."""
    return etree.fromstring(html, etree.HTMLParser(remove_comments=True, remove_pis=True))


def cut_page(html: str) -> str:
    """A page without its text, and without all but a few of the elements in each run of equal ones."""
    root = read_tree(html)
    _cut(root, {})
    for element in root.iter():
        element.text = element.tail = None
    return str(etree.tostring(root, encoding="unicode", method="html"))


def _cut(element: Any, known: dict[tuple[Any, ...], int]) -> int:
    """Cut what is below an element. Returns the number, among those known, of what it looks like."""
    children = list(element)
    looks = [_cut(child, known) for child in children]
    if len(looks) > FIRST + 1:  # few have so many
        for first, end in _list_runs(looks):
            for child in children[first + FIRST : end - 1]:
                element.remove(child)
    told = [item for item in element.items() if item[0] in TOLD_APART]
    look = (element.tag, *told, *dict.fromkeys(looks))
    return known.setdefault(look, len(known))


def _list_runs(looks: list[int]) -> Iterator[tuple[int, int]]:
    """Where runs of equal elements begin and end."""
    first = 0
    for position in range(1, len(looks) + 1):
        if position == len(looks) or looks[position] != looks[first]:
            yield first, position
            first = position


class Shapes:
    """The shapes of the pages of one stylesheet, in the order of the pages."""

    def __init__(self, read_neighbours: Callable[[bytes], list[str]]) -> None:
        self.cut: list[str] = []
        """The cut trees of the pages that differ from those before them."""
        self._read_neighbours = read_neighbours
        self._traces: set[bytes] = set()
        self._neighbours: set[str] = set()

    def add(self, trace: bytes, cut: Callable[[], str]) -> None:
        """Add a page by its trace. Its cut tree is asked for where its tags follow each other as on no page
        before it.
        """
        if trace in self._traces:  # as most of them are
            return
        self._traces.add(trace)
        neighbours = self._read_neighbours(trace)
        if not self._neighbours.issuperset(neighbours):
            self._neighbours.update(neighbours)
            self.cut.append(cut())
