"""The page of a schedule: figures are written by hand from the sources, not read from the data."""

from __future__ import annotations

from tests.publish.sites import Site


def activity(site: Site, url: str, key: str) -> str:
    entry = site.page(url).get_element_by_id(f"activity-{key}").getparent()
    return " ".join(entry.text_content().split())


def test_a_schedule_says_what_each_activity_earns(ours: Site) -> None:
    url = "cpd/ccop-2017/"
    assert "each course: 2 points" in activity(ours, url, "course")
    assert "Each listed course counts once: each course counts once in 3 years" in activity(
        ours, url, "course"
    )
    assert "10 choicesAnger Management" in activity(ours, url, "course")
    assert "1 day: 1 point 2 days or more: 2 points" in activity(ours, url, "seminar")
    assert "1 day: 2 points 2 days or more: 3 points" in activity(ours, url, "workshop-participant")
    assert "each article: 1 point" in activity(ours, url, "article")
    assert "at most 15 points in 3 years" in activity(ours, url, "article")
    assert "400 to 2000 words (printed: 400 – 1000 words): 1 point more than 2000" in activity(
        ours, url, "publication"
    )
    assert "each award: 3 points" in activity(ours, "cpd/ccsup-2017/", "company-award")


def test_a_condition_that_most_activities_share_is_said_once(ours: Site) -> None:
    url = "cpd/ccop-2017/"
    text = ours.text(url, "category-professional-development")
    assert text.count("counts only if: Was the event registered with") == 1
    assert "Counts only if" not in activity(ours, url, "seminar")
    assert "Counts without that condition" in activity(ours, url, f"{ours.catalogue.body.body}-event")
    assert "Counts only if: Was it published on an approved site" in activity(ours, url, "own-article")


def test_a_schedule_says_at_once_what_it_is_not(ours: Site, other: Site) -> None:
    assert ours.text("cpd/ccop-2017/", "notices").count("2017-2019") == 1
    head = ours.page("cpd/ccba-totals/").get_element_by_id("content").find("header").text_content()
    assert "Incomplete." in head
    head = other.page("cpd/hand-port-office/").get_element_by_id("content").find("header").text_content()
    assert "History." in head
    assert "Incomplete." in head
    assert "50 points" in ours.text("cpd/ccop-saqa-old/")


def test_the_first_verdict_is_marked_as_adopted(ours: Site) -> None:
    sections = ours.page("cpd/ccop-2017/").get_element_by_id("verdicts").xpath("./section|./details")
    assert [section.get("id") for section in sections] == [
        "verdict-every-category",
        "verdict-without-section-3",
        "verdict-any-combination",
    ]
    assert [section.get("class") for section in sections] == ["adopted", None, None]


def test_every_kind_of_rule_is_shown(other: Site) -> None:
    keeper = other.text("cpd/keeper-2021/")
    for said in (
        "Have you taken the oath?",
        "Answered once by the member.",
        "at most 2 points in one day",
        "A plan puts at most 8 hours into one entry",
        "the days are added up in a CPD year",
        "the second counts half",
        "0.5 to 2 points for each light; you enter the points",
        "at least once in 3 years, where “Post” is shore",
        "Only from 1 January 2022",
        "less a twelfth for each month away",
        "at least 6 points (rock) or 4 points (shore), by “Post”",
        "counting only topic ethics",
        "Into the next year: the least of 5 points",
        "Any of these:",
        "A lamp is drawn beside the rule for courses.",
        "Whether an illness lowers what is asked.",
    ):
        assert said in keeper
    hand = other.text("cpd/hand-2020/")
    for said in (
        "the last 12 months, on any day",
        "hours, to 0.25",
        "nothing: The rules call it a pleasure.",
    ):
        assert said in hand
