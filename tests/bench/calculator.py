"""How long the calculator holds up the main thread while a member types in a log of 1,000 entries.

Measured in Chromium at a quarter of the speed, by its own trace. `make bench` prints it; nothing is asserted,
since a busy machine is no mistake (that one edit touches one row is: tests/site/test_calculator.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.setup_tools import browser
from tests.site.host import serving

ENTRIES, SLOWER, FRAME = 1000, 4, 16
ANSWER, KEY = "HandlePostMessage", "EventDispatch"
SCRIPT = (KEY, ANSWER, "TimerFire", "FireIdleCallback", "FireAnimationFrame")
LOG = "\n".join(
    ["date,activity,quantity", *(f"2025-{i % 9 + 4:02}-{i % 28 + 1:02},article,1" for i in range(ENTRIES))]
)
Event = dict[str, Any]


def blocked(site: Path) -> list[tuple[str, float]]:
    """How long each thing holds up the main thread: the median of several times, in milliseconds."""
    with sync_playwright() as playwright, serving(site) as host:
        chromium = playwright.chromium.launch(executable_path=browser(), args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        page.goto(f"{host.address}calculator/ccop-2017/")
        _fill(page)
        typing = [_traced(chromium, page, letter) for letter in "abcde"]
        adding, deleting, undoing = [], [], []
        for day in range(1, 6):
            _begin(page, f"2025-06-{day:02}")
            adding.append(_traced(chromium, page, "Enter"))
        for _ in adding:
            page.locator("#calc-log [name=delete]").nth(3).focus()
            deleting.append(_traced(chromium, page, "Enter"))
            page.focus("#calc-undo")
            undoing.append(_traced(chromium, page, "Enter"))
        chromium.close()
    return [
        ("typing a letter", _longest(typing, KEY)),
        ("adding an entry, the longest script", _longest(adding, *SCRIPT)),
        ("deleting one, the longest script", _longest(deleting, *SCRIPT)),
        ("undoing it, the longest script", _longest(undoing, *SCRIPT)),
        ("showing the new answer", _longest(adding, ANSWER)),
    ]


def _longest(times: list[list[Event]], *kinds: str) -> float:
    """The longest event of some kinds: the median of several times."""
    return median(
        max(length for kind in kinds for length in (0.0, *_lengths(events, kind))) for events in times
    )


def _fill(page: Page) -> None:
    """A log of so many entries, and a form with one more that waits to be added."""
    page.fill("#calc-award", "2025-03-01")
    page.fill("#calc-on", "2026-11-22")
    page.press("#calc-on", "Tab")
    page.click(".calc-more [href='#calc-import']")
    page.fill("#calc-paste", LOG)
    page.click("#calc-bring [type=submit]")
    page.click("#calc-step [type=submit]")
    expect(page.locator("#calc-status")).to_contain_text(str(ENTRIES))
    expect(page.locator("#calc-log .calc-points a").last).to_be_attached()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    _begin(page, "2025-06-30")


def _begin(page: Page, day: str) -> None:
    if not page.locator("#calc-adding").is_visible():
        page.click("[data-open]")
        page.click("#calc-options [data-id='seminar']")
    page.fill("#calc-date", day)
    page.fill("#calc-quantity", "1")
    page.focus("#calc-note")
    page.wait_for_timeout(1000)


def _traced(chromium: Browser, page: Page, key: str) -> list[Event]:
    """What the main thread did when a key was pressed."""
    chromium.start_tracing(page=page, categories=["toplevel", "devtools.timeline"])
    page.keyboard.press(key)
    page.wait_for_timeout(1500)
    events: list[Event] = json.loads(chromium.stop_tracing())["traceEvents"]
    threads = {(e["pid"], e["tid"]) for e in events if e["name"] == KEY and "dur" in e}
    return [e for e in events if (e.get("pid"), e.get("tid")) in threads and "dur" in e]


def _lengths(events: list[Event], kind: str) -> Iterator[float]:
    """The time that the thread itself took for each event of a kind, those inside others apart."""
    end = 0.0
    for event in sorted((e for e in events if e["name"] == kind), key=lambda e: float(e["ts"])):
        if event["ts"] >= end:
            end = event["ts"] + event["dur"]
            took: float = event["tdur"] if "tdur" in event else event["dur"]
            yield took / 1000
