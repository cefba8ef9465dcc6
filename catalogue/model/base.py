"""What every record shares: it is frozen, knows no unknown keys, and says where a fact comes from.

Modules with records do without `from __future__ import annotations`: with it every annotation is a text,
which pydantic compiles at each start of the program.
"""

import operator
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import chain_schema, is_instance_schema

from catalogue.model.documented import read_descriptions
from catalogue.model.scalars import KEY, Key, Shorter, Table, Text, YesNo, make_check, make_error

OURS = Field(json_schema_extra={"$comment": "ours"})
"""Marks a key whose words or judgement are always ours and no source's, for readers and in the schemas.

A comment is the one note that every validator knows."""


@cache
def _drop_underscore(name: str) -> str:
    """The name in YAML of what Python calls by another."""
    return name.rstrip("_")


class Record(BaseModel):
    """A frozen value of the catalogue. A Python name with a trailing underscore drops it in YAML."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=_drop_underscore,
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        defer_build=True,  # most are only ever read as a part of another
    )

    def items(self) -> Iterator[tuple[str, object]]:
        """YAML key and value of everything that was given, in the model's order."""
        for name, value in self.__dict__.items():
            if value is not None and value != ():
                yield name if name[-1] != "_" else _drop_underscore(name), value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        found = handler(schema)
        written = handler.resolve_ref_schema(found)
        _name_bounds(written)
        for name, text in read_descriptions(cls).items():
            if (key := _drop_underscore(name)) in written.get("properties", {}):
                written["properties"][key]["description"] = text
        return found


BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
"""What pydantic calls a bound of a checked number, and JSON Schema."""


def _name_bounds(schema: object) -> None:
    """Give bounds the names that validators know."""
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    for value in inner:
        _name_bounds(value)
    if isinstance(schema, dict) and schema.get("type") in ("integer", "number"):
        for ours, known in BOUNDS.items():
            if ours in schema:
                schema[known] = schema.pop(ours)


class Reference(str):
    """The key of another record. The subclass says of which kind."""

    kind = "record"


class SourceRef(Reference):
    """The key of a source in sources.yml."""

    kind = "source"


class DesignationRef(Reference):
    """The key of a designation: the name of its folder."""

    kind = "designation"


class QualificationRef(Reference):
    """The key of a qualification: its NLRD id, else a slug of its title."""

    kind = "qualification"


class ScheduleRef(Reference):
    """The id of a CPD schedule."""

    kind = "schedule"


class ConflictRef(Reference):
    """The key of a disagreement between sources."""

    kind = "conflict"


class ReadingRef(Reference):
    """The key of a reading: whose text, at which stage, a set of rules follows."""

    kind = "reading"


class StepRef(Reference):
    """The key of a step that follows eligibility, in body.yml."""

    kind = "step"


class CertificateRef(Reference):
    """The key of a certificate that is not a registered qualification, in body.yml."""

    kind = "certificate"


class WorkRef(Reference):
    """The key of a kind of work, in body.yml."""

    kind = "work"


class RoleRef(Reference):
    """A role as a source prints it: in criteria, in a list of roles, or in body.yml."""

    kind = "role"


class RecordRef(Reference):
    """The key of any record that has a page: designation, qualification, schedule or topic."""

    kind = "record"


class TermRef(Reference):
    """The key of a word in glossary.yml."""

    kind = "term"


SourceKey = Annotated[Key, AfterValidator(SourceRef)]
DesignationKey = Annotated[Key, AfterValidator(DesignationRef)]
QualificationKey = Annotated[Key, AfterValidator(QualificationRef)]
ScheduleKey = Annotated[Key, AfterValidator(ScheduleRef)]
ConflictKey = Annotated[Key, AfterValidator(ConflictRef)]
ReadingKey = Annotated[Key, AfterValidator(ReadingRef)]
StepKey = Annotated[Key, AfterValidator(StepRef)]
CertificateKey = Annotated[Key, AfterValidator(CertificateRef)]
WorkKey = Annotated[Key, AfterValidator(WorkRef)]
RecordKey = Annotated[Key, AfterValidator(RecordRef)]
TermKey = Annotated[Key, AfterValidator(TermRef)]


def _read_role(name: str) -> str:
    return name if name == OTHER_ROLE else RoleRef(name)


OTHER_ROLE = "other"
"""What a profile calls a role that the catalogue does not know."""
RoleName = Annotated[Text, AfterValidator(_read_role)]


