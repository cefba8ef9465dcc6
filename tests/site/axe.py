"""What axe finds wrong with a page as it stands, and whether the page is wider than the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Frame, Page

from tests.site.fonts import USUAL

FOLDER = Path(__file__).resolve().parents[1] / "node_modules" / "axe-core"
AXE = (FOLDER / "axe.min.js").read_text("utf-8")
SIZES = {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
"""What other fonts can change."""
ALL = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
COLOURED = ("color-contrast", "link-in-text-block")
COLOURS = {"type": "rule", "values": [*COLOURED]}
"""What a dark scheme can change."""
WITHOUT_COLOURS = ALL | {"without": COLOURED}

# A bar that sticks to the screen lies over whatever is there just then, which a reader scrolls from under it;
# to axe a button that it covers in part is too small (dequelabs/axe-core#3720). So nothing sticks meanwhile.
FAULTS = """async (only) => {
  const sticks = (box) => getComputedStyle(box).position === "sticky";
  const stuck = [...document.querySelectorAll("body *")].filter(sticks);
  for (const box of stuck) box.style.position = "static";
  const { without = [], ...runOnly } = only;
  const rules = Object.fromEntries(without.map((id) => [id, { enabled: false }]));
  const { violations } = await axe.run({ runOnly, rules, resultTypes: ["violations"] });
  const page = document.documentElement;
  const wide = page.scrollWidth > page.clientWidth ? ["wider than the screen"] : [];
  for (const box of stuck) box.style.position = "";
  return [...violations.map(({ id, nodes }) => `${id} at ${nodes[0].target}`), ...wide];
}"""


def faults(page: Page | Frame, only: dict[str, Any]) -> list[str]:
    """What some of axe's rules find on a page, or in a frame, that has axe's script."""
    found: list[str] = page.evaluate(FAULTS, only)
    return found


def clean(page: Page, fonts: str = USUAL) -> list[str]:
    """What all rules find, with other fonts those about sizes: nothing, if the page is clean."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return faults(page, ALL if fonts == USUAL else SIZES)
