"""Plans: asked for, changed line by line, put into the list; what is lost is said before anything else."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from build import build_checked
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from tests.roots import LIGHTHOUSE, OURS
from tests.site.axe import clean
from tests.site.fonts import with_broad_fonts
from tests.site.host import serving
from tests.site.test_calculator import KEY, context, entries, opened, unfold

__all__ = ["context", "opened"]  # fixtures

LINE = "#calc-planned > ol > li"
LOST = (
    "CPD year 1 ended 31 points short, CPD year 2 ended 35 points short; that can no longer be made up "
    "unless something is missing from your list. Ask "
)
DONE = (
    ("2024-05-03", "course", "time-management"),
    ("2024-06-14", "committee", None),
    ("2026-05-01", "course", "generation-gap"),
)
MOST_WEIGHT = 20_000


def keep(page: Page, on: str, done: tuple[tuple[str, str, str | None], ...] = DONE) -> Page:
    """A member of whom the browser holds a list."""
    about = {"award": "2024-03-15", "on": on}
    blank: dict[str, Any] = {"quantity": None, "points": None, "topics": [], "confirmed": None, "note": None}
    kept = [
        {"id": str(n), "date": day, "activity": activity, "choice": choice, **blank}
        for n, (day, activity, choice) in enumerate(done, 1)
    ]
    state = json.dumps({"format": 1, "about": about, "entries": kept})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, state])
    page.reload()
    expect(page.locator("#calc-result")).to_be_visible()
    return page


@pytest.fixture
def late(opened: Callable[[], Page]) -> Page:
    """A member in the last year, whose first two years were short."""
    return keep(opened(), "2026-11-26")


def plan(page: Page, button: str = "Make a plan", goal: str | None = None) -> str:
    if goal:
        page.check(f"#calc-plan [name=goal][value={goal}]")
    page.click(f".calc-plan >> text={button}")
    expect(page.locator("#calc-planned [tabindex]")).to_be_focused()
    return page.locator("#calc-planned").inner_text()


def told(page: Page) -> str:
    return page.locator("#calc-planned [tabindex]").inner_text()


def take(page: Page) -> int:
    """Put the plan into the list: how many entries the button says."""
    button = page.locator(".calc-take")
    found = re.fullmatch(r"Add (\d+) activit(?:ies|y)", button.inner_text())
    assert found
    before = len(entries(page))
    button.click()
    expect(page.locator("#calc-status")).to_contain_text("added")
    assert len(entries(page)) == before + int(found[1])
    return int(found[1])


@pytest.mark.parametrize("goal", ["year", "all"])
def test_a_plan_after_a_lost_year_says_so_first_is_plausible_and_holds_what_it_says(
    late: Page, goal: str
) -> None:
    assert plan(late, goal=goal).startswith(LOST)
    number = take(late)
    assert number > 10
    catalogue = read_catalogue(OURS)[0]
    assert catalogue
    mosts = {one.id: one.most_a_year for one in build_kernel(catalogue.schedules["ccop-2017"]).activities}
    this_year = Counter(one["activity"] for one in entries(late) if one["date"] > "2026-03-14")
    assert all(count <= (mosts[activity] or count) for activity, count in this_year.items())


@with_broad_fonts
def test_what_a_plan_says_of_this_year_the_judge_finds(late: Page) -> None:
    plan(late)
    assert clean(late) == []
    assert "35 of the 35 points of CPD year 3" in told(late)
    take(late)
    unfold(late)
    late.fill("#calc-on", "2027-03-14")
    late.press("#calc-on", "Tab")
    expect(late.locator("#calc-sum")).to_contain_text("35 of 35")
    assert plan(late).count("What can still be met here, you have already.") == 1


def test_each_line_has_fewer_more_and_another_instead_and_the_result_follows(late: Page) -> None:
    plan(late)
    number = late.locator(".calc-take").inner_text()
    course, article = (
        late.locator(LINE).filter(has_text=text) for text in ("short course", "Read an article")
    )
    expect(course).to_contain_text("4 a year at most, 1 of them in your list")
    expect(course.locator("output")).to_have_text("3")
    expect(course.get_by_role("button", name="One more")).to_be_disabled()
    less = course.get_by_role("button", name="One less")
    less.click()
    expect(late.locator("#calc-planned [tabindex]")).to_contain_text("33 of the 35 points")
    expect(less).to_be_focused()
    expect(late.locator("#calc-status")).to_contain_text("33 of the 35 points")
    article.get_by_role("button", name="One more").click()
    article.get_by_role("button", name="One more").click()
    expect(late.locator("#calc-planned [tabindex]")).to_contain_text("35 of the 35 points")
    course.get_by_role("button", name="One more").click()
    expect(course.get_by_role("button", name="One more")).to_be_disabled()
    expect(less).to_be_focused()
    course.get_by_role("button", name="Swap").click()
    expect(course.locator("output")).to_have_text("none")
    expect(late.locator("#calc-planned [tabindex]")).to_contain_text(
        re.compile("(3[5-9]|4[0-9]) of the 35 points")
    )
    assert late.locator(".calc-take").inner_text() != number
    take(late)


def test_a_plan_follows_the_list_when_that_changes(late: Page) -> None:
    plan(late)
    late.locator("#calc-log li[id]").filter(has_text="Generation Gap").locator("[name=delete]").click()
    expect(late.locator("#calc-planned [tabindex]")).to_contain_text("33 of the 35 points")
    expect(late.locator("#calc-status")).to_contain_text("Deleted.")
    late.click("#calc-undo")
    expect(late.locator("#calc-planned [tabindex]")).to_contain_text("35 of the 35 points")


def test_what_a_member_cannot_do_is_in_no_plan_and_what_they_can_do_more_often_is(late: Page) -> None:
    late.click(".calc-can summary")
    late.uncheck("[name=can][value=course]")
    late.uncheck("[name=can][value=plan]")
    late.fill("[name='most:committee']", "20")
    text = plan(late)
    assert "Complete a listed short course" not in text.split("When")[0]
    expect(late.locator(LINE).filter(has_text="Serve on a committee").locator("output")).to_have_text("17")


def test_where_nothing_is_enough_it_is_said_what_stays_short(late: Page) -> None:
    text = plan(late, goal="all")
    assert "Even as often as you could do each, it is not enough." in text
    assert re.search(r"you are still short: .*Reading and Publishing \(\d+ points?\)", text)


def test_the_least_stays_one_button_away_and_adds_what_it_says(late: Page) -> None:
    loaded = "performance.getEntriesByType('resource').map(one => one.name)"
    assert not any(name.endswith("/plan.js") for name in late.evaluate(loaded))
    text = plan(late, "The least that is left")
    assert text.startswith(LOST)
    found = re.search(r"(\d+) entries that earn", text)
    assert found
    assert take(late) == int(found[1])
    names = [name for name in late.evaluate(loaded) if re.search(r"/(plan|planning|proposal)\.js$", name)]
    asked = {*names, *(name.replace("calculator/plan.js", other) for name in names for other in WORKERS)}
    assert sum(len(gzip.compress(urllib.request.urlopen(name).read())) for name in asked) < MOST_WEIGHT


WORKERS = ("calculator/planning.js", "rules/plan.js", "rules/proposal.js")
"""What the judge beside the page loads for a plan; the page's own list does not name it."""


