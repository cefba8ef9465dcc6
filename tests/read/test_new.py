"""A new file from its template: where it stands, what it is told of itself, and why it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.read.new import TEMPLATES, NewError, write_from_template


@pytest.mark.parametrize(
    ("kind", "key", "designation", "file"),
    [
        ("designation", "pilot", None, "designations/pilot/designation.yml"),
        ("qualification", "7099", None, "designations/qualifications/7099.yml"),
        ("qualification", "a-letter", None, "designations/qualifications/a-letter.yml"),
        ("schedule", "keeper-2030", "keeper", "designations/keeper/cpd-2030.yml"),
        ("schedule", "plan-2030", "keeper", "designations/keeper/cpd-plan-2030.yml"),
        ("schedule", "keepers", "keeper", "designations/keeper/cpd-keepers.yml"),
    ],
)
def test_a_new_file_stands_in_its_place(
    lighthouse: Path, kind: str, key: str, designation: str | None, file: str
) -> None:
    path = write_from_template(lighthouse, kind, key, designation)
    assert path == lighthouse / file
    text = (TEMPLATES / f"{kind}.yml").read_text("utf-8")
    assert path.read_text("utf-8") == text.replace("@KEY@", key).replace("@DESIGNATION@", designation or "")
    assert f"{kind}: {key}\n" in path.read_text("utf-8")
    with pytest.raises(NewError) as error:
        write_from_template(lighthouse, kind, key, designation)
    assert str(error.value) == f"{file} exists already"


@pytest.mark.parametrize("key", ["", "Keeper", "a--b", "-a", "a b", "a/b", "a_b"])
def test_what_is_no_key_is_refused(lighthouse: Path, key: str) -> None:
    with pytest.raises(NewError) as error:
        write_from_template(lighthouse, "designation", key)
    assert str(error.value) == (
        f"`{key}` is not a key: lower case letters, digits and single hyphens, such as plan-2027"
    )


@pytest.mark.parametrize("designation", [None, "", "kepeer"])
def test_a_schedule_belongs_to_a_designation(lighthouse: Path, designation: str | None) -> None:
    with pytest.raises(NewError) as error:
        write_from_template(lighthouse, "schedule", "keeper-2030", designation)
    assert str(error.value) == (
        "say which designation the schedule belongs to: --designation, one of hand, keeper, master"
    )


def test_the_first_file_of_an_empty_folder_makes_its_folders(tmp_path: Path) -> None:
    assert write_from_template(tmp_path, "qualification", "7099").is_file()
    with pytest.raises(NewError, match=r"--designation, one of $"):
        write_from_template(tmp_path, "schedule", "a", "b")
