"""One file: its values stay text, each knows its place, and no input ends in an exception."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.model.problem import Place
from catalogue.read.document import DEEPEST, Document, read_document
from catalogue.read.folder import walk_folder
from catalogue.read.unseen import BLANKS, UNSEEN, drop_unseen, is_ordinary
from tests.kept import assert_told

FILE = "facts.yml"


def read_raw(folder: Path, raw: str | bytes) -> Document:
    path = folder / FILE
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return read_document(path, folder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("document")


@pytest.mark.parametrize(
    "written",
    [
        *("no", "No", "yes", "on", "off", "y", "true", "~", "null"),
        *("12:30", "1e3", "012", "0o14", "0x1F", "1_000", ".inf", ".nan", "+1", "-0", "7."),
        *("2021-03-01", "2021-03-01T12:00:00Z", "=", "<", "café", "\U0001f6a2"),
    ],
)
def test_a_value_is_the_text_that_was_written(folder: Path, written: str) -> None:
    document = read_raw(folder, f"a: {written}\nb: [{written}]\n{written}: c\n")
    assert document.problems == []
    assert document.value == {"a": written, "b": [written], written: "c"}


def test_text_between_quotes_or_on_several_lines_is_text(folder: Path) -> None:
    document = read_raw(folder, "a: \"b: c\"\nd: 'it''s'\ne: >-\n  f\n  g\nh: |\n  i\n  j\nk:\n")
    assert document.value == {"a": "b: c", "d": "it's", "e": "f g", "h": "i\nj\n", "k": ""}


def test_every_value_knows_its_place(folder: Path) -> None:
    text = """\
# A comment.
\N{LATIN SMALL LETTER E WITH ACUTE}t\N{LATIN SMALL LETTER E WITH ACUTE}: {a: b, c: [d, e]}

list:
  - first
  -   second: x
      third:
        - y
