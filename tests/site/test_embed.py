"""Widgets on other sites' pages: two origins, real headers, hosts that are old, strict or narrow."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import re
import subprocess
import threading
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, FrameLocator, Page, expect

from build import build_checked
from tests.roots import OURS
from tests.setup_tools import HERE, NODE
from tests.site.conftest import Quiet
from tests.site.fonts import with_both_fonts
from tests.site.others import Host, delivered, until

BODY = next(
    line.removeprefix("body: ")
    for line in (OURS / "designations" / "body.yml").read_text("utf-8").splitlines()
    if line.startswith("body: ")
)
WIDGET = f"{BODY}-designation"
FROZEN = Path(__file__).parent / "frozen"
LINE = (
    '<script src="SITE/embed/v1.js" async></script>'
    f'<{WIDGET} key="ccop"><a href="SITE/designations/ccop/">What the CCOP asks</a></{WIDGET}>'
)
COUNTS, PLANS = f"{BODY}-cpd-calculator", f"{BODY}-career-planner"
LOADER = '<script src="SITE/embed/v1.js" async></script>'
CALCULATOR = f"""{LOADER}<{COUNTS} designation="ccop" theme="light" start="2025-03-01">
<a href="SITE/calculator/ccop-2017/">CPD calculator</a></{COUNTS}>"""
PLANNER = f'{LOADER}<{PLANS} theme="light"><a href="SITE/pathways/">Career paths</a></{PLANS}>'
HEADING = "Contact Centre Operational Professional (CCOP)"
OLD = """
<style>
* { line-height: 4; letter-spacing: 3px; text-transform: uppercase; box-sizing: content-box }
div { float: left; width: 40%; border: 3px dotted red } table { background: yellow; font-size: 40px }
h2, h3 { color: magenta } ul, ol, li { margin: 40px; color: lime } a { color: orange; font-size: 40px }
button, input { transform: rotate(5deg); width: 90% } body { text-align: right; font-family: Georgia }
</style>
<script>
Array.prototype.each = function () {}; Array.prototype.map = function () { throw Error("patched") };
Function.prototype.bind = function () { return this }; Object.prototype.extend = function () {};
</script>
"""


READ = """
import("@extractus/oembed-extractor")
  .then(({ extract }) => extract(process.argv[1]))
  .then(found => console.log(JSON.stringify(found)));
