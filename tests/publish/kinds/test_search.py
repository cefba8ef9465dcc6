"""Search's index: everything that a reader may look for, each with where it stands, in few bytes."""

from __future__ import annotations

import dataclasses
import gzip
import json
import re
from collections.abc import Iterator, Mapping
from functools import reduce
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.search import Lead, SearchFile
from catalogue.publish.kinds.search import DIGITS, LETTERS, build_index, list_answers, name_letter
from catalogue.publish.output import to_bytes
from catalogue.publish.rows import Row, find_letter, index_words, list_rows_of_page
from catalogue.publish.scripts.files import join_scripts
from catalogue.publish.site import Site as Inputs
from tests.publish.many import enlarged
from tests.publish.sites import Site, catalogue_of, inputs_of
from tests.roots import LIGHTHOUSE, OURS

PROSE = """<html><head><meta name="description" content="Fees &amp; steps"></head><body>
<h1>Joining</h1><h2 id="way">The <em>way</em> in</h2>
<section class="x" id="fees">
<h2>Fees</h2><dl><dt id="keeper">Keeper &amp; mate</dt><dd>Who keeps.</dd></dl></section>
<section id="conflict-a"><h3>A disagreement, found as such</h3></section><h2>No anchor</h2></body></html>"""


def site_of(catalogue: Catalogue, pages: Mapping[str, str] | None = None) -> Inputs:
    """What the index is made from: a catalogue, and some pages of prose."""
    site = inputs_of(catalogue)
    site.rows_of_pages = [
        row for path, html in (pages or {}).items() for row in list_rows_of_page(path, html)
    ]
    return site


def rows_of(catalogue: Catalogue, pages: Mapping[str, str] | None = None) -> list[Row]:
    """Everything that search finds of them."""
    return [*site_of(catalogue, pages).rows.read()]


def index_of(site: Inputs) -> bytes:
    return b"".join(to_bytes(build_index(site).make_content()))


@pytest.fixture(scope="module")
def read() -> Catalogue:
    return catalogue_of(OURS)


@pytest.fixture(scope="module")
def found(read: Catalogue) -> list[Row]:
    return rows_of(read)


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def unpacked(content: bytes) -> list[tuple[str, ...]]:
    """Kind, title, other names, what it is a part of, what it says, address, as a browser reads the index."""
    said: dict[str, Any] = json.loads(content)
    words = said["words"].split(" ")
    rows = []
    for kind, at, of, keys, titles, *beside in said["groups"]:
        also, says = ([numbers(text) for text in texts.split(" ")] for texts in [*beside, "", ""][:2])
        known = dict(enumerate(words)) | dict(enumerate("".join(beside[2:]).split(), said["own"]))
        rest: Any = zip_longest(zip(keys_of(keys), unfolded(titles), strict=True), also, says, fillvalue=[])
        for (key, title), other, told in rest:
            parts = [" ".join(known[number] for number in part) for part in (title, other, numbers(of), told)]
            rows.append((said["kinds"][kind][0], *parts, at.replace("@", key)))
    return rows


def numbers(coded: str) -> list[int]:
    return [int(number) for number in coded.split(".")] if coded else []


def unfolded(coded: str) -> Iterator[list[int]]:
    last: list[int] = []
    for title in re.findall(r"[a-zA-Z]|[0-9.-]+", coded):
        told = [LETTERS.index(title)] if title.isalpha() else numbers(title)
        shared, *rest = told if len(told) > 1 else [max(0, len(last) - 1), *told]
        if rest and shared < len(last):
            rest[0] += last[shared]
        last = last[:shared] + rest
        yield last


def keys_of(coded: str) -> list[str]:
    if not coded.startswith("="):
        return coded.split(" ")
    width, digits = int(coded[1]), coded[2:]
    packed_keys = [digits[start : start + width] for start in range(0, len(digits), width)]
    return [str(reduce(lambda sum_, digit: sum_ * 64 + DIGITS.index(digit), key, 0)) for key in packed_keys]


def told_by(rows: list[Row]) -> list[tuple[str, ...]]:
    return [
        (e.label, *(" ".join(text.split()) for text in (e.title, e.also, e.of, e.says)), e.address)
        for e in rows
    ]


