"""What search finds: a row for every record and its parts, and for the parts of pages that people write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import groupby
from typing import NamedTuple
from unicodedata import combining, normalize

from catalogue.model.catalogue import Catalogue
from catalogue.model.qualification import Qualification, Unit
from catalogue.publish.page import facts, links
from catalogue.rules.compare import list_offered_pairs
from catalogue.wording.words import describe_retirement, name_schedule

GROUPS = ("Pages", "Answers and details", "In the sources")
"""What results stand under."""


class Kind(NamedTuple):
    """A kind of entry: what the reader calls one and several, how much it is preferred to others that fit as
    well, and its group of results.
    """

    label: str
    plural: str
    preferred: float
    group: int


KINDS = {
    "designation": Kind("Designation", "Designations", 3.0, 0),
    "qualification": Kind("Qualification", "Qualifications", 1.5, 0),
    "page": Kind("Page", "Pages", 1.6, 0),
    "schedule": Kind("CPD schedule", "CPD schedules", 1.5, 0),
    "way": Kind("Career path", "Career paths", 1.5, 0),
    "role": Kind("Role", "Roles", 1.4, 1),
    "step": Kind("Step", "Steps", 1.3, 1),
    "module": Kind("Module", "Modules", 1.2, 1),
    "category": Kind("CPD category", "CPD categories", 1.15, 1),
    "activity": Kind("CPD activity", "CPD activities", 1.15, 1),
    "part": Kind("Part of a page", "Parts of pages", 1.2, 1),
    "term": Kind("Term", "Terms", 1.1, 1),
    "contact": Kind("Contact", "Contacts", 2.6, 1),
    "unit": Kind("Unit", "Units", 1.0, 1),
    "disagreement": Kind("Question", "Questions that sources leave open", 0.75, 1),
    "fact": Kind("Fact", "Facts", 0.7, 1),
    "source": Kind("Source", "Sources", 0.45, 2),
}
# What is on the list of a folder, as an entry: words that lead to the list hold for it.
_LISTED = {
    "designations": "designation",
    "qualifications": "qualification",
    "schedules": "schedule",
    "conflicts": "disagreement",
    "sources": "source",
}

STOP = (
    "a an and are as at be become by can count do does for from get give have how i if in into is it its "
    "many me much must my need not of on one or our than that the their there these they this to was what "
    "when where which who will with you your"
)
"""Words that say nothing of what is looked for."""
_PASSED_OVER = frozenset(STOP.split())

_PART = re.compile(
    r'<(?:section[^>]*? id="([^"]+)"[^>]*>\s*<)?(h[23]|dt)(?: id="([^"]+)")?[^>]*>(.*?)</\2>', re.DOTALL
)
# Parts of pages that are found as what they show.
_OWN = ("step-", "conflict", "not-published", "contact-", "page-sources", "every-fact-with-its-source")
_MARKS = re.compile(r'<sup\b.*?</sup>|<details\b.*?</details>|<span class="disputed".*?</span>', re.DOTALL)
_H1 = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


class Row(NamedTuple):
    """One thing that can be found.

    `at` is its address below the site's root, with `@` in the place of its key.
    """

    kind: str
    title: str
    at: str
    key: str = ""
    also: str = ""
    """Other words by which it is found."""
    of: str = ""
    says: str = ""
    """What the reader is told of it."""

    @property
    def address(self) -> str:
        """Where it stands, below the site's root."""
        return self.at.replace("@", self.key)

    @property
    def label(self) -> str:
        """What the reader calls its kind."""
        return KINDS[self.kind].label


class Group(NamedTuple):
    """Rows of one kind, at one address and of one thing, by columns: of qualifications there are many."""

    kind: str
    at: str
    of: str
    titles: list[str]
    keys: list[str]
    also: list[str]
    says: list[str]

    def list_rows(self) -> Iterator[Row]:
        """Its rows one by one."""
        return map(self.find_row, range(len(self.titles)))

    def list_words(self) -> list[str]:
        """All words of all its rows."""
        said = " ".join([*self.titles, *self.also, *self.says])
        return said.split() + self.of.split() * len(self.titles)

    def find_row(self, place: int) -> Row:
        """The row at a place."""
        title, key, also, says = (column[place] for column in (self.titles, self.keys, self.also, self.says))
        return Row(self.kind, title, self.at, key, also, self.of, says)


