"""Nothing is lost unsaid: storage that is full, blocked, cleared or damaged, and two tabs at once."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.chance import IS_LONG
from tests.roots import ROOT
from tests.rules.engines import NODE
from tests.site.test_calculator import KEY, add, begin, begun, context, entries, opened, paste

__all__ = ["begun", "context", "opened"]
TIMES = range(20 if IS_LONG else 6)
TROUBLE = ".calc-foot #calc-trouble"
FILL = """() => {
  for (let size = 1 << 20; size; size >>= 1)
    try { for (let i = 0; ; i += 1) localStorage.setItem(`full-${size}-${i}`, "0".repeat(size)); } catch {}
}"""
BLOCKED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); }
})"""
EMPTIED = """() => Object.keys(localStorage).filter(key => key.startsWith("full"))
  .forEach(key => localStorage.removeItem(key))"""


def copy(page: Page) -> list[dict[str, Any]]:
    """The entries of the copy that the bar offers."""
    with page.expect_download() as download:
        page.locator(TROUBLE).get_by_text("Download my list now").first.click()
    found: list[dict[str, Any]] = json.loads(Path(download.value.path()).read_text("utf-8"))["entries"]
    return found


def add_many(page: Page, n: int = len(TIMES), month: int = 6) -> None:
    for i in range(n):
        add(page, "article", f"2025-{month:02}-{i + 1:02}")
        expect(page.locator("#calc-log li[id]")).to_have_count(i + 1)


def test_a_full_storage_is_told_at_each_entry_and_at_load(begun: Page) -> None:
    begun.evaluate(FILL)
    add_many(begun)
    expect(begun.locator(TROUBLE)).to_contain_text("Not saved")
    expect(begun.locator("#calc-status")).to_contain_text("Not kept")
    expect(begun.locator("#calc-sum")).to_contain_text("not saved")
    assert len(copy(begun)) == len(TIMES)
    begun.reload()
    expect(begun.locator(TROUBLE)).to_contain_text("Not saved")
    begun.evaluate("localStorage.clear()")


def test_what_was_not_saved_is_saved_once_there_is_room(begun: Page) -> None:
    begun.evaluate(FILL)
    add_many(begun, 3)
    begun.evaluate(EMPTIED)
    add(begun, "article", "2025-07-01")
    expect(begun.locator(TROUBLE)).to_be_empty()
    assert len(entries(begun)) == 4


def test_a_blocked_storage_is_told_at_load_and_holds_nothing_back(
    opened: Callable[[], Page], context: BrowserContext
) -> None:
    context.add_init_script(BLOCKED)
    page = opened()
    expect(page.locator(TROUBLE)).to_contain_text("Not saved")
    begin(page)
    add_many(page)
    expect(page.locator("#calc-status")).to_contain_text("Not kept")
    assert len(copy(page)) == len(TIMES)


@pytest.mark.parametrize("by_another_tab", [False, True])
def test_what_is_cleared_while_it_is_open_is_told_and_written_again(
    begun: Page, opened: Callable[[], Page], by_another_tab: bool
) -> None:
    other = opened() if by_another_tab else begun
    for i in TIMES if by_another_tab else range(3):
        add(begun, "article", f"2025-06-{i + 1:02}")
        expect(begun.locator("#calc-log li[id]")).to_have_count(i + 1)
        other.evaluate("localStorage.clear()")
        begun.evaluate("dispatchEvent(new Event('focus'))")
        expect(begun.locator(TROUBLE)).to_contain_text("was removed from this browser")
        assert len(entries(begun)) == i + 1
        assert len(copy(begun)) == i + 1
        begun.click("text=I have seen it")
        expect(begun.locator(TROUBLE)).to_be_empty()


def test_what_is_damaged_while_it_is_open_is_told_and_kept_beside(
    begun: Page, opened: Callable[[], Page]
) -> None:
    other = opened()
    for i in TIMES:
        add(begun, "article", f"2025-06-{i + 1:02}")
        expect(begun.locator("#calc-log li[id]")).to_have_count(i + 1)
        other.evaluate("key => localStorage.setItem(key, '{')", KEY)
        begun.evaluate("dispatchEvent(new Event('focus'))")
        expect(begun.locator(TROUBLE)).to_contain_text("wrote over the list")
        assert len(entries(begun)) == i + 1
        begun.locator(TROUBLE).get_by_text("I have seen it").click()
    assert len(begun.evaluate("Object.keys(localStorage).filter(k => k.startsWith('cpd-log-damaged'))")) > 0