def test_each_record_and_each_part_of_it_is_found_where_it_stands(found: list[Row]) -> None:
    told = {(entry.kind, entry.title): entry for entry in found}
    expected = {
        ("designation", "Contact Centre Operational Professional (CCOP)"): "designations/ccop/",
        ("role", "Workforce planner"): "designations/ccidp/#roles",
        ("qualification", "Occupational Certificate: Contact Centre Manager"): "qualifications/99687/",
        ("module", "Supplier and Customer Management (module 5)"): "qualifications/99687/#module-5",
        ("unit", "Supplier management"): "qualifications/99687/#module-5",
        ("unit", "Monitor operations in Contact Centres"): "qualifications/21792/#components",
        ("step", "Pass the Board Exam"): "designations/#step-board-exam",
        ("disagreement", "Does a CCOP need matric?"): "conflicts/#ccop-matric",
    }
    assert {mark: told[mark].address for mark in expected} == expected
    assert "143905000-KM-09" in told["unit", "Supplier management"].also
    assert "395" in told["designation", "Contact Centre Operational Professional (CCOP)"].also


def test_words_lead_to_a_page_and_those_of_a_list_to_all_in_it(read: Catalogue) -> None:
    leads = (
        Lead(words=("price",), leads_to=("joining", "/compare/")),
        Lead(words=("kursus",), leads_to="/qualifications/"),
    )
    words = index_words(dataclasses.replace(read, search=SearchFile(search=leads, otherwise=("ccop", "/"))))
    assert words.of_pages == {"joining/": "price", "compare/": "price", "qualifications/": "kursus"}
    assert words.of_kinds == {"qualification": "kursus"}
    assert words.otherwise == ("designations/ccop/", "")


def test_answers_say_whose_they_are(read: Catalogue) -> None:
    answers = list_answers(read)
    assert answers["conflicts/#ccop-matric"] == "Yes, a matric certificate or equivalent. Sources differ."
    inferred = [key for key, it in read.conflicts.items() if it.adopted and it.adopted.inferred]
    assert len(inferred) > 20
    assert all("our conclusion" in answers[f"conflicts/#{key}"].lower() for key in inferred)


def test_activities_are_those_of_the_adopted_schedules(read: Catalogue, found: list[Row]) -> None:
    adopted = {f"cpd/{it.cpd}/#activity-" for it in read.designations.values()}
    addresses = [entry.address for entry in found if entry.kind == "activity"]
    assert "cpd/ccop-2017/#activity-book" in addresses
    assert {address.partition("#activity-")[0] + "#activity-" for address in addresses} <= adopted


def test_prose_gives_its_title_its_headings_and_its_terms(read: Catalogue) -> None:
    rows = rows_of(read, {"joining/index.html": PROSE, "404.html": PROSE})
    own = [row for row in rows if row.at.startswith(("joining/#@", "404"))]
    told = [(entry.kind, entry.title, entry.address) for entry in own]
    assert told == [
        ("part", "The way in", "joining/#way"),
        ("part", "Fees", "joining/#fees"),
        ("term", "Keeper & mate", "joining/#keeper"),
    ]
    assert Row("page", "Joining", "joining/", says="Fees & steps") in rows


@pytest.mark.parametrize("root", [OURS, LIGHTHOUSE], ids=["ours", "lighthouse"])
def test_the_index_says_what_the_rows_say(root: Path) -> None:
    site = site_of(catalogue_of(root), {"joining/index.html": PROSE})
    words = index_words(site.catalogue).of_pages
    rows = [row._replace(also=f"{row.also} {words.get(row.address, '')}") for row in site.rows.read()]
    assert len(rows) > 30
    assert sorted(unpacked(index_of(site))) == sorted(told_by(rows))


def test_packed_keys_and_folded_titles_say_what_the_rows_say(read: Catalogue) -> None:
    site = site_of(enlarged(read, 300))
    titles = sorted((row.title, row.address) for row in site.rows.read())
    assert sorted((title, address) for _, title, *_, address in unpacked(index_of(site))) == titles


