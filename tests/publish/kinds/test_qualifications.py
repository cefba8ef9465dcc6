"""The page of a qualification: figures are written by hand from the sources, not read from the data."""

from __future__ import annotations

import re

from catalogue.model.base import Reference
from catalogue.model.steps import walk_below
from tests.publish.sites import Site


def test_a_qualification_adds_up_its_credits(ours: Site) -> None:
    url = "qualifications/99687/"
    modules = ours.rows(url, "Credits by module")
    assert [int(row[2]) for row in modules] == [8, 48, 36, 41, 58, 52, 42]
    assert [int(row[1]) for row in modules] == [2, 7, 4, 4, 6, 7, 4]
    assert sum(int(row[1]) for row in modules) == 34
    assert [row[:2] for row in ours.rows(url, "Credits by component")] == [
        ["Knowledge", "80"],
        ["Practical", "98"],
        ["Work experience", "107"],
    ]
    assert [row[:2] for row in ours.rows(url, "Credits by NQF level")] == [
        ["4", "46"],
        ["5", "155"],
        ["6", "84"],
    ]
    assert "285 credits" in ours.text(url)
    assert "2850" in ours.text(url, "key-facts")
    units = ours.rows(url, "Units of module 5")
    assert re.fullmatch(r"Supplier management\d 143905000-KM-09", units[0][0])
    assert units[0][1:] == ["knowledge", "6", "10"]
    assert len(units) == 6
    pictures = ours.page(url).xpath("//svg[@class='stack']")
    assert [len(picture.xpath("./g")) for picture in pictures] == [7, 3, 3]
    assert pictures[1].xpath("./g[1]/rect/@width") == ["28.07%"]  # 80 of 285 credits


def test_each_copy_of_a_record_keeps_its_dates(ours: Site) -> None:
    rows = ours.rows("qualifications/99687/", "What each copy of the register’s record says")
    assert ["Last achievement", "30 June 2027", "30 December 2029"] in rows


def is_qualification(value: object) -> bool:
    return isinstance(value, Reference) and value.kind == "qualification"


def test_a_qualification_names_the_designations_that_ask_for_it(site: Site) -> None:
    named = {
        designation: {str(value) for _, value in walk_below((), record) if is_qualification(value)}
        for designation, record in site.catalogue.designations.items()
    }
    assert any(named.values())
    for key in site.catalogue.qualifications:
        asking = [designation for designation, keys in named.items() if key in keys]
        shown = site.page(f"qualifications/{key}/").get_element_by_id("asked-by").xpath(".//a/@href")
        assert [re.findall(r"designations/([^/]+)/", link)[0] for link in shown] == asking
