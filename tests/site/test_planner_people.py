"""Six people answer on a phone: how many taps it takes them, and what they read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.axe import clean
from tests.site.fonts import with_both_fonts

MOST_TAPS = 15
SCREEN = 740
DAY = "2026-11-26"
COURSE = "[data-rows=qualification] > :last-child"
JOB = "[data-rows=job] > :last-child"


@dataclass
class Phone:
    """A phone that counts taps; typing is none, the tap into a field is."""

    page: Page
    taps: int = 0
    tapped: list[str] = field(default_factory=list)

    def tap(self, selector: str) -> None:
        self.page.locator(selector).filter(visible=True).first.tap()
        self.taps += 1
        self.tapped.append(selector)

    def type(self, selector: str, text: str) -> None:
        self.tap(selector)
        self.page.locator(selector).filter(visible=True).first.fill(text)
        self.page.locator(selector).filter(visible=True).first.dispatch_event("change")

    def choose(self, name: str, value: str, row: str = "#plan-form") -> None:
        self.tap(f"{row} label:has([data-choice='{name}'][value='{value}'])")

    def go_on(self) -> None:
        self.tap("[data-next]")

    def work(self, kind: str, since: str) -> None:
        self.tap(f"{JOB} .plan-kinds label:has-text('{kind}')")
        self.type(f"{JOB} [name=from]", since)
        self.tap(f"{JOB} label:has([name=open])")

    def finish(self, school: str) -> None:
        self.choose("certificate:matric", school)
        self.tap("[data-show]")


THERE = """() => {
    const [aim, at] = [document.querySelector("[data-aim]"), document.activeElement];
    return at === aim ? "there" : aim.type === "radio" && at.name === aim.name ? "group" : "";
}"""
MOST_KEYS = 150


class Keyboard(Phone):
    """The same by the keys alone: what a phone taps is walked to, and pressed."""

    def tap(self, selector: str) -> None:
        self.taps += 1
        aimed = self.page.locator(selector).filter(visible=True).first
        kind = aimed.evaluate("""one => {
            document.querySelector("[data-aim]")?.removeAttribute("data-aim");
            const field = one.matches("label") ? one.querySelector("input") : one;
            return (field.dataset.aim = field.type ?? field.localName);
        }""")
        place = self.walk("Tab", ("there", "group"))
        if place == "group":
            self.walk("ArrowDown", ("there",))
        elif kind in ("radio", "checkbox"):
            self.page.keyboard.press("Space")
        elif kind not in ("text", "date", "search"):
            self.page.keyboard.press("Enter")

    def walk(self, key: str, ends: tuple[str, ...]) -> str:
        """Press a key until what is aimed at has the focus."""
        for _ in range(MOST_KEYS):
            place = str(self.page.evaluate(THERE))
            if place in ends:
                return place
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} never leads to it")

    def type(self, selector: str, text: str) -> None:
        self.tap(selector)
        year, _, day = text.partition("-")
        is_day = year.isdigit() and len(day) == len("01-31")
        self.page.keyboard.type(day.replace("-", "") + year if is_day else text)


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Phone]:
    made = chromium.new_context(
        viewport={"width": 360, "height": SCREEN}, bypass_csp=True, has_touch=True, is_mobile=True
    )
    page = made.new_page()
    page.clock.set_fixed_time(f"{DAY}T09:00:00+02:00")
    page.goto(f"{address}pathways/")
    expect(page.locator("#planner")).to_be_visible()
    yield Phone(page)
    made.close()


def be_an_agent(phone: Phone) -> None:
    """14 months of service, and a certificate at NQF level 2."""
    phone.tap(f"{COURSE} [data-pick]:has-text('Contact Centre Support')")
    phone.go_on()
    phone.work("Serving customers", "2025-09-25")
    phone.go_on()
    phone.choose("designation", "none")
    phone.go_on()
    phone.finish("yes")


def be_a_team_leader(phone: Phone) -> None:
    """Two years of leading, and a certificate that is begun."""
    phone.tap(f"{COURSE} [data-pick='93996']")
    phone.choose("state", "partly", COURSE)
    phone.go_on()
    phone.work("Leading a team", "2024-11-01")
    phone.go_on()
    phone.choose("designation", "none")
    phone.go_on()
    phone.finish("yes")


def be_a_manager(phone: Phone) -> None:
    """A degree from another country, and eleven years of managing."""
    phone.tap(f"{COURSE} [data-pick=other]")
    phone.type(f"{COURSE} [name=title]", "Master of Business Administration, Leeds")
    phone.choose("type", "postgraduate", COURSE)
    phone.choose("field", "other", COURSE)
    phone.go_on()
    phone.work("Managing a contact centre", "2015-03-01")
    phone.go_on()
    phone.choose("designation", "none")
    phone.go_on()
    phone.finish("equivalent")


def be_a_holder(phone: Phone) -> None:
    """A CCSUP with 20 of its 25 points."""
    phone.tap(f"{COURSE} [data-pick='57712']")
    phone.go_on()
    phone.work("Leading a team", "2024-11-01")
    phone.go_on()
    phone.choose("designation", "ccsup")
    phone.type("#plan-held > p [name=awarded]", "2025-01-31")
    phone.type("#plan-held > p [name=points]", "20")
    phone.go_on()
    phone.finish("yes")


def be_a_school_leaver(phone: Phone) -> None:
    """Matric, and nothing else."""
    phone.go_on()
    phone.go_on()
    phone.choose("designation", "none")
    phone.go_on()
    phone.finish("yes")


def be_somebody_else(phone: Phone) -> None:
    """Every paper is missing from the list, and so is the work."""
    phone.tap(f"{COURSE} [data-pick=other]")
    phone.type(f"{COURSE} [name=title]", "Certificate in Bookkeeping")
    phone.tap("[data-add=qualification]")
    phone.tap(f"{COURSE} [data-pick=other]")
    phone.type(f"{COURSE} [name=title]", "Diploma in Hospitality")
    phone.go_on()
    phone.work("Other work", "2020-01-01")
    phone.go_on()
    phone.choose("designation", "none")
    phone.go_on()
    phone.finish("no")


PEOPLE = (be_an_agent, be_a_team_leader, be_a_manager, be_a_holder, be_a_school_leaver, be_somebody_else)
READ: dict[str, dict[str, tuple[str, list[str] | None]]] = {
    # What counts, what is on the way and until when, and what only the body can say.
    "be_an_agent": {
        "ccba": ("Nothing that we know of is missing.", ["done", "ask", "ask"]),
        "ccsup": ("You have 1 of 4. Work: 14 of 18 months, full on 24 March 2027.", None),
    },
    # Begun is accepted, and how much is not published: neither met nor missing.
    "be_a_team_leader": {
        "ccsup": ("You have 2 of 4.", ["done", "done", "missing", "ask"]),
        "ccop": ("You have 2 of 4.", ["done", "done", "missing", "missing"]),
    },
    # Managing may be generic management, and no source says so; another field is none in contact centres.
    "be_a_manager": {
        "ccop": ("None of the 4 is certain yet.", ["missing", "missing", "ask", "ask"]),
        "ccstp": ("You have 1 of 2.", ["done", "missing"]),
    },
    "be_a_holder": {
        "ccsup": ("You hold it.", None),
        "ccop": ("You have 3 of 5.", ["done", "done", "done", "missing", "missing"]),
    },
    "be_a_school_leaver": {"ccsup": ("You have 1 of 4.", ["done", "missing", "missing", "missing"])},
    # Titles of which nothing more is said may be what is asked.
    "be_somebody_else": {"ccstp": ("None of the 2 is certain yet.", ["missing", "unsaid"])},
}


@pytest.mark.parametrize("be", PEOPLE, ids=lambda be: str(be.__name__))
def test_each_answers_in_fifteen_taps_and_reads_it_on_five_screens(
    phone: Phone, be: Callable[[Phone], None]
) -> None:
    be(phone)
    page = phone.page
    assert phone.taps <= MOST_TAPS, phone.tapped
    expect(page.locator("#plan-result-title")).to_be_focused()
    expect(page.locator(".plan-ask[open]")).to_have_count(0)
    expect(page.locator("#plan-status")).to_be_empty()
    for key, (said, sorts) in READ[be.__name__].items():
        card = page.locator(f"#plan-to-{key}")
        expect(card.locator(".plan-said")).to_contain_text(said)
        rows = card.locator(".plan-rows > li").evaluate_all("rows => rows.map(row => row.dataset.sort)")
        assert sorts is None or rows == sorts, card.inner_text()
    result = page.locator("#plan-result").bounding_box()
    assert result
    assert result["height"] <= 5 * SCREEN
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert clean(page) == []


@pytest.mark.parametrize("be", PEOPLE, ids=lambda be: str(be.__name__))
def test_each_answers_by_the_keys_alone(phone: Phone, be: Callable[[Phone], None]) -> None:
    be(Keyboard(phone.page))
    page = phone.page
    expect(page.locator("#plan-result-title")).to_be_focused()
    for key, (said, _) in READ[be.__name__].items():
        expect(page.locator(f"#plan-to-{key} .plan-said")).to_contain_text(said)


def test_what_an_agent_needs_to_know_stands_on_the_first_screen(phone: Phone) -> None:
    """What counts, what is unknown, whom to ask, and the price."""
    be_an_agent(phone)
    page = phone.page
    expect(page.locator("#plan-result-title")).to_be_in_viewport()
    card = page.locator("#plan-to-ccba")
    for seen in (
        card.locator("[data-sort=done]", has_text="Contact Centre Support"),
        card.locator("[data-sort=ask]", has_text="entry-level assessment"),
        page.locator("#plan-lead a[href='tel:0114386590']"),
        page.locator("#plan-lead", has_text="R800"),
    ):
        expect(seen.first).to_be_in_viewport(ratio=0.9)


def test_a_row_says_in_words_whose_move_it_is(phone: Phone) -> None:
    """The sign before a row is a picture: who hears the page hears a word."""
    be_a_holder(phone)
    rows = phone.page.locator("#plan-to-ccop .plan-rows > li").all_text_contents()
    assert [row.partition(":")[0] for row in rows] == ["Have", "Have", "Have", "Missing", "Missing"]
    assert "At least 25 points for the CCSUP in the 12 months before you apply" in rows[-1]
    assert "You have 20, and 5 more are needed." in rows[-1]


def test_one_page_of_paper_holds_what_was_answered_and_what_follows(phone: Phone) -> None:
    for be in (be_an_agent, be_somebody_else):
        phone.page.evaluate("localStorage.clear()")
        phone.page.reload()
        be(phone)
        phone.page.emulate_media(media="print")
        expect(phone.page.locator("#plan-to-ccsup .plan-rows")).to_be_visible()
        expect(phone.page.locator("[data-said=jobs]")).not_to_be_empty()
        expect(phone.page.locator(".plan-more")).to_be_hidden()
        assert phone.page.pdf(format="A4").count(b"/Type /Page\n") == 1
        phone.page.emulate_media(media="screen")


def test_a_page_of_a_step_opens_with_what_this_person_must_add(phone: Phone, address: str) -> None:
    page = phone.page
    page.goto(f"{address}pathways/ccba/ccsup/")
    expect(page.locator(".plan-own")).to_be_hidden()
    page.goto(f"{address}pathways/")
    be_an_agent(phone)
    page.goto(f"{address}pathways/ccba/ccsup/")
    own = page.locator(".plan-own")
    expect(own.locator("h2")).to_have_text("What you have, and what you must add")
    expect(own.locator(".plan-said")).to_contain_text("You have 1 of 4. Work: 14 of 18 months")
    expect(own.locator("[data-sort=missing]")).to_have_count(2)
    assert clean(page) == []
    page.goto(f"{address}compare/")
    expect(own.locator(".plan-said")).to_have_count(5)
    assert clean(page) == []
    own.locator("a", has_text="CCSUP").tap()
    expect(page.locator("[data-name='way:ccsup']")).to_have_attribute("open", "")


def test_further_designations_are_asked_for_and_kept(phone: Phone) -> None:
    be_a_holder(phone)
    page = phone.page
    page.locator(".plan-ask:has([data-choice=designation]) > summary").tap()
    page.locator("[data-add=holding]").tap()
    page.select_option("[data-rows=holding] [name=designation]", "ccidp")
    expect(page.locator("#plan-to-ccidp .plan-said")).to_have_text("You hold it.")
    page.reload()
    expect(page.locator("[data-said=holds]")).to_have_text("CCSUP, 20 points; CCIDP")
    expect(page.locator("#plan-to-ccidp .plan-said")).to_have_text("You hold it.")


def test_without_scripts_a_page_of_a_step_answers_in_general(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": SCREEN})
    page = context.new_page()
    page.goto(f"{address}pathways/ccba/ccsup/")
    expect(page.locator(".plan-own")).to_be_hidden()
    expect(page.locator("#add li").first).to_be_visible()
    expect(page.locator("#add")).to_contain_text("18 months")
    context.close()


NARROW = 340
AGENT = json.dumps(
    {
        "format": 1,
        "on": DAY,
        "qualifications": [{"id": "71490", "state": "completed"}],
        "jobs": [{"role": "Contact Centre Agent", "from": "2025-09-25", "to": "open"}],
        "certificates": {"matric": "yes"},
        "holds": {"designation": "none"},
    }
)
IN_ONE_ROW = "chips => new Set(chips.map(chip => chip.getBoundingClientRect().top)).size === 1"
APART = """texts => texts.map(text => text.getBoundingClientRect())
    .every(({left}, n, all) => !n || left > all[n - 1].right)"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@with_both_fonts
def test_an_answer_in_a_narrow_frame_fits_it(chromium: Browser, address: str, scheme: Any) -> None:
    context = chromium.new_context(
        viewport={"width": NARROW, "height": SCREEN}, color_scheme=scheme, bypass_csp=True
    )
    context.add_init_script(f"localStorage.setItem('career-profile-1', {json.dumps(AGENT)})")
    page = context.new_page()
    page.goto(f"{address}embed/career-planner/")
    expect(page.locator("#plan-lead")).to_contain_text("R800")
    assert page.locator("#plan-chips li").evaluate_all(IN_ONE_ROW)
    for key in ("ccsup", "ccop"):
        page.locator(f"[data-name='way:{key}'] > summary").click()
        expect(page.locator(f"#plan-to-{key} .plan-time").first).to_be_visible()
    assert page.locator("#plan-to-ccsup .plan-axis").first.locator("text").evaluate_all(APART)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert clean(page) == []
    context.close()
