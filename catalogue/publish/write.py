"""Outputs to a folder, all or nothing, and no more work than what changed.

A build writes beside the old site and exchanges the two at the end, so that a reader, or the next build,
never meets half a site: whatever stops a build, the last good site stays as it was. Files whose outputs have
the fingerprint that they had are linked into the new site. What is ours and not among the outputs is not in
it, so that deleting needs no code; what is not ours is linked as well. A file is never written into: it is
made anew, since the old site has it too. One that is made anew and holds what it held keeps its time, so that
no cache fetches it again.

What the site was made from stands in a ledger beside it. It is believed of a file only while the file is as
it was left; where it is missing or damaged, everything is made anew.
"""

from __future__ import annotations

import contextlib
import ctypes
import filecmp
import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from catalogue.code import digest_code
from catalogue.kept import keep_file, read_kept
from catalogue.origin import Origin
from catalogue.publish.fresh import FileId, FreshFolder, drop_path, find_beside, list_entries, name_file
from catalogue.publish.kinds.builds import read_earlier
from catalogue.publish.output import Content, Output, to_bytes

MARK = Path("api/v1/index.json")
"""What only a site of ours has: no other folder is ever replaced."""
BEGINNING = 4096
"""How much is looked at of a file that is too large to be held."""


class NotASiteError(Exception):
    """The folder to write to holds something else."""


class BusyError(Exception):
    """Another build is writing to the same folder."""


class Ledger:
    """What each file of a site was made from: its output's fingerprint, and how large and how old it is."""

    def __init__(self, path: Path, code: bytes) -> None:
        self._path = path
        self._code = code.hex()
        found = _read_ledger(path)
        lines = found["files"]
        self.files = frozenset(lines)
        """The addresses of all files, whatever code they were made by."""
        self.lines: dict[str, list[object]] = lines if found["code"] == self._code else {}
        self.origin = found["origin"]
        """What the site follows from, as text; empty where that is not known."""

    def keep(self, lines: dict[str, list[object]], origin: str) -> None:
        """Write it. Where that fails, the next build makes everything anew."""
        keep_file(self._path, orjson.dumps({"code": self._code, "origin": origin, "files": lines}))


def _read_ledger(path: Path) -> dict[str, Any]:
    """What is known of the last site; nothing where the ledger is damaged."""
    ledger = {"code": "", "origin": "", "files": {}}
    with contextlib.suppress(ValueError, TypeError):
        ledger |= orjson.loads(read_kept(path) or b"{}")
    return ledger


def count_standing(out: Path, origin: Origin) -> int:
    """How many files the site in a folder has, if it follows from just this and stands as it was left.

    Where it does not, that is not known, or a build that was killed left something behind, none.
    """
    ledger = Ledger(find_beside(out, "ledger"), digest_code())
    left = (os.path.lexists(find_beside(out, end)) for end in ("new", "old", "lock-journal"))
    if not origin.digest or ledger.origin != origin.digest.hex() or any(left):
        return 0
    with contextlib.suppress(OSError):
        files = ((os.stat(f"{out}/{address}"), line) for address, line in ledger.lines.items())
        if all(line[1:] == _describe_state(found) for found, line in files):
            return len(ledger.lines)
    return 0


