"""What earlier runs worked out, kept by the digest of what it was worked out from.

It saves time and nothing else: whatever is missing, damaged or cannot be written is worked out again. What is
put by the digest of another entry takes its place. Entries of which a whole build asked for nothing by the
same digest are dropped at its end.

What was kept one after another is mostly asked for one after another: each kind has a table of its own, which
is read on from the entry that was asked for last, some entries at once. They are written many at once, too:
one at a time between other work each costs three times as much, as nothing of the database is in the caches.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

CODE = "code"
"""The kind of the one entry that says which code worked all of them out."""
# With a checksum, since a database can be damaged and still be read.
TABLE = 'create table if not exists "{}" (key blob primary key, checksum integer, data blob)'
TABLES = "select name from sqlite_schema where type = 'table'"

FULL = 1 << 20
"""How many bytes are held before they are written."""
MOST_AT_ONCE = 16
"""How many entries of a kind are read at once, where one after another is asked for."""


@dataclass
class Run:
    """Entries of one kind that are read one after another."""

    following: sqlite3.Cursor
    at_once: int
    entries: dict[bytes, tuple[int, bytes]]
    """By key, the checksum and the data of those that were read last."""

    def read_on(self) -> None:
        """Read the next ones."""
        found = self.following.fetchmany(self.at_once)
        self.entries = {key: (checksum, data) for key, checksum, data in found}
        self.at_once = min(2 * self.at_once, MOST_AT_ONCE)


class Store:
    """Entries by kind and digest, in one file, or in memory alone where there is none.

    They rest on the code that worked them out: those of other code, told by its digest, are dropped.
    """

    def __init__(self, path: Path | None = None, code: bytes = b"") -> None:
        self._used: dict[bytes, int] = {}
        """Every key that was asked for or put, with the bits of the new kinds that have it."""
        self._data = _open(path, code)
        self._kinds: set[str] = set()
        self._new: dict[str, int] = {}
        """The bit of each kind that no earlier run knew: what was not put need not be looked for there."""
        self._runs: dict[str, Run] = {}
        """Of each kind, the entries behind the one that was asked for last."""
        self._fresh: dict[str, dict[bytes, tuple[int, bytes]]] = {}
        """Of each kind, by key, the checksum and the data of the entries that are not written yet."""
        self._size = 0
        """How many bytes these have."""
        with contextlib.suppress(sqlite3.Error):
            self._kinds.update(name for (name,) in self._data.execute(TABLES))
        self.get(CODE, b"")

    def get(self, kind: str, key: bytes) -> bytes | None:
        """An entry; none where it is not known or damaged."""
        kinds = self._used.setdefault(key, 0)
        if kind in self._fresh and key in self._fresh[kind]:
            return self._fresh[kind][key][1]
        if kind not in self._kinds or (kind in self._new and not kinds & self._new[kind]):
            return None
        try:
            if not self._data.in_transaction:  # without one the file is locked and let go of for every entry
                self._data.execute("begin")
            checksum, data = self._read(kind, key)
        except sqlite3.Error:
            return None
        return data if isinstance(data, bytes) and crc32(data) == checksum else None

    def _read(self, kind: str, key: bytes) -> tuple[int, bytes | None]:
        """The checksum and the data of an entry that is known; else what follows stays what it was."""
        run = self._runs.get(kind)
        if run and key not in run.entries:
            run.read_on()
        if not run or key not in run.entries:
            place = self._data.execute(f'select rowid from "{kind}" where key = ?', (key,)).fetchone()
            if place is None:
                return 0, None
            entries = f'select key, checksum, data from "{kind}" where rowid >= ?'
            run = self._runs[kind] = Run(self._data.execute(entries, place), 1, {})
            run.read_on()
        return run.entries[key]

    def put(self, kind: str, key: bytes, data: bytes) -> None:
        """Keep an entry. A disk that is full only costs time at the next run."""
        if kind not in self._kinds:
            self._new.setdefault(kind, 1 << len(self._new))
        self._used[key] = self._used.get(key, 0) | self._new.get(kind, 0)
        self._fresh.setdefault(kind, {})[key] = crc32(data), data
        self._size += len(data)
        if self._size >= FULL:
            self._write()

    def _write(self) -> None:
        """Write what is not written yet, kind by kind."""
        fresh, self._fresh, self._size = self._fresh, {}, 0
        with contextlib.suppress(sqlite3.Error):
            for kind, entries in fresh.items():
                self._runs.pop(kind, None)
                if kind not in self._kinds:
                    self._data.execute(TABLE.format(kind))
                    self._kinds.add(kind)
                lines = ((key, *entry) for key, entry in entries.items())
                self._data.executemany(f'insert or replace into "{kind}" values (?, ?, ?)', lines)

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
        self._write()
        self._runs.clear()
        with contextlib.suppress(sqlite3.Error):
            if drop_others:
                self._drop_others()
            self._data.commit()

    def _drop_others(self) -> None:
        for kind in self._kinds:
            keys = self._data.execute(f'select key from "{kind}"').fetchall()
            others = [line for line in keys if line[0] not in self._used]
            self._data.executemany(f'delete from "{kind}" where key = ?', others)
        self._used.clear()
        self._new.clear()

    def close(self) -> None:
        """Let go of the file. What was not committed is dropped."""
        self._runs.clear()
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
        data.execute("pragma page_size = 16384")  # most entries have some thousand bytes
        tables = [name for (name,) in data.execute(TABLES)]
        line = (b"", crc32(code), code)
        if CODE not in tables or data.execute(f'select * from "{CODE}"').fetchall() != [line]:
            for name in tables:
                data.execute(f'drop table "{name}"')
            data.execute(TABLE.format(CODE))
            data.execute(f'insert into "{CODE}" values (?, ?, ?)', line)
        data.commit()
    except sqlite3.Error:
        data.close()
        raise
    return data
