"""Search's index: everything that a reader may look for, each with where it stands, in few bytes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds import search
from catalogue.publish.scripts.files import scripts
from catalogue.read.reader import read_catalogue
from tests.publish.many import enlarged

ROOT = Path(__file__).resolve().parents[3]
LIGHTHOUSE = ROOT / "tests" / "catalogues" / "lighthouse"

PROSE = """<html><head><meta name="description" content="Fees &amp; steps"></head><body>
<h1>Joining</h1><h2 id="way">The <em>way</em> in</h2>
<section class="x" id="fees">
<h2>Fees</h2><dl><dt id="keeper">Keeper &amp; mate</dt><dd>Who keeps.</dd></dl></section>
<section id="conflict-a"><h3>A disagreement, found as such</h3></section><h2>No anchor</h2></body></html>"""


def read(root: Path) -> Catalogue:
    catalogue, problems = read_catalogue(root)
    assert catalogue is not None, problems
    return catalogue


@pytest.fixture(scope="module")
def ours() -> Catalogue:
    return read(ROOT)


@pytest.fixture(scope="module")
def found(ours: Catalogue) -> list[search.Entry]:
    return search.entries(ours, {})


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def unpacked(content: bytes) -> list[tuple[str, str, str, str, str]]:
    """Kind, title, other names, what it is a part of, address: what a browser makes of the index."""
    said: dict[str, Any] = json.loads(content)
    words = said["words"].split(" ")
    rows = []
    for kind, at, of, keys, titles, *also in said["groups"]:
        others = also[0].split(" ") if also else []
        for position, (key, title) in enumerate(zip(keys_of(keys), unfolded(titles), strict=True)):
            other = numbers(others[position]) if position < len(others) else []
            parts = [" ".join(words[number] for number in part) for part in (title, other, numbers(of))]
            rows.append((said["kinds"][kind][0], *parts, at.replace("@", key)))
    return rows


def numbers(coded: str) -> list[int]:
    return [int(number) for number in coded.split(".")] if coded else []


def unfolded(coded: str) -> Iterator[list[int]]:
    last: list[int] = []
    for shared, *rest in map(numbers, coded.split(" ")):
        if rest and shared < len(last):
            rest[0] += last[shared]
        last = last[:shared] + rest
        yield last


def keys_of(coded: str) -> list[str]:
    if not coded.startswith("="):
        return coded.split(" ")
    width, digits = int(coded[1]), coded[2:]
    packed_keys = [digits[start : start + width] for start in range(0, len(digits), width)]
    return [
        str(reduce(lambda sum_, digit: sum_ * 64 + search.DIGITS.index(digit), key, 0)) for key in packed_keys
    ]


def rows_of(entries: list[search.Entry]) -> list[tuple[str, str, str, str, str]]:
    return [
        (e.label, " ".join(e.title.split()), " ".join(e.also.split()), " ".join(e.of.split()), e.address)
        for e in entries
    ]


def test_each_record_and_each_part_of_it_is_found_where_it_stands(found: list[search.Entry]) -> None:
    told = {(entry.kind, entry.title): entry for entry in found}
    expected = {
        ("designation", "Contact Centre Operational Professional (CCOP)"): "designations/ccop/",
        ("role", "Workforce planner"): "designations/ccidp/#roles",
        ("qualification", "Occupational Certificate: Contact Centre Manager"): "qualifications/99687/",
        ("module", "Module 5: Supplier and Customer Management"): "qualifications/99687/#module-5",
        ("unit", "Supplier management"): "qualifications/99687/#module-5",
        ("unit", "Monitor operations in Contact Centres"): "qualifications/21792/#components",
        ("step", "Pass the Board Exam"): "designations/#step-board-exam",
        ("disagreement", "Does a CCOP need matric?"): "conflicts/#ccop-matric",
    }
    assert {mark: told[mark].address for mark in expected} == expected
    assert "143905000-KM-09" in told["unit", "Supplier management"].also
    assert "395" in told["designation", "Contact Centre Operational Professional (CCOP)"].also


def test_activities_are_those_of_the_adopted_schedules(ours: Catalogue, found: list[search.Entry]) -> None:
    adopted = {f"cpd/{it.cpd}/#activity-" for it in ours.designations.values()}
    addresses = [entry.address for entry in found if entry.kind == "activity"]
    assert "cpd/ccop-2017/#activity-book" in addresses
    assert {address.partition("#activity-")[0] + "#activity-" for address in addresses} <= adopted


def test_prose_gives_its_title_its_headings_and_its_terms(ours: Catalogue) -> None:
    pages = {"joining/index.html": PROSE, "404.html": PROSE}
    own = [entry for entry in search.entries(ours, pages) if entry.at.startswith(("joining/#@", "404"))]
    told = [(entry.kind, entry.title, entry.address) for entry in own]
    assert told == [
        ("part", "The way in", "joining/#way"),
        ("part", "Fees", "joining/#fees"),
        ("term", "Keeper & mate", "joining/#keeper"),
    ]
    assert search.Entry("page", "Joining", "joining/", also="Fees & steps") in search.entries(ours, pages)


@pytest.mark.parametrize("root", [ROOT, LIGHTHOUSE], ids=["ours", "lighthouse"])
def test_the_index_says_what_the_entries_say(root: Path) -> None:
    entries = search.entries(read(root), {"joining/index.html": PROSE})
    assert len(entries) > 30
    assert sorted(unpacked(search.index(entries))) == sorted(rows_of(entries))


def test_packed_keys_and_folded_titles_say_what_the_entries_say(ours: Catalogue) -> None:
    entries = search.entries(enlarged(ours, 300), {})
    assert sorted(unpacked(search.index(entries))) == sorted(rows_of(entries))


def test_equal_catalogues_give_equal_bytes(found: list[search.Entry]) -> None:
    assert search.index(search.entries(read(ROOT), {})) == search.index(found)


def test_the_alphabet_holds_everything_once(found: list[search.Entry]) -> None:
    letters = search.letters(found)
    assert sorted(e.address + e.title for _, group in letters for e in group) == sorted(
        e.address + e.title for e in found
    )
    names = [letter for letter, _ in letters]
    assert names == sorted(set(names))


def test_a_title_is_filed_under_its_letter_whatever_stands_before_it() -> None:
    titles = ["“Éclair”", "echo", "3 years", "Zulu"]
    letters = search.letters(search.Entry("fact", title, "x/") for title in titles)
    assert [(letter, [e.title for e in group]) for letter, group in letters] == [
        ("0-9", ["3 years"]),
        ("E", ["echo", "“Éclair”"]),
        ("Z", ["Zulu"]),
    ]


def test_scripts_and_index_stay_small_with_ten_thousand_qualifications(ours: Catalogue) -> None:
    """60 kB at the first use of search; 2 kB of scripts on a page where it was not opened."""
    many = search.index(search.entries(enlarged(ours), {}))
    files = scripts()
    modules = sum(packed(files[name]) for name in ("find.js", "search.js", "search.css"))
    assert len(unpacked(many)) > 10_000
    assert packed(many) + modules <= 60_000
    assert packed(files["site.js"]) <= 2_000
