"""A frame of the shell, taken apart once, so that pouring a page into it is one join."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalogue.publish.shell import SLOTS

_SLOT = re.compile("|".join(f"({re.escape(mark)})" for mark in SLOTS.values()))


@dataclass(frozen=True)
class Frame:
    """The pieces of a frame's HTML, and the names of the slots between them."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def read(cls, html: str) -> Frame:
        """Take the HTML of a frame apart at its slots."""
        marks = {mark: name for name, mark in SLOTS.items()}
        found = list(_SLOT.finditer(html))
        starts = [0, *(match.end() for match in found)]
        ends = [*(match.start() for match in found), len(html)]
        pieces = tuple(html[start:end] for start, end in zip(starts, ends, strict=True))
        return cls(pieces, tuple(marks[match[0]] for match in found))

    def fill(self, **values: str) -> str:
        """Fill every slot; values are HTML already. A slot without a value stays open."""
        filled = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            filled += (values.get(name, SLOTS[name]), piece)
        return "".join(filled)
