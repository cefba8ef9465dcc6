"""The schemas of the open data, and the OpenAPI description that holds them all.

A schema of an answer says what is true of every answer within the version: what always stands in it is
required, what may be absent is not, nothing is null, and other keys may come. So a client that was made by an
older schema reads newer data. What is handed in is checked as strictly as it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import orjson
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import CoreSchema, to_json

from catalogue import program
from catalogue.model.body import Body
from catalogue.publish.kinds.payloads import INPUTS, PAYLOADS, SCHEMA_VERSION
from catalogue.publish.output import digest

DIALECT = "https://json-schema.org/draft/2020-12/schema"
SUMMARIES = {
    "index": "What there is, with the hash of each answer",
    "pathways": "What the way to a designation is worked out from",
    "catalogue": "Everything in one file",
    "designation": "A designation",
    "qualification": "A qualification",
    "schedule": "A CPD schedule",
}
"""Kind of answer -> what it is, in the description."""

KEY_ASKED = {"description": "One of the keys that the index lists", "schema": {"type": "string"}}


class _AnswerSchema(GenerateJsonSchema):
    """The schema of what is written: absent where there is nothing to say, never null, open for addition."""

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def field_is_required(self, field: Any, total: bool) -> bool:
        inner: CoreSchema = field["schema"]
        absent = inner["type"] == "default" and inner.get("default", ...) is None
        return not absent and "serialization_exclude_if" not in field

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def model_schema(self, schema: Any) -> JsonSchemaValue:
        found = super().model_schema(schema)
        found.pop("additionalProperties", None)
        return found


def write_json(value: Any, indent: int | None = 1) -> bytes:
    """JSON as it is published: readable, in the documented order of keys."""
    return to_json(value, indent=indent) + b"\n"


@cache
def build_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of one kind of answer, or of what is handed in."""
    if name in PAYLOADS:
        body = PAYLOADS[name].model_json_schema(mode="serialization", schema_generator=_AnswerSchema)
    else:
        body = _split_types(INPUTS[name].model_json_schema(mode="validation"))
    return {"$schema": DIALECT, "$id": f"urn:catalogue:{SCHEMA_VERSION}:{name}", **body}


def _split_types(schema: Any) -> Any:
    """The same with each of several types a schema of its own, as strict validators want it."""
    if isinstance(schema, list):
        return [_split_types(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: _split_types(inner) for key, inner in schema.items()}
    if isinstance(types := found.get("type"), list):
        found["anyOf"] = [{"type": one} for one in types]
        del found["type"]
    return found


def render_schema(name: str) -> bytes:
    """The schema of an answer, or of what is handed in, by its name."""
    return program.remember(f"schema-{name}", digest(name), lambda: write_json(build_schema(name)))


def render_openapi(body: Body, site: str, folders: Mapping[str, str]) -> bytes:
    """The description of all answers; `folders` gives the kind of record below each folder.

    It is whole: a generator of clients need fetch nothing else.
    """
    one = {
        f"/{folder}/{{key}}.json": _describe_operation(kind, keyed=True) for folder, kind in folders.items()
    }
    other = [kind for kind in PAYLOADS if kind not in folders.values()]
    description = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{body.name}: open data",
            "version": SCHEMA_VERSION,
            "description": "Static files. Keys are permanent and only ever added within a version.",
            **_describe_licence(body),
        },
        "servers": [{"url": f"{site}api/v1" if site else "."}],
        "paths": {f"/{kind}.json": _describe_operation(kind) for kind in other} | one,
        "components": {
            "schemas": orjson.loads(program.remember("schemas", digest(), _write_components)),
        },
    }
    return write_json(description)


def _describe_licence(body: Body) -> dict[str, Any]:
    known = body.licence
    return {"license": {"name": known.title, "url": str(known.address)}} if known else {}


def _write_components() -> bytes:
    """The schemas of all answers, each once, in the order of their names."""
    _, found = models_json_schema(
        [(payload, "serialization") for payload in PAYLOADS.values()],
        ref_template="#/components/schemas/{model}",
        schema_generator=_AnswerSchema,
    )
    return orjson.dumps(found["$defs"])


def _describe_operation(kind: str, keyed: bool = False) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{PAYLOADS[kind].__name__}"}
    responses: dict[str, Any] = {
        "200": {"description": SUMMARIES[kind], "content": {"application/json": {"schema": schema}}}
    }
    operation: dict[str, Any] = {
        "operationId": f"get_{kind}",
        "summary": SUMMARIES[kind],
        "responses": responses,
    }
    if keyed:
        responses["404"] = {"description": "There is no such record"}
        operation["parameters"] = [{"name": "key", "in": "path", "required": True, **KEY_ASKED}]
    return {"get": operation}
