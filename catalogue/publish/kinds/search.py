"""What search finds: every record, its parts, and the parts of the pages that people write.

The index is dictionary-coded: each word stands in it once, a title is the numbers of its words, the
most frequent words having the shortest numbers, and titles are told from the one before. The titles of
10,000 qualifications take 11 kB so, gzip, instead of 53; their ids 22 instead of 29. The table of
words is at once the one that the browser looks words up in (`client/find.js`, its reader): the index
that a library had built would weigh ten times as much.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from itertools import groupby, takewhile
from typing import Any
from unicodedata import combining, normalize

from catalogue.model.catalogue import Catalogue
from catalogue.model.qualification import Qualification, Unit
from catalogue.publish.page import facts, links

# Kind of entry -> what the reader calls it, and how much it is preferred to others that fit as well.
KINDS = {
    "designation": ("Designation", 3.0),
    "qualification": ("Qualification", 1.5),
    "page": ("Page", 1.6),
    "schedule": ("CPD schedule", 1.5),
    "role": ("Role", 1.4),
    "step": ("Step", 1.3),
    "module": ("Module", 1.2),
    "category": ("CPD category", 1.15),
    "activity": ("CPD activity", 1.15),
    "part": ("Part of a page", 1.1),
    "term": ("Term", 1.2),
    "unit": ("Unit", 1.0),
    "disagreement": ("Disagreement", 0.75),
    "fact": ("Fact", 0.7),
    "source": ("Source", 0.45),
}

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
PAGE = "search"
"""The folder of the page that lists everything."""
INDEX = "search.json"
"""The name of the index among the assets."""
SHOWN = 20
"""How many results are shown at most."""

_PART = re.compile(
    r'(?:<section[^>]*? id="([^"]+)"[^>]*>\s*)?<(h[23]|dt)(?: id="([^"]+)")?[^>]*>(.*?)</\2>', re.DOTALL
)
# Parts of pages that are found as what they show.
_OWN = ("step-", "conflict", "not-published")
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


@dataclass(frozen=True)
class Entry:
    """One thing that can be found.

    `at` is its address below the site's root, with `@` in the place of its key.
    """

    kind: str
    title: str
    at: str
    key: str = ""
    also: str = ""
    of: str = ""

    @property
    def address(self) -> str:
        """Where it stands, below the site's root."""
        return self.at.replace("@", self.key)

    @property
    def label(self) -> str:
        """What the reader calls its kind."""
        return KINDS[self.kind][0]


def entries(catalogue: Catalogue, pages: Mapping[str, str]) -> list[Entry]:
    """Everything that can be found. `pages` are those that are no record's own: prose and lists."""
    return [
        *_designations(catalogue),
        *_qualifications(catalogue),
        *_schedules(catalogue),
        *_others(catalogue),
        *(entry for path, html in pages.items() for entry in _page(path, html)),
    ]


def _designations(catalogue: Catalogue) -> Iterator[Entry]:
    at = _record("designations")
    for key, it in catalogue.designations.items():
        ids = {f"{known.given_by} {known.id}" for known in it.ids}
        also = " ".join(sorted(ids | {*it.also_known_as}))
        yield Entry("designation", f"{it.title} ({it.abbreviation})", at, key, also)
    for key, it in catalogue.designations.items():
        for role in it.roles.list:
            yield Entry("role", role, f"{at.replace('@', key)}#roles", of=it.abbreviation)


def _qualifications(catalogue: Catalogue) -> Iterator[Entry]:
    at = _record("qualifications")
    for key, it in catalogue.qualifications.items():
        yield Entry("qualification", it.title, at, key, "; ".join(it.also_known_as))
    for key, it in catalogue.qualifications.items():
        yield from _components(at.replace("@", key), it)


def _components(page: str, it: Qualification) -> Iterator[Entry]:
    if not it.components:
        return
    for position, module in enumerate(it.components.modules, 1):
        title = f"Module {module.module}: {module.title}"
        yield Entry("module", title, f"{page}#module-@", str(position), of=it.title)
        yield from (_unit(unit, f"{page}#module-{position}", it.title) for unit in module.units)
    yield from (_unit(unit, f"{page}#components", it.title) for unit in it.components.units)


def _unit(unit: Unit, at: str, of: str) -> Entry:
    return Entry("unit", unit.title, at, also=unit.unit, of=of)


def _schedules(catalogue: Catalogue) -> Iterator[Entry]:
    at = _record("schedules")
    for key, it in catalogue.schedules.items():
        of = catalogue.designations[it.designation].abbreviation
        yield Entry("schedule", it.title, at, key, f"CPD {it.unit}", of)
    for designation in catalogue.designations.values():
        schedule, page = catalogue.schedules[designation.cpd], at.replace("@", designation.cpd)
        of = designation.abbreviation
        for key, category in schedule.categories.items():
            yield Entry("category", category.title, f"{page}#category-@", key, "CPD", of)
        for category in schedule.categories.values():
            for key, activity in category.activities.items():
                also = f"CPD {category.title} {activity.printed or ''}".strip()
                yield Entry("activity", activity.title, f"{page}#activity-@", key, also, of)


