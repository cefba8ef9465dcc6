"""The form at /admin/: it saves what `check` accepts, in its place, and answers nobody but its own pages."""

from __future__ import annotations

import html
import json
import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, expect

from build import check_folder
from catalogue.editor.desk import Desk
from catalogue.editor.edit import change_scalar
from catalogue.editor.fields import describe_field, format_scalar, list_groups
from catalogue.read.document import Document, read_value
from catalogue.serve import Handler, State
from tests.roots import LIGHTHOUSE, OURS
from tests.site.axe import clean

FILE = "designations/facts/joining.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return shutil.copytree(LIGHTHOUSE, tmp_path / "body", ignore=shutil.ignore_patterns(".*", "site"))


@pytest.fixture
def address(root: Path) -> Iterator[str]:
    """The form as `serve` answers it, without the site around it."""
    handler = partial(Handler, state=State(), desk=Desk(root, check_folder), directory=str(root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/admin/"
        server.shutdown()


def make_form(root: Path, **values: str) -> dict[str, str]:
    """What a browser sends of the form of the fee, with some values changed."""
    group = next(one for one in list_groups(root, FILE) if one.path == ("facts", "fee"))
    form = {"file": FILE, "at": json.dumps(group.path)}
    for n, field in enumerate(group.fields):
        form |= {f"old-{n}": field.text, f"new-{n}": values.get(field.name, field.text)}
    return form


def send(desk: Desk, form: dict[str, str]) -> tuple[int, str]:
    answer = desk.save_form(urllib.parse.urlencode({"token": desk.token, **form}).encode())
    told = re.findall(r"<li>(.*)</li>", answer.body)
    return answer.status, html.unescape(" ".join(told)) or answer.goes_to


def test_what_is_right_is_saved_in_its_place(root: Path) -> None:
    before = (root / FILE).read_text("utf-8")
    desk = Desk(root, check_folder)
    status, goes_to = send(desk, make_form(root, says="The lamp fee is 45 crowns.", figure="45"))
    assert (status, "saved=yes" in goes_to) == (303, True), goes_to
    assert (root / FILE).read_text("utf-8") == before.replace("40 crowns", "45 crowns").replace(
        "figure: 40", "figure: 45"
    )
    page = desk.answer_page(goes_to.partition("?")[2]).body
    assert f"Saved to {FILE}" in page
    assert "A whole sentence." in page  # what the key means


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"figure": "forty"}, '"forty" does not fit as the value of `figure`. Expected: a figure in digits'),
        ({"figure": "50"}, "The figure is 50, but the sentence says 40."),
        ({"source": "rulebok:13"}, "There is no source `rulebok`. Did you mean rulebook?"),
        ({"says": ""}, "has no value"),
        ({"says": "The fee is <b>40</b> crowns."}, "a mark of HTML"),
        ({}, "Nothing was changed."),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence(root: Path, values: dict[str, str], words: str) -> None:
    before = (root / FILE).read_bytes()
    status, told = send(Desk(root, check_folder), make_form(root, **values))
    assert (status, words in told) == (422, True), told
    assert (root / FILE).read_bytes() == before


def test_a_value_that_was_changed_meanwhile_is_not_overwritten(root: Path) -> None:
    form = make_form(root, unit="crowns")
    (root / FILE).write_text((root / FILE).read_text("utf-8").replace("paid once", "paid twice"), "utf-8")
    status, told = send(Desk(root, check_folder), form)
    assert (status, "Somebody changed these values" in told) == (422, True)


def test_only_a_form_of_this_session_and_a_file_of_the_data_is_saved(root: Path) -> None:
    desk = Desk(root, check_folder)
    assert send(desk, make_form(root, unit="crowns") | {"token": "guessed"})[0] == 403
    for file in ("mkdocs.yml", "../body/mkdocs.yml", "/etc/passwd", f"x/../{FILE}"):
        assert send(desk, make_form(root, unit="crowns") | {"file": file})[0] == 409
        assert "All files" in desk.answer_page(urllib.parse.urlencode({"file": file})).body


