"""The sources of a page: each is named where it is cited, and listed once at the end."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

from lxml import html

from tests.publish.sites import Site

CITED = "//main//a[contains(@href, 'sources/') and contains(@href, '#place-')]"


def test_the_numbers_on_paper_are_those_of_the_listed_sources(site: Site) -> None:
    marked = 0
    for path, data in site.pages.items():
        document = html.fromstring(data)
        listed = document.xpath("//details[@id='page-sources']//li/a/@href")
        numbers = document.xpath("//sup[@class='paper']")
        assert bool(listed) == bool(numbers), path
        for number in numbers:
            (cited,) = number.xpath("./preceding-sibling::a[1]/@href")
            assert urldefrag(cited)[0] == listed[int(number.text_content().strip("[]")) - 1], path
            marked += 1
    assert marked > 30


def test_what_is_cited_outside_of_marks_is_what_is_listed(site: Site) -> None:
    for path, data in site.pages.items():
        if path.startswith(("sources/", "figures/")):  # they list places themselves
            continue
        document = html.fromstring(data)
        for panel in document.xpath("//*[@class='panel']"):
            panel.getparent().remove(panel)
        listed = document.xpath("//details[@id='page-sources']//li/a/@href")
        assert {urldefrag(link)[0] for link in document.xpath(CITED + "/@href")} == set(listed), path


def test_each_place_that_is_cited_has_a_link_of_its_own(ours: Site) -> None:
    (line,) = ours.page("designations/ccop/").xpath("//section[@id='leads-to']/p[@class='src']")
    assert re.sub(r"\[\d+\]", "", line.text_content()).endswith(" CCOP page, lines 43, 122")
    assert [link.get("href").partition("#")[2] for link in line.iter("a")] == ["place-43", "place-122"]


def test_lines_within_longer_ones_are_not_cited_again(ours: Site) -> None:
    (line,) = ours.page("designations/ccop/").xpath("//div[@id='awarding-1']/p[@class='src']")
    assert "lines 27–32;" in re.sub(r"\[\d+\]", "", line.text_content())
