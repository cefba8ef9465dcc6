"""One YAML file as text values with their places.

Values stay text: what `no`, `on` or a bare date means is for the model to say. Anchors, aliases,
tags and several documents in one file are refused, since a reader of the file need not know them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from catalogue.model.catalogue import Path as ValuePath
from catalogue.model.problem import Place, Problem, to_printable
from catalogue.origin import digest_content
from catalogue.read.broken import explain_error
from catalogue.read.lines import read_lines
from catalogue.read.unseen import UNSEEN, is_ordinary

LARGEST = 1024 * 1024
DEEPEST = 40

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Spaces other than the ordinary one, where YAML counts them.
ODD_SPACE = re.compile(r"(?:^|[:-])[ ]*[\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)


# A text without quotes ends before a hash that follows a space: what comes after it is a comment to YAML.
CUT = re.compile(
    r"""^ *(?:- +|(?:- +)?[\w-]+: +)(?![\w-]+:(?: |$))[^\s"'#|>\[{&*!][^#\n]* (?P<rest>#[^\s#].*)$""",
    re.MULTILINE,
)


@dataclass(eq=False)
class Document:
    """A file's value (text, lists, tables), the place of each part, and what is wrong with it."""

    file: str
    text: str = ""
    digest: bytes = b""
    """Tells one state of the file from another."""
    value: Any = None
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def places(self) -> dict[ValuePath, Place]:
        """Where each part stands. Only what is wrong asks for it, so only then libyaml looks."""
        again = Document(self.file, self.text)
        read_by_libyaml(again)
        return again.places

    def add_problem(self, what: str, mend: str = "", line: int = 0, column: int = 0, **more: str) -> None:
        """Add a problem at a line and column of this file (0 for the file as a whole)."""
        self.problems.append(Problem(Place(self.file, line, column), what, mend=mend, **more))  # type: ignore[arg-type]


class _StopError(Exception):
    """The rest of this file cannot be read."""


def format_path(path: Path, root: Path) -> str:
    """A path below the root as text that can be printed, whatever its bytes are."""
    return to_printable(path.relative_to(root).as_posix())


def read_document(path: Path, root: Path) -> Document:
    """Read one file. Whatever is wrong with it is in `problems`; nothing is raised."""
    document = open_document(path, root)
    if not document.problems:
        read_value(document)
    return document


def open_document(path: Path, root: Path) -> Document:
    """A file's text alone: no value yet, and of its problems only those that leave it without a text."""
    document = Document(format_path(path, root))
    document.text = _read_text(path, root, document) or ""
    return document


def read_value(document: Document) -> None:
    """Read the value of a document that has its text; whatever is wrong with it is in `problems`."""
    document.value = read_lines(document.text)
    if document.value is None and _is_legible(document.text, document):
        read_by_libyaml(document)
    if document.value is not None and " #" in document.text:
        _tell_cut_texts(document)


def _tell_cut_texts(document: Document) -> None:
    """A comment is written with a space behind its hash; without one the hash was meant as text."""
    for found in CUT.finditer(document.text):
        start = found.start("rest")
        document.add_problem(
            f"The text ends before {found['rest'][:20]}: a hash after a space begins a comment.",
            "write the whole text between double quotes, or a space behind the hash of a comment",
            *_count_position(document.text[:start]),
        )


def _count_position(before: str) -> tuple[int, int]:
    """Line and column of what stands behind some text."""
    lines = before.split("\n")
    return len(lines), len(lines[-1]) + 1


def _read_text(path: Path, root: Path, document: Document) -> str | None:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        document.add_problem(
            "This is a link to a file outside the catalogue's folder.", "put the file itself here"
        )
    elif path.is_dir():
        document.add_problem(
            "This is a folder where a file should be.", "rename the folder, or move its files"
        )
    elif not path.is_file():
        document.add_problem(
            "This file cannot be read: it is missing, or not a plain file.", "put the file here"
        )
    elif path.stat().st_size > LARGEST:
        document.add_problem(
            f"This file is larger than {LARGEST // 1024} KiB.", "split it, or take out what is not data"
        )
    else:
        return _decode(path, document)
    return None


def _decode(path: Path, document: Document) -> str | None:
    try:
        raw = path.read_bytes()
    except OSError as error:
        document.add_problem(f"This file cannot be read: {error.strerror}.", "let everybody read the file")
        return None
    document.digest = digest_content(raw)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start].decode("utf-8-sig")
        document.add_problem(
            "This file is not saved as UTF-8 from here on.",
            "save it as UTF-8: most editors ask for the encoding under Save As",
            *_count_position(good),
        )
        return None
    if not text.strip():
        document.add_problem(
            "This file is empty.", "fill it in, starting from `python build.py new`, or delete it"
        )
        return None
    return text


