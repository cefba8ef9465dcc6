"""The house: imports go downwards from room to room, none in a circle, and the drawing shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.drawing import draw_house
from tests.house.imports import CircleError, House, drop_long_ways, find_room, order_floors
from tests.roots import ROOT
from tests.test_names import VERBS
from tests.test_walls import tracked

MAP = ROOT / "docs" / "map.md"
ROOMS = (
    "build",
    "commands",
    "serve",
    "editor",
    "answers",
    "checks",
    "publish/build",
    "publish/plan",
    "publish/zipped",
    "publish/write",
    "publish/fresh",
    "publish/kinds",
    "publish/site",
    "publish/extract",
    "publish/traces",
    "publish/rows",
    "publish/page",
    "publish/styles",
    "publish/scripts",
    "publish/shell",
    "publish/policy",
    "publish/refused",
    "publish/output",
    "wording",
    "rules",
    "read",
    "model",
    "store",
    "program",
    "origin",
    "code",
    "kept",
)
"""From the roof down: a room imports only those that are named behind it."""


@pytest.fixture(scope="module")
def house() -> House:
    return House.read(ROOT)


def make_house(root: Path, **modules: str) -> House:
    (root / "build.py").write_text("import catalogue.answers.one\n", "utf-8")
    for name, text in modules.items():
        path = root.joinpath("catalogue", *name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return House.read(root)


def test_every_room_has_its_place(house: House) -> None:
    assert set(house.join_rooms()) == set(ROOMS)


def test_imports_go_downwards(house: House) -> None:
    upwards = [
        line
        for room, others in house.join_rooms().items()
        for other in others
        if ROOMS.index(other) < ROOMS.index(room)
        for line in house.list_between(room, other)
    ]
    assert upwards == []


def test_the_drawing_is_fresh(house: House) -> None:
    assert (ROOT / "docs" / "map.svg").read_text("utf-8") == draw_house(house), "run: make map"


def test_the_map_names_files_and_folders_that_are_there() -> None:
    paths = [f"/{path}" for path in tracked()]
    named = re.findall(r"`([\w./-]+(?:\.(?:py|js|ts|html|css|yml|md|svg|conf)|/))`", MAP.read_text("utf-8"))
    ends = {name for name in named if name.endswith("/")}
    assert len(named) > 100
    assert [name for name in ends if not any(f"/{name}" in path for path in paths)] == []
    assert [name for name in {*named} - ends if not any(path.endswith(f"/{name}") for path in paths)] == []


@pytest.mark.parametrize("room", ["publish/kinds", "editor"])
def test_the_map_names_every_module_of_the_long_rooms(room: str) -> None:
    named = set(re.findall(r"`(?:[\w/]+/)?(\w+)(?:\.py)?`", MAP.read_text("utf-8")))
    modules = {path.stem for path in (ROOT / "catalogue" / room).glob("*.py")} - {"__init__"}
    assert not sorted(modules - named)


def test_the_map_says_of_verbs_what_the_list_says() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", MAP.read_text("utf-8"), re.MULTILINE))
    assert told
    assert told.items() <= VERBS.items()


def test_each_room_stands_above_what_it_imports(house: House) -> None:
    floor = {room: at for at, rooms in enumerate(order_floors(house)) for room in rooms}
    assert all(floor[room] > floor[other] for room, others in house.join_rooms().items() for other in others)


def test_a_circle_of_modules_is_told(tmp_path: Path) -> None:
    house = make_house(
        tmp_path,
        answers__one="from catalogue.answers import two\n",
        answers__two="from catalogue.answers.one import name\n",
    )
    with pytest.raises(CircleError) as told:
        order_floors(house)
    assert set(str(told.value).splitlines()[1:]) == {
        "catalogue.answers.one imports catalogue.answers.two",
        "catalogue.answers.two imports catalogue.answers.one",
    }


def test_a_circle_of_rooms_is_told_by_its_modules(tmp_path: Path) -> None:
    house = make_house(
        tmp_path,
        answers__one="import catalogue.rules.one\n",
        rules__one="",
        rules__two="def late():\n    from catalogue.answers import three\n",
        answers__three="",
    )
    with pytest.raises(CircleError) as told:
        order_floors(house)
    assert set(str(told.value).splitlines()[1:]) == {
        "catalogue.answers.one imports catalogue.rules.one",
        "catalogue.rules.two imports catalogue.answers.three",
    }


@pytest.mark.parametrize(
    ("module", "room"),
    [
        ("build", "build"),
        ("catalogue", ""),
        ("catalogue.store", "store"),
        ("catalogue.checks", "checks"),
        ("catalogue.rules.points", "rules"),
        ("catalogue.publish", ""),
        ("catalogue.publish.plan", "publish/plan"),
        ("catalogue.publish.kinds.api", "publish/kinds"),
    ],
)
def test_a_module_stands_in_the_room_of_its_folder(module: str, room: str) -> None:
    assert find_room(module) == room


def test_an_arrow_is_left_out_where_a_longer_way_leads_there() -> None:
    graph = {"a": frozenset("bc"), "b": frozenset("c"), "c": frozenset[str]()}
    assert drop_long_ways(graph) == {"a": frozenset("b"), "b": frozenset("c"), "c": frozenset()}
