"""The Jinja2 environment of data pages, and what their templates may call."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from traceback import extract_tb
from typing import ClassVar

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

from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.model.problem import Place, Problem
from catalogue.publish.kinds import compare
from catalogue.publish.kinds import pathways as ways
from catalogue.publish.page import facts, links, pictures
from catalogue.publish.refused import RefusedError
from catalogue.publish.shell import OURS
from catalogue.rules import totals
from catalogue.wording import aloud, earns, implied, words


class Compiled(BytecodeCache):
    """Compiled templates, kept while the process lives: whoever edits sees a change sooner."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept, unless the template has changed since."""
        if code := self.kept.get(bucket.key):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


def environment(root: Path, catalogue: Catalogue) -> Environment:
    """The templates of `root` first, then ours. Everything is escaped, and nothing is undefined."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(root / "templates"), FileSystemLoader(OURS)]),
        autoescape=True,
        undefined=StrictUndefined,
        bytecode_cache=Compiled(),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    index = facts.index(catalogue)
    env.globals |= {
        "catalogue": catalogue,
        "body": catalogue.body,
        "index": index,
        "words": words,
        "earns": earns,
        "implied": implied,
        "pictures": pictures,
        "aloud": aloud,
        "totals": totals,
        "compared": compare.Words(catalogue),
        "way": ways.Words(catalogue),
        "address": links.address,
        "asset": links.asset,
        "DATES": facts.DATES,
        "said": facts.said,
        "by_page": facts.by_page,
        "term": lambda key, text: term(key, text, catalogue),
        "unit_of": facts.unit_of,
        "leads_here": leads_here,
        "cited": lambda citations: cited(citations, index),
        "disputes": lambda keys: disputes(keys, catalogue),
        "record_address": lambda key: links.address(links.kind_of(catalogue, key) or "", key),
        "record_title": lambda key: facts.title((links.kind_of(catalogue, key) or "", key), catalogue),
    }
    env.filters |= {"figure": words.figure, "day": words.day, "months": words.length, "label": label}
    return env


@contextmanager
def told(root: Path) -> Iterator[None]:
    """Tell a fault in a template of a body's own with its file and line."""
    try:
        yield
    except TemplateError as error:
        spots = [(frame.filename, frame.lineno) for frame in extract_tb(error.__traceback__)]
        if isinstance(error, TemplateSyntaxError):
            spots.append((error.filename or "", error.lineno))
        of_templates = [(Path(name), line) for name, line in spots if name.endswith(".html")]
        path, line = of_templates[-1] if of_templates else (OURS, 0)
        name = path.relative_to(root).as_posix() if path.is_relative_to(root) else f"templates/{path.name}"
        what = f"This template cannot be filled: {str(error).rstrip('.')}."
        raise RefusedError(
            [Problem(Place(name, line or 0, 1 if line else 0), what, check="templates")]
        ) from error


def cited(citations: Iterable[Citation], index: facts.Index) -> list[tuple[str, list[tuple[str, str]]]]:
    """Citations by source, each place with the address that shows it on the source's page."""
    return [
        (
            source,
            [(c.place, f"{links.address('sources', source)}#{index.places[source, c.place]}") for c in group],
        )
        for source, group in groupby(citations, key=lambda citation: citation.source)
    ]


def disputes(keys: Iterable[str], catalogue: Catalogue) -> list[tuple[int, str]]:
    """The disagreements that touch a fact, by number, each with its address."""
    return sorted((catalogue.conflicts[key].number, links.address("conflicts", key)) for key in keys)


def term(key: str, text: str, catalogue: Catalogue) -> Markup:
    """A word, linked to the glossary where that explains it."""
    if key not in catalogue.glossary:
        return escape(text)
    return Markup('<a class="term" href="{}">{}</a>').format(links.address("glossary", key), text)


def label(key: str) -> str:
    """A key of the data as a heading shows it: registered_from -> Registered from."""
    return re.sub(r"[_-]", " ", key[:1].upper() + key[1:]).replace("Nlrd", "NLRD").replace("Cpd", "CPD")


def leads_here(catalogue: Catalogue, key: str) -> list[Designation]:
    """The designations that lead to one."""
    return [d for d in catalogue.designations.values() if d.progression and key in d.progression.leads_to]
