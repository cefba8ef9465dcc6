"""The shell: Markdown in, finished HTML out, with MkDocs or ProperDocs; its faults are problems."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from catalogue.model.body import Body
from catalogue.publish.refused import RefusedError
from catalogue.publish.shell import ENGINES, SLOTS, draw_pages
from catalogue.read.reader import read_catalogue
from catalogue.store import Store

FRAMES = {"designations.md": {"up": ""}, "designations/frame.md": {"up": "designations/", "up_title": "All"}}
STAGED = {
    "index.md": "# The guild & its <rules>\n\nSee [joining](joining.md).\n",
    "joining.md": "---\ntitle: Joining\ndescription: How to join\n---\n"
    "# Joining the guild\n\n[home](index.md)\n",
    "designations.md": "",
    "designations/frame.md": "",
}
NAV = "theme:\n  name: material\n"


@pytest.fixture
def body(lighthouse: Path) -> Body:
    catalogue, _ = read_catalogue(lighthouse)
    assert catalogue
    return catalogue.body


def drawn(root: Path, body: Body, staged: dict[str, str] = STAGED, **more: Any) -> dict[str, str]:
    (root / "mkdocs.yml").write_text(more.pop("config", NAV), "utf-8")
    return draw_pages(root, body, staged, root / ".work", FRAMES, **more)


def refused(root: Path, body: Body, staged: dict[str, str] = STAGED, **more: Any) -> list[str]:
    """Each problem as `place: what`."""
    with pytest.raises(RefusedError) as caught:
        drawn(root, body, staged, **more)
    assert {problem.check for problem in caught.value.problems} <= {"shell", "read"}
    return [f"{problem.place}: {problem.what}" for problem in caught.value.problems]


def test_prose_becomes_a_page_with_relative_links(lighthouse: Path, body: Body) -> None:
    pages = drawn(lighthouse, body)
    assert sorted(pages) == [
        "404.html",
        "designations/frame/index.html",
        "designations/index.html",
        "index.html",
        "joining/index.html",
    ]
    assert '<a href="joining/">joining</a>' in pages["index.html"]
    assert '<a href="../">home</a>' in pages["joining/index.html"]
    assert "<title>Joining - GHLK Designation Catalogue</title>" in pages["joining/index.html"]
    assert '<meta name="description" content="How to join">' in pages["joining/index.html"]


def test_what_the_theme_would_add_is_not_there(lighthouse: Path, body: Body) -> None:
    for path, html in drawn(lighthouse, body).items():
        assert not re.search(r"<script[^>]*>[^<]", html), path
        assert "assets/javascripts" not in html, path
        assert "<input" not in html, path
        assert "style=" not in html, path
        assert "googleapis" not in html, path
        assert 'href="#nav"' in html, path
        assert 'class="md-skip" href="#content"' in html, path
        assert "office@guild.example" in html, path


def test_a_frame_keeps_its_slots_and_prose_only_two(lighthouse: Path, body: Body) -> None:
    pages = drawn(lighthouse, body)
    in_prose = {name for name, mark in SLOTS.items() if mark in pages["joining/index.html"]}
    in_frame = {name for name, mark in SLOTS.items() if mark in pages["designations/frame/index.html"]}
    assert in_prose == {"assets", "icon"}
    assert in_frame == {"title", "description", "body", "assets", "icon"}


def test_names_are_escaped_once(lighthouse: Path, body: Body) -> None:
    named = body.model_copy(update={"name": 'Keepers & "Lights" <all>', "abbreviation": "K&L"})
    page = drawn(lighthouse, named)["joining/index.html"]
    assert "<strong>K&amp;L</strong>" in page
    assert "&amp;amp;" not in page


def test_an_address_of_the_site_gives_canonical_links(lighthouse: Path, body: Body) -> None:
    assert "canonical" not in drawn(lighthouse, body)["index.html"]
    pages = drawn(lighthouse, body, config=NAV + "site_url: https://example.org/sub/\n")
    assert '<link rel="canonical" href="https://example.org/sub/joining/">' in pages["joining/index.html"]
    assert f'href="https://example.org/sub/{SLOTS["path"]}"' in pages["designations/frame/index.html"]
    assert 'href="/sub/designations/"' in pages["404.html"]


@pytest.mark.parametrize("engine", ENGINES)
def test_both_engines_draw_the_same(lighthouse: Path, body: Body, engine: str) -> None:
    first = drawn(lighthouse, body)
    assert drawn(lighthouse, body, engine=engine) == first


def test_the_environment_chooses_the_engine(
    lighthouse: Path, body: Body, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOGUE_SHELL", "nosuchengine")
    with pytest.raises(ModuleNotFoundError):
        drawn(lighthouse, body)


def test_a_body_can_have_a_shell_of_its_own(lighthouse: Path, body: Body) -> None:
    own = lighthouse / "templates" / "shell"
    own.mkdir(parents=True)
    (own / "404.html").write_text(
        '{% extends "base.html" %}{% block content %}<h1>Adrift</h1>{% endblock %}', "utf-8"
    )
    page = drawn(lighthouse, body)["404.html"]
    assert "<h1>Adrift</h1>" in page
    assert 'href="#nav"' in page


def test_the_navigation_names_pages_in_its_order(lighthouse: Path, body: Body) -> None:
    nav = NAV + "nav:\n  - Home: index.md\n  - Way in: joining.md\n  - All: designations.md\n"
    page = drawn(lighthouse, body, config=nav)["joining/index.html"]
    assert re.findall(r"<li><a href=\"[^\"]*\"[^>]*>([^<]*)</a>", page)[:2] == ["Way in", "All"]
    assert 'aria-current="page">Way in' in page


# Kept pages


class Counting(Store):
    """A store that knows what was worked out anew."""

    def __init__(self) -> None:
        self.worked_out: list[str] = []
        super().__init__()

    def put(self, kind: str, key: bytes, data: bytes) -> None:
        self.worked_out.append(kind)
        super().put(kind, key, data)


def test_drawn_pages_are_used_again_until_something_changes(lighthouse: Path, body: Body) -> None:
    store = Counting()
    store.worked_out.clear()
    first = drawn(lighthouse, body, store=store)
    assert drawn(lighthouse, body, store=store) == first
    assert store.worked_out == ["shell"]
    changed = STAGED | {"index.md": "# Another home\n"}
    assert "Another home" in drawn(lighthouse, body, changed, store=store)["index.html"]
    renamed = body.model_copy(update={"abbreviation": "XYZ"})
    assert "XYZ Designation Catalogue" in drawn(lighthouse, renamed, store=store)["index.html"]
    placed = drawn(lighthouse, body, store=store, site_url="https://example.org/")
    assert "https://example.org/" in placed["index.html"]
    own = lighthouse / "templates" / "shell" / "404.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>Adrift</h1>", "utf-8")
    assert drawn(lighthouse, body, store=store)["404.html"] == "<h1>Adrift</h1>"
    own.unlink()
    assert store.worked_out == ["shell"] * 5
    assert drawn(lighthouse, body, store=store) == first
    assert store.worked_out == ["shell"] * 5


# Faults


def test_every_dead_link_is_told_with_its_place(lighthouse: Path, body: Body) -> None:
    text = "# Home\n\n[a](nowhere.md) and [b](joining.md#no-such-part)\n\n![c](picture.png) [d](/top/)\n"
    (lighthouse / "content" / "index.md").write_text(text, "utf-8")
    assert refused(lighthouse, body, STAGED | {"index.md": text}) == [
        "content/index.md:3:5: The link `nowhere.md` leads nowhere.",
        "content/index.md:3:25: The link `joining.md#no-such-part` leads nowhere.",
        "content/index.md:5:6: The link `picture.png` leads nowhere.",
        "content/index.md:5:23: The link `/top/` leads nowhere.",
    ]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("theme:\n  name: materiel\n", r"mkdocs.yml:2:9: .*'materiel'"),
        (NAV + "nav:\n  - index.md\n  - gone.md\n", r"mkdocs.yml:5:5: .*'gone.md'.*not found"),
        (NAV + "plugins: [search]\n", r"mkdocs.yml:3:1: `plugins` has no place in mkdocs.yml"),
        (NAV + "hooks:\n  - run.py\n", r"mkdocs.yml:3:1: `hooks` has no place in mkdocs.yml"),
        ("- theme\n", r"mkdocs.yml: This file holds no settings"),
        ("theme: {name: material\n", r"mkdocs.yml:1:\d+: "),
    ],
)
def test_faults_of_the_settings(lighthouse: Path, body: Body, config: str, expected: str) -> None:
    found = refused(lighthouse, body, config=config)
    assert len(found) == 1
    assert re.match(expected, found[0])


def test_a_misspelt_setting_is_told_the_right_one(lighthouse: Path, body: Body) -> None:
    with pytest.raises(RefusedError) as caught:
        drawn(lighthouse, body, config=NAV + "navv: []\n")
    assert caught.value.problems[0].nearest == "nav"


def test_settings_can_be_missing(lighthouse: Path, body: Body) -> None:
    (lighthouse / "mkdocs.yml").unlink()
    with pytest.raises(RefusedError, match=r"mkdocs\.yml: error: This file is missing"):
        draw_pages(lighthouse, body, STAGED, lighthouse / ".work", FRAMES)


def test_nothing_is_printed(lighthouse: Path, body: Body, capfd: pytest.CaptureFixture[str]) -> None:
    drawn(lighthouse, body)
    refused(lighthouse, body, STAGED | {"index.md": "[x](gone.md)"})
    assert capfd.readouterr() == ("", "")
