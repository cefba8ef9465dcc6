"""`python -m tests.scores`: how well each mistake of somebody who never programmed is told, as a table.

Each gets 0 to 2 for being caught (2: with little beside it), for its place (2: the very line), its words
(2: they name what is written there) and for how to mend it (2: an instruction, the right spelling or an
example). Mistakes that only a program makes, or somebody who wants to do harm, are left out.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from tests.roots import LIGHTHOUSE

OF_PROGRAMS = (
    *("alias", "alias-bomb", "anchor", "merge-key", "nesting-bomb", "tag-that-runs-a-command", "huge-file"),
    *("file-too-deep", "two-documents", "control-character", "link-out-of-the-tree", "link-to-a-folder"),
    *("link-to-itself", "comments-only", "whole-file-a-list"),
)
MANY = 3
"""More problems than these from one mistake bury it."""
JARGON = re.compile(r"\b(?:mapping|scalar|token|NoneType|null|string|integer|boolean|parse|regex|schema)\b")


class Score(NamedTuple):
    """0 to 2 for each."""

    caught: int
    place: int
    words: int
    mend: int


Told = dict[str, Any]
"""A problem as `check --json` prints it."""


def score_mistake(problems: list[Told], changed: dict[str, range], meant: set[str]) -> Score:
    """How well one is told, by what `check` says of it, what was changed, and where it should be told."""
    if not problems:
        return Score(0, 0, 0, 0)
    told = [one for one in problems if meant & {one["file"], f"{one['file']}:{one['line']}:{one['column']}"}]
    return Score(
        1 + (len(problems) <= MANY),
        max(score_place(problem, changed) for problem in told or problems),
        max(score_words(problem) for problem in told or problems),
        max(score_mend(problem) for problem in told or problems),
    )


def read_lines(root: Path) -> dict[str, list[bytes]]:
    files = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes().splitlines() for path in files}


def find_changed(before: dict[str, list[bytes]], after: dict[str, list[bytes]]) -> dict[str, range]:
    """The lines of each file from the first to the last that differs."""
    found = {}
    for file, lines in after.items():
        old = before.get(file, [])
        if lines != old:
            same = next((n for n, pair in enumerate(zip(lines, old, strict=False)) if pair[0] != pair[1]), 0)
            ends = enumerate(zip(lines[::-1], old[::-1], strict=False))
            end = next((n for n, pair in ends if pair[0] != pair[1]), 0)
            found[file] = range(same + 1, max(len(lines) - end, same + 1) + 1)
    return found


def score_place(problem: Told, changed: dict[str, range]) -> int:
    """2 for the changed line or the one around it; a file that is wrong as a whole has no line."""
    lines = changed.get(problem["file"])
    if lines is None:
        return 1  # what the mistake contradicts, or a file that is gone
    near = range(lines.start - 1, lines.stop + 1)
    return 2 if problem["line"] in near or not problem["line"] else 1


def score_words(problem: Told) -> int:
    """2 where they say what is written there, or which thing is meant."""
    if JARGON.search(problem["what"]):
        return 0
    return 2 if re.search(r"[`\"“(]|\d|here|^This|^There is", problem["what"]) else 1


def score_mend(problem: Told) -> int:
    """2 for an instruction, the right spelling or an example of what is expected."""
    if problem["mend"] or problem["nearest"] or re.search("such as|one of", problem["expected"]):
        return 2
    return 1 if problem["expected"] else 0


def main() -> None:
    """Print the table, and end with 1 where something got nothing."""
    from tests.test_mistakes import NAMES, score_told

    scores = {}
    for name in NAMES:
        if name not in OF_PROGRAMS:
            with tempfile.TemporaryDirectory() as folder:
                ignored = shutil.ignore_patterns(".*", "site")
                scores[name] = score_told(
                    name, shutil.copytree(LIGHTHOUSE, Path(folder) / "body", ignore=ignored)
                )
    print(f"{'mistake':55} caught place words mend")
    for name, score in scores.items():
        print(f"{name:55} {score.caught:6} {score.place:5} {score.words:5} {score.mend:4}")
    whole = sum(map(sum, scores.values()))
    print(f"{len(scores)} mistakes: {whole} of {8 * len(scores)}, {100 * whole / (8 * len(scores)):.1f} %")
    sys.exit(any(0 in score for score in scores.values()))


if __name__ == "__main__":
    main()
