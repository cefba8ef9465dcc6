"""The page of the planner: a form that asks what criteria ask about, and answers for all designations.

Questions, their choices and why each is asked are read from the criteria. The page carries what the engines
judge by, so that nothing more is fetched; `client/planner/` judges and shows.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from catalogue.model.base import OTHER_ROLE, Citation, SourceRef
from catalogue.model.body import Body, JobKind
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import KernelCriteria, Known, Ladder, Part
from catalogue.model.qualification import RegisterRecord
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Output
from catalogue.publish.page import links
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site
from catalogue.rules.criteria_kernel import build_ladder, simplify_title
from catalogue.rules.enrolment import find_last_day
from catalogue.wording.counts import find_unit, to_singular
from catalogue.wording.criteria import CriteriaWords
from catalogue.wording.language import read_phrases
from catalogue.wording.short import list_costs
from catalogue.wording.words import join_words

FOLDER = "pathways"
TITLE = links.TOOLS[FOLDER]
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}
SAID: dict[str, tuple[str, ...]] = {
    "states": (),
    "reasons": (),
    "planner": (),
    "criteria": ("month", "months", "day", "days", "and", "or"),
    "refused": ("award-later", "no-designation", "bad-date"),
    "eligible": (
        *("reading", "first_of_part", "perhaps", "past", "none", "no-version", "unknown-day"),
        *("jobs", "plans", "points"),
    ),
    "path": ("not-printed", "keep", "keep-a-year"),
}
"""The words that the browser needs, by group; of a group with no names all of them."""
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
    names = ", ".join(d.abbreviation for d in site.catalogue.select_offered("designations").values())
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
            (rung.designation, leaf)
            for rung in self.ladder.rungs
            if not rung.retired
            for leaf in _walk_leaves(rung.criteria)
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
    def known(self) -> list[Known]:
        """Qualifications that satisfy a criterion in some reading or replace such a one, by level."""
        found = {
            known.id: known for leaf in self._list_of("qualification") for known in leaf.accepted if known.id
        }
        found |= {
            known.id: known for leaf in self._list_of("qualification") for known in leaf.replaced if known.id
        }
        return sorted(found.values(), key=lambda known: (known.nqf_level or 0, known.titles[0]))

    @property
    def qualifications(self) -> list[list[str]]:
        """The ids of those known, together where no criterion tells them apart: same title and level."""
        return self._group_alike([known.id for known in self.known if known.id])

    @property
    def units(self) -> str:
        """What CPD is counted in: points, or hours or points where designations differ."""
        units = (find_unit(self.catalogue, key) for key in self.catalogue.designations)
        return join_words(dict.fromkeys(units), "or")

    @property
    def unnamed(self) -> list[list[str]]:
        """The ids of those that no criterion names."""
        named = {known.id for known in self.known}
        return self._group_alike(
            [key for key in self.catalogue.select_offered("qualifications") if key not in named]
        )

    def _group_alike(self, keys: list[str]) -> list[list[str]]:
        found: dict[tuple[str, int | None], list[str]] = {}
        for key in keys:
            record = self.catalogue.qualifications[key]
            found.setdefault((simplify_title(record.title), record.nqf_level), []).append(key)
        return list(found.values())

    def list_kinds(self, name: str) -> list[str]:
        """Types or fields by which criteria describe a qualification."""
        return list(
            dict.fromkeys(str(v) for leaf in self._list_of("qualification") if (v := getattr(leaf, name)))
        )

    def list_answers(self, name: str) -> list[tuple[str, str]]:
        """What can be said of the type or field of a qualification, with the words for it."""
        known = [(kind, kind[:1].upper() + kind[1:]) for kind in self.list_kinds(name)]
        return [*known, ("other", "Another"), ("", "I do not know")]

    def describe_paper(self, ids: list[str]) -> str:
        """What stands on a certificate, or in the register beside it, of those that are not told apart."""
        records = [self.catalogue.qualifications[key] for key in ids]
        first = records[0]
        days = [day for one in records for copy in one.records for day in _list_registered(copy)]
        credits = {one.credits for one in records}
        numbers = [str(one.nlrd_id) for one in records if one.nlrd_id]
        said = [
            f"NQF level {first.nqf_level}",
            f"{first.credits} credits" if first.credits and len(credits) == 1 else "",
            (first.quality_assurance or first.originator) or "",
            f"registered {min(days).year} to {max(days).year} by our copy" if days else "",
            f"no. {' or '.join(numbers)}" if numbers else "",
        ]
        return ", ".join(filter(None, said))

    @property
    def jobs(self) -> list[JobKind]:
        """Kinds of work to choose from: the body's own, else each role that criteria name."""
        asked = self._list_of("experience")
        named = dict.fromkeys(role for leaf in asked for role in (*leaf.roles, *leaf.perhaps))
        return list(self.catalogue.body.jobs) or [
            JobKind.model_construct(title=role, roles=(role,), known_as=()) for role in (*named, OTHER_ROLE)
        ]

    @property
    def equivalents(self) -> list[str]:
        """Roles to which work may be equivalent: of each criterion that says so the first."""
        return list(
            dict.fromkeys(leaf.roles[0] for leaf in self._list_of("experience") if leaf.or_equivalent)
        )

    @property
    def certificates(self) -> list[str]:
        """Those that criteria name."""
        return list(
            dict.fromkeys(leaf.certificate for leaf in self._list_of("certificate") if leaf.certificate)
        )

    @property
    def certificate_titles(self) -> list[str]:
        """What those are called."""
        return [self.catalogue.body.certificates[key].title for key in self.certificates]

    @property
    def certificates_question(self) -> str:
        """One question for all of them: the body's own where there is one alone."""
        own = [self.catalogue.body.certificates[key].question for key in self.certificates]
        return own[0] if len(own) == 1 and own[0] else "Which of these do you have?"

    def _list_of(self, kind: str) -> list[Part]:
        return [leaf for _, leaf in self.leaves if leaf.kind == kind]


