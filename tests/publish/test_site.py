"""Writing a site: all or nothing, and never over something else."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.publish.site import BusyError, NotASiteError, write_site

INDEX = ("api/v1/index.json", b"{}")


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_new_site_replaces_the_old_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert write_site([INDEX, ("old/index.html", b"old")], out) == 2
    assert write_site([INDEX, ("new/index.html", b"new")], out) == 2
    assert content(out) == {"api/v1/index.json": b"{}", "new/index.html": b"new"}
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"site"}


def test_a_fault_on_the_way_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site([INDEX, ("page.html", b"good")], out)

    def files() -> Iterator[tuple[str, bytes]]:
        yield "page.html", b"half"
        raise RuntimeError("template broke")

    with pytest.raises(RuntimeError, match="template broke"):
        write_site(files(), out)
    assert content(out) == {"api/v1/index.json": b"{}", "page.html": b"good"}


def test_two_outputs_never_claim_one_path(tmp_path: Path) -> None:
    with pytest.raises(FileExistsError):
        write_site([INDEX, INDEX], tmp_path / "site")


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_something_else_is_never_replaced(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "letters"
    if kind == "folder":
        out.mkdir()
        (out / "thesis.txt").write_text("years of work")
    else:
        out.write_text("years of work")
    with pytest.raises(NotASiteError):
        write_site([INDEX], out)
    assert (out / "thesis.txt" if kind == "folder" else out).read_text() == "years of work"


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    write_site([INDEX], tmp_path)
    assert content(tmp_path) == {"api/v1/index.json": b"{}"}


def test_a_second_build_does_not_disturb_the_first(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site([INDEX], out)
    with (tmp_path / ".site-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyError):
            write_site([INDEX, ("page.html", b"second")], out)
    assert content(out) == {"api/v1/index.json": b"{}"}
