"""The calculator in a real browser: the command line's answer, a member's story, and nothing lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import icalendar
import pytest
import yaml
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from build import main
from tests.site.axe import clean
from tests.site.fonts import BROAD, USUAL, with_both_fonts, with_broad_fonts
from tests.site.host import serving

SCHEDULE = "ccop-2017"
DATA = Path(__file__).resolve().parents[2] / "designations/ccop/cpd-2017.yml"
LOG = f"ccop:{yaml.safe_load(DATA.read_text('utf-8'))['reading']}"
"""All versions of a schedule share one log."""
KEY = f"cpd-log-1:{LOG}"
AWARD, ON = "2025-03-01", "2026-11-22"
PASTED = """date;activity;quantity;choice;points;confirmed;note
2025/05/01;course;;Stress Management;;;
2025/06/01;course;;stress-management;;;twice
2025/06/02;course;;Cooking;;;
2025/07/01;article;16;;;;
2026/02/01;in-house;;;11;;
2026/02/02;seminar;1,5;;;yes;"two
lines; and a ""quote"" in it"
2026/03/05;seminar;2;;;no;
2026/04/01;plan;;;10;;
2027/01/10;book;2001;;;;
2024/01/10;article;;;;;
"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    yield made
    made.close()


@pytest.fixture
def opened(context: BrowserContext, address: str) -> Callable[[], Page]:
    def open_page() -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(f"{address}calculator/{SCHEDULE}/")
        expect(page.locator("#calculator")).to_be_visible()
        return page

    return open_page


@pytest.fixture
def begun(opened: Callable[[], Page]) -> Page:
    page = opened()
    begin(page)
    return page


def begin(page: Page) -> None:
    page.fill("#calc-award", AWARD)
    page.fill("#calc-on", ON)
    page.press("#calc-on", "Tab")
    expect(page.locator("#calc-cycle")).to_contain_text("year 2 of 3")


def open_form(page: Page) -> None:
    page.locator(".calc-foot a[href='#calc-entry-title']").click()
    expect(page.locator("#calc-adding")).to_be_visible()


def choose(page: Page, activity: str) -> None:
    """Open the form and take an activity from its list."""
    if not page.locator("#calc-adding").is_visible():
        open_form(page)
    if page.locator("#calc-chosen").is_visible():
        page.click("#calc-change")
    page.fill("#calc-what", "")
    page.locator(f"#calc-options [data-id='{activity}']").click()


def add(page: Page, activity: str, date: str, **fields: str) -> None:
    choose(page, activity)
    page.fill("#calc-date", date)
    for name, value in fields.items():
        if name == "confirmed":
            page.check(f"[name=confirmed][value='{value}']")
        elif name == "listed":
            page.select_option("#calc-listed", value)
        else:
            page.fill(f"#calc-{name}", value)
    page.click("#calc-save")


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('#calculator details').forEach(one => one.open = true)")


def open_import(page: Page) -> None:
    page.locator(".calc-more a[href='#calc-import']").click()
    expect(page.locator("#calc-import")).to_be_visible()


def go_on(page: Page) -> None:
    """Through the steps of an import, whichever there are."""
    heading = page.locator("#calc-step h2")
    while heading.inner_text() != "What will be added":
        before = heading.inner_text()
        page.click("#calc-step [type=submit]")
        expect(heading).not_to_have_text(before)
    page.click("#calc-step [type=submit]")
    expect(page.locator("#calc-import")).to_be_hidden()


def paste(page: Page, text: str) -> None:
    """Import a list, as it is guessed."""
    unfold(page)
    open_import(page)
    page.fill("#calc-paste", text)
    page.click("#calc-bring [type=submit]")
    go_on(page)


def bring(page: Page, file: Path) -> None:
    """Import a file, as it is guessed."""
    open_import(page)
    page.set_input_files("#calc-file", file)
    go_on(page)


def entries(page: Page) -> list[dict[str, Any]]:
    stored = json.loads(page.evaluate("key => localStorage.getItem(key)", KEY) or "{}")
    found: list[dict[str, Any]] = stored.get("entries", [])
    return found


def saved(page: Page, name: str) -> str:
    unfold(page)
    with page.expect_download() as download:
        page.click(f"[data-do={name}]")
    return Path(download.value.path()).read_bytes().decode("utf-8-sig")


