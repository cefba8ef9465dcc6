"""One YAML file as text values with their places.

Values stay text: what `no`, `on` or a bare date means is for the model to say. Anchors, aliases,
tags and several documents in one file are refused, since a reader of the file need not know them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from catalogue.model.catalogue import Path as ValuePath
from catalogue.model.problem import Place, Problem

LARGEST = 1024 * 1024
DEEPEST = 40

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Characters that nobody sees on the screen, and spaces other than the ordinary one where YAML counts them.
UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2028\u2029\u2060\ufeff\ufffe\uffff]")
ODD_SPACE = re.compile(r"(?:^|[:-])[ ]*[\u00a0\u2000-\u200a\u202f\u3000]", re.MULTILINE)

# What libyaml says, and what a person who edits the file can do about it.
TAB = ("There is a tab in the white space.", "replace the tab by spaces: two for each step")
QUOTE = (
    "There is text behind a closing quote.",
    'put the whole value between quotes; a quote inside double quotes is written \\"',
)
DEEPER = (
    "This line is indented further than the one above, which has a value already.",
    "indent it like the key that it belongs beside",
)
START = ("A value may not begin with this character.", "put the value between double quotes")
PLAIN_WORDS = {
    "mapping values are not allowed in this context": (
        "There is a second colon with a space behind it.",
        'put a text that holds ": " between double quotes; a citation has no space behind its colon',
    ),
    "could not find expected ':'": (
        "There is text here that belongs to no key.",
        "write a key, a colon and a space before it, or indent it below the key that it belongs to",
    ),
    "did not find expected key": (
        "This line does not fit the lines above it.",
        "indent it like the key that it belongs beside; keys of one list item stand in one column",
    ),
    "did not find expected '-' indicator": (
        "This line stands in a list, but does not begin with a dash.",
        "begin the line with a dash and a space, or indent it further",
    ),
    "found unexpected end of stream": ("A quote is opened here and never closed.", "close the quotes"),
    "did not find expected ',' or ']'": (
        "A list between square brackets is not closed, or lacks a comma.",
        "close it with ], and part its values by commas",
    ),
    "did not find expected ',' or '}'": (
        "A group between curly brackets is not closed, or lacks a comma.",
        "close it with }, and part its keys by commas; put a text that holds a comma between quotes",
    ),
    "did not find expected node content": (
        "A comma or a closing bracket stands where a value should be.",
        "delete it, or write the value before it",
    ),
    "found unknown escape character": (
        "A backslash between double quotes has a meaning of its own.",
        "write it twice, or put the text between single quotes",
    ),
    "did not find expected comment or line break": (
        "A text that begins with | or > goes on in the next line.",
        "put the text into the lines below, indented, or between double quotes",
    ),
    "found character that cannot start any token": START,
    "did not find expected alphabetic or numeric character": START,
    "found undefined tag handle": START,
}
# Told where the thing begins, not where libyaml gave it up some lines below.
WHERE_IT_BEGAN = (
    "could not find expected ':'",
    "found unexpected end of stream",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
)


@dataclass(eq=False)
class Document:
    """A file's value (text, lists, tables), the place of each part, and what is wrong with it.

    It is not changed once it is read: documents are kept and given out again.
    """

    file: str
    value: Any = None
    places: dict[ValuePath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def complain(self, what: str, mend: str = "", line: int = 0, column: int = 0, **more: str) -> None:
        """Add a problem at a line and column of this file (0 for the file as a whole)."""
        self.problems.append(Problem(Place(self.file, line, column), what, mend=mend, **more))  # type: ignore[arg-type]


class _StopError(Exception):
    """The rest of this file cannot be read."""


def shown(path: Path, root: Path) -> str:
    """A path below the root as text that can be printed, whatever its bytes are."""
    return os.fsencode(path.relative_to(root).as_posix()).decode(errors="replace")


def read_document(path: Path, root: Path) -> Document:
    """Read one file. Whatever is wrong with it is in `problems`; nothing is raised."""
    document = Document(shown(path, root))
    text = _text(path, root, document)
    return document if text is None else _composed(document.file, text)


@lru_cache(maxsize=256)  # for whoever edits: between two builds most files stay as they are
def _composed(file: str, text: str) -> Document:
    document = Document(file)
    try:
        _compose(text, document)
    except yaml.MarkedYAMLError as error:
        _broken(error, text, document)
    except _StopError:
        pass
    if document.problems:
        document.value = None
    return document


def _text(path: Path, root: Path, document: Document) -> str | None:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
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
    return text if _legible(text, document) else None


def _legible(text: str, document: Document) -> bool:
    """Whether all of the text can be seen; the first character that cannot is a problem."""
    for pattern, what, mend in (
        (UNSEEN, "a character that cannot be seen", "delete it, or type the line again"),
        (ODD_SPACE, "a space that is not an ordinary one", "type an ordinary space in its place"),
    ):
        if found := pattern.search(text):
            position = found.end() - 1
            line = text.count("\n", 0, position) + 1
            column = position - text.rfind("\n", 0, position)
            code = f"U+{ord(text[position]):04X}"
            document.complain(f"There is {what} here ({code}).", mend, line, column)
            return False
    return True


def _broken(error: yaml.MarkedYAMLError, text: str, document: Document) -> None:
    said = error.problem or str(error)
    end = error.problem_mark or yaml.Mark("", 0, 0, 0, "", 0)
    start = error.context_mark or end
    began = said in WHERE_IT_BEGAN and start.line < end.line
    mark = start if began or PLAIN_WORDS.get(said) is START else end
    line = [*text.splitlines(), ""][mark.line]
    what, mend = _plain_words(said, line, mark.column)
    document.complain(what, mend, mark.line + 1, mark.column + 1)


def _plain_words(said: str, line: str, column: int) -> tuple[str, str]:
    """What is wrong and how to mend it, from what libyaml says and the line that it says it of."""
    before = line[:column]
    if "\t" in line[: len(line) - len(line.lstrip())] or line[column : column + 1] == "\t":
        return TAB
    if said.startswith("did not find expected") and before.rstrip().endswith(("'", '"')):
        return QUOTE
    if said.startswith("mapping values") and ": " not in before:
        return DEEPER
    return PLAIN_WORDS.get(said, (f"This is not YAML: {said}.", "compare the line with those around it"))


def _compose(text: str, document: Document) -> None:
    events = yaml.parse(text, Loader=Loader)
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        document.complain("This file holds comments only.", "fill it in, or delete it")
        raise _StopError
    document.value = _value(next(events), events, (), document)
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
            f"Anchors (&) and aliases (*) are not used here, such as `{event.anchor}`.",
            "write the value out; put a text that begins with & or * between double quotes",
            line,
            column,
        )
        raise _StopError
    if getattr(event, "tag", None):
        document.complain(
            f"Tags are not used here, such as `{event.tag.replace('tag:yaml.org,2002:', '!!')}`.",
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
    return event.value


def _sequence(events: Iterator[yaml.Event], path: ValuePath, document: Document) -> list[Any]:
    items: list[Any] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_value(event, events, (*path, len(items)), document))
    return items


def _mapping(events: Iterator[yaml.Event], path: ValuePath, document: Document) -> dict[str, Any]:
    table: dict[str, Any] = {}
    twice = ""  # told once: a forgotten dash doubles every key of the entry
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
        if key in table and not twice:
            twice = key
            first = document.places[(*path, key)].line
            document.complain(
                f"`{key}` stands here a second time; the first is in line {first}.",
                "keep one of the two, or rename one; where a new list entry begins, put a dash before it",
                line,
                column,
            )
        document.places.setdefault((*path, key), Place(document.file, line, column))
        table[key] = _value(next(events), events, (*path, key), document)
    return table