def group_rows(rows: Iterable[Row]) -> Iterator[Group]:
    """Rows that stand together in groups; those whose keys are numbers apart from others."""
    for (kind, at, of, _), found in groupby(
        rows, key=lambda row: (row.kind, row.at, row.of, is_number(row.key))
    ):
        columns = zip(*((row.title, row.key, row.also, row.says) for row in found), strict=True)
        yield Group(kind, at, of, *map(list, columns))


def is_number(key: str) -> bool:
    """Whether a key is a number as programs write it."""
    return key.isdecimal() and key == str(int(key))


def list_rows_of_records(catalogue: Catalogue) -> Iterator[Row]:
    """What is found of all records but qualifications."""
    yield from list_rows_of_designations(catalogue)
    yield from list_rows_of_schedules(catalogue)
    yield from list_rows_of_others(catalogue)


class Words(NamedTuple):
    """What visitors type that no row says."""

    of_pages: dict[str, str]
    """By the address of a page."""
    of_kinds: dict[str, str]
    """By a kind of entry: those that lead to the list of them."""
    passed_over: str
    otherwise: tuple[str, ...]
    """The addresses of pages for whom nothing is found."""


def index_words(catalogue: Catalogue) -> Words:
    """The words that lead to each page and to each kind of entry."""
    found: dict[str, list[str]] = {}
    for lead in catalogue.search.search:
        for target in lead.leads_to:
            found.setdefault(find_target(target, catalogue), []).extend(lead.words)
    said = {address: " ".join(dict.fromkeys(" ".join(words).split())) for address, words in found.items()}
    kinds = {_LISTED[kind]: said.get(f"{links.FOLDERS[kind]}/", "") for kind in _LISTED}
    return Words(
        said,
        {kind: words for kind, words in kinds.items() if words},
        " ".join(catalogue.search.passed_over),
        tuple(find_target(target, catalogue) for target in catalogue.search.otherwise),
    )


def find_target(target: str, catalogue: Catalogue) -> str:
    """Where words lead, below the site's root: to the page of a record, or to another."""
    kind = links.find_kind(catalogue, target)
    return (links.build_address(kind, target) if kind else target).lstrip("/")


def list_rows_of_designations(catalogue: Catalogue) -> Iterator[Row]:
    """Each designation, then the roles that each is for."""
    at = _name_kind("designations")
    for key, it in catalogue.designations.items():
        ids = {f"{known.given_by} {known.id}" for known in it.ids}
        also = " ".join(sorted(ids | {*it.also_known_as}))
        yield Row(
            "designation",
            f"{it.title} ({it.abbreviation})",
            at,
            key,
            also,
            says=describe_retirement(it.retired) or it.summary,
        )
    for key, it in catalogue.select_offered("designations").items():
        for role in it.roles.list:
            yield Row("role", role, f"{at.replace('@', key)}#roles", of=it.abbreviation)
    for low, high in list_offered_pairs(catalogue):
        names = [catalogue.designations[key].abbreviation for key in (low, high)]
        title = f"From {names[0]} to {names[1]}"
        yield Row("way", title, links.build_step_address(low, high).lstrip("/"))


def list_rows_of_qualification(key: str, it: Qualification) -> Iterator[Row]:
    """The qualification itself, then its modules and units."""
    at = _name_kind("qualifications")
    size = [f"{it.credits} credits"] if it.credits and it.components else []
    yield Row("qualification", it.title, at, key, "; ".join([*it.also_known_as, *size]))
    yield from _list_components(at.replace("@", key), it)


def _list_components(page: str, it: Qualification) -> Iterator[Row]:
    if not it.components:
        return
    for position, module in enumerate(it.components.modules, 1):
        title = f"{module.title} (module {module.module})"
        yield Row("module", title, f"{page}#module-@", str(position), of=it.title)
        yield from (_build_unit(unit, f"{page}#module-{position}", it.title) for unit in module.units)
    yield from (_build_unit(unit, f"{page}#components", it.title) for unit in it.components.units)


def _build_unit(unit: Unit, at: str, of: str) -> Row:
    return Row("unit", unit.title, at, also=unit.unit, of=of)


