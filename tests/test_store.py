"""What earlier runs worked out: it saves time, and whatever happens to it changes nothing else."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from catalogue.store import FULL, Store, open_store

KEY = b"key"


def keep(path: Path, data: bytes = b"data", code: bytes = b"code") -> None:
    with open_store(path, code) as store:
        store.put("kind", KEY, data)
        store.commit()


def known(path: Path, code: bytes = b"code") -> bytes | None:
    with open_store(path, code) as store:
        return store.get("kind", KEY)


def test_what_was_kept_is_known_to_the_next_run(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "store"
    assert known(path) is None
    keep(path)
    assert known(path) == b"data"


def test_what_was_not_committed_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "store"
    with open_store(path) as store:
        store.put("kind", KEY, b"data")
    assert known(path) is None


def test_entries_of_other_code_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "store"
    keep(path)
    assert known(path, b"other") is None


def test_what_a_whole_build_did_not_ask_for_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "store"
    keep(path)
    with open_store(path, b"code") as store:
        store.put("kind", b"another", b"asked for")
        store.commit(drop_others=True)
    assert known(path) is None
    with open_store(path, b"code") as store:
        assert store.get("kind", b"another") == b"asked for"


def test_entries_are_found_in_any_order(tmp_path: Path) -> None:
    path, keys = tmp_path / "store", [bytes([number]) * 16 for number in range(40)]
    with open_store(path) as store:
        for key in keys:
            store.put("kind", key, key * 2)
            assert store.get("kind", key) == key * 2
        store.commit()
    with open_store(path) as store:
        for order in (keys, keys[::-1], keys[::3], [*keys[:5], b"not known", *keys[5:9], keys[20], keys[9]]):
            for key in order:
                assert store.get("kind", key) == (None if key == b"not known" else key * 2)
        store.put("kind", keys[3], b"anew")
        store.put("kind", b"one more", b"put while others are read")
        assert [store.get("kind", key) for key in (keys[2], keys[3], b"one more")] == [
            keys[2] * 2,
            b"anew",
            b"put while others are read",
        ]


def test_entries_are_found_while_many_are_put(tmp_path: Path) -> None:
    """They are written when they are many: before and behind it each is known, and so is what is not."""
    path, keys = tmp_path / "store", [bytes([number]) * 16 for number in range(40)]
    with open_store(path) as store:
        for key in keys:
            assert store.get("large", key) is None
            store.put("large", key, key * (FULL // 256))
            store.put("small", key, key)
            assert store.get("large", keys[0]) == keys[0] * (FULL // 256)
            assert store.get("small", key) == key
        store.put("small", keys[1], b"anew")
        store.commit(drop_others=True)
        assert store.get("large", keys[2]) == keys[2] * (FULL // 256)
    with open_store(path) as store:
        for number, key in enumerate(keys):
            assert store.get("large", key) == key * (FULL // 256)
            assert store.get("small", key) == (b"anew" if number == 1 else key)
            store.put("large", key, b"again")
        assert {store.get("large", key) for key in keys} == {b"again"}


def test_all_that_is_known_of_what_was_asked_about_stays(tmp_path: Path) -> None:
    path = tmp_path / "store"
    keep(path)
    with open_store(path, b"code") as store:
        store.get("other", KEY)
        store.commit(drop_others=True)
    assert known(path) == b"data"


def test_what_is_remembered_is_worked_out_once() -> None:
    store, asked = Store(), []

    def work() -> bytes:
        asked.append("asked")
        return b"found"

    assert store.remember("kind", KEY, work) == store.remember("kind", KEY, work) == b"found"
    assert asked == ["asked"]


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scramble(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 32)


def scramble_behind_the_head(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (size - 4096))


def change_an_entry(path: Path) -> None:
    data = path.read_bytes()
    assert data.count(b"data" * 100) == 1
    path.write_bytes(data.replace(b"data" * 100, b"atad" * 100))


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put_another_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as data:
        data.execute("create table kind (name text)")


DAMAGES = (
    cut_short,
    empty,
    scramble,
    scramble_behind_the_head,
    change_an_entry,
    put_a_folder,
    put_another_database,
)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("code", [b"code", b"other"])
def test_a_damaged_file_is_no_worse_than_none(tmp_path: Path, damage: object, code: bytes) -> None:
    path = tmp_path / "store"
    keep(path, b"data" * 100)
    assert callable(damage)
    damage(path)
    with open_store(path, code) as store:
        assert store.get("kind", KEY) is None
        assert store.remember("kind", KEY, lambda: b"new") == b"new"
        assert store.get("kind", KEY) == b"new"
        store.commit(drop_others=True)
    assert known(path, code) in (b"new", None)


def test_a_file_that_nobody_may_write_is_read(tmp_path: Path) -> None:
    path = tmp_path / "store"
    keep(path)
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        assert known(path) == b"data"
        assert known(path, b"other") is None
        with open_store(path, b"code") as store:
            store.put("kind", KEY, b"new")
            store.commit(drop_others=True)
    finally:
        tmp_path.chmod(0o755)
        path.chmod(0o644)


@pytest.mark.parametrize("lock", ["immediate", "exclusive"])
@pytest.mark.parametrize("code", [b"code", b"other"])
def test_a_file_that_another_run_holds_is_not_waited_for(tmp_path: Path, lock: str, code: bytes) -> None:
    path = tmp_path / "store"
    keep(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"begin {lock}")
    with open_store(path, code) as store:
        assert store.get("kind", KEY) in ((b"data", None) if code == b"code" else (None,))
        assert store.remember("new", KEY, lambda: b"new") == b"new"
        store.commit(drop_others=True)
    other.execute("insert or replace into kind values (x'00', 0, x'00')")
    other.execute("commit")
    other.close()
    assert known(path) in (b"data", None)
