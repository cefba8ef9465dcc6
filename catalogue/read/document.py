"""One YAML file as text values with their places.

Values stay text: what `no`, `on` or a bare date means is for the model to say. Anchors, aliases,
tags and several documents in one file are refused, since a reader of the file need not know them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from catalogue.model.catalogue import Path as ValuePath
from catalogue.model.problem import Place, Problem

LARGEST = 1024 * 1024
DEEPEST = 40

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What libyaml says, and what a person who edits the file can do about it.
PLAIN_WORDS = {
    "found character '\\t' that cannot start any token": (
        "There is a tab in the white space.",
        "replace the tab by spaces: two for each step",
    ),
    "found a tab character": (
        "There is a tab in the white space.",
        "replace the tab by spaces: two for each step",
    ),
    "mapping values are not allowed in this context": (
        "There is a second colon with a space behind it, or the line is indented further than the one above.",
        'put a text that holds ": " between double quotes, or mend the indentation',
    ),
    "could not find expected ':'": (
        "There is text where a key should be.",
        "write a colon behind the key, or indent the text below the key that it belongs to",
    ),
    "did not find expected key": (
        "This line does not fit the lines above it.",
        "indent it like the key that it belongs beside; keys of one list item stand in one column",
    ),
    "did not find expected '-' indicator": (
        "This line stands in a list, but does not begin with a dash.",
        "begin the line with a dash and a space, or indent it further",
    ),
    "found unexpected end of stream": ("The file ends within a text between quotes.", "close the quotes"),
    "did not find expected ',' or ']'": (
        "A list between square brackets is not closed.",
        "close it with ], and part its values by commas",
    ),
    "did not find expected ',' or '}'": (
        "A group between curly brackets is not closed.",
        "close it with }, and part its keys by commas; put a text that holds a comma between quotes",
    ),
    "found character that cannot start any token": (
        "A value may not begin with this character.",
        "put the value between double quotes",
    ),
    "control characters are not allowed": (
        "There is a character that cannot be shown.",
        "delete the character, or type the line again",
    ),
}


@dataclass
class Document:
    """A file's value (text, lists, tables), the place of each part, and what is wrong with it."""

    file: str
    value: Any = None
    places: dict[ValuePath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, what: str, mend: str = "", line: int = 0, column: int = 0, **more: str) -> None:
        """Add a problem at a line and column of this file (0 for the file as a whole)."""
        self.problems.append(Problem(Place(self.file, line, column), what, mend=mend, **more))  # type: ignore[arg-type]


class _StopError(Exception):
    """The rest of this file cannot be read."""


def read_document(path: Path, root: Path) -> Document:
    """Read one file. Whatever is wrong with it is in `problems`; nothing is raised."""
    document = Document(path.relative_to(root).as_posix())
    text = _text(path, root, document)
    if text is not None:
        try:
            _compose(text, document)
        except yaml.YAMLError as error:
            _broken(error, document)
        except _StopError:
            pass
    if document.problems:
        document.value = None
    return document


def _text(path: Path, root: Path, document: Document) -> str | None:
    if not path.resolve().is_relative_to(root.resolve()):
        document.complain(
            "This is a link to a file outside the catalogue's folder.", "put the file itself here"
        )
    elif path.is_dir():
        document.complain("This is a folder where a file should be.", "rename the folder, or move its files")
    elif not path.is_file():
        document.complain(
            "This file cannot be read: it is missing, or not a plain file.", "put the file here"
        )
    elif path.stat().st_size > LARGEST:
        document.complain(
            f"This file is larger than {LARGEST // 1024} KiB.", "split it, or take out what is not data"
        )
    else:
        return _decoded(path, document)
    return None


def _decoded(path: Path, document: Document) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        document.complain(f"This file cannot be read: {error.strerror}.", "let everybody read the file")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig")
        document.complain(
            "This file is not saved as UTF-8 from here on.",
            "save it as UTF-8: most editors ask for the encoding under Save As",
            good.count("\n") + 1,
            len(good) - (good.rfind("\n") + 1) + 1,
        )
        return None
    if not text.strip():
        document.complain(
            "This file is empty.", "fill it in, starting from `python build.py new`, or delete it"
        )
        return None
    return text


def _broken(error: yaml.YAMLError, document: Document) -> None:
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what, mend = PLAIN_WORDS.get(
        said, (f"This is not YAML: {said}.", "compare the line with those around it")
    )
    if mark is None and (position := getattr(error, "position", None)) is not None:
        what, mend = PLAIN_WORDS["control characters are not allowed"]
        line, column = _line_of(document.value or "", position)
    document.complain(what, mend, line, column)


def _line_of(text: str, position: int) -> tuple[int, int]:
    before = text[:position]
    return before.count("\n") + 1, position - (before.rfind("\n") + 1) + 1


def _compose(text: str, document: Document) -> None:
    document.value = text  # for the place of a character that the scanner refuses
    events = yaml.parse(text, Loader=Loader)
    next(events), next(events)
    root = next(events)
    if isinstance(root, yaml.DocumentStartEvent):
        root = next(events)
    if isinstance(root, yaml.StreamEndEvent):
        document.complain("This file holds comments only.", "fill it in, or delete it")
        raise _StopError
    document.value = _value(root, events, (), document)
    next(events)
    end = next(events)
    if not isinstance(end, yaml.StreamEndEvent):
        document.complain("A second document begins here.", "delete the line with ---", *_at(end))


def _at(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _value(event: Any, events: Iterator[yaml.Event], path: ValuePath, document: Document) -> Any:
    line, column = _at(event)
    document.places.setdefault(path, Place(document.file, line, column))
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        document.complain(
            f"Anchors (&) and aliases (*) are not used here: {event.anchor!r}.",
            "write the value out; put a text that begins with & or * between double quotes",
            line,
            column,
        )
        raise _StopError
    if getattr(event, "tag", None):
        document.complain(
            f"Tags are not used here: {event.tag!r}.",
            "delete the tag; put a text that begins with ! between double quotes",
            line,
            column,
        )
    if len(path) > DEEPEST:
        document.complain(f"The brackets or steps go deeper than {DEEPEST}.", "take some out", line, column)
        raise _StopError
    if isinstance(event, yaml.MappingStartEvent):
        return _mapping(events, path, document)
    if isinstance(event, yaml.SequenceStartEvent):
        return _sequence(events, path, document)
    plain_nothing = event.style is None and event.value in ("", "~", "null")
    return None if plain_nothing else event.value


def _sequence(events: Iterator[yaml.Event], path: ValuePath, document: Document) -> list[Any]:
    items: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_value(event, events, (*path, len(items)), document))
    return items


def _mapping(events: Iterator[yaml.Event], path: ValuePath, document: Document) -> dict[str, Any]:
    table: dict[str, Any] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line, column = _at(event)
        if not isinstance(event, yaml.ScalarEvent):
            document.complain(
                "A key must be a word, not a list or a group.", "write a word and a colon", line, column
            )
            raise _StopError
        key = event.value
        if key == "<<":
            document.complain("Merging with << is not used here.", "write the keys out", line, column)
        if key in table:
            first = document.places[(*path, key)].line
            document.complain(
                f"`{key}` stands here a second time; the first is in line {first}.",
                "keep one of the two, or rename one",
                line,
                column,
            )
        document.places.setdefault((*path, key), Place(document.file, line, column))
        table[key] = _value(next(events), events, (*path, key), document)
    return table
