"""The author's loop in a real browser: every kind of edit reaches the open page, and nothing piles up."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.roots import LIGHTHOUSE, ROOT
from tests.test_build import PARTS, content

CODE = ("build.py", "catalogue", "client", "templates", "words", "requirements.lock")
EDITS = 10
LONG = 60_000  # milliseconds until a hanging loop is given up

# What is edited, what stands there, what is put in its place, and where a page shows it.
KINDS = {
    "designations/body.yml": ("name: Guild", "name: {} Guild", "footer"),
    "content/index.md": ("# Harbour", "# {} Harbour", "h1"),
    "templates/shell/base.html": (" Designations</a>", " {} Designations</a>", ".site-name"),
    "client/site.js": ("(() => {", '(() => {{ document.querySelector("h1").append("{}");', "h1"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small catalogue with the program beside it, as an author has them."""
    for source, names in ((ROOT, CODE), (LIGHTHOUSE, PARTS)):
        for name in names:
            part, there = source / name, tmp_path / name
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(part, there, ignore=ignored) if part.is_dir() else shutil.copy(part, there)
    return tmp_path


@pytest.fixture
def process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "build.py", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=folder) as running:
        yield running
        running.terminate()


@pytest.fixture
def page(process: subprocess.Popen[str], chromium: Browser) -> Iterator[Page]:
    assert process.stdout
    found = next(at for line in process.stdout if (at := re.search(r"http://127\.0\.0\.1:\d+/", line)))
    opened = chromium.new_page()
    opened.goto(found[0])
    yield opened
    opened.close()


def open_files(process: subprocess.Popen[str]) -> int:
    return len(list(Path(f"/proc/{process.pid}/fd").iterdir()))


def memory(process: subprocess.Popen[str]) -> int:
    """Resident memory in kilobytes."""
    status = Path(f"/proc/{process.pid}/status").read_text("ascii")
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0])


def test_edits_of_every_kind_reach_the_open_page_and_nothing_piles_up(
    folder: Path, process: subprocess.Popen[str], page: Page
) -> None:
    good = {kind: (folder / kind).read_text("utf-8") for kind in KINDS}
    for number in range(EDITS):
        kind = list(KINDS)[number % len(KINDS)]
        old, new, where = KINDS[kind]
        said = f"Edit {number}"
        (folder / kind).write_text(good[kind].replace(old, new.format(said), 1), "utf-8")
        expect(page.locator(where).first).to_contain_text(said, timeout=LONG)
        if number == len(KINDS):
            files, kilobytes = open_files(process), memory(process)
    assert process.poll() is None
    assert memory(process) < 1.5 * kilobytes
    assert open_files(process) <= files + EDITS // 4  # connections of pages that were just left
    assert [path for path, file in content(folder / "site").items() if b"~reload" in file] == []


def test_a_mistake_lies_over_the_last_good_page_until_it_is_mended(
    folder: Path, process: subprocess.Popen[str], page: Page
) -> None:
    body = folder / "designations" / "body.yml"
    good = body.read_text("utf-8")
    heading = page.locator("h1").inner_text()
    body.write_text(good.replace("\nname:", "\nnaem:", 1), "utf-8")
    told = page.get_by_role("alert")
    expect(told).to_contain_text(
        re.compile(r"designations/body\.yml:\d+:\d+: error: .*did you mean: name", re.S), timeout=LONG
    )
    assert page.locator("h1").inner_text() == heading
    body.write_text(good, "utf-8")
    expect(told).to_have_count(0, timeout=LONG)
    assert process.poll() is None
