"""New rules are begun by one command, after which nothing is left to mend but what the rules change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from build import main
from tests.roots import LIGHTHOUSE, OURS


def run(*words: str | Path) -> tuple[int, str]:
    """The exit code and all that was printed."""
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output


def copy(root: Path, folder: Path) -> Path:
    return shutil.copytree(root, folder / "copy", ignore=shutil.ignore_patterns(".cache", "site"))


def begin_new_rules(folder: Path) -> Path:
    """Our catalogue with rules of one designation for 2026, as they are begun."""
    root = copy(OURS, folder)
    words = ("ccsup-2026", "--from", "ccsup-2017", "--begins", "2026-01-01", "--catalogue", root)
    assert run("new", "schedule", *words)[0] == 0
    return root


def read_all(root: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in root.rglob("*.yml")}


@pytest.mark.parametrize(
    ("root", "old", "begins"),
    [
        (OURS, "ccsup-2017", "2026-01-01"),
        (OURS, "ccop-2017", "2027-04-01"),
        (OURS, "ccba-totals", "2026-01-01"),
        (LIGHTHOUSE, "keeper-2021", "2030-04-01"),
        (LIGHTHOUSE, "hand-2020", "2031-07-01"),
        (LIGHTHOUSE, "master-2018", "2031-07-01"),
    ],
)
def test_begun_rules_are_fine_as_they_are(root: Path, old: str, begins: str, tmp_path: Path) -> None:
    folder = copy(root, tmp_path)
    code, said = run("new", "schedule", "next", "--from", old, "--begins", begins, "--catalogue", folder)
    assert code == 0, said
    assert f"is begun as a copy of {old}" in said
    code, said = run("check", "--catalogue", folder)
    assert code == 0, said


def test_what_the_rules_change_is_told_by_their_examples_alone(tmp_path: Path) -> None:
    folder = begin_new_rules(tmp_path)
    plan = folder / "designations/ccsup/cpd-2026.yml"
    text = plan.read_text("utf-8")
    assert text.count("minimum: {points: 25, in: cycle, source: [ccsup-page:100") == 1
    text = text.replace(
        "minimum: {points: 25, in: cycle, source: [ccsup-page:100",
        "minimum: {points: 30, in: cycle, source: [ccsup-page:100",
    )
    plan.write_text(text, "utf-8")
    code, said = run("check", "--catalogue", folder)
    assert code == 1
    told = [line for line in said.splitlines() if ": error: " in line]
    assert told
    assert {line.partition(":")[0] for line in told} == {"designations/ccsup/examples-cpd-2026.yml"}
    # the old rules go on judging what began under them
    log = tmp_path / "log.csv"
    log.write_text("date,activity\n2024-02-01,article\n", "utf-8")
    points = ("points", log, "--schedule", "ccsup", "--catalogue", folder, "--json")
    assert '"id": "ccsup-2017"' in run(*points, "--cycle-start", "2024-01-01", "--on", "2026-02-01")[1]
    assert '"id": "ccsup-2026"' in run(*points, "--cycle-start", "2026-01-01", "--on", "2026-02-01")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["next", "--from", "ccsup-2107", "--begins", "2026-01-01"], "did you mean ccsup-2017?"),
        (["No Key", "--from", "ccsup-2017", "--begins", "2026-01-01"], "is not a key"),
        (["ccop", "--from", "ccsup-2017", "--begins", "2026-01-01"], "`ccop` is taken"),
        (["next", "--from", "ccsup-2017", "--begins", "2017-01-01"], "the new rules begin later"),
        (["next", "--from", "ccsup-2017"], "go together"),
        (["ccsup-2017-b", "--begins", "2026-01-01"], "go together"),
    ],
)
def test_a_slip_is_told_and_nothing_written(words: list[str], told: str, tmp_path: Path) -> None:
    folder = copy(OURS, tmp_path)
    before = read_all(folder)
    code, said = run("new", "schedule", *words, "--catalogue", folder)
    assert code == 2
    assert told in said
    assert read_all(folder) == before


def test_rules_that_ended_are_followed_at_once_or_not_at_all(tmp_path: Path) -> None:
    folder = copy(LIGHTHOUSE, tmp_path)
    words = ("new", "schedule", "next", "--from", "hand-port-office", "--catalogue", folder)
    code, said = run(*words, "--begins", "2031-07-01")
    assert (code, "the day after it" in said) == (2, True)


def test_pages_name_both_versions_and_the_cycles_of_each(tmp_path: Path) -> None:
    folder = begin_new_rules(tmp_path)
    code, said = run("build", "--catalogue", folder, "--out", tmp_path / "site")
    assert code == 0, said
    old, new = (
        (tmp_path / f"site/cpd/{key}/index.html").read_text("utf-8") for key in ("ccsup-2017", "ccsup-2026")
    )
    assert "For a cycle that begins from 1 January 2017 to 31 December 2025." in old
    assert 'For one that begins from 1 January 2026: <a href="../../cpd/ccsup-2026/">' in old
    assert "For a cycle that begins from 1 January 2026." in new
    assert "(CCSUP) (to 31 December 2025)</a>" in new
    assert "no later plan" not in old + new


def test_one_cause_is_not_told_by_every_example(tmp_path: Path) -> None:
    folder = copy(OURS, tmp_path)
    plan = folder / "designations/ccop/cpd-2017.yml"
    text = plan.read_text("utf-8")
    plan.write_text(
        text.replace("earns: {points: 2, for_each: course}", "earns: {points: 200, for_each: course}")
    )
    code, said = run("check", "--catalogue", folder)
    assert code == 1
    assert "11 examples of `ccop-2017` do not come out: look for one cause. Here are 5." in said
    assert len({line.partition('"')[2].partition('"')[0] for line in said.splitlines() if '"' in line}) == 5
