"""The open data: one JSON file a record, and everything in one file.

Always true of it: each answer is valid against its published schema, names the schema's version and
its own content hash, and holds no time and no path, so that equal data give equal bytes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson
from pydantic_core import to_json

from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.model.example import ExampleFile
from catalogue.model.qualification import Qualification
from catalogue.model.worked_profile import ProfileFile
from catalogue.publish.kinds import calendar, database
from catalogue.publish.kinds.openapi import render_openapi, render_schema, write_json
from catalogue.publish.kinds.payloads import (
    INPUTS,
    PAYLOADS,
    CataloguePayload,
    ComputedQualification,
    DesignationPayload,
    Entry,
    IndexPayload,
    PathwaysPayload,
    Payload,
    QualificationPayload,
    SchedulePayload,
)
from catalogue.publish.kinds.tables import index_tables
from catalogue.publish.output import Input, Output
from catalogue.publish.site import Parts, Plain, Site
from catalogue.rules import totals
from catalogue.rules.analysis import analyse_schedule
from catalogue.rules.askers import Askers, list_askers
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.kernel import build_kernel

FRAMES: Mapping[str, dict[str, str]] = {}
ROOT = "api/v1/"
EVERYTHING = "catalogue.json"
CANONICAL = "canonical"
"""The part of a qualification that its hash is worked out of."""
PAGES = {"designations": "designations", "qualifications": "qualifications", "schedules": "cpd"}
"""Kind of record -> the folder of its pages."""

_HASH = re.compile(rb'"content_hash": ?"([0-9a-f]{64})"')


def list_outputs(site: Site) -> Iterator[Output]:
    """What is no record's own: everything in one file, the schemas and the description."""
    everything = {
        "view": site.build_view("sources", "designations", "schedules", "topics", "conflicts", "glossary"),
        "qualifications": site.pieces,
        "canonical": site.keep_parts(make_canonical),
    }
    yield Output(ROOT + EVERYTHING, render_catalogue, everything, trace=trace_hash)
    pathways = {"view": site.whole_view}
    yield Output(f"{ROOT}pathways.json", render_pathways, pathways)
    for name in (*PAYLOADS, *INPUTS):
        yield Output(f"{ROOT}schema/{name}.json", render_schema, {"name": Input.build(name)})
    described = {
        "body": Input.build(site.catalogue.body),
        "site": Input.build(site.setting.url),
        "folders": Input.build({kind: kind.removesuffix("s") for kind in PAGES}),
    }
    yield Output(f"{ROOT}openapi.json", render_openapi, described)


def answer_about_designation(site: Site, key: str) -> Output:
    """The answer about a designation."""
    schedules = site.catalogue.index_schedules_of(key)
    given = {
        "view": site.build_view_of_record(
            "designations", key, "designations", "qualifications", schedules=schedules
        ),
        "key": Input.build(key),
        "examples": site.select_examples("profiles", key),
    }
    return _answer("designations", key, render_designation, given)


def answer_about_qualification(site: Site, key: str) -> Output:
    """The answer about a qualification."""
    given = {
        "record": site.find_record("qualifications", key),
        "piece": site.find_piece(key),
        "asked_by": Input.build(site.asked_by.get(key, [])),
        "askers": Input.build(list_askers(site.catalogue, key)),
        "view": site.build_view(conflicts=site.conflicts_about.get(key, ())),
    }
    return _answer("qualifications", key, render_qualification, given)


def answer_about_schedule(site: Site, key: str) -> Output:
    """The answer about a schedule."""
    given = {
        "view": site.build_view(schedules=[key], conflicts=site.conflicts_about.get(key, ())),
        "key": Input.build(key),
        "examples": site.select_examples("examples", key),
    }
    return _answer("schedules", key, render_schedule, given)


def _answer(kind: str, key: str, make: Any, given: Mapping[str, Input]) -> Output:
    return Output(f"{ROOT}{kind}/{key}.json", make, given, trace=trace_hash)


def list_index(site: Site) -> Iterator[Output]:
    """The index of all answers, each with its hash: it can be made when they are."""
    days = site.catalogue.changes.index_days()
    entries = {
        kind: [
            Entry(
                key=key,
                title=record.title,
                page=f"{page}/{key}/",
                api=f"{kind}/{key}.json",
                content_hash=_find_hash(site, f"{kind}/{key}.json"),
                changed=days.get(key),
            )
            for key, record in getattr(site.catalogue, kind).items()
        ]
        for kind, page in PAGES.items()
    }
    given = {
        "body": Input.build(site.catalogue.body),
        "version": Input.build(_find_hash(site, EVERYTHING)[:12]),
        "commit": Input.build(site.commit),
        "entries": Input.build(entries),
    }
    yield Output(f"{ROOT}index.json", render_index, given)


def _find_hash(site: Site, path: str) -> str:
    return site.traces[ROOT + path].decode()


def trace_hash(_address: str, content: bytes) -> bytes:
    """The hash that an answer names, near its beginning."""
    found = _HASH.search(content)
    return found[1] if found else b""


def write_answer(payload: Payload, **plain: Any) -> bytes:
    """An answer with its own hash. `plain` are parts of it that are plain data already."""
    shown = payload.model_dump(mode="json", exclude_none=True, exclude={*plain}) | plain
    answer = {name: shown[name] for name in type(payload).model_fields if name in shown}
    return write_json({**answer, "content_hash": digest_answer(answer)})