def commanded(log: str, folder: Path) -> dict[str, Any]:
    """What the command line answers to a log."""
    file = folder / "log.csv"
    file.write_text(log, "utf-8", newline="")
    asked = ["points", str(file), "--schedule", SCHEDULE, "--cycle-start", AWARD, "--on", ON, "--json"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_the_page_shows_what_the_command_line_answers(begun: Page, tmp_path: Path) -> None:
    paste(begun, PASTED)
    expect(begun.locator("#calc-status")).to_contain_text("Imported: 10")
    answer = commanded(saved(begun, "csv"), tmp_path)
    for entry in answer["entries"]:
        shown = begun.locator(f"#entry-{entry['id']}")
        points = (
            f"{entry['credited']:g} point{'s' if entry['credited'] != 1 else ''}"
            if entry["credited"] == entry["earned"]
            else f"{entry['credited']:g} of {entry['earned']:g} points"
        )
        if entry["state"] == "planned":
            planned = next(e for e in answer["with_plans"]["entries"] if e["id"] == entry["id"])
            points = f"would earn {planned['credited']:g} points"
        expect(shown.locator(".calc-points a")).to_have_text(points)
        expect(shown.locator("ul li")).to_have_count(len(entry["lines"]) + len(entry["unanswered"]))
        expect(shown.locator(".calc-state")).to_have_text(say_state(entry))
    parts = [(demand, part) for demand in answer["demands"] for part in demand["parts"]]
    expect(begun.locator("#calc-demands li")).to_have_count(len(parts))
    for demand, part in parts:
        rule = begun.locator(f"#calc-demands li:has(a[href$='#rule-{demand['id']}'])")
        line = rule.nth((part["year"] or 1) - 1)
        expect(line).to_contain_text(f"{part['credited']:g} of {part['required']:g}")
        expect(line).to_have_attribute("data-state", part["state"])
    for i, verdict in enumerate(answer["verdicts"]):
        shown = begun.locator("[data-verdict]").nth(i)
        expect(shown.locator(".calc-state")).to_have_attribute("data-state", verdict["state"])
    for i, category in enumerate(answer["totals"][0]["categories"]):
        shown = begun.locator("#calc-categories > li").nth(i).locator("[data-span=cycle] b")
        expect(shown).to_have_text(f"{category['credited']:g}")
    expect(begun.locator("#calc-sum")).to_have_text("10 of 35 this year98 days remainsaved")
    expect(begun.locator("#calc-total")).to_contain_text("38 of 105 points in the whole cycle")
    unsure = [entry["id"] for entry in answer["entries"] if entry["unanswered"]]
    expect(begun.locator("#calc-provisional")).to_contain_text(f"Activities {', '.join(unsure)}")


def say_state(entry: dict[str, Any]) -> str:
    """The word of an entry's state."""
    if entry["state"] == "planned" or (entry["state"] == "provisional" and entry["credited"]):
        return {"planned": "planned", "provisional": "not confirmed"}[entry["state"]]
    if not entry["credited"]:
        return "does not count"
    return "counted" if entry["credited"] == entry["earned"] else "counted in part"


def test_a_members_story(begun: Page, opened: Callable[[], Page]) -> None:
    add(begun, "course", "2025-05-01", listed="stress-management")
    expect(begun.locator("#calc-status")).to_contain_text("Added. 2 points in the cycle")
    expect(begun.locator("#calc-adding")).to_be_hidden()
    expect(begun.locator("[data-open]")).to_be_focused()
    add(begun, "course", "2025-05-01", listed="stress-management")
    expect(begun.locator("#calc-duplicate")).to_contain_text("Entry 1 is alike")
    begun.click("#calc-save")
    expect(begun.locator("#entry-2")).to_contain_text("0 of 2 points")
    begun.click("#entry-2 >> text=Delete")
    expect(begun.locator("#entry-2")).to_have_count(0)
    expect(begun.locator("#entry-1")).to_be_focused()
    begun.click("#calc-undo")
    expect(begun.locator("#entry-2")).to_have_count(1)
    begun.click("#entry-2 >> text=Edit")
    begun.select_option("#calc-listed", "time-management")
    begun.click("#calc-save")
    expect(begun.locator("#entry-2")).to_contain_text("Time Management")
    expect(begun.locator("#calc-status")).to_contain_text("4 points")
    begun.reload()
    expect(begun.locator("#entry-2 .calc-points")).to_have_text("2 points")
    other = opened()
    add(other, "article", "2025-06-01", quantity="3")
    expect(begun.locator("#entry-3 .calc-points")).to_have_text("3 points")
    add(begun, "article", "2025-06-02")
    expect(other.locator("#entry-4 .calc-points")).to_have_text("1 point")
    begun.click("#calc-undo")
    expect(other.locator("#entry-4")).to_have_count(0)
    expect(other.locator("#entry-3")).to_have_count(1)


def test_forty_entries_stay_in_order_and_are_there_the_next_day(begun: Page) -> None:
    """The last twelve by hand, some of them on days of others."""
    lines = [(f"2025-{i % 9 + 4:02}-{i % 27 + 1:02}", ("article", "industry-body")[i % 2]) for i in range(40)]
    paste(begun, "\n".join(map(";".join, [("date", "activity"), *lines[:28]])))
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(28)
    for i, (day, activity) in enumerate(lines[28:], 28):
        add(begun, activity, day)
        expect(begun.locator(f"#entry-{i + 1} .calc-points a")).to_be_attached()
    begun.reload()
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(40)
    days = [entry["date"] for entry in entries(begun)]
    shown = begun.evaluate("[...document.querySelectorAll('#calc-log li[id]')].map(li => li.id.slice(6))")
    assert [days[int(id_) - 1] for id_ in shown] == sorted(days, reverse=True)


# Every figure stands in one of these, beside a link to its rule.
FIGURES = ("#calc-total", "[data-verdict]", "#calc-categories > li", "#calc-demands li", "#calc-log li[id]")
CITED = """
//*[@id=$anchor]/ancestor-or-self::*[self::section or self::details]//*[contains(@class, 'src')]//a
"""


def test_from_any_figure_to_its_rule_and_source_in_two_clicks(begun: Page, site: Path) -> None:
    paste(begun, PASTED)
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(10)
    unfold(begun)
    read = "all => all.map(one => [...one.querySelectorAll('a')].map(a => a.getAttribute('href')))"
    page = html.fromstring((site / "cpd" / SCHEDULE / "index.html").read_bytes())
    anchors = set()
    for kind in FIGURES:
        boxes = begun.locator(kind).evaluate_all(read)
        own = [[link for link in box if f"/cpd/{SCHEDULE}/#" in link] for box in boxes]
        assert own, kind
        assert all(own), kind
        anchors |= {link.partition("#")[2] for box in own for link in box}
    assert len(anchors) > 20
    assert [anchor for anchor in sorted(anchors) if not page.xpath(CITED, anchor=anchor)] == []
    begun.click("#entry-4 ul a")
    expect(begun).to_have_url(re.compile(rf"/cpd/{SCHEDULE}/#rule-article-maximum$"))
    begun.locator("section:has([id='rule-article-maximum']) .src a:visible").first.click()
    expect(begun).to_have_url(re.compile("/sources/"))


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("{", BROAD),
        ("null", USUAL),
        ('{"format": 1, "about": {}, "entries": [{"id": "1"}]}', USUAL),
        ('{"format": 99}', USUAL),
    ],
    indirect=["fonts"],
)
def test_damaged_storage_is_kept_and_offered(begun: Page, text: str) -> None:
    begun.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    begun.reload()
    expect(begun.locator("#calc-trouble")).to_contain_text("cannot be read")
    assert clean(begun) == []
    begin(begun)
    add(begun, "article", "2025-06-01")
    begun.reload()
    with begun.expect_download() as download:
        begun.click("#calc-trouble >> text=Download it")
    assert Path(download.value.path()).read_text("utf-8") == text
    begun.click("#calc-trouble >> text=Erase it")
    expect(begun.locator("#calc-trouble")).to_be_empty()
    assert len(entries(begun)) == 1


