"""`build.py eligible` and `path`: what they print, when they refuse, and that their JSON is the browser's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from build import main
from catalogue.read.reader import read_catalogue
from catalogue.wording.language import read_phrases
from tests.publish.sites import publish_data
from tests.roots import LIGHTHOUSE, OURS, ROOT
from tests.rules.engines import write_json
from tests.rules.test_criteria_engines import answer_in_javascript

PROFILE = """
qualifications:
  - {id: 7001, state: partly, date: 2026-11-30}
  - {title: Master of Navigation, nqf_level: 9, state: completed}
jobs:
  - {role: Assistant keeper, from: 2024-08-16, to: open}
  - {role: other, equivalent_to: Deck hand, from: 2020-01-01, to: 2024-08-15}
certificates: {boat-licence: equivalent}
holds: {designation: hand, awarded: 2025-09-01, points: 30}
"""


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "me.profile.yml"
    path.write_text(PROFILE, "utf-8")
    return path


def run_command(*words_: object, root: Path = LIGHTHOUSE) -> Result:
    return CliRunner().invoke(main, [*map(str, words_), "--catalogue", str(root)])


def read_answer(*words_: object) -> Any:
    done = run_command(*words_, "--on", "2026-07-01", "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_the_json_is_what_the_browser_answers_from_the_open_data(profile: Path) -> None:
    catalogue, _ = read_catalogue(LIGHTHOUSE)
    assert catalogue
    files = {path: json.loads(content) for path, content in publish_data(LIGHTHOUSE).items()}
    told = yaml.load(PROFILE, yaml.BaseLoader)
    told["qualifications"][1]["nqf_level"], told["holds"]["points"] = 9, 30
    for key in catalogue.designations:
        asked = (
            read_answer("eligible", profile, "--designation", key),
            read_answer("path", profile, "--to", key),
        )
        ladder = files["pathways.json"]["ladder"]
        case = {"ladder": ladder, "profile": told, "to": key, "on": "2026-07-01"}
        assert answer_in_javascript([write_json(case)]) == [write_json(list(asked))]
        (rung,) = (rung for rung in ladder["rungs"] if rung["designation"] == key)
        assert rung["criteria"] == files[f"designations/{key}.json"]["criteria"]


def test_the_report_says_what_is_missing_and_from_when_it_is_there(profile: Path) -> None:
    done = run_command("eligible", profile, "--designation", "keeper", "--on", "2026-07-01")
    assert done.exit_code == 0
    for said in (
        "Light Keeper (LK), judged on 2026-07-01.",
        "The guild's own rules: not met (adopted) (its text holds from 2021-03-01 to a day that is not",
        # 24 months from 16 August 2024 are full with 15 August 2026; the certificate comes later.
        "if present jobs go on, plans arrive on their days and the yearly CPD is kept up.",
        "It may be possible from 2026-08-15 on; ask.",
        "not met: 2 years or more as assistant keeper or in equivalent work, from 2026-08-15 on",
        "22 months and 16 days, 45 days short; held from today on, full on 2026-08-15.",
        "cannot tell: Certificate: Lamp Craft (NQF level 3), completed or partly completed, from 2026-11-30",
        "how much must be done is not published, so ask.",
        "cannot tell: if you hold the HH: at least 24 hours in the 12 months before you apply",
        "Another route: A keeper of another coast may be examined instead. (rulebook:25-28)",
        "Then, never judged: Take the oath, Pay the lamp fee.",
    ):
        assert said in done.output


def test_the_report_of_a_way_has_its_steps_and_what_they_take(profile: Path) -> None:
    done = run_command("path", profile, "--to", "master", "--on", "2026-07-01")
    assert done.exit_code == 0
    for said in (
        "To the Harbour Master (HM), judged on 2026-07-01.",
        "Straight there: nothing in the profile leads there",
        "By the LK, as an offer: from when cannot be told",
        "Light Keeper (LK): 2026-11-30, begun on 2026-07-01",
        "Harbour Master (HM): from when cannot be told, begun on 2026-11-30",
        # From 1 July to 29 November 2026 lie the first and the second year since 1 September 2025.
        "to keep the HH meanwhile: 48 hours in 2 CPD years, 24 a year",
        "to study: 40 credits, those already earned included",
        "asks: any postgraduate qualification in navigation: from when cannot be told",
    ):
        assert said in done.output


def test_what_the_profile_leaves_out_is_told(tmp_path: Path) -> None:
    path = tmp_path / "me.profile.yml"
    path.write_text("jobs: []\n", "utf-8")
    done = run_command("eligible", path, "--designation", "hand", "--on", "2026-07-01")
    assert "Whether it is held is not said." in done.output
    assert "From when cannot be told." in done.output


@pytest.mark.parametrize(
    ("words_", "said"),
    [
        (("eligible", "--designation", "keepr"), "Did you mean keeper?"),
        (("path", "--to", "admiral"), "There is: hand, keeper, master."),
        (("path",), "Missing option '--to'"),
        (("eligible", "--designation", "hand", "--on", "1 July"), "does not match"),
    ],
)
def test_wrong_usage_is_told(profile: Path, words_: tuple[str, ...], said: str) -> None:
    command, *more = words_
    done = run_command(command, profile, *more)
    assert done.exit_code == 2
    assert said in done.output


def test_a_wrong_profile_gives_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "me.profile.yml"
    path.write_text("jobs: [{role: Deck hnad, from: 2026-01-01, to: open}]\nholds: {}\n", "utf-8")
    done = run_command("path", path, "--to", "keeper", "--on", "2026-07-01")
    assert done.exit_code == 1
    assert "me.profile.yml:2:1: error: `designation` is missing here." in done.output
    path.write_text("jobs: [{role: Deck hnad, from: 2026-01-01, to: open}]\n", "utf-8")
    told = json.loads(run_command("eligible", path, "--designation", "keeper", "--json").output)["problems"]
    assert [(problem["line"], problem["nearest"]) for problem in told] == [(1, "Deck hand")]


def test_there_are_words_for_every_reason() -> None:
    engine = "".join(
        (ROOT / f"catalogue/rules/{name}.py").read_text("utf-8") for name in ("leaves", "experience")
    )
    kinds = set(re.findall(r'"kind": "([a-z-]+)"', engine)) | {
        *("certificate-yes", "certificate-no", "certificate-unknown", "certificate-equivalent"),
        *("points-yes", "points-no", "points-unknown", "role-counts", "role-unclear"),
        *("equivalent-claimed", "equivalent-refused", "completed", "completed-later", "planned"),
        *("undated", "plan-past"),
        *("partly-accepted", "partly-planned", "partly-undated", "partly-plan-past", "time-lacking"),
        *("replaced", "level-unknown", "type-unknown"),
    }
    assert len(kinds) >= 30
    assert kinds == set(read_phrases()["reasons"])


def test_the_length_told_is_that_which_decides(tmp_path: Path) -> None:
    path = tmp_path / "me.profile.yml"
    path.write_text(
        "jobs:\n"
        "  - {role: Team Leader, from: 2015-03-01, to: 2015-03-01}\n"
        "  - {role: Team Leader, from: 2023-09-01, to: 2024-03-01}\n",
        "utf-8",
    )
    done = run_command("eligible", path, "--designation", "ccsup", "--on", "2026-07-01", root=OURS)
    # More than 6 months from 1 September on; from 2015 on the 184 days would be 6 months and no more.
    assert re.search(r"    met: more than 6 months leading .*\n +6 months and 1 day\.", done.output)
