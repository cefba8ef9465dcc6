"""An output reads nothing but its inputs: what is not among them cannot make it stale."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from types import CodeType, FunctionType, MappingProxyType, ModuleType
from typing import Any

import pytest

from catalogue.model.catalogue import TABLES, Catalogue
from catalogue.publish.output import Input, Output
from catalogue.publish.page.templates import Templates
from catalogue.publish.refused import RefusedError
from tests.publish.sites import Site, build, catalogue_of, inputs_of
from tests.roots import LIGHTHOUSE

PARTS = ("catalogue.publish.kinds.", "catalogue.publish.page.")
"""Where the functions stand that make outputs."""
CONSTANT = (str, bytes, int, float, Decimal, tuple, frozenset, re.Pattern, MappingProxyType, Path, type(None))


# Functions


def test_each_output_is_made_by_a_function_of_a_module(site: Site) -> None:
    for make in {output.make for output in (*site.first_round(), *site.outputs)}:
        assert isinstance(make, FunctionType)
        assert getattr(sys.modules[make.__module__], make.__name__) is make
        assert make.__closure__ is None
        assert make.__defaults__ is None or not [one for one in make.__defaults__ if is_table(one)]


def test_each_function_takes_what_its_outputs_give_it(site: Site) -> None:
    for output in (*site.first_round(), *site.outputs):
        inspect.signature(output.make).bind(**output.inputs)


def is_table(value: object) -> bool:
    """Whether a global is something that could change."""
    known = isinstance(value, (*CONSTANT, type, ModuleType)) or callable(value)
    return not known and not getattr(type(value), "__module__", "").startswith(("typing", "__future__"))


def names_in(code: CodeType) -> Iterator[str]:
    """Every name that a function, or one inside it, reads of its module or of something else."""
    yield from code.co_names
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from names_in(inner)


def functions_of(value: object) -> list[FunctionType]:
    """The functions of ours that a global stands for: itself, or the methods of a class."""
    found = [value]
    if isinstance(value, type):
        found = [getattr(one, "fget", getattr(one, "func", one)) for one in list(vars(value).values())]
    bare = [inspect.unwrap(one) for one in found if callable(one)]
    return [one for one in bare if isinstance(one, FunctionType) and one.__module__.startswith(PARTS)]


def tables_read(make: Any) -> dict[str, Any]:
    """The tables of modules that a function, and whatever it calls, could read."""
    tables: dict[str, Any] = {}
    waiting, seen = [make], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        names = set(names_in(one.__code__))
        spaces = [one.__globals__]
        spaces += [vars(it) for it in map(one.__globals__.get, names) if isinstance(it, ModuleType)]
        for space in spaces:
            for name in names & space.keys():
                waiting += functions_of(space[name])
                if is_table(space[name]):
                    tables[f"{space.get('__name__')}.{name}"] = space[name]
    return tables


def test_what_functions_read_of_modules_never_changes(ours: Site, lighthouse: Path, tmp_path: Path) -> None:
    makes = {output.make for output in ours.first_round()}
    assert len(makes) > 15
    reading = [*makes, *functions_of(Templates)]
    tables = {name: table for one in reading for name, table in tables_read(one).items()}
    assert tables
    before = {name: repr(table) for name, table in tables.items()}
    body = lighthouse / "designations" / "body.yml"
    body.write_text(body.read_text("utf-8").replace("abbreviation: GHLK", "abbreviation: XYZ"), "utf-8")
    build(lighthouse, tmp_path)
    assert {name: repr(table) for name, table in tables.items()} == before


# Inputs


def state(value: Any) -> Any:
    """What an input's value holds, to be compared with another's."""
    if isinstance(value, Catalogue):
        return value.body, {name: list(getattr(value, name).items()) for name in TABLES}
    if isinstance(value, Mapping):
        return list(value.items())
    return value


def test_inputs_of_equal_digest_have_equal_values(site: Site) -> None:
    known: dict[bytes, Input] = {}
    compared = 0
    for output in site.first_round():
        for name, given in output.inputs.items():
            other = known.setdefault(given.digest, given)
            if other is not given and not isinstance(given.read(), Templates):
                compared += 1
                assert state(given.read()) == state(other.read()), (output.address, name)
    assert compared > 50


def test_no_two_outputs_have_one_fingerprint(site: Site) -> None:
    for outputs in (site.first_round(), site.outputs):
        assert len({output.fingerprint for output in outputs}) == len(outputs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}),
        ({"a": "1"}, {"b": "1"}),
        ({"a": "1"}, {"a": 1}),
        ({"a": ("1", "2")}, {"a": ("12",)}),
        ({"a": None}, {"a": ""}),
    ],
)
def test_names_and_values_of_inputs_are_told_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = (
        Output("a.html", repr, {name: Input.build(value) for name, value in given.items()})
        for given in (one, other)
    )
    assert first.fingerprint != second.fingerprint


# Views


def test_a_view_holds_what_it_is_known_by_and_nothing_else() -> None:
    catalogue = catalogue_of(LIGHTHOUSE)
    view = inputs_of(catalogue, LIGHTHOUSE).build_view("sources", qualifications=["7001"]).read()
    assert list(view.qualifications) == ["7001"]
    assert [name for name in TABLES if getattr(view, name)] == ["sources", "qualifications"]
    assert (dict(view.examples), dict(view.profiles), dict(view.summaries)) == ({}, {}, {})
    assert view.exceptions == ()
    with pytest.raises((AssertionError, KeyError)):
        view.read_qualification("7001")


FORGOTTEN = [
    ("designations/keeper/index.html", "schedules"),
    ("designations/keeper/index.html", "qualifications"),
    ("cpd/keeper-2021/index.html", "designations"),
    ("pathways/hand/keeper/index.html", "schedules"),
    ("qualifications/7001/index.html", "sources"),
    ("api/v1/designations/keeper.json", "qualifications"),
]


@pytest.mark.parametrize(("address", "table"), FORGOTTEN)
def test_a_page_fails_without_a_record_that_it_shows(other: Site, address: str, table: str) -> None:
    (output,) = (output for output in other.first_round() if output.address == address)
    view = output.inputs["view"].read()
    assert getattr(view, table)
    tables = {name: getattr(view, name) for name in TABLES if name != table}
    lacking = Input(b"", lambda: view.select_tables(tables))
    with pytest.raises((KeyError, RefusedError)):  # in a template it is a fault of the template
        Output(address, output.make, {**output.inputs, "view": lacking}).make_content()
