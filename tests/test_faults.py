"""Faults of the machine and of neighbours: each ends in the old site or the new one, whole, and in sentences.

Each is put beside a site that is up to date, and the title of one unit is changed, so that the build has
something to do. Where it is refused, one build without the fault makes the new site.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build import build_checked, main
from catalogue.publish import write
from tests.chance import IS_LONG
from tests.publish.sites import build_lighthouse, read_files
from tests.roots import ROOT

UNIT = "designations/qualifications/7001.yml"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lighthouse catalogue with its site, as the first build left it."""
    return build_lighthouse(tmp_path_factory.mktemp("faults"))


def rename_unit(root: Path) -> None:
    """Change the title of one unit: few outputs follow."""
    path = root / UNIT
    path.write_text(path.read_text("utf-8").replace("title: The lens", "title: The prism"), "utf-8")


@pytest.fixture(scope="module")
def sites(first: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The site before and after that change."""
    root = shutil.copytree(first, tmp_path_factory.mktemp("new") / "lighthouse")
    rename_unit(root)
    assert build_checked(root, root / "site")[0] == []
    return {"old": read_files(first / "site"), "new": read_files(root / "site")}


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of it whose data was changed since."""
    copied = shutil.copytree(first, tmp_path / "lighthouse")
    rename_unit(copied)
    return copied


# What stands where it should not: each is put there by a function, and goes again by removing the path


def put_file(path: Path) -> None:
    path.write_text("theirs", "utf-8")


def put_folder(path: Path) -> None:
    path.mkdir()
    put_file(path / "theirs.txt")


def put_pipe(path: Path) -> None:
    os.mkfifo(path)


def put_socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # a socket's name may have 108 characters
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as heard:
        heard.bind(path.name)
    os.chdir(here)


def put_link(to: str) -> Callable[[Path], None]:
    def put(path: Path) -> None:
        path.symlink_to(to)

    put.__name__ = f"put_link_to_{to.strip('/.').replace('/', '_') or 'parent'}"
    return put


def put_noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)


def put_page(path: Path) -> None:
    path.write_text("# A page\n", "utf-8")


def put_poison(path: Path) -> None:
    """A database that is sound, and holds nothing that was worked out."""
    with contextlib.closing(sqlite3.connect(path)) as base:
        for kind in ("code", "shell"):
            base.execute(f"create table {kind} (key blob primary key, data blob)")
            base.execute(f"insert into {kind} values (x'', x'00')")
        base.commit()


