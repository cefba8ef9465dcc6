"""Another body's calculators and planner in a browser: every activity and every answer, without an error.

Its catalogue uses every key of the language of schedules. What a page tells of a log is what
`build.py points --json` answers about the same log; what the planner tells, what `build.py eligible` does.
"""

from __future__ import annotations

import contextlib
import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser, Page, Route, TimeoutError, expect

from build import main
from catalogue.wording.language import fill_phrase
from tests.roots import CATALOGUES, LIGHTHOUSE
from tests.site.conftest import build_once
from tests.site.host import serving
from tests.site.test_calculator import add, choose, unfold

Json = dict[str, Any]
DAYS = {
    "hand-2020": ("2026-06-30", None),
    "hand-port-office": ("2018-11-30", "2018-05-10"),
    "keeper-2015": ("2016-06-30", None),
    "keeper-2021": ("2023-06-30", None),
    "master-2012": ("2016-11-30", None),
    "master-2018": ("2026-06-30", "2025-04-01"),
}
"""For each schedule the day asked about, and the member's own day."""
FILES = {
    yaml.safe_load(path.read_text("utf-8"))["schedule"]: path
    for path in LIGHTHOUSE.glob("designations/*/cpd-*.yml")
}
READ_DEMANDS = """() => [...document.querySelectorAll("#calc-demands li[data-state]")].map(
    (one) => [one.dataset.state, one.textContent.split(": ").at(-1).split(",")[0]]).sort()"""
