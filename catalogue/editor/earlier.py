"""An earlier state of the data: another folder, or a revision that git knows."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from catalogue.read.files import DATA


class NoEarlierError(Exception):
    """There is no such earlier state; the message says why."""


@contextmanager
def open_earlier(root: Path, old: str) -> Iterator[Path]:
    """A folder that holds the data of `root` as it was; it may be gone afterwards.

    `old` is a folder with data, or else a revision, branch or tag. Raises NoEarlierError where it is neither.
    """
    if (Path(old) / DATA).is_dir():
        yield Path(old).resolve()
        return
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(_read_revision(root, old))) as packed:
            packed.extractall(folder, filter="data")
        yield Path(folder)


def _read_revision(root: Path, old: str) -> bytes:
    """The data of a revision as git packs it. A name that begins with a hyphen would be an option."""
    if old.startswith("-"):
        raise NoEarlierError(f"{old} is no revision")
    command = ["git", "archive", "--format=tar", old, "--", DATA]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise NoEarlierError(f"{old} is no folder with {DATA}/ in it, and git is not installed") from None
    if done.returncode:
        raise NoEarlierError(f"{old} is no folder with {DATA}/ in it, nor a revision that git knows here")
    return done.stdout
