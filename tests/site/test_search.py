"""Search, the menu and the choice of colours, as a visitor meets them in a real browser."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from catalogue.publish.kinds.search import build_index
from catalogue.publish.output import to_bytes
from catalogue.read.reader import read_catalogue
from tests.publish.many import enlarged
from tests.publish.sites import inputs_of
from tests.roots import OURS
from tests.site.axe import ALL, AXE, COLOURS, faults

HERE = Path(__file__).resolve().parent
QUESTIONS, NEWCOMERS = (
    yaml.safe_load((HERE / name).read_text("utf-8")) for name in ("questions.yml", "newcomers.yml")
)
BODY = yaml.safe_load((OURS / "designations" / "body.yml").read_text("utf-8"))["abbreviation"]
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FIELD = "dialog[open] input[type=search]"
RESULTS = "dialog[open] .search-hit"

Opened = Callable[..., Page]


class Strict(http.server.SimpleHTTPRequestHandler):
    """Serves the site as strictly as a careful host does."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CSP)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Nothing: requests are not worth a line."""


@pytest.fixture(scope="module")
def strict(site: Path) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Strict, directory=str(site))
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def opened(chromium: Browser, strict: str) -> Iterator[Opened]:
    """Opens a page in a fresh context; at the end nothing may have complained."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_(path: str = "", width: int = 360, **options: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(strict + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.className || document.activeElement.localName"))


def ask(page: Page, query: str) -> list[str]:
    """The addresses that search gives, below the site's root."""
    page.fill(FIELD, query)
    found: list[str] = page.eval_on_selector_all(RESULTS, "links => links.map(link => link.href)")
    return [urlsplit(address)._replace(scheme="", netloc="").geturl().lstrip("/") for address in found]


def wanted(question: dict[str, Any], address: str) -> bool:
    wants = question["want"] if isinstance(question["want"], list) else [question["want"]]
    return any(address == want or ("#" not in want and address.split("#")[0] == want) for want in wants)


RANK = """async queries => {
    const { Finder } = await import(document.querySelector("script").src.replace("site.js", "find.js"));
    const finder = new Finder(await (await fetch("search/entries.json")).json());
    return queries.map(query => finder.find(query).found.slice(0, 3).map(one => one.address));
}"""


@pytest.mark.parametrize(
    ("questions", "least", "first", "near"), [(QUESTIONS, 66, 61, 65), (NEWCOMERS, 40, 36, 39)]
)
def test_visitors_find_what_they_ask_for(
    opened: Opened, questions: list[dict[str, Any]], least: int, first: int, near: int
) -> None:
    asked = [str(question["ask"]).replace("{body}", BODY) for question in questions]
    ranked = opened().evaluate(RANK, asked)
    found = [[wanted(one, at) for at in few] for one, few in zip(questions, ranked, strict=True)]
    missed = [one["ask"] for one, few in zip(questions, found, strict=True) if few[:1] != [True]]
    assert len(questions) >= least
    assert len(questions) - len(missed) >= first, missed
    assert sum(map(any, found)) >= near, missed


def test_every_wanted_page_is_there(site: Path) -> None:
    for question in [*QUESTIONS, *NEWCOMERS]:
        for want in question["want"] if isinstance(question["want"], list) else [question["want"]]:
            page, _, anchor = want.partition("#")
            html = (site / page / "index.html").read_text("utf-8")
            assert not anchor or f' id="{anchor}"' in html, want


def test_misspelt_titles_are_found_among_ten_thousand(opened: Opened) -> None:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    many = enlarged(catalogue)
    added = [
        (key, it.title) for key, it in many.qualifications.items() if key not in catalogue.qualifications
    ]
    asked = [(key, misspelt(title)) for key, title in added[::100]]
    page = opened()
    index = json.loads(b"".join(to_bytes(build_index(inputs_of(many)).make_content())))
    found = page.evaluate(
        """async ([index, queries]) => {
            const site = document.querySelector("script").src;
            const { Finder } = await import(site.replace("site.js", "find.js"));
            const finder = new Finder(index);
            return queries.map(query => finder.find(query).found[0]?.address);
        }""",
        [index, [query for _, query in asked]],
    )
    right = [address == f"qualifications/{key}/" for (key, _), address in zip(asked, found, strict=True)]
    assert len(right) == 100
    assert sum(right) >= 94