TABLES = {"attribute": "attributes", "condition": "conditions"}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of which any error, and whatever the console calls one, fails the test."""
    wrong: list[str] = []
    made = chromium.new_page(viewport={"width": 360, "height": 740})
    made.add_init_script("window.print = () => {}")
    made.on("pageerror", lambda error: wrong.append(str(error)))
    made.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    made.set_default_timeout(20_000)
    yield made
    made.close()
    assert wrong == []


def read_data(page: Page) -> Json:
    return dict(json.loads(page.locator("#calc-data").text_content() or ""))


def read_log(page: Page, data: Json) -> Json:
    return dict(json.loads(page.evaluate("key => localStorage[key]", f"cpd-log-1:{data['log']}")))


def fill_in(page: Page, data: Json, activity: Json, day: str) -> None:
    """Add an entry through the form: every field that the activity has."""
    known = {"quantity": "4", "points": "2", "choice": "tides"}
    needs = data["needs"][activity["id"]]
    fields = {name: value for name, value in known.items() if name in needs}
    if "choices" in needs:
        fields["listed"] = activity["choices"][0]["id"]
    if data["kernel"]["topics"] and "topics" in needs:
        fields["topics"] = ", ".join(data["kernel"]["topics"])
    add(page, activity["id"], day, **fields)
    if page.locator("#calc-duplicate").text_content():  # an unusual quantity is asked for once more
        page.click("#calc-save")
    expect(page.locator("#calc-adding")).to_be_hidden()


def ask_command_line(schedule: str, log: Json, folder: Path) -> Json:
    """What `build.py points --json` answers about the log that the page keeps."""
    about = log["about"]
    with (folder / "log.csv").open("w", newline="", encoding="utf-8") as file:
        lines = csv.DictWriter(file, list(log["entries"][0]))
        lines.writeheader()
        lines.writerows({**one, "topics": ", ".join(one["topics"])} for one in log["entries"])
    found: Json = {"carry_in": {}}
    for name, value in about.items():
        kind, _, key = name.partition(":")
        if value and kind in TABLES:
            found.setdefault(TABLES[kind], {})[key] = value
        elif value and kind == "carry":
            found["carry_in"][key] = value
    carried = found.pop("carry_in")
    if about.get("months_away"):
        found["months_away"] = about["months_away"]
    (folder / "me.yml").write_text(yaml.safe_dump(found, default_style=None), "utf-8")
    (folder / "in.yml").write_text(yaml.safe_dump({"carry_in": carried}), "utf-8")
    asked = ["points", str(folder / "log.csv"), "--json", "--on", about["on"]]
    asked += [
        "--schedule",
        str(FILES[schedule]),
    ]
    asked += ["--member", str(folder / "me.yml"), "--carry-in", str(folder / "in.yml")]
    asked += ["--award", about["award"]] if about.get("award") else []
    done = CliRunner().invoke(main, asked)
    assert done.exit_code == 0, done.output
    return dict(json.loads(done.stdout))


def name_state(state: str, rolls: bool) -> str:
    """What looks back is never lost."""
    return fill_phrase("standings", "open" if rolls and state == "not-met" else state)


def compare(page: Page, data: Json, answer: Json) -> None:
    """Verdicts, the sum of the cycle, each category and each entry, as the page tells them."""
    rolls = data["kernel"]["cycle"]["begins"] == "rolling"
    for one in answer["verdicts"] if len(answer["verdicts"]) > 1 else ():
        verdict = page.locator(f"[data-verdict={one['id']}] .calc-state")
        expect(verdict).to_have_text(name_state(one["state"], rolls))
    asked = [part for one in answer["demands"] for part in one["parts"]]
    expect(page.locator("#calc-demands li[data-state]")).to_have_count(len(asked))
    of = sorted([part["state"], f"{part['credited']} of {part['required']}"] for part in asked)
    with contextlib.suppress(TimeoutError):  # then the difference is told
        page.wait_for_function(f"of => JSON.stringify(({READ_DEMANDS})()) === JSON.stringify(of)", arg=of)
    assert page.evaluate(READ_DEMANDS) == of
    total = answer["totals"][0]
    expect(page.locator("#calc-total b")).to_have_text(re.compile(rf"^{re.escape(str(total['credited']))} "))
    for one in total["categories"]:
        row = page.locator(f"[data-category={one['id']}][data-span=cycle] a b").first
        if row.count():
            expect(row).to_have_text(str(one["credited"]))
    for one in answer["entries"]:
        if one["state"] != "planned" and one["activity"] not in data["ledgers"]:
            points = page.locator(f"#entry-{one['id']} .calc-points")
            expect(points).to_have_text(re.compile(rf"^{re.escape(str(one['credited']))} "))


def answer_everything(page: Page) -> None:
    """Each answer of each question about the member, one after the other; and every figure."""
    unfold(page)
    for chosen in page.locator("#calc-about fieldset input").all():
        chosen.click()
    for asked in page.locator("#calc-about select").all():
        for value in asked.locator("option").all():
            asked.select_option(value.get_attribute("value"))
        asked.select_option("yes")
    for figure in page.locator("#calc-about input[type=number]").all():
        figure.fill("2")
        figure.press("Tab")


@pytest.mark.parametrize("schedule", DAYS)
def test_every_activity_and_answer_is_judged_as_on_the_command_line(
    page: Page, elsewhere: str, schedule: str, tmp_path: Path
) -> None:
    on, own = DAYS[schedule]
    page.goto(f"{elsewhere}calculator/{schedule}/")
    data = read_data(page)
    unfold(page)
    for name, day in (("award", own), ("on", on)):
        if day:
            page.fill(f"#calc-{name}", day)
            page.press(f"#calc-{name}", "Tab")
    for number, activity in enumerate(data["kernel"]["activities"]):
        fill_in(page, data, activity, f"{on[:8]}{29 - number}")
    answer_everything(page)
    answer = ask_command_line(schedule, read_log(page, data), tmp_path)
    assert len(answer["entries"]) == len(data["kernel"]["activities"])
    compare(page, data, answer)
    for plan in page.locator("#calc-plan button[type=submit]").all():
        plan.click()
        expect(page.locator("#calc-planned")).not_to_be_empty()
    page.click("[data-do=print]")
    expect(page.locator("#calc-statement h2")).to_have_text(fill_phrase("calculator_tools", "statement"))


def test_where_any_part_is_enough_it_is_said_so(page: Page, elsewhere: str) -> None:
    """The verdict that leaves a choice is put first: what is open in it is not all asked."""

    def turn(route: Route) -> None:
        answered = route.fetch()
        before, mark, rest = answered.text().partition('"verdicts":')
        verdicts, end = json.JSONDecoder().raw_decode(rest)
        route.fulfill(response=answered, body=before + mark + json.dumps(verdicts[::-1]) + rest[end:])

    page.route("**/calculator/keeper-2021/", turn)
    page.goto(f"{elsewhere}calculator/keeper-2021/")
    unfold(page)
    page.fill("#calc-on", "2021-06-01")
    page.press("#calc-on", "Tab")
    add(page, "teaching", "2021-05-01", quantity="1")
    expect(page.locator("#calc-say")).to_contain_text("Of some of these any one is enough")


def test_every_question_of_the_planner_is_answered_as_on_the_command_line(
    page: Page, elsewhere: str, tmp_path: Path
) -> None:
    page.goto(f"{elsewhere}pathways/")
    expect(page.locator("#planner")).to_be_visible()
    page.evaluate("document.addEventListener('answer', ({detail}) => { window.told = detail })")
    page.evaluate("document.querySelectorAll('.plan-ask').forEach(one => one.removeAttribute('name'))")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for number in range(page.locator("[data-rows=qualification] [data-pick]").count()):
        page.locator("[data-rows=qualification] .plan-row").last.locator("[data-pick]").nth(number).click()
        page.click("[data-add=qualification]")
    for box in page.locator("[data-rows=job] [name^=role]").all():
        box.check()
    page.fill("[data-rows=job] [name^=from]", "2015-01-01")
    page.check("[data-rows=job] [name^=open]")
    for chosen in page.locator(
        "#plan-form [data-choice^='certificate:'], #plan-form > details > fieldset [data-choice=designation]"
    ).all():
        chosen.check()
    page.check("#plan-form [data-choice=designation][value=keeper]")
    page.fill("#plan-held [name=awarded]", "2020-01-01")
    page.fill("#plan-held [name=points]", "20")
    page.fill("[name=on]", "2026-11-22")
    page.press("[name=on]", "Tab")
    with page.expect_download() as kept:
        page.click("[data-do=export]")
    kept.value.save_as(tmp_path / "me.yml")
    told = page.evaluate("window.told")
    assert {one["key"] for one in told["designations"]} == {"hand", "keeper", "master"}
    for one in told["designations"]:
        asked = ["eligible", str(tmp_path / "me.yml"), "--designation", one["key"], "--on", told["on"]]
        done = CliRunner().invoke(main, [*asked, "--catalogue", str(LIGHTHOUSE), "--json"])
        answer = json.loads(done.stdout)
        assert (answer["state"], answer["first"]) == (one["state"], one["first"]), one["key"]


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a body that publishes no criteria, and whose members record hours that are no CPD."""
    return build_once(CATALOGUES / "revalidation", "ledgers", tmp_path_factory)


