"""The form of every page."""

from __future__ import annotations

from itertools import pairwise

from lxml import html

from tests.publish.sites import Site


def test_headings_are_in_order_and_tables_have_captions(site: Site) -> None:
    for path, data in site.pages.items():
        document = html.fromstring(data)
        levels = [int(heading.tag[1]) for heading in document.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(second <= first + 1 for first, second in pairwise(levels)), path
        for table in document.iter("table"):
            assert table.find("caption") is not None, path
            assert all(cell.get("scope") in ("row", "col") for cell in table.iter("th")), path
            if table.get("class") == "table":  # a wide one scrolls in a region of its own
                assert table.getparent().get("role") == "region", path
                assert table.getparent().get("tabindex") == "0", path


def test_a_long_page_lists_its_parts(ours: Site) -> None:
    document = ours.page("designations/ccop/")
    listed = document.xpath("//nav[@class='contents']//a/@href")
    assert listed[:3] == ["#awarding", "#then", "#keeping"]
    assert {link[1:] for link in listed} <= set(document.xpath("//@id"))


def test_ids_are_unique(site: Site) -> None:
    for path, data in site.pages.items():
        ids = html.fromstring(data).xpath("//@id")
        assert len(ids) == len(set(ids)), path