"""


def inside(page: Page, place: str) -> FrameLocator:
    """What the frame of an element shows."""
    return page.locator(place).first.frame_locator("iframe")


def shown(page: Page, place: str = WIDGET) -> None:
    heading = page.locator(place).first.locator("h2").first
    expect(heading).to_have_text(HEADING)


def test_the_widget_looks_the_same_on_a_page_with_old_styles_and_scripts(host: Host) -> None:
    text = "<p>Our own words, <a href='#'>our link</a></p><h2>Ours</h2><ul><li>a list</li></ul>"
    page = host.open(f"<html><head>{OLD}</head><body>{text}{LINE}{text}</body></html>")  # no doctype: quirks
    shown(page)
    told = (
        "part => { const { fontSize, color, letterSpacing, textTransform, float } = getComputedStyle(part);"
    )
    told += "return [fontSize, color, letterSpacing, textTransform, float] }"
    parts = f"{WIDGET} >> :is(h2, h3, li, a, div, p)"
    here = page.eval_on_selector_all(parts, f"parts => Array.from(parts, {told})")
    plain = host.open(f"<!doctype html><html><body>{LINE}</body></html>")
    shown(plain)
    assert here == plain.eval_on_selector_all(parts, f"parts => Array.from(parts, {told})")
    assert len(here) > 20
    assert host.said == []


def around(page: Page) -> bytes:
    """A picture of the whole page of somebody else, once our elements are taken out again."""
    page.evaluate(f"document.querySelectorAll('{WIDGET}, {COUNTS}, {PLANS}').forEach(one => one.remove())")
    return page.screenshot(full_page=True)


def test_the_page_around_stays_as_it_was(host: Host) -> None:
    text = "<div id='own'><p>Our own words</p><h2>Ours</h2><table><tr><td>1</td></tr></table></div>"
    whole = f"<!doctype html><html><head>{OLD}</head><body>{text}LINE<p>And <b>below</b></p></body></html>"
    names = "() => Object.getOwnPropertyNames(window).filter(name => !/^(\\d+|__pw.*)$/.test(name))"
    before = host.open(whole.replace("LINE", ""))
    looks, known = (before.locator("#own").screenshot(), around(before)), before.evaluate(names)
    after = host.open(whole.replace("LINE", LINE))
    shown(after)
    assert after.evaluate(names) == known
    assert (after.locator("#own").screenshot(), around(after)) == looks
    assert after.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_a_strict_policy_needs_only_what_our_page_says(host: Host, site: Path) -> None:
    told = html.fromstring((site / "embed" / "index.html").read_text("utf-8"))
    said = [str(row) for row in told.xpath("//*[@id='policy']//td/code/text()")]
    needed = [f"default-src 'none'; {one}".replace("https://this-site.example/", "SITE") for one in said]
    of_frames, of_designations, of_any_frame = needed
    page = host.open(f"<!doctype html><html><body>{LINE}</body></html>", policy=of_designations)
    shown(page)
    frame = "<iframe src='SITE/embed/designation/ccop/' title='CCOP'></iframe>"
    framed = host.open(f"<!doctype html><html><body>{frame}</body></html>", policy=of_any_frame)
    expect(framed.frame_locator("iframe").locator("h1")).to_have_text(HEADING)
    both = host.open(f"<!doctype html><html><body>{CALCULATOR}{PLANNER}</body></html>", policy=of_frames)
    for name in (COUNTS, PLANS):
        expect(inside(both, name).locator("h1")).to_be_visible()
    assert host.said == []


@with_both_fonts
@pytest.mark.parametrize("looks", ["width: 280px", "color-scheme: dark; background: black", "direction: rtl"])
def test_narrow_dark_and_right_to_left_hosts(host: Host, looks: str) -> None:
    page = host.open(f"<!doctype html><html><body style='margin: 0; {looks}'>{LINE}</body></html>")
    shown(page)
    widget = page.locator(f"{WIDGET} .widget")
    assert widget.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert widget.evaluate("box => getComputedStyle(box).direction") == "ltr"
    paper = widget.evaluate("box => getComputedStyle(box).backgroundColor")
    assert (paper == "rgb(255, 255, 255)") == ("dark" not in looks)
    assert host.said == []


def test_a_host_can_change_size_font_accent_and_parts(host: Host) -> None:
    style = f"{WIDGET} {{ --catalogue-size: 20px; --catalogue-font: Georgia; --catalogue-accent: teal }}"
    style += f"{WIDGET}::part(heading) {{ font-style: italic }}"
    page = host.open(f"<!doctype html><html><head><style>{style}</style></head><body>{LINE}</body></html>")
    shown(page)
    widget = page.locator(f"{WIDGET} .widget")
    expect(widget).to_have_css("font-size", "20px")
    expect(widget).to_have_css("font-family", "Georgia")
    expect(widget.locator("h2").first).to_have_css("font-style", "italic")
    expect(widget.locator("p a:not(.mark)").first).to_have_css("color", "rgb(0, 128, 128)")
    page.locator(WIDGET).evaluate("element => { element.hidden = true }")
    expect(widget).to_be_hidden()


def test_ten_widgets_ask_once_and_come_and_go(host: Host) -> None:
    page = host.open(f"<!doctype html><html><body>{LINE * 10}</body></html>", width=1280)
    for number in range(10):
        widget = page.locator(WIDGET).nth(number)
        widget.scroll_into_view_if_needed()
        expect(widget.locator("h2").first).to_have_text(HEADING)
    assert host.asked.count("/embed/designation/ccop/") == 1
    page.evaluate(f"document.querySelectorAll('{WIDGET}').forEach(widget => widget.remove())")
    made = f"document.body.appendChild(document.createElement('{WIDGET}'))"
    page.evaluate(f"{made}.setAttribute('key', 'ccop')")
    shown(page)
    page.evaluate(f"document.querySelector('{WIDGET}').setAttribute('key', 'ccsup')")
    expect(page.locator(f"{WIDGET} h2").first).to_contain_text("CCSUP")
    assert host.said == []


def test_without_scripts_the_plain_link_is_there(host: Host) -> None:
    page = host.open(f"<!doctype html><html><body>{LINE}</body></html>", java_script_enabled=False)
    expect(page.get_by_role("link", name="What the CCOP asks")).to_be_visible()


def test_what_is_not_known_leaves_the_link_and_a_note_in_the_console(host: Host) -> None:
    line = LINE.replace('key="ccop"', 'key="cop" theme="pink" accent="nocolour"')
    page = host.open(f"<!doctype html><html><body>{line}</body></html>")
    until(page, lambda: any("key is one of" in said for said in host.said))
    expect(page.get_by_role("link", name="What the CCOP asks")).to_be_visible()
    page.evaluate(f"document.querySelector('{WIDGET}').setAttribute('key', 'ccop')")
    shown(page)
    notes = [said for said in host.said if said.startswith(f"{WIDGET}: ")]
    assert any("and not cop" in note for note in notes)
    assert any("theme is light, dark or auto, not pink" in note for note in notes)
    assert any("accent is a colour of CSS, not nocolour" in note for note in notes)


WRONG = [
    ("designation", "designation='nope'", "designation is one of"),
    ("designation", "key='..'", "key is one of"),
    ("designation", "", "it needs a designation, one of"),
    ("cpd-calculator", "designation='nope'", "designation is one of"),
    ("cpd-calculator", "schedule='1999'", "schedule is one of"),
    ("cpd-calculator", "key='%2e%2e'", "key is one of"),
    ("cpd-calculator", "", "it needs a designation, one of"),
]


@pytest.mark.parametrize(("kind", "attributes", "told"), WRONG)
def test_whatever_is_wrong_leaves_the_plain_link(host: Host, kind: str, attributes: str, told: str) -> None:
    name = f"{BODY}-{kind}"
    page = host.open(
        f"<!doctype html><body>{LOADER}<{name} {attributes}><a href='SITE/'>The link</a></{name}></body>"
    )
    until(page, lambda: any(f"{name}: {told}" in said for said in host.said))
    expect(page.get_by_role("link", name="The link")).to_be_visible()
    assert page.locator(name).evaluate("element => element.getBoundingClientRect().height") > 0


RIGHT = [
    ("designation", "designation='ccsup'"),
    ("designation", "designation=' CCSUP '"),
    ("designation", "key='CCSUP'"),
    ("cpd-calculator", "designation=' CCSUP '"),
    ("cpd-calculator", "key='ccsup'"),
    ("career-planner", "designation=' CCSUP ' theme=' DARK '"),
    ("career-planner", "to='CCSUP' theme='Dark'"),
]


@pytest.mark.parametrize(("kind", "attributes"), RIGHT)
def test_one_vocabulary_in_any_case(host: Host, kind: str, attributes: str) -> None:
    name = f"{BODY}-{kind}"
    page = host.open(f"<!doctype html><body>{LOADER}<{name} {attributes}>The link</{name}></body>")
    if kind == "designation":
        expect(page.locator(f"{name} h2").first).to_contain_text("(CCSUP)")
        expect(page.locator(f"{name} .widget")).to_have_attribute("lang", re.compile("^en"))
    else:
        expect(inside(page, name).locator("h1")).to_be_visible()
    if kind == "career-planner":
        expect(inside(page, name).locator("html")).to_have_attribute("data-to", "ccsup")
    assert host.said == []


@pytest.mark.parametrize(
    "loader",
    [
        "<script type=module src=SITE/embed/v1.js></script>",
        "<script type=module>import 'SITE/embed/v1.js'</script>",
    ],
)
def test_the_loader_may_be_a_module(host: Host, loader: str) -> None:
    shown(host.open(f"<!doctype html><body>{loader}{LINE.partition('</script>')[2]}</body>"))
    assert host.said == []


def test_a_frame_with_less_room_than_it_needs_scrolls(host: Host) -> None:
    page = host.open(
        f"<!doctype html><style>iframe {{ max-height: 400px }}</style>{HOLDER.format(FRAME.format('', ''))}"
    )
    frame = page.locator("iframe")
    page.wait_for_function("parseInt(document.querySelector('iframe').style.height) > 600")
    root = page.frame_locator("iframe").locator("html")
    expect(root).not_to_have_css("overflow-y", "hidden")
    frame.evaluate("frame => { frame.style.maxHeight = 'none' }")
    expect(root).to_have_css("overflow-y", "hidden")
    assert host.said == []


def test_two_loaders_tell_one_result(host: Host) -> None:
    page = host.open(
        f"<!doctype html><body>{LOADER}{CALCULATOR}<script>var told = 0;"
        f"addEventListener('{BODY}-result', () => told++)</script></body>"
    )
    frame = page.locator(COUNTS).frame_locator("iframe")
    expect(frame.locator("h1")).to_be_visible()
    page.evaluate(
        f"""name => {{
            const frame = document.querySelector(name).shadowRoot.querySelector("iframe");
            const result = {{ on: null, schedule: "x", totals: [], verdicts: [] }};
            const data = {{ catalogue: "{BODY}", version: 1, message: "result", result }};
            const {{ origin }} = new URL(frame.src), source = frame.contentWindow;
            dispatchEvent(new MessageEvent("message", {{ origin, source, data }}));
        }}""",
        COUNTS,
    )
    assert page.evaluate("told") == 1


def test_what_cannot_be_loaded_is_said_and_can_be_tried_again(host: Host) -> None:
    page = host.open("<!doctype html><body></body>")
    main = "**/calculator/main.js"
    page.route(main, lambda route: route.abort())
    page.goto(f"{host.site}/embed/cpd-calculator/ccop-2017/")
    page.locator("input:visible, select:visible").first.focus()
    note = page.get_by_role("alert").filter(has_text="could not be loaded")
    expect(note).to_be_visible()
    page.unroute(main)
    note.get_by_role("button", name="Load it again").click()
    expect(note).to_have_count(0)


def test_nothing_is_loaded_for_an_element_off_screen(host: Host, site: Path) -> None:
    page = host.open(f"<!doctype html><html><body><div style='height: 9000px'></div>{LINE}</body></html>")
    page.wait_for_load_state("networkidle")
    assert [path for path in host.asked if path.startswith("/")] == ["/embed/v1.js"]
    page.locator(WIDGET).scroll_into_view_if_needed()
    shown(page)
    files = [site / path.lstrip("/") for path in host.asked if path.startswith("/")]
    files = [file / "index.html" if file.is_dir() else file for file in files]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 6)) for file in files}
    assert sizes["v1.js"] <= 2_000
    assert sum(sizes.values()) <= 25_000, sizes


FRAME = (
    "<iframe src='SITE/embed/designation/ccop/{}' title='CCOP' {} style='width: 100%; border: 0'></iframe>"
)
HOLDER = "<!doctype html><html><body><script src='SITE/embed/v1.js'></script>{}</body></html>"


@with_both_fonts
@pytest.mark.parametrize("attributes", ["", "sandbox='allow-scripts'"])
def test_a_frame_is_as_high_as_what_it_shows(host: Host, attributes: str) -> None:
    page = host.open(HOLDER.format(FRAME.format("", attributes)))
    inside = page.frame_locator("iframe").locator("html")
    size = "box => [box.clientWidth, box.clientHeight]"
    needs = "root => [root.clientWidth, root.scrollHeight]"
    expect(page.frame_locator("iframe").locator("h1")).to_have_text(HEADING)
    page.wait_for_function("document.querySelector('iframe').clientHeight > 600")
    for width in (800, 320):
        page.set_viewport_size({"width": width, "height": 700})
        until(page, lambda: page.locator("iframe").evaluate(size) == inside.evaluate(size))
        until(page, lambda: inside.evaluate(size) == inside.evaluate(needs))
        expect(inside).to_have_css("overflow-y", "hidden")
    assert host.said == []


def test_a_frame_tells_its_height_to_what_does_not_know_us(host: Host) -> None:
    listening = """<script>var heard = [];
        addEventListener("message", ({ data, source }) => {
            heard.push(data);
            if (heard.length === 1) source.postMessage("[iFrameSizer]one:8:false:false", "*");
        })</script>"""
    page = host.open(f"<!doctype html>{listening}{FRAME.format('', '')}")
    page.wait_for_function("heard.some(each => String(each).startsWith('[iFrameSizer]one:'))")
    heard = page.evaluate("heard")
    height = page.frame_locator("iframe").locator("body").evaluate("body => body.offsetHeight")
    told = next(json.loads(each) for each in heard if isinstance(each, str) and each.startswith("{"))
    assert (told["context"], told["height"] > 500) == ("iframe.resize", True)
    assert any(isinstance(each, dict) and each.get("sentinel") == "amp" for each in heard)
    assert f"[iFrameSizer]one:{height}:" in next(e for e in reversed(heard) if str(e).startswith("[iFrame"))
    assert host.said == []


def test_a_frame_without_the_loader_keeps_its_height_and_scrolls(host: Host) -> None:
    page = host.open(f"<!doctype html><html><body>{FRAME.format('', 'height=300')}</body></html>")
    expect(page.frame_locator("iframe").locator("h1")).to_have_text(HEADING)
    assert page.locator("iframe").evaluate("frame => frame.clientHeight") == 300
    root = page.frame_locator("iframe").locator("html")
    assert root.evaluate("root => root.scrollHeight > root.clientHeight")
    assert root.evaluate("root => getComputedStyle(root).overflowY") != "hidden"


@pytest.mark.parametrize(
    "message",
    [
        "'tall'",
        "null",
        "{catalogue: 'BODY', version: 2, message: 'height', height: 9999}",
        "{catalogue: 'BODY', version: 1, message: 'height', height: 'calc(1px)'}",
        "{catalogue: 'BODY', version: 1, message: 'height', height: -1}",
        "{catalogue: 'BODY', version: 1, message: 'height', height: 1e9}",
        "{catalogue: 'other', version: 1, message: 'height', height: 9999}",
        "{catalogue: 'BODY', version: 1, message: 'height', height: 9999}",  # right, but from a stranger
    ],
)
def test_forged_messages_are_ignored(host: Host, message: str) -> None:
    message = message.replace("BODY", BODY)
    page = host.open(HOLDER.format(FRAME.format("", "")) + "<iframe id='stranger' srcdoc='x'></iframe>")
    page.wait_for_function("document.querySelector('iframe').clientHeight > 600")
    before = page.locator("iframe").first.evaluate("frame => frame.clientHeight")
    page.evaluate(f"window.postMessage({message}, '*')")
    page.evaluate(f"frames[1].eval(`parent.postMessage({message}, '*')`)")
    delivered(page)
    heights = page.eval_on_selector_all("iframe", "frames => frames.map(frame => frame.clientHeight)")
    assert heights == [before, 150]
    assert host.said == []


def test_the_first_version_is_kept(host: Host) -> None:
    page = host.open((FROZEN / "v1-designation.html").read_text("utf-8").replace("BODY", BODY))
    elements = page.locator(WIDGET)
    assert elements.count() >= 12
    for number in range(elements.count()):
        element = elements.nth(number)
        element.scroll_into_view_if_needed()
        abbreviation = element.locator("a", has_text=re.compile("^CC")).first.text_content() or "?"
        expect(element.locator("h2").first).to_contain_text(f"({abbreviation})")
    papers = page.eval_on_selector_all(
        ".widget", "boxes => boxes.map(box => getComputedStyle(box).backgroundColor)"
    )
    assert [paper != "rgb(255, 255, 255)" for paper in papers].index(True) == 7, "only the dark one is dark"
    accents = page.eval_on_selector_all(
        ".widget", "b => b.map(x => getComputedStyle(x.querySelector('p a:not(.mark)')).color)"
    )
    assert accents[10] == "rgb(0, 128, 128)"
    assert accents[11] == "rgb(11, 79, 108)"
    assert host.said == []


def test_the_page_that_makes_the_line_follows_what_is_chosen(
    host: Host, chromium: Browser, by_nginx: str
) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(f"{by_nginx}embed/")
        page.get_by_label("What to show").select_option("designation/ccsup")
        page.get_by_label("Colours").first.select_option("dark")
        page.get_by_label("Colour of links and lines").fill("teal")
        line = page.locator("#embed-element").text_content() or ""
        frame = page.locator("#embed-frame").text_content() or ""
        page.locator(f"#embed-preview {WIDGET}").scroll_into_view_if_needed()  # else it is not loaded
        expect(page.locator("#embed-preview h2").first).to_contain_text("CCSUP")
        page.get_by_label("Colour of links and lines").fill("tealish")
        expect(page.locator("#embed-wrong")).to_contain_text("no colour")
    assert complaints == []
    pasted = host.open(f"<!doctype html><html><body>{line}{frame}</body></html>")
    expect(pasted.locator(f"{WIDGET} h2").first).to_contain_text("CCSUP")
    expect(pasted.frame_locator("iframe").locator("h1")).to_contain_text("CCSUP")
    for box in (
        pasted.locator(f"{WIDGET} .widget"),
        pasted.frame_locator("iframe").locator(".widget"),
    ):
        expect(box).not_to_have_css("background-color", "rgb(255, 255, 255)")
        expect(box.locator("p a:not(.mark)").first).to_have_css("color", "rgb(0, 128, 128)")


def test_an_editor_that_knows_oembed_needs_only_the_address_of_a_page(host: Host, tmp_path: Path) -> None:
    served = functools.partial(Quiet, directory=str(tmp_path / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), served) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        assert build_checked(OURS, tmp_path / "site", site_url=address)[0] == []
        command = [str(NODE), "--eval", READ, f"{address}designations/ccop/"]
        said = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
        found = json.loads(said.stdout)
        assert (found["type"], found["version"], found["title"]) == ("rich", "1.0", HEADING)
        assert (found["width"], 'width="100%"' in found["html"]) == (320, True)
        page = host.open(f"<!doctype html><html><body>{found['html']}</body></html>")
        expect(page.frame_locator("iframe").locator("h1")).to_have_text(HEADING)
        server.shutdown()