def test_what_another_tab_writes_again_is_no_change_of_its_own(
    begun: Page, opened: Callable[[], Page]
) -> None:
    other = opened()
    for i in range(3):
        add(begun, "article", f"2025-06-{i + 1:02}")
        expect(begun.locator("#calc-log li[id]")).to_have_count(i + 1)
    expect(other.locator("#calc-log [name=edit]")).to_have_count(3)
    other.evaluate("key => (localStorage.setItem(key, '{'), dispatchEvent(new Event('focus')))", KEY)
    expect(other.locator(TROUBLE)).to_contain_text("wrote over the list")
    begun.evaluate("dispatchEvent(new Event('focus'))")
    assert len(entries(begun)) == len(entries(other)) == 3


def test_two_tabs_add_and_import_at_once(begun: Page, opened: Callable[[], Page]) -> None:
    other = opened()
    begun.on("dialog", lambda dialog: dialog.accept())
    for i in TIMES:
        add(begun, "article", f"2025-06-{i + 1:02}")
        paste(other, f"date,activity\n2025-07-{i + 1:02},industry-body\n2025-08-{i + 1:02},article\n")
        other.wait_for_function(
            "([key, n]) => JSON.parse(localStorage.getItem(key)).entries.length === n", arg=[KEY, 3 * (i + 1)]
        )
    assert len(entries(begun)) == len({entry["id"] for entry in entries(begun)}) == 3 * len(TIMES)
    begun.reload()
    expect(begun.locator("#calc-log [name=edit]")).to_have_count(20 if IS_LONG else 3 * len(TIMES))


def test_an_entry_that_two_tabs_edit_at_once_is_kept_twice(begun: Page, opened: Callable[[], Page]) -> None:
    paste(begun, "date,activity\n" + "".join(f"2025-06-{i + 1:02},article\n" for i in TIMES))
    expect(begun.locator("#calc-log li[id]")).to_have_count(len(TIMES))
    other = opened()
    for page in (begun, other):
        expect(page.locator("#calc-log li[id]")).to_have_count(len(TIMES))  # years to be unfolded
        page.evaluate("document.querySelectorAll('#calc-log details').forEach(one => one.open = true)")
    for i in TIMES:
        for page, note in ((begun, "mine"), (other, "theirs")):
            page.locator(f"#entry-{i + 1} [name=edit]").click()
            page.fill("#calc-note", f"{note} {i}")
        other.click("#calc-save")
        expect(begun.locator(f"#entry-{i + 1}")).to_contain_text(f"theirs {i}")
        begun.click("#calc-save")
        expect(begun.locator("#calc-log")).to_contain_text(f"mine {i}")
        expect(begun.locator(TROUBLE)).to_contain_text("Both are kept")
    notes = {entry["note"] for entry in entries(begun)}
    assert notes == {f"{whose} {i}" for whose in ("mine", "theirs") for i in TIMES}


def test_what_is_typed_stays_when_another_tab_deletes_the_entry(
    begun: Page, opened: Callable[[], Page]
) -> None:
    add(begun, "article", "2026-06-01")
    expect(begun.locator("#entry-1")).to_be_visible()
    other = opened()
    begun.click("#entry-1 [name=edit]")
    begun.fill("#calc-note", "half typed")
    other.click("#entry-1 [name=delete]")
    expect(begun.locator("#entry-1")).to_have_count(0)
    expect(begun.locator("#calc-note")).to_have_value("half typed")
    begun.click("#calc-save")
    expect(begun.locator("#calc-log")).to_contain_text("half typed")


def test_what_tabs_write_without_having_seen_each_other_is_all_kept() -> None:
    """A browser tells a tab late what another wrote: twenty rounds of two hundred steps at random.

    In every second one something else writes over the list now and then.
    """
    done = subprocess.run(
        [NODE, ROOT / "tests/site/tabs.mjs", "20"], capture_output=True, text=True, check=True
    )
    rounds = json.loads(done.stdout)
    assert len(rounds) == 20
    assert [one for one in rounds if one != {"twice": 0, "lost": [], "same": True, "alike": 0}] == []
