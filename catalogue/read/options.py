"""The files beside a log: what rules ask about a member, and what was carried from the window before."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from catalogue.model.base import Record
from catalogue.model.kernel import Kernel
from catalogue.model.log import Member
from catalogue.model.problem import Place, Problem
from catalogue.model.scalars import Figure, Key, Table
from catalogue.model.spelling import find_nearest
from catalogue.read.document import Document, read_document
from catalogue.read.problems import list_refusals


class CarryIn(Record):
    """What was carried in, by carry rule."""

    carry_in: Table[Key, Figure] = Field(default_factory=dict, validate_default=True)
    """Points by the id of the rule that carries them."""


def read_member(path: Path, kernel: Kernel) -> tuple[Member, list[Problem]]:
    """A member file: attributes, conditions (yes or no) and months_away, all of them optional."""
    document, found = _read_record(path, Member)
    if found is None:
        return Member(), document.problems
    attributes = {attribute.id: attribute.values for attribute in kernel.attributes}
    single = {attribute.id for attribute in kernel.attributes if not attribute.several}
    conditions = [condition.id for condition in kernel.conditions if condition.about == "member"]
    _check_keys(document, "attributes", list(attributes))
    _check_keys(document, "conditions", conditions)
    for key, values in found.attributes.items():
        for value in values:
            if key in attributes and value not in attributes[key]:
                _add_problem(document, ("attributes", key), f'"{value}" is no {key}.', value, attributes[key])
        if key in single and len(values) > 1:
            what = f"A member has one {key}, not {len(values)}."
            _add_problem(document, ("attributes", key), what, "", attributes[key])
    _check_months(document, found.months_away)
    return found, document.problems


def read_attributes(path: Path) -> dict[str, tuple[str, ...]]:
    """The attributes of a member file, for finding the rules that judge; empty where the file is wrong."""
    _, found = _read_record(path, Member)
    return dict(found.attributes) if found else {}


def _check_months(document: Document, away: Decimal | Mapping[str, Decimal]) -> None:
    """A year has twelve months: more away would ask nothing of anybody."""
    years = away.items() if isinstance(away, Mapping) else [("", away)]
    for year, months in years:
        if months > 12:
            place = document.places.get(tuple(filter(None, ("months_away", year))), Place(document.file))
            what = f"{months} months away are more than a year has."
            document.problems.append(Problem(place, what, expected="a number from 0 to 12"))


def read_carry_in(path: Path, kernel: Kernel) -> tuple[dict[str, Any], list[Problem]]:
    """A file with `carry_in: {rule: points}`."""
    document, found = _read_record(path, CarryIn)
    if found is None:
        return {}, document.problems
    _check_keys(document, "carry_in", [rule.id for rule in kernel.carry])
    return dict(found.carry_in), document.problems


def _read_record(path: Path, model: type[Any]) -> tuple[Document, Any]:
    document = read_document(path, path.parent)
    if document.problems:
        return document, None
    try:
        return document, model.model_validate(document.value)
    except ValidationError as error:
        document.problems += list_refusals(error, document, model)
        return document, None


def _check_keys(document: Document, table: str, known: list[str]) -> None:
    """Every key of a table must be one that the schedule knows."""
    for key in (document.value or {}).get(table, {}):
        if key not in known:
            _add_problem(
                document, (table, key), f"The schedule knows no `{key}` among its {table}.", key, known
            )


def _add_problem(document: Document, path: tuple[str, ...], what: str, given: str, known: Any) -> None:
    place = document.places.get(path, Place(document.file))
    expected = f"one of {', '.join(known)}" if known else "none: this schedule asks nothing here"
    document.problems.append(Problem(place, what, expected=expected, nearest=find_nearest(given, known)))
