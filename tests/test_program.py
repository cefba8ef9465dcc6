"""What follows from the program alone is worked out once, whatever happens to what is kept of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue import program

KEY, OTHER = bytes(16), bytes([1] * 16)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(program, "FOLDER", tmp_path / "kept")
    return tmp_path / "kept"


def count_work(key: bytes = KEY, data: bytes = b"found") -> int:
    """How often it had to be worked out; what is told is right each time."""
    worked: list[bytes] = []

    def work() -> bytes:
        worked.append(data)
        return data

    assert program.remember("name", key, work) == data
    return len(worked)


def test_what_was_worked_out_is_not_worked_out_again() -> None:
    assert [count_work(), count_work(), count_work()] == [1, 0, 0]


def test_what_rests_on_something_else_takes_its_place(folder: Path) -> None:
    assert [count_work(), count_work(OTHER, b"other"), count_work(OTHER, b"other"), count_work()] == [
        1,
        1,
        0,
        1,
    ]
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def cut_short(data: bytes) -> bytes:
    return data[:-1]


def change_a_bit(data: bytes) -> bytes:
    return data[:-1] + bytes([data[-1] ^ 1])


@pytest.mark.parametrize("damage", [cut_short, change_a_bit, lambda data: data[:9], lambda data: b""])
def test_what_is_damaged_is_worked_out_again(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    count_work()
    (file,) = (path for path in folder.rglob("*") if path.is_file())
    file.write_bytes(damage(file.read_bytes()))
    assert [count_work(), count_work()] == [1, 0]


def test_of_other_code_nothing_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    count_work()
    monkeypatch.setattr(program, "digest_code", lambda: b"other code")
    assert [count_work(), count_work()] == [1, 0]
    assert [path.name for path in folder.iterdir()] == [b"other code".hex()]


def test_what_cannot_be_kept_only_costs_time(folder: Path) -> None:
    folder.write_text("a file stands here")
    assert [count_work(), count_work()] == [1, 1]
    folder.unlink()
    assert [count_work(), count_work()] == [1, 0]


def test_a_folder_that_cannot_be_written_is_still_read(folder: Path) -> None:
    count_work()
    (inside,) = folder.iterdir()
    os.chmod(inside, stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert [count_work(), count_work(OTHER, b"other")] == [0, 1]
    finally:
        os.chmod(inside, stat.S_IRWXU)
