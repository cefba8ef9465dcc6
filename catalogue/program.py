"""What follows from the program alone and takes long to work out, kept beside it as Python keeps its modules.

Compiled templates, joined scripts, the theme's rules, the schemas of the open data: they are the same for
every catalogue, and a new version of the program makes them once. It saves time and nothing else: whatever is
missing, damaged or cannot be written is worked out again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable

from catalogue.code import digest_code
from catalogue.kept import keep_file, read_kept
from catalogue.origin import HERE, SIZE

FOLDER = HERE / ".cache" / "program"
"""One folder below it for the code at hand, and in that a file for each thing."""


def remember(name: str, key: bytes, work: Callable[[], bytes]) -> bytes:
    """What is kept by a name, where `key` is the digest of what it follows from; else it is worked out."""
    known = find_kept(name, key)
    if known is None:
        known = work()
        keep(name, key, known)
    return known


def find_kept(name: str, key: bytes) -> bytes | None:
    """What is kept by a name; none where it rests on something else or is damaged."""
    found = read_kept(FOLDER / digest_code().hex() / name)
    return found[SIZE:] if found is not None and found[:SIZE] == key else None


def keep(name: str, key: bytes, data: bytes) -> None:
    """Keep something in place of what has its name. Where that cannot be, it costs time at the next run."""
    folder = FOLDER / digest_code().hex()
    if not folder.exists():
        shutil.rmtree(FOLDER, ignore_errors=True)  # it is of another version of the program
    keep_file(folder / name, key + data)
