"""The files of a site to a folder, all or nothing.

A build writes beside the old site and exchanges the two at the end, so that a reader, or the next
build, never meets half a site: whatever stops a build, the last good site stays as it was.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

MARK = Path("api/v1/index.json")
"""What only a site of ours has: no other folder is ever replaced."""


class NotASiteError(Exception):
    """The folder to write to holds something else."""


class BusyError(Exception):
    """Another build is writing to the same folder."""


def write_site(files: Iterable[tuple[str, bytes]], out: Path) -> int:
    """Write all files and put them in the place of the old site. Returns how many there are.

    Raises NotASiteError when `out` holds something that is no site of ours, BusyError when another
    build is at work there. Whatever `files` raises leaves `out` untouched.
    """
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / MARK).exists())):
        raise NotASiteError(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with _alone(out):
        fresh = out.with_name(f".{out.name}-new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        count = sum(_write(fresh, path, content) for path, content in files)
        _exchange(fresh, out)
        shutil.rmtree(fresh, ignore_errors=True)
    return count


def _write(folder: Path, path: str, content: bytes) -> int:
    target = folder / path
    if not target.parent.exists():
        target.parent.mkdir(parents=True)
    with target.open("xb") as file:  # two outputs that claim one path are a mistake of ours
        file.write(content)
    return 1


@contextmanager
def _alone(out: Path) -> Iterator[None]:
    """Hold the folder's lock; the system lets go of it however the build ends."""
    with out.with_name(f".{out.name}-lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BusyError(out) from None
        yield


def _exchange(fresh: Path, out: Path) -> None:
    """Put `fresh` in the place of `out`, and `out` in that of `fresh`, in one step where the system can."""
    if not out.exists():
        fresh.rename(out)
    elif not _swap(fresh, out):
        aside = out.with_name(f".{out.name}-old")
        shutil.rmtree(aside, ignore_errors=True)
        out.rename(aside)
        fresh.rename(out)
        shutil.rmtree(aside, ignore_errors=True)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders atomically; whether the system could."""
    if not sys.platform.startswith("linux"):
        return False
    here, exchange = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of renameat2(2)
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    return renameat2 is not None and not renameat2(here, os.fsencode(one), here, os.fsencode(other), exchange)
