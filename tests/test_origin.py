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
from catalogue.origin import HERE, KEPT, read_origin
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


# What files held is kept


def wait_a_while(root: Path) -> None:
    """Let what is kept be of a while after the files were written."""
    kept = root / KEPT
    later = kept.stat().st_mtime_ns + 10_000_000_000
    os.utime(kept, ns=(later, later))


def list_opened(work: Callable[[], object]) -> list[str]:
    """The files that some work opens."""
    opened: list[str] = []
    hears = [opened]

    def hear(event: str, args: tuple[object, ...]) -> None:
        if hears and event == "open":
            hears[0].append(str(args[0]))

    sys.addaudithook(hear)  # for good: so it is told when to stop
    work()
    hears.clear()
    return opened


def test_what_did_not_change_is_not_read_again(root: Path) -> None:
    first = read_origin(root, ())
    wait_a_while(root)
    append("designations/sources.yml")(root)
    opened = list_opened(lambda: read_origin(root, ()))
    assert [path for path in opened if path.endswith((".yml", ".md"))] == [f"{root}/designations/sources.yml"]
    assert read_origin(root, ()).files != first.files


def test_a_file_that_was_just_written_is_read_again(root: Path) -> None:
    read_origin(root, ())
    opened = list_opened(lambda: read_origin(root, ()))
    assert f"{root}/designations/sources.yml" in opened


def test_another_text_as_long_and_as_old_is_seen(root: Path) -> None:
    file = root / "content" / "index.md"
    first = read_origin(root, ())
    wait_a_while(root)
    old = file.stat()
    file.write_text(file.read_text("utf-8").swapcase(), "utf-8")
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert (file.stat().st_size, file.stat().st_mtime_ns) == (old.st_size, old.st_mtime_ns)
    assert read_origin(root, ()).digest != first.digest


@pytest.mark.parametrize("data", [b"", b"[]", b"00000000\n[]", b"\xff", None])
def test_what_is_damaged_is_worked_out_again(root: Path, data: bytes | None) -> None:
    first = read_origin(root, ())
    kept = root / KEPT
    kept.unlink()
    kept.mkdir() if data is None else kept.write_bytes(data)
    assert read_origin(root, ()) == first


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
