"""The pages of search, and the index that the browser loads.

The index is dictionary-coded: each word stands in it once, a title is the numbers of its words, the
most frequent words having the shortest numbers, and titles are told from the one before. The titles of
10,000 qualifications take 11 kB so, gzip, instead of 53; their ids 22 instead of 29. The table of
words is at once the one that the browser looks words up in (`client/find.js`, its reader): the index
that a library had built would weigh ten times as much.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, takewhile
from typing import Any

from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.rows import KINDS, Row, to_plain
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page

# What the reader is told. `{n}` and `{query}` are filled in by the browser.
WORDS = {
    "search": "Search",
    "field": "Search the catalogue",
    "hint": "A code, a title, a role or an activity. The arrow keys move through the results.",
    "none": "Nothing found for “{query}”.",
    "one": "1 result",
    "many": "{n} results",
    "more": "More than {n} results; the best {n} are shown",
    "all": "Everything from A to Z",
    "close": "Close",
    "key": "The / key opens search",
    "failed": "Search could not be loaded.",
}

# Words that say nothing of what is looked for.
STOP = (
    "a an and are as at be become by can count do does for from get give have how i if in into is it its "
    "many me much must my need of on one or our than that the their there these they this to was what "
    "when where which who will with you your"
)

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
MANY = 50
"""From so many on keys are packed."""
FOLDER = "search"
"""The folder of the pages that list everything."""
TITLE = WORDS["search"]
FRAME = f"{FOLDER}/frame.md"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}, FRAME: {"up": f"{FOLDER}/", "up_title": TITLE}}
INDEX = f"{FOLDER}/index.json"
"""An address of its own: the index changes with every title, and no page shall change with it."""
SHOWN = 20
"""How many results are shown at most."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The page of search, the index that the browser loads, and a page for each letter to browse."""
    letters = site.letters
    about = f"{WORDS['all']}: {site.catalogue.body.summary}"
    page = build_own_page(
        site,
        FOLDER,
        "search.html",
        TITLE,
        about,
        site.build_view("sources"),
        says=Input.build(WORDS),
        letters=Input.build(letters),
    )
    yield Output(page.address, page.make, page.inputs, sheet=SITE, trace=trace_page)
    yield Output(INDEX, render_index, {"rows": site.rows})
    for letter in letters:
        address, title = links.build_letter_address(letter), f"{WORDS['all']}: {name_letter(letter)}"
        yield Output(
            f"{address.lstrip('/')}index.html",
            render_letter,
            site.index_page_inputs(FRAME)
            | {
                "page": site.describe_page(
                    address, title, f"{title}. {site.catalogue.body.summary}", name_letter(letter)
                ),
                "view": site.build_view(),
                "letter": Input.build(letter),
                "letters": Input.build(letters),
                "rows": site.select_rows_of_letter(letter),
            },
            sheet=SITE,
            trace=trace_page,
        )


def name_letter(letter: str) -> str:
    """What stands for a letter on the page."""
    return letter or "0-9"


def render_letter(rows: Iterable[Row], letter: str, letters: list[str], **given: Any) -> str:
    """The page of everything that begins with a letter, in the order of the alphabet."""
    ordered = sorted(rows, key=lambda row: (to_plain(row.title), row.of, row.address))
    return render_page(
        template="letter.html", letter=letter, letters=letters, rows=ordered, says=WORDS, **given
    )


def render_index(rows: Iterable[Row]) -> bytes:
    """The index that the browser loads when search is opened."""
    found = list(rows)
    groups = [
        (mark[:3], list(group))
        for mark, group in groupby(found, key=lambda e: (e.kind, e.at, e.of, _is_numeric(e.key)))
    ]
    said = Counter(
        word for _, group in groups for e in group for word in f"{e.title} {e.also} {e.of}".split()
    )
    numbers = {word: number for number, word in enumerate(sorted(said, key=lambda word: (-said[word], word)))}
    content = {
        "says": WORDS,
        "stop": STOP,
        "shown": SHOWN,
        "kinds": list(KINDS.values()),
        "words": " ".join(numbers),
        "groups": [_group(mark, group, numbers) for mark, group in groups],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _group(mark: tuple[str, str, str], group: list[Row], numbers: Mapping[str, int]) -> list[Any]:
    """[kind, address, what it is a part of, keys, titles, other names]; the last is left out if empty."""
    kind, at, of = mark
    titles = sorted(
        (([numbers[word] for word in e.title.split()], e) for e in group), key=lambda pair: pair[0]
    )
    ordered = [entry for _, entry in titles]
    coded = [
        list(KINDS).index(kind),
        at,
        _write_coded(of, numbers),
        _write_packed([entry.key for entry in ordered]),
    ]
    coded.append(_write_folded(title for title, _ in titles))
    also = " ".join(_write_coded(entry.also, numbers) for entry in ordered).rstrip()
    return [*coded, also] if also else coded


def _write_coded(text: str, numbers: Mapping[str, int]) -> str:
    """The words of a text by their numbers: 4.0.17."""
    return ".".join(str(numbers[word]) for word in text.split())


def _write_folded(titles: Iterable[list[int]]) -> str:
    """Titles, each told from the one before: how many words they share, how far its next word is from
    the other's, and the numbers of the rest.
    """
    said, last = [], list[int]()
    for title in titles:
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last, title, strict=False)))
        rest = title[shared:]
        if rest and shared < len(last):
            rest = [rest[0] - last[shared], *rest[1:]]
        said.append(".".join(map(str, [shared, *rest])))
        last = title
    return " ".join(said)


def _write_packed(keys: list[str]) -> str:
    """Keys as they stand; numbers, if there are many, to the base of 64 behind the count of their digits."""
    if len(keys) < MANY or not all(map(_is_numeric, keys)):
        return " ".join(keys)
    width = max(1, -(-max(map(int, keys)).bit_length() // 6))
    return f"={width}" + "".join(_format_digits(int(key), width) for key in keys)


def _is_numeric(key: str) -> bool:
    return key.isdecimal() and key == str(int(key))


def _format_digits(number: int, width: int) -> str:
    return "".join(DIGITS[number >> 6 * place & 63] for place in reversed(range(width)))