def list_rows_of_schedules(catalogue: Catalogue) -> Iterator[Row]:
    """Each schedule, then categories and activities of those that designations adopt."""
    at = _name_kind("schedules")
    for key, it in catalogue.schedules.items():
        of = catalogue.designations[it.designation].abbreviation
        says = describe_retirement(it.retired)
        yield Row("schedule", name_schedule(it), at, key, f"CPD {it.unit}", of, says)
    for designation in catalogue.select_offered("designations").values():
        schedule, page = catalogue.schedules[designation.cpd], at.replace("@", designation.cpd)
        of = designation.abbreviation
        for key, category in schedule.categories.items():
            yield Row("category", category.title, f"{page}#category-@", key, "CPD", of)
        for category in schedule.categories.values():
            for key, activity in category.activities.items():
                also = f"CPD {category.title} {activity.printed or ''}".strip()
                yield Row("activity", activity.title, f"{page}#activity-@", key, also, of)


def list_rows_of_others(catalogue: Catalogue) -> Iterator[Row]:
    """Offices, steps, facts, disagreements and sources."""
    yield from _list_rows_of_contacts(catalogue)
    for key, step in catalogue.body.steps.items():
        yield Row("step", step.title, f"{links.FOLDERS['designations']}/#step-@", key, says=step.says)
    for topic in catalogue.topics.values():
        at = f"{links.build_address('topics', topic.topic)[1:]}#fact-@"
        yield from (Row("fact", fact.says, at, key, of=topic.title) for key, fact in topic.facts.items())
    for key, conflict in catalogue.conflicts.items():
        of = dict.fromkeys(_describe_shortly(about, catalogue) for about in conflict.about)
        yield Row(
            "disagreement", conflict.question, f"{links.FOLDERS['conflicts']}/#@", key, of=", ".join(of)
        )
    for key, source in catalogue.sources.items():
        yield Row("source", source.title, _name_kind("sources"), key, source.publisher)


def _list_rows_of_contacts(catalogue: Catalogue) -> Iterator[Row]:
    for position, contact in enumerate(catalogue.body.contacts):
        at = links.find_address(("body", "contacts", position))[1:]
        ways = {"telephone": contact.telephone, "e-mail": contact.email}
        says = ", ".join(f"{name} {way}" for name, way in ways.items() if way)
        title = f"{catalogue.body.abbreviation}, {contact.place}"
        yield Row("contact", title, at, also="contact phone number address office", says=says)


def _describe_shortly(key: str, catalogue: Catalogue) -> str:
    """What a disagreement is about, in a word or two: of a schedule, whose it is."""
    schedule = catalogue.schedules.get(key)
    kind = "designations" if schedule else links.find_kind(catalogue, key) or ""
    return facts.find_title((kind, schedule.designation if schedule else key), catalogue)


def list_rows_of_page(path: str, html: str) -> Iterator[Row]:
    """A page of prose or a list: its title, its headings, and the terms that it explains."""
    heading, description = _H1.search(html), _DESCRIPTION.search(html)
    if not heading or path == "404.html":
        return
    at, title = path.removesuffix("index.html"), _to_text(heading[1])
    yield Row("page", title, at, says=unescape(description[1]) if description else "")
    if at == f"{links.FOLDERS['conflicts']}/":  # each heading there is a disagreement
        return
    for section, tag, own, says in _PART.findall(html):
        key = own or section
        if key and not key.startswith(_OWN):
            yield Row(
                "term" if tag == "dt" else "part", _to_text(_MARKS.sub("", says)), f"{at}#@", key, of=title
            )


def group_by_letter(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Rows by the letter that their titles stand under."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(find_letter(row.title), []).append(row)
    return found


def find_letter(title: str) -> str:
    """The letter that a title stands under; none where it begins with no letter."""
    first = next((letter for letter in to_filed(title) if letter.isalnum()), "")
    return first.upper() if first.isalpha() else ""


def to_filed(title: str) -> str:
    """A title as it is filed: in plain letters, from its first word that tells something."""
    plain = _to_plain(title)
    if plain.partition(" ")[0] not in _PASSED_OVER:
        return plain
    words = plain.split(" ")
    first = next((at for at, word in enumerate(words) if word not in _PASSED_OVER), 0)
    return " ".join(words[first:])


def _to_plain(title: str) -> str:
    """Without accents and capitals, and without quotation marks at the beginning."""
    if not title.isascii():
        title = "".join(letter for letter in normalize("NFD", title) if not combining(letter))
    return title.casefold().lstrip("\"'“‘([")


def _name_kind(kind: str) -> str:
    return f"{links.FOLDERS[kind]}/@/"


def _to_text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
