"""The page that holds designations side by side, and the addresses of pairs, as a visitor reads them."""

from __future__ import annotations

import re

from lxml import html

from tests.publish.sites import Site


def row(site: Site, caption: str, head: str) -> list[str]:
    return next(row[1:] for row in site.rows("compare/", caption) if row[0].startswith(head))


def test_every_pair_leads_to_the_step_between_the_two(site: Site) -> None:
    keys = list(site.catalogue.designations)
    linked = site.page("compare/").xpath("//main//a/@href")
    for number, first in enumerate(keys):
        for second in keys[number + 1 :]:
            assert f"compare/{second}/{first}/index.html" not in site.files
            page = html.fromstring(site.files[f"compare/{first}/{second}/index.html"])
            to = f"../../../pathways/{first}/{second}/"
            assert page.xpath("//meta[@http-equiv='refresh']/@content") == [f"0; url={to}"]
            assert page.xpath("//link[@rel='canonical']/@href") == [to]
            assert page.xpath("//main//a/@href") == [to]
            assert f"../pathways/{first}/{second}/" in linked


def test_nothing_leads_to_a_page_that_only_leads_on(site: Site) -> None:
    for path, data in site.pages.items():
        assert not re.findall(rb'href="[^"]*compare/[a-z]+/', data), path
    moved = [output for output in site.outputs if re.match("compare/.+/.+/", output.address)]
    assert moved
    assert not [output.address for output in moved if output.sheet]  # nor the map of the site


def test_a_row_says_what_each_asks_in_whole_words(ours: Site) -> None:
    asked = row(ours, "What an applicant must hold", "Experience")
    assert asked[0] == "CCBA not known"
    assert "More than 6 months leading a contact centre team" in asked[1]
    assert "18 months or more as team leader or in equivalent work" in asked[2]
    assert row(ours, "What an applicant must hold", "Certificate")[3] == "CCStP not asked"


def test_no_qualification_is_named_that_only_another_text_accepts(ours: Site) -> None:
    asked = row(ours, "What an applicant must hold", "Qualification")
    assert "93996" in asked[1]
    assert "93996" not in asked[2]
    assert not [cell for cell in asked if "100970" in cell or "110440" in cell]


def test_what_keeps_each_stands_side_by_side(ours: Site) -> None:
    assert row(ours, "All designations side by side", "CPD a year") == [
        "CCBA 13.33 points",
        "CCSUP 25 points",
        "CCOP 35 points",
        "CCStP 40 points",
        "CCIDP 45 points",
    ]
    assert (
        row(ours, "All designations side by side", "CPD a cycle")[2]
        == "CCOP 105 points in 3 years, or 115 to meet every section"
    )
    assert row(ours, "What each section asks and counts in a cycle", "Professional Development") == [
        "CCSUP 15 or more",
        "CCOP 45 or more",
    ]
    assert "Only totals are published for CCBA, CCStP and CCIDP." in ours.text("compare/", "keeping")


def test_each_cell_names_its_designation_for_narrow_screens(site: Site) -> None:
    for cells in site.page("compare/").get_element_by_id("glance").xpath(".//tbody/tr"):
        named = [label.text_content() for label in cells.find_class("of")]
        assert named == [one.abbreviation for one in site.catalogue.designations.values()]


def test_a_block_has_one_mark_and_one_line_of_sources(site: Site) -> None:
    for block in site.page("compare/").xpath("//section[@class='compare']"):
        assert len(block.find_class("mark")) <= 1
        assert len(block.xpath("./p[@class='src']")) == 1
