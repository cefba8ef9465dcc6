"""A list in a member's own words, in three steps: few taps, every line kept, nothing replaced unasked."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from catalogue.read.sheet import read_sheet
from tests.answers.test_lists import MEANT, MEMBER, OTHERS, SAMPLES, write_members_sheet
from tests.read.sheets import Cell, write_xlsx
from tests.site.axe import clean
from tests.site.test_calculator import SCHEDULE, add, begin, bring, entries, go_on, open_import, paste

MOST_TAPS = 12
HEADING = "#calc-step h2"
STEP = "#calc-step [type=submit]"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, bypass_csp=True)
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(str(error)))
    made.goto(f"{address}calculator/{SCHEDULE}/")
    begin(made)
    yield made
    context.close()


def list_activities(page: Page) -> list[str]:
    return [entry["activity"] for entry in entries(page)]


def test_a_members_list_is_in_within_twelve_taps(page: Page) -> None:
    taps = 0

    def tap(target: Locator) -> None:
        nonlocal taps
        taps += 1
        target.tap()

    tap(page.locator(".do a", has_text="Import a list"))
    tap(page.locator("#calc-paste"))
    taps += 2  # a long tap, and Paste in the menu that it opens
    page.keyboard.insert_text(MEMBER.read_text("utf-8"))
    tap(page.locator("#calc-bring [type=submit]"))
    expect(page.locator(HEADING)).to_have_text("Your list: 4 columns, 20 lines")
    expect(page.locator("#calc-step")).to_contain_text("Left out: Hours.")
    tap(page.locator(STEP))
    expect(page.locator(HEADING)).to_have_text("Look at these: 20")
    expect(page.locator(".calc-said")).to_have_count(20)
    tap(page.locator(STEP))
    expect(page.locator("#calc-step")).to_contain_text("Added: 20 activities")
    tap(page.locator(STEP))
    expect(page.locator("#calc-status")).to_contain_text("Imported: 20")
    assert taps <= MOST_TAPS, taps
    assert list_activities(page) == MEANT.split()
    assert entries(page)[0]["note"] == "Skillzbook course - Call quality"


def test_the_same_list_as_an_excel_file(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(write_members_sheet())
    bring(page, file)
    expect(page.locator("#calc-status")).to_contain_text("Imported: 20")
    assert list_activities(page) == MEANT.split()
    assert entries(page)[0]["date"] == "2024-05-03"


@pytest.mark.parametrize("name", OTHERS)
def test_lists_of_other_habits(page: Page, name: str) -> None:
    open_import(page)
    page.set_input_files("#calc-file", SAMPLES / name)
    expect(page.locator(HEADING)).to_contain_text("Your list")
    if page.locator("#calc-order").count():
        page.select_option("#calc-order", "dmy")
    go_on(page)
    kept = [one if one != "-" else "" for one in OTHERS[name].split()]
    expect(page.locator("#calc-status")).to_contain_text(f"Imported: {len(kept)}")
    assert list_activities(page) == kept


TABLE = """
<p>CPD of last year</p><table><tr><th>Date</th><th>Activity</th></tr>
<tr><td>3 May 2025</td><td>CCMG <b>webinar</b></td></tr><tr><td>1 June 2025</td><td>Read
 book: Focus</td></tr></table>
