"""The units of a qualification in a real browser: found, sorted, and whole without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route

PAGE = "qualifications/99687/"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    found = chromium.new_page(viewport={"width": 360, "height": 800})
    found.goto(address + PAGE)
    found.locator("#units h2").scroll_into_view_if_needed()
    found.locator(".filter").wait_for()
    yield found
    found.close()


def shown(page: Page) -> list[str]:
    titles = page.locator("#units tbody tr:visible th")
    return [" ".join(said.split()) for said in titles.all_inner_texts()]


def test_units_are_found_by_text_component_and_level(page: Page) -> None:
    assert len(shown(page)) == 34
    assert page.locator(".filter output").inner_text() == "34 of 34 units"
    page.get_by_label("Find a unit").fill("supplier KM")
    assert shown(page) == ["Supplier management"]
    assert page.locator(".filter output").inner_text() == "1 of 34 units"
    page.get_by_label("Find a unit").fill("")
    page.get_by_role("combobox", name="Component").select_option("knowledge")
    knowledge = len(shown(page))
    assert 0 < knowledge < 34
    page.get_by_role("combobox", name="NQF level").select_option("6")
    assert 0 < len(shown(page)) < knowledge


def test_a_column_sorts_its_table_both_ways(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})  # a narrow screen has no heads to press
    table = page.locator("#units table")
    credit = table.get_by_role("button", name="Credits")
    credit.click()
    figures = [int(said) for said in table.locator("tbody td:last-child").all_inner_texts()]
    assert figures == sorted(figures)
    assert table.locator("th[aria-sort=ascending]").inner_text().startswith("Credits")
    credit.click()
    figures = [int(said) for said in table.locator("tbody td:last-child").all_inner_texts()]
    assert figures == sorted(figures, reverse=True)


def test_without_scripts_all_units_show_and_no_empty_form(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + PAGE)
    assert len(shown(page)) == 34
    assert not page.locator(".filter").is_visible()
    context.close()


def test_the_script_is_loaded_only_when_the_table_is_near(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + "designations/")
    assert not [url for url in loaded if url.endswith("table.js")]
    page.goto(address + PAGE, wait_until="networkidle")
    assert not [url for url in loaded if url.endswith("table.js")]
    page.locator("#units h2").scroll_into_view_if_needed()
    page.locator(".filter").wait_for()
    assert [url for url in loaded if url.endswith("table.js")]
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_rows_that_are_read_do_not_move_when_the_filter_comes_late(
    chromium: Browser, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    held: list[Route] = []
    page.route("**/table.js", lambda route: held.append(route))
    with page.expect_request("**/table.js"):
        page.goto(address + PAGE)
        page.locator("#units tbody a").nth(1).focus()
    places = "[...document.querySelectorAll('#units tbody a')].map((link) => link.getClientRects()[0].top)"
    before = page.evaluate(places)
    held[0].continue_()
    page.locator(".filter").wait_for()
    assert page.evaluate(places) == before
    page.close()


def test_a_filter_that_cannot_be_fetched_leaves_no_hole(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.route("**/table.js", lambda route: route.abort())
    page.goto(address + PAGE)
    page.locator("#units h2").scroll_into_view_if_needed()
    page.locator(".filter").wait_for(state="detached")
    assert len(shown(page)) == 34
    page.close()


def test_a_code_breaks_at_its_hyphens_alone(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 800})
    page.goto(address + PAGE)
    broken = page.evaluate(
        """[...document.querySelectorAll("#units tbody a")].filter(({firstChild: code}) => {
          const range = document.createRange();
          range.setStart(code, 0);
          range.setEnd(code, code.data.indexOf("-"));
          return range.getClientRects().length > 1;
        }).map((link) => link.textContent)"""
    )
    assert page.locator("#units tbody a").first.inner_text() == "143905000-KM-01"
    assert broken == []
    page.close()
