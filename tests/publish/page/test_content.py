"""Prose that quotes figures and links records by key: what it may say, and how its faults are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.publish.page.content import render_prose
from catalogue.read.reader import read_catalogue
from catalogue.store import Store
from tests.roots import OURS


def catalogue_of(root: Path) -> Catalogue:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    return catalogue


def staged(root: Path, text: str, name: str = "index.md") -> tuple[str, list[Problem]]:
    """What becomes of a page, and every problem of content/."""
    path = root / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    pages, problems = render_prose(catalogue_of(root), root)
    return pages.get(name, ""), problems


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ body.name }}", "Guild of Harbour and Lighthouse Keepers"),
        ("{{ designation('keeper').header.points_a_year }} a year", "20 a year"),
        ("{{ designation('keeper').header.cycle | months }}", "3 years"),
        ("{{ fact('joining', 'fee').figure }} {{ fact('joining', 'fee').unit }}", "40 crowns, paid once"),
        ("{{ qualification(7001).credits }}", "40"),
        ("{{ schedule('hand-2020').granularity }}", "0.25"),
        ("{{ schedule('hand-2020').valid.from_ }}", "1 January 2020"),
        ("{{ source('rulebook').publisher }}", "GHLK"),
        ("{% for d in designations %}{{ d.abbreviation }} {% endfor %}", "HH LK HM "),
        ("{{ link('keeper') }}", '<a href="/designations/keeper/">LK</a>'),
        ("{{ link('keeper', 'the < keeper') }}", '<a href="/designations/keeper/">the &lt; keeper</a>'),
        ("{{ link('joining') }}", '<a href="/joining/">Joining the guild</a>'),
        ("{{ link('rulebook', 'rules') }}", '<a href="/sources/rulebook/">rules</a>'),
        ("{{ link('watch-minimum') }}", '<a href="/conflicts/#watch-minimum">Question 1</a>'),
        ("{{ page('schedules') }}", '<a href="/cpd/">CPD</a>'),
        ("{% raw %}{{ kept }}{% endraw %}", "{{ kept }}"),
    ],
)
def test_what_prose_may_say(lighthouse: Path, text: str, expected: str) -> None:
    assert staged(lighthouse, text) == (expected, [])


def test_a_fact_that_is_not_followed_is_quoted_as_another_one(lighthouse: Path) -> None:
    path = lighthouse / "designations" / "facts" / "joining.yml"
    path.write_text(
        path.read_text("utf-8").replace("rulebook:12\n", "rulebook:12\n    followed: no\n"), "utf-8"
    )
    assert staged(lighthouse, "{{ other_fact('joining', 'oath').says }}")[1] == []
    _, problems = staged(lighthouse, "{{ fact('joining', 'oath').says }}")
    assert "does not follow the fact `oath`: quote it by other_fact()" in str(problems[0])


def test_a_citation_leads_to_its_place(lighthouse: Path) -> None:
    text, problems = staged(lighthouse, "{{ cite(fact('joining', 'fee')) }}")
    assert problems == []
    assert '<a href="/sources/rulebook/#place-13">' in text


def test_characters_of_the_data_mean_nothing_in_prose(lighthouse: Path) -> None:
    path = lighthouse / "designations" / "body.yml"
    path.write_text(
        path.read_text("utf-8").replace("country: Skerry Isles", "country: Skerry *_<b>`[1]`_* & | Isles"),
        "utf-8",
    )
    assert staged(lighthouse, "{{ body.country }}")[0] == r"Skerry \*\_&lt;b&gt;\`\[1\]\`\_\* &amp; \| Isles"


def test_each_topic_has_a_page_with_all_its_facts(lighthouse: Path) -> None:
    pages, _ = render_prose(catalogue_of(lighthouse), lighthouse)
    assert pages["joining.md"].startswith("# Joining the guild\n")
    assert 'id="fact-fee"' in pages["joining.md"]

    text, _ = staged(lighthouse, "# Come in\n", "joining.md")
    assert text.startswith("# Come in\n")
    assert text.count('id="fact-oath"') == 1
    text, _ = staged(lighthouse, "# Come in\n\n{{ facts('joining') }}\n", "joining.md")
    assert text.count('id="fact-oath"') == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "asked"),
    [
        ("qualifications/7001.yml", "title: The lens", "title: The glass", True),
        ("qualifications/7001.yml", "title: The lens", "title: The glass", False),
        ("qualifications/7001.yml", '"Certificate: Lamp Craft"', '"Certificate: Lights"', False),
        ("body.yml", "country: Skerry Isles", "country: Skerries", False),
        ("facts/joining.yml", "title: Joining the guild", "title: To join", False),
    ],
)
def test_pages_that_are_kept_say_what_they_would_say_anew(
    lighthouse: Path, file: str, old: str, new: str, asked: bool
) -> None:
    """A unit, which only a page that asks for the whole qualification shows; its title; records of others."""
    (lighthouse / "content" / "more.md").write_text(
        "# More\n\n{{ body.country }} {{ link(7001) }} {{ page('qualifications') }}"
        + "{{ catalogue.read_qualification('7001').components.modules[0].units[1].title }}" * asked,
        "utf-8",
    )
    path, store = lighthouse / "designations" / file, Store()
    first, _ = render_prose(catalogue_of(lighthouse), lighthouse, store)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    catalogue = catalogue_of(lighthouse)
    kept, problems = render_prose(catalogue, lighthouse, store)
    assert problems == []
    assert kept == render_prose(catalogue, lighthouse)[0]
    assert (kept != first) == (asked or "The lens" not in old)


# Faults: (text, line, column, what is said, nearest)
MISTAKES = [
    ("a\n\nfee {{ fact('joining', 'feee').figure }}", 3, 25, "There is no fact `feee`.", "fee"),
    ("{{ fact('joinin', 'fee') }}", 1, 10, "There is no topic `joinin`.", "joining"),
    (
        "{{ other_fact('joining', 'fee').says }}",
        1,
        27,
        "The catalogue follows the fact `fee`: quote it by fact().",
        "",
    ),
    ("{{ link('keper') }}", 1, 10, "There is no record `keper`.", "keeper"),
    ("{{ designation('mastr').title }}", 1, 17, "There is no designation `mastr`.", "master"),
    ("{{ qualification('pilot').title }}", 1, 19, "There is no qualification `pilot`.", "pilotage"),
    ("{{ page('designation') }}", 1, 10, "There is no list `designation`.", "designations"),
    (
        "{{ designation('hand').header.points_year }}",
        1,
        31,
        "Nothing is called `points_year` here.",
        "points_a_year",
    ),
    ("x {{ boddy.name }}", 1, 6, "Nothing is called `boddy` here.", "body"),
    ("{{ 1 / 0 }}", 1, 1, "This cannot be filled in: division by zero.", ""),
    ("\n{{ fact('joining' }}", 2, 1, "This cannot be filled in: unexpected '}', expected ')'.", ""),
    (
        "{% include 'secret' %}",
        1,
        1,
        "This cannot be filled in: no loader for this environment specified.",
        "",
    ),
    ("{{ body.__class__.__mro__ }}", 1, 9, "Nothing is called `__class__` here.", ""),
    ("Now\n<b>so</b> <script>go()</script>", 2, 11, "`script` has no place in prose.", ""),
    ("see <b class=x onclick='go()'>here</b>", 1, 5, "`onclick` has no place in prose.", ""),
    ("a [link](javascript:go)", 1, 10, "`javascript:` has no place in prose.", ""),
    ("a [link](&#106;avascript:go)", 1, 10, "`javascript:` has no place in prose.", ""),
    ("a <a href='&#106;ava&#9;script:go'>link</a>", 1, 3, "`java\tscript:` has no place in prose.", ""),
    ("a [link](data:text/html,go)", 1, 10, "`data:` has no place in prose.", ""),
    ("[link]\n\n[link]: javascript:go", 3, 9, "`javascript:` has no place in prose.", ""),
    ("<img/onerror=go() src=x>", 1, 1, "`onerror` has no place in prose.", ""),
    ("<details/open/ontoggle=go()>x</details>", 1, 1, "`ontoggle` has no place in prose.", ""),
    ("x\n<details\nopen ontoggle=go()>x</details>", 2, 1, "`ontoggle` has no place in prose.", ""),
    ("# Title {: onclick='go()' }", 1, 12, "`onclick` has no place in prose.", ""),
    ("It is \u202eton so", 1, 7, "`U+202E` has no place in prose.", ""),
]


@pytest.mark.parametrize(("text", "line", "column", "what", "nearest"), MISTAKES)
def test_a_mistake_is_told_with_its_place(
    lighthouse: Path, text: str, line: int, column: int, what: str, nearest: str
) -> None:
    _, problems = staged(lighthouse, text)
    assert len(problems) == 1
    assert (problems[0].place.file, problems[0].place.line) == ("content/index.md", line)
    assert problems[0].place.column == column
    assert problems[0].what.startswith(what)
    assert problems[0].nearest == nearest


def test_all_mistakes_of_all_pages_come_out_in_one_run(lighthouse: Path) -> None:
    (lighthouse / "content" / "other.md").write_text("{{ link('hnd') }}\n", "utf-8")
    _, problems = staged(
        lighthouse,
        "{{ nothing }} and {{ link('keper') }}\n\n{{ link('keeper') }}\n{{ 1 / 0 }}\n{{ fact( }}\n",
    )
    assert [str(problem.place) for problem in problems] == [
        "content/index.md:1:4",
        "content/index.md:1:28",
        "content/index.md:4:1",
        "content/index.md:5:1",
        "content/other.md:1:10",
    ]


def test_an_unfinished_loop_is_told_once(lighthouse: Path) -> None:
    _, problems = staged(lighthouse, "{% for d in designations %}\n{{ d.title }}\n")
    assert len(problems) == 1
    assert "endfor" in problems[0].what


def test_prose_cannot_change_the_catalogue(lighthouse: Path) -> None:
    for text in ("{{ designations.clear() }}", "{{ body.__init__.__globals__ }}", "{{ ''.__class__ }}"):
        _, problems = staged(lighthouse, text)
        assert len(problems) == 1, text


def test_files_that_are_no_pages(lighthouse: Path) -> None:
    content = lighthouse / "content"
    (content / "latin.md").write_bytes("caf\u00e9".encode("latin-1"))
    (content / "folder.md").mkdir()
    (content / "notes.txt").write_text("x", "utf-8")
    (content / "away.md").symlink_to("/etc/hostname")
    (content / "lost.md").symlink_to(content / "nowhere.md")
    (content / "designations").mkdir()
    (content / "designations" / "keeper.md").write_text("# Mine\n", "utf-8")
    _, problems = render_prose(catalogue_of(lighthouse), lighthouse)
    assert [(p.place.file, p.what) for p in problems] == [
        ("content/away.md", "This is a link that leads out of content/."),
        ("content/designations/keeper.md", "The page of a record has this address."),
        ("content/folder.md", "This cannot be read: Is a directory."),
        ("content/latin.md", "Byte 4 is not UTF-8."),
        ("content/lost.md", "This cannot be read: No such file or directory."),
        ("content/notes.txt", "Only Markdown files are published from content/."),
    ]


def test_there_must_be_a_home_page(lighthouse: Path) -> None:
    (lighthouse / "content" / "index.md").unlink()
    _, problems = render_prose(catalogue_of(lighthouse), lighthouse)
    assert [str(problem.place) for problem in problems] == ["content/index.md"]


def test_the_real_prose_has_no_problem_and_no_open_place() -> None:
    pages, problems = render_prose(catalogue_of(OURS), OURS)
    assert problems == []
    assert {"index.md", "cpd.md", "joining.md", "visa.md", "about.md", "directory.md"} <= set(pages)
    assert not [name for name, text in pages.items() if "{{" in text or "{%" in text]
    assert "800 rand, excluding VAT, for 12 months" in pages["joining.md"]
    assert "70 % or more passes" in pages["joining.md"]
    assert "35 a year and 105 in the" in pages["cpd.md"].replace("\n  ", " ")