'quoted key': z
"""
    places = {
        (): (2, 1),
        ("été",): (2, 1),
        ("été", "a"): (2, 7),
        ("été", "c"): (2, 13),
        ("été", "c", 0): (2, 17),
        ("été", "c", 1): (2, 20),
        ("list",): (4, 1),
        ("list", 0): (5, 5),
        ("list", 1): (6, 7),
        ("list", 1, "second"): (6, 7),
        ("list", 1, "third"): (7, 7),
        ("list", 1, "third", 0): (8, 11),
        ("quoted key",): (9, 1),
    }
    document = read_raw(folder, text)
    assert document.places == {path: Place(FILE, *place) for path, place in places.items()}


@pytest.mark.parametrize("lines", ["\n", "\r\n", "\r"])
def test_lines_are_counted_whatever_ends_them(folder: Path, lines: str) -> None:
    document = read_raw(folder, lines.join(["a: b", "# c", "d: e", ""]))
    assert document.value == {"a": "b", "d": "e"}
    assert document.places[("d",)] == Place(FILE, 3, 1)


def test_the_mark_that_some_editors_put_before_a_file_does_not_count(folder: Path) -> None:
    document = read_raw(folder, b"\xef\xbb\xbfa: b\n")
    assert document.value == {"a": "b"}
    assert document.places[("a",)] == Place(FILE, 1, 1)


def test_a_document_may_begin_and_end_as_yaml_allows(folder: Path) -> None:
    assert read_raw(folder, "---\na: b\n...\n").value == {"a": "b"}


# What is written -> line and column of the one problem, and words of its message and its mending.
BROKEN: dict[str, tuple[int, int, str]] = {
    "": (0, 0, "empty"),
    " \n\n": (0, 0, "empty"),
    "# a\n# b\n": (0, 0, "comments only"),
    "a: b: c\n": (1, 5, "second colon"),
    "a: b\n  c: d\n": (2, 4, "indented further"),
    "a:\n    b: c\n  d: e\n": (3, 3, "does not fit the lines above"),
    "a:\n  - b\n  c\nd: e\n": (3, 3, "belongs to no key"),
    "a:\n  - b\n  c: d\n": (3, 3, "does not begin with a dash"),
    "a: b\nc:d\ne: f\n": (2, 1, "a colon and a space"),
    "a: b\nc\n": (2, 1, "belongs to no key"),
    'a: "b\nc: d\n': (1, 4, "never closed"),
    "a: 'b\n": (1, 4, "never closed"),
    'a: "b" c\n': (1, 8, "behind a closing quote"),
    'a: ["b" c]\n': (1, 9, "behind a closing quote"),
    "a: it's [b, c\nd: e\nf: [g\n": (3, 4, "square brackets"),
    "a: [b, c\nd: e\n": (1, 4, "square brackets"),
    "a: {b: c\nd: e\n": (1, 4, "curly brackets"),
    "a: {b: c,, d: e}\n": (1, 10, "where a value should be"),
    "a: ]\n": (1, 4, "where a value should be"),
    'a: "b\\qc"\n': (1, 6, "backslash"),
    "a: | b\n  c\n": (1, 6, "goes on in the next line"),
    "a: @b\n": (1, 4, "may not begin with"),
    "a: `b`\n": (1, 4, "may not begin with"),
    "a: %b\n": (1, 4, "may not begin with"),
    "a: * b\n": (1, 4, "may not begin with"),
    "a: & b\n": (1, 4, "may not begin with"),
    "a: !e!b c\n": (1, 4, "may not begin with"),
    "a: ! b\n": (1, 4, "Tags are not used"),
    "a: !!str b\n": (1, 4, "`!!str`"),
    "a: &b c\n": (1, 4, "Anchors (&)"),
    "a: *b\n": (1, 4, "aliases (*)"),
    "a: {<<: b}\n": (1, 5, "Merging"),
    "\ta: b\n": (1, 1, "a tab"),
    "a:\n  b: c\n\td: e\n": (3, 1, "a tab"),
    "a:\n  -\tb: c\n": (2, 4, "a tab"),
    "a: b\na: c\n": (2, 1, "a second time"),
    "a: {b: c, b: d, b: e}\n": (1, 11, "the first is in line 1"),
    "[a]: b\n": (1, 1, "A key must be a word"),
    "? {a: b}\n: c\n": (1, 3, "A key must be a word"),
    "a: b\n---\nc: d\n": (2, 1, "second document"),
    "a: b\x00\n": (1, 5, "U+0000"),
    "\na: b\x00\n": (2, 5, "U+0000"),
    "\x00": (1, 1, "U+0000"),
    "é: é\x1b[31m\n": (1, 5, "U+001B"),
    "a: b\u200bc\n": (1, 5, "U+200B"),
    "a: b\n\ufeffc: d\n": (2, 1, "U+FEFF"),
    "a: b\u2028c: d\n": (1, 5, "U+2028"),
    "a: b\u202ec\n": (1, 5, "U+202E"),
    "a: b\u2067c\n": (1, 5, "U+2067"),
    "a: b\u200dc\n": (1, 5, "U+200D"),
    "a: b\ue000c\n": (1, 5, "U+E000"),
    "a: b\n'': c\n": (2, 1, "A key is blank"),
    'a:\n  - {b: c, " ": d}\n': (2, 12, "A key is blank"),
    "a:\n\u00a0\u00a0b: c\n": (2, 1, "U+00A0"),
    "a:\u00a0b\n": (1, 3, "U+00A0"),
    "- \u202fa\n": (1, 3, "U+202F"),
}


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_broken_is_told_once_in_plain_words(folder: Path, text: str) -> None:
    line, column, words = BROKEN[text]
    document = read_raw(folder, text)
    assert document.value is None
    (problem,) = document.problems
    assert problem.place == Place(FILE, line, column)
    assert words in f"{problem.what} {problem.mend}"
    assert problem.mend
    assert "YAML" not in problem.what
    assert_told("documents", json.dumps(text), str(problem))


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"\xff\xfea\x00", 1, 1),
        (b"\xc3", 1, 1),
        (b"a: \xed\xa0\x80\n", 1, 4),
        (b"a: b\nc: \xc3\xa9\xe9\n", 2, 5),
    ],
)
def test_another_encoding_is_told_where_it_shows(folder: Path, raw: bytes, line: int, column: int) -> None:
    (problem,) = read_raw(folder, raw).problems
    assert problem.place == Place(FILE, line, column)
    assert "not saved as UTF-8" in problem.what


@pytest.mark.parametrize(
    ("text", "line", "column"), [("a: b #c\n", 1, 6), ("\n\na:\n  - b #c\n", 4, 7), ("- a  #b", 1, 6)]
)
def test_a_text_that_ends_before_a_hash_is_told_where_it_ends(
    folder: Path, text: str, line: int, column: int
) -> None:
    (problem,) = read_raw(folder, text).problems
    assert problem.place == Place(FILE, line, column)


SEEN, SOFT, KEPT = "\t\n\r ~\u00a0é", "\u00ad", "\u034f\u115f\u2028\u2800\u3164\uffff"
DROPPED = "\x00\x08\x0b\x1f\x7f\x85\u061c\u200b\u202e\u2060\ufeff\ue000\U000e0001"


def test_which_signs_nobody_sees() -> None:
    assert drop_unseen("plain") == "plain"
    assert drop_unseen(SEEN + SOFT + KEPT + DROPPED) == SEEN + KEPT
    assert "".join(UNSEEN.findall(SEEN + SOFT + KEPT + DROPPED)) == KEPT + DROPPED
    assert [sign for sign in SEEN + SOFT + KEPT + DROPPED if is_ordinary(sign)] == [*"\n ~é"]


def test_brackets_may_go_deep_but_not_for_ever(folder: Path) -> None:
    assert read_raw(folder, "[" * DEEPEST + "]" * DEEPEST).problems == []
    (problem,) = read_raw(folder, "[" * 100_000).problems
    assert "deeper" in problem.what


def test_an_alias_is_never_followed(folder: Path) -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    (problem,) = read_raw(folder, "\n".join(lines)).problems
    assert problem.place == Place(FILE, 1, 4)


def test_what_is_no_plain_file_is_told_as_such(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    (tmp_path / "folder.yml").mkdir()
    (tmp_path / "nowhere.yml").symlink_to("missing.yml")
    (tmp_path / "itself.yml").symlink_to("itself.yml")
    (tmp_path / "outside.yml").symlink_to("../elsewhere.yml")
    told = {
        "pipe.yml": "not a plain file",
        "folder.yml": "a folder where a file should be",
        "nowhere.yml": "missing",
        "itself.yml": "missing",
        "outside.yml": "a link to a file outside",
    }
    for name, words in told.items():
        document = read_document(tmp_path / name, tmp_path)
        assert document.value is None
        (problem,) = document.problems
        assert problem.place == Place(name)
        assert words in problem.what


def test_a_link_within_the_catalogue_is_followed(tmp_path: Path) -> None:
    read_raw(tmp_path, "a: b\n")
    (tmp_path / "link.yml").symlink_to(FILE)
    assert read_document(tmp_path / "link.yml", tmp_path).value == {"a": "b"}


def is_inside(document: Document, raw: bytes) -> bool:
    """Whether every problem is told of the file, or of a line that it has."""
    lines = raw.decode("utf-8", errors="replace").splitlines()
    return all(p.place.file == FILE and p.place.line <= len(lines) + 1 for p in document.problems)


@given(st.binary(max_size=60))
def test_no_bytes_end_in_an_exception(folder: Path, raw: bytes) -> None:
    document = read_raw(folder, raw)
    assert (document.value is None) == bool(document.problems)
    assert is_inside(document, raw)


@given(st.text(alphabet=" \n\t\r-:?[]{},#&*!|>'\"%@`~<\\abé\u00a0\u2028", max_size=30))
def test_no_signs_of_yaml_end_in_an_exception(folder: Path, text: str) -> None:
    document = read_raw(folder, text)
    assert (document.value is None) == bool(document.problems)
    assert is_inside(document, text.encode())


plain = st.text(
    st.characters(categories=["L", "N", "P", "S"], include_characters=" ", exclude_characters=BLANKS),
    min_size=1,
)
values = st.recursive(
    plain, lambda inner: st.lists(inner) | st.dictionaries(plain.filter(str.strip), inner), max_leaves=8
)


@pytest.mark.parametrize(
    "written", [r"\u202e", r"\e[31m", r"\a", r"\uE000title\uE001", r"\u200d", "\u3164", "\u2800"]
)
def test_what_cannot_be_seen_is_told_however_it_is_written(folder: Path, written: str) -> None:
    for text in (f'a: "b{written}c"\n', f'"b{written}c": a\n'):
        (problem,) = read_raw(folder, text).problems
        assert "cannot be seen" in problem.what


@given(values.filter(bool))
def test_what_is_quoted_comes_back_as_it_was(folder: Path, value: Any) -> None:
    text = json.dumps({"a": value}, ensure_ascii=False, indent=1).replace('"<<"', '"<"')
    assert read_raw(folder, text).value == json.loads(text)


def test_a_file_that_may_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (folder / FILE).write_text("a: b\n", "utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (problem,) = read_document(folder / FILE, folder).problems
    assert str(problem) == (
        f"{FILE}: error: This file cannot be read: Permission denied.\n"
        "    to mend it: let everybody read the file"
    )


@pytest.mark.parametrize(
    "fault", [PermissionError(13, "Permission denied", "@/a/b"), OSError(5, "Fault", "@/a")]
)
def test_a_folder_that_may_not_be_looked_into_is_told(
    tmp_path: Path, fault: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    fault.filename = fault.filename.replace("@", str(tmp_path))
    walk = os.walk

    def refuse(at: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        yield from walk(at)
        for one in (fault, FileNotFoundError(2, "Gone", "x"), NotADirectoryError(20, "None", "x")):
            onerror(one)

    monkeypatch.setattr(os, "walk", refuse)
    found, (problem,) = walk_folder(tmp_path, tmp_path)
    assert found == [tmp_path / "a", tmp_path / "a" / "b"]
    name = Path(fault.filename).relative_to(tmp_path).as_posix()
    assert str(problem) == (
        f"{name}: error: This folder cannot be read: {fault.strerror}.\n"
        "    to mend it: let everybody read the folder"
    )
    assert problem.check == "machine"