NOISE_NAME = os.fsdecode(b"content/caf\xe9.md")
OLD, NEW = "old", "new"
STANDING: tuple[tuple[str, Callable[[Path], None], str, str], ...] = (
    (".site-lock", put_folder, OLD, "unable to open database file"),
    (".site-lock", put_link("nowhere/lock"), OLD, "unable to open database file"),
    (".site-lock", put_noise, OLD, "file is not a database"),
    (".site-new", put_file, NEW, ""),
    (".site-new", put_folder, NEW, ""),
    (".site-new", put_link("designations"), NEW, ""),
    (".site-new", put_pipe, NEW, ""),
    (".site-old", put_file, NEW, ""),
    (".site-old", put_link("designations"), NEW, ""),
    (".site-ledger", put_folder, NEW, ""),
    (".site-ledger", put_noise, NEW, ""),
    (".site-ledger", put_link("/dev/null"), NEW, ""),
    (".cache", put_file, NEW, ""),
    (".cache", put_link("nowhere"), NEW, ""),
    (".cache/store.sqlite", put_folder, NEW, ""),
    (".cache/store.sqlite", put_noise, NEW, ""),
    (".cache/store.sqlite", put_poison, NEW, ""),
    ("site/theirs.txt", put_file, NEW, ""),
    ("content/a.md", put_pipe, OLD, "content/a.md: error: This is not a plain file."),
    ("content/a.md", put_socket, OLD, "content/a.md: error: This is not a plain file."),
    ("content/a.md", put_link("/dev/zero"), OLD, "This is a link that leads out of content/."),
    ("content/a.md", put_link("a.md"), OLD, "Too many levels of symbolic links"),
    ("content/a.md", put_link("nowhere"), OLD, "content/a.md: error: This cannot be read"),
    ("content/a.md", put_folder, OLD, "content/a.md: error: This cannot be read"),
    ("content/a", put_link(".."), OLD, "content/a: error: This is a link that leads out of content/."),
    ("content/a.md", put_noise, OLD, "is not UTF-8"),
    ("content/CPD.md", put_page, OLD, "Another page has this name, but for capitals."),
    (NOISE_NAME, put_page, OLD, "The name of this file cannot be an address."),
    ("content/\x1b[31m.md", put_page, OLD, "The name of this file cannot be an address."),
    ("designations/facts/a.yml", put_pipe, OLD, "not a plain file"),
    ("designations/facts/a.yml", put_socket, OLD, "not a plain file"),
    ("designations/facts/a.yml", put_link("/dev/zero"), OLD, "a link to a file outside"),
    ("designations/facts/a.yml", put_link("a.yml"), OLD, "not a plain file"),
    ("designations/a", put_link(".."), OLD, "This is a link to a folder"),
    ("templates", put_file, NEW, ""),
    ("templates/designation.html", put_pipe, OLD, "This is no plain file of this folder."),
    ("templates/designation.html", put_link("/dev/zero"), OLD, "This is no plain file of this folder."),
    ("templates/shell/main.html", put_link("/etc/hostname"), OLD, "This is no plain file of this folder."),
)


TRIED = STANDING if IS_LONG else STANDING[6::4]
"""In the suite one of four: each takes two builds."""


@pytest.mark.parametrize(
    ("name", "put", "wanted", "says"),
    TRIED,
    ids=[f"{name.encode('ascii', 'replace').decode()}-{put.__name__[4:]}" for name, put, *_ in TRIED],
)
def test_what_stands_in_the_way(
    root: Path,
    sites: dict[str, dict[str, bytes]],
    name: str,
    put: Callable[[Path], None],
    wanted: str,
    says: str,
) -> None:
    path = root / name
    clear(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    put(path)
    assert says in build(root, fails=bool(says))
    assert read_ours(root) == sites[wanted]
    clear(path)
    assert build(root) == ""
    assert read_ours(root) == sites[NEW]


def clear(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)


def build(root: Path, *words: str, fails: bool = False) -> str:
    """What is said where a build fails. An error of Python's is none that anybody should see."""
    done = CliRunner().invoke(main, ["build", "--catalogue", str(root), *words])
    assert isinstance(done.exception, SystemExit | None), done.exception
    assert bool(done.exit_code) == fails, done.output
    assert "\x1b" not in done.output
    return done.output if fails else ""


def read_ours(root: Path) -> dict[str, bytes]:
    """The site but for what was put there."""
    return {path: data for path, data in read_files(root / "site").items() if path != "theirs.txt"}


# Folders that may not be looked into: what stands in them is not passed over


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("designations", "designations: error: This folder cannot be read: Permission denied.\n"),
        ("designations/facts", "designations/facts: error: This folder cannot be read: Permission denied.\n"),
        ("content", "content: error: This folder cannot be read: Permission denied.\n"),
        ("templates", "templates: error: This folder cannot be read: Permission denied.\n"),
        ("site/qualifications", "site/qualifications: error: The machine refuses: Permission denied.\n"),
    ],
)
def test_a_folder_that_may_not_be_looked_into_is_told(
    root: Path, sites: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, name: str, says: str
) -> None:
    (root / "templates").mkdir(exist_ok=True)
    looks = os.scandir

    def refuse(path: Any = ".") -> Any:
        if str(path) == str(root / name):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return looks(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refuse)
        said = build(root, fails=True)
    assert says in said
    assert "1 error, 0 to look at" in said, "one cause, one message"
    assert read_files(root / "site") == sites[OLD]
    assert build(root) == ""
    assert read_files(root / "site") == sites[NEW]


