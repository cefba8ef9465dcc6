"""Adding by hand: few taps, found by everyday words, told before it is added, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.site.test_calculator import DATA, SCHEDULE, add, begin, choose, entries, open_form, tab_to, unfold

TEN = (
    ("webinar", "industry-event", "03052025", "", "2", "yes"),
    ("CCMG breakfast", "ccmg-event", "14062025", "", "", ""),
    ("stress", "course", "01072025", "", "", ""),
    ("workshop", "workshop-participant", "20082025", "2", "", "yes"),
    ("article", "article", "05092025", "", "", ""),
    ("book", "book", "05102025", "800", "", ""),
    ("PDP", "plan", "01112025", "", "5", ""),
    ("membership", "industry-body", "15012026", "", "", ""),
    ("committee", "committee", "02022026", "", "", ""),
    ("internal training", "in-house", "03032026", "", "4", "yes"),
)
"""What is typed, the activity, the day, how many, points, and what is answered."""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    made = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, bypass_csp=True)
    yield made
    made.close()


def open_page(context: BrowserContext, address: str) -> Page:
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(str(error)))
    made.goto(f"{address}calculator/{SCHEDULE}/")
    expect(made.locator("#calculator")).to_be_visible()
    return made


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    made = open_page(context, address)
    begin(made)
    return made


def test_ten_activities_take_at_most_fifty_taps(page: Page) -> None:
    taps = 0

    def tap(target: Locator) -> None:
        nonlocal taps
        taps += 1
        target.tap()

    for number, (typed, activity, day, quantity, points, answer) in enumerate(TEN, 1):
        tap(page.locator("[data-open]"))
        expect(page.locator("#calc-what")).to_be_focused()
        page.keyboard.type(typed)
        tap(page.locator(f"#calc-options [data-id='{activity}']").last)
        expect(page.locator("#calc-date")).to_be_focused()
        page.keyboard.type(day)
        if quantity == "2":
            tap(page.get_by_role("button", name="One more"))
        elif quantity:
            tap(page.locator("#calc-quantity"))
            page.keyboard.type(quantity)
        if points:
            tap(page.locator("#calc-points"))
            page.keyboard.type(points)
        if answer:
            tap(page.get_by_role("radio", name="Yes"))
        tap(page.locator("#calc-save"))
        expect(page.locator(f"#entry-{number} .calc-points a")).to_be_attached()
    assert taps <= 50, taps
    assert [entry["activity"] for entry in entries(page)] == [activity for _, activity, *_ in TEN]
    assert entries(page)[2]["choice"] == "stress-management"


def test_ten_activities_by_keyboard_alone(page: Page) -> None:
    tab_to(page, "[data-open]")
    for number, (typed, activity, day, quantity, points, answer) in enumerate(TEN, 1):
        page.keyboard.press("Enter")
        expect(page.locator("#calc-what")).to_be_focused()
        page.keyboard.type(typed)
        marked = page.locator("#calc-options [aria-selected=true]")
        for _ in range(8):
            if marked.get_attribute("data-id") == activity:
                break
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.keyboard.type(day)
        for field, value in (("quantity", quantity), ("points", points)):
            if value:
                tab_to(page, f"#calc-{field}")
                page.keyboard.press("Control+A")
                page.keyboard.type(value)
        if answer:
            tab_to(page, "[name=confirmed]")
            page.keyboard.press("ArrowDown")  # round from the last answer to the first
            expect(page.get_by_role("radio", name="Yes")).to_be_checked()
        tab_to(page, "#calc-note")
        page.keyboard.press("Enter")
        expect(page.locator(f"#entry-{number} .calc-points a")).to_be_attached()
        expect(page.locator("[data-open]")).to_be_focused()
    assert [entry["activity"] for entry in entries(page)] == [activity for _, activity, *_ in TEN]


def test_every_everyday_name_finds_its_activity(page: Page) -> None:
    open_form(page)
    find = """([name, id]) => {
      const field = document.getElementById("calc-what");
      field.value = name;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      return [...document.querySelectorAll("#calc-options li")].some((one) => one.dataset.id === id);
    }"""
    categories = yaml.safe_load(DATA.read_text("utf-8"))["categories"].values()
    activities = [pair for category in categories for pair in category["activities"].items()]
    assert len(activities) == 28
    for id_, activity in activities:
        assert activity["everyday"]
        for name in (activity["title"], *activity["everyday"]):
            assert page.evaluate(find, [name, id_]), name


def test_what_was_done_before_comes_first(page: Page) -> None:
    add(page, "committee", "2025-06-01")
    expect(page.locator("#entry-1")).to_be_visible()
    add(page, "article", "2025-06-02")
    expect(page.locator("#entry-2")).to_be_visible()
    open_form(page)
    options = page.locator("#calc-options li")
    assert [options.nth(i).get_attribute("data-id") for i in range(2)] == ["article", "committee"]
    expect(options.first).to_contain_text("you did this before")


DAYS = (
    ("20082025", "20 August 2025, CPD year 1"),
    ("3 March 2026", "3 March 2026, CPD year 2"),
    ("14 2 2025", "before your cycle, which begins on 1 March 2025. It does not count in it"),
    ("01032028", "after your cycle"),
    ("2026-12-01", "still to come"),
)


def test_the_day_is_said_in_words_with_its_year(page: Page) -> None:
    choose(page, "article")
    for day, said in DAYS:
        page.fill("#calc-date", day)
        expect(page.locator("#calc-echo")).to_contain_text(said)


def test_what_lies_outside_is_said_before_it_is_added(page: Page) -> None:
    choose(page, "article")
    page.fill("#calc-date", "14 February 2025")
    expect(page.locator("#calc-worth")).to_contain_text("Earns nothing")
    expect(page.locator("#calc-save")).to_have_text("Add it all the same")


def test_today_and_yesterday_are_a_tap(page: Page) -> None:
    choose(page, "article")
    page.clock.install(time="2026-03-01T10:00:00")
    for name, day in (("Today", "1 March 2026"), ("Yesterday", "28 February 2026")):
        page.get_by_role("button", name=name).click()
        expect(page.locator("#calc-date")).to_have_value(day)


def test_the_worth_is_told_before_and_the_button_says_it(page: Page) -> None:
    choose(page, "workshop-participant")
    page.fill("#calc-date", "20 August 2025")
    expect(page.locator("#calc-worth")).to_have_text("Earns 2 points once it is confirmed.")
    page.get_by_role("button", name="One more").click()
    expect(page.locator("#calc-save")).to_have_text("Add 3 points")
    expect(page.locator("#calc-measure")).to_have_text("How many days?")
    expect(page.locator("#calc-asked")).to_have_text("Was the event registered with CCMG for CPD?")
    page.get_by_role("radio", name="No", exact=True).check()
    expect(page.locator("#calc-worth")).to_contain_text("Earns 0 points")
    expect(page.locator("#calc-save")).to_have_text("Add it all the same")


def test_a_course_that_was_done_is_told_before_it_is_added_again(page: Page) -> None:
    add(page, "course", "2025-06-01", listed="stress-management")
    expect(page.locator("#entry-1")).to_be_visible()
    choose(page, "course")
    page.fill("#calc-date", "2025-07-01")
    page.select_option("#calc-listed", "stress-management")
    expect(page.locator("#calc-worth")).to_contain_text("Each listed course counts once")


WRONG = (
    ("committee", "quantity", "1,5", "no whole number"),
    ("committee", "quantity", "0.5", "no whole number"),
    ("committee", "quantity", "2000", "2000 committee"),
    ("article", "quantity", "800", "it would stand for 800 article"),
    ("committee", "quantity", "0", "counts nothing"),
    ("book", "quantity", "", "missing"),
    ("book", "quantity", "1,500", "thousands"),
    ("plan", "points", "many", "no figure"),
    ("plan", "points", "", "missing"),
    ("article", "date", "31 2 2025", "no date"),
    ("article", "date", "", "missing"),
)


def test_what_is_wrong_is_said_at_the_field(page: Page) -> None:
    for activity, field, typed, said in WRONG:
        add(
            page,
            activity,
            "2025-06-01" if field != "date" else typed,
            **({} if field == "date" else {field: typed}),
        )
        wrong, entered = page.locator(f"#calc-e-{field}"), page.locator(f"#calc-{field}")
        expect(wrong).to_contain_text(said)
        expect(entered).to_be_focused()
        expect(entered).to_have_attribute("aria-invalid", "true")
        expect(entered).to_have_accessible_description(wrong.inner_text())
        assert entries(page) == []
        page.click("#calc-cancel")


def test_an_unusual_quantity_is_asked_again(page: Page) -> None:
    add(page, "article", "2025-06-01", quantity="30")
    expect(page.locator("#calc-duplicate")).to_contain_text("30 articles in one go is unusual")
    assert entries(page) == []
    page.click("#calc-save")
    expect(page.locator("#entry-1")).to_contain_text("30 articles")


def test_declared_points_are_asked_for_in_all(page: Page) -> None:
    choose(page, "industry-event")
    expect(page.locator("label[for=calc-points]")).to_contain_text(
        "How many points, in all? between 0 and 2 for one"
    )


def test_what_is_typed_survives_a_reload_and_is_given_up_only_by_hand(page: Page) -> None:
    choose(page, "workshop-participant")
    page.fill("#calc-date", "20 August 2025")
    page.fill("#calc-note", "coaching")
    page.reload()
    expect(page.locator("[data-open]")).to_have_text("Go on adding")
    open_form(page)
    expect(page.locator("#calc-kept")).to_be_visible()
    expect(page.locator("#calc-picked")).to_have_text("Take part in a workshop or training")
    expect(page.locator("#calc-date")).to_have_value("20 August 2025")
    expect(page.locator("#calc-note")).to_have_value("coaching")
    page.click("#calc-cancel")
    page.reload()
    expect(page.locator("[data-open]")).to_have_text("Add an activity")


def test_what_is_typed_for_an_entry_that_another_tab_deletes_is_kept(
    page: Page, context: BrowserContext, address: str
) -> None:
    add(page, "article", "2025-06-01")
    expect(page.locator("#entry-1")).to_be_visible()
    page.click("#entry-1 >> text=Edit")
    page.fill("#calc-note", "my own words")
    other = open_page(context, address)
    expect(other.locator("#entry-1")).to_be_attached()
    unfold(other)
    other.click("#entry-1 >> text=Delete")
    expect(page.locator("#calc-duplicate")).to_contain_text("Another tab deleted this entry")
    expect(page.locator("#calc-note")).to_have_value("my own words")
    page.click("#calc-save")
    expect(page.locator("#calc-log li[id]")).to_contain_text("my own words")
    assert [entry["note"] for entry in entries(page)] == ["my own words"]


def test_what_fits_no_activity_is_kept_to_be_sorted(page: Page) -> None:
    open_form(page)
    page.keyboard.type("Lunch with a client")
    page.keyboard.press("Enter")
    page.fill("#calc-date", "12 December 2025")
    expect(page.locator("#calc-save")).to_have_text("Keep it to sort")
    page.click("#calc-save")
    expect(page.locator("#calc-sort")).to_contain_text("Lunch with a client")
    expect(page.locator("#calc-log li[id]")).to_have_count(0)
    page.reload()
    page.get_by_role("button", name="Sort: Lunch with a client").click()
    page.fill("#calc-what", "team build")
    page.keyboard.press("Enter")
    page.fill("#calc-points", "2")
    page.click("#calc-save")
    expect(page.locator("#entry-1")).to_contain_text("Lunch with a client")
    expect(page.locator("#calc-sort")).to_be_hidden()


def test_the_offer_of_a_link_survives_a_reload(page: Page) -> None:
    add(page, "article", "2025-06-01")
    expect(page.locator("#entry-1")).to_be_visible()
    page.click("[data-do=share]")
    href = page.input_value("#calc-link")
    page.goto("about:blank")
    page.goto(href)
    expect(page.locator("text=Add it to mine")).to_be_visible()
    page.reload()
    page.click("text=Leave it")
    assert "#" not in page.url


def test_the_form_stands_in_the_page_where_there_is_room(page: Page) -> None:
    covers = "document.getElementById('calc-adding').matches('[aria-modal]')"
    open_form(page)
    assert page.evaluate(covers)
    page.click("#calc-cancel")
    page.set_viewport_size({"width": 1280, "height": 800})
    open_form(page)
    assert not page.evaluate(covers)


def test_what_covers_the_window_keeps_the_focus_and_closes_by_escape(page: Page) -> None:
    open_form(page)
    inside = "document.getElementById('calc-adding').contains(document.activeElement)"
    for key in ("Tab", "Shift+Tab"):
        for _ in range(6):
            page.keyboard.press(key)
            assert page.evaluate(f"{inside} || document.activeElement === document.body")
    page.fill("#calc-what", "webin")
    page.keyboard.press("Escape")
    expect(page.locator("#calc-adding")).to_be_hidden()
    expect(page.locator("[data-open]")).to_be_focused()
    open_form(page)
    expect(page.locator("#calc-what")).to_have_value("webin")
