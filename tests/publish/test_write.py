"""Writing a site: all or nothing, never over something else, and no more than what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from catalogue.publish.output import Input, Output
from catalogue.publish.write import BusyError, NotASiteError, Writing, open_site
from tests.publish.sites import read_files

CODE = b"code"


def give(text: str) -> str:
    return text


def fail(text: str) -> Iterator[bytes]:
    yield text.encode()
    raise RuntimeError("template broke")


def page(address: str, text: str) -> Output:
    return Output(address, give, {"text": Input.build(text)})


INDEX = page("api/v1/index.json", "{}")


def write(outputs: Iterable[Output], out: Path, code: bytes = CODE) -> Writing:
    with open_site(out, code) as writing:
        writing.write(outputs)
    return writing


def test_the_new_site_replaces_the_old_whole(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert write([INDEX, page("old/index.html", "old")], out).count == 2
    assert write([INDEX, page("new/index.html", "new")], out).count == 2
    assert read_files(out) == {"api/v1/index.json": b"{}", "new/index.html": b"new"}
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"site"}


def test_a_fault_on_the_way_leaves_the_old_site(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write([INDEX, page("page.html", "good")], out)
    with pytest.raises(RuntimeError, match="template broke"):
        write([INDEX, Output("page.html", fail, {"text": Input.build("half")})], out)
    assert read_files(out) == {"api/v1/index.json": b"{}", "page.html": b"good"}
    assert write([INDEX, page("page.html", "better")], out).made == ["page.html"]
    assert read_files(out) == {"api/v1/index.json": b"{}", "page.html": b"better"}


def test_two_outputs_never_claim_one_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"two outputs at api/v1/index\.json"):
        write([INDEX, page("api/v1/index.json", "{ }")], tmp_path / "site")
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_something_else_is_never_replaced(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "letters"
    if kind == "folder":
        out.mkdir()
        (out / "thesis.txt").write_text("years of work")
    else:
        out.write_text("years of work")
    with pytest.raises(NotASiteError):
        write([INDEX], out)
    assert (out / "thesis.txt" if kind == "folder" else out).read_text() == "years of work"


def test_an_empty_folder_may_become_a_site(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    write([INDEX], tmp_path / "site")
    assert read_files(tmp_path / "site") == {"api/v1/index.json": b"{}"}


def test_a_second_build_does_not_disturb_the_first(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write([INDEX], out)
    with open_site(out, CODE), pytest.raises(BusyError):
        write([INDEX, page("page.html", "second")], out)
    assert read_files(out) == {"api/v1/index.json": b"{}"}


# No more work than what changed


def inode(path: Path) -> int:
    return path.stat().st_ino


def test_only_what_changed_is_made(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert write([INDEX, page("a.html", "a"), page("b.html", "b")], out).made == [
        INDEX.address,
        "a.html",
        "b.html",
    ]
    same = inode(out / "a.html")
    assert write([INDEX, page("a.html", "a"), page("b.html", "other")], out).made == ["b.html"]
    assert inode(out / "a.html") == same
    assert write([INDEX, page("a.html", "a"), page("b.html", "other")], out).made == []


def test_a_site_without_change_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write([INDEX], out)
    same = inode(out)
    assert write([INDEX], out).count == 1
    assert inode(out) == same


def test_other_code_makes_everything_anew(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write([INDEX, page("a.html", "a")], out)
    assert write([INDEX, page("a.html", "a")], out, b"other").made == [INDEX.address, "a.html"]


def test_a_draft_that_is_the_file_already_is_not_made_twice(tmp_path: Path) -> None:
    asked: list[str] = []

    def note(text: str) -> str:
        asked.append(text)
        return text

    def outputs(writing: Writing, text: str) -> Iterator[Output]:
        draft = Output("a.html", note, {"text": Input.build(text)})
        assert writing.make_draft(draft) == text.encode()
        assert writing.read_draft(draft) == text
        yield from (INDEX, draft)

    with open_site(tmp_path / "site", CODE) as writing:
        writing.write(outputs(writing, "whole"))
    assert asked == ["whole"]
    assert read_files(tmp_path / "site")["a.html"] == b"whole"


def test_content_in_parts_is_written_whole_and_its_beginning_is_known(tmp_path: Path) -> None:
    large = Output("large.json", repeat, {"text": Input.build("0123456789")})
    with open_site(tmp_path / "site", CODE) as writing:
        assert writing.make_draft(large) == b"0123456789" * 409 + b"012345"
        writing.write([INDEX, large])
    assert read_files(tmp_path / "site")["large.json"] == b"0123456789" * 1000


def repeat(text: str) -> Iterator[bytes]:
    return (text.encode() for _ in range(1000))
