"""The page of the planner: a form that asks what criteria ask about, and answers for all designations.

Questions, their choices and why each is asked are read from the criteria. The page carries what the engines
judge by, so that nothing more is fetched; `client/planner/` judges and shows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from catalogue.model.base import Citation, SourceRef
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import KernelCriteria, Known, Ladder, Part
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.rules.criteria_kernel import build_ladder
from catalogue.wording.criteria import CriteriaWords
from catalogue.wording.language import read_phrases

FOLDER = "pathways"
TITLE = links.TOOLS[FOLDER]
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}
SAID = ("states", "criteria", "reasons", "refused", "eligible", "path", "planner")
"""The groups of words that the browser needs."""
QUESTIONS = {
    "qualification": "qualifications",
    "experience": "jobs",
    "certificate": "certificates",
    "designation": "holds",
    "cpd-standing": "holds",
}
"""Kind of criterion -> the part of a profile that it asks about."""

Json = dict[str, Any]


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page."""
    names = ", ".join(d.abbreviation for d in site.catalogue.designations.values())
    about = f"What you can apply for, what is missing and from when it is there: {names}."
    page = build_own_page(site, FOLDER, "pathways.html", TITLE, about, site.whole_view)
    yield replace(page, make=render_planner)


def render_planner(view: Catalogue, **given: Any) -> str:
    """The page of the planner."""
    return render_page(view=view, **show_planner(view, ".."), **given)


def show_planner(catalogue: Catalogue, root: str) -> Json:
    """What the template of the planner shows; the same on the site and on another one's page.

    `root` is the way from the page to the site's root.
    """
    asked = Asked(catalogue)
    says = read_phrases()["planner"]
    return {"asked": asked, "says": says, "embedded": write_embedded(asked, root), "framed": False}


@dataclass(frozen=True)
class Question:
    """One question of the form."""

    name: str
    """The part of a profile."""
    asked_by: tuple[str, ...]
    """Designations whose criteria, in any reading, ask for it."""
    parts: int
    """How many criteria do."""


