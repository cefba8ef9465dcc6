"""What search finds: a row for every record and its parts, and for the parts of pages that people write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import NamedTuple
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

_PART = re.compile(
    r'(?:<section[^>]*? id="([^"]+)"[^>]*>\s*)?<(h[23]|dt)(?: id="([^"]+)")?[^>]*>(.*?)</\2>', re.DOTALL
)
_ORDER = {"designation": 0, "role": 1, "qualification": 2, "module": 3, "unit": 3}
# Parts of pages that are found as what they show.
_OWN = ("step-", "conflict", "not-published")
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
    of: str = ""

    @property
    def address(self) -> str:
        """Where it stands, below the site's root."""
        return self.at.replace("@", self.key)

    @property
    def label(self) -> str:
        """What the reader calls its kind."""
        return KINDS[self.kind][0]


def list_rows_of_records(catalogue: Catalogue) -> Iterator[Row]:
    """What is found of all records but qualifications."""
    yield from list_rows_of_designations(catalogue)
    yield from list_rows_of_schedules(catalogue)
    yield from list_rows_of_others(catalogue)


def order_rows(rows: Iterable[Row]) -> list[Row]:
    """Rows as the index groups them: a kind of record together, the parts of qualifications behind them."""
    return sorted(rows, key=lambda row: _ORDER.get(row.kind, len(_ORDER)))


def list_rows_of_designations(catalogue: Catalogue) -> Iterator[Row]:
    """Each designation, then the roles that each is for."""
    at = _name_kind("designations")
    for key, it in catalogue.designations.items():
        ids = {f"{known.given_by} {known.id}" for known in it.ids}
        also = " ".join(sorted(ids | {*it.also_known_as}))
        yield Row("designation", f"{it.title} ({it.abbreviation})", at, key, also)
    for key, it in catalogue.designations.items():
        for role in it.roles.list:
            yield Row("role", role, f"{at.replace('@', key)}#roles", of=it.abbreviation)


def list_rows_of_qualification(key: str, it: Qualification) -> Iterator[Row]:
    """The qualification itself, then its modules and units."""
    at = _name_kind("qualifications")
    yield Row("qualification", it.title, at, key, "; ".join(it.also_known_as))
    yield from _list_components(at.replace("@", key), it)


def _list_components(page: str, it: Qualification) -> Iterator[Row]:
    if not it.components:
        return
    for position, module in enumerate(it.components.modules, 1):
        title = f"Module {module.module}: {module.title}"
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
        yield Row("schedule", it.title, at, key, f"CPD {it.unit}", of)
    for designation in catalogue.designations.values():
        schedule, page = catalogue.schedules[designation.cpd], at.replace("@", designation.cpd)
        of = designation.abbreviation
        for key, category in schedule.categories.items():
            yield Row("category", category.title, f"{page}#category-@", key, "CPD", of)
        for category in schedule.categories.values():
            for key, activity in category.activities.items():
                also = f"CPD {category.title} {activity.printed or ''}".strip()
                yield Row("activity", activity.title, f"{page}#activity-@", key, also, of)


def list_rows_of_others(catalogue: Catalogue) -> Iterator[Row]:
    """Steps, facts, disagreements and sources."""
    for key, step in catalogue.body.steps.items():
        yield Row("step", step.title, f"{links.FOLDERS['designations']}/#step-@", key, step.says)
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
    yield Row("page", title, at, also=unescape(description[1]) if description else "")
    if at == f"{links.FOLDERS['conflicts']}/":  # each heading there is a disagreement
        return
    for section, tag, own, says in _PART.findall(html):
        key = own or section
        if key and not key.startswith(_OWN):
            yield Row("term" if tag == "dt" else "part", _to_text(says), f"{at}#@", key, of=title)


def find_letter(title: str) -> str:
    """The letter that a title stands under; none where it begins with no letter."""
    first = next((letter for letter in to_plain(title) if letter.isalnum()), "")
    return first.upper() if first.isalpha() else ""


def to_plain(title: str) -> str:
    """Without accents and capitals, and without quotation marks at the beginning."""
    if not title.isascii():
        title = "".join(letter for letter in normalize("NFD", title) if not combining(letter))
    return title.casefold().lstrip("\"'“‘([")


def _name_kind(kind: str) -> str:
    return f"{links.FOLDERS[kind]}/@/"


def _to_text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())
