"""The author's loop: an edit reaches the open page, a mistake is told, the site stays clean."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

import pytest
from click.testing import CliRunner

from build import main
from catalogue.model.problem import Place, Problem
from catalogue.serve import State, serve_site
from tests.roots import LIGHTHOUSE, ROOT
from tests.test_build import content, copy

LONG = 60  # seconds until a hanging loop is given up; no test waits so long when all is well


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is served to all tests here: each leaves it as it was."""
    return copy(LIGHTHOUSE, tmp_path_factory.mktemp("served") / "lighthouse")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--catalogue", str(folder), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout
        said = next((line for line in process.stdout if "http://" in line), "")
        found = re.search(r"http://127\.0\.0\.1:\d+/", said)
        assert found, said
        yield found[0]
        process.terminate()


def read_problems(events: HTTPResponse) -> list[str]:
    """What the page is told next: the problems of a build, none when it may reload."""
    for _ in range(LONG):  # while nothing happens a sign of life comes every five seconds, in two lines
        if (line := events.readline().decode()).startswith("data: "):
            break
        assert line, "the events ended"
    assert line.startswith("data: "), "nothing was told"
    problems: list[str] = json.loads(line.removeprefix("data: "))
    return problems


def save(path: Path, text: str) -> None:
    """Save a file at once: on a busy machine the loop else meets it emptied and not yet filled."""
    fresh = path.with_name(f".{path.name}")
    fresh.write_text(text, "utf-8")
    fresh.replace(path)


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=LONG) as answer:
        text: str = answer.read().decode()
        return text


def test_edits_reach_the_page_and_mistakes_are_told(folder: Path, address: str) -> None:
    body = folder / "designations" / "body.yml"
    good = body.read_text("utf-8")
    assert "/~reload.js" in get(address)
    with urllib.request.urlopen(f"{address}~events", timeout=LONG) as events:
        for edit in range(3):
            save(body, re.sub(r"(?m)^name: .*", f"name: Guild Number {edit}", good))
            assert read_problems(events) == []
            assert f"Guild Number {edit}" in get(address)
        save(body, good.replace("\nname:", "\nnaem:", 1))
        problems = read_problems(events)
        assert "designations/body.yml" in problems[0]
        assert "did you mean: name" in problems[0]
        assert "Guild Number 2" in get(address), "the last good site stays"
        save(body, good)
        assert read_problems(events) == []
    assert [path for path, file in content(folder / "site").items() if b"~reload" in file] == []


def test_a_page_opened_on_a_mistake_is_told_it(folder: Path, address: str) -> None:
    with urllib.request.urlopen(f"{address}~events", timeout=LONG) as events:
        sources = folder / "designations" / "sources.yml"
        good = sources.read_text("utf-8")
        save(sources, "")
        assert read_problems(events) != []
    with urllib.request.urlopen(f"{address}~events", timeout=LONG) as later:
        assert "This file is empty" in read_problems(later)[0]
        save(sources, good)
        assert read_problems(later) == []


def test_only_this_machine_is_served(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(f"{address}nothing-here/")


class EditSeenError(Exception):
    """Ends the loop of a test."""


def test_an_edit_during_the_first_build_is_not_missed(lighthouse: Path) -> None:
    page = lighthouse / "content" / "index.md"

    def build() -> list[Problem]:
        if "Edited" in page.read_text("utf-8"):
            raise EditSeenError
        page.write_text("# Edited\n", "utf-8")
        return []

    def loop() -> None:
        with pytest.raises(EditSeenError):
            serve_site(lighthouse, lighthouse / "site", 0, build, lambda _: [])

    serving = threading.Thread(target=loop, daemon=True)
    serving.start()
    serving.join(LONG)
    assert not serving.is_alive()


def test_a_file_that_is_half_saved_is_no_mistake(lighthouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page, told = lighthouse / "content" / "index.md", list[list[Problem]]()

    def build() -> list[Problem]:
        if page.read_text("utf-8"):
            return []
        page.write_text("# Whole\n", "utf-8")
        return [Problem(Place("content/index.md"), "This file is empty.")]

    def hear(_: State, problems: list[Problem]) -> None:
        told.append(problems)
        if len(told) == 2:
            raise EditSeenError
        page.write_text("", "utf-8")

    def loop() -> None:
        with pytest.raises(EditSeenError):
            serve_site(lighthouse, lighthouse / "site", 0, build, lambda _: [])

    monkeypatch.setattr(State, "announce_problems", hear)
    serving = threading.Thread(target=loop, daemon=True)
    serving.start()
    serving.join(LONG)
    assert not serving.is_alive()
    assert told == [[], []]


def test_a_taken_port_is_told_before_anything_is_built(lighthouse: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(main, ["serve", "--catalogue", str(lighthouse), "--port", port])
    assert done.exit_code == 2
    assert f"port {port} is taken" in done.output
    assert not (lighthouse / "site").exists()


def test_only_this_machine_is_answered(address: str) -> None:
    for host in ("127.0.0.1:8000", "localhost", "[::1]:80"):
        request = urllib.request.Request(address, headers={"Host": host})
        with urllib.request.urlopen(request, timeout=LONG) as answer:
            assert answer.status == 200
    for host in ("evil.example", "localhost.evil.example:8000"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(urllib.request.Request(address, headers={"Host": host}), timeout=LONG)


def test_what_is_no_page_is_not_found(address: str) -> None:
    for path in ("%00", "assets/", "api/v1/%00/"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(address + path)
    assert "<html" in get(f"{address}?{'9' * 5000}")
