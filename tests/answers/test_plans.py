"""Plans on the command line: what is lost is said first, what is planned could be done and is enough."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from build import main
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from tests.roots import OURS

Json = dict[str, Any]
LOST = (
    "CPD year 1 ended 31 points short, CPD year 2 ended 35 points short; that can no longer be made up "
    "unless something is missing from your list. Ask "
)
LOG = """id,date,activity,choice,points,quantity,confirmed
1,2024-05-03,course,time-management,,,
2,2024-06-14,committee,,,,
3,2026-05-01,course,generation-gap,,,
"""


def run_points(folder: Path, log: str, *more: str) -> str:
    """What `points` prints for a log, in the last year of a cycle."""
    file = folder / "log.csv"
    file.write_text(log, "utf-8")
    asked = [
        "points",
        str(file),
        "--schedule",
        "ccop-2017",
        "--cycle-start",
        "2024-03-15",
        "--on",
        "2026-11-26",
    ]
    done = CliRunner().invoke(main, [*asked, "--catalogue", str(OURS), *more])
    assert done.exit_code == 0, done.output
    return done.output


def run_plan(folder: Path, log: str, goal: str) -> Json:
    """The plan for a goal, as data."""
    found: Json = json.loads(run_points(folder, log, "--plan", "--goal", goal, "--json"))
    return found


def to_lines(entries: list[Json]) -> str:
    """The entries of a plan as lines of a log, confirmed where something is to be."""
    columns = ("id", "date", "activity", "choice", "points", "quantity", "confirmed")
    answered = [{**one, "confirmed": "yes" if one["confirm"] else None} for one in entries]
    cells = [["" if one[name] is None else str(one[name]) for name in columns] for one in answered]
    return "".join(f"{','.join(line)}\n" for line in cells)


@pytest.mark.parametrize("goal", ["year", "all"])
def test_a_plan_after_a_lost_year_begins_with_that(tmp_path: Path, goal: str) -> None:
    lines = run_points(tmp_path, LOG, "--plan", "--goal", goal).splitlines()
    assert lines[0].startswith(LOST)


@pytest.mark.parametrize("goal", ["year", "all"])
def test_no_line_is_above_what_one_could_do_and_the_log_holds_as_many_as_are_told(
    tmp_path: Path, goal: str
) -> None:
    found = run_plan(tmp_path, LOG, goal)
    catalogue = read_catalogue(OURS)[0]
    assert catalogue
    mosts = {one.id: one.most_a_year for one in build_kernel(catalogue.schedules["ccop-2017"]).activities}
    done = Counter({"course": 1})
    planned = Counter(one["activity"] for one in found["entries"])
    assert all(done[key] + count <= (mosts[key] or 0) for key, count in planned.items())
    assert found["count"] == len(found["entries"]) == to_lines(found["entries"]).count("\n")
    after: Json = json.loads(run_points(tmp_path, LOG + to_lines(found["entries"]), "--json"))
    parts = {(d["id"], p["year"]): p for d in after["with_plans"]["demands"] for p in d["parts"]}
    told = {(one["demand"], one["year"]): one["short_by"] for one in found["result"]}
    assert {key: parts[key]["short_by"] for key in told} == told
    assert sum(told.values()) == (0 if goal == "year" else 2)


def test_what_cannot_be_reached_is_said(tmp_path: Path) -> None:
    text = run_points(tmp_path, LOG, "--plan", "--goal", "all")
    assert "you are still short: " in text
    assert "Even as often as you could do each, it is not enough." in text


def test_the_least_has_the_keys_that_it_had_and_at_the_end_a_new_one(tmp_path: Path) -> None:
    found = json.loads(run_points(tmp_path, LOG, "--plan", "--json"))
    assert list(found) == [
        "schedule", "verdict", "on", "prefer", "without", "status", "unconfirmed", "lost", "open", "count",
        "points", "entries", "clash", "because", "not_planned", "lapses", "left_out",
    ]  # fmt: skip


def test_the_goal_goes_with_a_plan_and_not_with_the_least(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    file.write_text(LOG, "utf-8")
    asked = ["points", str(file), "--schedule", "ccop-2017", "--goal", "year"]
    assert "go with --plan" in CliRunner().invoke(main, asked).output
    more = CliRunner().invoke(main, [*asked, "--plan", "--prefer", "points"])
    assert "--prefer is for the least" in more.output
