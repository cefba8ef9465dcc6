"""The Jinja2 environment of data pages, and what their templates may call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined

from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.publish import aloud, facts, links, words
from catalogue.rules import totals
from catalogue.shell import OURS


def environment(root: Path, catalogue: Catalogue) -> Environment:
    """The templates of `root` first, then ours. Everything is escaped, and nothing is undefined."""
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(root / "templates"), FileSystemLoader(OURS)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    index = facts.index(catalogue)
    env.globals |= {
        "catalogue": catalogue,
        "body": catalogue.body,
        "index": index,
        "words": words,
        "aloud": aloud,
        "totals": totals,
        "address": links.address,
        "DATES": facts.DATES,
        "said": facts.said,
        "unit_of": facts.unit_of,
        "leads_here": leads_here,
        "cited": lambda citations: cited(citations, index),
        "disputes": lambda keys: disputes(keys, catalogue),
        "record_address": lambda key: links.address(links.kind_of(catalogue, key) or "", key),
        "record_title": lambda key: facts.title((links.kind_of(catalogue, key) or "", key), catalogue),
    }
    env.filters |= {"figure": words.figure, "day": words.day, "months": words.length, "label": label}
    return env


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


def label(key: str) -> str:
    """A key of the data as a heading shows it: registered_from -> Registered from."""
    return re.sub(r"[_-]", " ", key[:1].upper() + key[1:]).replace("Nlrd", "NLRD").replace("Cpd", "CPD")


def leads_here(catalogue: Catalogue, key: str) -> list[Designation]:
    """The designations that lead to one."""
    return [d for d in catalogue.designations.values() if d.progression and key in d.progression.leads_to]
