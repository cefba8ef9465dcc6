"""What was kept changes nothing but time: after each edit the site is that of a build from nothing.

More edits than the suite has time for, with another seed: EDITS=300 SEED=7 python -m tests.publish.test_warm
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from build import build_checked, read_and_check
from catalogue.model.problem import Problem
from catalogue.publish.build import build_site
from catalogue.publish.refused import RefusedError
from catalogue.store import Store
from tests.chance import IS_LONG
from tests.publish.edits import Editor
from tests.publish.sites import read_files, read_newest
from tests.roots import LIGHTHOUSE, ROOT

EDITS = 15 if IS_LONG else 3
ANEW = 3
"""After every so many edits both sites are built in processes of their own, which know of nothing."""


class StylesAlone(Store):
    """A store that knows nothing but stylesheets: to work them out takes most of the time."""

    def get(self, kind: str, key: bytes) -> bytes | None:
        return super().get(kind, key) if kind == "sheet" else None


class Desk:
    """A catalogue, its site as edits leave it, and the site as it would be from nothing."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root = folder / "lighthouse"
        shutil.copytree(LIGHTHOUSE, self.root, ignore=shutil.ignore_patterns("site", ".cache", ".site-*"))
        self.editor = Editor(self.root, seed)
        self.warm, self.cold = folder / "warm" / "site", folder / "cold" / "site"
        self.styles = StylesAlone()

    def edit(self, apart: bool) -> tuple[str, bool]:
        """Make an edit and compare the sites. Returns what was done, and whether the catalogue allowed it."""
        before = self.editor.state()
        said = self.editor.edit()
        catalogue, problems = read_and_check(self.root)
        stopped = [problem for problem in problems if problem.severity == "error"]
        shutil.rmtree(self.cold.parent, ignore_errors=True)
        if catalogue and not stopped and not apart:
            stopped = self.build_cold()
        if stopped:
            last = read_files(self.warm)
            found, _ = build_checked(self.root, self.warm, self.editor.commit, self.editor.site_url)
            assert sorted(map(str, {*stopped} - {*found})) == [], said
            assert read_files(self.warm) == last, said
            self.editor.restore(before)
            return said, False
        if apart:
            self.build_apart(self.cold, nothing_kept=True)
            self.build_apart(self.warm)
        else:
            found, _ = build_checked(self.root, self.warm, self.editor.commit, self.editor.site_url)
            assert found == problems, said
        assert not (paths := differing(self.warm, self.cold)), (said, paths)
        left = {path.name for path in self.warm.parent.iterdir()}
        assert left - {".site-last"} == {"site", ".site-ledger", ".site-lock"}
        return said, True

    def build_cold(self) -> list[Problem]:
        """Build from nothing; what stops it."""
        catalogue, _ = read_and_check(self.root)
        assert catalogue
        at = self.editor
        try:
            build_site(catalogue, self.root, self.cold, self.styles, at.commit, at.site_url)
        except RefusedError as refused:
            return [*refused.problems]
        return []

    def build_apart(self, out: Path, nothing_kept: bool = False) -> None:
        """Build in a process of its own."""
        root = self.root
        if nothing_kept:
            root = shutil.copytree(
                root, out.parent / "copy", ignore=shutil.ignore_patterns("site", ".cache", ".site-*")
            )
        words = ["--catalogue", str(root), "--out", str(out), "--commit", self.editor.commit]
        words += ["--site-url", self.editor.site_url]
        subprocess.run([sys.executable, ROOT / "build.py", "build", *words], check=True, capture_output=True)


def differing(one: Path, other: Path) -> list[str]:
    """The files that are not the same in two folders, but for what one of them has of earlier builds."""
    first, second = read_newest(one), read_newest(other)
    return sorted(path for path in first.keys() | second.keys() if first.get(path) != second.get(path))


def compare(folder: Path, edits: int, seed: int) -> Counter[str]:
    """Make so many edits. Returns how often each kind was made, and how many were refused."""
    desk = Desk(folder, seed)
    build_checked(desk.root, desk.warm)
    done = Counter[str]()
    while done.total() - done["refused"] < edits:
        made = done.total() - done["refused"]
        said, allowed = desk.edit(apart=made % ANEW == ANEW - 1)
        done[said.partition(":")[0] if allowed else "refused"] += 1
        if __name__ == "__main__":
            print(made, said, "" if allowed else "(refused)", flush=True)
    return done


@pytest.mark.parametrize("seed", [1, 2] if IS_LONG else [1])
def test_after_each_edit_the_site_is_that_of_a_build_from_nothing(tmp_path: Path, seed: int) -> None:
    assert len(compare(tmp_path, EDITS, seed)) > EDITS / 3


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as work:
        edits, seed = int(os.environ.get("EDITS", "300")), int(os.environ.get("SEED", "7"))
        print(compare(Path(work), edits, seed).most_common())
