"""Whole answers that stand in tests/told/, so that no word of them changes unseen.

A test names what must be said, and its answer stands there besides. After a change that is meant, look at
what `TOLD=anew .venv/bin/pytest -n 0 <the tests>` makes of the files.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

TOLD = Path(__file__).parent / "told"
HEAD = re.compile(r"^# (.+)\n", re.MULTILINE)
IS_ANEW = bool(os.environ.get("TOLD"))


@cache
def read_told(group: str) -> dict[str, str]:
    """The answers of a group, by their names."""
    path = TOLD / f"{group}.txt"
    _, *parts = HEAD.split(path.read_text("utf-8")) if path.exists() else ("",)
    return dict(zip(parts[::2], (text.rstrip("\n") for text in parts[1::2]), strict=True))


def assert_told(group: str, name: str, answer: str) -> None:
    """An answer is the one that stands in its file."""
    kept, answer = read_told(group), answer.rstrip("\n")
    if IS_ANEW:
        kept[name] = answer
        text = "\n".join(f"# {name}\n{kept[name]}\n" for name in sorted(kept))
        (TOLD / f"{group}.txt").write_text(text, "utf-8")
    assert answer == kept.get(name), "TOLD=anew pytest -n 0 writes it anew"