class Citation(Record):
    """A source and the place in it. In YAML: `rulebook:75` or `saqa-396:underlying qualification`."""

    source: SourceKey
    """The source's key."""
    place: Text
    """Line numbers of our copy of the text (15, 37-41 or 40, 51), or the part of the page in words."""

    def list_lines(self) -> tuple[int, ...]:
        """Every line number that the place names; none where it is named in words."""
        return _list_lines(self.place)

    def __str__(self) -> str:
        return f"{self.source}:{self.place}"


_LINES = re.compile(r"[0-9]+(-[0-9]+)?(, ?[0-9]+(-[0-9]+)?)*")


@lru_cache(maxsize=4096)
def _list_lines(place: str) -> tuple[int, ...]:
    if place.isascii() and place.isdecimal():  # as most are
        return (int(place),)
    return tuple(map(int, re.findall("[0-9]+", place))) if _LINES.fullmatch(place) else ()


_SOURCE = re.compile(KEY)
_NAMED = {"source", "place"}
# What sets each part of a frozen record: found once, since citations are many.
_keep_values, _keep_names, _keep_more, _keep_private = (
    vars(BaseModel)[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache  # there are few, and each is named by many facts
def _find_source(key: str) -> SourceRef | None:
    """The source that is named so; None where that can be no key."""
    return SourceRef(key) if _SOURCE.fullmatch(key) else None


def _read_written(text: str) -> Citation | None:
    """The citation that is written so; None where it is none. All is checked here, since there are many."""
    key, _, written = text.partition(":")
    source, place = _find_source(key), written.lstrip()
    if not source or not place or "\n" in place:
        return None
    found = Citation.__new__(Citation)
    _keep_values(found, {"source": source, "place": place.rstrip()})
    _keep_names(found, _NAMED)
    _keep_more(found, None)
    _keep_private(found, None)
    return found


def _read_citations(value: object) -> object:
    """A single citation is a list of one. What is none stays as it is, and is refused at its place."""
    if isinstance(value, str):  # as most are
        return [_read_written(value) or value]
    written = [value] if isinstance(value, Citation) else value
    if not isinstance(written, list):
        return written
    return [_read_written(one) or one if isinstance(one, str) else one for one in written]


class _Written:
    """Refuses what is no citation, without Python where it is one."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        what = "a source's key, a colon and the place in it, such as rulebook:75"
        return chain_schema([make_check(is_instance_schema(Citation), what), handler(source)])


CITATION = {"type": "string", "pattern": f"^{KEY}:.+$"}
"""One citation, as an editor is told of it."""

Citations = Annotated[
    tuple[Annotated[Citation, _Written()], ...],
    Field(min_length=1),
    BeforeValidator(_read_citations),
    WithJsonSchema(
        {"oneOf": [CITATION, {"type": "array", "items": CITATION, "minItems": 1}]},
        mode="validation",
    ),
]
"""Where a fact stands: one citation, or a list of them."""


def _read_conflicts(value: object) -> object:
    return [value] if isinstance(value, str) else value


Conflicts = Annotated[
    tuple[ConflictKey, ...],
    Shorter(_read_conflicts),
]
"""Keys of disagreements between sources: one, or a list of them."""


class Sourced(Record):
    """A fact, or facts that stand together. Every fact has a source."""

    source: Citations
    """Where it stands: a source's key, a colon, and the line or part, such as rulebook:75."""
    conflict: Conflicts = ()
    """Keys of the disagreements between sources that touch this fact."""
    note: Annotated[Text | None, OURS] = None
    """What a reader should know about this fact, in our own words."""
    # Asked of each fact that is written, so no function of Python.
    ours: YesNo = Field(default=False, exclude_if=operator.not_)
    """Whether the sentence is ours, drawn from what is cited: no source prints it."""


class Statement(Sourced):
    """One thing that a source says, in our own words."""

    says: Text
    """A whole sentence."""


class Partial(Sourced):
    """A record of which some parts may not be published."""

    not_published: Annotated[Table[Text, Text], OURS] = Field(default_factory=dict, validate_default=True)
    """For each missing part: what our sources show instead. A part is either given or named here."""


def is_ours(record: Record, name: str) -> bool:
    """Whether what a record says under a key is ours: the key always is, or the record says so of itself."""
    extra = type(record).model_fields[name].json_schema_extra
    return bool(
        getattr(record, "ours", False) or (isinstance(extra, dict) and extra.get("$comment") == "ours")
    )


def check_one_of(record: Record, *names: str) -> None:
    """Ask that exactly one of the keys be given.

    Raises a validation error that names them.
    """
    given = [name for name, _ in record.items() if name in names]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        raise make_error(f"exactly one of {', '.join(names)}; here is {found}")
