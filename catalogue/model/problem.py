"""A problem in the data, told so that somebody who never programmed can mend it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Literal


def to_printable(file: str) -> str:
    """The name of a file as text that can be printed, whatever its bytes are: a terminal obeys some."""
    text = os.fsencode(file).decode(errors="replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: a file below the catalogue's folder, line and column from 1.

    Line and column are 0 where the whole file is meant (a missing or unreadable file).
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, where, and how to mend it.

    `what` is a whole sentence. `expected`, `nearest` (the nearest right spelling) and `mend`
    are empty where they would say nothing new. `about` names the record and the key within it,
    as exceptions name them (`ccba/header`). Errors stop a build, warnings do not.
    """

    place: Place
    what: str
    expected: str = ""
    nearest: str = ""
    mend: str = ""
    check: str = "read"
    about: str = ""
    severity: Literal["error", "warning"] = field(default="error")

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.severity}: {self.what}"]
        if self.expected:
            lines.append(f"    expected: {self.expected}")
        if self.nearest:
            lines.append(f"    did you mean: {self.nearest}")
        if self.mend:
            lines.append(f"    to mend it: {self.mend}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, str | int]:
        """The same for machines: every key always present."""
        return {
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "severity": self.severity,
            "check": self.check,
            "about": self.about,
            "what": self.what,
            "expected": self.expected,
            "nearest": self.nearest,
            "mend": self.mend,
        }