# What the environment says: it changes no byte, or it is told


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "SOURCE_DATE_EPOCH": "0"},
        {
            "LC_ALL": "tr_TR.UTF-8",
            "TZ": "Pacific/Kiritimati",
            "SOURCE_DATE_EPOCH": "4102444800",
            "HOME": "/nonexistent",
            "PYTHONOPTIMIZE": "1",
        },
    ][0 if IS_LONG else 1 :],
    ids=lambda one: "-".join(one),
)
def test_what_the_environment_says_changes_no_byte(
    root: Path, sites: dict[str, dict[str, bytes]], environment: dict[str, str]
) -> None:
    shutil.rmtree(root / ".cache")
    (root / ".site-ledger").unlink()
    for path in root.rglob("*.yml"):
        os.utime(path, (-86_400, -86_400))  # of the day before 1970
    done = run_apart(root, environment)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert read_files(root / "site") == sites[NEW]


def test_without_what_explains_the_code_nothing_is_built(
    root: Path, sites: dict[str, dict[str, bytes]]
) -> None:
    """The schemas quote it: they would be others, and nothing would tell."""
    done = run_apart(root, {"PYTHONOPTIMIZE": "2"})
    assert done.returncode == 2
    assert "Run this without PYTHONOPTIMIZE=2" in done.stderr
    assert read_files(root / "site") == sites[OLD]


def run_apart(root: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """A build in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "build", "--catalogue", str(root)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


# What the system refuses at any moment: asked to write, to make, to link, to rename, to read


REFUSED: dict[str, OSError] = {
    "disk-full": OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    "quota": OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)),
    "read-only": OSError(errno.EROFS, os.strerror(errno.EROFS)),
    "no-permission": PermissionError(errno.EACCES, os.strerror(errno.EACCES)),
    "held-by-a-neighbour": PermissionError(errno.EBUSY, os.strerror(errno.EBUSY)),
    "broken-disk": OSError(errno.EIO, os.strerror(errno.EIO)),
    "too-many-files": OSError(errno.EMFILE, os.strerror(errno.EMFILE)),
}


@contextlib.contextmanager
def refusing(
    monkeypatch: pytest.MonkeyPatch, of: object, name: str, fault: OSError, at: int
) -> Iterator[None]:
    """From its `at`th call on, a function is refused by the system."""
    does, called = getattr(of, name), 0

    def refuse(*args: object, **more: object) -> object:
        nonlocal called
        called += 1
        if called > at:
            raise fault
        return does(*args, **more)

    with monkeypatch.context() as patched:
        patched.setattr(of, name, refuse)
        yield


@pytest.mark.parametrize("at", [0, 3] if IS_LONG else [3])
@pytest.mark.parametrize("fault", [*REFUSED][:: 1 if IS_LONG else 3])
def test_what_the_system_refuses_while_files_are_written(
    root: Path, sites: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, fault: str, at: int
) -> None:
    with refusing(monkeypatch, write, "_put", REFUSED[fault], at):
        said = build(root, fails=True)
    assert f"The machine refuses: {REFUSED[fault].strerror}." in said
    assert read_files(root / "site") == sites[OLD]
    assert build(root) == ""
    assert read_files(root / "site") == sites[NEW]


@pytest.mark.parametrize("name", ["_exchange", "_describe_state", "_keep_time"][: 3 if IS_LONG else 1])
def test_what_the_system_refuses_at_the_end(
    root: Path, sites: dict[str, dict[str, bytes]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    with refusing(monkeypatch, write, name, REFUSED["no-permission"], 0):
        said = build(root, fails=True)
    assert "Permission denied" in said
    assert read_files(root / "site") == sites[OLD]
    assert build(root) == ""
    assert read_files(root / "site") == sites[NEW]
