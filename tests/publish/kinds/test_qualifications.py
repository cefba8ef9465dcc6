"""The page of a qualification: figures are written by hand from the sources, not read from the data."""

from __future__ import annotations

import re

from catalogue.rules.askers import list_askers
from tests.publish.sites import Site


def test_a_qualification_adds_up_its_credits(ours: Site) -> None:
    url = "qualifications/99687/"
    modules = ours.rows(url, "Credits by module")
    assert [int(row[2]) for row in modules] == [8, 48, 36, 41, 58, 52, 42, 285]
    assert [int(row[1]) for row in modules[:-1]] == [2, 7, 4, 4, 6, 7, 4]
    assert sum(int(row[1]) for row in modules[:-1]) == 34
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
    assert modules[-1][0] == "Together"
    assert modules[-1][2] == "285"
    pictures = ours.page(url).xpath("//svg[@class='stack']")
    assert [len(picture.xpath("./g")) for picture in pictures] == [7]
    assert pictures[0].xpath("./g[1]/rect/@width") == ["2.81%"]  # 8 of 285 credits


def test_all_units_stand_in_one_table_that_copies_cleanly(ours: Site) -> None:
    units = ours.rows("qualifications/99687/", "All units, in the order of the source")
    assert len(units) == 34
    assert ["Supplier management", "143905000-KM-09", "5", "knowledge", "6", "10"] in units
    assert [unit[2] for unit in units] == sorted(unit[2] for unit in units)


def test_each_copy_of_a_record_keeps_its_dates(ours: Site) -> None:
    later = ours.text("qualifications/99687/", "record-2")
    assert "30 December 2026" in later
    assert "30 December 2029" in later
    earlier = ours.text("qualifications/99687/", "record-1")
    assert "30 June 2027" in earlier
    assert "30 December 2029" not in earlier


def test_an_old_copy_says_nothing_of_today(ours: Site) -> None:
    said = " ".join(ours.text("qualifications/57712/", "key-facts").split())
    assert "Last day to enrol: not known; ask" in said
    assert "2010" not in said


def test_a_qualification_that_only_another_text_names_is_not_called_accepted(ours: Site) -> None:
    for key, accepted, named in (
        ("100970", [], ["ccop", "ccstp"]),
        ("110440", [], ["ccstp"]),
        ("93996", ["ccsup"], ["ccop"]),
        ("21792", ["ccop"], ["ccsup"]),
    ):
        rows = ours.page(f"qualifications/{key}/").xpath("//section[@id='asked-by']/ul/li")
        said = {
            re.findall(r"designations/([^/]+)/", row.xpath(".//a/@href")[0])[0]: row.text_content()
            for row in rows
        }
        assert list(said) == [*accepted, *named]
        assert all(": yes," in said[one] for one in accepted)
        assert all(": not by" in said[one] and "before you enrol" in said[one] for one in named)


def test_a_qualification_leads_to_the_designations_that_name_or_fit_it(site: Site) -> None:
    for key in site.catalogue.qualifications:
        askers = list_askers(site.catalogue, key)
        shown = site.page(f"qualifications/{key}/").xpath("//section[@id='asked-by']/ul/li/a/@href")
        expected = [*askers.accepted_by, *askers.named_only_by]
        assert [re.findall(r"designations/([^/]+)/", link)[0] for link in shown] == expected
