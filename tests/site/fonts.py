"""Chromium with the fonts of a test run: one of two sets, whatever the machine has installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.setup_tools import SHELL, UNPACKED, browser, font

SETS: dict[str, dict[str, str]] = {
    "liberation-noto": {
        "sans-serif": "Noto Sans",
        "serif": "Noto Serif",
        "monospace": "Liberation Mono",
        "Arial": "Liberation Sans",
        "Helvetica": "Liberation Sans",
        "Times New Roman": "Liberation Serif",
        "Times": "Liberation Serif",
        "Courier New": "Liberation Mono",
    },
    "dejavu": {"sans-serif": "DejaVu Sans", "serif": "DejaVu Serif", "monospace": "DejaVu Sans Mono"},
}
"""Which font stands for which name on most desktops, and on a bare machine, where text is broader."""
USUAL = next(iter(SETS))

with_both_fonts = pytest.mark.parametrize("fonts", SETS, indirect=True)
"""For a test of what depends on how broad and high text is."""

BROAD = "dejavu"
with_broad_fonts = pytest.mark.parametrize("fonts", [BROAD], indirect=True)
"""For a long test of what is done on a page: what has room in the broader set has it in the usual one."""

WHOLE = "whole"
in_the_whole_browser = pytest.mark.parametrize("fonts", [WHOLE], indirect=True)
"""For a test of what the browser without windows has not: it lets any frame store, as no reader's does."""

SHORT = {"sans-serif": ("sans", "system-ui"), "serif": (), "monospace": ("mono",)}
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{folders}
<cachedir>{cache}</cachedir>
{names}
<match target="font">
  <edit name="antialias" mode="assign"><bool>true</bool></edit>
  <edit name="hintstyle" mode="assign"><const>hintslight</const></edit>
  <edit name="rgba" mode="assign"><const>none</const></edit>
</match>
</fontconfig>
"""
NAME = '<alias binding="same"><family>{}</family><prefer><family>{}</family></prefer></alias>'

# Without these Chromium looks for its maker's servers at every start.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def configured(fonts: str) -> str:
    """The configuration of fontconfig that knows one set of fonts and nothing of the machine's own."""
    asked = {one: stands for name, stands in SETS[fonts].items() for one in (name, *SHORT.get(name, ()))}
    return CONFIG.format(
        folders="\n".join(f"<dir>{font(name)}</dir>" for name in fonts.split("-")),
        cache=UNPACKED / "cache",
        names="\n".join(NAME.format(name, stands) for name, stands in asked.items()),
    )


def launched(playwright: Playwright, fonts: str, folder: Path) -> Browser:
    """A Chromium that knows one set of fonts, by a configuration in the folder; or the whole browser."""
    config = folder / f"{fonts}.conf"
    config.write_text(configured(USUAL if fonts == WHOLE else fonts), "utf-8")
    program = browser() if fonts == WHOLE else browser(SHELL)
    expect.set_options(timeout=PATIENCE)
    started = playwright.chromium.launch(
        executable_path=program,
        channel="chromium" if fonts == WHOLE and not program else None,
        args=QUIET,
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )
    return without_workers(started)


PATIENCE = 60_000
"""Milliseconds that a page may take for what comes at once on a machine with nothing else to do."""
WORKERLESS = "delete Navigator.prototype.serviceWorker"


def without_workers(started: Browser) -> Browser:
    """A browser that keeps nothing for when there is no network, but where a test says `service_workers`.

    Else the worker of the site would answer what other tests watch, and fetch the tools for each of them.
    """
    make, make_page = started.new_context, started.new_page

    def new_context(**options: Any) -> BrowserContext:
        context = make(**options)
        context.set_default_timeout(PATIENCE)
        if "service_workers" not in options:
            context.add_init_script(WORKERLESS)
        return context

    def new_page(**options: Any) -> Page:
        page = make_page(**options)
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WORKERLESS)
        return page

    started.new_context = new_context  # type: ignore[method-assign]
    started.new_page = new_page  # type: ignore[method-assign]
    return started
