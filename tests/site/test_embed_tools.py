"""The calculator and the planner on other sites: hosts that are old, strict, narrow or keep nothing."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from catalogue.publish.page.links import TOOLS
from tests.site.fonts import in_the_whole_browser, with_both_fonts
from tests.site.others import Host, delivered, until
from tests.site.test_embed import (
    BODY,
    CALCULATOR,
    COUNTS,
    FROZEN,
    LOADER,
    OLD,
    PLANNER,
    PLANS,
    around,
    inside,
)

START = "2025-03-01"
FRAMED = f"<iframe src='SITE/embed/cpd-calculator/ccop/?start={START}' title='CPD' {{}}></iframe>"
HEARD = f"""window.heard = [];
document.addEventListener('{BODY}-result', event => heard.push([event.target.localName, event.detail]));"""


@pytest.fixture
def near(host: Host) -> Host:
    """A host of the same site, at another origin: there Chromium lets a frame store."""
    host.own = host.own.replace("localhost", "127.0.0.1")
    return host


def page_of(*lines: str, style: str = "", head: str = "<!doctype html>") -> str:
    return f"{head}<html><body style='{style}'>{''.join(lines)}</body></html>"


def counted(frame: FrameLocator) -> None:
    """A small log: an article is 1 point, two days of a seminar 2 (ccop-page:99 and :82)."""
    for number, (activity, quantity, total) in enumerate([("article", "", 1), ("seminar", "2", 3)], 1):
        frame.locator("[data-open]").click()
        frame.locator(f"#calc-options [data-id='{activity}']").evaluate("one => one.click()")
        frame.locator("#calc-date").fill(f"2025-06-0{number}")
        if quantity:
            frame.locator("#calc-quantity").fill(quantity)
        frame.locator("#calc-save").click()
        points = f"{total} point{'s' if total > 1 else ''} in the cycle"
        expect(frame.locator("#calc-status")).to_contain_text(points)


def fits(page: Page, place: str) -> None:
    """The frame is as high as what it shows, and shows no scroll bar."""
    frame = page.locator(place).first.locator("iframe")
    body = inside(page, place).locator("body")
    expect(body).to_be_visible()
    height = "box => box.offsetHeight"
    until(page, lambda: frame.evaluate("frame => frame.clientHeight") == body.evaluate(height))
    root = inside(page, place).locator("html")
    expect(root).to_have_css("overflow-y", "hidden")
    assert root.evaluate("root => root.scrollWidth <= root.clientWidth")


def test_the_total_is_right_on_a_page_with_old_styles_and_scripts(host: Host) -> None:
    page = host.open(page_of(CALCULATOR, PLANNER, head=f"<head>{OLD}</head>"))
    frame = inside(page, COUNTS)
    expect(frame.locator("h1")).to_be_visible()
    expect(frame.locator("h1")).not_to_have_css("text-transform", "uppercase")
    counted(frame)
    fits(page, COUNTS)
    expect(inside(page, PLANS).locator("h1")).to_have_text("Check if you qualify")
    assert host.said == []


def test_the_page_around_stays_as_it_was(host: Host) -> None:
    own = "<div id='own'><p>Our own words</p><h2>Ours</h2><table><tr><td>1</td></tr></table></div>"
    below = "<p>And <b>below</b></p>"
    before = host.open(page_of(own, below, head=f"<head>{OLD}</head>"))
    looks = before.locator("#own").screenshot(), around(before)
    after = host.open(page_of(own, CALCULATOR, PLANNER, below, head=f"<head>{OLD}</head>"))
    expect(inside(after, COUNTS).locator("h1")).to_be_visible()
    assert (after.locator("#own").screenshot(), around(after)) == looks
    assert after.evaluate("[localStorage.length, document.cookie]") == [0, ""]


@pytest.mark.parametrize("allowed", ["", " allow-forms allow-popups allow-downloads allow-modals"])
def test_a_sandboxed_frame_judges_on_its_own_thread_and_keeps_nothing(host: Host, allowed: str) -> None:
    page = host.open(page_of(LOADER, FRAMED.format(f"sandbox='allow-scripts{allowed}'")))
    frame = page.frame_locator("iframe")
    counted(frame)
    expect(frame.locator("#calc-trouble")).to_contain_text("does not let the page store anything")
    assert page.workers == []
    assert host.said == []


@in_the_whole_browser
def test_where_frames_may_store_nothing_the_calculator_works_and_says_so(host: Host) -> None:
    page = host.open(page_of(CALCULATOR))  # of another site: Chromium blocks what frames would store there
    frame = inside(page, COUNTS)
    reading = "() => { try { return localStorage.length } catch (error) { return error.name } }"
    assert frame.locator("body").evaluate(reading) == "SecurityError"
    counted(frame)
    expect(frame.locator("#calc-trouble")).to_contain_text("does not let the page store")
    assert host.said == []


@with_both_fonts
@pytest.mark.parametrize("looks", ["width: 280px", "color-scheme: dark; background: black", "direction: rtl"])
def test_narrow_dark_and_right_to_left_hosts(host: Host, looks: str) -> None:
    lines = [line.replace(' theme="light"', "") for line in (CALCULATOR, PLANNER)]
    page = host.open(page_of(*lines, style=f"margin: 0; {looks}"))
    for name in (COUNTS, PLANS):
        body = inside(page, name).locator("body")
        expect(body).to_be_visible()
        fits(page, name)
        assert body.evaluate("body => body.scrollWidth <= document.documentElement.clientWidth")
        assert body.evaluate("body => getComputedStyle(body).direction") == "ltr"
        paper = body.evaluate("body => getComputedStyle(body).backgroundColor")
        assert (paper == "rgb(255, 255, 255)") == ("dark" not in looks)
    assert host.said == []


def test_two_of_one_calculator_among_ten_widgets_stay_in_step(near: Host) -> None:
    designation = (
        f'<{BODY}-designation key="ccop"><a href="SITE/designations/ccop/">CCOP</a></{BODY}-designation>'
    )
    page = near.open(page_of(*[CALCULATOR] * 2, *[PLANNER, designation] * 4), width=1280)
    counted(inside(page, COUNTS))
    second = page.locator(COUNTS).nth(1)
    second.scroll_into_view_if_needed()
    other = second.frame_locator("iframe")
    expect(other.locator("#calc-log li[id]")).to_have_count(2)
    expect(other.locator("#calc-total b")).to_have_text("3 of 105 points")
    for place in (COUNTS, PLANS):
        page.evaluate(f"document.querySelector('{place}').remove()")
    assert near.said == []


@with_both_fonts
def test_height_follows_what_is_added(host: Host) -> None:
    page = host.open(page_of(CALCULATOR))
    fits(page, COUNTS)
    before = page.locator(COUNTS).evaluate("element => element.offsetHeight")
    counted(inside(page, COUNTS))
    fits(page, COUNTS)
    assert page.locator(COUNTS).evaluate("element => element.offsetHeight") > before


def test_the_page_around_learns_states_and_figures_once_it_is_used(near: Host) -> None:
    page = near.open(page_of(CALCULATOR, f"<script>{HEARD}</script>"))
    counted(inside(page, COUNTS))
    page.wait_for_function("heard.some(([, { totals }]) => totals[0]?.credited === 3)")
    name, last = page.evaluate("heard.at(-1)")
    assert name == COUNTS
    assert set(last) == {"schedule", "on", "cycle", "totals", "verdicts"}
    assert (last["schedule"], last["cycle"]["from"]) == ("ccop-2017", START)
    assert all(set(verdict) == {"id", "state"} for verdict in last["verdicts"])
    again = page.context.new_page()
    again.goto(page.url)
    expect(inside(again, COUNTS).locator("#calc-log li[id]")).to_have_count(2)
    assert again.evaluate("heard") == [], "a log that lies there is told to nobody"


def test_the_planner_tells_what_is_open(host: Host) -> None:
    page = host.open(page_of(PLANNER, f"<script>{HEARD}</script>"))
    frame = inside(page, PLANS)
    frame.locator("summary", has_text="Do you hold a designation?").click()
    frame.locator("[name=designation][value=ccsup]").check()
    frame.locator("#plan-chips a").first.click()
    page.wait_for_function("heard.length")
    name, told = page.evaluate("heard.at(-1)")
    assert name == PLANS
    assert [set(one) for one in told["designations"]] == [{"key", "state", "first"}] * 5
    fits(page, PLANS)


@pytest.mark.parametrize(
    "result",
    [
        "'met'",
        "null",
        "{on: null}",
        "{on: '<b>', designations: []}",
        "{on: null, schedule: 1, totals: [], verdicts: []}",
        "{on: null, schedule: 'ccop-2017', cycle: null, totals: [], verdicts: []}",  # from a stranger
    ],
)
def test_a_forged_result_is_ignored(host: Host, result: str) -> None:
    page = host.open(page_of(CALCULATOR, f"<iframe srcdoc='x'></iframe><script>{HEARD}</script>"))
    expect(inside(page, COUNTS).locator("h1")).to_be_visible()
    message = f"{{catalogue: '{BODY}', version: 1, message: 'result', result: {result}}}"
    page.evaluate(f"window.postMessage({message}, '*')")
    page.evaluate(f"frames[0].eval?.(`parent.postMessage({message}, '*')`)")
    delivered(page)
    assert page.evaluate("heard") == []


def test_a_sandboxed_frame_that_was_led_elsewhere_tells_no_result(host: Host) -> None:
    page = host.open(page_of(LOADER, FRAMED.format("sandbox='allow-scripts'"), f"<script>{HEARD}</script>"))
    counted(page.frame_locator("iframe"))
    result = "{on: null, schedule: 'ccop-2017', cycle: null, totals: [], verdicts: []}"
    told = f"{{catalogue: '{BODY}', version: 1, message: 'result', result: {result}}}"
    grown = f"{{catalogue: '{BODY}', version: 1, message: 'height', height: 777}}"
    script = f"<script>for (const one of [{told}, {grown}]) parent.postMessage(one, '*')</script>"
    page.evaluate("page => (frames[0].location = `data:text/html,${encodeURIComponent(page)}`)", script)
    page.wait_for_function("document.querySelector('iframe').style.height === '777px'")
    assert page.evaluate("heard") == []


def weight(host: Host, site: Path, after: int = 0) -> int:
    """What was asked for at our site since, gzip; a second frame asks again for what it shares."""
    files = [
        site / path.lstrip("/").partition("?")[0].partition("#")[0]
        for path in host.asked[after:]
        if path.startswith("/")
    ]
    files = [file / "index.html" if file.is_dir() else file for file in files]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


@pytest.mark.parametrize(
    ("line", "name", "seen", "used"),
    [(CALCULATOR, COUNTS, 22_000, 38_000), (PLANNER, PLANS, 29_000, 16_200)],
)
def test_it_is_light_until_it_is_used(
    host: Host, site: Path, line: str, name: str, seen: int, used: int
) -> None:
    """Bytes until it is seen, and then until it is used; what it says comes with the scripts that say it."""
    page = host.open(page_of("<div style='height: 9000px'></div>", line))
    page.wait_for_load_state("networkidle")
    assert [path for path in host.asked if path.startswith("/")] == ["/embed/v1.js"]
    page.locator(name).scroll_into_view_if_needed()
    fits(page, name)
    assert not any(path.endswith(("main.js", "worker.js", "points.js", "criteria.js")) for path in host.asked)
    assert weight(host, site) <= seen
    before = len(host.asked)
    if name == COUNTS:
        counted(inside(page, name))
    else:
        inside(page, name).locator("summary", has_text="Do you hold a designation?").click()
        inside(page, name).locator("[name=designation][value=ccsup]").check()
        expect(inside(page, name).locator("#plan-chips li")).to_have_count(5)
    assert 5_000 < weight(host, site, before) <= used


@in_the_whole_browser
def test_attributes_are_heeded_and_what_cannot_be_is_told(host: Host) -> None:
    line = CALCULATOR.replace('theme="light"', 'theme="dark" accent="teal" lang="de"')
    page = host.open(page_of(line, style="font-family: Georgia"))
    frame = inside(page, COUNTS)
    expect(frame.locator("body")).not_to_have_css("background-color", "rgb(255, 255, 255)")
    expect(frame.locator(".widget-foot a")).to_have_css("color", "rgb(0, 128, 128)")
    expect(frame.locator("#content")).to_have_css("font-family", "Georgia")
    expect(frame.locator("#calc-award")).to_have_value(START)
    frame.locator("[data-open]").focus()
    expect(frame.locator("#calc-cycle")).to_contain_text("1. März 2025")
    assert host.said == []
    wrong = 'schedule="ccop-1917" theme="pink" accent="nocolour" lang="??" start="2025-02-30"'
    page.evaluate(
        f"document.querySelector('{COUNTS}').outerHTML = '<{COUNTS} designation=\"ccop\" {wrong}></{COUNTS}>'"
    )
    expect(inside(page, COUNTS).locator("#calc-award")).to_have_value("")
    wanted = {f"{COUNTS}: {name} is" for name in ("schedule", "theme", "accent", "lang", "start")}
    # The element tells of some, and the frame of others once its script is there.
    until(page, lambda: wanted <= {" ".join(said.split(" ", 3)[:3]) for said in host.said})


def test_an_attribute_that_changes_shows_anew(host: Host) -> None:
    page = host.open(page_of(CALCULATOR))
    expect(inside(page, COUNTS).locator("h1")).to_contain_text("CCOP")
    page.evaluate(f"document.querySelector('{COUNTS}').setAttribute('designation', 'ccsup')")
    expect(inside(page, COUNTS).locator("h1")).to_contain_text("CCSUP")
    page.evaluate(f"document.querySelector('{COUNTS}').setAttribute('designation', 'nobody')")
    expect(page.get_by_role("link", name="CPD calculator")).to_be_visible()


@pytest.mark.parametrize(
    ("policy", "options"), [("", {"java_script_enabled": False}), ("script-src SITE; frame-src 'none'", {})]
)
def test_without_scripts_or_leave_for_frames_the_plain_link_is_there(
    host: Host, policy: str, options: dict[str, Any]
) -> None:
    page = host.open(page_of(CALCULATOR, PLANNER), policy=policy, **options)
    page.wait_for_load_state("networkidle")
    for name in ("CPD calculator", "Career paths"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


def test_a_link_takes_the_log_to_the_catalogue(host: Host) -> None:
    page = host.open(page_of(CALCULATOR))
    frame = inside(page, COUNTS)
    counted(frame)
    frame.locator("[data-do=share]").click()
    link = frame.locator("#calc-link")
    expect(link).to_have_value(re.compile(f"^{host.site}/calculator/ccop-2017/#log="))
    page.goto(link.input_value())
    page.click("text=Add it to mine")
    expect(page.locator("#calc-status")).to_contain_text("3 points in the cycle")


def test_links_lead_out_of_the_frame(host: Host) -> None:
    page = host.open(page_of(CALCULATOR))
    frame = inside(page, COUNTS)
    counted(frame)
    with page.context.expect_page() as opened:
        frame.locator("#calc-categories a").first.click()
    expect(opened.value).to_have_url(re.compile("/cpd/ccop-2017/#"))
    expect(frame.locator("#calc-log li[id]")).to_have_count(2)


def test_by_keyboard_alone(host: Host) -> None:
    page = host.open(page_of(CALCULATOR))
    frame = inside(page, COUNTS)
    expect(frame.locator("#calc-award")).to_have_value(START)
    frame.locator("[data-open]").focus()
    page.keyboard.press("Enter")
    expect(frame.locator("#calc-what")).to_be_focused()
    page.keyboard.type("article")
    page.keyboard.press("Enter")
    expect(frame.locator("#calc-date")).to_be_focused()
    page.keyboard.type("01062025")
    page.keyboard.press("Enter")
    expect(frame.locator("#calc-status")).to_contain_text("1 point in the cycle")
    expect(frame.locator("[data-open]")).to_be_focused()


@pytest.mark.parametrize("name", [COUNTS, PLANS])
def test_the_first_version_is_kept(host: Host, name: str) -> None:
    file = FROZEN / f"v1-{name.removeprefix(f'{BODY}-')}.html"
    page = host.open(file.read_text("utf-8").replace("BODY", BODY))
    elements = page.locator(name)
    assert elements.count() >= 5
    for number in range(elements.count()):
        element = elements.nth(number)
        element.scroll_into_view_if_needed()
        said = TOOLS["pathways"] if name == PLANS else element.locator("> a").text_content() or "?"
        expect(element.frame_locator("iframe").locator("h1")).to_contain_text(said)
    assert host.said == []


def test_a_press_that_lasts_until_scripts_are_there_still_opens_the_form(host: Host) -> None:
    """The frame must not be laid out anew under a finger: what is let go elsewhere is no click."""
    page = host.open(page_of(CALCULATOR))
    frame = inside(page, COUNTS)
    frame.locator("[data-open]").hover()
    page.mouse.down()
    frame.locator("body").evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    assert not any(path.endswith("/calculator/main.js") for path in host.asked)
    page.mouse.up()
    expect(frame.locator("#calc-options [data-id='article']")).to_be_visible()
    assert any(path.endswith("/calculator/main.js") for path in host.asked)