class Asked:
    """What the criteria of all designations ask about."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.ladder: Ladder = build_ladder(catalogue)
        self.leaves = [
            (rung.designation, leaf) for rung in self.ladder.rungs for leaf in _walk_leaves(rung.criteria)
        ]

    @property
    def questions(self) -> list[Question]:
        """What most criteria ask about comes first."""
        found = [
            Question(name, tuple(dict.fromkeys(key for key, _ in asking)), len(asking))
            for name in dict.fromkeys(QUESTIONS.values())
            if (asking := [one for one in self.leaves if QUESTIONS.get(one[1].kind) == name])
        ]
        return sorted(found, key=lambda question: -question.parts)

    @property
    def qualifications(self) -> list[Known]:
        """Those that satisfy a criterion in some reading, or replace such a one; each once, by level."""
        found = {
            known.id: known for leaf in self._list_of("qualification") for known in leaf.accepted if known.id
        }
        found |= {
            known.id: known for leaf in self._list_of("qualification") for known in leaf.replaced if known.id
        }
        return sorted(found.values(), key=lambda known: (known.nqf_level or 0, known.titles[0]))

    def list_kinds(self, name: str) -> list[str]:
        """Types or fields by which criteria describe a qualification."""
        return list(
            dict.fromkeys(str(v) for leaf in self._list_of("qualification") if (v := getattr(leaf, name)))
        )

    @property
    def roles(self) -> list[tuple[str, list[str]]]:
        """Roles that criteria name, by kind of work; at the end those of which nobody can tell."""
        named = dict.fromkeys(role for leaf in self._list_of("experience") for role in leaf.roles)
        groups = [
            (work.title, [role for role in work.names if role in named])
            for work in self.catalogue.body.work.values()
        ]
        grouped = {role for _, roles in groups for role in roles}
        groups.append(("", [role for role in named if role not in grouped]))
        perhaps = dict.fromkeys(role for leaf in self._list_of("experience") for role in leaf.perhaps)
        groups.append((read_phrases()["planner"]["perhaps"], [role for role in perhaps if role not in named]))
        return [(title, _list_once(roles, groups[:n])) for n, (title, roles) in enumerate(groups) if roles]

    @property
    def certificates(self) -> list[str]:
        """Those that criteria name."""
        return list(
            dict.fromkeys(leaf.certificate for leaf in self._list_of("certificate") if leaf.certificate)
        )

    def _list_of(self, kind: str) -> list[Part]:
        return [leaf for _, leaf in self.leaves if leaf.kind == kind]


def _list_once(roles: list[str], before: Iterable[tuple[str, list[str]]]) -> list[str]:
    taken = {role for _, others in before for role in others}
    return [role for role in roles if role not in taken]


def _walk_leaves(criteria: KernelCriteria) -> Iterator[Part]:
    return (part for part in _walk_parts(criteria) if part.kind in (*QUESTIONS, "silent"))


def _walk_parts(criteria: KernelCriteria) -> Iterator[Part]:
    for reading in criteria.readings:
        yield from _walk_below(reading.tree)


def _walk_below(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _walk_below(inner)


def write_embedded(asked: Asked, root: str) -> Markup:
    """What the page's modules read, as JSON that can stand in HTML. Links begin at the site's root."""
    catalogue = asked.catalogue
    data = {
        "root": root,
        "ladder": asked.ladder.model_dump(mode="json", exclude_none=True, exclude_defaults=False),
        **_index_titles(asked),
        "sources": {one: _find_source(one) for one in _list_citations(asked)},
        "ask": _describe_contact(catalogue),
        "words": {group: read_phrases()[group] for group in SAID},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _index_titles(asked: Asked) -> Json:
    """What keys are called, and what each part of the criteria asks."""
    catalogue, told = asked.catalogue, CriteriaWords(asked.catalogue)
    return {
        "asked": {
            rung.designation: {part.id: told.describe_part(part) for part in _walk_parts(rung.criteria)}
            for rung in asked.ladder.rungs
        },
        "designations": {
            key: [d.title, d.abbreviation, links.build_address("designations", key), f"/calculator/{d.cpd}/"]
            for key, d in catalogue.designations.items()
        },
        "readings": {key: reading.title for key, reading in catalogue.body.readings.items()},
        "steps": {key: step.title for key, step in catalogue.body.steps.items()},
        "conflicts": {
            key: [conflict.number, links.build_address("conflicts", key)]
            for key, conflict in catalogue.conflicts.items()
            if any(key in part.conflict for rung in asked.ladder.rungs for part in _walk_parts(rung.criteria))
        },
        "qualifications": {str(known.id): told.describe_known(known) for known in asked.qualifications},
        "known": {
            "role": catalogue.index_known_keys()["role"],
            "qualification": list(catalogue.qualifications),
            "certificate": list(catalogue.body.certificates),
        },
    }


def _list_citations(asked: Asked) -> Iterable[str]:
    rungs = asked.ladder.rungs
    said = [part.source for rung in rungs for part in _walk_parts(rung.criteria)]
    said += [reading.source for rung in rungs for reading in rung.criteria.readings]
    said += [fee.source for fee in asked.ladder.fees]
    return dict.fromkeys(one for several in said for one in several)


def _find_source(citation: str) -> str:
    source, _, place = citation.partition(":")
    return links.build_place_address(Citation(source=SourceRef(source), place=place))


def _describe_contact(catalogue: Catalogue) -> str:
    """Whom to ask: the body, with its first address."""
    contact = next(iter(catalogue.body.contacts), None)
    ways = [str(way) for way in (contact.email, contact.telephone) if way] if contact else []
    return f"{catalogue.body.abbreviation} ({', '.join(ways)})" if ways else catalogue.body.abbreviation