class Writing:
    """A site that is being written."""

    def __init__(self, out: Path, code: bytes, origin: Origin | None = None) -> None:
        self.out = out
        self._origin = origin
        self.earlier = read_earlier(out)
        """What the old site says of itself."""
        self._fresh = FreshFolder(out)
        self._ledger = Ledger(find_beside(out, "ledger"), code)
        self._drafts: dict[str, bytes] = {}
        self.count = 0
        """How many files the site has."""
        self.made: list[str] = []
        """The addresses of the files that were made anew."""

    def make_draft(self, output: Output) -> bytes:
        """Make an output before all is known that its file needs. Returns its content, or the beginning.

        Where the output that is written in the end has the same fingerprint, the draft is its file already.
        """
        content, place = output.make_content(), self._fresh.make_place(output.address)
        if isinstance(content, str):
            content = content.encode()
        _put(place, content)
        self._drafts[output.address] = output.fingerprint
        if isinstance(content, bytes):
            return content
        with open(place, "rb") as file:
            return file.read(BEGINNING)

    def make_ahead(self, output: Output) -> bytes | None:
        """Make an output while what it needs is at hand, unless the site has it. Returns what was made."""
        return None if self._find_file(output) else self.make_draft(output)

    def read_draft(self, output: Output) -> bytes | None:
        """The draft of an output, if it was made in this build."""
        if output.address not in self._drafts:
            return None
        return (self._fresh.path / output.address).read_bytes()

    def read_written(self, address: str) -> bytes:
        """A file that was written in this build, or is taken over from the last one."""
        return (self._fresh.path / address).read_bytes()

    def write(self, outputs: Iterable[Output]) -> None:
        """Write all outputs, and put them in the place of the old site.

        Raises NotOursError where that would delete what is not ours.
        """
        listed = list_by_address(outputs)
        self.count = len(listed)
        kept = {address: found for address, output in listed.items() if (found := self._find_file(output))}
        if len(kept) == len(listed) == len(self._ledger.lines) and not self._fresh.is_begun:
            self._keep_ledger({address: line for address, (line, _) in kept.items()})
            return
        lines: dict[str, list[object]] = {}
        for address, output in listed.items():
            if address in kept and self._fresh.link_file(address, kept[address][1]):
                lines[address] = kept[address][0]
            else:
                lines[address] = self._make_file(output)
        self._fresh.drop_rest()
        for path in self._list_foreign(self.earlier.files | self._ledger.files or listed.keys()):
            self._fresh.link_foreign(path)
        _exchange(self._fresh.path, self.out)
        self._keep_ledger(lines)
        self._fresh.keep_old()

    def _make_file(self, output: Output) -> list[object]:
        """Make a file anew, unless its draft is what it holds. Returns its line of the ledger."""
        place = f"{self._fresh.path}/{output.address}"
        if self._drafts.get(output.address) != output.fingerprint:
            place = self._fresh.make_place(output.address)
            _put(place, output.make_content())
        _keep_time(f"{self.out}/{output.address}", place)
        self.made.append(output.address)
        return [output.fingerprint.hex(), *_describe_state(os.stat(place))]

    def _keep_ledger(self, lines: dict[str, list[object]]) -> None:
        """Note what the site was made from; as a whole, where nothing was changed while it was made."""
        known = self._origin.digest.hex() if self._origin and not self._origin.has_changed() else ""
        self._ledger.keep(lines, known)

    def _find_file(self, output: Output) -> tuple[list[object], FileId] | None:
        """What the ledger says of an output's file, if it is still true, and which file that is."""
        line = self._ledger.lines.get(output.address)
        if line and line[0] == output.fingerprint.hex():
            with contextlib.suppress(OSError):
                found = os.stat(f"{self.out}/{output.address}")
                if line[1:] == _describe_state(found):
                    return line, name_file(found)
        return None

    def _list_foreign(self, ours: Collection[str]) -> Iterator[str]:
        """What stands in the old site and is not ours."""
        for path, _, is_folder in list_entries(self.out) if self.out.exists() else ():
            if not is_folder and path not in ours:
                yield path


def list_by_address(outputs: Iterable[Output]) -> dict[str, Output]:
    """Outputs by their addresses.

    Raises ValueError where two have one address: a mistake of ours.
    """
    listed: dict[str, Output] = {}
    for output in outputs:
        if listed.setdefault(output.address, output) is not output:
            raise ValueError(f"two outputs at {output.address}")
    return listed


@contextmanager
def open_site(out: Path, code: bytes, origin: Origin | None = None) -> Iterator[Writing]:
    """Begin to write a site to a folder. `code` is a digest of what the outputs are made by, `origin` what
    the whole site follows from, where that is known and nothing is wrong with it.

    Raises NotASiteError when `out` holds something that is no site of ours, BusyError when another
    build is at work there. Whatever stops the writing leaves `out` untouched.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise NotASiteError(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _hold_lock(out):
        drop_path(find_beside(out, "new"))
        yield Writing(out, code, origin)


def _put(target: str, content: Content) -> None:
    with open(target, "wb", buffering=0, opener=_open_over) as file:
        for part in to_bytes(content):
            file.write(part)
        file.truncate()


def _open_over(path: str, flags: int) -> int:
    """A file that is written over where it stands, a draft of this build: emptied first, it takes longer."""
    return os.open(path, flags & ~os.O_TRUNC, 0o666)


def _keep_time(old: str, new: str) -> None:
    """Give a file the time of the one that it replaces, where both hold the same."""
    with contextlib.suppress(OSError):
        if filecmp.cmp(old, new, shallow=False):
            found = os.stat(old)
            os.utime(new, ns=(found.st_atime_ns, found.st_mtime_ns))


def _describe_state(found: os.stat_result) -> list[object]:
    """How large and how old a file is."""
    return [found.st_size, found.st_mtime_ns]


@contextmanager
def _hold_lock(out: Path) -> Iterator[None]:
    """Hold the folder's lock, a database's: every system has it, and lets go of it however the build ends."""
    with contextlib.closing(sqlite3.connect(find_beside(out, "lock"), timeout=0)) as lock:
        try:
            lock.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise BusyError(out) from None
        yield


def _exchange(fresh: Path, out: Path) -> None:
    """Put `fresh` in the place of `out`, and `out` in that of `fresh`, in one step where the system can."""
    if not out.exists():
        fresh.rename(out)
    elif not _exchange_at_once(fresh, out):
        aside = find_beside(out, "old")
        drop_path(aside)
        out.rename(aside)
        fresh.rename(out)
        with contextlib.suppress(OSError):  # the new site stands
            aside.rename(fresh)


def _exchange_at_once(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    return renameat2 is not None and not renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange)
