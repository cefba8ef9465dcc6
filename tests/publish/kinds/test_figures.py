"""The page of every figure leads to where each stands and to its source, and says what the table says."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urldefrag, urljoin

from catalogue.model.provenance import list_figures
from catalogue.publish.kinds.figures import build_address, list_steps
from tests.publish.sites import Site

PAGE = "figures/"


def test_each_figure_stands_with_its_source_or_as_our_conclusion(site: Site) -> None:
    found = list(list_figures(list_steps(site.catalogue)))
    rows = site.page(PAGE).xpath("//ul[@class='places']/li")
    shown = 0
    for row in rows:
        values = row.xpath("string(span[1])"), row.xpath("span[2]//code/text()")
        shown += len(values[1])
        assert values[0].strip()
        links = [urljoin(f"/{PAGE}", link) for link in row.xpath(".//a/@href")]
        assert len(links) > 1 or "our conclusion" in row.text_content()
        for link in links:
            target, anchor = urldefrag(link)
            path = f"{target.lstrip('/')}index.html"
            assert not anchor or f'id="{anchor}"'.encode() in site.pages[path], link
    assert shown == len(found)


def test_each_record_is_called_by_what_it_is_about(site: Site) -> None:
    """A question by its number alone tells nobody what it asks."""
    titles = site.page(PAGE).xpath("//summary/h2/text()")
    asked = {f"Question {one.number}: {one.question}" for one in site.catalogue.conflicts.values()}
    numbered = [title for title in titles if title.startswith("Question ")]
    assert numbered
    assert {*numbered} <= asked


def test_the_table_says_the_same(site: Site) -> None:
    text = site.files[build_address(site.catalogue.body.body)].decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(list(list_figures(list_steps(site.catalogue))))
    assert all(bool(row["source"]) != (row["ours"] == "yes") for row in rows)


def test_figures_of_ours_are_told_by_their_lines(ours: Site) -> None:
    text = ours.files[build_address("ccmg")].decode()
    assert "schedules,ccop-2017,demands.cycle-total.points.figure,105," in text
    seminar = (
        "schedules,ccop-2017,categories.professional-development.activities.seminar.earns.tiers.2.points"
    )
    assert f"{seminar},2,ccop-page:81; ccop-page:82,no" in text
    assert re.search(r"activities\.seminar\.most_a_year,2,,yes", text)
