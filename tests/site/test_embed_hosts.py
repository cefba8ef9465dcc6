"""Widgets in pages that a library makes, and in pages that shut out much."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.setup_tools import HERE
from tests.site.others import Host, delivered
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
    plan.locator("[name=designation][value=ccsup]").check()
    page.wait_for_function("heard.some(({ designations }) => designations)")
    delivered(page)
    told = page.evaluate("heard.map(each => JSON.stringify(each))")
    assert len(told) == len(set(told)), told
    warned = ("Warning", "[Vue warn]", BODY)
    assert [said for said in host.said if said.startswith(warned)] == []
