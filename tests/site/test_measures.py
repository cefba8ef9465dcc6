"""What a visit costs, and that it stands a strict policy, a narrow screen, zoom, and readers' own colours."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html
from playwright.sync_api import Browser, Page, expect

from tests.site.fonts import with_both_fonts
from tests.site.host import Host, serving

READ = {
    "home": "",
    "designation": "designations/ccop/",
    "qualification": "qualifications/99687/",
    "schedule": "cpd/ccop-2017/",
    "comparison": "pathways/ccsup/ccop/",
}
KINDS = [
    *READ.values(),
    "designations/",
    "compare/",
    "cpd/",
    "qualifications/",
    "conflicts/",
    "sources/",
    "sources/ccop-page/",
    "joining/",
    "search/",
    "404.html",
]
VISIT, REQUESTS, STYLES, SCRIPTS = 20_050, 5, 8_000, 2_000


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[Host]:
    with serving(site) as found:
        yield found


def opened(chromium: Browser, width: int = 360, height: int = 800, **options: Any) -> Page:
    return chromium.new_context(viewport={"width": width, "height": height}, **options).new_page()


# What a visit costs


@pytest.mark.parametrize("kind", READ)
def test_a_first_visit_is_light(chromium: Browser, host: Host, kind: str) -> None:
    page = opened(chromium)
    host.sent.clear()
    page.goto(host.address + READ[kind], wait_until="networkidle")
    page.context.close()
    sent = dict(host.sent)
    assert len(sent) == len(host.sent), "something was asked for twice"
    assert len(sent) <= REQUESTS, sent
    assert sum(sent.values()) <= VISIT, sent
    assert sum(size for path, size in sent.items() if path.endswith(".css")) <= STYLES
    assert sum(size for path, size in sent.items() if path.endswith(".js")) <= SCRIPTS


# A strict policy

LISTEN = """
window.broken = [];
addEventListener("securitypolicyviolation", event => broken.push(event.violatedDirective));
"""


def complaints(chromium: Browser, host: Host, paths: list[str]) -> list[str]:
    page = opened(chromium)
    page.add_init_script(LISTEN)
    found: list[str] = []
    page.on("console", lambda message: found.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: found.append(f"{page.url}: {error}"))
    for path in paths:
        page.goto(host.address + path)
        found += [f"{path}: {broken}" for broken in page.evaluate("window.broken")]
    page.context.close()
    return found


def test_a_strict_policy_breaks_nothing(chromium: Browser, host: Host) -> None:
    """On a page of each kind; on all of them by a host's own policy, in test_hosting."""
    assert complaints(chromium, host, KINDS) == []


@pytest.mark.parametrize("bad", ["<script>window.ran = 1</script>", "<p style='color:red'>red</p>"])
def test_what_breaks_the_policy_is_noticed(chromium: Browser, tmp_path: Path, bad: str) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><title>x</title>{bad}", "utf-8")
    with serving(tmp_path) as careless:
        assert complaints(chromium, careless, [""])


# Narrow screens and zoom


STOPS = """
() => {
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stops = [...document.querySelectorAll(kinds)].filter(stop =>
    stop.checkVisibility({visibilityProperty: true}) && !stop.closest("[inert]") && !stop.disabled);
  const outside = [];
  for (const stop of stops) {
    stop.focus();
    const at = [...stop.getClientRects()];
    const seen = at.some(box => {  // the middle of what is on the screen, if no bar lies over it
      const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      if (left >= right || top >= bottom) return false;
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return hit && (stop.contains(hit) || hit.contains(stop));
    });
    if (document.activeElement !== stop || !seen) outside.push(stop.outerHTML.slice(0, 120));
  }
  return [stops.length, outside];
}
"""


@with_both_fonts
def test_no_tab_stop_is_off_screen_or_under_a_bar(chromium: Browser, fonts: str, host: Host) -> None:
    page = opened(chromium)
    outside = []
    for path in [*KINDS, "calculator/ccop-2017/", "pathways/", "embed/"]:
        page.goto(host.address + path)
        stops, found = page.evaluate(STOPS)
        assert stops > 5, path
        outside += [f"{path}: {stop}" for stop in found]
    page.context.close()
    assert outside == []


@with_both_fonts
@pytest.mark.parametrize("path", READ.values())
def test_tab_walks_over_the_screen(chromium: Browser, host: Host, path: str) -> None:
    page = opened(chromium)
    page.goto(host.address + path)
    for _ in range(25):
        page.keyboard.press("Tab")
        box = page.evaluate(
            "(() => { const box = document.activeElement.getClientRects()[0];"
            " return [box.left, box.right, box.top, box.bottom]; })()"
        )
        left, right, top, bottom = box
        assert right > 0, page.evaluate("document.activeElement.outerHTML")
        assert left < 360
        assert bottom > 0
        assert top < 800
    page.context.close()


SIDEWAYS = """
() => {
  const wide = document.documentElement;
  const found = wide.scrollWidth > wide.clientWidth ? ["the page"] : [];
  for (const box of document.querySelectorAll("body *")) {
    const style = getComputedStyle(box);
    const scrolls = /auto|scroll/.test(style.overflowX) && box.scrollWidth > box.clientWidth + 1;
    const region = box.getAttribute("role") === "region" && box.tabIndex === 0 && box.querySelector("table");
    if (scrolls && !region) found.push(box.outerHTML.slice(0, 120));
    const stuck = /fixed|sticky/.test(style.position) && box.checkVisibility();
    const high = box.getBoundingClientRect().height > innerHeight / 3;
    if (stuck && high) found.push("over the text: " + box.className);
  }
  return found;
}
"""


