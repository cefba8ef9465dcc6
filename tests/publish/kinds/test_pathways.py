"""The pages of the steps, from each designation to each higher one, read as a visitor reads them."""

from __future__ import annotations

import gzip

import pytest

from tests.publish.sites import Site

STEP = "pathways/ccsup/ccop/"


def answer(site: Site, url: str) -> dict[str, str]:
    """What a step says first, without its marks."""
    found = {}
    for entry in site.page(url).xpath("//aside//dl[@class='glance']/div"):
        said = entry.find("dd")
        for mark in said.find_class("mark"):
            mark.drop_tree()
        found[entry.find("dt").text_content()] = " ".join(said.text_content().split())
    return found


def test_every_step_has_a_page_and_the_lower_designation_leads_to_it(site: Site) -> None:
    keys = list(site.catalogue.designations)
    for number, low in enumerate(keys):
        for high in keys[number + 1 :]:
            assert f"pathways/{low}/{high}/index.html" in site.pages
            assert f"pathways/{high}/{low}/index.html" not in site.pages
            links = site.page(f"designations/{low}/").xpath("//main//a/@href")
            assert f"../../pathways/{low}/{high}/" in links


def test_what_must_be_added_comes_first(ours: Site) -> None:
    assert answer(ours, STEP) == {
        "You add": "One of two qualifications, 18 months as team leader "
        "and 12 months of generic management in a contact centre",
        "You already have": "Matric Certificate and your time leading a contact centre team",
        "First": "25 points in the 12 months before you apply",
        "After": "35 points a year instead of 25; in 3 years 105 instead of 75, or 115 to meet every section",
    }
    assert "From Support to Operational Professional" in ours.text(STEP)


def test_what_differs_stands_beside_what_was_asked_before(ours: Site) -> None:
    text = ours.text(STEP, "add")
    assert "For the CCSUP: more than 6 months leading a contact centre team." in text
    assert "For the CCSUP: not asked." in text
    assert "Asked again, and shown already: Matric Certificate." in text
    assert "Not asked by the CCOP: 18 months as contact centre brand ambassador." in text


def test_a_qualification_that_only_another_text_names_is_not_counted(ours: Site) -> None:
    text = ours.text(STEP, "add")
    assert "None of those that lead to the CCSUP counts; 93996 stands in another text alone" in text
    ways = ours.page(STEP).xpath("//section[@id='add']//ul[@class='or']//a/@href")
    assert ways == ["../../../qualifications/57712/", "../../../qualifications/21792/"]


def test_what_can_run_at_the_same_time(ours: Site) -> None:
    beside = ours.text(STEP, "beside")
    assert "Study, work and your 25 points a year as a CCSUP" in beside
    assert "Credits to study: 150 (57712) or 241 (21792)." in beside
    assert "send your documents, pass the Board Exam, pay the designation fee" in beside
    assert "132 (93996); of others not published" in ours.text("pathways/ccba/ccsup/", "beside")


def test_minimum_points_of_both_where_they_differ(ours: Site) -> None:
    assert ours.rows(STEP, "Minimum points of both") == [
        ["Each year", "25", "35", "+10"],
        ["In 3 years", "75", "105", "+30"],
        ["Short courses", "20", "10", "−10"],
        ["Professional Development", "15", "45", "+30"],
        ["Reading and Publishing", "25", "30", "+5"],
        ["Personal Development", "5", "20", "+15"],
        ["To meet every section", "75", "115", "+40"],
    ]
    keeping = ours.text(STEP, "keeping")
    assert "The same for both: In-house Training (your employer), at least 10." in keeping
    assert "Education and Training: at most 20 points in a CPD year" in keeping
    caption = "Activities that earn differently, or that only one of them counts"
    assert ["Receive a company award", "CCSUP 3 points for each award", "CCOP 1 point for each award"] in (
        ours.rows(STEP, caption)
    )
    assert "21 activities earn the same." in keeping


def test_silence_is_said_and_never_compared(ours: Site) -> None:
    first = answer(ours, "pathways/ccba/ccsup/")
    assert first["You already have"] == "Not known: our sources do not show all that the CCBA asks"
    body = ours.catalogue.body.abbreviation
    assert first["First"].startswith(f"Ask {body} which points it wants to see before you apply")
    assert "Not all that the CCBA asks is known" in ours.text("pathways/ccba/ccsup/", "add")
    last = answer(ours, "pathways/ccstp/ccidp/")
    assert last["You add"] == "Not known: what the CCIDP asks is not in our sources"
    assert last["You already have"] == "Not known either"
    assert "Not asked by" not in ours.text("pathways/ccstp/ccidp/", "add")
    assert "no minimum" not in ours.text("pathways/ccba/ccop/", "keeping")


def test_holding_the_lower_one_is_told_where_it_is_named(other: Site) -> None:
    assert answer(other, "pathways/keeper/master/")["You already have"] == "The LK itself"
    assert "HH itself" not in other.text("pathways/hand/master/")


def test_units_of_another_kind_are_never_subtracted(other: Site) -> None:
    after = answer(other, "pathways/hand/keeper/")["After"]
    assert after.startswith("20 points a year instead of 24 hours; 60 points in 3 years instead of 24 hours")
    assert not other.page("pathways/hand/keeper/").xpath("//table[@class='pair']")


@pytest.mark.parametrize("part", ["keeping", "work", "ways", "conflicts"])
def test_what_is_not_asked_at_once_is_folded(ours: Site, part: str) -> None:
    assert ours.page(STEP).get_element_by_id(part).tag == "details"


def test_the_designations_between_are_an_offer(ours: Site) -> None:
    links = ours.page("pathways/ccba/ccstp/").get_element_by_id("ways").xpath(".//p/a/@href")
    assert [url for url in links if "pathways" in url] == [
        "../../../pathways/ccba/ccsup/",
        "../../../pathways/ccsup/ccop/",
        "../../../pathways/ccop/ccstp/",
    ]


def test_a_step_is_light(site: Site) -> None:
    steps = [
        data for path, data in site.pages.items() if path.startswith("pathways/") and path.count("/") == 3
    ]
    assert max(len(gzip.compress(data, 9)) for data in steps) <= 11_000
