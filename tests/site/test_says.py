"""What the calculator says first, in each situation that a member can be in, and what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from catalogue.model.log import COLUMNS
from tests.site.axe import clean
from tests.site.test_calculator import KEY, begun, context, opened, unfold

__all__ = ["begun", "context", "opened"]
SAY = "#calc-say"
FIGURES = [name for name in COLUMNS if name not in ("id", "date", "activity", "topics")]


def entry(id_: int, date: str, activity: str, **more: str) -> dict[str, Any]:
    return {"id": str(id_), "date": date, "activity": activity, "topics": []} | dict.fromkeys(FIGURES) | more


ARTICLE = entry(1, "2026-05-03", "article", quantity="3")
EVENT = entry(2, "2026-06-03", "industry-event", points="1.5")


def keep(page: Page, entries: list[dict[str, Any]], key: str = KEY, **about: str) -> None:
    """A list that was kept before, and the page opened again."""
    state = {"format": 1, "about": about, "entries": entries}
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, json.dumps(state)])
    page.reload()
    expect(page.locator("#calc-sum b")).to_be_attached()


def test_at_a_first_visit_only_the_day_of_the_award_is_asked(opened: Callable[[], Page]) -> None:
    page = opened()
    expect(page.locator(SAY)).to_contain_text("Say when the CCOP was awarded to you and what you did since")
    expect(page.locator("#calc-award")).to_be_visible()
    expect(page.locator("#calc-picture")).to_be_hidden()
    page.fill("#calc-award", "15 Mrt 2024")
    page.press("#calc-award", "Enter")
    expect(page.locator("#calc-about .calc-error")).to_contain_text('"15 Mrt 2024" is no date')
    expect(page.locator("#calc-award")).to_be_focused()
    page.fill("#calc-award", "15 Mar 2024")
    page.fill("#calc-on", "26112026")
    page.press("#calc-on", "Enter")
    expect(page.locator("#calc-result-title")).to_be_focused()
    expect(page.locator("#calc-award")).to_be_hidden()
    expect(page.locator("#calc-drawing svg")).to_be_visible()
    expect(page.locator("#calc-drawing desc")).to_contain_text("Year 1: 0 of 35, 35 not entered.")
    expect(page.locator("#calc-drawing desc")).to_contain_text("Year 3: 0 of 35, 35 to plan")
    expect(page.locator("#calc-drawing rect.missed")).to_have_count(0)
    expect(page.locator("#calc-sum")).to_contain_text("nothing to save yet")
    assert clean(page) == []


ON_COURSE = [
    entry(1, "2026-05-03", "article", quantity="15"),
    entry(2, "2026-06-01", "in-house", points="10", confirmed="yes"),
    entry(3, "2026-07-01", "plan", points="10", confirmed="yes"),
]
SITUATIONS = {
    "on course": (
        ON_COURSE,
        {"award": "2026-03-15", "on": "2026-11-26"},
        [
            "You have 35 of the 35 points of CPD year 1, which ends on 14 March 2027: 108 days remain.",
            "Nothing is lost so far. Also needed in your cycle: Short courses (10), ",
            "Nothing more is needed by 14 March 2027. For the rest you have until 14 March 2029.",
        ],
    ),
    "on course, if all is confirmed": (
        [one | {"confirmed": None} for one in ON_COURSE],
        {"award": "2026-03-15", "on": "2026-11-26"},
        [
            "Of these, 25 for certain and 10 once confirmed.",
            "If what is not confirmed counts, nothing more is needed by 14 March 2027. For the rest you have",
            "1 activity waits for confirmation.",
        ],
    ),
    "short this year": (
        [ARTICLE],
        {"award": "2026-03-15", "on": "2026-11-26"},
        [
            "You have 3 of the 35 points of CPD year 1, which ends on 14 March 2027: 108 days remain.",
            "Nothing is lost so far. Also needed in your cycle: Short courses (10), ",
            "32 more points are needed by 14 March 2027.",
        ],
    ),
    "a year lost": (
        [ARTICLE, EVENT],
        {"award": "2025-03-15", "on": "2026-11-26"},
        [
            "You have 4.5 of the 35 points of CPD year 2, which ends on 14 March 2027: 108 days remain. "
            "Of these, 3 for certain and 1.5 once confirmed.",
            "CPD year 1 ended 35 points short. As we read the rules, that is lost and cannot be made up "
            "later. If nothing is missing from your list, ask CCMG before you give the designation up.",
            "30.5 more points are needed by 14 March 2027. 1 activity waits for confirmation.",
        ],
    ),
    "two years lost, one of them perhaps by more": (
        [ARTICLE, entry(2, "2025-06-03", "industry-event", points="1.5")],
        {"award": "2024-03-15", "on": "2026-11-26"},
        [
            "CPD year 1 ended 35 points short, CPD year 2 ended 33.5 points short, or more if what waits for "
            "confirmation does not count. As we read the rules, that is lost and cannot be made up later.",
        ],
    ),
    "the last day": (
        [ARTICLE],
        {"award": "2025-03-15", "on": "2027-03-14"},
        ["which ends on 14 March 2027: today is its last day.", "32 more points are needed by 14 March"],
    ),
    "planned": (
        [ARTICLE, entry(3, "2026-12-03", "article", quantity="2")],
        {"award": "2026-03-15", "on": "2026-11-26"},
        ["32 more points are needed by 14 March 2027. 2 of them are planned."],
    ),
    "the cycle over": (
        [ARTICLE],
        {"award": "2024-03-15", "on": "2027-03-20"},
        [
            "You have 0 of the 35 points of CPD year 1, which ends on 14 March 2028",
            "A new cycle began on 15 March 2027: what you did before counts in the one that is over.",
            "look at the cycle that is over",
        ],
    ),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_three_sentences_say_where_what_it_means_and_what_to_do(begun: Page, situation: str) -> None:
    entries, about, said = SITUATIONS[situation]
    keep(begun, entries, **about)
    for sentence in said:
        expect(begun.locator(SAY)).to_contain_text(sentence)
    assert begun.locator(f"{SAY} p:not(.do)").count() == 3
    assert clean(begun) == []


def test_the_cycle_that_is_over_is_one_tap_away(begun: Page) -> None:
    keep(begun, [ARTICLE], award="2024-03-15", on="2027-03-20")
    expect(begun.locator(".calc-years summary")).to_contain_text("not counted in this cycle")
    begun.get_by_role("button", name="Look at the cycle").click()
    expect(begun.locator(SAY)).to_contain_text("You have 3 of the 35 points of CPD year 3")


def test_what_is_not_confirmed_decides_until_all_is_reached(begun: Page) -> None:
    """A plan that was carried out: first with nothing confirmed, then with everything."""
    keep(begun, [], award="2025-03-01", on="2025-03-01")
    begun.click("text=The least that is left")
    begun.click(".calc-take")
    expect(begun.locator(SAY)).to_contain_text("With what is planned, all that is asked is reached")
    stored = json.loads(begun.evaluate("key => localStorage.getItem(key)", KEY))
    keep(begun, stored["entries"], award="2025-03-01", on="2028-02-29")
    expect(begun.locator(SAY)).to_contain_text("wait for confirmation")
    expect(begun.locator(SAY)).to_contain_text("Whether that is enough depends on what is not confirmed")
    sure = [one | {"confirmed": "yes"} for one in stored["entries"]]
    keep(begun, sure, award="2025-03-01", on="2028-02-29")
    expect(begun.locator(SAY)).to_contain_text("That is all that is asked. Keep your evidence.")
    expect(begun.locator(f"{SAY} .button")).to_have_text("Print a statement")


def test_where_only_totals_are_published_only_the_body_can_say(begun: Page) -> None:
    begun.goto(re.sub("ccop-2017", "ccba-totals", begun.url))
    keep(begun, [], "cpd-log-1:ccba:ccmg", award="2025-03-15", on="2026-11-26")
    expect(begun.locator(SAY)).to_contain_text("You have 0 of the 13.33 points of CPD year 2")
    expect(begun.locator("#content > .notice")).to_contain_text("Incomplete")
    every = [entry(i, f"{2023 + i}-04-01", "any", points="14") for i in (2, 3, 4)]
    keep(begun, every, "cpd-log-1:ccba:ccmg", award="2025-03-15", on="2027-11-26")
    expect(begun.locator(SAY)).to_contain_text(
        "Only totals are published. Whether what you did is enough, only CCMG can say."
    )
    expect(begun.locator(f"{SAY} .button").last).to_contain_text("Look at what you did")


def test_the_picture_is_told_in_words_and_as_a_table(begun: Page) -> None:
    keep(begun, [ARTICLE, EVENT], award="2025-03-15", on="2026-11-26")
    told = begun.locator("#calc-drawing svg[role=img] desc")
    expect(told).to_contain_text("Year 1: 0 of 35, 35 missed.")
    expect(told).to_contain_text("Year 2: 4.5 (1.5 not confirmed) of 35, 30.5 to plan.")
    for kind, n in (("hatched", 1), ("missed", 1), ("todo", 2)):
        expect(begun.locator(f"#calc-drawing rect.{kind}")).to_have_count(n)
    unfold(begun)
    row = begun.locator("#calc-table tr", has_text="Together")
    expect(row.locator("td")).to_have_text(["0", "4.5", "0"])
    assert clean(begun) == []
    begun.set_viewport_size({"width": 1280, "height": 800})
    expect(begun.locator(".calc-side figure")).to_have_css("position", "sticky")


def test_a_condition_is_answered_where_it_changes_something(begun: Page) -> None:
    keep(begun, [EVENT], award="2026-03-15", on="2026-11-26")
    begun.click("#entry-2 [name=no]")
    expect(begun.locator("#entry-2")).to_contain_text("It does not count, because you answered no")
    expect(begun.locator("#entry-2 .calc-state")).to_have_text("does not count")
    begun.click("#calc-undo")
    begun.click("#entry-2 [name=yes]")
    expect(begun.locator("#entry-2 .calc-state")).to_have_text("counted")


def test_a_limit_names_the_time_in_which_it_holds(begun: Page) -> None:
    keep(
        begun,
        [entry(1, "2026-05-03", "in-house", points="12", confirmed="yes")],
        award="2025-03-15",
        on="2026-11-26",
    )
    expect(begun.locator("#entry-1")).to_contain_text("10 is the most")
    rows = [entry(i, f"2026-05-0{i}", "in-house", points="8", confirmed="yes") for i in (1, 2)]
    keep(begun, rows, award="2025-03-15", on="2026-11-26")
    expect(begun.locator("#entry-2")).to_contain_text("at most 10 points in the cycle: 2 of 8 counts")


def test_the_accessible_tree_holds_every_entry(begun: Page) -> None:
    keep(
        begun,
        [entry(i, "2026-05-03", "article", note=f"book {i}") for i in range(1, 41)],
        award="2026-03-15",
        on="2026-11-26",
    )
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(40)
    tree = begun.locator("#calc-log").aria_snapshot()
    assert all(f"book {i}" in tree for i in range(1, 41))


CYCLES = {
    "hand-2020": ("4.5 of the 24 hours of the time from", ["What counts today"]),
    "keeper-2021": ("You have 0 of the 20 points of CPD year 3", ["Year 1", "Year 2", "Year 3"]),
    "master-2018": ("You have 0 of the 25 points of CPD year 1", ["Year 1", "Year 2"]),
}


@pytest.mark.parametrize("schedule", CYCLES)
def test_cycles_of_other_bodies_have_their_picture(begun: Page, elsewhere: str, schedule: str) -> None:
    said, columns = CYCLES[schedule]
    begun.goto(f"{elsewhere}calculator/{schedule}/")
    log = begun.evaluate("JSON.parse(document.getElementById('calc-data').textContent).log")
    entries = [entry(1, "2026-05-03", "duty", quantity="9"), entry(2, "2026-07-03", "reading", quantity="20")]
    keep(
        begun,
        entries if schedule == "hand-2020" else [],
        f"cpd-log-1:{log}",
        award="2026-02-01",
        on="2026-11-26",
    )
    expect(begun.locator(SAY)).to_contain_text(said)
    expect(begun.locator("#calc-drawing text.b").filter(has_text=re.compile("[A-Z]"))).to_have_text(columns)


def test_the_table_reads_in_a_south_african_spreadsheet(begun: Page) -> None:
    keep(begun, [ARTICLE, EVENT | {"note": "=A1; x"}], award="2026-03-15", on="2026-11-26")
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(2)
    unfold(begun)
    with begun.expect_download() as download:
        begun.click("[data-do=table]")
    text = Path(download.value.path()).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    lines = text.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Date;CPD year;Category;Activity;")
    assert lines[1].split(";")[1:4] == ["1", "Reading and Publishing", lines[1].split(";")[3]]
    assert ";3;" in lines[1]
    assert lines[2].endswith(';1,5;1,5;not confirmed;"\'=A1; x"')
    begun.select_option("#calc-separator", ",")
    with begun.expect_download() as download:
        begun.click("[data-do=table]")
    assert ",1.5,1.5,not confirmed," in Path(download.value.path()).read_text("utf-8-sig")


def test_the_engines_words_stay_in_the_engine_unfolded_too(begun: Page) -> None:
    keep(begun, [ARTICLE, EVENT], award="2025-03-15", on="2026-11-26")
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(2)
    unfold(begun)
    expect(begun.locator("#calc-demands li").first).to_be_visible()
    shown = begun.inner_text("#calculator").lower()
    found = [word for word in ("verdict", "adopted", "not met", "every category", "judged") if word in shown]
    assert found == []