def test_four_hundred_percent_zoom_scrolls_one_way(chromium: Browser, host: Host) -> None:
    """Of each kind one page; all with the broader fonts, with which most goes wrong, in test_hosting."""
    page = opened(chromium, 320, 256)
    found = []
    for path in KINDS:
        page.goto(host.address + path)
        found += [f"{path}: {box}" for box in page.evaluate(SIDEWAYS)]
    page.context.close()
    assert found == []


# Readers' own colours

PALE = """
() => {
  const rgba = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const part = value => (value /= 255) <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  const paper = box => {
    for (; box; box = box.parentElement) {
      const colour = rgba(getComputedStyle(box).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const box = walk.currentNode.parentElement;
    const shown = walk.currentNode.textContent.trim() && box.checkVisibility();
    if (!shown || box.closest("script, title, desc, option")) continue;
    const style = getComputedStyle(box);
    const ink = light(rgba(box.closest("svg") ? style.fill : style.color));
    // the text of a picture stands on a shape of it
    const shape = box.closest("svg") && box.parentElement.querySelector(":scope > rect");
    const under = shape ? rgba(getComputedStyle(shape).fill) : paper(box);
    const [more, less] = [ink, light(under)].sort((a, b) => b - a);
    if ((more + .05) / (less + .05) < 4.5) found.push(box.outerHTML.slice(0, 120));
  }
  for (const stop of document.querySelectorAll("a[href], button, select, summary, input")) {
    if (!stop.checkVisibility({visibilityProperty: true}) || stop.closest("[inert]")) continue;
    stop.focus({focusVisible: true, preventScroll: true});
    const style = getComputedStyle(stop);
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth);
    if (!drawn) found.push("no focus: " + stop.outerHTML.slice(0, 90));
  }
  return found;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_text_and_focus(chromium: Browser, host: Host, scheme: Any) -> None:
    page = opened(chromium, forced_colors="active", color_scheme=scheme)
    found = []
    for path in KINDS:
        page.goto(host.address + path)
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        found += [f"{path}: {lost}" for lost in page.evaluate(PALE)]
    page.context.close()
    assert found == []


# Without scripts


def test_without_scripts_every_page_reads(site: Path, pages: list[str]) -> None:
    empty = []
    for path in pages:
        (main,) = html.fromstring((site / path).read_bytes()).xpath("//main")
        for hidden in main.xpath(".//*[@hidden or self::script or self::dialog or self::template]"):
            hidden.drop_tree()
        if not main.xpath(".//h1") or len(main.text_content().split()) < 20:
            empty.append(path)
    assert empty == []


@pytest.mark.parametrize("path", KINDS)
def test_without_scripts_menu_and_dark_preference_work(chromium: Browser, host: Host, path: str) -> None:
    page = opened(chromium, java_script_enabled=False, color_scheme="dark")
    page.goto(host.address + path)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert max(paper[:3]) < 80
    nav = page.locator("#nav")
    expect(nav).to_be_hidden()
    page.locator(".site-menu").click()
    expect(nav).to_be_visible()
    page.locator("#nav a[href$='qualifications/'], #nav a[href$='./'][aria-current]").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.context.close()


# As a new user would

QUESTIONS = {
    "what the operational professional asks": ("designations/ccop/", "18 months or more as team leader"),
    "the credits of module 5": ("qualifications/99687/", "Supplier management"),
    "what a two-day workshop earns": ("cpd/ccsup-2017/", "Take part in a workshop or training"),
    "what changes on the way up": ("pathways/ccsup/ccop/", "35 points a year instead of 25"),
    "where sources disagree on reading": (
        "conflicts/",
        "We follow: 30 points.",
    ),
}
NEWCOMER = {
    "what is it": ("", "letters behind your name"),
    "do I qualify": ("pathways/", "from when you could apply"),
    "what does it cost": ("joining/", "800 rand, excluding VAT, for 12 months"),
    "how many points": ("designations/ccop/", "105 points in 3 years, 35 in each year."),
    "what if I fall short": (
        "designations/ccop/",
        "If you earn too few points",
    ),
    "what next": ("designations/ccop/", "A CCOP can go on to"),
}
TAPS = {**dict.fromkeys(QUESTIONS, 3), **dict.fromkeys(NEWCOMER, 2)}
"""At most so many taps from home answer each."""


def taps(site: Path, target: str) -> list[str]:
    """The shortest way from home by the links of the pages, the menu left closed and all folded."""
    ways: dict[str, list[str]] = {"": []}
    todo = deque([""])
    while todo and target not in ways:
        here = todo.popleft()
        page = html.fromstring((site / f"{urldefrag(here)[0]}index.html").read_bytes())
        for link in page.xpath("(//main|//footer)//a[not(ancestor::details)]/@href"):
            there = urljoin(f"http://site/{urldefrag(here)[0]}", str(link)).removeprefix("http://site/")
            if "://" in there or there.startswith("mailto:") or there in ways or ".html" in there:
                continue
            if not urldefrag(there)[0] or urldefrag(there)[0].endswith("/"):
                ways[there] = [*ways[here], str(link)]
                todo.append(there)
    return ways[target]


@pytest.mark.parametrize("question", TAPS)
def test_few_taps_answer(chromium: Browser, host: Host, site: Path, question: str) -> None:
    target, answer = (QUESTIONS | NEWCOMER)[question]
    way = taps(site, target)
    assert len(way) <= TAPS[question], way
    page = opened(chromium)
    page.goto(host.address)
    for link in way:
        there = urljoin(page.url, link)
        page.locator(f"main a[href={link!r}], footer a[href={link!r}]").first.click()
        expect(page).to_have_url(there)
    assert page.url == host.address + target
    told = page.locator(f"#{urldefrag(target)[1]}" if "#" in target else "main")
    expect(told).to_contain_text(answer)
    page.context.close()