def test_a_body_without_criteria_has_a_planner_that_says_so(page: Page, ledgers: Path) -> None:
    with serving(ledgers) as host:
        page.goto(f"{host.address}pathways/")
        expect(page.locator("main")).to_contain_text(
            "What the designations ask of an applicant is not published."
        )
        expect(page.locator("#planner")).to_have_count(0)
        page.goto(f"{host.address}embed/career-planner/")
        expect(page.locator("#planner")).to_be_visible()
        page.goto(f"{host.address}calculator/registrant-2016/")
        unfold(page)
        for name, day in (("award", "2023-05-10"), ("on", "2026-05-09")):
            page.fill(f"#calc-{name}", day)
            page.press(f"#calc-{name}", "Tab")
        choose(page, "nursing")
        page.fill("#calc-date", "2024-05-01")
        page.fill("#calc-quantity", "150")
        expect(page.locator("#calc-worth")).to_have_text("Hours of practice are counted by themselves.")
        page.click("#calc-save")
        expect(page.locator("#entry-1 .calc-points")).to_have_text("150 hours")
        expect(page.locator("#entry-1 .calc-state")).to_have_text("counted")
        expect(page.locator("#entry-1")).not_to_contain_text("earns nothing")
        asked = page.locator("#calc-demands li", has_text="Hours as a nurse")
        expect(asked).to_contain_text("depends on an answer")
        expect(asked).to_contain_text("150 of 450, 300 short, if “You are registered as” is nurse")


SLIPS = (
    r",\s*,",
    r"\.\.(?!\.)",
    r",\.",
    r"(?<![\d.,–-])\b1 (hours|entries|points|credits|items|activities|pieces|days|lines|years|sections)\b",
)
"""What sentences that are made from data look like where a part of them is missing or is one alone."""


def test_no_sentence_made_from_data_slips(ledgers: Path, elsewhere_site: Path) -> None:
    for root in (ledgers, elsewhere_site):
        for path in sorted(root.rglob("*.html")):
            if path.relative_to(root).parts[0] not in ("api", "embed"):
                told = read_text(path)
                for slip in SLIPS:
                    found = re.search(slip, told)
                    assert not found, (path, told[max(0, found.start() - 60) : found.end() + 30])


def read_text(path: Path) -> str:
    page = html.fromstring(path.read_bytes())
    for part in page.xpath("//script|//style|//pre|//template"):
        part.drop_tree()
    return re.sub(r"\s+", " ", page.text_content())
