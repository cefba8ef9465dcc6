"""What earlier runs worked out, kept by the digest of what it was worked out from.

It saves time and nothing else: whatever is missing, damaged or cannot be written is worked out again. Entries
never change; those of which a whole build asked for nothing by the same digest are dropped at its end.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from zlib import crc32

# With a checksum, since a database can be damaged and still be read.
TABLE = """
create table if not exists entries (kind text, key blob, checksum integer, data blob, primary key (kind, key))
"""
FIND = "select checksum, data from entries where kind = ? and key = ?"


class Store:
    """Entries by kind and digest, in one file, or in memory alone where there is none.

    They rest on the code that worked them out: those of other code, told by its digest, are dropped.
    """

    def __init__(self, path: Path | None = None, code: bytes = b"") -> None:
        self._used: set[bytes] = set()
        self._data = _open(path, code)
        self.get("code", b"")

    def get(self, kind: str, key: bytes) -> bytes | None:
        """An entry; none where it is not known or damaged."""
        self._used.add(key)
        try:
            if not self._data.in_transaction:  # without one the file is locked and let go of for every entry
                self._data.execute("begin")
            found = self._data.execute(FIND, (kind, key)).fetchone()
        except sqlite3.Error:
            return None
        checksum, data = found or (0, None)
        return data if isinstance(data, bytes) and crc32(data) == checksum else None

    def put(self, kind: str, key: bytes, data: bytes) -> None:
        """Keep an entry. A disk that is full only costs time at the next run."""
        self._used.add(key)
        with contextlib.suppress(sqlite3.Error):
            line = (kind, key, crc32(data), data)
            self._data.execute("insert or replace into entries values (?, ?, ?, ?)", line)

    def remember(self, kind: str, key: bytes, work: Callable[[], bytes]) -> bytes:
        """An entry that is known, else worked out and kept."""
        known = self.get(kind, key)
        if known is None:
            known = work()
            self.put(kind, key, known)
        return known

    def remember_part(self, name: str, key: bytes, work: Callable[[], Mapping[str, bytes]]) -> bytes:
        """The same, of an entry that is worked out with others of its key: all of them are kept."""
        known = self.get(name, key)
        if known is None:
            parts = work()
            for one, data in parts.items():
                self.put(one, key, data)
            known = parts[name]
        return known

    def commit(self, drop_others: bool = False) -> None:
        """Write what was kept to the disk; with `drop_others`, without what this run did not ask for."""
        with contextlib.suppress(sqlite3.Error):
            if drop_others:
                self._drop_others()
            self._data.commit()

    def _drop_others(self) -> None:
        others = [
            (kind, key)
            for kind, key in self._data.execute("select kind, key from entries")
            if key not in self._used
        ]
        self._data.executemany("delete from entries where kind = ? and key = ?", others)
        self._used.clear()

    def close(self) -> None:
        """Let go of the file. What was not committed is dropped."""
        with contextlib.suppress(sqlite3.Error):
            self._data.close()


@contextlib.contextmanager
def open_store(path: Path | None, code: bytes = b"") -> Iterator[Store]:
    """A store that is let go of at the end, however that comes."""
    store = Store(path, code)
    try:
        yield store
    finally:
        store.close()


def _open(path: Path | None, code: bytes) -> sqlite3.Connection:
    if path is None:
        return _prepare(":memory:", code)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _prepare(path, code)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY):  # it is another's
            return _prepare(":memory:", code)
    except (OSError, sqlite3.Error):
        pass
    with contextlib.suppress(OSError, sqlite3.Error):  # what cannot be read is begun anew
        for name in (path, path.with_name(f"{path.name}-journal")):
            name.unlink(missing_ok=True)
        return _prepare(path, code)
    return _prepare(":memory:", code)


def _prepare(path: Path | str, code: bytes) -> sqlite3.Connection:
    """The database, without entries of other code."""
    data = sqlite3.connect(path, timeout=0)
    try:
        # Nothing here is worth waiting for the disk: what a fall of the system loses is worked out again.
        data.execute("pragma synchronous = off")
        data.execute(TABLE)
        line = ("code", b"", crc32(code), code)
        if data.execute("select * from entries where kind = ?", line[:1]).fetchall() != [line]:
            data.execute("delete from entries")
            data.execute("insert into entries values (?, ?, ?, ?)", line)
        data.commit()
    except sqlite3.Error:
        data.close()
        raise
    return data
