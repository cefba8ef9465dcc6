"""The comparison and the ways from one designation to another, on A4 paper and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.fonts import with_both_fonts

# 210 mm less the 15 mm on both sides that the styles ask for, at 96 pixels an inch.
PAPER = round(180 / 25.4 * 96)
CUT = """() => [...document.querySelectorAll("main :not(.vh)")].filter((one) => {
    const { right, width } = one.getBoundingClientRect();
    const hidden = getComputedStyle(one).overflowX !== "visible";
    return width && (right > innerWidth + 1 || (hidden && one.scrollWidth > one.clientWidth + 1));
}).map((one) => `${one.tagName}: ${one.textContent.trim().slice(0, 40)}`)"""
FOLDED = """() => [...document.querySelectorAll("main > :not([hidden]) details:not(.mark)")].filter((one) =>
    !one.lastElementChild.checkVisibility({contentVisibilityAuto: true})).length"""


@pytest.fixture
def sheet(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": PAPER, "height": 1000})
    page = context.new_page()
    page.emulate_media(media="print")
    yield page
    context.close()


@pytest.fixture
def printed(pages: list[str]) -> list[str]:
    return [path for path in pages if path.startswith(("pathways/", "compare/"))]


@with_both_fonts
def test_no_column_is_cut(sheet: Page, address: str, printed: list[str]) -> None:
    assert len(printed) == 12
    cut = {}
    for path in printed:
        sheet.goto(address + path)
        expect(sheet.locator("nav:visible, form:visible, button:visible")).to_have_count(0)
        cut[path] = sheet.evaluate(CUT)
        assert sheet.evaluate(FOLDED) == 0, path
    assert {path: found for path, found in cut.items() if found} == {}


def test_a_cut_column_would_be_found(sheet: Page) -> None:
    sheet.set_content("<main><table><tr><td>" + "wide" * 300 + "</td></tr></table></main>")
    assert sheet.evaluate(CUT)
    sheet.set_content(f"<main><div style='overflow: hidden'><b>{'wide' * 300}</b></div></main>")
    assert sheet.evaluate(CUT)


def test_sources_are_notes_at_the_end(sheet: Page, address: str) -> None:
    sheet.goto(f"{address}pathways/ccsup/ccop/")
    notes = sheet.locator(".page-sources")
    expect(notes).to_contain_text(".org.za/page/CCOP")
    # The number of the source and the place in it, as paper cannot be clicked.
    cited = sheet.locator("main p.src:visible").first
    assert re.search(r"line(s)? \d+.*\[\d+\]", cited.inner_text())
    expect(sheet.locator(".do")).to_be_hidden()
    # A mark is the number of its question, which the list at the end answers.
    mark = sheet.locator(".mark > summary:visible").first
    assert re.fullmatch(r"\W*(: )?.*\[[\d, ]+\]", mark.inner_text().replace("\n", " "))
    expect(sheet.locator(".word:visible, .panel:visible")).to_have_count(0)
