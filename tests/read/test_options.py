"""The files beside a log: what a member file and one of carried points say, and each mistake in them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.model.kernel import Kernel
from catalogue.read.options import read_attributes, read_carry_in, read_member
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from tests.kept import assert_told
from tests.roots import LIGHTHOUSE

MEMBERS = {
    "nothing known": "attributes: {}",
    "a value": "attributes: {post: rock}",
    "a value misspelt": "attributes: {post: rok}",
    "a value of another": "attributes: {post: 99}",
    "two values of what has one": "attributes: {post: [rock, shore]}",
    "an attribute misspelt": "attributes: {pots: rock}",
    "an answer": "conditions: {oath-taken: yes}",
    "a condition misspelt": "conditions: {oath-takn: yes}",
    "a condition of an entry": "conditions: {light-lit: yes}",
    "an answer in words": "conditions: {oath-taken: perhaps}",
    "twelve months of a year": "months_away: {2: 12}",
    "more months than a year has": "months_away: {2: 12.0001, 3: 13}",
    "more months than a year has, whichever": "months_away: 12.5",
    "months below nothing": "months_away: -1",
    "a key misspelt": "atributes: {post: rock}",
    "no group": "- rock",
    "broken": "attributes: {post: rock",
}
CARRIED = {
    "points": "carry_in: {surplus: 2.5}",
    "a rule misspelt": "carry_in: {surpluss: 2}",
    "points below nothing": "carry_in: {surplus: -2}",
    "nothing": "carry_in: {}",
}


@pytest.fixture(scope="module")
def kernels() -> dict[str, Kernel]:
    catalogue, problems = read_catalogue(LIGHTHOUSE)
    assert catalogue, problems
    return {
        key: build_kernel(catalogue.schedules[key]) for key in ("keeper-2021", "master-2018", "hand-2020")
    }


def write(folder: Path, text: str) -> Path:
    path = folder / "me.yml"
    path.write_text(f"{text}\n", "utf-8")
    return path


@pytest.mark.parametrize("key", ["keeper-2021", "hand-2020"])
@pytest.mark.parametrize("name", MEMBERS)
def test_what_a_member_file_says_and_what_is_wrong_in_it(
    name: str, key: str, kernels: dict[str, Kernel], tmp_path: Path
) -> None:
    member, problems = read_member(write(tmp_path, MEMBERS[name]), kernels[key])
    said = member.model_dump_json(exclude_defaults=True)
    assert_told("options", f"{key}, {name}", "\n".join([said, *map(str, problems)]))


@pytest.mark.parametrize("key", ["keeper-2021", "hand-2020"])
@pytest.mark.parametrize("name", CARRIED)
def test_what_a_file_of_carried_points_says(
    name: str, key: str, kernels: dict[str, Kernel], tmp_path: Path
) -> None:
    found, problems = read_carry_in(write(tmp_path, CARRIED[name]), kernels[key])
    assert_told("options", f"carried, {key}, {name}", "\n".join([str(found), *map(str, problems)]))


def test_several_values_of_what_has_several(kernels: dict[str, Kernel], tmp_path: Path) -> None:
    path = write(tmp_path, "attributes: {harbours: [north, south]}")
    member, problems = read_member(path, kernels["master-2018"])
    assert problems == []
    assert member.attributes == {"harbours": ("north", "south")}
    assert read_attributes(path) == {"harbours": ("north", "south")}
    assert read_attributes(write(tmp_path, "- rock")) == {}


def test_points_are_exact(kernels: dict[str, Kernel], tmp_path: Path) -> None:
    found, _ = read_carry_in(write(tmp_path, CARRIED["points"]), kernels["keeper-2021"])
    assert found == {"surplus": Decimal("2.5")}