def digest_answer(answer: Mapping[str, Any]) -> str:
    """SHA-256 of an answer without its own hash; see `Payload.content_hash`."""
    rest = {key: value for key, value in answer.items() if key != "content_hash"}
    return hashlib.sha256(write_canonical(rest)).hexdigest()


def write_canonical(value: Any) -> bytes:
    """JSON with sorted keys and no white space, which equal values have in common."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def render_designation(view: Catalogue, key: str, examples: ProfileFile | None) -> bytes:
    """The answer about a designation."""
    return write_answer(
        DesignationPayload(
            page=f"designations/{key}/",
            designation=view.designations[key],
            conflicts=view.index_conflicts_about(key),
            schedules=tuple(view.index_schedules_of(key)),
            criteria=build_criteria(view, key),
            examples=examples,
        )
    )


def render_schedule(view: Catalogue, key: str, examples: ExampleFile | None) -> bytes:
    """The answer about a schedule."""
    judge = build_kernel(view.schedules[key])
    return write_answer(
        SchedulePayload(
            page=f"cpd/{key}/",
            schedule=view.schedules[key],
            kernel=judge,
            implied=analyse_schedule(judge),
            conflicts=view.index_conflicts_about(key),
            examples=examples,
        )
    )


def render_qualification(
    record: Qualification, piece: bytes, asked_by: list[str], askers: Askers, view: Catalogue
) -> bytes:
    """The answer about a qualification. `piece` is the record as open data: it is not written once more."""
    levels = totals.sum_credits_by_level(record)
    return write_answer(
        QualificationPayload(
            page=f"qualifications/{record.qualification}/",
            qualification=record,
            computed=ComputedQualification(
                modules=len(record.components.modules) if record.components else 0,
                units=len(list(totals.list_units(record))),
                credits_by_component=totals.sum_credits_by_component(record),
                credits_by_nqf_level={str(level): sum_ for level, sum_ in levels.items()},
                notional_hours=record.credits and record.credits * totals.NOTIONAL_HOURS,
                asked_by=tuple(asked_by),
                accepted_by=askers.accepted_by,
                named_only_by=askers.named_only_by,
            ),
            conflicts=view.index_conflicts_about(record.qualification),
        ),
        qualification=orjson.loads(piece),
    )


def render_pathways(view: Catalogue) -> bytes:
    """All that the way from a profile to a designation is worked out from."""
    return write_answer(PathwaysPayload(page="/pathways/", ladder=build_ladder(view)))


def make_canonical(_key: str, record: Plain) -> dict[str, bytes]:
    """A qualification as it counts for the hash of everything."""
    return {CANONICAL: write_canonical(record)}


def render_catalogue(
    view: Catalogue, qualifications: Mapping[str, bytes], canonical: Parts
) -> Iterable[bytes]:
    """Everything that was written, on one line: for machines alone. Qualifications come one by one."""
    payload = CataloguePayload(
        page="/",
        body=view.body,
        sources=view.sources,
        designations=view.designations,
        qualifications={},
        schedules=view.schedules,
        topics=view.topics,
        conflicts=view.conflicts,
        glossary=view.glossary,
    )
    answer = payload.model_dump(mode="json", exclude_none=True)
    answer["content_hash"] = _digest_catalogue(answer, qualifications, canonical)
    yield from _join(answer, answer, qualifications, to_json, qualifications.__getitem__)
    yield b"\n"


def _digest_catalogue(answer: Mapping[str, Any], keys: Iterable[str], canonical: Parts) -> str:
    """The content hash of everything, worked out piece by piece."""
    found = hashlib.sha256()
    names = sorted(name for name in answer if name != "content_hash")
    for part in _join(names, answer, sorted(keys), write_canonical, partial(canonical.read, CANONICAL)):
        found.update(part)
    return found.hexdigest()


def _join(
    names: Iterable[str],
    answer: Mapping[str, Any],
    keys: Iterable[str],
    write: Callable[[Any], bytes],
    find_piece: Callable[[str], bytes],
) -> Iterator[bytes]:
    """An answer as JSON in which the qualifications, too many to be held at once, stand as pieces."""
    comma = b"{"
    for name in names:
        yield comma + write(name) + b":"
        comma = b","
        if name != "qualifications":
            yield write(answer[name])
            continue
        inner = b"{"
        for key in keys:
            yield inner + write(key) + b":" + find_piece(key)
            inner = b","
        yield b"{}" if inner == b"{" else b"}"
    yield b"}"


def render_index(body: Body, version: str, commit: str, entries: Mapping[str, list[Entry]]) -> bytes:
    """What there is, and the hash of each answer."""
    return write_answer(
        IndexPayload(
            page="/",
            body=body.body,
            name=body.name,
            version=version,
            commit=commit,
            designations=tuple(entries["designations"]),
            qualifications=tuple(entries["qualifications"]),
            schedules=tuple(entries["schedules"]),
            pathways="pathways.json",
            catalogue=EVERYTHING,
            openapi="openapi.json",
            schemas={name: f"schema/{name}.json" for name in (*PAYLOADS, *INPUTS)},
            tables={name: path.removeprefix(ROOT) for name, path in index_tables(body.body).items()},
            database=database.build_address(body.body).removeprefix(ROOT),
            calendar=calendar.build_address(body.body).removeprefix(ROOT),
            licence=body.licence,
        )
    )