def test_a_log_of_an_older_format_goes_on(begun: Page) -> None:
    old = [{"id": 7, "date": "2025-06-01", "activity": "article", "quantity": 2}]
    begun.evaluate(
        "([old, key]) => {localStorage.clear(); localStorage.setItem(key, JSON.stringify(old));}",
        [old, f"cpd-log-0:{LOG}"],
    )
    begun.reload()
    begin(begun)
    expect(begun.locator("#entry-7 .calc-points")).to_have_text("2 points")
    assert begun.evaluate("Object.keys(localStorage)") == [KEY]


TOUCHED = """
window.touched = new Set();
new MutationObserver(changes => changes.forEach(({target, addedNodes}) => {
  for (const one of target.id ? addedNodes : [target])
    touched.add((one.closest ? one : target).closest("li")?.id);
})).observe(document.getElementById("calc-log"), {childList: true, subtree: true, attributes: true});
"""


def test_a_thousand_lines_are_imported_and_judged(begun: Page, tmp_path: Path) -> None:
    kinds = ("industry-body", "article", "article")
    lines = [f"2025-{i % 9 + 4:02}-{i % 28 + 1:02},{kinds[i % 3]},1" for i in range(1000)]
    file = tmp_path / "many.csv"
    file.write_text("\n".join(["date,activity,quantity", *lines]), "utf-16")
    bring(begun, file)
    expect(begun.locator("#calc-status")).to_contain_text("Imported: 1000")
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(20)
    begun.click("text=Show the other 980 entries")
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(1000, timeout=60_000)
    total = commanded(saved(begun, "csv"), tmp_path)["totals"][0]["credited"]
    expect(begun.locator("#calc-status")).to_contain_text(f"{total:g} points in the cycle")
    assert [worker.url.rpartition("/")[2] for worker in begun.workers] == ["worker.js"]
    begun.evaluate(TOUCHED)
    add(begun, "seminar", "2025-06-15", quantity="1")
    expect(begun.locator("#entry-1001 .calc-points a")).to_have_text("1 point", timeout=60_000)
    assert begun.evaluate("[...touched].filter(Boolean)") == ["entry-1001"]


