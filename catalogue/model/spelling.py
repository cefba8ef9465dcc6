"""The nearest right spelling of a word."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def find_nearest(word: object, known: Iterable[str]) -> str:
    """The known word that is spelt most like this one, or nothing."""
    close = difflib.get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return close[0] if close else ""


def find_closest(word: str, known: Iterable[str]) -> str:
    """The first known word at the fewest changed letters, or nothing where half of it would change.

    Both engines answer with it, so it is told here in whole: difflib has no twin in JavaScript.
    """
    best, fewest = "", len(word) // 2 + 1
    for other in known:
        changes = _count_changes(word, other)
        if changes < fewest:
            best, fewest = other, changes
    return best


def _count_changes(one: str, other: str) -> int:
    """How many letters must be put in, taken out or replaced."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, letter2 in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != letter2))
    return row[-1]
