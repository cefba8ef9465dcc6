"""The quick reader of common YAML: what it takes is what libyaml reads, and our files are what it takes."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.read.document import Document, read_by_libyaml
from catalogue.read.lines import read_lines
from tests.roots import ROOT

FILES = [*ROOT.glob("designations/**/*.yml"), *ROOT.glob("tests/catalogues/*/designations/**/*.yml")]
TEXTS = [path.read_text("utf-8") for path in sorted(FILES)]

SIGNS = [
    *("'", '"', ":", ": ", " :", "#", " #", "# ", "-", "- ", " - ", "- - ", "-  ", "---", "...", "?", "? "),
    *("[", "]", "{", "}", ",", ", ", "[]", "{}", "[a]", "{a: b}", "&", "*", "!", "|", ">", ">-", "%", "@"),
    *("`", "~", "\\", "=", "<<: ", "  ", " ", "\t", "\r", "\n", "\n  ", '""', "''", "a", "0", "a: b", "a:"),
    *("é", "\u00a0", "\u0085", "\u2028", "\ufeff", "\u0301", "\U0001f6a2"),
]


def read_by_libyaml_alone(text: str) -> Any:
    """The value that libyaml reads, or None where it refuses the text or what we do not use is in it."""
    document = Document("file", text)
    read_by_libyaml(document)
    return document.value


def is_read_alike(text: str) -> bool:
    value = read_lines(text)
    return value is None or value == read_by_libyaml_alone(text)


def test_nearly_all_of_our_files_are_common() -> None:
    assert len([text for text in TEXTS if read_lines(text) is not None]) > 0.9 * len(TEXTS)


@pytest.mark.parametrize("text", TEXTS, ids=[str(path.relative_to(ROOT)) for path in sorted(FILES)])
def test_every_file_has_the_value_that_libyaml_reads(text: str) -> None:
    assert is_read_alike(text)


COMMON: dict[str, Any] = {
    "a: b": {"a": "b"},
    "a:\n": {"a": ""},
    "a:\nb: ''\n": {"a": "", "b": ""},
    "- a\n- b: c\n  d: e\n": ["a", {"b": "c", "d": "e"}],
    "a:\n- b\n- c:\n  - d\nf: g": {"a": ["b", {"c": ["d"]}], "f": "g"},
    "a:\n    b:\n      - c\n    d: e\n": {"a": {"b": ["c"], "d": "e"}},
    "# a\n\na: b # c\n  # d\nb: c#d\n": {"a": "b", "b": "c#d"},
    "a: b:c, [d] 'e'\n": {"a": "b:c, [d] 'e'"},
    'a: "b: # c"\nd: \'{"e"}\'': {"a": "b: # c", "d": '{"e"}'},
    "a: [b, {c: d e , f: [ ]}, 'g, h', 1:2 ,]": {"a": ["b", {"c": "d e", "f": []}, "g, h", "1:2"]},
    "two words: no\n12/a: ~\n": {"two words": "no", "12/a": "~"},
}


@pytest.mark.parametrize("text", COMMON)
def test_what_is_common_is_taken(text: str) -> None:
    assert read_lines(text) == COMMON[text] == read_by_libyaml_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "# a",
            "a",
            "- # a",
            "a: b\na: c",
            "{a: b}",
            "a: {b: c, b: d}",
            "a: [b: c]",
            "a: {b}",
            "a: {b:}",
        ),
        *("a: &b c", "a: *b", "a: !b c", "a: |\n  b", "a: >-\n  b", "a: b: c", "a: b:", "? a", "<<: a", "%a"),
        *(
            "a: b\n  c",
            "a:\n  b",
            'a: "b\n  c"',
            "a: [b,\n  c]",
            "a: 'b''c'",
            'a: "\\n"',
            "a: [b] c",
            "a: [b]]",
        ),
        *(
            "a: b\n c: d",
            "a:\n  b: c\n d: e",
            " a: b\nc: d",
            "- a\nb: c",
            "a: b\n- c",
            "-  a",
            "- - a",
            "a : b",
        ),
        *(
            "---\na: b",
            "a: b\n...",
            "a:\tb",
            "a: b \n",
            "a: b\r\nc: d",
            "a:\u00a0b",
            "a: \u2028",
            "\ufeffa: b",
        ),
        *(
            "x" * 2000 + ": a",
            "a: " + "[" * 30 + "]" * 30,
            "- a:\n" + "".join(" " * 2 * n + "a:\n" for n in range(2, 50)),
        ),
    ],
)
def test_what_is_not_is_left_to_libyaml(text: str) -> None:
    assert read_lines(text) is None


def change_lines(chance: random.Random, lines: list[str]) -> None:
    """One mistake of somebody who edits a file."""
    at = chance.randrange(len(lines))
    line = lines[at]
    column = chance.randrange(len(line) + 1)
    match chance.randrange(7):
        case 0:
            lines[at] = line[:column] + chance.choice(SIGNS) + line[column + chance.randrange(2) :]
        case 1:
            telling = [place for place, sign in enumerate(line) if sign in ":-,[]{}\"'# "] or [0]
            column = chance.choice(telling) + chance.randrange(2)
            lines[at] = line[:column] + chance.choice(SIGNS) + line[column:]
        case 2:
            lines[at] = " " * chance.randrange(1, 4) + line
        case 3:
            lines[at] = line[chance.randrange(1, 4) :]
        case 4:
            lines[at] = lines[(other := chance.randrange(len(lines)))]
            lines[other] = line
        case 5:
            lines[at : at + 1] = [line[:column], " " * chance.randrange(8) + line[column:]]
        case 6:
            lines[at] = line + chance.choice(SIGNS)


def make_changed_text(chance: random.Random) -> str:
    """Some lines of one of our files, with a few mistakes."""
    lines = chance.choice(TEXTS).splitlines()
    start = chance.randrange(len(lines))
    some = lines[start : start + chance.randrange(1, 14)]
    least = min((len(line) - len(line.lstrip()) for line in some if line), default=0)
    some = [line[least:] for line in some]
    for _ in range(chance.randrange(4)):
        change_lines(chance, some)
    return "\n".join(some)


def test_files_with_mistakes_are_never_read_otherwise_than_by_libyaml() -> None:
    chance = random.Random(1)
    assert [text for _ in range(5_000) if not is_read_alike(text := make_changed_text(chance))] == []


@given(st.lists(st.sampled_from([*SIGNS, "b: ", "- ", "\n", "\n", "\n    "]), max_size=12).map("".join))
def test_nor_are_signs_in_any_order(text: str) -> None:
    assert is_read_alike(text)