SAVED = """
async (key) => {
  const stored = () => (localStorage.getItem(key) ?? "").includes("2025-06-15");
  const state = () => [stored(), !!document.getElementById("entry-1")];
  document.getElementById("calc-entry").requestSubmit();
  const at_once = state();
  while (!document.getElementById("entry-1")) await new Promise((later) => setTimeout(later, 1));
  return [at_once, state()];
}
"""


def test_what_is_done_is_stored_before_anything_is_shown(begun: Page) -> None:
    """Showing is left for later, step by step, so that a long log never holds up the page."""
    choose(begun, "article")
    begun.fill("#calc-date", "2025-06-15")
    assert begun.evaluate(SAVED, KEY) == [[True, False], [True, True]]
    begun.click("#entry-1 >> text=Delete")
    begun.reload()
    assert entries(begun) == []


def test_three_sentences_come_first(begun: Page) -> None:
    says = begun.locator("#calc-say")
    expect(says).to_contain_text("You have 0 of the 35 points of CPD year 2")
    expect(says).not_to_contain_text("lost")
    expect(says.locator(".button")).to_have_text(["Add an activity", "Import a list"])
    paste(begun, PASTED)
    expect(says).to_contain_text("You have 10 of the 35 points of CPD year 2, which ends on 28 February 2027")
    expect(says).to_contain_text("CPD year 1 ended 7 points short, or more if what waits")
    expect(says).to_contain_text("before you give the designation up")
    expect(says).to_contain_text("25 more points are needed by 28 February 2027")
    expect(says.locator("a", has_text="Plan the")).to_have_attribute("href", "#calc-plan-title")
    rests = says.locator("a", has_text="sources differ")
    expect(rests).to_have_attribute("href", re.compile(r"/conflicts/#year-decides$"))
    twice = begun.locator("#entry-2 ul a", has_text="our conclusion")
    expect(twice).to_have_attribute("href", re.compile(r"/conflicts/#course-repeats$"))


def test_the_engines_words_stay_in_the_engine(begun: Page) -> None:
    paste(begun, PASTED)
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(10)
    shown = begun.inner_text("#calculator").lower()
    assert [word for word in ("verdict", "adopted", "not met", "every category") if word in shown] == []


def test_an_entry_that_cannot_be_judged_is_set_aside_alone(begun: Page) -> None:
    text = '[{"id": 1, "date": "2025-06-01", "activity": "committee", "quantity": "1.5"},'
    paste(begun, text + '{"id": 2, "date": "2025-06-02", "activity": "article"}]')
    expect(begun.locator("#entry-2 .calc-points")).to_have_text("1 point")
    expect(begun.locator("#entry-1 .calc-points")).to_contain_text("cannot be counted")
    expect(begun.locator("#calc-status")).to_contain_text("1 point in the cycle")


BLOCKED = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


def test_nothing_is_called_added_that_is_not_kept(
    opened: Callable[[], Page], context: BrowserContext
) -> None:
    context.add_init_script(BLOCKED)
    page = opened()
    expect(page.locator(".calc-foot #calc-trouble")).to_contain_text("Not saved")
    begin(page)
    add(page, "article", "2025-06-01")
    expect(page.locator("#calc-status")).to_contain_text("Not kept")
    with page.expect_download() as download:
        page.click("text=Download my list now")
    assert len(json.loads(Path(download.value.path()).read_text("utf-8"))["entries"]) == 1


def test_what_is_cleared_under_the_open_page_is_written_again(begun: Page) -> None:
    add(begun, "article", "2025-06-01")
    expect(begun.locator("#entry-1")).to_be_visible()
    begun.evaluate("localStorage.clear()")
    add(begun, "article", "2025-06-02")
    expect(begun.locator("#entry-2")).to_be_visible()
    assert len(entries(begun)) == 2


def test_a_link_opened_twice_adds_its_log_once(begun: Page) -> None:
    add(begun, "article", "2025-06-01")
    expect(begun.locator("#entry-1")).to_be_visible()
    unfold(begun)
    begun.click("[data-do=share]")
    href = begun.input_value("#calc-link")
    for _ in range(2):
        begun.goto("about:blank")
        begun.goto(href)
        begun.click("text=Add it to mine")
        expect(begun.locator("#entry-1")).to_be_attached()
    assert len(entries(begun)) == 1


