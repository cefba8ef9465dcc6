"""The page of a source shows each fact that rests on it."""

from __future__ import annotations

from urllib.parse import urldefrag, urljoin

from catalogue.model.base import Citation
from catalogue.model.walk import walk_catalogue
from tests.publish.sites import Site


def test_every_source_shows_each_fact_that_rests_on_it_where_it_stands(site: Site) -> None:
    counted: dict[str, int] = {}
    for _, value in walk_catalogue(site.catalogue):
        if isinstance(value, Citation):
            counted[value.source] = counted.get(value.source, 0) + 1
    for key in site.catalogue.sources:
        document = site.page(f"sources/{key}/")
        rows = document.get_element_by_id("facts").xpath("./ul/li")
        assert len(rows) == counted[key]
        for row in rows:
            place, says = (" ".join(part.text_content().split()) for part in row)
            assert place
            assert says
            target, anchor = urldefrag(urljoin(f"/sources/{key}/", row.xpath("./a/@href")[0]))
            (heading,) = row.xpath("../preceding-sibling::h3[1]/a/@href")
            assert urljoin(f"/sources/{key}/", heading) == target  # under the page where it stands
            path = f"{target.lstrip('/')}index.html"
            assert path in site.pages
            assert not anchor or f'id="{anchor}"'.encode() in site.pages[path], f"{key}: {target}#{anchor}"


def test_a_fact_on_a_source_reads_as_a_sentence(ours: Site) -> None:
    text = ours.text("sources/ccop-page/", "facts")
    for said in (
        "7-15 Level 3, NQF level 4, 35 points a year, 105 points in a cycle of 3 years",
        "82 Attend a seminar: from 1 day: 1 point; from 2 days: 2 points",
        "57 Short courses: at least 10 points in 3 years",
    ):
        assert said in text
