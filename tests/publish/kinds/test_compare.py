"""The pages that hold designations side by side, read as a visitor reads them."""

from __future__ import annotations

from tests.publish.sites import Site

PAIR = "compare/ccsup/ccop/"


def test_every_pair_has_a_page_and_each_designation_leads_to_it(site: Site) -> None:
    keys = list(site.catalogue.designations)
    for number, first in enumerate(keys):
        for second in keys[number + 1 :]:
            assert f"compare/{first}/{second}/index.html" in site.pages
            assert f"compare/{second}/{first}/index.html" not in site.pages
            for key in (first, second):
                links = site.page(f"designations/{key}/").xpath("//main//a/@href")
                assert f"../../compare/{first}/{second}/" in links
            assert f"../compare/{first}/{second}/" in site.page("compare/").xpath("//main//a/@href")


def test_what_changes_comes_first(ours: Site) -> None:
    text = ours.text(PAIR)
    assert "Level 3 in place of 2." in text
    assert "NQF level 4 for both." in text
    assert "CPD a year: 35 points in place of 25 points, 10 points more." in text
    assert "CPD a cycle: 105 points in 3 years in place of 75 points in 3 years, 30 points more." in text
    assert text.index("10 points more") < text.index("Side by side", text.index("10 points more"))


def row(site: Site, url: str, caption: str, head: str) -> list[str]:
    return next(row[1:] for row in site.rows(url, caption) if row[0].startswith(head))


def test_each_cell_names_its_designation_for_narrow_screens(site: Site) -> None:
    keys = list(site.catalogue.designations)
    for cells in site.page(f"compare/{keys[0]}/{keys[1]}/").xpath("//div[@class='scroll']//tbody/tr"):
        named = [label.text_content() for label in cells.find_class("of")]
        assert named == [site.catalogue.designations[key].abbreviation for key in keys[:2]]


def test_category_minimums_stand_side_by_side(ours: Site) -> None:
    one, two = row(ours, PAIR, "What each category asks, and what it limits", "Professional Development")
    assert one.startswith("CCSUP at least 15 points in 3 years")
    assert two.startswith("CCOP at least 45 points in 3 years")


def test_criteria_are_read_aloud(ours: Site) -> None:
    one, two = row(ours, PAIR, "What an applicant must hold", "Experience")
    assert "more than 6 months leading a contact centre team" in one
    assert "18 months or more as team leader or in equivalent work" in two


def test_activities_whose_points_differ(ours: Site) -> None:
    caption = "Activities that earn differently, or that only one of them counts"
    assert row(ours, PAIR, caption, "Receive a company award") == [
        "CCSUP 3 points for each award",
        "CCOP 1 point for each award",
    ]
    assert row(ours, PAIR, caption, "Receive an industry award") == [
        "CCSUP not in its plan",
        "CCOP 3 points for each award",
    ]
    assert "21 activities earn the same for both" in ours.text(PAIR, "activities")


def test_silence_is_said_and_never_compared(ours: Site) -> None:
    keeping = ours.text("compare/ccba/ccop/", "keeping")
    assert "Only the totals are published in our sources" in keeping
    assert "neither categories nor activities are compared" in keeping
    assert "no minimum" not in keeping
    assert "activities" not in ours.page("compare/ccba/ccop/").xpath("//section/@id")
    one, two = row(ours, "compare/ccop/ccidp/", "What an applicant must hold", "Certificate")
    assert one.startswith("CCOP Matric Certificate or equivalent")
    assert two == "CCIDP not known: our copy of the source is cut"
    one, _ = row(ours, "compare/ccba/ccop/", "What an applicant must hold", "Certificate")
    assert one == "CCBA not known: our copy of the source is cut"


def test_disagreements_about_both_lead_to_their_readings(ours: Site) -> None:
    links = ours.page(PAIR).get_element_by_id("conflicts").xpath(".//li/a/@href")
    assert "../../../conflicts/#ccop-reading" in links
    assert "../../../conflicts/#ccsup-experience" in links


def test_all_stand_side_by_side(ours: Site) -> None:
    assert row(ours, "compare/", "All designations side by side", "CPD a year") == [
        "CCBA 13.33 points",
        "CCSUP 25 points",
        "CCOP 35 points",
        "CCStP 40 points",
        "CCIDP 45 points",
    ]


def test_units_of_another_kind_are_never_subtracted(other: Site) -> None:
    text = other.text("compare/hand/keeper/")
    assert "24 hours" in text
    assert "20 points" in text
    assert " more." not in text
    assert " less." not in text
