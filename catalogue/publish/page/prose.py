"""What the prose of content/ may say: figures and links of records, by key.

A page that names a key which is not there, or a field which a record does not have, raises
UnknownWordError with the nearest right spelling; `content.py` knows the line.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache, partial
from html import escape
from types import CodeType
from typing import Any, ClassVar, TypeVar

from jinja2 import StrictUndefined, Template, UndefinedError
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from catalogue.model.base import Record, Sourced
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.model.qualification import Qualification
from catalogue.model.schedule import Schedule
from catalogue.model.source import Source
from catalogue.model.spelling import find_nearest
from catalogue.model.topic import Fact, Topic
from catalogue.publish.page import facts, links
from catalogue.publish.page.marks import Marks
from catalogue.publish.page.templates import Templates
from catalogue.wording import words

R = TypeVar("R")


class UnknownWordError(UndefinedError):
    """A key, name or field that is not there."""

    def __init__(self, message: str, word: str, known: list[str]) -> None:
        super().__init__(message)
        self.word = word
        self.nearest = find_nearest(word, known)


class Checked(StrictUndefined):
    """What a template names and does not exist: saying it raises UnknownWordError."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        known = list(type(obj).model_fields) if isinstance(obj, Record) else list(Prose.WORDS)
        complaint: Any = partial(_make_unknown, str(name), known)
        super().__init__(hint, obj, name, complaint)


def _make_unknown(word: str, known: list[str], _message: str | None = None) -> UnknownWordError:
    return UnknownWordError(f"Nothing is called `{word}` here.", word, known)


