"""The stylesheet: what pages use stays, all else goes; the body's colours are readable."""

from __future__ import annotations

import re
from functools import partial

import pytest

from catalogue.model.body import Colours
from catalogue.publish.styles.colours import (
    DARK_PAPER,
    WHITE,
    compute_contrast,
    find_readable,
    index_properties,
    read_colour,
)
from catalogue.publish.styles.purge import (
    Seen,
    drop_unused,
    read_rules,
    read_sheet,
    select_rules,
    write_rules,
    write_sheet,
)
from catalogue.publish.styles.shapes import Shapes
from catalogue.publish.styles.sheet import SITE, build_sheet
from catalogue.publish.traces import read_neighbours, trace_page
from catalogue.read.reader import read_catalogue
from catalogue.store import Store
from tests.roots import OURS

PAGE = (
    '<!doctype html><html><body dir="ltr"><main class="text wide" id="content">'
    '<h1>A</h1><p>b <a href="x">c</a></p>'
    "<ul><li>d</li></ul></main></body></html>"
)


def kept(css: str) -> str:
    rules = read_rules(write_rules(read_sheet(css)))
    return re.sub(r"\s+", "", write_sheet(select_rules(rules, Seen([PAGE]))))


@pytest.mark.parametrize(
    "selector",
    [
        "main",
        ".text",
        ".text.wide",
        "#content",
        "*",
        "*,::before",
        ".text a",
        ".text>p>a",
        ".text > p > a",
        "h1+p",
        "h1~ul",
        "[dir=ltr] .text li",
        "a:hover",
        ".text a:focus-visible",
        "main:target",
        "main:checked",
        "p::before",
        "::selection",
        "a::-webkit-scrollbar",
        "li:first-child",
        "li:not([hidden])",
        "ul:not(.gone)",
        ":root",
        ":hover > a",
        "h1 + p > a",
        "body > main h1 ~ ul > li:last-child",
        "h1:first-child + p a",
        "main:has(> p a) > ul li",
        "p + :is(ul, ol) li",
    ],
)
def test_what_matches_in_some_state_stays(selector: str) -> None:
    assert kept(f"{selector}{{color:red}}") == re.sub(r"\s+", "", selector) + "{color:red}"


@pytest.mark.parametrize(
    "selector",
    [
        ".gone",
        "table",
        ".text .gone",
        ".text.gone",
        "#elsewhere",
        "p > li",
        "ul + p",
        "a.text",
        ".gone:hover",
        "input:checked ~ main",
        "[dir=rtl] li",
        "p:not(p)",
        "h1 + ul",
        "p ~ h1",
        "main > a",
        "p > a + a",
        "ul + * li",
        "body > p a",
        "main:has(> a) > ul li",
        "h1:last-child + p a",
    ],
)
def test_what_matches_nowhere_goes(selector: str) -> None:
    assert kept(f"{selector}{{color:red}}") == ""


def test_only_the_selectors_that_match_stay() -> None:
    assert kept("h1,h2,.gone a,p a{color:red}") == "h1,pa{color:red}"


def test_media_are_looked_into() -> None:
    assert kept("@media print{.gone{color:red}}@media screen{h1{color:red}}") == "@mediascreen{h1{color:red}}"


def test_the_dark_scheme_follows_the_system() -> None:
    dark = "[data-md-color-scheme=slate]"
    css = f"{dark}{{--x:1}}{dark} a,h1{{color:red}}{dark} .gone{{top:0}}"
    assert kept(css) == "h1{color:red}@mediascreenand(prefers-color-scheme:dark){body{--x:1}bodya{color:red}}"
    assert kept("[data-md-color-scheme=default]{--x:1}") == "body{--x:1}"


def test_later_pages_count_as_well() -> None:
    other = PAGE.replace("<li>d</li>", "<li><b>d</b></li>")
    assert select_rules(read_sheet("ul b{color:red}"), Seen([PAGE, PAGE, other]))


def test_a_page_is_looked_through_where_its_tags_follow_each_other_as_on_none_before() -> None:
    def write_table(*rows: str) -> bytes:
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table><p>a</p>".encode()

    shapes, plain = Shapes(read_neighbours), "<td>1</td>"
    pages = {
        "first": write_table(plain, plain, plain),
        "more rows": write_table(*[plain] * 9),
        "a class in one row": write_table(plain, '<td class="x">1</td>', plain),
        "the same once more": write_table(plain, plain, '<td class="x">2</td>', plain),
        "a row that ends otherwise": write_table(plain, "<td>1</td><th>2</th>", plain),
        "a class behind another attribute": write_table(plain, '<td id="a" class="y">1</td>', plain),
        "nothing behind the rows": write_table(plain).removesuffix(b"<p>a</p>"),
        "something else behind them": write_table(plain).replace(b"<p>a</p>", b"<ul></ul>"),
        "one row in another": write_table(plain, f"<td><table><tr>{plain}</tr></table></td>"),
    }
    for name, page in pages.items():
        shapes.add(trace_page("", page), partial(str, name))
    assert shapes.cut == [
        "first",
        "a class in one row",
        "a row that ends otherwise",
        "a class behind another attribute",
        "something else behind them",
        "one row in another",
    ]


def test_variables_and_animations_that_nothing_uses_go() -> None:
    css = (
        ":root{--used:var(--deep);--deep:1px;--unused:2px;--also:var(--unused)}"
        "p{margin:var(--used);animation:turn 1s}"
        "@keyframes turn{to{top:0}}@keyframes rest{to{top:0}}.x{--unused:3px}"
    )
    lean = write_sheet(drop_unused(read_sheet(css)))
    assert "--deep" in lean
    assert "--unused" not in lean
    assert "--also" not in lean
    assert "@keyframes turn" in lean
    assert "rest" not in lean
    assert ".x" not in lean


def test_the_theme_is_purged_to_the_pages() -> None:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    page = PAGE.replace("text wide", "md-typeset")
    sheet = build_sheet(SITE, OURS, catalogue.body.colours, [page], Store())
    assert ".md-typeset" in sheet
    assert "md-search" not in sheet
    assert "md-typeset table" not in sheet
    assert catalogue.body.colours.primary in sheet
    assert "http" not in sheet.replace("http://www.w3.org/2000/svg", "")


# Colours


def test_contrast_is_that_of_wcag() -> None:
    assert compute_contrast(WHITE, (0, 0, 0)) == pytest.approx(21)
    assert compute_contrast(read_colour("#777777"), WHITE) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "colour", ["#ffff00", "#000000", "#ffffff", "#0b4f6c", "#b3541e", "#808080", "#00ff00", "#1e2129"]
)
@pytest.mark.parametrize("dark", [False, True])
def test_any_colour_of_a_body_is_readable(colour: str, dark: bool) -> None:
    paper = DARK_PAPER if dark else WHITE
    found = index_properties(Colours(primary=colour, accent=colour), dark)
    assert compute_contrast(read_colour(found["--md-typeset-a-color"]), paper) >= 4.5
    assert compute_contrast(read_colour(found["--md-accent-fg-color"]), paper) >= 4.5
    assert (
        compute_contrast(
            read_colour(found["--md-primary-bg-color"]), read_colour(found["--md-primary-fg-color"])
        )
        >= 4.5
    )


def test_a_readable_colour_stays_as_it_is() -> None:
    assert find_readable(read_colour("#0b4f6c"), WHITE) == read_colour("#0b4f6c")
