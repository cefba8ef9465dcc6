"""What the pages are shown in depends on the set of fonts of a test, and not on the machine."""

from __future__ import annotations

from playwright.sync_api import Browser, Page

from tests.site.fonts import SETS, with_both_fonts

SHOWN = {"liberation-noto": {"Liberation Sans", "Noto Serif"}, "dejavu": {"DejaVu Sans"}}
"""What the text of a page and its headings are shown in."""


def shown(page: Page) -> set[str]:
    """The families that the text of a page is shown in, as the browser tells."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    asked = {"nodeId": root, "selector": "body, body *"}
    nodes = session.send("DOM.querySelectorAll", asked)["nodeIds"]
    found = [session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"] for node in nodes]
    return {font["familyName"] for fonts in found for font in fonts}


@with_both_fonts
def test_only_the_fonts_of_the_set_are_known(chromium: Browser, fonts: str, address: str) -> None:
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}designations/ccop/")
        found = shown(page)
        page.set_content(
            "".join(f"<p style='font-family: {name}'>{name}</p>" for other in SETS.values() for name in other)
        )
        found_by_name = shown(page)
    known = set(SETS[fonts].values())
    assert SHOWN[fonts] <= found
    assert {name for name in found | found_by_name if not name.startswith(tuple(known))} == set()
