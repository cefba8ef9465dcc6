"""The cells of a sheet of modules and units: what columns are called, and how each value is written there.

What could be read in two ways is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from catalogue.model.spelling import find_nearest
from catalogue.read.cells import CellError, simplify_name

HEADINGS = {
    "module": "module, module no, module number, module nr",
    "module_title": "module title, module name",
    "module_credits": "module credits, credits of module",
    "unit": "unit, code, unit code, id, us id, unit standard, unit standard id, unit standard number",
    "title": "title, unit title, unit name, unit standard title, name, description",
    "component": "component, kind, category, learning component, unit type",
    "nqf_level": "nqf level, level, nqf, nqf levels, unit level",
    "credits": "credits, credit, credit value, unit credits, cr",
    "source": "source",
    "": "hours, notional hours, note, notes, remarks, no, nr",
}
"""What columns are called, by what they hold; those without a name are left out."""
NEEDED = ("unit", "title", "nqf_level", "credits")
FACTS = {
    "title": "qualification name, qualification title, qualification, title",
    "nqf_level": "nqf level, level",
    "credits": "minimum credits, credits, total credits",
    "nlrd_id": "qualification nlrd id, nlrd id, saqa id, saqa qual id, qualification id",
}
"""What is said of the whole qualification above its modules, by its key."""
COMPONENTS = {
    "knowledge": ("knowledge", "knowledge module", "km"),
    "practical": ("practical", "practical skills", "practical skills module", "pm"),
    "work experience": (
        "work experience",
        "workplace",
        "workplace experience",
        "work experience module",
        "wm",
    ),
    "core": ("core",),
    "fundamental": ("fundamental",),
    "elective": ("elective",),
}
COMPONENTS_IN_CODES = {"KM": "knowledge", "PM": "practical", "WM": "work experience"}
SPOILT = re.compile("\ufffd|Ã.|â€|Â[^\\w]")
"""Letters that were saved in one encoding and read in another."""


def find_role(cell: str, near: bool = False) -> str | None:
    """What a column holds by its heading; None where nobody knows."""
    names = {simplify_name(name): role for role, called in HEADINGS.items() for name in called.split(",")}
    own = simplify_name(cell)
    return names.get(find_nearest(own, names) if near else own)


def simplify_spaces(text: str) -> str:
    """A cell in one line, its spaces ordinary ones."""
    return " ".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def _refuse(expected: str) -> CellError:
    return CellError("", expected=expected)


def _read_whole(text: str, most: int, words: str, example: str) -> int:
    found = re.fullmatch(rf"(?:{words})?\s*0?([1-9][0-9]*)(?:[.,]0{{1,2}})?\s*(?:{words}|\.)?", text, re.I)
    if not found or int(found[1]) > most:
        raise _refuse(f"a whole number from 1 to {most}, such as {example}")
    return int(found[1])


def _read_level(text: str) -> int:
    return _read_whole(text, 10, r"(?:nqf)?\s*(?:level|l)?", "4")


def _read_credits(text: str) -> int | None:
    return _read_whole(text, 240, "credits?|cr", "8") if text else None


def _read_total(text: str) -> int:
    return _read_whole(text, 1200, "credits?|cr", "285")


def _read_number(text: str) -> int:
    return _read_whole(text, 10**7, "", "99687")


def _read_code(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9](?:[\w./ -]*\w)?", text) or re.fullmatch(
        r"[0-9][0-9.,]*E[+-]?[0-9]+", text, re.I
    ):
        raise _refuse("a code, such as 143905000-KM-01 or 114590, as text")
    return text


def _read_title(text: str) -> str:
    if not re.search(r"[^\W\d_]{2}", text) or text.startswith("#"):
        raise _refuse("a title in words")
    if SPOILT.search(text):
        raise _refuse("whole letters: save the sheet again, as CSV UTF-8 or as an Excel file")
    return text


def _read_component(text: str) -> str | None:
    own = simplify_name(text)
    found = next((kind for kind, called in COMPONENTS.items() if own in map(simplify_name, called)), None)
    if text and not found:
        raise _refuse(f"one of {', '.join(COMPONENTS)}, or nothing")
    return found


READERS: dict[str, Callable[[str], Any]] = {
    "unit": _read_code,
    "title": _read_title,
    "nqf_level": _read_level,
    "credits": _read_credits,
    "total": _read_total,
    "nlrd_id": _read_number,
    "component": _read_component,
}