BOMB = """
async () => {
  const zeros = new Blob([new Uint8Array(5e7).fill(32)]).stream();
  const packed = await new Response(zeros.pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
  const code = btoa(Array.from(new Uint8Array(packed), (byte) => String.fromCharCode(byte)).join(""));
  return "#log=" + code.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
"""


def test_a_link_that_unpacks_to_too_much_is_no_log(begun: Page) -> None:
    hash_ = begun.evaluate(BOMB)
    address = begun.url
    begun.goto("about:blank")
    begun.goto(address + hash_)
    expect(begun.locator("#calculator")).to_contain_text("cannot be read")


def test_what_is_exported_can_be_read_again(begun: Page, tmp_path: Path) -> None:
    paste(begun, PASTED)
    expect(begun.locator("#calc-log li[id]")).to_have_count(10)
    before = entries(begun)
    for name in ("csv", "json"):
        text = saved(begun, name)
        begun.click("[data-do=erase]")
        expect(begun.locator("#calc-log li[id]")).to_have_count(0)
        file = tmp_path / f"log.{name}"
        file.write_text(text, "utf-8", newline="")
        bring(begun, file)
        expect(begun.locator("#calc-log li[id]")).to_have_count(10)
        assert entries(begun) == before
    open_import(begun)
    assert next(csv.reader(io.StringIO(saved(begun, "template"))))[:3] == ["id", "date", "activity"]


def test_the_calendar_holds_year_ends_and_what_is_planned(begun: Page) -> None:
    paste(begun, PASTED)
    expect(begun.locator("#calc-log li[id]")).to_have_count(10)
    calendar = icalendar.Calendar.from_ical(saved(begun, "ics"))
    days = {str(event["SUMMARY"]): event.decoded("DTSTART").isoformat() for event in calendar.walk("VEVENT")}
    assert days == {
        "CCOP: CPD year 2 ends": "2027-02-28",
        "CCOP: CPD year 3 ends": "2028-02-29",
        "CCOP, planned: Read a book on the industry and write a short reference": "2027-01-10",
    }
    alarms = [alarm.decoded("TRIGGER").days for alarm in calendar.walk("VALARM")]
    assert sorted(alarms) == [-30, -30, -1]


@with_broad_fonts
def test_a_link_carries_the_log_to_another_browser(begun: Page, chromium: Browser) -> None:
    paste(begun, PASTED)
    expect(begun.locator("#calc-log li[id]")).to_have_count(10)
    begun.click("[data-do=share]")
    expect(begun.locator("#calc-share")).to_contain_text("personal data")
    assert clean(begun) == []
    other = chromium.new_page()
    other.goto(begun.input_value("#calc-link"))
    other.click("text=Add it to mine")
    expect(other.locator("#calc-log li[id]")).to_have_count(10)
    assert entries(other) == entries(begun)
    assert "#" not in other.url
    other.close()


def test_everything_can_be_erased_and_brought_back(begun: Page) -> None:
    add(begun, "article", "2025-06-01")
    begun.click("[data-do=erase]")
    expect(begun.locator("#calc-log li[id]")).to_have_count(0)
    assert begun.evaluate("Object.keys(localStorage).filter(key => key.startsWith('cpd-log'))") == []
    begun.click("#calc-undo")
    expect(begun.locator("#entry-1 .calc-points")).to_have_text("1 point")


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is there."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"no way to {selector}")


@with_broad_fonts
def test_by_keyboard_alone(opened: Callable[[], Page]) -> None:
    page = opened()
    tab_to(page, "#calc-award")
    page.keyboard.type("01032025")
    tab_to(page, "[data-open]")
    expect(page.locator("#calc-award")).to_have_value("1 March 2025")
    page.keyboard.press("Enter")
    expect(page.locator("#calc-what")).to_be_focused()
    page.keyboard.type("seminar")
    page.keyboard.press("Enter")
    expect(page.locator("#calc-date")).to_be_focused()
    page.keyboard.type("01052025")
    tab_to(page, "#calc-quantity")
    page.keyboard.press("Control+A")
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    expect(page.locator("#entry-1 .calc-points")).to_have_text("2 points")
    expect(page.locator("#calc-status")).to_contain_text("Added. 2 points")
    expect(page.locator("[data-open]")).to_be_focused()
    tab_to(page, "#entry-1 button[name=delete]")
    page.keyboard.press("Enter")
    expect(page.locator("#calc-log-title")).to_be_focused()
    tab_to(page, "#calc-undo")
    page.keyboard.press("Space")
    expect(page.locator("#entry-1")).to_have_count(1)
    assert clean(page) == []


