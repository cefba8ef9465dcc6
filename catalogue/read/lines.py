"""The common part of YAML, read line by line: many times cheaper than libyaml, and never otherwise.

Taken are keys with a value or with indented lines below them, lists whose entries begin with a dash and
one space, text without quotes or between quotes that hold no others, brackets that close in their line,
and comments. All else (anchors, tags, `|` and `>`, text that goes on in the next line, a key that stands
twice, whatever looks wrong) is for libyaml to read or to refuse.

It is sound since nothing is passed over: a line matches one pattern from its first to its last character,
or libyaml reads the file; and what the pattern takes for a key, a value or a comment is one for libyaml
wherever it stands. All that hangs on other lines is the depth: a line must stand in the column of a group
or list that is open, or right below a key without a value, further in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catalogue.read.unseen import is_ordinary

DEEPEST = 20
"""Steps of indentation, and as many brackets in a line: together no more than a document may have."""

# Short, since YAML looks for the colon of a key in a line's first 1,024 characters only.
_KEY = r"\w(?:[\w ./-]{0,60}\w)?"
_QUOTED = r"""'[^'\n]*'|"[^"\\\n]*\""""
# Without a colon before a space, which ends a key, and a # behind one, which begins a comment.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`][^:#\n]*(?:(?::(?=[^ \n])|(?<![ ])\#)[^:#\n]*)*"""
_PLAIN_IN_BRACKETS = r"\w[^?:,\[\]{}#\n]*(?::\w[^?:,\[\]{}#\n]*)*"

_LINE = re.compile(
    rf"""^
        ([ ]*) (-[ ](?![ #]))?
        (?:({_KEY}):(?:[ ]+|$))?
        (?: (?: ({_PLAIN}) | ({_QUOTED}|[\[{{][^#\n]*[\]}}]) ) (?:(?<=[^ ])[ ]+\#.*)?
          | (?<![^ \n])\#.* )?
    $""",
    re.MULTILINE | re.VERBOSE,
)
_PART = re.compile(
    rf"[ ]*(?: ([\[\]{{}},]) | ({_KEY}):[ ]+ | ({_PLAIN_IN_BRACKETS}|{_QUOTED}) | (?:.) )", re.VERBOSE
)

Part = tuple[str, str, str]
"""A sign, a key or a value between brackets; none of them where only libyaml knows what it is."""


class _UncommonError(Exception):
    """Something that libyaml must read."""


def read_lines(text: str) -> Any:
    """The value of a text of common YAML, each single value as text; None where libyaml must read it."""
    if not is_ordinary(text) or " \n" in text or text.endswith(" "):
        return None
    lines = _LINE.findall(text)
    if len(lines) != text.count("\n") + 1:
        return None  # a line matches nothing
    try:
        return _read(lines)
    except (_UncommonError, StopIteration):
        return None


def _read(lines: list[tuple[str, ...]]) -> Any:
    """Groups stand at twice their column, lists one further in: one may stand in the column of its key."""
    whole: dict[str, Any] = {}
    inside: Any = whole
    here, opened = -1, [(-1, inside)]
    key, waiting = "", True  # the last key, and whether it has no value yet
    for indent, dash, name, plain, signed in lines:
        if not (name or plain or signed):
            continue
        level = 2 * len(indent) + bool(dash)
        if level > here and waiting:
            inside[key] = inside = [] if dash else {}
            opened.append((level, inside))
        elif level != here:
            while opened[-1][0] > level:
                opened.pop()
            inside = opened[-1][1]
        if opened[-1][0] != level or len(opened) > DEEPEST:
            raise _UncommonError
        here = level
        value = plain or _read_signed(signed)
        waiting = not (plain or signed)
        if dash and not name:
            inside.append(value)
            continue
        if dash:
            here += 2 * len(dash) - 1
            inside.append({})
            inside = inside[-1]
            opened.append((here, inside))
        if not name or name in inside:
            raise _UncommonError
        inside[name] = value
        key = name
    return whole.get("")


def _read_signed(text: str) -> Any:
    """A value that begins with a quote or a bracket, or that is not there."""
    if text[:1] in ("", "'", '"'):
        return text[1:-1]
    if text.count("[") + text.count("{") > DEEPEST:
        raise _UncommonError
    parts = iter(_PART.findall(text))
    value = _read_part(next(parts), parts)
    if any(parts):
        raise _UncommonError
    return value


def _read_part(part: Part, parts: Iterator[Part]) -> Any:
    sign, _, value = part
    if value:
        return value[1:-1] if value[0] in "'\"" else value.rstrip()
    if sign == "[":
        return _read_list(parts)
    if sign == "{":
        return _read_group(parts)
    raise _UncommonError


def _read_list(parts: Iterator[Part]) -> list[Any]:
    items: list[Any] = []
    part = next(parts)
    while part[0] != "]":
        items.append(_read_part(part, parts))
        part = _read_following(parts, "]")
    return items


def _read_group(parts: Iterator[Part]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    part = next(parts)
    while part[0] != "}":
        _, key, _ = part
        if not key or key in table:
            raise _UncommonError
        table[key] = _read_part(next(parts), parts)
        part = _read_following(parts, "}")
    return table


def _read_following(parts: Iterator[Part], end: str) -> Part:
    """The part behind a comma, or the end of the brackets."""
    sign = next(parts)
    if sign[0] == ",":
        return next(parts)
    if sign[0] != end:
        raise _UncommonError
    return sign
