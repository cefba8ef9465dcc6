"""What the bytes of a site follow from beside the data: a digest of the code and of the packages it uses.

What earlier builds kept is believed only while this digest is the same.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGES = (
    "brotli",
    "cssselect",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "mkdocs-material",
    "orjson",
    "pydantic",
    "pyyaml",
    "rcssmin",
    "tdewolff-minify",
    "tinycss2",
)


@cache
def digest_code() -> bytes:
    """A digest of this package, of the words of answers, and of the versions of what they are made with."""
    found = blake2b(sys.version.encode(), digest_size=16)
    for package in PACKAGES:
        found.update(f"{package} {version(package)}\n".encode())
    found.update(digest_files(HERE, "*.py"))
    found.update(digest_files(HERE.parent / "words", "*.yml"))
    return found.digest()


def digest_files(folder: Path, pattern: str) -> bytes:
    """A digest of all files below a folder whose names fit a pattern."""
    found = blake2b(digest_size=16)
    for path in sorted(folder.rglob(pattern)):
        data = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return found.digest()