@with_both_fonts
def test_axe_finds_nothing_in_any_state(begun: Page, fonts: str) -> None:
    assert clean(begun, fonts) == []
    paste(begun, PASTED)
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(10)
    assert clean(begun, fonts) == []
    open_form(begun)
    assert clean(begun, fonts) == []
    begun.fill("#calc-what", "web")
    assert clean(begun, fonts) == []
    add(begun, "article", "soon")
    expect(begun.locator(".calc-error")).to_be_visible()
    assert clean(begun, fonts) == []
    begun.fill("#calc-date", "1 July 2025")
    begun.click("#calc-save")
    expect(begun.locator("#calc-duplicate")).not_to_be_empty()
    assert clean(begun, fonts) == []
    begun.click("#calc-cancel")
    begun.click("#entry-4 >> text=Edit")
    expect(begun.locator("#calc-adding")).to_be_visible()
    assert clean(begun, fonts) == []
    begun.click("#calc-cancel")
    begun.emulate_media(color_scheme="dark", reduced_motion="reduce")
    begun.reload()
    expect(begun.locator("#calc-log .calc-points a")).to_have_count(10)
    assert clean(begun, fonts) == []


QUIET = "window.print = () => {}"
"""A statement stays, to be looked at."""


def write_log(page: Page, n: int) -> None:
    """A list of so many lines, as a member keeps it, and who the member is."""
    kinds = [line.split(";")[1:] for line in PASTED.splitlines()[1:7]]
    proofs = [f"{';'.join(kind)} certificate in my folder" for kind in kinds]
    lines = [f"2025/{i % 9 + 4:02}/{i % 28 + 1:02};{proofs[i % 5]}" for i in range(n)]
    begin(page)
    paste(page, "\n".join(["date;activity;quantity;choice;points;confirmed;note", *lines]))
    expect(page.locator("#calc-status")).to_contain_text(f"Imported: {n}")
    page.fill("#calc-name", "N. Nkosi")
    page.fill("#calc-number", "CC 10457")


@pytest.mark.parametrize(("n", "pages"), [(13, 1), (30, 1), (60, 2)])
def test_a_statement_takes_a_page_for_thirty_entries(
    opened: Callable[[], Page], context: BrowserContext, n: int, pages: int
) -> None:
    context.add_init_script(QUIET)
    page = opened()
    write_log(page, n)
    page.click("[data-do=print]")
    statement = page.locator("#calc-statement")
    expect(statement).to_be_visible()
    page.emulate_media(media="print")
    expect(statement.locator("dl")).to_contain_text("N. Nkosi")
    expect(statement.locator("dl")).to_contain_text("CC 10457")
    expect(statement.locator("table").first.locator("tbody tr")).to_have_count(n)
    expect(statement.locator(".calc-signs span")).to_have_count(2)
    for hidden in ("#calculator", ".calc-annex", ".md-header"):
        expect(page.locator(hidden)).to_be_hidden()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == pages
    expect(page.locator("#calculator")).to_be_visible()


def test_the_statement_says_what_it_rests_on(opened: Callable[[], Page], context: BrowserContext) -> None:
    context.add_init_script(QUIET)
    page = opened()
    begin(page)
    paste(page, PASTED)
    expect(page.locator("#calc-log li[id]")).to_have_count(10)
    expect(page.locator("#calc-total")).to_contain_text("not confirmed")
    page.check("#calc-annex")
    page.click("[data-do=print]")
    statement = page.locator("#calc-statement")
    expect(statement).to_contain_text("of the 38 points are not certain")
    expect(statement).to_contain_text("Not confirmed, for 1 Feb 2026: Was your")
    expect(statement).to_contain_text(
        "Sources differ, or it is a conclusion and not printed: Each listed course"
    )
    expect(statement).to_contain_text("not checked by CCMG")
    expect(page.locator(".calc-annex li").first).to_be_visible()
    rows = statement.locator("table").first.locator("tbody tr")
    assert rows.first.inner_text().split("\t")[0] == "10 Jan 2024"
    assert rows.last.inner_text().split("\t")[-1] == "(2)"


def test_without_scripts_it_is_a_worksheet(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}calculator/{SCHEDULE}/")
    for media in ("screen", "print"):
        page.emulate_media(media="print" if media == "print" else "screen")
        expect(page.locator("#worksheet table")).to_have_count(7)
        expect(page.locator("#worksheet table").first).to_be_visible()
        expect(page.locator("#calculator")).to_be_hidden()
    context.close()


SHIFTS = """
globalThis.shifts = 0;
const add = (found) => found.forEach((one) => (shifts += one.value));
globalThis.watching = new PerformanceObserver((list) => add(list.getEntries()));
watching.observe({ type: "layout-shift", buffered: true });
"""
SHIFTED = """async () => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return watching.takeRecords().reduce((sum, one) => sum + one.value, shifts);
}"""
LITTLE = 0.01
"""Of the window, moved by its height: a tenth is called good."""


