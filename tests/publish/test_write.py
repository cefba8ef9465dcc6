"""Writing a site: all or nothing, never over something else, and no more than what changed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
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
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"site", ".site-last"}


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


def list_folders(site: Path) -> set[str]:
    return {str(path.relative_to(site)) for path in site.rglob("*") if path.is_dir()}


@pytest.mark.parametrize("system", ["linux", "one that exchanges no folders"])
def test_a_site_is_made_from_the_one_before_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """What stood there and is not listed is gone, its folders too; what did not change is the same file."""
    monkeypatch.setattr(sys, "platform", system)
    out = tmp_path / "site"
    sites = [
        {"a/x": "1", "b/y": "1"},
        {"a/x": "2", "c/z/z": "1", "b/y": "1"},
        {"b/y": "1", "a/x": "2", "d": "1"},
    ]
    sites += [{"a/x": "1", "b/y": "2", "d": "1"}, {"a": "1", "b/y": "2", "d/e": "1"}, {"a/x": "1", "d": "1"}]
    for texts in [*sites, *sites[::-1]]:
        before = {path: inode(out / path) for path in read_files(out)} if out.exists() else {}
        made = write([INDEX, *(page(address, text) for address, text in texts.items())], out).made
        assert read_files(out) == {
            INDEX.address: b"{}",
            **{address: text.encode() for address, text in texts.items()},
        }
        assert {path for path in before if (out / path).is_file() and inode(out / path) == before[path]} == {
            INDEX.address,
            *texts,
        } - {*made}
        assert {path.name for path in tmp_path.iterdir() if path.is_dir()} <= {"site", ".site-last"}
        known = {str(folder) for path in read_files(out) for folder in Path(path).parents} - {"."}
        assert list_folders(out) == known


def put_text(path: Path) -> None:
    path.write_text("theirs", "utf-8")


def put_nothing(path: Path) -> None:
    shutil.rmtree(path)


def put_strangers(path: Path) -> None:
    (path / "deep" / "er").mkdir(parents=True)
    put_text(path / "deep" / "er" / "file")
    (path / "link").symlink_to(path.parent)
    (path / "b").unlink()
    (path / "b").mkdir()
    put_text(path / "b" / "file")
    (path / "c").rmdir() if (path / "c").is_dir() else (path / "c").unlink()
    (path / "c").symlink_to("nowhere")


def put_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize(
    "put", [put_text, put_nothing, put_strangers, put_link], ids=lambda put: put.__name__
)
def test_whatever_stands_in_the_site_before_last(tmp_path: Path, put: Callable[[Path], None]) -> None:
    out, last = tmp_path / "site", tmp_path / ".site-last"
    first = [INDEX, *(page(address, "1") for address in ("a/a", "b", "c"))]
    write(first, out)
    write([*first[:-1], page("c", "2")], out)
    assert read_files(last) == {INDEX.address: b"{}", "a/a": b"1", "b": b"1", "c": b"1"}
    if put is put_text:
        shutil.rmtree(last)
    put(last)
    theirs = read_files(tmp_path / "elsewhere") if put is put_link else {}
    (out / "theirs").write_text("theirs", "utf-8")
    assert write([*first[:-1], page("c", "3")], out).made == ["c"]
    assert read_files(out) == {
        INDEX.address: b"{}",
        "a/a": b"1",
        "b": b"1",
        "c": b"3",
        "theirs": b"theirs",
    }
    assert list_folders(out) == {"a", "api", "api/v1"}
    assert theirs == (read_files(tmp_path / "elsewhere") if put is put_link else {})


def test_what_is_theirs_comes_along_from_site_to_site_and_goes_when_they_remove_it(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write([INDEX, page("a/a", "0")], out)
    (out / "a" / "theirs").write_text("1", "utf-8")
    for text in "12":
        write([INDEX, page("a/a", text)], out)
        assert read_files(out)["a/theirs"] == b"1"
    (out / "a" / "theirs").write_text("2", "utf-8")
    write([INDEX, page("a/a", "3")], out)
    assert read_files(out)["a/theirs"] == b"2"
    (out / "a" / "theirs").unlink()
    write([INDEX, page("a/a", "4")], out)
    assert {*read_files(out)} == {"a/a", INDEX.address}


def test_without_links_no_second_copy_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    for text in "123":
        write([INDEX, page("a", text)], tmp_path / "site")
        assert read_files(tmp_path / "site") == {INDEX.address: b"{}", "a": text.encode()}
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {"site"}


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
        assert writing.read_draft(draft) == text.encode()
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
