"""Where nothing changed that a build reads, the site that stands is the one to build; else it is made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build import build_checked
from catalogue.origin import HERE, read_origin
from catalogue.publish.write import count_standing
from tests.publish.sites import build_lighthouse, read_files

PAGE = "qualifications/7001/index.html"
HEARING = """
import sys
read = set()
def hear(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)) and "w" not in str(args[1] or "r"):
        read.add(args[0] if isinstance(args[0], str) else args[0].decode())
sys.addaudithook(hear)
from pathlib import Path
from build import build_checked
problems, _ = build_checked(Path(sys.argv[1]), Path(sys.argv[2]))
assert not problems
print("\\n".join(sorted(read)))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_lighthouse(tmp_path_factory.mktemp("origin"))


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it, as old as it was."""
    return shutil.copytree(built, tmp_path / "lighthouse")


def is_standing(root: Path, *asked: object) -> bool:
    return count_standing(root / "site", read_origin(root, asked or ("none", "", "None", False))) > 0


def list_states(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def test_a_site_stands_where_nothing_changed(root: Path) -> None:
    assert is_standing(root)
    before = list_states(root / "site")
    problems, count = build_checked(root, root / "site")
    assert problems == []
    assert count == len(read_files(root / "site"))
    assert list_states(root / "site") == before


def append(file: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        with (root / file).open("a", encoding="utf-8") as written:
            written.write("\n")

    return change


@pytest.mark.parametrize(
    "change",
    [
        append("designations/qualifications/7001.yml"),
        append("designations/sources.yml"),
        append("designations/notes.txt"),
        append("content/index.md"),
        append("content/more.md"),
        append("templates/designation.html"),
        append("mkdocs.yml"),
        append(f"site/{PAGE}"),
        lambda root: (root / "mkdocs.yml").unlink(),
        lambda root: (root / "site" / PAGE).unlink(),
        lambda root: (root / "content" / "index.md").rename(root / "content" / "home.md"),
        lambda root: (root / "designations" / "extra").symlink_to("sources.yml"),
        lambda root: os.mkfifo(root / "content" / "pipe.md"),
        lambda root: (root / ".site-ledger").write_bytes(b"{}"),
        lambda root: (root / ".site-new").mkdir(),
    ],
)
def test_it_does_not_where_anything_is_otherwise(root: Path, change: Callable[[Path], object]) -> None:
    change(root)
    assert not is_standing(root)


@pytest.mark.parametrize(
    "asked", [("abc", "", "None", False), ("none", "https://x.example/", "None", False), ()]
)
def test_nor_where_something_else_is_asked(root: Path, asked: tuple[object, ...]) -> None:
    assert not is_standing(root, asked)


def test_nor_with_other_packages(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalogue.origin._list_packages", lambda: ["markdown-99.dist-info"])
    assert not is_standing(root)


def test_a_site_with_a_warning_is_looked_at_again(root: Path) -> None:
    """What is to be told is told by every build."""
    file = root / "designations" / "exceptions.yml"
    before = read_files(root / "site")
    for _ in range(2):
        file.write_text("exceptions: []\nmore: 1\n", "utf-8")
        assert build_checked(root, root / "site")[0]
    file.unlink()
    assert build_checked(root, root / "site")[0] == []
    assert read_files(root / "site") == before


@pytest.mark.parametrize(
    "change",
    [
        append("content/index.md"),
        append("designations/qualifications/7999.yml"),
        lambda root: (root / "designations" / "sources.yml").unlink(),
        lambda root: (root / "content" / "gone").symlink_to("nowhere"),
    ],
)
def test_what_changes_while_it_is_read_is_seen(root: Path, change: Callable[[Path], object]) -> None:
    """A file that comes and goes again would else leave its page in a site that is taken for whole."""
    origin = read_origin(root, ())
    assert not origin.has_changed()
    change(root)
    assert origin.has_changed()


def test_whatever_a_build_reads_is_known(root: Path) -> None:
    """A file that no digest knows could change, and the site would stay as it was."""
    shutil.rmtree(root / "site")
    shutil.rmtree(root / ".cache")
    command = [sys.executable, "-B", "-c", HEARING, str(root), str(root / "site")]
    heard = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True).stdout.split("\n")
    known = read_origin(root, ()).states
    code = {str(path) for path in [*HERE.glob("catalogue/**/*.py"), *HERE.glob("words/*.yml")]}
    code.add(str(HERE / "build.py"))
    left = [
        path
        for path in heard
        if path.startswith((str(root), str(HERE)))
        and not path.startswith(
            (sys.prefix, f"{root}/site", f"{root}/.site-", f"{root}/.cache", f"{HERE}/.cache")
        )
        and path not in known
        and path not in code
        and not path.endswith(".pyc")
    ]
    assert len(known) > 100
    assert left == []
