"""The Jinja2 templates of data pages, and what they may call.

A template is filled from a view: a catalogue that holds the records which the page was made to depend on, and
no others. What templates call looks things up in the view that is being shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import Any, ClassVar

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from jinja2.bccache import Bucket, BytecodeCache
from markupsafe import Markup, escape

from catalogue import program
from catalogue.model.base import Citation, Record, Sourced
from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.model.problem import Place, Problem
from catalogue.publish.output import digest
from catalogue.publish.page import facts, links, marks, pictures, widgets
from catalogue.publish.page.compared import ComparisonWords
from catalogue.publish.page.escaping import QuickContext, QuickTemplate
from catalogue.publish.page.marks import Marks
from catalogue.publish.page.steps import StepWords
from catalogue.publish.policy import META
from catalogue.publish.refused import RefusedError
from catalogue.publish.shell import OURS
from catalogue.read.document import format_path
from catalogue.read.folder import walk_folder
from catalogue.rules import enrolment, totals
from catalogue.store import Store
from catalogue.wording import aloud, earns, implied, short, ways, words
from catalogue.wording.counts import find_unit

OF_OURS = "template-"
"""How what the program's own templates are known by begins."""


def list_strangers(root: Path) -> Iterator[Problem]:
    """What lies among a body's templates and is no file there: a pipe, a device, a link that leads away.

    A folder that cannot be looked into as well.
    """
    found, problems = walk_folder(root / "templates", root)
    yield from problems
    for path in sorted(found):
        if path.is_symlink() or not path.is_dir():
            file = Path(os.path.realpath(path))
            if not file.is_file() or not file.is_relative_to(os.path.realpath(root)):
                place, what = Place(format_path(path, root)), "This is no plain file of this folder."
                yield Problem(place, what, mend="put the file itself here, or take it out", check="template")


class CompiledTemplates(BytecodeCache):
    """Compiled templates: ours kept beside the program, a body's own in the store, and all of them while the
    process lives, so that an edit is seen sooner.
    """

    kept: ClassVar[dict[str, bytes]] = {}

    def __init__(self, store: Store | None) -> None:
        self._store = store

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """What a template is known by: its name and where it stands, which its mistakes are told by."""
        ours = filename is not None and Path(filename).is_relative_to(OURS)
        return (OF_OURS if ours else "") + super().get_cache_key(name, filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept, unless the template has changed since."""
        code = self.kept.get(bucket.key)
        if not code and bucket.key.startswith(OF_OURS):
            code = program.find_kept(bucket.key, _digest_bucket(bucket))
        elif not code and self._store:
            code = self._store.get("template", _digest_bucket(bucket))
        if code:
            self.kept[bucket.key] = code
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        code = self.kept[bucket.key] = bucket.bytecode_to_string()
        if bucket.key.startswith(OF_OURS):
            program.keep(bucket.key, _digest_bucket(bucket), code)
        elif self._store:
            self._store.put("template", _digest_bucket(bucket), code)


def _digest_bucket(bucket: Bucket) -> bytes:
    return digest(bucket.key, bucket.checksum)


class PlainEnvironment(Environment):
    """Jinja2 whose templates share one table of globals: at each import it looks for others, name by name."""

    template_class = QuickTemplate
    context_class = QuickContext

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template."""
        return super().make_globals(d) if d else self.globals


class Shown:
    """The catalogue that is being shown: to templates it is the view of the page at hand."""

    def __init__(self) -> None:
        self.view: Catalogue | None = None
        self.marks: Marks | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.view, name)


