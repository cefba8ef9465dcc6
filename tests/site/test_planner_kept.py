"""What is stored is never lost without a word: two tabs, storage emptied or full, damaged records, links."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.chance import count_cases
from tests.site import test_calculator as calculator
from tests.site.test_kept import BLOCKED, EMPTIED, FILL
from tests.site.test_planner import BEGINNER, KEY, LEADER, MANAGER, give, given, opened, pack, planner, saved

__all__ = ["opened", "planner"]
TROUBLE = "#plan-trouble"
JOBS = "[data-rows=job] > *"
ASIDE = "career-profile-damaged"
SLEEP = "dispatchEvent(new Event('focus'))"
"""What a tab is told that slept while something happened: nothing but that it is looked at again."""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    yield made
    made.close()


def test_what_another_tab_writes_can_be_taken_back(planner: Page, opened: Callable[..., Page]) -> None:
    other = opened()
    given(planner, LEADER)
    expect(other.locator(JOBS)).to_have_count(2)
    before = saved(planner)
    given(other, BEGINNER)
    expect(planner.locator(JOBS)).to_have_count(1)
    expect(planner.locator("#plan-status")).to_contain_text("Undo brings back what stood here")
    planner.click("[data-do=undo]")
    expect(other.locator(JOBS)).to_have_count(2)
    assert saved(planner) == before


def test_what_is_emptied_while_it_is_open_is_told_and_written_again(planner: Page) -> None:
    given(planner, LEADER)
    kept = planner.evaluate("key => localStorage.getItem(key)", KEY)
    planner.evaluate("localStorage.clear()")
    planner.evaluate(SLEEP)
    expect(planner.locator(TROUBLE)).to_contain_text("was removed from this browser")
    expect(planner.locator(JOBS)).to_have_count(2)
    assert planner.evaluate("key => localStorage.getItem(key)", KEY) == kept
    planner.locator(TROUBLE).get_by_text("I have seen it").click()
    expect(planner.locator(TROUBLE)).to_be_empty()


def test_what_is_damaged_while_it_is_open_is_told_and_kept_beside(planner: Page) -> None:
    given(planner, LEADER)
    kept = planner.evaluate("key => localStorage.getItem(key)", KEY)
    planner.evaluate("key => localStorage.setItem(key, '{')", KEY)
    planner.evaluate(SLEEP)
    expect(planner.locator(TROUBLE)).to_contain_text("wrote over what you entered")
    expect(planner.locator(JOBS)).to_have_count(2)
    assert planner.evaluate("key => localStorage.getItem(key)", KEY) == kept
    assert planner.evaluate("key => localStorage.getItem(key)", ASIDE) == "{"


def test_what_could_not_be_kept_stays_when_another_tab_writes(
    planner: Page, opened: Callable[..., Page]
) -> None:
    """Of the two profiles the page shows its own; the other one is put aside, and offered."""
    other = opened()
    planner.evaluate(FILL)
    given(planner, LEADER)
    expect(planner.locator(TROUBLE)).to_contain_text("does not let the page store anything")
    other.evaluate(EMPTIED)
    give(other, BEGINNER)
    expect(other.locator("#plan-status")).to_contain_text("Undo brings back what stood here")
    expect(planner.locator(TROUBLE)).to_contain_text("what was written is kept beside it")
    expect(planner.locator(JOBS)).to_have_count(2)
    assert "Brand Ambassador" in planner.evaluate("key => localStorage.getItem(key)", ASIDE)
    assert "Call Centres" in planner.evaluate("key => localStorage.getItem(key)", KEY)


def test_a_full_or_blocked_storage_is_told_before_anything_is_typed(
    planner: Page, opened: Callable[..., Page], context: BrowserContext
) -> None:
    planner.evaluate(FILL)
    planner.reload()
    expect(planner.locator(TROUBLE)).to_contain_text("does not let the page store anything")
    planner.evaluate(EMPTIED)
    context.add_init_script(BLOCKED)
    blocked = opened()
    expect(blocked.locator(TROUBLE)).to_contain_text("does not let the page store anything")
    given(blocked, MANAGER)
    assert "Generic Management" in saved(blocked)


DAMAGE = Path(__file__).with_name("damage.js").read_text("utf-8")
"""Puts damaged records in the place of a good one, and tells which were lost and what went wrong."""


def test_no_damaged_record_of_a_profile_is_lost_or_stops_the_page(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}pathways/")
    given(page, LEADER)
    done = page.evaluate(DAMAGE, [KEY, ASIDE, count_cases(800)])
    assert done["tried"] >= min(count_cases(800), 800)  # there are few more ways
    assert (done["lost"], done["errors"]) == ([], [])
    given(page, BEGINNER)
    page.close()


def test_no_damaged_record_of_a_log_is_lost_or_stops_the_page(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}calculator/{calculator.SCHEDULE}/")
    calculator.begin(page)
    calculator.paste(page, calculator.PASTED)
    expect(page.locator("#calc-log li[id]")).to_have_count(10)
    done = page.evaluate(DAMAGE, [calculator.KEY, "cpd-log-damaged", count_cases(800)])
    assert done["tried"] >= min(count_cases(800), 800)  # there are few more ways
    assert (done["lost"], done["errors"]) == ([], [])
    page.close()


def test_a_link_that_unpacks_to_too_much_is_no_profile(planner: Page) -> None:
    bomb = pack(json.dumps({"certificates": {"matric": "yes" + " " * 5_000_000}}))
    assert len(bomb) < 8_000
    planner.evaluate("code => { location.hash = `profile=${code}`; }", bomb)
    expect(planner.locator("#plan-status")).to_contain_text("cannot be read")