def _is_legible(text: str, document: Document) -> bool:
    """Whether all of the text can be seen; the first character that cannot is a problem."""
    if is_ordinary(text):
        return True
    for pattern, what, mend in (
        (UNSEEN, "a character that cannot be seen", "delete it, or type the line again"),
        (ODD_SPACE, "a space that is not an ordinary one", "type an ordinary space in its place"),
    ):
        if found := pattern.search(text):
            position = found.end() - 1
            code = f"U+{ord(text[position]):04X}"
            document.add_problem(f"There is {what} here ({code}).", mend, *_count_position(text[:position]))
            return False
    return True


def read_by_libyaml(document: Document) -> None:
    """Let libyaml read the value of a document, the place of each part, and what is wrong with it."""
    document.places = {}
    try:
        _parse(document)
    except yaml.MarkedYAMLError as error:
        document.add_problem(*explain_error(error, document.text))
    except _StopError:
        pass
    if document.problems:
        document.value = None


def _parse(document: Document) -> None:
    events = yaml.parse(document.text, Loader=Loader)
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        document.add_problem("This file holds comments only.", "fill it in, or delete it")
        raise _StopError
    document.value = _read_value(next(events), events, (), document)
    next(events)
    end = next(events)
    if not isinstance(end, yaml.StreamEndEvent):
        document.add_problem(
            "A second document begins here.", "delete the line with ---", *_find_position(end)
        )


def _find_position(event: Any) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _read_value(event: Any, events: Iterator[yaml.Event], path: ValuePath, document: Document) -> Any:
    line, column = _find_position(event)
    document.places.setdefault(path, Place(document.file, line, column))
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        document.add_problem(
            f"Anchors (&) and aliases (*) are not used here, such as `{event.anchor}`.",
            "write the value out; put a text that begins with & or * between double quotes",
            line,
            column,
        )
        raise _StopError
    if getattr(event, "tag", None):
        document.add_problem(
            f"Tags are not used here, such as `{event.tag.replace('tag:yaml.org,2002:', '!!')}`.",
            "delete the tag; put a text that begins with ! between double quotes",
            line,
            column,
        )
    if len(path) > DEEPEST:
        document.add_problem(
            f"The brackets or steps go deeper than {DEEPEST}.", "take some out", line, column
        )
        raise _StopError
    if isinstance(event, yaml.MappingStartEvent):
        return _read_mapping(events, path, document)
    if isinstance(event, yaml.SequenceStartEvent):
        return _read_sequence(events, path, document)
    return _read_text_value(event, document)


def _read_text_value(event: Any, document: Document) -> str:
    """A single value, or a key. Between double quotes a backslash can write what cannot be seen."""
    value: str = event.value
    if found := UNSEEN.search(value):
        document.add_problem(
            f"This writes a character that cannot be seen (U+{ord(found[0]):04X}).",
            "take it out; between single quotes a backslash is a backslash",
            *_find_position(event),
        )
    return value


def _read_sequence(events: Iterator[yaml.Event], path: ValuePath, document: Document) -> list[Any]:
    items: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_read_value(event, events, (*path, len(items)), document))
    return items


def _read_mapping(events: Iterator[yaml.Event], path: ValuePath, document: Document) -> dict[str, Any]:
    table: dict[str, Any] = {}
    twice = ""  # told once: a forgotten dash doubles every key of the entry
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        line, column = _find_position(event)
        if not isinstance(event, yaml.ScalarEvent):
            document.add_problem(
                "A key must be a word, not a list or a group.", "write a word and a colon", line, column
            )
            raise _StopError
        key = _read_text_value(event, document)
        if not key.strip():
            document.add_problem(
                "A key is blank here.", "write the word that belongs before the colon", line, column
            )
        if key == "<<":
            document.add_problem("Merging with << is not used here.", "write the keys out", line, column)
        if key in table and not twice:
            twice = key
            first = document.places[(*path, key)].line
            document.add_problem(
                f"`{key}` stands here a second time; the first is in line {first}.",
                "keep one of the two, or rename one; where a new list entry begins, put a dash before it",
                line,
                column,
            )
        document.places.setdefault((*path, key), Place(document.file, line, column))
        table[key] = _read_value(next(events), events, (*path, key), document)
    return table