def misspelt(title: str) -> str:
    """Two letters of the longest word exchanged."""
    word = max(title.split(), key=len)
    return title.replace(word, word[:2] + word[3] + word[2] + word[4:])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ccop", "designations/ccop/"),
        ("brand ambasador", "designations/ccba/"),
        ("callcentre manager", "designations/ccop/#roles"),
        ("professional operational", "designations/ccop/"),
    ],
)
def test_designations_come_first_however_they_are_written(opened: Opened, query: str, told: str) -> None:
    page = opened()
    page.click(".site-search")
    page.wait_for_selector(FIELD)
    assert ask(page, query)[0] == told


def test_nothing_of_search_is_loaded_before_it_is_opened(opened: Opened) -> None:
    page = opened("about/")
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())"
    assert set(page.evaluate(loaded)) == {"site.css", "site.js"}
    page.click(".site-search")
    page.wait_for_selector(FIELD)
    after = page.evaluate(loaded)
    assert {"search.js", "find.js", "entries.json", "search.css"} <= set(after)
    page.keyboard.press("Escape")
    page.click(".site-search")
    expect(page.locator(FIELD)).to_be_focused()
    assert len(page.evaluate(loaded)) == len(after)


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_keys_alone_open_search_choose_a_result_and_go_there(opened: Opened, strict: str, key: str) -> None:
    page = opened("about/", width=1280)
    page.keyboard.press(key)
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("visa letter")
    expect(page.get_by_role("status")).to_contain_text("results")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator(RESULTS).nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(RESULTS).first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(strict + "visa/")


def test_the_number_of_results_is_told_aloud(opened: Opened) -> None:
    page = opened()
    page.click(".site-search")
    status = page.get_by_role("status")
    page.fill(FIELD, "pgdip")
    expect(status).to_have_text("1 result")
    page.fill(FIELD, "xqzvw")
    expect(status).to_have_text("Nothing found for “xqzvw”.")
    page.fill(FIELD, "contact centre")
    expect(status).to_have_text("More than 20 results; the best 20 are here")
    expect(page.locator(RESULTS)).to_have_count(20)


def test_the_best_comes_with_what_to_do_next_and_the_rest_in_groups(opened: Opened, strict: str) -> None:
    page = opened()
    page.click(".site-search")
    page.fill(FIELD, "ccop requirements")
    best = page.locator(".search-best")
    expect(best.locator(".search-hit")).to_have_attribute("href", strict + "designations/ccop/")
    expect(best).to_contain_text("For managers and supervisors")
    steps = best.locator(".search-steps a")
    assert f"{strict}calculator/ccop-2017/" in [step.get_attribute("href") for step in steps.all()]
    groups = page.locator("dialog[open] section:not(.search-best)")
    assert groups.count() == 3
    for group in groups.all():
        assert group.locator(".search-hit").filter(visible=True).count() <= 3
    sources = groups.last.locator("details")
    expect(sources.locator(".search-hit").first).to_be_hidden()
    sources.locator("summary").click()
    expect(sources.locator(".search-hit").first).to_be_visible()


def test_a_question_on_which_sources_differ_is_answered_at_once(opened: Opened) -> None:
    page = opened()
    page.click(".site-search")
    page.fill(FIELD, "does a CCOP need matric")
    told = page.locator(".search-best .search-says")
    expect(told).to_have_text("Yes, a matric certificate or equivalent. Sources differ.")


def test_where_nothing_is_found_three_ways_lead_on(opened: Opened) -> None:
    page = opened()
    page.click(".site-search")
    page.fill(FIELD, "xqzvw")
    expect(page.locator("dialog[open] .search-results li a")).to_have_count(3)
    asked = page.locator("dialog[open] .search-steps a")
    assert [str(way.get_attribute("href")).split(":")[0] for way in asked.all()] == ["mailto", "tel"]


@pytest.mark.parametrize(("touch", "told"), [(True, 0), (False, 2)])
def test_keys_are_spoken_of_where_there_are_keys(opened: Opened, touch: bool, told: int) -> None:
    page = opened(has_touch=touch, is_mobile=touch)
    page.click(".site-search")
    page.wait_for_selector(FIELD)
    expect(page.locator(".search-keys").filter(visible=True)).to_have_count(told)


def test_escape_gives_the_focus_back(opened: Opened) -> None:
    page = opened()
    page.focus(".site-search")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("ccop")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).not_to_be_visible()
    assert focused(page) == "site-search"


def test_the_single_key_can_be_turned_off_and_stays_off(opened: Opened) -> None:
    page = opened()
    page.click(".site-search")
    page.get_by_label("The / key opens search").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_have_value("")
    expect(page.locator("dialog")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("dialog")).not_to_be_visible()


