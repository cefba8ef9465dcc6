"""The command line on real input: what it builds, what it leaves alone, what it prints."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from build import main
from catalogue.read.reader import read_catalogue
from tests.roots import LIGHTHOUSE, OURS, ROOT

PARTS = ("designations", "content", "mkdocs.yml")


def copy(source: Path, target: Path) -> Path:
    """A body's folder, without what was built from it."""
    target.mkdir(parents=True)
    for name in PARTS:
        part = source / name
        (shutil.copytree if part.is_dir() else shutil.copy)(part, target / name)
    return target


def content(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lighthouse catalogue, built once into its own site/."""
    folder = copy(LIGHTHOUSE, tmp_path_factory.mktemp("built") / "lighthouse")
    done = run("--catalogue", folder, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize("words", [["--catalogue", str(LIGHTHOUSE)], [f"--catalogue={LIGHTHOUSE}"]])
def test_the_folder_may_be_said_before_or_after_the_command(words: list[str]) -> None:
    before, after = (CliRunner().invoke(main, said) for said in ([*words, "check"], ["check", *words]))
    assert before.exit_code == 0, before.output
    assert before.output == after.output
    assert "Fine: 3 designations" in after.output


def test_another_body_gets_its_own_whole_site(built: Path) -> None:
    site = content(built / "site")
    for path in ("index.html", "404.html", "designations/index.html", "cpd/index.html", "sources/index.html"):
        assert path in site
    index = json.loads(site["api/v1/index.json"])
    for kind in ("designations", "qualifications", "schedules"):
        assert index[kind]
        assert all(entry["page"] + "index.html" in site for entry in index[kind])
    assert index["name"].encode() in site["sources/rulebook/index.html"]


def test_nothing_of_our_body_is_in_anothers_site(built: Path) -> None:
    ours, _ = read_catalogue(OURS)
    assert ours
    key = ours.body.body.encode()
    naming = [path for path, body in content(built / "site").items() if key in body.lower()]
    assert naming == []


def test_a_problem_stops_the_build_and_leaves_the_last_site(built: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(built, folder)
    before = content(folder / "site")
    body = folder / "designations" / "body.yml"
    body.write_text(body.read_text("utf-8").replace("\nname:", "\nnaem:", 1), "utf-8")
    done = run("build", "--catalogue", folder)
    assert done.returncode == 1
    assert "designations/body.yml" in done.stdout
    assert "`naem` is not a key" in done.stdout
    assert "did you mean: name" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
    assert content(folder / "site") == before


def put_folder(path: Path) -> None:
    path.mkdir()


def put_file(path: Path) -> None:
    path.write_text("not ours", "utf-8")


@pytest.mark.parametrize(
    ("name", "put", "says"),
    [
        (".site-lock", put_folder, "unable to open database file"),
        (".site-new", put_file, ""),
        (".cache/store.sqlite", put_folder, ""),
    ],
)
def test_what_stands_where_a_build_writes_ends_in_a_sentence_or_goes(
    built: Path, tmp_path: Path, name: str, put: Callable[[Path], None], says: str
) -> None:
    folder = shutil.copytree(built, tmp_path / "copy")
    before = content(folder / "site")
    place = folder / name
    shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    put(place)
    (folder / ".site-ledger").unlink()  # else nothing is written
    done = run("build", "--catalogue", folder)
    assert "Traceback" not in done.stdout + done.stderr
    assert says in done.stdout
    assert done.returncode == bool(says)
    assert content(folder / "site") == before


def test_a_full_disk_ends_in_a_sentence_and_the_next_build_is_right(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "copy")
    before = content(folder / "site")
    shutil.rmtree(folder / ".cache")
    (folder / ".site-ledger").unlink()
    build = f"exec {shlex.quote(sys.executable)} {ROOT / 'build.py'} build --catalogue {folder}"
    # no file may be longer than 8 kB: to the program, the disk is full
    full = subprocess.run(["sh", "-c", f"ulimit -f 16; {build}"], capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert "The machine refuses: File too large." in full.stdout
    assert "Traceback" not in full.stdout + full.stderr
    assert content(folder / "site") == before
    assert run("build", "--catalogue", folder).returncode == 0
    assert content(folder / "site") == before


def test_what_the_machine_refuses_ends_any_command_in_a_sentence(built: Path) -> None:
    done = run("zip", built / "nowhere" / "site.zip", "--catalogue", built)
    assert done.returncode == 1
    assert "site.zip: The machine refuses: No such file or directory." in done.stderr
    assert "Traceback" not in done.stderr


def test_a_pipe_among_the_pages_is_told_and_not_waited_for(tmp_path: Path) -> None:
    folder = copy(LIGHTHOUSE, tmp_path / "copy")
    os.mkfifo(folder / "content" / "pipe.md")
    done = run("check", "--catalogue", folder)
    assert "content/pipe.md: error: This is not a plain file." in done.stdout


def test_what_a_title_says_is_never_markup(built: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(built, tmp_path / "copy")
    topic = folder / "designations" / "facts" / "joining.yml"
    title = 'Fees & *ways* # {: onclick="go()" }'
    known = re.sub("(?m)^title: .*$", lambda _: f"title: '{title}'", topic.read_text("utf-8"))
    topic.write_text(known, "utf-8")
    assert run("build", "--catalogue", folder).returncode == 0
    page = html.fromstring((folder / "site" / "joining" / "index.html").read_bytes())
    (heading,) = page.xpath("//h1")
    assert heading.text_content() == title
    assert set(heading.attrib) <= {"id"}


HIDDEN = ("fcntl", "grp", "pwd", "resource", "termios", "tty", "pty", "curses", "readline", "syslog")
"""Modules that Windows lacks."""
WITHOUT = f"""
import runpy, sys
sys.modules.update(dict.fromkeys({HIDDEN}))
runpy.run_path("build.py", run_name="__main__")
"""


def test_equal_input_gives_equal_bytes_anywhere(built: Path, tmp_path: Path) -> None:
    """Elsewhere on earth and on the disk, in another language, on a system without what Windows lacks."""
    folder = copy(LIGHTHOUSE, tmp_path / "some" / "where else")
    elsewhere = {"TZ": "Pacific/Kiritimati", "LC_ALL": "POSIX", "PYTHONHASHSEED": "2"}
    command = [sys.executable, "-c", WITHOUT, "build", "--catalogue", str(folder)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, **elsewhere}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    here, there = content(built / "site"), content(folder / "site")
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []
    assert [path for path, body in there.items() if str(tmp_path).encode() in body] == []


def test_what_another_program_reads_is_utf_8_on_every_system(tmp_path: Path) -> None:
    folder = copy(LIGHTHOUSE, tmp_path / "copy")
    body = folder / "designations" / "body.yml"
    body.write_text(body.read_text("utf-8").replace("\nname:", "\nnäme:", 1), "utf-8")
    done = run("check", "--catalogue", folder, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert "`näme` is not a key" in done.stdout


def test_make_py_does_what_is_asked_and_explains_itself() -> None:
    command = [sys.executable, str(ROOT / "make.py")]
    done = subprocess.run([*command, "chekc"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "python make.py [site|check|serve|setup]" in done.stdout


def test_the_same_content_builds_under_properdocs(built: Path, tmp_path: Path) -> None:
    folder = copy(LIGHTHOUSE, tmp_path / "copy")
    done = run("--catalogue", folder, CATALOGUE_SHELL="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert content(folder / "site") == content(built / "site")


def test_check_finds_our_data_fine_and_writes_nothing_but_what_it_keeps(tmp_path: Path) -> None:
    folder = copy(OURS, tmp_path / "copy")
    before = content(folder)
    result = CliRunner().invoke(main, ["check", "--catalogue", str(folder)])
    assert result.exit_code == 0, result.output
    assert "5 designations" in result.output
    shutil.rmtree(folder / ".cache")
    assert content(folder) == before


def test_json_says_the_same_for_machines(tmp_path: Path) -> None:
    folder = copy(LIGHTHOUSE, tmp_path / "copy")
    (folder / "designations" / "sources.yml").write_text("sources: [\n", "utf-8")
    result = CliRunner().invoke(main, ["check", "--json", "--catalogue", str(folder)])
    assert result.exit_code == 1
    problems = json.loads(result.output)["problems"]
    assert [problem["file"] for problem in problems] == ["designations/sources.yml"]
    assert problems[0]["line"] > 0
    assert problems[0]["mend"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["biuld"], "No such command"),
        (["--catalogue", "nowhere"], "does not exist"),
        (["new", "designation", "No Good"], "is not a key"),
        (["new", "schedule", "x-2027"], "say which designation"),
    ],
)
def test_wrong_usage_exits_2(words: list[str], says: str) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2
    assert says in result.output


def test_a_folder_that_is_no_site_is_refused(built: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear reader")
    done = run("build", "--catalogue", built, "--out", tmp_path)
    assert done.returncode == 2
    assert "no site of ours" in done.stderr
    assert content(tmp_path) == {"letter.txt": b"dear reader"}


def test_new_begins_a_record_that_says_what_to_fill_in(tmp_path: Path) -> None:
    folder = copy(LIGHTHOUSE, tmp_path / "copy")
    invoke = CliRunner().invoke
    for words, path in (
        (["qualification", "12345"], "qualifications/12345.yml"),
        (["designation", "warden"], "warden/designation.yml"),
        (["schedule", "warden-2027", "--designation", "warden"], "warden/cpd-2027.yml"),
    ):
        result = invoke(main, ["new", *words, "--catalogue", str(folder)])
        assert result.exit_code == 0, result.output
        assert (folder / "designations" / path).is_file()
        again = invoke(main, ["new", *words, "--catalogue", str(folder)])
        assert again.exit_code == 2
        assert "exists already" in again.output
    checked = invoke(main, ["check", "--catalogue", str(folder)])
    assert checked.exit_code == 1
    assert "still to be filled in" in checked.output
    assert "is not a key that belongs here" not in checked.output


def test_what_others_run_for_us_is_pinned() -> None:
    used = [
        line.partition("uses:")[2].split()[0]
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
        for line in path.read_text("utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", one)] == []
