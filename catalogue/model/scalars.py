"""The kinds of single value that the data holds, and how each is written.

A value in a YAML file is text until its key says otherwise: `no`, `on`, `1e3`, `12:30` and a bare
date are read as the key asks, never guessed. Each kind here says what it expects in words that the
person who edits the file understands.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    WrapSerializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    chain_schema,
    custom_error_schema,
    int_schema,
    no_info_before_validator_function,
    str_schema,
    union_schema,
)

K = TypeVar("K")
V = TypeVar("V")

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"
FIGURE = r"(?:0|[1-9][0-9]*)(?:\.[0-9]{1,4})?"
LENGTH = re.compile(r"([1-9][0-9]*) (month|year)s?")
WINDOW = re.compile(r"entry|day|year|cycle|last [1-9][0-9]* (months?|years?)")


def make_error(what: str) -> PydanticCustomError:
    """The error of a value that is not of its kind; `what` completes "expected ..."."""
    return PydanticCustomError("expected", "{what}", {"what": what})


def make_check(check: CoreSchema, what: str) -> CoreSchema:
    """A check that tells what is expected where it fails."""
    return custom_error_schema(
        check, "expected", custom_error_message="{what}", custom_error_context={"what": what}
    )


class _Compiled:
    """Checks that pydantic makes without Python, since most values of a catalogue are of these kinds.

    Each stands beside what is expected where it fails. Behind them comes what the type itself asks.
    """

    def __init__(self, *checks: tuple[CoreSchema, str]) -> None:
        self.checks = checks

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return chain_schema([*(make_check(check, what) for check, what in self.checks), handler(source)])

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        inner: Any = schema
        while inner["type"] != "chain":  # what is done with the checked value
            inner = inner["schema"]
        return handler(inner["steps"][-1])


_TEXT = _Compiled(
    (str_schema(strict=True), "some text"),
    (
        str_schema(strip_whitespace=True, min_length=1),
        "some text; leave the key out where there is nothing to say",
    ),
)
_KEY = _Compiled(
    (
        str_schema(strict=True, pattern=f"^(?:{KEY})$"),
        "a key in lower case letters, digits and single hyphens, such as plan-2017",
    )
)
_DIGITS = chain_schema([str_schema(strict=True, pattern="^(?:0|[1-9][0-9]*)$"), int_schema()])
_WHOLE = _Compiled(
    (
        union_schema([int_schema(strict=True), _DIGITS], mode="left_to_right"),
        "a whole number in digits, such as 12",
    )
)


def _make_pattern_check(pattern: str, what: str) -> Callable[[object], object]:
    def check(value: object) -> object:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise make_error(what)
        return value

    return check


def _read_figure(value: object) -> object:
    if isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return Decimal(value)
    if isinstance(value, str) and re.fullmatch(FIGURE, value):
        return Decimal(value)
    if isinstance(value, str) and re.fullmatch(r"[1-9][0-9]{0,2}([, ][0-9]{3})+", value):
        raise make_error(f"a figure with nothing between thousands: {re.sub('[, ]', '', value)}")
    if isinstance(value, str) and re.fullmatch(r"[0-9]+,[0-9]+", value):
        raise make_error(f"a figure with a point for decimals: {value.replace(',', '.')}")
    raise make_error("a figure in digits with at most four decimals, such as 35 or 13.33")


def read_date(value: object) -> datetime.date:
    """A civil date, or the error that says what is expected."""
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise make_error(f"a day that exists; the calendar has no {value}") from None
    raise make_error("a date as year-month-day, such as 2026-11-22")


def _read_yes_no(value: object) -> object:
    answers = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in answers:
        return answers[value.lower()]
    raise make_error("yes or no")


def make_answer_reader(*others: str) -> Callable[[object], object]:
    """A check for `yes`, `no` or one of the other words; YAML's own true and false are taken too."""

    def read_answer(value: object) -> object:
        if isinstance(value, str) and value.lower() in ("yes", "no", *others):
            return value.lower()
        try:
            return "yes" if _read_yes_no(value) else "no"
        except PydanticCustomError:
            raise make_error(f"one of yes, no, {', '.join(others)}") from None

    return read_answer


