"""Widgets in pages that a library makes, and in pages that shut out much."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Page, expect

from tests.setup_tools import HERE
from tests.site.axe import AXE, COLOURED, faults
from tests.site.others import Host, delivered, until
from tests.site.test_embed import BODY, COUNTS, LOADER, PLANS, WIDGET, inside

LIBRARIES = HERE / "node_modules"
RESULT = f"{BODY}-result"
MADE = {
    "react": (
        ("react/umd/react.development.js", "react-dom/umd/react-dom.development.js"),
        f"""
        const make = React.createElement;
        function Page() {{
            const [designation, choose] = React.useState("ccop");
            const box = React.useRef(null);
            React.useEffect(() => {{
                const hear = ({{ detail }}) => heard.push(detail), held = box.current;
                held.addEventListener("{RESULT}", hear);
                return () => held.removeEventListener("{RESULT}", hear);
            }}, []);
            return make("div", {{ ref: box }},
                make("button", {{ onClick: () => choose("ccsup") }}, "The other"),
                make("{WIDGET}", {{ designation }}, make("a", {{ href: "SITE/" }}, "A link")),
                make("{COUNTS}", {{ designation, start: "2025-03-01" }}),
                make("{PLANS}", {{ designation }}));
        }}
        ReactDOM.createRoot(document.getElementById("app")).render(make(React.StrictMode, null, make(Page)));
        """,
    ),
    "vue": (
        ("vue/dist/vue.global.js",),
        f"""
        const app = Vue.createApp({{
            data: () => ({{ designation: "ccop" }}),
            methods: {{ hear: ({{ detail }}) => heard.push(detail) }},
            template: `<div @{RESULT}="hear"><button @click="designation = 'ccsup'">The other</button>
                <{WIDGET} :designation="designation"><a href="SITE/">A link</a></{WIDGET}>
                <{COUNTS} :designation="designation" start="2025-03-01"></{COUNTS}>
                <{PLANS} :designation="designation"></{PLANS}></div>`,
        }});
        app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith("{BODY}-");
        app.mount("#app");
        """,
    ),
}
"""The scripts of each library as its package has them, in the build that warns, and a page made with it."""


@pytest.mark.parametrize("library", MADE)
def test_widgets_in_a_page_that_a_library_makes(host: Host, library: str) -> None:
    files, made = MADE[library]
    for file in files:
        host.pages[file] = ((LIBRARIES / file).read_text("utf-8"), "")
    loaded = "".join(f"<script src='/{file}'></script>" for file in files)
    page = host.open(
        f"<!doctype html><body><div id=app></div>{LOADER}{loaded}<script>heard = [];{made}</script>"
    )
    expect(page.locator(f"{WIDGET} h2").first).to_contain_text("(CCOP)")
    page.get_by_role("button", name="The other").click()
    expect(page.locator(f"{WIDGET} h2").first).to_contain_text("(CCSUP)")
    for name in (COUNTS, PLANS):
        page.locator(name).scroll_into_view_if_needed()
    expect(inside(page, COUNTS).locator("h1")).to_contain_text("CCSUP")
    expect(inside(page, PLANS).locator("html")).to_have_attribute("data-to", "ccsup")

    plan = inside(page, PLANS)
    plan.locator("summary", has_text="Do you hold a designation?").click()
    # not by the pointer: the calculator above still grows, and a frame moved out of sight is not drawn
    plan.locator("[name=designation][value=ccsup]").evaluate("choice => choice.click()")
    page.wait_for_function("heard.some(({ designations }) => designations)")
    delivered(page)
    told = page.evaluate("heard.map(each => JSON.stringify(each))")
    assert len(told) == len(set(told)), told
    warned = ("Warning", "[Vue warn]", BODY)
    assert [said for said in host.said if said.startswith(warned)] == []


# What a page can choose

PASTED = '<iframe style="display: block" title="Pasted"'
"""A frame as a block: in a line with elements that are empty still, it would take them down with its foot as
it grows, out of sight, and perhaps before they are seen to be near."""
DRESSED = f"""<!doctype html><html lang=en><title>A page</title><style>STYLE</style><body>{LOADER}
<{WIDGET} designation=ccop><a href="SITE/">A link</a></{WIDGET}>
<{COUNTS} designation=ccop start="2025-03-01"></{COUNTS}><{PLANS}></{PLANS}>
{PASTED} src="SITE/embed/cpd-calculator/SETTINGS"></iframe></body></html>"""
ACCENTS = {"gold": "rgb(0, 0, 0)", "oklch(0.35 0.1 250)": "rgb(255, 255, 255)", "#767676": "rgb(0, 0, 0)"}
"""What can be read on a button of a colour; on the last both can, and black is a little easier."""


def read_example(site: Path, place: str) -> str:
    """What the page about widgets gives as an example."""
    page = html.fromstring((site / "embed" / "index.html").read_text("utf-8"))
    return str(page.xpath(f"string({place})"))


def list_faults(page: Page) -> list[str]:
    """What axe finds wrong with colours in a page, its elements and its frames."""
    found = []
    for frame in page.frames:
        frame.evaluate(AXE)
        found += faults(frame, {"type": "rule", "values": COLOURED})
    return [fault for fault in found if fault != "wider than the screen"]


def open_dressed(host: Host, style: str, settings: str) -> Page:
    """A page with every widget in looks of its own, once they are all there."""
    page = host.open(DRESSED.replace("STYLE", style).replace("SETTINGS", settings))
    expect(page.locator(f"{WIDGET} h2").first).to_be_visible()
    for name in (COUNTS, PLANS):
        page.locator(name).scroll_into_view_if_needed()
        expect(inside(page, name).locator("h1")).to_be_visible()
    expect(page.frame_locator("body > iframe").locator("[data-open]")).to_be_visible()
    return page


def test_the_examples_of_looks_can_be_read_and_reach_all_parts(host: Host, site: Path) -> None:
    settings = read_example(site, "//code[contains(., '/?theme=')]").removeprefix("…/")
    page = open_dressed(host, read_example(site, "//*[@id='embed-style']"), settings)

    counts, plans = inside(page, COUNTS), inside(page, PLANS)
    for title in (page.locator(f"{WIDGET} h2").first, counts.locator("h1"), plans.locator("h1")):
        expect(title).to_have_css("font-family", "Georgia, serif")
    for paper in (page.locator(f"{WIDGET} .widget"), counts.locator("body"), plans.locator("body")):
        expect(paper).to_have_css("background-color", "rgb(255, 248, 231)")
        expect(paper).to_have_css("color", "rgb(43, 33, 24)")
    button = counts.locator("#calc-add-open")
    for rounded in (page.locator(f"{WIDGET} .widget"), page.locator(f"{COUNTS} iframe"), button):
        expect(rounded).to_have_css("border-radius", "8px")
    for accent, ink in (ACCENTS | {"#7a3e00": "rgb(255, 255, 255)"}).items():
        page.locator(COUNTS).evaluate("(element, accent) => element.setAttribute('accent', accent)", accent)
        expect(button).to_have_css("color", ink)
    assert host.said == []
    assert list_faults(page) == []
    page.emulate_media(media="print")
    expect(counts.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")


def test_on_a_paper_of_its_own_all_can_be_read(host: Host) -> None:
    style = "body { --catalogue-paper: #112233 }"
    page = open_dressed(host, style, "ccop/?paper=%23ffd&text=navy")
    assert host.said == []
    assert list_faults(page) == []


# Pages that shut out much, are printed, or were opened before a renewal


def test_an_isolated_page_shows_elements_and_frames_without_credentials(host: Host) -> None:
    host.pages["isolated"] = (
        f"""<!doctype html><body>{LOADER}<{WIDGET} designation=ccop><a href="SITE/">A link</a></{WIDGET}>
        <{COUNTS} designation=ccop start="2025-03-01"></{COUNTS}>
        {PASTED} credentialless src="SITE/embed/career-planner/"></iframe></body>""".replace(
            "SITE", host.site
        ),
        "",
    )
    page = host.open("<!doctype html>")
    page.goto(f"{host.own}isolated")
    assert page.evaluate("crossOriginIsolated")
    expect(page.locator(f"{WIDGET} h2").first).to_contain_text("(CCOP)")
    counts = inside(page, COUNTS)
    counts.locator("[data-open]").click()
    expect(counts.locator("#calc-options [data-id='article']")).to_be_visible()
    expect(page.frame_locator("body > iframe").locator("h1")).to_be_visible()
    assert host.said == []


def test_under_trusted_types_a_designation_is_a_link_or_a_frame(host: Host) -> None:
    page = host.open(
        f"""<!doctype html><body>{LOADER}<{WIDGET} designation=ccop><a href="SITE/">A link</a></{WIDGET}>
        <{COUNTS} designation=ccop></{COUNTS}><{PLANS}></{PLANS}>
        {PASTED} src="SITE/embed/designation/ccop/"></iframe></body>""",
        policy="require-trusted-types-for 'script'",
    )
    for name in (COUNTS, PLANS):
        expect(inside(page, name).locator("h1")).to_be_visible()
    expect(page.frame_locator("body > iframe").locator("h1")).to_contain_text("(CCOP)")
    expect(page.get_by_role("link", name="A link")).to_be_visible()
    until(page, lambda: any(said.startswith(f"{WIDGET}: ") for said in host.said))


def test_a_page_is_printed_with_its_widgets(host: Host) -> None:
    far = "<div style='height: 9000px'></div>"
    page = host.open(
        f"""<!doctype html><body>{LOADER}<{COUNTS} designation=ccop start="2025-03-01"></{COUNTS}>{far}
        <{WIDGET} designation=ccop><a href="SITE/">A link</a></{WIDGET}></body>"""
    )
    frame = page.locator(f"{COUNTS} iframe")
    body = inside(page, COUNTS).locator("body")
    expect(body).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(f"{WIDGET} h2").first).to_contain_text("(CCOP)")
    page.emulate_media(media="print")
    for part in (page.locator(f"{WIDGET} h2").first, body):
        expect(part).to_be_visible()
    until(page, lambda: frame.evaluate("it => it.clientHeight") >= body.evaluate("it => it.offsetHeight"))
    assert page.pdf().startswith(b"%PDF")
    assert host.said == []


LATE = {
    "calculator/ccop-2017/#log=eJ": ("**/calculator/tools.js", "Your list is kept."),
    "pathways/#to=ccop": ("**/planner/way.js", "What you entered is kept."),
}
"""What a page fetches late, and what is said where that is gone."""
GONE = "This could not be loaded: the connection failed, or the site was renewed."


@pytest.mark.parametrize("path", LATE)
def test_a_part_that_is_gone_since_is_told_with_a_way_on(host: Host, path: str) -> None:
    late, kept = LATE[path]
    page = host.open("<!doctype html>")
    page.route(late, lambda route: route.abort())
    page.goto(f"{host.site}/{path}")
    status = page.locator("#calc-status, #plan-status")
    expect(status).to_contain_text(f"{GONE} {kept}")
    page.unroute(late)
    with page.expect_navigation():
        status.get_by_role("button").click()
    expect(page.locator("h1")).to_be_visible()
    expect(status).not_to_contain_text("could not be loaded")