class Templates:
    """The templates of `root` first, then ours. Everything is escaped, and nothing is undefined."""

    def __init__(self, root: Path, body: Body, store: Store | None = None) -> None:
        self._shown = Shown()
        shown: Any = self._shown  # it is looked into as the catalogue that it shows
        self.root = root
        self.env = PlainEnvironment(
            loader=ChoiceLoader([FileSystemLoader(root / "templates"), FileSystemLoader(OURS)]),
            autoescape=True,
            auto_reload=False,  # one build, one state of the templates
            undefined=StrictUndefined,
            optimized=False,  # it looks through every expression for what is constant, and finds nothing
            bytecode_cache=CompiledTemplates(store),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.env.globals |= {
            "catalogue": shown,
            "body": body,
            "words": words,
            "earns": earns,
            "short": short,
            "ways": ways,
            "step_address": links.build_step_address,
            "implied": implied,
            "pictures": pictures,
            "aloud": aloud,
            "totals": totals,
            "enrolment": enrolment,
            "compared": ComparisonWords(shown),
            "way": StepWords(shown),
            "address": links.build_address,
            "calculator_address": links.build_calculator_address,
            "letter_address": links.build_letter_address,
            "widgets": widgets,
            "asset": links.build_asset_address,
            "policy": META,
            "DATES": facts.DATES,
            "said": facts.format_date,
            "place_anchor": links.build_place_anchor,
            "place_address": links.build_place_address,
            "mark": lambda *about: self._marks.write(*about),
            "decide": lambda *about: self._marks.decide(*about),
            "count": lambda *about: self._marks.count(*about),
            "conclude": lambda *about: self._marks.conclude(*about),
            "tell": lambda *about: self._marks.tell(*about),
            "mark_link": lambda *about: self._marks.link(*about),
            "readings": lambda conflict: self._marks.write_readings(conflict),
            "questions": lambda: self._marks.list_questions(),
            "cite": lambda citations: marks.write_citations(citations, self._view),
            "sources": self.write_sources,
            "source_line": self.write_inline_sources,
            "note": write_note,
            "remark": write_remark,
            "term": self.write_term,
            "unit_of": find_unit,
            "leads_here": self.list_designations_below,
            "record_address": lambda key: links.build_address(links.find_kind(shown, key) or "", key),
            "record_title": lambda key: facts.find_title((links.find_kind(shown, key) or "", key), shown),
        }
        self.env.filters |= {
            "figure": words.format_figure,
            "day": words.format_date,
            "months": words.format_months,
            "label": write_label,
            "sentence": write_sentence,
            "article": write_article,
            "reading_title": lambda key: body.readings[key].title,
        }

    def fill(self, name: str, view: Catalogue, marked: Marks | None = None, **values: object) -> str:
        """Fill a template. `marked` are the marks of the page so far, where it is filled in parts.

        Raises RefusedError with the place in the template where it cannot be filled.
        """
        self._shown.view, self._shown.marks = view, marked or Marks(view)
        with refuse_template_faults(self.root):
            return self.env.get_template(name).render(values)

    @property
    def _view(self) -> Catalogue:
        assert self._shown.view
        return self._shown.view

    @property
    def _marks(self) -> Marks:
        assert self._shown.marks
        return self._shown.marks

    def write_sources(self, *facts: Any) -> Markup:
        """The line that ends a block: the sources of the facts in it, each once."""
        said = self.write_inline_sources(*facts)
        return Markup(f'<p class="src">{said}</p>\n') if said else said

    def write_inline_sources(self, *facts: Any) -> Markup:
        """The same within a line."""
        cited = [one for fact in facts for one in _list_citations(fact)]
        return Markup(f"Source: {marks.write_citations(cited, self._view)}") if cited else Markup()

    def write_term(self, key: str, text: str) -> Markup:
        """A word, linked to the glossary where that explains it."""
        if key not in self._view.glossary:
            return escape(text)
        return Markup(f'<a class="term" href="{links.build_address("glossary", key)}">{escape(text)}</a>')

    def list_designations_below(self, key: str) -> list[Designation]:
        """The designations that lead to one."""
        known = self._view.designations.values()
        return [d for d in known if d.progression and key in d.progression.leads_to]


def _list_citations(fact: Any) -> Iterator[Citation]:
    """What a fact rests on, or several, or a list of citations."""
    if type(fact) is Citation:
        yield fact
    elif isinstance(fact, Record):
        yield from getattr(fact, "source", None) or ()
    else:
        for one in fact or ():
            yield from _list_citations(one)


def write_note(fact: Sourced) -> Markup:
    """The note on a fact, behind it."""
    return Markup(f' <span class="note">{escape(fact.note)}</span>') if fact.note else Markup()


def write_remark(fact: Sourced) -> Markup:
    """The note on the record that a page is about."""
    return Markup(f'<p class="note">{escape(fact.note)}</p>\n') if fact.note else Markup()


@cache
def write_label(key: str) -> str:
    """A key of the data as a heading shows it: registered_from -> Registered from."""
    return re.sub(r"[_-]", " ", key[:1].upper() + key[1:]).replace("Nlrd", "NLRD").replace("Cpd", "CPD")


def write_sentence(text: str) -> str:
    """A text with a capital at its beginning; abbreviations and names stay as they are."""
    return text[:1].upper() + text[1:]


def write_article(abbreviation: str) -> str:
    """Letters that are read one by one, with their article: a CCOP, an NQF level."""
    return f"{'an' if abbreviation[:1] in 'AEFHILMNORSX' else 'a'} {abbreviation}"


@contextmanager
def refuse_template_faults(root: Path) -> Iterator[None]:
    """Tell a fault in a template of a body's own with its file and line."""
    try:
        yield
    except TemplateError as error:
        raise RefusedError([explain_template_fault(error, root)]) from error


def explain_template_fault(error: TemplateError, root: Path) -> Problem:
    """What is wrong with a template, at the line that cannot be filled."""
    spots = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
    if isinstance(error, TemplateSyntaxError):
        spots.append((error.filename or "", error.lineno))
    of_templates = [(Path(name), line) for name, line in spots if name.endswith(".html")]
    path, line = of_templates[-1] if of_templates else (OURS, 0)
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else f"templates/{path.name}"
    what = f"This template cannot be filled: {str(error).rstrip('.')}."
    return Problem(Place(name, line or 0, 1 if line else 0), what, check="templates")
