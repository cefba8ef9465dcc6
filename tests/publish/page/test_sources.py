"""The sources of a page, and the marks that lead to them."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from lxml import html

from tests.publish.sites import Site


def numbers(site: Site, url: str) -> list[str]:
    """The names of the sources of a page, in the order of their numbers."""
    return [
        " ".join(link.text_content().split())
        for link in site.page(url).get_element_by_id("page-sources").xpath(".//li/a")
    ]


def test_the_marks_of_a_page_are_the_numbers_of_its_sources(site: Site) -> None:
    marked = 0
    for path, data in site.pages.items():
        document = html.fromstring(data)
        listed = document.xpath("//section[@id='page-sources']//li/a/@href")
        marks = document.xpath("//sup[@class='cite']/a")
        assert bool(listed) == bool(marks), path
        for mark in marks:
            number = int(re.match(r"\d+", mark.text_content())[0])  # type: ignore[index]
            assert urldefrag(mark.get("href"))[0] == listed[number - 1], path
            assert mark.get("aria-label") == f"source {mark.text_content()}"
            marked += 1
    assert marked > 50


def test_a_fact_at_several_places_of_a_source_has_a_mark_for_each(ours: Site) -> None:
    assert numbers(ours, "designations/ccop/")[0].startswith("Contact Centre Operational Professional")
    bar = ours.page("designations/ccop/").get_element_by_id("cpd-reading")
    marks = bar.xpath(".//sup/a")
    assert [mark.text_content() for mark in marks] == ["1a", "1b", "1c"]
    assert [mark.get("title") for mark in marks] == ["97", "41", "51"]


def test_marks_of_disagreement_stay_on_the_page_where_they_can(ours: Site) -> None:
    marks = ours.page("designations/ccop/").xpath("//span[@class='disputed']/a/@href")
    here = [mark for mark in marks if mark.startswith("#conflict-")]
    assert here
    ids = set(ours.page("designations/ccop/").xpath("//@id"))
    assert {mark[1:] for mark in here} <= ids
