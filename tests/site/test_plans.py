"""Plans of what is left: asked for, put into the log, changed and tried."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.axe import clean
from tests.site.fonts import with_both_fonts
from tests.site.test_calculator import add, begin, context, entries, opened

__all__ = ["context", "opened"]  # fixtures

PLAN = "#calc-planned > ol > li"
HEAD = re.compile(r"(\d+) entries that earn \d+ points")


@pytest.fixture
def begun(opened: Callable[[], Page]) -> Page:
    """A member in the second year, whose first year was met."""
    page = opened()
    begin(page)
    return page


def planned(page: Page) -> None:
    page.click("text=Make a plan")
    expect(page.locator("#calc-planned > p").first).to_be_focused()


def loaded(page: Page) -> set[str]:
    names = page.evaluate("performance.getEntriesByType('resource').map(one => one.name.split('/').pop())")
    return set(names)


@with_both_fonts
def test_a_plan_is_put_into_the_log_changed_and_tried(begun: Page) -> None:
    begun.fill("#calc-on", "2025-03-01")
    begun.press("#calc-on", "Tab")
    expect(begun.locator("#calc-cycle")).to_contain_text("year 1 of 3")
    assert "plan.js" not in loaded(begun)
    planned(begun)
    assert "plan.js" in loaded(begun)
    assert clean(begun) == []
    head = HEAD.search(begun.locator("#calc-planned").inner_text())
    assert head
    expect(begun.locator("#calc-planned h3")).to_have_text(["CPD year 1", "CPD year 2", "CPD year 3"])
    expect(begun.locator(PLAN).first.locator(".calc-points a")).to_contain_text("point")
    begun.click("text=Put it into my log")
    expect(begun.locator("#calc-status")).to_contain_text("planned activities added")
    expect(begun.locator(PLAN)).to_have_count(0)
    assert len(entries(begun)) <= int(head[1])
    expect(begun.locator("#calc-log [data-state=planned]")).to_have_count(len(entries(begun)))
    says = begun.locator("#calc-say")
    reached = "With what is planned, all that is asked is reached, if what is not confirmed counts."
    expect(says).to_contain_text(reached)
    begun.locator("#calc-log li[id]").first.locator("[name=delete]").click()
    expect(says).not_to_contain_text(reached)
    begun.click("#calc-undo")
    expect(says).to_contain_text(reached)
    begun.click("#calc-undo")
    expect(begun.locator("#calc-log li[id]")).to_have_count(0)
    assert entries(begun) == []


def test_what_a_member_rules_out_is_in_no_plan(begun: Page) -> None:
    begun.fill("#calc-on", "2025-03-01")
    begun.press("#calc-on", "Tab")
    begun.select_option("#calc-meets", index=2)
    planned(begun)
    first = begun.locator(f"{PLAN} strong").first.inner_text().split(" × ")[-1]
    begun.click(".calc-plan summary")
    begun.get_by_label(first, exact=True).check()
    planned(begun)
    expect(begun.locator(PLAN).first).to_be_visible()
    assert first not in " ".join(begun.locator(f"{PLAN} strong").all_inner_texts())


@with_both_fonts
def test_what_is_lost_is_told(begun: Page) -> None:
    add(begun, "article", "2025-06-01", quantity="3")
    planned(begun)
    expect(begun.locator("#calc-planned")).to_contain_text("Lost already")
    lost = begun.locator("#calc-planned a").first
    expect(lost).to_have_attribute("href", "../../cpd/ccop-2017/#rule-year-total")
    assert clean(begun) == []


@with_both_fonts
def test_where_totals_alone_are_known_it_is_told_what_is_open(begun: Page) -> None:
    begun.goto(begun.url.replace("ccop-2017", "ccba-totals"))
    begun.fill("#calc-award", "2026-11-01")
    begun.fill("#calc-on", "2026-11-22")
    add(begun, "any", "2026-11-05", points="5")
    expect(begun.locator(".calc-plan .note")).to_contain_text("not which activities earn points")
    begun.click("text=Tell what is open")
    told = begun.locator("#calc-planned")
    expect(told).to_contain_text('nothing in the sources says how much one entry of "Any CPD activity" earns')
    expect(told).to_contain_text("Open: Points in the CPD year, 8.33 short (until 31 Oct 2027)")
    expect(told).to_contain_text("Open: Points in the cycle, 35 short (until 31 Oct 2029)")
    assert clean(begun) == []
