"""The quiet marks of a page: words, what they open, and the list that is made from them."""

from __future__ import annotations

import re

import pytest
from lxml import html

from catalogue.model.conflict import Conflict
from catalogue.publish.page.marks import describe_standing, label_reading
from tests.publish.sites import Site

MARK = "//main//*[contains(concat(' ', @class, ' '), ' mark ')]"


def conflict(*readings: dict[str, object], weight: str = "open") -> Conflict:
    """A disagreement with these readings."""
    return Conflict.model_validate(
        {
            "number": 1,
            "question": "Is it so?",
            "about": "x",
            "why": "It is.",
            "weight": weight,
            "if_wrong": "You lose." if weight == "decides" else None,
            "readings": [{"says": "Yes.", "source": "rulebook:1", **one} for one in readings],
        }
    )


ADOPTED = {"adopted": True}
OURS = {"adopted": True, "inferred": True}


@pytest.mark.parametrize(
    ("readings", "word", "labels"),
    [
        ([ADOPTED, {}], "sources differ", ["We follow", "Also printed"]),
        ([ADOPTED, {"inferred": True}], "not certain", ["We follow", "Could also mean"]),
        ([ADOPTED, {"silent": True}], "not certain", ["We follow", "Not mentioned"]),
        ([OURS, {"inferred": True}], "our conclusion", ["Our conclusion", "Could also mean"]),
        ([OURS, {}, {}], "sources differ, our conclusion", ["Our conclusion", "Printed", "Printed"]),
    ],
)
def test_a_mark_says_whether_sources_differ_and_whose_answer_it_is(
    readings: list[dict[str, object]], word: str, labels: list[str]
) -> None:
    it = conflict(*readings)
    assert describe_standing([it]) == word
    assert [label_reading(one, it) for one in it.readings] == labels


def test_the_marks_of_a_page_and_its_list_are_one_list(site: Site) -> None:
    marked = 0
    for path, data in site.pages.items():
        document = html.fromstring(data)
        listed = set(document.xpath("//details[@id='conflicts']//li/@value"))
        if not listed:
            continue
        shown = set()
        for mark in document.xpath(MARK + "[self::details]"):
            shown.update(re.findall(r"\d+", mark.xpath("string(./summary//*[@class='paper'])")))
        assert shown <= listed, path
        answered = set(document.xpath("//div[@class='item']/@id"))
        away = document.xpath("//a[contains(@class, 'mark')]/@href")
        assert {f"q-{number}" for number in listed} >= answered, path
        assert all(link.startswith("#q-") or "conflicts/#" in link for link in away), path
        assert all(link[1:] in answered for link in away if link.startswith("#")), path
        marked += len(answered)
    assert marked


def test_no_mark_is_a_number_and_each_has_a_name_of_its_own(site: Site) -> None:
    for path, data in site.pages.items():
        document = html.fromstring(data)
        names = [
            " ".join(mark.text_content().split()) for mark in document.xpath(MARK + "[self::details]/summary")
        ]
        assert len(names) == len(set(names)), path
        for word in document.xpath(MARK + "//*[@class='word']"):
            assert not re.search(r"\d", word.text_content()), path


def test_what_decides_says_what_happens_if_we_are_wrong(ours: Site) -> None:
    page = ours.page("designations/ccop/")
    deciding = {one.number: one for one in ours.catalogue.conflicts.values() if one.weight == "decides"}
    found = 0
    for item in page.xpath("//div[@class='item']"):
        one = deciding.get(int(item.get("id").removeprefix("q-")))
        if one:
            assert one.if_wrong in item.text_content()
            found += 1
    assert found > 5


def test_what_is_inferred_is_called_our_conclusion_wherever_it_is_answered(site: Site) -> None:
    by_number = {one.number: one for one in site.catalogue.conflicts.values()}
    for path, data in site.pages.items():
        for item in html.fromstring(data).xpath("//div[@class='item']"):
            one = by_number[int(item.get("id").removeprefix("q-"))]
            first = item.xpath("string(.//dt)")
            assert first == ("Our conclusion" if one.is_ours else "We follow"), path


def test_a_designation_says_the_total_beside_what_every_section_takes(ours: Site) -> None:
    said = " ".join(ours.text("designations/ccop/", "key-facts").split())
    assert "105 points in 3 years, 35 in each year. To meet every section: 115." in said
    said = " ".join(ours.text("designations/ccsup/", "key-facts").split())
    assert "75 points in 3 years, 25 in each year." in said
