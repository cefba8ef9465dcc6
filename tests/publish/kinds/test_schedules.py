"""The page of a schedule: figures are written by hand from the sources, not read from the data."""

from __future__ import annotations

from tests.publish.sites import Site


def activity(site: Site, url: str, key: str) -> str:
    entry = site.page(url).get_element_by_id(f"activity-{key}")
    return " ".join(" ".join(entry.itertext()).split())


def test_a_schedule_says_what_each_activity_earns(ours: Site) -> None:
    url = "cpd/ccop-2017/"
    assert "2 each" in activity(ours, url, "course")
    assert "Each one counts once in 3 years." in activity(ours, url, "course")
    assert "10 to choose from Anger Management" in activity(ours, url, "course")
    assert activity(ours, url, "seminar") == "Attend a seminar 1 2"
    assert activity(ours, url, "workshop-participant") == "Take part in a workshop or training 2 3"
    assert "1 each" in activity(ours, url, "article")
    assert "At most 15 points in 3 years." in activity(ours, url, "article")
    assert (
        "400 to 2000 words (printed: 400 – 1000 words): 1 point; more than 2000 words: 2 points"
        in activity(ours, url, "publication")
    )
    assert "3 each" in activity(ours, "cpd/ccsup-2017/", "company-award")


def test_a_section_says_what_it_asks_and_what_is_concluded_of_it(ours: Site) -> None:
    section = " ".join(ours.text("cpd/ccop-2017/", "category-short-courses").split())
    assert "Points in 3 years: 10 or more." in section
    assert "so we count 20 at most." in section
    marks = (
        ours.page("cpd/ccop-2017/")
        .get_element_by_id("category-short-courses")
        .xpath(".//details[contains(@class, 'mark')]")
    )
    assert len(marks) == 1


def test_a_condition_is_a_sentence_and_said_once_where_most_activities_share_it(ours: Site) -> None:
    url = "cpd/ccop-2017/"
    text = ours.text(url, "category-professional-development")
    assert text.count("An event counts only if it is registered with") == 1
    assert "It counts without that condition." in activity(ours, url, f"{ours.catalogue.body.body}-event")
    assert "A blog or article counts only on an approved site" in activity(ours, url, "own-article")


def test_a_schedule_says_at_once_what_it_is_not(ours: Site, other: Site) -> None:
    assert ours.text("cpd/ccop-2017/", "notices").count("2017-2019") == 1
    assert "Incomplete." in read_band(ours, "cpd/ccba-totals/")
    assert "History." in read_band(other, "cpd/hand-port-office/")
    assert "Incomplete." in read_band(other, "cpd/hand-port-office/")
    assert "50 points" in ours.text("cpd/ccop-saqa-old/")


def read_band(site: Site, url: str) -> str:
    return str(site.page(url).get_element_by_id("content").find("header").text_content())


def test_the_ways_to_count_begin_with_the_one_that_is_followed(ours: Site) -> None:
    ways = (
        ours.page("cpd/ccop-2017/")
        .get_element_by_id("verdicts")
        .xpath(".//div[starts-with(@id, 'verdict-')]")
    )
    assert [way.get("id") for way in ways] == [
        "verdict-every-category",
        "verdict-without-section-3",
        "verdict-any-combination",
    ]
    assert [way.getparent().tag for way in ways] == ["section", "details", "details"], "others are folded"
    said = [" ".join(way.text_content().split()) for way in ways]
    assert "Every section (we follow)" in said[0]
    assert "The minimums of sections 1, 2, 3, 5 and 6, together 115 points." in said[0]
    assert "The same, but with the minimums of sections 1, 2, 5 and 6, together 105 points." in said[1]


def test_every_kind_of_rule_is_shown(other: Site) -> None:
    keeper = other.text("cpd/keeper-2021/")
    for said in (
        "Have you taken the oath?",
        "Answered once by the member.",
        "At most 2 points in one day",
        "A plan puts at most 8 hours into one entry",
        "the days are added up in a CPD year",
        "the second counts half",
        "0.5 to 2 each",
        "At least once in 3 years, where “Post” is shore",
        "Only from 1 January 2022",
        "less a twelfth for each month away",
        "At least 6 points (rock) or 4 points (shore), by “Post”",
        "counting only topic ethics",
        "Into the next year: the least of 5 points",
        "Any of these:",
        "A lamp is drawn beside the rule for courses.",
        "Whether an illness lowers what is asked.",
    ):
        assert said in keeper
    hand = other.text("cpd/hand-2020/")
    for said in (
        "The last 12 months, on any day",
        "hours, to 0.25",
        "The rules call it a pleasure.",
    ):
        assert said in hand
