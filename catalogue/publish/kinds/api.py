"""The open data: one JSON file a record, their schemas, and an OpenAPI description.

Always true of it: each answer is valid against its published schema, names the schema's version and
its own content hash, and holds no time and no path, so that equal data give equal bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pydantic.json_schema import JsonSchemaMode
from pydantic_core import to_json

from catalogue.model.base import Record
from catalogue.model.catalogue import Catalogue
from catalogue.publish import Files
from catalogue.publish.kinds.payloads import (
    INPUTS,
    PAYLOADS,
    SCHEMA_VERSION,
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
from catalogue.rules import totals
from catalogue.rules.analysis import implied
from catalogue.rules.criteria_kernel import criteria, ladder
from catalogue.rules.kernel import kernel

ROOT = "api/v1/"
EVERYTHING = "catalogue.json"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def api(catalogue: Catalogue, commit: str = "none") -> Files:
    """Every file below /api/v1/. `commit` names the commit that the data came from."""
    answers = dict(_answers(catalogue))
    for path, answer in answers.items():
        # everything at once is for machines alone, and many times quicker written on one line
        yield ROOT + path, written(answer, indent=None if path == EVERYTHING else 1)
    yield f"{ROOT}index.json", written(_index(catalogue, answers, commit))
    for name, model in PAYLOADS.items():
        yield f"{ROOT}schema/{name}.json", _described(name, model)
    for name, taken in INPUTS.items():
        yield f"{ROOT}schema/{name}.json", _described(name, taken, "validation")
    yield f"{ROOT}openapi.json", written(_openapi(catalogue))


def written(value: Any, indent: int | None = 1) -> bytes:
    """JSON as it is published: readable, in the documented order of keys."""
    return to_json(value, indent=indent) + b"\n"


def content_hash(answer: Mapping[str, Any]) -> str:
    """SHA-256 of an answer without its own hash; see `Payload.content_hash`."""
    rest = {key: value for key, value in answer.items() if key != "content_hash"}
    canonical = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@cache
def schema(name: str, model: type[Record], mode: JsonSchemaMode = "serialization") -> dict[str, Any]:
    """The JSON Schema of one kind of answer, or (validation) of what is handed in."""
    body = model.model_json_schema(mode=mode)
    return {"$schema": DIALECT, "$id": f"urn:catalogue:{SCHEMA_VERSION}:{name}", **body}


@cache
def _described(name: str, model: type[Record], mode: JsonSchemaMode = "serialization") -> bytes:
    return written(schema(name, model, mode))


def _answers(catalogue: Catalogue) -> Iterable[tuple[str, dict[str, Any]]]:
    for key, designation in catalogue.designations.items():
        yield (
            f"designations/{key}.json",
            _dumped(
                DesignationPayload(
                    page=f"designations/{key}/",
                    designation=designation,
                    conflicts=catalogue.about(key),
                    schedules=tuple(catalogue.schedules_of(key)),
                    criteria=criteria(catalogue, key),
                    examples=catalogue.profiles.get(key),
                )
            ),
        )
    for key in catalogue.qualifications:
        yield f"qualifications/{key}.json", _dumped(_qualification(catalogue, key))
    for key, schedule in catalogue.schedules.items():
        judge = kernel(schedule)
        payload = SchedulePayload(
            page=f"cpd/{key}/",
            schedule=schedule,
            kernel=judge,
            implied=implied(judge),
            conflicts=catalogue.about(key),
            examples=catalogue.examples.get(key),
        )
        yield f"schedules/{key}.json", _dumped(payload)
    yield "pathways.json", _dumped(PathwaysPayload(page="/pathways/", ladder=ladder(catalogue)))
    yield EVERYTHING, _dumped(_everything(catalogue))


def _dumped(payload: Payload) -> dict[str, Any]:
    answer = payload.model_dump(mode="json", exclude_none=True)
    return {**answer, "content_hash": content_hash(answer)}


def _qualification(catalogue: Catalogue, key: str) -> QualificationPayload:
    qualification = catalogue.qualifications[key]
    levels = totals.credits_by_level(qualification)
    return QualificationPayload(
        page=f"qualifications/{key}/",
        qualification=qualification,
        computed=ComputedQualification(
            modules=len(qualification.components.modules) if qualification.components else 0,
            units=len(list(totals.units(qualification))),
            credits_by_component=totals.credits_by_component(qualification),
            credits_by_nqf_level={str(level): sum_ for level, sum_ in levels.items()},
            notional_hours=qualification.credits and qualification.credits * totals.NOTIONAL_HOURS,
            asked_by=tuple(totals.asked_by(catalogue, key)),
        ),
        conflicts=catalogue.about(key),
    )


def _everything(catalogue: Catalogue) -> CataloguePayload:
    return CataloguePayload(
        page="/",
        body=catalogue.body,
        sources=catalogue.sources,
        designations=catalogue.designations,
        qualifications=catalogue.qualifications,
        schedules=catalogue.schedules,
        topics=catalogue.topics,
        conflicts=catalogue.conflicts,
        glossary=catalogue.glossary,
    )


def _index(catalogue: Catalogue, answers: Mapping[str, dict[str, Any]], commit: str) -> dict[str, Any]:
    def entries(kind: str, pages: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(
                key=key,
                title=record.title,
                page=f"{pages}/{key}/",
                api=f"{kind}/{key}.json",
                content_hash=answers[f"{kind}/{key}.json"]["content_hash"],
            )
            for key, record in getattr(catalogue, kind).items()
        )

    return _dumped(
        IndexPayload(
            page="/",
            body=catalogue.body.body,
            name=catalogue.body.name,
            version=answers["catalogue.json"]["content_hash"][:12],
            commit=commit,
            designations=entries("designations", "designations"),
            qualifications=entries("qualifications", "qualifications"),
            schedules=entries("schedules", "cpd"),
            pathways="pathways.json",
            catalogue="catalogue.json",
            openapi="openapi.json",
            schemas={name: f"schema/{name}.json" for name in (*PAYLOADS, *INPUTS)},
        )
    )


def _openapi(catalogue: Catalogue) -> dict[str, Any]:
    paths = {
        "/index.json": _operation("index", "What there is"),
        "/pathways.json": _operation("pathways", "What the way to a designation is worked out from"),
        "/catalogue.json": _operation("catalogue", "Everything in one file"),
    }
    for kind, records in (
        ("designation", catalogue.designations),
        ("qualification", catalogue.qualifications),
        ("schedule", catalogue.schedules),
    ):
        paths[f"/{kind}s/{{key}}.json"] = _operation(kind, f"One {kind}", list(records))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{catalogue.body.name}: open data",
            "version": SCHEMA_VERSION,
            "description": "Static files. Keys are permanent and only ever added within a version.",
        },
        "servers": [{"url": "."}],
        "paths": paths,
    }


def _operation(kind: str, summary: str, keys: list[str] | None = None) -> dict[str, Any]:
    answer = {
        "description": f"The {kind}",
        "content": {"application/json": {"schema": {"$ref": f"schema/{kind}.json"}}},
    }
    operation: dict[str, Any] = {
        "operationId": kind,
        "summary": summary,
        "responses": {"200": answer, "404": {"description": "There is no such record"}},
    }
    if keys is not None:
        parameter = {
            "name": "key",
            "in": "path",
            "required": True,
            "schema": {"type": "string", "enum": keys},
        }
        operation["parameters"] = [parameter]
    return {"get": operation}
