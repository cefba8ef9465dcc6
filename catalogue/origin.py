"""What a build reads, as one digest: where none of it changed, the site that stands is the one to build.

Few files change between two builds, so what each held is kept beside the data, and believed as Git believes
its index: while the file is the same one, of the same size and times, and was left alone for a while before
that was written down.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

import orjson

from catalogue.code import digest_code
from catalogue.kept import keep_file, read_kept

HERE = Path(__file__).resolve().parents[1]
"""The program's own folder: a body in another one is drawn with its templates."""
OF_A_BODY = ("designations", "content", "templates", "mkdocs.yml")
"""What a build reads in the folder of a body."""
OF_THE_PROGRAM = ("templates", "client", "requirements.lock")
"""What it reads beside the code."""
SIZE = 16
"""Bytes of a digest."""
LARGEST = 4 * 1024 * 1024
"""Nothing of this size is read: a folder that has it is no catalogue, or is not known by a digest."""


KEPT = Path(".cache", "files.json")
"""Where it is kept what the files of a body and of the program held."""
WHILE = 2_000_000_000
"""Nanoseconds: a file that was written within them may be written again and look the same. Some file systems
count every other second.
"""
State = tuple[int, ...]
"""Which file stands at a path, how large it is, and when it was written and changed."""


@dataclass(frozen=True)
class Origin:
    """All files that a build reads, as they were when it began, and what it was asked for."""

    root: Path
    """The body's folder."""
    digest: bytes = b""
    """The same for builds of the same bytes; none where a file cannot be read."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The digest of each plain file of the body, by its path below the body's folder."""
    states: Mapping[str, State | None] = field(default_factory=dict)
    """Of every file, which one it is, how large and how old."""

    def has_changed(self) -> bool:
        """Whether a file came or went, or is not what it was when the build began."""
        try:
            return _describe_states(self.root) != self.states
        except _UnknownError:
            return True


def read_origin(root: Path, asked: object) -> Origin:
    """What a build of the body in `root` follows from, and what it was `asked` for: plain values."""
    found = blake2b(digest_code(), digest_size=SIZE)
    found.update(repr((asked, os.environ.get("CATALOGUE_SHELL"), *_list_packages())).encode())
    digests: dict[str, bytes] = {}
    try:
        states = _describe_states(root)  # before they are read: what changes meanwhile is seen
        known = _read_known(root, states)
        held: dict[str, bytes] = {}
        for folder, path, below, is_link in _list_files(root):
            held[path] = known.get(path) or _digest_file(path)
            found.update(b"%b\0%b\n" % (os.fsencode(below), held[path]))
            if folder is root and not is_link:
                digests[below] = held[path]
    except _UnknownError:
        return Origin(root)
    if known != held:
        _keep_known(root, states, held)
    return Origin(root, found.digest(), digests, states)


def digest_content(data: bytes) -> bytes:
    """What one state of a file is known by."""
    return blake2b(data, digest_size=SIZE).digest()


def _read_known(root: Path, states: Mapping[str, State | None]) -> dict[str, bytes]:
    """What files held when that was written down last, if they have not changed since."""
    try:
        written = (root / KEPT).stat().st_mtime_ns
    except OSError:
        return {}
    return {
        path: bytes.fromhex(held)
        for path, held, *state in orjson.loads(read_kept(root / KEPT) or b"[]")
        if states.get(path) == tuple(state) and max(state[2:]) + WHILE < written
    }


def _keep_known(root: Path, states: Mapping[str, State | None], held: Mapping[str, bytes]) -> None:
    """Write down what files hold. Where that fails, they are read again."""
    with contextlib.suppress(TypeError):  # a name that is no text
        lines = [[path, held[path].hex(), *(states.get(path) or (0, 0, 0, 0))] for path in held]
        keep_file(root / KEPT, orjson.dumps(lines))


class _UnknownError(Exception):
    """What a build reads cannot be known: something is no file, too large, or not for us to read."""


def _list_files(root: Path) -> Iterator[tuple[Path, str, str, bool]]:
    """All files that a build of a body reads: the folder of the body or the program, path, name below it, and
    whether it is a link.
    """
    places = [(root, name) for name in OF_A_BODY] + [(HERE, name) for name in OF_THE_PROGRAM]
    return ((at, *found) for at, name in places for found in _walk_below(f"{at}/{name}", name))


def _describe_states(root: Path) -> dict[str, State | None]:
    return {path: _describe_state(path) for _, path, _, _ in _list_files(root)}


def _walk_below(path: str, name: str) -> Iterator[tuple[str, str, bool]]:
    """A file, or all files below a folder in the order of their names, each with its name from the root, and
    whether it is a link.
    """
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield path, name, os.path.islink(path)
        return
    except OSError:
        raise _UnknownError from None
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_below(entry.path, f"{name}/{entry.name}")
        else:
            yield entry.path, f"{name}/{entry.name}", entry.is_symlink()


def _digest_file(path: str) -> bytes:
    """A digest of a plain file, or of what a link leads to."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):  # a pipe would be opened and waited for
            raise _UnknownError
        with open(path, "rb", buffering=0) as file:
            data = file.read(LARGEST)
    except OSError:
        raise _UnknownError from None
    if len(data) == LARGEST:
        raise _UnknownError
    return digest_content(data)


def _describe_state(path: str) -> State | None:
    """What tells one state of the file at a path from another; none where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _list_packages() -> list[str]:
    """The installed packages, by the names of their folders, which hold their versions."""
    return sorted(name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith(".dist-info"))