class Prose:
    """The functions of one catalogue that prose may call, and which topics each page has shown."""

    WORDS: ClassVar[Mapping[str, str]] = {
        "body": "body",
        "catalogue": "catalogue",
        "cite": "write_citations",
        "designation": "find_designation",
        "designations": "designations",
        "fact": "find_fact",
        "facts": "write_facts",
        "ladder": "write_ladder",
        "other_fact": "find_other_fact",
        "link": "write_link",
        "page": "write_list_link",
        "qualification": "find_qualification",
        "schedule": "find_schedule",
        "source": "find_source",
        "term": "write_term",
    }
    """What each is called in prose, in a word, and here."""

    def __init__(self, catalogue: Catalogue, templates: Templates) -> None:
        self._whole = catalogue
        self.catalogue = replace(catalogue, read_whole=self._read_qualification)
        self.asked: set[str] = set()
        """The qualifications that were asked for whole."""
        self.templates = templates
        self.body = catalogue.body
        self.here = ""
        """The page that is being filled."""
        self._marks: dict[str, Marks] = {}
        self.shown: set[tuple[str, str]] = set()
        """(page, topic whose facts it lists)."""

    @property
    def designations(self) -> list[Designation]:
        """The designations that are not retired, from the lowest to the highest."""
        return list(self.catalogue.select_offered("designations").values())

    def find_designation(self, key: str) -> Designation:
        """The record of a designation."""
        return _find_named("designation", key, self.catalogue.designations)

    def find_qualification(self, key: str | int) -> Qualification:
        """The record of a qualification."""
        _find_named("qualification", str(key), self.catalogue.qualifications)
        return self.catalogue.read_qualification(str(key))

    def _read_qualification(self, key: str) -> Qualification:
        self.asked.add(key)
        return self._whole.read_qualification(key)

    def find_schedule(self, key: str) -> Schedule:
        """The record of a CPD schedule."""
        return _find_named("schedule", key, self.catalogue.schedules)

    def find_source(self, key: str) -> Source:
        """The record of a source."""
        return _find_named("source", key, self.catalogue.sources)

    def find_fact(self, topic: str, key: str) -> Fact:
        """One fact of a topic; its `says`, `figure` and `unit` can be quoted."""
        return self._find_fact(topic, key, followed=True)

    def find_other_fact(self, topic: str, key: str) -> Fact:
        """A fact that the catalogue does not follow: the page must say so beside it."""
        return self._find_fact(topic, key, followed=False)

    def _find_fact(self, topic: str, key: str, followed: bool) -> Fact:
        found = _find_named("fact", key, _find_named("topic", topic, self.catalogue.topics).facts)
        if found.followed != followed:
            verb, word = ("follows", "fact") if found.followed else ("does not follow", "other_fact")
            raise UnknownWordError(f"The catalogue {verb} the fact `{key}`: quote it by {word}().", key, [])
        return found

    def write_facts(self, topic: str, folded: bool = True) -> Markup:
        """All facts of a topic with their sources, disagreements, and what is not published."""
        found: Topic = _find_named("topic", topic, self.catalogue.topics)
        self.shown.add((self.here, topic))
        return self._write_part("facts.html", topic=found, folded=folded)

    def write_ladder(self) -> Markup:
        """The table of all designations with their points."""
        return self._write_part("ladder.html")

    def write_citations(self, fact: Sourced) -> Markup:
        """The sources of a fact, and the disagreements that touch it."""
        return self._write_part("marks.html", fact=fact)

    def write_link(self, key: str | int, text: str | None = None) -> Markup:
        """A link to the page of a record, named by its key: link('ccop')."""
        kinds = (getattr(self.catalogue, kind) for kind in links.LINKED)
        _find_named("record", str(key), {name: name for kind in kinds for name in kind})
        kind = str(links.find_kind(self.catalogue, str(key)))
        title = text or facts.find_title((kind, str(key)), self.catalogue)
        return Markup('<a href="{}">{}</a>').format(links.build_address(kind, str(key)), title)

    def write_term(self, key: str, text: str | None = None) -> Markup:
        """A word that the glossary explains, linked to what it says there: term('credit')."""
        known = _find_named("term", key, self.catalogue.glossary)
        said = text or links.format_title(known.title)
        return Markup('<a class="term" href="{}">{}</a>').format(links.build_address("glossary", key), said)

    def write_list_link(self, kind: str, text: str | None = None) -> Markup:
        """A link to a list: page('designations'), page('conflicts')."""
        folder = _find_named("list", kind, links.FOLDERS)
        return Markup('<a href="/{}/">{}</a>').format(folder, text or links.TITLES[kind])

    def _write_part(self, name: str, **values: object) -> Markup:
        """A part of a data page. Markdown leaves a block of HTML alone between empty lines."""
        marked = self._marks.setdefault(self.here, Marks(self.catalogue))
        html = self.templates.fill(f"parts/{name}", self.catalogue, marked, **values)
        return Markup("{}").format(Markup(re.sub(r"\n\s*\n", "\n", html).strip()))


def _find_named(kind: str, key: str, table: Mapping[str, R]) -> R:
    if key in table:
        return table[key]
    raise UnknownWordError(f"There is no {kind} `{key}`.", key, list(table))


def read_page(text: str, prose: Prose) -> Template:
    """A page of content/ as a template: it can read records and change nothing."""
    env = _build_environment()
    env.globals = {word: getattr(prose, name) for word, name in Prose.WORDS.items()}
    return Template.from_code(env, _compile(text), env.make_globals(None))


@lru_cache(maxsize=256)  # under `serve` most pages stay as they are
def _compile(text: str) -> CodeType:
    return _build_environment().compile(text)


def _build_environment() -> ImmutableSandboxedEnvironment:
    env = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=Checked, finalize=to_markdown, keep_trailing_newline=True
    )
    env.filters |= {"figure": words.format_figure, "day": words.format_date, "months": words.format_months}
    return env


def to_markdown(value: Any) -> Any:
    """A value of the data as Markdown shows it: figures exact, dates in words, no character special."""
    if isinstance(value, (Undefined, Markup)):
        return value
    if isinstance(value, Decimal):
        return words.format_figure(value)
    if isinstance(value, datetime.date):
        return words.format_date(value)
    if isinstance(value, str):
        return Markup(re.sub(r"([\\`*_\[\]{}|#])", r"\\\1", escape(value)))
    return value
