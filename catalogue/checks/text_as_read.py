"""Text is written as it is read: without the marks and spaces of web pages and word processors.

A page shows `&amp;` and `<b>` as they stand here, and a title with an odd space in it is not found by search.
"""

from __future__ import annotations

import re

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem

LOOKS_AT = (str,)
ODD = (
    (
        re.compile(r"</?[A-Za-z][^<>]*>"),
        "a mark of HTML, which a page shows as it is here",
        "take the mark out",
    ),
    (
        re.compile(r"&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]+);"),
        "a character as web pages write it, which a page shows as it is here",
        "write the character itself, such as & for &amp;",
    ),
    (
        re.compile(r"[\u00a0\u2000-\u200a\u202f\u3000]"),
        "a space of a word processor, which search takes for another letter",
        "type an ordinary space in its place",
    ),
    (re.compile(r"\b(\w{2,}+) \1\b"), "a word that is written twice", "leave one"),
    (re.compile(r"\.\.\Z(?<!\.\.\.)"), "two full stops", "leave one"),
    (re.compile(r"\u00ad"), "a hyphen that cannot be seen", "type the word again"),
    (re.compile(r"  (?<=\S  ) *(?=\S)"), "more than one space", "leave one"),
    (
        re.compile(r"\A“[^“”]*”\Z"),
        "quotes of a word processor, which become part of the text",
        'take them out, or type straight quotes: "',
    ),
)
LOOKS_FOR = tuple(pattern for pattern, _, _ in ODD)


def check_value(catalogue: Catalogue, path: Path, value: str) -> list[Problem]:
    """Anything in a text that was pasted with it."""
    found = ((pattern.search(value), what, mend) for pattern, what, mend in ODD)
    return [
        make_problem(__name__, catalogue, path, f"This holds {what} ({_show(at[0])}).", mend=mend)
        for at, what, mend in found
        if at
    ]


def _show(odd: str) -> str:
    """What was found, as it stands; what cannot be seen by its number in Unicode."""
    return f"U+{ord(odd[0]):04X}" if len(odd) == 1 else odd[:20] if odd.strip() else f"{len(odd)} spaces"