@with_broad_fonts
def test_where_totals_alone_are_known_it_is_told_what_is_open(opened: Callable[[], Page]) -> None:
    page = opened()
    page.goto(page.url.replace("ccop-2017", "ccba-totals"))
    any_: dict[str, Any] = {
        "id": "1",
        "date": "2026-11-05",
        "activity": "any",
        "points": "5",
        "choice": None,
        "topics": [],
    }
    about: dict[str, Any] = {"award": "2026-11-01", "on": "2026-11-22"}
    name = page.evaluate("JSON.parse(document.getElementById('calc-data').text).log")
    state = json.dumps({"format": 1, "about": about, "entries": [any_]})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [f"cpd-log-1:{name}", state])
    page.reload()
    expect(page.locator("#calc-result")).to_be_visible()
    expect(page.locator(".calc-plan .note")).to_contain_text("not which activities earn points")
    page.click("text=Tell what is open")
    told = page.locator("#calc-planned")
    expect(told).to_contain_text('nothing in the sources says how much one entry of "Any CPD activity" earns')
    expect(told).to_contain_text("Open: Points in the CPD year, 8.33 short (until 31 Oct 2027)")
    expect(told).to_contain_text("Open: Points in the cycle, 35 short (until 31 Oct 2029)")
    assert clean(page) == []


def test_without_a_cycle_it_is_said_what_is_needed_first(opened: Callable[[], Page]) -> None:
    page = opened()
    page.click(".calc-plan >> text=Make a plan")
    expect(page.locator("#calc-planned")).to_contain_text("Say on which day it was awarded")


@pytest.fixture(scope="module")
def rolling(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site whose hands are asked for hours of the last months, so that a plan covers all of it."""
    out = tmp_path_factory.mktemp("rolling") / "site"
    root = shutil.copytree(LIGHTHOUSE, out.parent / "root", ignore=shutil.ignore_patterns("site", ".cache"))
    rules = root / "designations/hand/cpd-2020.yml"
    text = rules.read_text("utf-8").replace(
        "[cycle-total, lately, safety, practice-share, duty-hours]", "[cycle-total, lately, safety]"
    )
    rules.write_text(text, "utf-8")
    build_checked(root, out)
    with serving(out) as host:
        yield host.address


def test_a_plan_where_rules_look_back_is_for_the_day_asked_about_and_true(
    chromium: Browser, rolling: str
) -> None:
    page = chromium.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{rolling}calculator/hand-2020/")
    unfold(page)
    page.fill("#calc-on", "2026-11-26")
    page.press("#calc-on", "Tab")
    expect(page.locator("#calc-demands")).to_contain_text("still to do")
    expect(page.locator("#calc-demands")).not_to_contain_text("missed")
    expect(page.locator("#calc-cycle")).to_contain_text("26 November 2026")
    for button in ("The least that is left", "Make a plan"):
        text = plan(page, button)
        assert "Nothing that is left to do would help" not in text
    assert "looks back from the day asked about" in text
    assert "have all that can still be met" in told(page)
    page.click(".calc-take")
    expect(page.locator("#calc-log .calc-state[data-state=planned]").first).to_be_visible()
    plan(page)
    assert told(page) == "What can still be met here, you have already."