def _list_registered(copy: RegisterRecord) -> list[datetime.date]:
    return [day for day in (copy.registration_start, copy.registration_end) if day]


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
        "hours": catalogue.body.hours_a_credit,
        "ask": _describe_contact(catalogue.body),
        "words": {group: _select_phrases(group, names) for group, names in SAID.items()},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def _select_phrases(group: str, names: tuple[str, ...]) -> dict[str, str]:
    phrases = read_phrases()[group]
    return {name: phrases[name] for name in names or phrases}


def _index_titles(asked: Asked) -> Json:
    """What keys are called, and what each part of the criteria asks."""
    catalogue, told = asked.catalogue, CriteriaWords(asked.catalogue)
    return {
        "asked": {
            rung.designation: {part.id: told.describe_part(part) for part in _walk_parts(rung.criteria)}
            for rung in asked.ladder.rungs
        },
        "designations": {
            key: [
                *(d.title, d.abbreviation, links.build_address("designations", key), f"/calculator/{d.cpd}/"),
                *(to_singular(find_unit(catalogue, key)), find_unit(catalogue, key)),
            ]
            for key, d in catalogue.designations.items()
        },
        "costs": {key: list_costs(d, catalogue.body) for key, d in catalogue.designations.items()},
        "readings": {key: reading.title for key, reading in catalogue.body.readings.items()},
        "steps": {key: step.title for key, step in catalogue.body.steps.items()},
        "conflicts": {
            key: [conflict.number, links.build_address("conflicts", key)]
            for key, conflict in catalogue.conflicts.items()
            if any(key in part.conflict for rung in asked.ladder.rungs for part in _walk_parts(rung.criteria))
        },
        "qualifications": {str(known.id): told.describe_known(known) for known in asked.known},
        "enrol": {
            key: day.isoformat()
            for key in (known.id for known in asked.known if known.id)
            if (day := find_last_day(catalogue.qualifications[key]))
        },
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


def _describe_contact(body: Body) -> Json:
    """Whom to ask: the body, by its first telephone and address."""
    contact = next(iter(body.contacts), None)
    ways = [("tel:", contact.telephone), ("mailto:", contact.email)] if contact else []
    return {
        "name": body.abbreviation,
        "ways": [[str(way), scheme + str(way).replace(" ", "")] for scheme, way in ways if way],
    }
