"""The pages of search, and the index that the browser loads.

The index is dictionary-coded: each word stands in it once, a title is the numbers of its words, the
more frequent words having the shorter numbers, and titles are told from the one before. The titles of
10,000 qualifications take 11 kB so, gzip, instead of 53; their ids 22 instead of 29. The table of
words is at once the one that the browser looks words up in (`client/find.js`, its reader): the index
that a library had built would weigh ten times as much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

import orjson

from catalogue.model.body import Contact
from catalogue.model.catalogue import Catalogue
from catalogue.model.conflict import Conflict
from catalogue.publish.extract import Extract
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output, digest
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.rows import (
    GROUPS,
    KINDS,
    STOP,
    Group,
    Row,
    Words,
    group_rows,
    index_words,
    is_number,
    to_filed,
)
from catalogue.publish.site import Rows, Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page

# What the reader is told. `{n}` and `{query}` are filled in by the browser.
WORDS = {
    "search": "Search",
    "field": "Search the catalogue",
    "hint": "Type what you look for in your own words, or a code, a title, a role or an activity.",
    "keys": "The arrow keys move through the results.",
    "none": "Nothing found for “{query}”.",
    "otherwise": "Try a shorter word, or one of these:",
    "ask": "Or ask:",
    "best": "Best result",
    "rest": "{n} more",
    "one": "1 result",
    "many": "{n} results",
    "more": "More than {n} results; the best {n} are here",
    "all": "Everything from A to Z",
    "close": "Close",
    "key": "The / key opens search",
}
MARKS = {"differ": "sources differ", "ours": "our conclusion"}
"""What is said of an answer that is followed."""
IN_PLACE = {
    "search": WORDS["search"],
    "all": WORDS["all"],
    "often": "Often looked for",
    "plain": "Search is being loaded. Where JavaScript is off, everything can be found below.",
    "filed": "Questions and sentences stand under the first word that tells what they are about.",
}
"""What its pages say themselves."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
LETTERS = DIGITS[10:-2]
PLACES = {kind: place for place, kind in enumerate(KINDS)}
"""Where each kind of entry stands among the kinds of the index."""
FIRST = ("designation", "role")
"""The kinds that stand before qualifications."""
MANY = 50
"""From so many on keys are packed."""
FOLDER = "search"
"""The folder of the pages that list everything."""
TITLE = WORDS["search"]
FRAME = f"{FOLDER}/frame.md"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}, FRAME: {"up": f"{FOLDER}/", "up_title": TITLE}}
INDEX = f"{FOLDER}/entries.json"
ANSWERS = f"{FOLDER}/answers.json"
"""An address of its own: the index changes with every title, and no page shall change with it."""
SHOWN = 20
"""How many results are shown at most."""
IN_SIGHT = 3
"""How many of a group are in sight; the rest is folded."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The page of search, the index that the browser loads, and a page for each letter to browse."""
    letters, catalogue = site.letters, site.catalogue
    about = f"{WORDS['all']}: {catalogue.body.summary}"
    page = build_own_page(
        site,
        FOLDER,
        "search.html",
        TITLE,
        about,
        site.build_view("sources"),
        says=Input.build(IN_PLACE),
        letters=Input.build(letters),
        otherwise=site.select_rows_at(index_words(catalogue).otherwise),
    )
    yield Output(page.address, page.make, page.inputs, sheet=SITE, trace=trace_page)
    yield build_index(site)
    answers = Input(site.build_view("conflicts", "glossary").digest, lambda: list_answers(catalogue))
    yield Output(ANSWERS, render_answers, {"answers": answers})
    for letter in letters:
        address, title = links.build_letter_address(letter), f"{WORDS['all']}: {name_letter(letter)}"
        yield Output(
            f"{address.lstrip('/')}index.html",
            render_letter,
            site.index_page_inputs(FRAME)
            | {
                "page": site.describe_page(address, title, f"{title}. {site.catalogue.body.summary}"),
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
    kinds = [*KINDS]
    ordered = sorted(rows, key=lambda row: (kinds.index(row.kind), to_filed(row.title), row.of, row.address))
    groups = [(KINDS[kind].plural, [*found]) for kind, found in groupby(ordered, key=lambda row: row.kind)]
    return render_page(
        template="letter.html", letter=letter, letters=letters, groups=groups, says=IN_PLACE, **given
    )


def build_index(site: Site) -> Output:
    """The index that the browser loads when search is opened."""
    it = site.catalogue
    words = index_words(it)
    beside = {
        "words": words,
        "steps": list_steps(it),
        "ask": [way for contact in it.body.contacts[:1] for way in list_ways_to_ask(contact)],
    }
    given = {name: Input.build(value) for name, value in beside.items()}
    otherwise = site.select_rows_at(words.otherwise)
    return Output(INDEX, render_index, {"rows": site.rows, "otherwise": otherwise} | given)


def list_answers(catalogue: Catalogue) -> dict[str, str]:
    """By its address, what each word of the glossary means, and the answer that is followed to each question
    on which sources differ.
    """
    means = {_find_address("glossary", key): it.says for key, it in catalogue.glossary.items()}
    asked = {key: it for key, it in catalogue.conflicts.items() if it.adopted}
    return means | {_find_address("conflicts", key): _describe_answer(it) for key, it in asked.items()}


def _find_address(kind: str, key: str) -> str:
    return links.build_address(kind, key).lstrip("/")


def _describe_answer(conflict: Conflict) -> str:
    adopted = conflict.adopted
    assert adopted
    marks = [MARKS["differ"]] if len(conflict.readings) > 1 else []
    marks += [MARKS["ours"]] if adopted.inferred else []
    return f"{adopted.says} {', '.join(marks).capitalize()}." if marks else adopted.says


def render_answers(answers: Mapping[str, str]) -> bytes:
    """The answers, which the browser loads when it shows the first of them."""
    return orjson.dumps(answers)


def list_steps(catalogue: Catalogue) -> dict[str, list[tuple[str, str]]]:
    """What a reader does next: titles and addresses, by a page or by the folder of many."""
    check = (links.TOOLS["pathways"], "pathways/")
    steps = {f"{links.FOLDERS['qualifications']}/": [check]}
    for position, contact in enumerate(catalogue.body.contacts):
        at = links.find_address(("body", "contacts", position)).lstrip("/")
        steps[at] = list_ways_to_ask(contact)
    for key, designation in catalogue.designations.items():
        unit = catalogue.schedules[designation.cpd].unit
        own = (designation.abbreviation, _find_address("designations", key))
        plan = (f"CPD {unit}", _find_address("schedules", designation.cpd))
        points = (links.TOOLS["calculator"], links.build_calculator_address(designation.cpd)[1:])
        steps[own[1]] = [*([] if designation.retired else [check]), plan, points]
        steps[plan[1]] = [points, own]
    return steps


def list_ways_to_ask(contact: Contact) -> list[tuple[str, str]]:
    """What is read of an office's e-mail and telephone, and where a tap on it leads."""
    ways = [("mailto:", contact.email), ("tel:", contact.telephone)]
    return [(way, scheme + way.replace(" ", "")) for scheme, way in ways if way]


def render_index(
    rows: Rows,
    otherwise: Iterable[Row],
    words: Words,
    steps: Mapping[str, Any],
    ask: Sequence[tuple[str, str]],
) -> Iterable[bytes]:
    """The content of the index: designations and roles, qualifications, the parts of each, all others.

    Qualifications are gone through twice, to count words and to write their parts by numbers: those are kept
    as they were written, and not held.
    """
    few, heads, named = _add_words(rows.of_few, words), list[Row](), dict[bytes, list[Group]]()
    said = Counter(word for group in group_rows(few) for word in group.list_words())
    pages = {address.partition("#")[0] for address in words.of_pages}
    for extract in rows.extracts:
        row, once, more = extract.read_found()
        if row.address in pages:  # more words lead there than its own
            own, *parts = group_rows(_add_words(extract.list_rows(), words))
            named[extract.known_by] = parts
            row, more = own.find_row(0), {}
            once = [word for it in (own, *parts) for word in it.list_words()]
        heads.append(row)
        said.update(once)
        said.update(more)
    numbers = Numbers.build(said)
    content = {
        "says": WORDS,
        "stop": f"{STOP} {words.passed_over}".strip(),
        "shown": SHOWN,
        "inSight": IN_SIGHT,
        "heads": GROUPS,
        "kinds": [
            [kind.label, kind.preferred, kind.group, words.of_kinds.get(name, "")]
            for name, kind in KINDS.items()
        ],
        "steps": steps,
        "otherwise": [(row.title, row.address) for row in otherwise],
        "ask": ask,
        "answered": [f"{links.FOLDERS[kind]}/" for kind in ("conflicts", "glossary")],
        "words": " ".join(numbers.of_words),
        "own": numbers.own,
    }
    first = sorted((row for row in few if row.kind in FIRST), key=lambda row: FIRST.index(row.kind))
    last = (row for row in few if row.kind not in FIRST)
    yield orjson.dumps(content)[:-1] + b',"groups":['
    comma = b""
    beginning = map(numbers.write_groups, map(group_rows, (first, heads)))
    middle = (
        numbers.write_groups(named[it.known_by]) if it.known_by in named else numbers.write_parts(it)
        for it in rows.extracts
    )
    for written in chain(beginning, middle, [numbers.write_groups(group_rows(last))]):
        if written:
            yield comma + written
            comma = b","
    yield b"]}"


def _add_words(rows: Iterable[Row], words: Words) -> list[Row]:
    """Rows with the words that lead to their pages."""
    more = words.of_pages
    return [
        row._replace(also=f"{row.also} {more[row.address]}") if row.address in more else row for row in rows
    ]


@dataclass(frozen=True)
class Numbers:
    """The numbers of words. They stay as they are at most edits, so that what is written by them can be kept.

    Words that are said about as often stand in the order of the alphabet, those that are said more often
    before them. A word that is said once stands where it is said.
    """

    of_words: Mapping[str, int]
    own: int
    """The number from which those begin that stand where they are said."""
    known_by: bytes
    """The digest of them all."""

    @classmethod
    def build(cls, said: Mapping[str, int]) -> Numbers:
        """The numbers of words, by how often each is said."""
        several = (word for word, times in said.items() if times > 1)
        ordered = sorted(several, key=lambda word: (-said[word].bit_length(), word))
        own = 1 << len(ordered).bit_length()
        return cls({word: n for n, word in enumerate(ordered)}, own, digest(" ".join(ordered)))

    def write_parts(self, extract: Extract) -> bytes:
        """The modules and units of a qualification, kept with the digest of the numbers that say them."""
        kept = extract.store.get("index", extract.known_by) or b""
        if not kept.startswith(self.known_by):
            kept = self.known_by + self.write_groups(extract.list_groups()[1:])
            extract.store.put("index", extract.known_by, kept)
        return kept[len(self.known_by) :]

    def write_groups(self, groups: Iterable[Group]) -> bytes:
        """Groups, with commas between them."""
        return b",".join(orjson.dumps(self._write_group(group)) for group in groups)

    def _write_group(self, group: Group) -> list[Any]:
        """[kind, address, what it is a part of, keys, titles, other names, what it says, words of its own].

        The last three are left out if empty.
        """
        known, own = self.of_words, dict[str, int]()

        def find(word: str) -> int:
            number = known.get(word)
            return own.setdefault(word, self.own + len(own)) if number is None else number

        titles = [[*map(find, title.split())] for title in group.titles]
        order = sorted(range(len(titles)), key=titles.__getitem__)
        coded: list[Any] = [
            PLACES[group.kind],
            group.at,
            _write_coded(group.of, find),
            _write_packed([group.keys[place] for place in order]),
            _write_folded([titles[place] for place in order]),
        ]
        coded += [
            " ".join([_write_coded(texts[place], find) for place in order]).rstrip() if any(texts) else ""
            for texts in (group.also, group.says)
        ]
        coded.append(" ".join(own))
        while not coded[-1]:
            coded.pop()
        return coded


def _write_coded(text: str, find: Callable[[str], int]) -> str:
    """The words of a text by their numbers: 4.0.17."""
    return ".".join([str(find(word)) for word in text.split()]) if text else ""


def _write_folded(titles: Iterable[list[int]]) -> str:
    """Titles, each told from the one before: how many words they share, how far its next word is from
    the other's, and the numbers of the rest. Most differ in the last word alone: of those, how far it is,
    as a letter where it is near.
    """
    said, last = [], list[int]()
    for title in titles:
        shared = 0
        for one, other in zip(last, title, strict=False):
            if one != other:
                break
            shared += 1
        rest = title[shared:]
        if rest and shared < len(last):
            rest[0] -= last[shared]
        if len(title) == len(last) and len(rest) < 2:
            said.append(LETTERS[rest[0]] if rest and rest[0] < len(LETTERS) else f" {sum(rest)}")
        else:
            said.append(f" {shared}." + ".".join(map(str, rest)) if rest else f" {shared}")
        last = title
    return "".join(said).lstrip()


def _write_packed(keys: list[str]) -> str:
    """Keys as they stand; numbers, if there are many, to the base of 64 behind the count of their digits."""
    if len(keys) < MANY or not all(map(is_number, keys)):
        return " ".join(keys)
    width = max(1, -(-max(map(int, keys)).bit_length() // 6))
    return f"={width}" + "".join(_format_digits(int(key), width) for key in keys)


def _format_digits(number: int, width: int) -> str:
    return "".join(DIGITS[number >> 6 * place & 63] for place in reversed(range(width)))
