"""The criteria of a designation rewritten into the kernel that both engines judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from catalogue.model.base import Citation
from catalogue.model.body import split_role
from catalogue.model.cache import cache_by_identity, reuse_equal
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import (
    CpdStandingAsked,
    Criterion,
    ExperienceAsked,
    QualificationAsked,
)
from catalogue.model.criteria_kernel import Fee, KernelCriteria, KernelReading, Known, Ladder, Part, Rung
from catalogue.model.designation import Awarding
from catalogue.model.qualification import QualificationHead


@cache_by_identity(64)
@reuse_equal(64)
def build_criteria(catalogue: Catalogue, key: str) -> KernelCriteria:
    """What a designation asks, in every reading, the adopted one first."""
    designation = catalogue.designations[key]
    adopted = designation.awarding[0].reading if designation.awarding else ""
    versions = Counter(awarding.reading for awarding in designation.awarding)
    seen: Counter[str] = Counter()
    readings = []
    for awarding in designation.awarding:
        seen[awarding.reading] += 1
        several = versions[awarding.reading] > 1
        name = f"{awarding.reading}-{seen[awarding.reading]}" if several else str(awarding.reading)
        readings.append(_build_reading(catalogue, awarding, name, awarding.reading == adopted))
    return KernelCriteria(
        designation=key,
        readings=tuple(readings),
        unpublished=designation.not_published.get("awarding"),
        then=designation.then,
    )


@cache_by_identity(8)
@reuse_equal(8)
def build_ladder(catalogue: Catalogue) -> Ladder:
    """Every designation, from the lowest to the highest, and what the way between them takes."""
    return Ladder(
        rungs=tuple(_build_rung(catalogue, key) for key in catalogue.designations),
        credits={key: record.credits for key, record in catalogue.qualifications.items() if record.credits},
        fees=tuple(_list_fees(catalogue)),
    )


@lru_cache(maxsize=65536)  # each criterion looks at the titles of all qualifications
def simplify_title(text: str) -> str:
    """A title by its letters and digits alone, so that colons, capitals and "Center" make no difference."""
    return re.sub(r"[^a-z0-9]+", "", text.lower()).replace("center", "centre")


def _build_reading(catalogue: Catalogue, awarding: Awarding, name: str, adopted: bool) -> KernelReading:
    return KernelReading(
        id=name,
        reading=awarding.reading,
        adopted=adopted,
        from_=awarding.valid.from_,
        to=awarding.valid.to,
        source=_list_citations(awarding.source),
        prior_learning=awarding.recognition_of_prior_learning,
        then=tuple(awarding.then),
        tree=_build_part(catalogue, awarding.to_apply, name, _list_citations(awarding.source)),
    )


def _list_citations(source: Iterable[Citation]) -> tuple[str, ...]:
    return tuple(map(str, source))


def _build_part(catalogue: Catalogue, node: Criterion, name: str, source: tuple[str, ...]) -> Part:
    """A part stands where its branch does, unless it says otherwise."""
    source = _list_citations(node.source) if node.source else source
    about: dict[str, Any] = {"id": name, "source": source, "conflict": node.conflict}
    kinds = {"all": node.all_, "any": node.any_, "at-least": node.of}
    for kind, below in kinds.items():
        if below is not None:
            parts = (_build_part(catalogue, part, f"{name}/{n}", source) for n, part in enumerate(below, 1))
            return Part(**about, kind=kind, parts=tuple(parts), at_least=node.at_least)
    return Part(**about, **_build_leaf(catalogue, node))


def _build_leaf(catalogue: Catalogue, node: Criterion) -> dict[str, Any]:
    if node.qualification:
        return _build_qualification(catalogue, node.qualification)
    if node.experience:
        return _build_experience(catalogue, node.experience)
    if node.certificate:
        asked = node.certificate
        return {"kind": "certificate", "certificate": asked.key, "or_equivalent": asked.or_equivalent}
    if node.designation:
        return {"kind": "designation", "designation": node.designation}
    if node.cpd_standing:
        return _build_standing(catalogue, node.cpd_standing)
    return {"kind": "silent", "says": node.cannot_tell}


def _build_qualification(catalogue: Catalogue, asked: QualificationAsked) -> dict[str, Any]:
    records = catalogue.qualifications
    found = _list_accepted(records, asked)
    accepted = [_build_known(key, records[key]) for key in found]
    if asked.title:
        accepted.append(Known(titles=(asked.title,), nqf_level=asked.nqf_level))
    line = (
        [key for key in _list_line_of_succession(catalogue, asked.key) if key not in found]
        if asked.key
        else []
    )
    return {
        "kind": "qualification",
        "accepted": tuple(accepted),
        "replaced": tuple(_build_known(key, records[key]) for key in line),
        "type_": asked.type_,
        "field": asked.field,
        "nqf_level": asked.nqf_level,
        "from_level": asked.from_level,
        "partly": asked.partly,
    }


def _list_accepted(records: Mapping[str, QualificationHead], asked: QualificationAsked) -> list[str]:
    """The records of the catalogue that are what is asked: same title and level satisfies."""
    if asked.key:
        level, title = records[asked.key].nqf_level, simplify_title(records[asked.key].title)
        return [
            key
            for key, it in records.items()
            if key == asked.key or (it.nqf_level == level and simplify_title(it.title) == title)
        ]
    title = simplify_title(asked.title or "")
    type_, field = (None if it is None else simplify_title(it) for it in (asked.type_, asked.field))

    def is_accepted(it: QualificationHead) -> bool:
        if asked.nqf_level not in (None, it.nqf_level):
            return False
        if asked.title:
            return any(simplify_title(one) == title for one in (it.title, *it.also_known_as))
        if type_ not in (None, simplify_title(it.type or "")):
            return False
        return field in (None, simplify_title(it.field or ""))

    return [key for key, it in records.items() if key in asked.fits or is_accepted(it)]


def _list_line_of_succession(catalogue: Catalogue, key: str) -> list[str]:
    """Every predecessor and successor of a qualification, the nearest first."""
    records, found = catalogue.qualifications, [key]
    for name in found:
        record = records[name]
        beside = [*record.replaces, *([record.replaced_by] if record.replaced_by else [])]
        found += [other for other in beside if other in records and other not in found]
    return found[1:]


def _build_known(key: str, record: QualificationHead) -> Known:
    return Known(id=key, titles=(record.title, *record.also_known_as), nqf_level=record.nqf_level)


def _build_experience(catalogue: Catalogue, asked: ExperienceAsked) -> dict[str, Any]:
    """One kind of work goes by several names; all of them count for whichever a source prints."""
    works = catalogue.body.work
    kinds = [works[asked.in_]] if asked.in_ else [w for w in works.values() if set(asked.as_) & set(w.names)]
    names = _split_roles([*asked.as_, *(name for work in kinds for name in work.names)])
    perhaps = [
        name for name in _split_roles(name for work in kinds for name in work.perhaps) if name not in names
    ]
    return {
        "kind": "experience",
        "months": asked.months,
        "more": asked.more,
        "work": asked.in_,
        "roles": tuple(names),
        "perhaps": tuple(perhaps),
        "or_equivalent": asked.or_equivalent,
    }


def _split_roles(names: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(part for name in names for part in split_role(name))


def _build_standing(catalogue: Catalogue, asked: CpdStandingAsked) -> dict[str, Any]:
    asks = {key: catalogue.designations[key].header.points_a_year for key in asked.holders_of}
    unknown = [key for key, points in asks.items() if points is None]
    return {
        "kind": "cpd-standing",
        "months": asked.months,
        "holders": {key: points for key, points in asks.items() if points is not None},
        "unpublished_for": (*asked.unpublished_for, *unknown),
    }


def _build_rung(catalogue: Catalogue, key: str) -> Rung:
    designation = catalogue.designations[key]
    ahead = designation.progression
    return Rung(
        designation=key,
        level=designation.header.level,
        points_a_year=designation.header.points_a_year,
        leads_to=ahead.leads_to if ahead else None,
        source=_list_citations(ahead.source) if ahead else (),
        retired=designation.retired is not None,
        criteria=build_criteria(catalogue, key),
    )


def _list_fees(catalogue: Catalogue) -> Iterator[Fee]:
    """The fee of each step that names one."""
    for key, step in catalogue.body.steps.items():
        if step.fee:
            fact = catalogue.topics[step.fee.topic].facts[step.fee.fact]
            yield Fee(step=key, figure=fact.figure, unit=fact.unit, source=_list_citations(fact.source))