def _others(catalogue: Catalogue) -> Iterator[Entry]:
    for key, step in catalogue.body.steps.items():
        yield Entry("step", step.title, f"{links.FOLDERS['designations']}/#step-@", key, step.says)
    for topic in catalogue.topics.values():
        at = f"{links.address('topics', topic.topic)[1:]}#fact-@"
        yield from (Entry("fact", fact.says, at, key, of=topic.title) for key, fact in topic.facts.items())
    for key, conflict in catalogue.conflicts.items():
        of = dict.fromkeys(_short(about, catalogue) for about in conflict.about)
        yield Entry(
            "disagreement", conflict.question, f"{links.FOLDERS['conflicts']}/#@", key, of=", ".join(of)
        )
    for key, source in catalogue.sources.items():
        yield Entry("source", source.title, _record("sources"), key, source.publisher)


def _short(key: str, catalogue: Catalogue) -> str:
    """What a disagreement is about, in a word or two: of a schedule, whose it is."""
    schedule = catalogue.schedules.get(key)
    kind = "designations" if schedule else links.kind_of(catalogue, key) or ""
    return facts.title((kind, schedule.designation if schedule else key), catalogue)


def _page(path: str, html: str) -> Iterator[Entry]:
    """A page of prose or a list: its title, its headings, and the terms that it explains."""
    heading, description = _H1.search(html), _DESCRIPTION.search(html)
    if not heading or path == "404.html":
        return
    at, title = path.removesuffix("index.html"), _text(heading[1])
    yield Entry("page", title, at, also=unescape(description[1]) if description else "")
    if at == f"{links.FOLDERS['conflicts']}/":  # each heading there is a disagreement
        return
    for section, tag, own, says in _PART.findall(html):
        key = own or section
        if key and not key.startswith(_OWN):
            yield Entry("term" if tag == "dt" else "part", _text(says), f"{at}#@", key, of=title)


def letters(found: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Everything in the order of the alphabet, by first letter; what begins with no letter comes first."""
    ordered = sorted(found, key=lambda e: (_letter(e.title), _plain(e.title), e.of, e.address))
    return [
        (letter or "0-9", list(group)) for letter, group in groupby(ordered, key=lambda e: _letter(e.title))
    ]


def _letter(title: str) -> str:
    first = next((letter for letter in _plain(title) if letter.isalnum()), "")
    return first.upper() if first.isalpha() else ""


def _plain(title: str) -> str:
    """Without accents and capitals, and without quotation marks at the beginning."""
    letters = (letter for letter in normalize("NFD", title) if not combining(letter))
    return "".join(letters).casefold().lstrip("\"'“‘([")


def _record(kind: str) -> str:
    return f"{links.FOLDERS[kind]}/@/"


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def index(found: Iterable[Entry]) -> bytes:
    """The index that the browser loads when search is opened."""
    groups = [
        (mark[:3], list(group))
        for mark, group in groupby(found, key=lambda e: (e.kind, e.at, e.of, _numeric(e.key)))
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


def _group(mark: tuple[str, str, str], group: list[Entry], numbers: Mapping[str, int]) -> list[Any]:
    """[kind, address, what it is a part of, keys, titles, other names]; the last is left out if empty."""
    kind, at, of = mark
    titles = sorted(
        (([numbers[word] for word in e.title.split()], e) for e in group), key=lambda pair: pair[0]
    )
    ordered = [entry for _, entry in titles]
    coded = [list(KINDS).index(kind), at, _coded(of, numbers), _packed([entry.key for entry in ordered])]
    coded.append(_folded(title for title, _ in titles))
    also = " ".join(_coded(entry.also, numbers) for entry in ordered).rstrip()
    return [*coded, also] if also else coded


def _coded(text: str, numbers: Mapping[str, int]) -> str:
    """The words of a text by their numbers: 4.0.17."""
    return ".".join(str(numbers[word]) for word in text.split())


def _folded(titles: Iterable[list[int]]) -> str:
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


def _packed(keys: list[str]) -> str:
    """Keys as they stand; numbers, if there are many, to the base of 64 behind the count of their digits."""
    if len(keys) < MANY or not all(map(_numeric, keys)):
        return " ".join(keys)
    width = max(1, -(-max(map(int, keys)).bit_length() // 6))
    return f"={width}" + "".join(_digits(int(key), width) for key in keys)


def _numeric(key: str) -> bool:
    return key.isdecimal() and key == str(int(key))


def _digits(number: int, width: int) -> str:
    return "".join(DIGITS[number >> 6 * place & 63] for place in reversed(range(width)))
