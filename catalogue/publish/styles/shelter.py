"""The site's styles as they hold inside a widget, on a page that is not ours.

There the widget's box is what the body is here; the width that matters is that of the box, not of the
screen; and a length in `rem` would follow the size of text that the page around has chosen: it is written
as a multiple of a size that the page can set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2  # type: ignore[import-untyped]

BOX = ".widget"
REM = 20
"""How many pixels the theme's rem is, on a screen of common size."""

_PAGE = "body{margin:0;font-family:system-ui,sans-serif}"
"""The page that is all widget, in a frame."""

_WIDTH = re.compile(r"(?:screen and )?(\((?:min|max)-width:[^()]*\))")
_SETTABLE = {
    "accent": re.compile(r"(--md-typeset-a-color:\s*)(#[0-9a-f]{6})"),
    "font": re.compile(r"(--serif:\s*)([^;}]+)"),
    "corners": re.compile(r"(border-radius:\s*)(\.\d+rem)"),
}
"""What the page around can set: a property after `--catalogue-`, and where ours stands."""
_DIRECTION = re.compile(r"\[dir=ltr\]\s+")  # the widget's box says it of itself
_ROOT = re.compile(r"^(html|body|:root)(?![\w-])")
_LENGTH = re.compile(r"(?<![\w.-])(-?\d*\.?\d+)rem\b")
_OF_A_PAGE = {"display", "flex-direction", "font-size", "height", "margin", "min-height", "position", "width"}
"""What the theme says of a page as a whole, and a part of another page must not do."""


def write_sheltered(css: str) -> str:
    """The styles for `.widget` and what it holds, in pixels unless the page around says otherwise."""
    rules = "".join(_write_rules(tinycss2.parse_stylesheet(css, True, True)))
    return _PAGE + _LENGTH.sub(lambda length: _write_measure(float(length[1])), write_settable(rules))


def write_settable(css: str) -> str:
    """The styles with what the page around can set: the colour of links, the font of headings, corners."""
    for name, found in _SETTABLE.items():
        css = found.sub(rf"\1var(--catalogue-{name},\2)", css)
    return css


def _write_measure(rem: float) -> str:
    return f"calc({rem * REM / 16:g}*var(--catalogue-size,16px))" if rem else "0"


def _write_rules(rules: Iterable[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inside = "".join(_write_rules(tinycss2.parse_rule_list(rule.content, True, True)))
            asked = tinycss2.serialize(rule.prelude).strip()
            width = _WIDTH.fullmatch(asked)
            at = f"@container {width[1]}" if width else f"@{rule.at_keyword} {asked}"
            yield f"{at}{{{inside}}}" if inside else ""
        elif rule.type == "qualified-rule":
            yield from _write_rule(rule)
        elif rule.type == "at-rule" and rule.lower_at_keyword != "page":
            yield rule.serialize()


def _write_rule(rule: Any) -> Iterator[str]:
    selectors = _DIRECTION.sub("", tinycss2.serialize(rule.prelude).strip())
    said = tinycss2.serialize(rule.content)
    if _ROOT.match(selectors):
        selectors = ",".join(dict.fromkeys(_ROOT.sub(BOX, part.strip()) for part in selectors.split(",")))
        said = ";".join(
            it.serialize()
            for it in tinycss2.parse_declaration_list(rule.content, True, True)
            if it.type == "declaration" and it.name not in _OF_A_PAGE
        )
    if said:
        yield f"{selectors}{{{said}}}"