"""
PUT = """([selector, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.querySelector(selector).dispatchEvent(event);
}"""


def test_a_table_of_a_page_or_a_document_is_pasted(page: Page) -> None:
    open_import(page)
    page.evaluate(PUT, ["#calc-paste", TABLE])
    page.click("#calc-bring [type=submit]")
    go_on(page)
    expect(page.locator("#calc-status")).to_contain_text("Imported: 2")
    assert list_activities(page) == ["ccmg-event", "book"]
    assert entries(page)[1]["note"] == "Read book: Focus"


DROP = """([text, name]) => {
  const data = new DataTransfer();
  data.items.add(new File([text], name));
  const event = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.getElementById("calc-import").dispatchEvent(event);
}"""


def test_a_file_is_dropped(page: Page) -> None:
    open_import(page)
    page.evaluate(DROP, ["Day,What\n2025-06-01,breakfast", "list.csv"])
    go_on(page)
    expect(page.locator("#calc-status")).to_contain_text("Imported: 1")


def test_days_that_read_in_one_way_show_how_the_others_read(page: Page) -> None:
    open_import(page)
    page.fill("#calc-paste", "Datum,Aktiwiteit\n3.6.2025,webinar\n15/08/2025,webinar\n12 Mei 2025,webinar")
    page.click("#calc-bring [type=submit]")
    expect(page.locator("#calc-order")).to_have_value("dmy")
    go_on(page)
    expect(page.locator("#calc-status")).to_contain_text("Imported: 3")
    assert [one["date"] for one in entries(page)] == ["2025-06-03", "2025-08-15", "2025-05-12"]


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_days_that_read_in_two_ways_are_asked_once_for_all(page: Page, order: str, day: str) -> None:
    open_import(page)
    page.fill("#calc-paste", "Date,Activity\n03/04/2026,CCMG webinar\n05/04/2026,CCMG breakfast\n")
    page.click("#calc-bring [type=submit]")
    page.click(STEP)
    expect(page.locator("#calc-order")).to_be_focused()
    page.select_option("#calc-order", order)
    go_on(page)
    assert entries(page)[0]["date"] == day


def test_what_is_chosen_is_learnt_for_the_same_words(page: Page) -> None:
    text = "Day,What\n2025-06-01,Indaba\n2025-07-01,INDABA!\n"
    open_import(page)
    page.fill("#calc-paste", text)
    page.click("#calc-bring [type=submit]")
    page.click(STEP)
    field = page.locator(".calc-said select")
    expect(field).to_have_count(1)
    expect(page.locator(".calc-said")).to_contain_text("our guess")
    field.select_option("seminar")
    go_on(page)
    assert list_activities(page) == ["seminar", "seminar"]
    open_import(page)
    page.fill("#calc-paste", "Day,What\n2025-08-01,indaba\n")
    page.click("#calc-bring [type=submit]")
    page.click(STEP)
    expect(page.locator(".calc-said select")).to_have_value("seminar")
    go_on(page)
    assert list_activities(page) == ["seminar"] * 3


def test_what_is_asked_at_a_line_is_answered_there(page: Page) -> None:
    open_import(page)
    page.fill("#calc-paste", "Day,What\n2025-06-01,workshop\n31 Feb 2025,CCMG webinar\n")
    page.click("#calc-bring [type=submit]")
    page.click(STEP)
    expect(page.locator(".calc-said").nth(1)).to_contain_text('"31 Feb 2025" is no date')
    page.get_by_label("How many days?").fill("2")
    page.get_by_label("Which day was it?").fill("28 Feb 2026")
    go_on(page)
    found = entries(page)
    assert [one["quantity"] for one in found] == ["2", None]
    assert [one["date"] for one in found] == ["2025-06-01", "2026-02-28"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2026-02-30,article,,,", "no date"),
        (",article,,,", "missing"),
        ('2026-02-03,article,"1,500",,', "thousands"),
        ("2026-02-03,article,1.5,,", "whole number"),
        ("2026-02-03,article,800,,", "800 article"),
        ("2026-02-03,article,0,,", "counts nothing"),
        ("2026-02-03,article,1,,perhaps", "no answer"),
        ("2026-02-03,article,,,no", "nothing is to be confirmed"),
        ("2026-02-03,article,1,,,more", "more cells"),
    ],
)
def test_a_wrong_line_is_told_and_kept_to_be_sorted(page: Page, line: str, said: str) -> None:
    open_import(page)
    page.fill("#calc-paste", f"date,activity,quantity,points,confirmed\n2026-01-01,article,,,\n{line}\n")
    page.click("#calc-bring [type=submit]")
    page.click(STEP)
    expect(page.locator(".calc-said")).to_have_count(1)
    expect(page.locator(".calc-said .calc-error")).to_contain_text(said)
    go_on(page)
    expect(page.locator("#calc-unsorted > li")).to_have_count(1)
    assert list_activities(page) == ["article", ""]
    assert all(cell in entries(page)[1]["note"] for cell in ("article", "1,500", "perhaps") if cell in line)


SHIFTED = [
    "id,date,activity,quantity,choice,points,topics,confirmed,note\n,2024-02-01,in-house,,,7,5,,yes,",
    "date,activity,quantity,choice\n2024-02-01,book,12,500",
    "date,activity,points,topics\n2024-02-01,in-house,7,5",
]


@pytest.mark.parametrize("text", SHIFTED)
def test_cells_that_slipped_into_the_next_column_earn_nothing(page: Page, text: str) -> None:
    paste(page, text)
    expect(page.locator("#calc-unsorted > li")).to_have_count(1)
    assert list_activities(page) == [""]


def test_a_quote_that_stays_open_leaves_all_as_it_was(page: Page) -> None:
    text = 'date,activity,note\n2026-01-01,article,\n2026-02-03,article,"one'
    open_import(page)
    page.fill("#calc-paste", text)
    page.click("#calc-bring [type=submit]")
    expect(page.locator("#calc-unread")).to_contain_text("not closed")
    expect(page.locator("#calc-paste")).to_have_value(text)
    assert entries(page) == []


def test_nothing_is_replaced_unasked(page: Page) -> None:
    add(page, "article", "2025-06-01")
    expect(page.locator("#entry-1")).to_be_visible()
    paste(page, "id,date,activity\n1,2025-07-01,industry-body\n")
    assert list_activities(page) == ["article", "industry-body"]
    open_import(page)
    page.fill("#calc-paste", "id,date,activity\n1,2025-07-02,industry-body\n")
    page.click("#calc-bring [type=submit]")
    page.get_by_label("Let these take the place").check()
    go_on(page)
    expect(page.locator("#entry-1")).to_contain_text("2 Jul 2025")
    assert list_activities(page) == ["industry-body", "industry-body"]


def test_the_same_list_twice_is_added_once(page: Page) -> None:
    paste(page, MEMBER.read_text("utf-8"))
    expect(page.locator("#calc-status")).to_contain_text("Imported: 20")
    open_import(page)
    page.fill("#calc-paste", MEMBER.read_text("utf-8"))
    page.click("#calc-bring [type=submit]")
    while page.inner_text(HEADING) != "What will be added":
        page.click(STEP)
    expect(page.locator("#calc-step")).to_contain_text("20 lines stand in your list already")
    expect(page.locator(STEP)).to_have_text("Nothing to add")


def test_an_import_is_undone_as_a_whole(page: Page) -> None:
    paste(page, MEMBER.read_text("utf-8"))
    expect(page.locator("#calc-status")).to_contain_text("Imported: 20")
    page.click("#calc-undo")
    expect(page.locator("#calc-log li[id]")).to_have_count(0)
    assert entries(page) == []


def test_what_was_pasted_and_put_right_survives_a_reload(page: Page) -> None:
    open_import(page)
    page.fill("#calc-paste", "Day,What\n2025-06-01,Lunch\n")
    page.click("#calc-bring [type=submit]")
    page.click(STEP)
    page.select_option(".calc-said select", "team-building")
    page.reload()
    open_import(page)
    expect(page.locator("#calc-paste")).to_have_value("Day,What\n2025-06-01,Lunch\n")
    page.click("#calc-bring [type=submit]")
    go_on(page)
    assert list_activities(page) == ["team-building"]


def test_axe_finds_nothing_in_any_step(page: Page) -> None:
    open_import(page)
    assert clean(page) == []
    page.fill("#calc-paste", MEMBER.read_text("utf-8").replace("2024/05/03", "03/05/2024"))
    page.click("#calc-bring [type=submit]")
    assert clean(page) == []
    page.select_option("#calc-order", "dmy")
    for _ in range(2):
        page.click(STEP)
        assert clean(page) == []
    page.click(STEP)
    expect(page.locator("#calc-sort")).to_be_visible()
    assert clean(page) == []


READ = """async ([address, files]) => {
  const { readSheet } = await import(address);
  const decode = (file) => Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0)).buffer;
  return Promise.all(files.map((file) => readSheet(decode(file))));
}"""
VALUES: tuple[Cell, ...] = ("", "a", "Skillzbook & more", "<b>", "é", 2, 2.5, 7.499999999, 0.1, 45415, True)


def make_sheet(seed: int) -> bytes:
    chance = random.Random(seed)

    def make_cell() -> Cell:
        if chance.random() < 0.3:
            return date(1990, 1, 1) + timedelta(days=chance.randrange(20_000))
        return chance.choice(VALUES)

    rows = [[make_cell() for _ in range(chance.randrange(1, 8))] for _ in range(chance.randrange(6))]
    return write_xlsx(rows, style=chance.randrange(4), late=chance.random() < 0.2)


def drop_blank(rows: list[list[str]]) -> list[list[Any]]:
    return [row[: max((i + 1 for i, cell in enumerate(row) if cell), default=0)] for row in rows]


def test_both_readers_of_sheets_agree(page: Page) -> None:
    files = [make_sheet(seed) for seed in range(300)]
    main = page.locator("script[src$='main.js']").get_attribute("src") or ""
    address = page.evaluate("path => new URL(path, location.href).href", main.replace("main.js", "sheet.js"))
    packed = [base64.b64encode(file).decode() for file in files]
    theirs = page.evaluate(READ, [address, packed])
    assert [drop_blank(rows) for rows in theirs] == [drop_blank(read_sheet(file)) for file in files]
    assert json.dumps(theirs).count("-") > 300


def test_what_is_no_list_is_told(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(b"PK\x03\x04" + bytes(100))
    open_import(page)
    page.set_input_files("#calc-file", file)
    expect(page.locator("#calc-unread")).to_contain_text("neither text nor an Excel file")