def test_the_page_of_search_asks_what_its_address_asks(opened: Opened, strict: str) -> None:
    page = opened("search/?q=telemarketing")
    first = page.locator("#search .search-results a").first
    expect(first).to_have_attribute("href", strict + "designations/ccba/#roles")
    page.click(".site-search")
    expect(page.locator("#search input")).to_be_focused()
    expect(page.locator("dialog")).to_have_count(0)


def test_without_scripts_the_link_leads_to_everything_from_a_to_z(opened: Opened, strict: str) -> None:
    page = opened("about/", java_script_enabled=False)
    expect(page.locator(".site-colours")).to_be_hidden()
    page.click(".site-search")
    expect(page).to_have_url(strict + "search/")
    page.wait_for_load_state()
    expect(page.locator("#search")).to_contain_text("everything can be found below")
    letters = [str(link.get_attribute("href")) for link in page.locator(".letters a").all()]
    listed = 0
    for letter in letters:
        page.goto(urljoin(strict + "search/", letter))
        listed += page.locator(".all a").count()
    assert listed > 400
    page.locator(".letters a", has_text="W").click()
    page.locator(".all a", has_text="Workforce planner").click()
    expect(page).to_have_url(strict + "designations/ccidp/#roles")


def test_without_scripts_the_menu_opens_and_closes(opened: Opened) -> None:
    page = opened("about/", java_script_enabled=False)
    expect(page.locator(".site-nav")).to_be_hidden()
    page.click(".site-menu")
    expect(page.locator(".site-nav")).to_be_visible()
    page.click(".site-close a")
    expect(page.locator(".site-nav")).to_be_hidden()


def test_the_menu_takes_the_focus_holds_it_and_gives_it_back(opened: Opened) -> None:
    page = opened("about/")
    button = page.get_by_role("button", name="Menu")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Space")
    expect(button).to_have_attribute("aria-expanded", "true")
    links = page.locator(".site-nav a")
    assert links.count() > 5
    expect(links.first).to_be_focused()
    reached = set()
    for _ in range(links.count() + 3):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.closest('main, footer, .site-name')?.localName ?? ''")
        )
    assert reached == {""}
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator(".site-nav")).not_to_be_visible()
    expect(page.locator("[inert]")).to_have_count(0)


def test_the_menu_closes_by_its_last_link_and_when_the_screen_grows(opened: Opened) -> None:
    page = opened("about/")
    button = page.get_by_role("button", name="Menu")
    button.click()
    page.click(".site-close a")
    expect(button).to_be_focused()
    button.click()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator("[inert]")).to_have_count(0)


BACKGROUND = "getComputedStyle(document.body).backgroundColor"


def test_a_choice_of_colours_holds_on_every_page_and_can_be_taken_back(opened: Opened, strict: str) -> None:
    page = opened(color_scheme="light")
    light = page.evaluate(BACKGROUND)
    page.get_by_label("Colours").select_option("dark")
    dark = page.evaluate(BACKGROUND)
    assert dark != light
    page.goto(strict + "about/")
    assert page.evaluate(BACKGROUND) == dark
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    page.get_by_label("Colours").select_option("")
    assert page.evaluate(BACKGROUND) == light
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(BACKGROUND) == dark
    page.get_by_label("Colours").select_option("light")
    assert page.evaluate(BACKGROUND) == light


def test_what_search_is_painted_with_is_defined(site: Path) -> None:
    """Its styles come by themselves, and the page's are purged to what the pages use."""
    [own] = site.glob("assets/*/search.css")
    [page] = site.glob("assets/*/site.css")
    used = {part.split(")")[0] for part in own.read_text("utf-8").split("var(")[1:]}
    assert len(used) > 3
    assert {name for name in used if f"{name}:" not in page.read_text("utf-8")} == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_in_open_search_and_menu(
    chromium: Browser, address: str, width: int, scheme: str
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    found = []
    for state, shown in (("menu", ".site-nav"), ("search", RESULTS), ("page", "#search .search-results a")):
        page.goto(address + ("search/?q=conference" if state == "page" else "designations/ccop/"))
        if state == "menu" and width < 960:
            page.click(".site-menu")
        elif state == "search":
            page.click(".site-search")
            page.fill(FIELD, "conference")
        page.locator(shown).first.wait_for()
        page.evaluate(AXE)
        found += [f"{state}: {fault}" for fault in faults(page, ALL if scheme == "light" else COLOURS)]
    context.close()
    assert found == []