def open_late(chromium: Browser, address: str, width: int) -> tuple[Page, list[Route]]:
    """The calculator on a line on which its script is late, as it is read meanwhile."""
    page = chromium.new_page(viewport={"width": width, "height": 800}, bypass_csp=True)
    page.add_init_script(SHIFTS)
    held: list[Route] = []
    page.route("**/main.js", lambda route: held.append(route))
    with page.expect_request("**/main.js"):
        page.goto(f"{address}calculator/{SCHEDULE}/", wait_until="commit")
    expect(page.locator("#calc-say")).to_contain_text("Say when the CCOP was awarded to you")
    return page, held


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_the_script_comes_late(chromium: Browser, address: str, width: int) -> None:
    page, held = open_late(chromium, address, width)
    expect(page.locator("#worksheet h2")).not_to_be_in_viewport()
    page.locator("#calc-award").focus()
    assert page.evaluate("document.activeElement.localName") == "body"  # nothing is entered that gets lost
    held[0].continue_()
    expect(page.locator("#calc-sum")).to_contain_text("nothing to save yet")
    page.locator("#calc-award").focus()
    assert page.evaluate("document.activeElement.id") == "calc-award"
    assert page.evaluate(SHIFTED) < LITTLE
    page.close()


def test_whom_the_script_does_not_reach_has_the_worksheet(chromium: Browser, address: str) -> None:
    page, _ = open_late(chromium, address, 360)
    page.evaluate("document.getAnimations().forEach((wait) => wait.finish())")  # nine seconds
    expect(page.locator("#worksheet table").first).to_be_visible()
    assert page.evaluate("document.querySelector('#calculator').clientHeight") == 0
    page.unroute_all()
    page.close()


OPENED, JUDGED, ADDING, IMPORTING, PLANNING = 17_100, 34_700, 6_300, 8_000, 20_000
"""Bytes of scripts and styles beyond those of every page, gzip: of the opened page; of a judged log; and what
comes with the form, with an import and with a plan when they are asked for."""


def test_scripts_and_styles_weigh_little(chromium: Browser, site: Path) -> None:
    def list_sent() -> dict[str, int]:
        return {
            path.split("/", 3)[3]: size
            for path, size in host.sent
            if re.search(r"s/\w+/\w+/.*\.(js|css)", path)
        }

    with serving(site) as host:
        page = chromium.new_page()
        page.goto(f"{host.address}calculator/{SCHEDULE}/")
        expect(page.locator("#calc-say")).to_contain_text("Say when")
        opened = list_sent()
        begin(page)
        expect(page.locator("#calc-picture")).to_be_visible()
        judged = list_sent()
        host.sent.clear()
        add(page, "article", "2025-06-01")
        expect(page.locator("#entry-1 .calc-points")).to_have_text("1 point")
        adding = list_sent()
        host.sent.clear()
        paste(page, "Day;What\n2025-06-01;breakfast")
        expect(page.locator("#entry-2")).to_be_visible()
        expect(page.locator("#calc-sort")).to_be_visible()  # which comes with a file of its own
        known = {*judged, "unfolded.js"}  # what the test itself unfolds
        importing = {name: size for name, size in list_sent().items() if name not in known}
        host.sent.clear()
        page.click("text=Make a plan")
        expect(page.locator(".calc-take")).to_be_visible()
        planning = list_sent()
        page.close()
    assert set(opened) == {"calculator.css", "countable.js", "main.js", "today.js"}
    assert set(judged) == {*opened, "view.js", "worker.js", "civil.js", "points.js"}
    assert set(adding) == {"form.js"}
    assert set(importing) == {"import.js", "sort.js", "formula.js"}
    assert "plan.js" in planning
    found = (opened, judged, adding, importing, planning)
    for files, most in zip(found, (OPENED, JUDGED, ADDING, IMPORTING, PLANNING), strict=True):
        assert sum(files.values()) <= most, files


# Versions of a schedule


def judged_on(page: Page, day: str) -> None:
    unfold(page)
    page.fill("#calc-on", day)
    page.press("#calc-on", "Tab")


def test_a_version_is_chosen_by_the_first_day_of_the_cycle(chromium: Browser, elsewhere: str) -> None:
    page = chromium.new_page()
    page.goto(f"{elsewhere}calculator/keeper-2021/")
    add(page, "night-watch", "2019-05-01", quantity="1")
    judged_on(page, "2021-04-01")
    expect(page.locator("#calc-cycle")).to_contain_text("1 of 3")
    judged_on(page, "2021-03-31")
    expect(page.locator("#calc-cycle")).to_contain_text("does not judge a cycle that starts on 2018-04-01")
    expect(page.locator("#calc-result")).to_be_hidden()
    page.click("#calc-cycle a")
    page.wait_for_url("**/keeper-2015/")
    expect(page.locator("#calc-cycle")).to_contain_text("3 of 3")
    expect(page.locator("#entry-1 .calc-points")).to_have_text("1 point")
    judged_on(page, "2015-03-31")
    expect(page.locator("#calc-cycle")).to_contain_text("does not judge a cycle that starts on 2012-04-01")
    expect(page.locator("#calc-cycle a")).to_have_count(0)
    page.close()


