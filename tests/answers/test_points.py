"""`build.py points`: what it prints, when it refuses, and that its JSON is what the browser answers."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from build import main
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from catalogue.wording.language import read_phrases
from tests.publish.sites import publish_data
from tests.read.test_log import BROKEN
from tests.roots import LIGHTHOUSE, OURS, ROOT
from tests.rules.engines import answer_in_javascript, write_json

LOG = """date;activity;quantity;choice;confirmed
2024-05-01;night-watch;12;;yes
2024-06-01;course;;signal;
2026-05-01;radio;3;;
"""


def run_points(*words_: object) -> Result:
    return CliRunner().invoke(main, ["points", *map(str, words_), "--catalogue", str(LIGHTHOUSE)])


@pytest.fixture
def log(tmp_path: Path) -> Path:
    path = tmp_path / "log.csv"
    path.write_text(LOG, "utf-8")
    return path


@pytest.fixture
def member(tmp_path: Path) -> Path:
    path = tmp_path / "member.yml"
    path.write_text("attributes: {post: rock}\nconditions: {oath-taken: yes}\nmonths_away: {1: 3}\n", "utf-8")
    return path


def read_answer(*words_: object) -> dict[str, Any]:
    done = run_points(*words_, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.output)
    return found


def test_a_designation_is_judged_by_its_version_for_the_cycle(log: Path) -> None:
    new = read_answer(log, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01")
    old = run_points(
        log, "--schedule", "keeper", "--cycle-start", "2018-04-01", "--on", "2026-04-01", "--json"
    )
    assert new["schedule"]["id"] == "keeper-2021"
    assert "keeper-2015" in old.output


def test_the_json_is_what_the_browser_answers(log: Path, member: Path) -> None:
    found = read_answer(
        log, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01", "--member", member
    )
    payload = json.loads(publish_data(LIGHTHOUSE)["schedules/keeper-2021.json"])
    entries = [
        {"id": "2", "date": "2024-05-01", "activity": "night-watch", "quantity": 12, "confirmed": "yes"},
        {"id": "3", "date": "2024-06-01", "activity": "course", "choice": "signal"},
        {"id": "4", "date": "2026-05-01", "activity": "radio", "quantity": 3},
    ]
    about = {"attributes": {"post": "rock"}, "conditions": {"oath-taken": "yes"}, "months_away": {"1": 3}}
    options = {"on": "2026-04-01", "cycle_start": "2024-04-01", "member": about}
    (browser,) = answer_in_javascript([{"kernel": payload, "log": entries, "options": options}])
    assert write_json(found) == browser
    # 12 hours are three blocks of four, two a day at most; 20 points less 3/12.
    assert [entry["credited"] for entry in found["entries"]] == [2, 0, 0]
    assert found["demands"][2]["parts"][0]["required"] == 15
    assert found["with_plans"]["totals"][0]["credited"] == 5


def test_the_report_says_what_counts_and_why(log: Path, member: Path) -> None:
    done = run_points(
        log,
        "--schedule",
        "keeper-2021",
        "--cycle-start",
        "2024-04-01",
        "--on",
        "2026-04-01",
        "--member",
        member,
    )
    assert done.exit_code == 0
    for said in (
        "Cycle from 2024-04-01 to 2027-03-31, judged on 2026-04-01.",
        "Keep a night watch: 2 of 3",
        "Keep a night watch, at most 2 points on one day: 2 of 3 counts. (rulebook:56)",
        '"signal" is not listed. Did you mean signals? (rulebook:60)',
        "Keep the radio log: 0, planned",
        "missed: Points in the year, 2 of 15, 13 short (2024-04-01 to 2025-03-31)",
        "The whole plan: missed (what we follow)",
        "The guild's office answers questions on Mondays.",
        "With what is planned",
    ):
        assert said in done.output


def test_what_is_not_known_is_told(log: Path) -> None:
    done = run_points(log, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01")
    assert "Not known, taken for the figures: post rock." in done.output
    assert "To confirm, with the guild: Have you taken the oath?" in done.output


@pytest.mark.parametrize(
    ("words_", "said"),
    [
        (("--schedule", "keepr"), "Did you mean keeper?"),
        (("--schedule", "keeper-2015", "--cycle-start", "2024-04-01"), "does not judge a cycle that starts"),
        (("--schedule", "keeper", "--cycle-start", "2012-04-01"), "No version of the schedule of keeper"),
        (("--schedule", "keeper", "--cycle-start", "2024-05-01"), "starts on 2024-04-01"),
        (("--schedule", "master"), "--cycle-start"),
        (("--schedule", "hand", "--cycle-start", "2024-05-01"), "no day on which a cycle starts"),
        (("--schedule", "missing.yml"), "There is no file missing.yml"),
        (("--schedule", "keeper", "--cycle-start", "1 April"), "does not match"),
        (("--schedule", "keeper", "--dates", "ymd"), "ymd"),
    ],
)
def test_wrong_usage_is_told(log: Path, words_: tuple[str, ...], said: str) -> None:
    done = run_points(log, *words_, "--on", "2026-04-01")
    assert done.exit_code == 2
    assert said in done.output


def test_a_wrong_log_gives_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("date;activity\n03/04/2024;radio\n2024-05-01;radoi\n", "utf-8")
    done = run_points(path, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01")
    assert done.exit_code == 1
    assert re.search(r"log\.csv:2:1: error: .*two ways", done.output)
    assert re.search(r"log\.csv:3:2: error: .*no activity", done.output)
    assert "Cycle from" not in done.output
    as_json = run_points(
        path, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01", "--json"
    )
    assert [problem["line"] for problem in json.loads(as_json.output)["problems"]] == [2, 3]


@pytest.mark.parametrize("kind", BROKEN)
def test_every_kind_of_broken_log_is_told_with_its_line_and_reason(tmp_path: Path, kind: str) -> None:
    text, line, column, reason = BROKEN[kind]
    path = tmp_path / "log.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    asked = ("--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01")
    done = run_points(path, *asked, "--json")
    assert done.exit_code == 1
    found = json.loads(done.output)
    assert set(found) == {"problems"}
    assert [(problem["line"], problem["column"]) for problem in found["problems"]] == [(line, column)]
    assert reason in found["problems"][0]["what"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("attributes: {pots: rock}", "no `pots`"),
        ("attributes: {post: sea}", '"sea" is no post'),
        ("conditions: {light-lit: yes}", "no `light-lit`"),
        ("conditions: {oath-taken: perhaps}", "yes or no"),
        ("attributes: {post: [rock, shore]}", "one post, not 2"),
        ("months_away: 13", "13 months away are more than a year has"),
        ("months_away: {1: 13}", "from 0 to 12"),
        ("months_away: some", "months_away"),
        ("month_away: 3", "months_away"),
    ],
)
def test_a_wrong_member_file_is_told(tmp_path: Path, log: Path, text: str, said: str) -> None:
    path = tmp_path / "member.yml"
    path.write_text(text + "\n", "utf-8")
    done = run_points(
        log, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01", "--member", path
    )
    assert done.exit_code == 1
    assert said in done.output


def test_a_figure_that_another_answer_would_change_says_on_what_it_rests(log: Path) -> None:
    """Six points of watch are asked at the rock, four at the shore (rulebook:68)."""
    asked = ("--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01")
    said = run_points(log, *asked).output
    (line, *_) = [one for one in said.splitlines() if "Watch on one's post" in one]
    assert "of 6" in line
    assert "if post is rock" in line
    assert "if post" not in next(one for one in said.splitlines() if "Points in the cycle" in one)
    assert "Carried out of year 1:" in said
    assert "  depends on an answer: An apprentice\n" in said


def test_what_is_carried_in_serves_the_demands_that_the_rule_lists(tmp_path: Path) -> None:
    log, carry = tmp_path / "log.csv", tmp_path / "carry.yml"
    log.write_text("date;activity;quantity\n2025-05-01;book;1\n", "utf-8")
    carry.write_text("carry_in: {surplus: 20}\n", "utf-8")
    found = read_answer(
        log, "--schedule", "master", "--cycle-start", "2025-01-01", "--on", "2026-01-01", "--carry-in", carry
    )
    assert found["carry_in"] == [{"id": "surplus", "figure": 8}]
    (part,) = next(d for d in found["demands"] if d["id"] == "cycle-total")["parts"]
    assert (part["credited"], part["carried"], part["short_by"]) == (2, 8, 50)


def test_a_schedule_can_be_a_file_or_what_the_api_publishes(tmp_path: Path, log: Path) -> None:
    published = tmp_path / "keeper.json"
    published.write_bytes(publish_data(LIGHTHOUSE)["schedules/keeper-2021.json"])
    asked = ("--cycle-start", "2024-04-01", "--on", "2026-04-01")
    by_id = read_answer(log, "--schedule", "keeper-2021", *asked)
    assert read_answer(log, "--schedule", published, *asked) == by_id
    assert read_answer(log, "--schedule", LIGHTHOUSE / "designations/keeper/cpd-2021.yml", *asked) == by_id


def test_a_log_of_a_thousand_lines_is_judged_whole(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    lines = [f"2025-{1 + n % 12:02}-{1 + n % 28:02};radio;1" for n in range(1_000)]
    path.write_text("date;activity;quantity\n" + "\n".join(lines), "utf-8")
    found = read_answer(path, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01")
    assert len(found["entries"]) == 1_000
    assert found["totals"][0]["credited"] == 1_000


def test_every_wrong_line_of_a_thousand_is_told(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    lines = [
        f"2025-{1 + n % 12:02}-{1 + n % 28:02};{'radoi' if n % 100 == 7 else 'radio'};1" for n in range(1_000)
    ]
    path.write_text("date;activity;quantity\n" + "\n".join(lines), "utf-8")
    done = run_points(
        path, "--schedule", "keeper", "--cycle-start", "2024-04-01", "--on", "2026-04-01", "--json"
    )
    assert done.exit_code == 1
    told = json.loads(done.output)["problems"]
    assert [(problem["line"], problem["nearest"]) for problem in told] == [
        (n, "radio") for n in range(9, 1_000, 100)
    ]


def test_there_are_words_for_every_kind_of_explanation_and_refusal() -> None:
    engine = "".join(path.read_text("utf-8") for path in sorted((ROOT / "catalogue/rules").glob("*.py")))
    refused = set(re.findall(r'RefusedError\("([a-z-]+)"', engine))
    kinds = set(re.findall(r'(?:reject|add_explanation)\(\s*"([a-z-]+)"', engine)) | set(
        re.findall(r'"(declared-[a-z]+)"', engine)
    )
    assert len(refused) >= 9
    assert len(kinds) >= 10
    assert refused <= set(read_phrases()["refused"])
    assert kinds | {"before-cycle", "after-cycle", "outside-windows"} <= set(read_phrases()["lines"])


def test_the_browsers_engine_refuses_by_the_same_names() -> None:
    engine = "".join(path.read_text("utf-8") for path in sorted((ROOT / "client/rules").glob("*.js")))
    assert set(re.findall(r'new Refused\("([a-z-]+)"', engine)) <= set(read_phrases()["refused"])


def test_the_real_plan_from_its_designation(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("date;activity;quantity\n2026-05-01;article;16\n", "utf-8")
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    key = next(
        key for key, d in catalogue.designations.items() if build_kernel(catalogue.schedules[d.cpd]).limits
    )
    done = CliRunner().invoke(
        main, ["points", str(path), "--schedule", key, "--cycle-start", "2026-01-01", "--on", "2026-11-22"]
    )
    assert done.exit_code == 0
    assert ": 15 of 16" in done.output
