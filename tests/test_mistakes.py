"""A museum of mistakes: one folder each, named after the mistake.

A folder holds the files that differ from the lighthouse catalogue, and expect.yml: what else is done
to a copy of that catalogue (`do`), and every problem that must be told (`problems`): at which place,
in which words, by which check (the reader, unless another is named), with which severity (error).
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from build import main
from catalogue import checks
from catalogue.read.reader import read_catalogue
from tests.chance import IS_LONG
from tests.kept import assert_told, read_told
from tests.roots import LIGHTHOUSE
from tests.scores import OF_PROGRAMS, Score, find_changed, read_lines, score_mistake

MUSEUM = Path(__file__).parent / "mistakes"
DATA = LIGHTHOUSE / "designations"
NAMES = sorted(folder.name for folder in MUSEUM.iterdir())
PROBLEM = re.compile(r"^(?P<place>\S.*?): (?:error|warning): .*(?:\n    .*)*", re.MULTILINE)


def replace(root: Path, file: str, find: str, **more: str) -> None:
    """Put one text in place of another, which the file holds once."""
    text = (root / file).read_text("utf-8")
    assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {file}"
    (root / file).write_text(text.replace(find, more["with"]), "utf-8")


def repeat(root: Path, file: str, find: str, text: str, times: int) -> None:
    """Put a text so many times in place of another."""
    replace(root, file, find, **{"with": text * times})


def encode(root: Path, file: str, **more: str) -> None:
    """Save a file in another encoding."""
    (root / file).write_bytes((root / file).read_text("utf-8").encode(more["as"]))


def rename(root: Path, to: str, **more: str) -> None:
    """Give a file or folder another name."""
    (root / more["from"]).rename(root / to)


def copy(root: Path, to: str, **more: str) -> None:
    """Copy a file in the folder of the data."""
    shutil.copy(root / more["from"], root / to)


def symlink(root: Path, file: str, to: str) -> None:
    """Make a link; its target is told from where it lies."""
    (root / file).symlink_to(to)


def remove(root: Path, file: str) -> None:
    """Take a file away."""
    (root / file).unlink()


def mkdir(root: Path, file: str) -> None:
    """Make an empty folder."""
    (root / file).mkdir()


OPERATIONS: dict[str, Callable[..., None]] = {
    operation.__name__: operation
    for operation in (replace, repeat, encode, rename, copy, symlink, remove, mkdir)
}


def read_expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((MUSEUM / name / "expect.yml").read_text("utf-8"))
    return found


def make_mistake(name: str, root: Path) -> Path:
    """Make the mistake in a copy of the catalogue."""
    shutil.copytree(MUSEUM / name, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expect.yml"))
    for step in read_expected(name).get("do", []):
        for operation, details in step.items():
            details = details if isinstance(details, dict) else {"file": details}
            OPERATIONS[operation](root, **details)
    return root


def check(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["check", "--catalogue", str(root), *more])


def list_problems(output: str) -> list[tuple[str, str]]:
    """Place and words of every problem."""
    return [(match["place"], match[0]) for match in PROBLEM.finditer(output)]


def test_the_unbroken_catalogue_has_no_problem(lighthouse: Path) -> None:
    result = check(lighthouse)
    assert result.exit_code == 0, result.output
    assert list_problems(result.output) == []


def test_what_is_told_stands_of_every_mistake_and_of_no_other() -> None:
    assert sorted(read_told("mistakes")) == NAMES


def list_told(root: Path) -> list[dict[str, Any]]:
    """The problems of a catalogue, as machines are told them."""
    found: list[dict[str, Any]] = json.loads(check(root, "--json").stdout)["problems"]
    return found


def score_told(name: str, root: Path) -> Score:
    """How well a mistake is told; it is made in a copy of the catalogue."""
    before = read_lines(root)
    problems = list_told(make_mistake(name, root))
    meant = {problem["at"] for problem in read_expected(name)["problems"]}
    return score_mistake(problems, find_changed(before, read_lines(root)), meant)


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_is_told_where_it_stands_and_how_to_mend_it(name: str, lighthouse: Path) -> None:
    """In words, and then the same to machines, with what an exception would be about."""
    before = read_lines(lighthouse)
    root, expected = make_mistake(name, lighthouse), read_expected(name)["problems"]
    assert_said(name, check(root), expected)
    problems = list_told(root)
    found = [
        (f"{p['file']}:{p['line']}:{p['column']}" if p["line"] else p["file"], p["check"]) for p in problems
    ]
    assert found == [(p["at"], p.get("check", "read")) for p in expected]
    about = [one["about"] for one in problems]
    told = (f"{at} {key} {of}".rstrip() for (at, key), of in zip(found, about, strict=True))
    assert_told("checks", name, "\n".join(told))
    if name not in OF_PROGRAMS:  # `python -m tests.scores` prints them all
        score = score_mistake(problems, find_changed(before, read_lines(root)), {p["at"] for p in expected})
        assert 0 not in score, score


def assert_said(name: str, result: Result, problems: list[dict[str, Any]]) -> None:
    """The problems stand in what a person reads, each at its place, and no more."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    stops = any(problem.get("severity", "error") == "error" for problem in problems)
    assert result.exit_code == int(stops)
    assert [place for place, _ in list_problems(result.stdout)] == [problem["at"] for problem in problems]
    for (_, words), problem in zip(list_problems(result.stdout), problems, strict=True):
        assert [key for key in problem["says"] if key not in words] == [], words
        assert f": {problem.get('severity', 'error')}: " in words
    assert "Traceback" not in result.output
    assert_told("mistakes", name, result.stdout)


@pytest.mark.parametrize("file", sorted(p.relative_to(DATA).as_posix() for p in DATA.rglob("*.yml")))
def test_a_line_left_out_is_told_at_a_line_that_is_there(file: str, lighthouse: Path) -> None:
    path = lighthouse / "designations" / file
    lines = path.read_text("utf-8").splitlines(keepends=True)
    for left_out in range(0, len(lines), 1 if IS_LONG else 20):
        path.write_text("".join(lines[:left_out] + lines[left_out + 1 :]), "utf-8")
        catalogue, problems = read_catalogue(lighthouse)
        for problem in checks.run_checks(catalogue) if catalogue else problems:
            told_of = (lighthouse / problem.place.file).read_text("utf-8").splitlines()
            assert 1 <= problem.place.line <= len(told_of), problem
            assert 1 <= problem.place.column <= len(told_of[problem.place.line - 1]) + 1, problem


def test_every_check_has_its_mistakes() -> None:
    shown = {problem.get("check") for name in NAMES for problem in read_expected(name)["problems"]}
    assert [name for name in checks.list_checks() if name not in shown] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_mistake_begins_with_what_somebody_did(name: str) -> None:
    assert re.match(r"# [A-Z].+\.\n", (MUSEUM / name / "expect.yml").read_text("utf-8"))
