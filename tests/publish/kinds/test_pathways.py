"""The pages of the ladder, from each designation to each higher one, read as a visitor reads them."""

from __future__ import annotations

from tests.publish.sites import Site

STEP = "pathways/ccsup/ccop/"


def test_every_way_up_has_a_page_and_the_lower_designation_leads_to_it(site: Site) -> None:
    keys = list(site.catalogue.designations)
    for number, low in enumerate(keys):
        for high in keys[number + 1 :]:
            assert f"pathways/{low}/{high}/index.html" in site.pages
            assert f"pathways/{high}/{low}/index.html" not in site.pages
            links = site.page(f"designations/{low}/").xpath("//main//a/@href")
            assert f"../../pathways/{low}/{high}/" in links
    first = f"../pathways/{keys[0]}/{keys[1]}/"
    assert first in site.page("designations/").xpath("//main//a/@href")


def test_what_a_holder_needs_comes_first(ours: Site) -> None:
    text = ours.text(STEP)
    assert "The page of the CCSUP names this step" in text
    assert "the CCOP can be applied for directly" in text
    assert "Who holds the CCSUP needs its 25 points in the 12 months before applying" in text
    assert "CPD a year: 35 points in place of 25 points, 10 points more." in text


def test_study_time_and_fees_as_far_as_they_are_published(ours: Site) -> None:
    beside = ours.text(STEP, "beside")
    assert "Further Education and Training Certificate: Generic Management: 150 credits" in beside
    assert "National Diploma: Contact Centre Management: 241 credits" in beside
    assert "12 months or more of generic management in a contact centre" in beside
    assert "while the points of the CCSUP are kept: 25 points a year" in beside
    then = ours.text(STEP, "then")
    assert "R800.00, excluding VAT, for 12 months" in then
    assert "credits not published in our sources" in ours.text("pathways/ccba/ccsup/", "beside")


def test_the_registers_readings_stand_beside_the_adopted_one(ours: Site) -> None:
    beside = ours.text(STEP, "beside")
    assert "SAQA's register, present text" in beside
    assert "5 years or more as workforce manager" in beside


def test_silence_is_said(ours: Site) -> None:
    first = ours.text("pathways/ccba/ccsup/")
    assert "Whether the CCBA leads here is not published in our sources." in first
    assert "Whether a holder of the CCBA is asked for its points first is not published" in first
    last = ours.text("pathways/ccstp/ccidp/", "beside")
    assert "the qualification, the experience and whatever else is asked are not known" in last


def test_what_must_be_held_is_told(other: Site) -> None:
    assert "The page of the LK names this step" in other.text("pathways/keeper/master/")
    assert "The criteria name holding the LK among what they ask." in other.text("pathways/keeper/master/")
    assert "holding the LK among" not in other.text("pathways/hand/master/")


def test_the_rungs_between_are_an_offer(ours: Site) -> None:
    links = ours.page("pathways/ccba/ccstp/").xpath("//section[@id='ways']//a/@href")
    assert links == [
        "../../../pathways/#to=ccstp",
        "../../../pathways/ccba/ccsup/",
        "../../../pathways/ccsup/ccop/",
        "../../../pathways/ccop/ccstp/",
        "../../../compare/ccba/ccstp/",
    ]