def say_another_word(catalogue: Catalogue, key: str) -> Catalogue:
    """A word that nobody else says, in the title of a unit."""
    whole = catalogue.read_qualification(key)
    assert whole.components
    module, *modules = whole.components.modules
    unit, *units = module.units
    unit = unit.model_copy(update={"title": f"{unit.title} zymurgy"})
    module = module.model_copy(update={"units": (unit, *units)})
    parts = whole.components.model_copy(update={"modules": (module, *modules)})
    changed = whole.model_copy(update={"components": parts})
    return dataclasses.replace(catalogue, qualifications={**catalogue.qualifications, key: changed})


def test_a_word_that_only_one_says_changes_nothing_that_is_told_of_others(read: Catalogue) -> None:
    before, after = (json.loads(index_of(site_of(one))) for one in (read, say_another_word(read, "99687")))
    told, told_then = ({json.dumps(group) for group in index.pop("groups")} for index in (before, after))
    assert before == after
    (group,) = told_then - told
    assert json.loads(group)[1].startswith("qualifications/99687/")
    assert "zymurgy" in group
    assert len(told - told_then) == 1


def test_equal_catalogues_give_equal_bytes(read: Catalogue) -> None:
    assert index_of(site_of(catalogue_of(OURS))) == index_of(site_of(read))


def test_the_letters_together_hold_everything_once(read: Catalogue, found: list[Row]) -> None:
    site = inputs_of(read)
    held = {letter: list(site.select_rows_of_letter(letter).read()) for letter in site.letters}
    assert all(rows for rows in held.values())
    assert sorted(row for rows in held.values() for row in rows) == sorted(found)
    assert list(held) == sorted(set(held))


@pytest.mark.parametrize(
    ("title", "letter"),
    [
        ("“Éclair”", "E"),
        ("echo", "E"),
        ("3 years", "0-9"),
        ("Zulu", "Z"),
        ("…", "0-9"),
        ("Does a CCOP need matric?", "C"),
        ("The way in", "W"),
        ("What to do", "W"),
    ],
)
def test_a_title_is_filed_under_its_letter_whatever_stands_before_it(title: str, letter: str) -> None:
    assert name_letter(find_letter(title)) == letter


def listed(site: Site, url: str) -> list[tuple[str, str]]:
    """What a page of a letter lists: title, and address from the site's root."""
    links = site.page(url).xpath("//ul[@class='all']/li/a")
    return [(link.text_content(), urljoin(f"/{url}", link.get("href"))) for link in links]


def test_each_letter_has_a_page_which_lists_what_begins_with_it(site: Site) -> None:
    ways = site.page("search/").xpath("//main//a/@href")
    pages = [urljoin("/search/", way)[1:] for way in ways if urljoin("/search/", way).startswith("/search/")]
    assert {f"{page}index.html" for page in pages} == {
        path for path in site.pages if path.startswith("search/") and path != "search/index.html"
    }
    told = [row for page in pages for row in listed(site, page)]
    index = unpacked(site.files["search/entries.json"])
    assert sorted((title, address) for title, address in told) == sorted(
        (title, f"/{address}") for _, title, *_, address in index
    )
    for page in pages:
        titles = [title for title, _ in listed(site, page)]
        assert {name_letter(find_letter(title)).lower() for title in titles} == {page.split("/")[1]}


def test_the_page_of_a_letter_leads_to_all_others_and_says_which_it_is(site: Site) -> None:
    pages = [path for path in site.pages if path.startswith("search/") and path.count("/") == 2]
    for path in pages:
        url = path.removesuffix("index.html")
        ways = {urljoin(f"/{url}", way) for way in site.page(url).xpath("//main//a/@href")}
        assert {f"/{other.removesuffix('index.html')}" for other in pages if other != path} <= ways
        (heading,) = site.page(url).xpath("//h1")
        assert heading.text_content().lower().endswith(f": {url.split('/')[1]}")


def test_scripts_and_index_stay_small_with_ten_thousand_qualifications(read: Catalogue) -> None:
    """60 kB at the first use of search; 2 kB of scripts on a page where it was not opened."""
    many = index_of(site_of(enlarged(read)))
    files = join_scripts()
    modules = sum(packed(files[name]) for name in ("find.js", "search.js", "search.css"))
    assert len(unpacked(many)) > 10_000
    assert packed(many) + modules <= 60_000
    assert packed(files["site.js"]) <= 2_000
