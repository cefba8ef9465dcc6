"""What a build reads, as one digest: where none of it changed, the site that stands is the one to build."""

from __future__ import annotations

import os
import stat
import sysconfig
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from catalogue.code import digest_code

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


@dataclass(frozen=True)
class Origin:
    """All files that a build reads, as they were when it began, and what it was asked for."""

    root: Path
    """The body's folder."""
    digest: bytes = b""
    """The same for builds of the same bytes; none where a file cannot be read."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """The digest of each plain file of the body, by its path below the body's folder."""
    states: Mapping[str, object] = field(default_factory=dict)
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
        for folder, path, below in _list_files(root):
            known_by = _digest_file(path)
            found.update(b"%b\0%b\n" % (os.fsencode(below), known_by))
            if folder is root and not os.path.islink(path):
                digests[below] = known_by
    except _UnknownError:
        return Origin(root)
    return Origin(root, found.digest(), digests, states)


def digest_content(data: bytes) -> bytes:
    """What one state of a file is known by."""
    return blake2b(data, digest_size=SIZE).digest()


class _UnknownError(Exception):
    """What a build reads cannot be known: something is no file, too large, or not for us to read."""


def _list_files(root: Path) -> Iterator[tuple[Path, str, str]]:
    """All files that a build of a body reads: the folder of the body or the program, path, name below it."""
    places = [(root, name) for name in OF_A_BODY] + [(HERE, name) for name in OF_THE_PROGRAM]
    return ((at, *found) for at, name in places for found in _walk_below(f"{at}/{name}", name))


def _describe_states(root: Path) -> dict[str, object]:
    return {path: _describe_state(path) for _, path, _ in _list_files(root)}


def _walk_below(path: str, name: str) -> Iterator[tuple[str, str]]:
    """A file, or all files below a folder in the order of their names, each with its name from the root."""
    try:
        with os.scandir(path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield path, name
        return
    except OSError:
        raise _UnknownError from None
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _walk_below(entry.path, f"{name}/{entry.name}")
        else:
            yield entry.path, f"{name}/{entry.name}"


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


def _describe_state(path: str) -> object:
    """Which file stands at a path, how large it is and how old; none where there is none."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _list_packages() -> list[str]:
    """The installed packages, by the names of their folders, which hold their versions."""
    return sorted(name for name in os.listdir(sysconfig.get_path("purelib")) if name.endswith(".dist-info"))
