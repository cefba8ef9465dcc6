"""Pictures of each kind of page for docs/screenshots/: 360 and 1,280 pixels wide, light and dark.

Run it with `make screenshots`. Equal pages give equal names; what a picture shows is the first screen.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from build import build_checked
from tests.roots import ROOT
from tests.setup_tools import browser
from tests.site.host import serving

OUT = ROOT / "docs" / "screenshots"
PAGES = {
    "home": "",
    "designation": "designations/ccop/",
    "designations": "designations/",
    "qualification": "qualifications/99687/",
    "schedule": "cpd/ccop-2017/",
    "calculator": "calculator/ccop-2017/",
    "planner": "pathways/",
    "way": "pathways/ccsup/ccop/",
    "widgets": "embed/",
    "widget": "embed/cpd-calculator/ccop/",
    "comparison": "compare/",
    "disagreements": "conflicts/",
    "source": "sources/ccop-page/",
    "prose": "joining/",
    "glossary": "glossary/",
    "search": "search/",
}
SIZES = {360: 740, 1280: 800}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = 48
"""So few colours are enough for text and flat pictures."""
EACH, ALL = 150_000, 2_000_000


def quantised(picture: bytes) -> bytes:
    """The same picture with a palette."""
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def taken(chromium: Browser, address: str, width: int, scheme: Any) -> bytes:
    context = chromium.new_context(
        viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    picture = page.screenshot()
    context.close()
    return quantised(picture)


def main() -> None:
    """Build, serve, take every picture, and say how large they are."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.glob("*.png"):
        old.unlink()
    total = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build_checked(ROOT, site)
        chromium = playwright.chromium.launch(
            executable_path=browser(), args=["--no-sandbox", "--disable-gpu"]
        )
        with serving(site) as host:
            for name, path in PAGES.items():
                for width in SIZES:
                    for scheme in SCHEMES:
                        picture = taken(chromium, host.address + path, width, scheme)
                        (OUT / f"{name}-{width}-{scheme}.png").write_bytes(picture)
                        total += len(picture)
                        if len(picture) > EACH:
                            print(f"{name}-{width}-{scheme}.png weighs {len(picture)} bytes")
        chromium.close()
    print(f"{len(list(OUT.glob('*.png')))} pictures, {total} bytes{', too many' if total > ALL else ''}")


if __name__ == "__main__":
    main()
