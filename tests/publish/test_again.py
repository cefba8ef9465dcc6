"""A build finds what an earlier one left: whole, damaged, or cut off. The site is right each time."""

from __future__ import annotations

import mmap
import os
import random
import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import click
import orjson
import pytest

from build import build_checked, read_and_check
from catalogue.code import digest_code
from catalogue.kept import keep_file, read_kept
from catalogue.publish.build import build_site
from catalogue.publish.write import Writing
from catalogue.store import Store, open_store
from tests.chance import IS_LONG
from tests.publish.sites import build_lighthouse, read_files

PAGE = "qualifications/7001/index.html"
KILLS = 200 if IS_LONG else 1
OPERATIONS = (
    "open",
    "os.link",
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "shutil.rmtree",
    "ctypes.dlsym",
)
"""What Python tells of files: a build can be cut off before each."""


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lighthouse catalogue with its site, as the first build left it."""
    return build_lighthouse(tmp_path_factory.mktemp("first"))


@pytest.fixture(scope="module")
def cold(first: Path) -> dict[str, bytes]:
    return read_files(first / "site")


@pytest.fixture(scope="module")
def renamed(first: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the same catalogue under another name, built from nothing."""
    root = shutil.copytree(first, tmp_path_factory.mktemp("renamed") / "lighthouse")
    rename_body(root, "GHLK", "XYZ")
    return build_anew(root, root.parent / "cold" / "site")


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of it, as old as it was."""
    return shutil.copytree(first, tmp_path / "lighthouse")


def build(root: Path) -> Writing:
    with open_store(root / ".cache" / "store.sqlite", digest_code()) as store:
        catalogue, _ = read_and_check(root, store)
        assert catalogue
        writing = build_site(catalogue, root, root / "site", store)
        store.commit(drop_others=True)
    return writing


def rename_record(root: Path) -> None:
    """Change the title of one unit."""
    path = root / "designations" / "qualifications" / "7001.yml"
    path.write_text(path.read_text("utf-8").replace("title: The lens", "title: The prism"), "utf-8")


def add_record(root: Path) -> None:
    """Add a qualification like one that is there."""
    path = root / "designations" / "qualifications" / "7014.yml"
    text = path.read_text("utf-8").replace("replaces: [pilotage]\n", "").replace("7014", "7999")
    path.with_name("7999.yml").write_text(text, "utf-8")


# One edit makes few outputs


def test_where_nothing_changed_nothing_is_made(root: Path, cold: dict[str, bytes]) -> None:
    assert build(root).made == []
    assert read_files(root / "site") == cold


def test_where_the_store_is_gone_the_site_is_the_same(root: Path, cold: dict[str, bytes]) -> None:
    shutil.rmtree(root / ".cache")
    build(root)
    assert read_files(root / "site") == cold
    assert build(root).made == []


def test_the_title_of_one_unit_makes_few_outputs(root: Path) -> None:
    rename_record(root)
    made = build(root).made
    assert PAGE in made
    assert {"qualifications/7001/units.csv", "api/v1/qualifications/7001.json", "search/entries.json"} <= {
        *made
    }
    assert len(made) <= 15, made
    assert build(root).made == []


# What somebody did to the site


def edit(page: Path) -> None:
    page.write_text(page.read_text("utf-8") + "<!-- mine -->", "utf-8")


def edit_in_place_to_the_same_size(page: Path) -> None:
    with page.open("r+b") as file:
        file.write(b"<!DOCTYPE HTML>")


def delete(page: Path) -> None:
    page.unlink()


def replace_by_an_older_one(page: Path) -> None:
    other = page.with_name("other.html")
    other.write_bytes(page.read_bytes()[::-1])
    os.utime(other, ns=(0, 0))
    other.replace(page)


def replace_by_a_dead_link(page: Path) -> None:
    page.unlink()
    page.symlink_to("nowhere")


def delete_the_folder(page: Path) -> None:
    shutil.rmtree(page.parent)


MEDDLING = (
    edit,
    edit_in_place_to_the_same_size,
    delete,
    replace_by_an_older_one,
    replace_by_a_dead_link,
    delete_the_folder,
)


@pytest.mark.parametrize("meddle", MEDDLING, ids=lambda meddle: meddle.__name__)
def test_what_somebody_did_to_a_file_of_the_site_is_undone(
    root: Path, cold: dict[str, bytes], meddle: Callable[[Path], None]
) -> None:
    meddle(root / "site" / PAGE)
    assert build_checked(root, root / "site")[0] == []
    assert read_files(root / "site") == cold
    assert not [path for path in (root / "site").rglob("*") if path.is_symlink()]


FOREIGN = (".htaccess", ".well-known/acme/token", "assets/logo.svg", "qualifications/7001/notes.txt")


@pytest.mark.parametrize("forgotten", [(), ("site-ledger",), ("site-ledger", "site/builds.json")])
def test_what_somebody_else_put_there_stays(
    root: Path, renamed: dict[str, bytes], forgotten: tuple[str, ...]
) -> None:
    for path in FOREIGN:
        (root / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / path).write_text("theirs", "utf-8")
    (root / "site" / "current").symlink_to("api")
    for name in forgotten:
        (root / name.replace("site-", ".site-")).unlink()
    rename_body(root, "GHLK", "XYZ")
    assert build_checked(root, root / "site")[0] == []
    files = read_files(root / "site")
    assert [files.pop(path) for path in FOREIGN] == [b"theirs"] * len(FOREIGN)
    assert (root / "site" / "current").readlink() == Path("api")
    (root / "site" / "current").unlink()
    assert files == renamed


def test_what_is_no_record_any_more_has_no_file_any_more(root: Path) -> None:
    """The list in the site tells what was ours where the ledger was not brought along."""
    stale = root / "site" / "qualifications" / "7000" / "index.html"
    stale.parent.mkdir()
    stale.write_text("of a record that was deleted", "utf-8")
    listed = root / "site" / "builds.json"
    files = orjson.loads(listed.read_bytes())
    files["files"].append("qualifications/7000/index.html")
    listed.write_bytes(orjson.dumps(files))
    (root / ".site-ledger").unlink()
    build(root)
    assert not stale.parent.exists()


@pytest.mark.parametrize("place", ["a folder", "a file"])
def test_somebody_elses_file_where_one_of_ours_goes_is_told(root: Path, place: str) -> None:
    page = root / "site" / PAGE
    if place == "a folder":
        page.unlink()
        page.mkdir()
        theirs = page / "mine.txt"
    else:
        theirs = root / "site" / "qualifications" / "7999"
    theirs.write_text("theirs", "utf-8")
    if place == "a file":
        add_record(root)
    rename_body(root, "GHLK", "XYZ")
    with pytest.raises(click.UsageError, match=f"{theirs} is not ours"):
        build_checked(root, root / "site")
    assert theirs.read_text("utf-8") == "theirs"


# What a page that was opened before asks for


def change_colour(root: Path, colour: str) -> None:
    """Give the site another stylesheet."""
    path = root / "designations" / "body.yml"
    path.write_text(re.sub(r'primary: "#\w+"', f'primary: "#{colour}"', path.read_text("utf-8")), "utf-8")


def test_assets_live_on_for_five_builds_more(root: Path) -> None:
    seen = [read_assets(root)]
    for number in range(6):
        change_colour(root, f"0b4f6{number}")
        assert build_checked(root, root / "site")[0] == []
        now = read_assets(root)
        assert list(now) == list(dict.fromkeys([next(iter(now)), *seen[-1]]))[:6]
        assert all(files == now[folder] for folder, files in seen[-1].items() if folder in now)
        rules = (root / "site" / "_headers").read_text("utf-8")
        assert all(f"/{folder}/*\n" in rules for folder in now)
        seen.append(now)
    assert len(seen[-1]) == 6
    assert build(root).made == []


def read_assets(root: Path) -> dict[str, dict[str, bytes]]:
    """The files of each folder of assets, the newest first."""
    folders = orjson.loads((root / "site" / "builds.json").read_bytes())["assets"]
    assert {path.name for path in (root / "site" / "assets").iterdir()} == {
        "rules",
        *(folder.removeprefix("assets/") for folder in folders),
    }
    return {folder: read_files(root / "site" / folder) for folder in folders}


@pytest.mark.parametrize("edit", ["title", "record"])
def test_data_renames_no_script(root: Path, edit: str) -> None:
    rename_record(root) if edit == "title" else add_record(root)
    assert build_checked(root, root / "site")[0] == []
    assert len(read_assets(root)) == 1


def test_what_is_made_anew_and_is_the_same_keeps_its_time(root: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (root / "site").rglob("*") if path.is_file()}
    (root / ".site-ledger").unlink()
    assert build(root).made
    assert {path: path.stat().st_mtime_ns for path in before} == before


# What became of the ledger and the store


def lines_of(ledger: Path) -> dict[str, object]:
    found: dict[str, object] = orjson.loads(read_kept(ledger) or b"")
    return found


def write_ledger(ledger: Path, lines: object) -> None:
    keep_file(ledger, orjson.dumps(lines))


def cut_short(ledger: Path) -> None:
    os.truncate(ledger, ledger.stat().st_size // 2)


def leave_nothing(ledger: Path) -> None:
    ledger.write_bytes(b"")


def scramble(ledger: Path) -> None:
    ledger.write_bytes(bytes(range(256)) * 16)


def change_a_line(ledger: Path) -> None:
    ledger.write_bytes(ledger.read_bytes().replace(b'"404.html":["', b'"404.html":["0'))


def put_a_wrong_line(ledger: Path) -> None:
    lines = lines_of(ledger)
    files: dict[str, object] = lines["files"]  # type: ignore[assignment]
    files[PAGE] = files["404.html"]
    write_ledger(ledger, lines)


def be_of_other_code(ledger: Path) -> None:
    write_ledger(ledger, lines_of(ledger) | {"code": "00"})


def hold_something_else(ledger: Path) -> None:
    write_ledger(ledger, ["files"])


def be_a_folder(ledger: Path) -> None:
    ledger.unlink()
    ledger.mkdir()


LEDGERS = (
    cut_short,
    leave_nothing,
    scramble,
    change_a_line,
    put_a_wrong_line,
    be_of_other_code,
    hold_something_else,
    be_a_folder,
)


@pytest.mark.parametrize("damage", LEDGERS, ids=lambda damage: damage.__name__)
def test_a_ledger_that_tells_nothing_true_is_not_believed(
    root: Path, cold: dict[str, bytes], damage: Callable[[Path], None]
) -> None:
    damage(root / ".site-ledger")
    (root / "site" / PAGE).write_text("made by nobody", "utf-8")
    assert build_checked(root, root / "site")[0] == []
    assert read_files(root / "site") == cold


@pytest.mark.parametrize("damage", [cut_short, scramble, be_a_folder], ids=lambda damage: damage.__name__)
def test_a_store_that_is_damaged_costs_time_alone(
    root: Path, cold: dict[str, bytes], damage: Callable[[Path], None]
) -> None:
    damage(root / ".cache" / "store.sqlite")
    (root / ".site-ledger").unlink()
    assert build_checked(root, root / "site")[0] == []
    assert read_files(root / "site") == cold


# A build that is killed


def build_and_die(root: Path, at: int) -> int:
    """Build in a process that is killed at an operation on a file. Returns how many it came to."""
    count = mmap.mmap(-1, 4)
    child = os.fork()
    if not child:

        def hear(event: str, args: tuple[object, ...]) -> None:
            if event == "ctypes.dlsym" or (event in OPERATIONS and str(root) in str(args[:2])):
                number = int.from_bytes(count[:4], "big")
                if number == at:
                    os.kill(os.getpid(), signal.SIGKILL)
                count[:4] = (number + 1).to_bytes(4, "big")

        sys.addaudithook(hear)
        try:
            build_checked(root, root / "site")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return int.from_bytes(count[:4], "big")


def rename_body(root: Path, old: str, new: str) -> None:
    """Change a word that stands on every page."""
    path = root / "designations" / "body.yml"
    path.write_text(path.read_text("utf-8").replace(f"abbreviation: {old}", f"abbreviation: {new}"), "utf-8")


def build_anew(root: Path, out: Path) -> dict[str, bytes]:
    catalogue, _ = read_and_check(root)
    assert catalogue
    build_site(catalogue, root, out, Store())
    return read_files(out)


def test_a_build_that_is_killed_leaves_one_site_whole_and_the_next_is_right(
    root: Path, cold: dict[str, bytes], renamed: dict[str, bytes], tmp_path: Path
) -> None:
    rename_body(root, "GHLK", "XYZ")
    sites = {"GHLK": cold, "XYZ": renamed}
    shutil.copytree(root, tmp_path / "whole")
    total = build_and_die(tmp_path / "whole", -1)
    assert total > 200
    assert read_files(tmp_path / "whole" / "site") == sites["XYZ"]
    chance, now = random.Random(1), "GHLK"
    outcomes = set()
    for at in [*chance.choices(range(total), k=KILLS), total - 8, total - 2]:
        wanted = "GHLK" if now == "XYZ" else "XYZ"
        rename_body(root, now, wanted)
        build_and_die(root, at)
        left = read_files(root / "site")
        assert left in (sites[now], sites[wanted]), at
        outcomes.add(left == sites[now])
        assert build_checked(root, root / "site")[0] == []
        assert read_files(root / "site") == sites[wanted], at
        assert {path.name for path in root.glob(".site*")} <= {".site-last", ".site-ledger", ".site-lock"}
        now = wanted
    assert outcomes == {True, False}, "killed before and after the exchange"