def _read_months(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and (match := LENGTH.fullmatch(value)):
        return int(match[1]) * (12 if match[2] == "year" else 1)
    raise make_error("a length of time in months or years, such as 18 months or 3 years")


def _check_window(value: object) -> object:
    if not isinstance(value, str) or not WINDOW.fullmatch(value):
        raise make_error("one of: entry, day, year, cycle, last N months, last N years")
    return value


def to_number(value: Decimal) -> int | float:
    """A figure as the shortest JSON number: 35, not 35.0; 13.33 as printed."""
    return int(value) if value == value.to_integral_value() else float(value)


def _to_list(value: object) -> object:
    return value if isinstance(value, (list, tuple)) else [value]


# An editor that reads `level: 3` as a number must not call it wrong: we read it as the key asks.
_WORDS = WithJsonSchema({"type": ["string", "number", "boolean"]}, mode="validation")

Text = Annotated[str, _TEXT, _WORDS]
"""Words in English; white space around them does not count."""

Key = Annotated[str, _KEY, WithJsonSchema({"type": ["string", "integer"]}, mode="validation")]
"""The permanent name of a record, part of its address."""

Address = Annotated[
    str,
    BeforeValidator(
        _make_pattern_check(
            r"https?://[^\s<>\"]*[^\s<>\".,;:)\]]",
            "a web address alone, which begins with https:// or http:// and ends in no comma or full stop",
        )
    ),
]
"""A web address."""

Colour = Annotated[
    str,
    BeforeValidator(_make_pattern_check(r"#[0-9a-f]{6}", "a colour as # and six digits, such as #00529b")),
]
"""A colour, lower case hexadecimal."""

Language = Annotated[
    str,
    BeforeValidator(
        _make_pattern_check(
            r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?",
            "a language as web pages name it, such as en or en-ZA",
        )
    ),
]
"""A language as BCP 47 names it: language, script and country where they matter."""

Whole = Annotated[int, _WHOLE]
"""A whole number, not below 0."""

Figure = Annotated[
    Decimal,
    BeforeValidator(_read_figure),
    PlainSerializer(to_number),
    WithJsonSchema({"type": "number", "minimum": 0}),
]
"""An exact decimal figure (points, credits, quantities), not below 0, at most four decimals."""

Day = Annotated[datetime.date, BeforeValidator(read_date)]
"""A civil date without time zone."""

YesNo = Annotated[
    bool,
    BeforeValidator(_read_yes_no),
    WithJsonSchema({"enum": ["yes", "no", True, False]}, mode="validation"),
]
"""yes or no."""

Months = Annotated[
    int,
    BeforeValidator(_read_months),
    WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]* (month|year)s?$"}, mode="validation"),
    WithJsonSchema({"type": "integer", "description": "months"}, mode="serialization"),
]
"""A length of time, written "18 months" or "3 years", kept in months."""

Window = Annotated[
    str,
    BeforeValidator(_check_window),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^({WINDOW.pattern})$",
            "examples": ["entry", "day", "year", "cycle", "last 12 months", "last 3 years"],
        }
    ),
]
"""The span in which a rule counts: entry, day, year, cycle, last N months, last N years."""

Table = Annotated[
    Mapping[K, V],
    AfterValidator(MappingProxyType),
    WrapSerializer(lambda value, handler: handler(dict(value))),
]
"""Keyed values in the order of the file, not to be changed."""


class Shorter:
    """Lets a value be written shorter, and tells an editor of both ways: it must not call ours wrong."""

    def __init__(self, read: Callable[[object], object], written: JsonSchemaValue | None = None) -> None:
        self._read = read
        self._written = written
        """The schema of the shorter way; for a list, that of its entries."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        whole = handler(schema)
        if handler.mode != "validation":
            return whole
        return {"anyOf": [whole["items"] if self._written is None else self._written, whole]}


ONE_OR_MORE = Shorter(_to_list)
Many = Annotated[tuple[V, ...], ONE_OR_MORE]
"""One or more values: a single one may be written without the dash."""