def ask(address: str, data: bytes | None = None, **headers: str) -> int:
    asked = urllib.request.Request(address, data, headers)
    try:
        with urllib.request.urlopen(asked) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_nobody_else_is_answered(address: str) -> None:
    own = address.removesuffix("/admin/")
    assert ask(address) == 200
    assert ask(address, Host="evil.example") == 403
    assert ask(address, b"file=x") == 403  # of no origin
    assert ask(address, b"file=x", Origin="http://evil.example") == 403
    assert ask(address, b"file=x", Origin="null") == 403
    assert ask(address, b"file=x", Origin=own, Host="evil.example") == 403
    assert ask(f"{own}/other/", b"file=x", Origin=own) == 403
    assert ask(address, b"file=x", Origin=own) == 403  # without the token
    with urllib.request.urlopen(address) as answer:
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_every_value_of_the_data_has_its_meaning_and_is_written_as_it_is_read(root: Path) -> None:
    files = [path.relative_to(root).as_posix() for path in sorted(root.glob("designations/**/*.yml"))]
    meant = [
        describe_field(FILE, one.path).about for group in list_groups(root, FILE) for one in group.fields
    ]
    assert all(meant)
    for file in files:
        text = (root / file).read_text("utf-8")
        groups = list_groups(root, file)
        assert groups, file
        for field in (field for group in groups[::9] for field in group.fields[:2]):
            for value in ("x: y, [z] # 'q' \"r\"", field.text):
                document = Document(file, change_scalar(text, field.path, format_scalar(value)))
                read_value(document)
                found = document.value
                for step in field.path:
                    found = found[step]
                assert found == value, (file, field.path)


def test_a_group_is_called_by_what_it_says_or_by_the_way_to_it_in_words() -> None:
    file = "designations/ccop/designation.yml"
    titles = {group.path: group.title for group in list_groups(OURS, file)}
    demand = ("awarding", 0, "to_apply", "all", 2)
    assert titles[demand] == "12 Months or more Generic Management Contact Centre experience"
    assert titles[(*demand[:4], 1, "experience")] == "Awarding 1 › to apply › all 2 › experience"
    assert not [title for title in titles.values() if "_" in title]


def follow(place: Locator) -> None:
    """Press what leads to another page and wait for that page: a click alone may end while it is empty."""
    with place.page.expect_navigation():
        place.click()


def test_a_browser_changes_a_credit(root: Path, address: str, chromium: Browser) -> None:
    with chromium.new_context(viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(address)
        assert clean(page) == []
        page.get_by_label("Find what a page says").fill("Writing up a watch")
        follow(page.get_by_role("button", name="Find"))
        follow(page.get_by_role("link", name="Writing up a watch"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.get_by_label("Credits", exact=True).fill("11")
        follow(page.get_by_role("button", name="Save"))
        assert clean(page) == []
        assert page.title() == "Not saved: Writing up a watch"
        told = page.get_by_role("alert").and_(page.locator(":focus")).inner_text()
        assert "Module 2 has 10 credits, but its units add up to 11." in told
        page.keyboard.press("Tab")
        expect(
            page.locator("main input:not([type=hidden]), main textarea, main select").first
        ).to_be_focused()
        page.get_by_label("Title", exact=True).fill("Writing up: a watch")
        page.get_by_label("Credits", exact=True).fill("10")
        follow(page.get_by_role("button", name="Save"))
        assert clean(page) == []
        saved = page.get_by_role("status").inner_text()
        assert "Saved to designations/qualifications/7001.yml" in saved
    text = (root / "designations/qualifications/7001.yml").read_text("utf-8")
    assert '{unit: L3, title: "Writing up: a watch", nqf_level: 2, credits: 10' in text