def test_what_was_not_said_is_never_told_as_a_fact_nor_as_lost(chromium: Browser, elsewhere: str) -> None:
    """On a rock six points of watch are asked in a year, on the shore four: five may be enough."""
    page = chromium.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    done = [
        {"id": str(n), "date": f"2024-0{n}-01", "activity": "night-watch", "quantity": "4"}
        for n in range(4, 9)
    ]
    state = json.dumps({"format": 1, "about": {"on": "2024-11-26"}, "entries": done})
    page.goto(f"{elsewhere}calculator/keeper-2021/")
    page.evaluate("state => localStorage.setItem('cpd-log-1:keeper:guild', state)", state)
    page.reload()
    unfold(page)
    say, post = page.locator("#calc-say"), page.locator("#calc-demands li", has_text="Watch on one's post")
    expect(say).to_contain_text("Watch on one's post in CPD year 1 (1, if “Post” is rock)")
    judged_on(page, "2025-04-02")
    expect(say).to_contain_text("until you do, we count as if it were rock")
    expect(say).not_to_contain_text("Watch on one's post in CPD year 1 ended")
    expect(post.first).to_contain_text("5 of 6, 1 short")
    expect(post.first).to_contain_text(", if “Post” is rock")
    page.check("[name='attribute:post'][value=rock]")
    expect(say).to_contain_text("Watch on one's post in CPD year 1 ended 1 point short")
    expect(post.first).not_to_contain_text("if “Post”")
    expect(page.locator("#calc-demands")).to_contain_text("Learning above the year's need in CPD year 2: 0")
    show_a_scale(page, elsewhere)
    page.close()


def show_a_scale(page: Page, elsewhere: str) -> None:
    """Steps of one scale: the one that is reached, and the next."""
    done = [{"id": str(n), "date": f"2016-0{n}-01", "activity": "dredging"} for n in range(1, 7)]
    about = {"on": "2016-11-26", "attribute:coast": ["east"]}
    page.goto(f"{elsewhere}calculator/master-2012/")
    state = json.dumps({"format": 1, "about": about, "entries": done})
    page.evaluate("state => localStorage.setItem('cpd-log-1:master:guild', state)", state)
    page.reload()
    expect(page.locator("#calc-say")).to_contain_text(
        "That reaches Silver. Keep your evidence. The next step is Gold."
    )
    expect(page.locator("#calc-say")).to_contain_text("You have 30 of the 40 points")
    expect(page.locator("#calc-total")).to_contain_text("30 of 40 points")
    expect(page.locator("[data-verdict=gold] .calc-state")).to_have_text("still to do")


@pytest.mark.parametrize(("schedule", "kind"), [("keeper-2021", "radio"), ("master-2018", "checkbox")])
def test_what_rules_ask_of_a_member_is_chosen_once_or_severally(
    chromium: Browser, elsewhere: str, schedule: str, kind: str
) -> None:
    page = chromium.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{elsewhere}calculator/{schedule}/")
    unfold(page)
    for award in page.locator("#calc-award").all():
        award.fill("2025-04-01")
    page.press("#calc-on", "Tab")
    say, titles = page.locator("#calc-say"), {"keeper-2021": "Post", "master-2018": "Harbours that"}
    expect(say).to_contain_text(f"You have not said “{titles[schedule]}")
    page.click("#calc-about [type=submit]")
    expect(page.locator("#calc-about-box")).to_have_attribute("open", "")
    chosen = page.locator("#calc-about fieldset input:not([value=''])")
    expect(chosen).to_have_count(2)
    for i in (0, 1):
        assert chosen.nth(i).get_attribute("type") == kind
        chosen.nth(i).check()
        expect(page.locator("#calc-say")).to_contain_text("0 of the")
    expect(say).not_to_contain_text("You have not said")
    expect(page.locator("#calc-result")).not_to_contain_text(", if “")
    expect(chosen.nth(1)).to_be_checked()
    expect(chosen.nth(0)).to_be_checked(checked=kind == "checkbox")
    page.click("#calc-about [type=submit]")
    expect(page.locator("#calc-about-box")).not_to_have_attribute("open", "")
    away = page.locator("#calc-away")
    if away.count():
        unfold(page)
        away.fill("13")
        away.press("Tab")
        assert '"13"' not in page.evaluate("Object.values(localStorage).join()")
    page.close()
