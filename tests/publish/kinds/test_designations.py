"""The page of a designation: figures are written by hand from the sources, not read from the data."""

from __future__ import annotations

import re

from tests.publish.sites import Site


def test_a_designation_opens_with_its_figures(ours: Site) -> None:
    figures = {
        # level, NQF, a year, a cycle: the ladder of the sources' README
        "ccba": ("0-1", "3", "13.33 points", "40 points"),
        "ccsup": ("2", "4", "25 points", "75 points"),
        "ccop": ("3", "4", "35 points", "105 points"),
        "ccstp": ("4", "6", "40 points", "120 points"),
        "ccidp": ("5", "7", "45 points", "135 points"),
    }
    assert list(ours.catalogue.designations) == list(figures)
    for key, expected in figures.items():
        shown = ours.page(f"designations/{key}/").get_element_by_id("key-facts").xpath(".//dd")
        assert tuple(value.text_content() for value in shown[:4]) == expected
        assert "manager" in shown[4].text_content().lower() or key in ("ccba", "ccsup", "ccidp")


def bars(site: Site, key: str) -> dict[str, tuple[str, list[str], list[str]]]:
    """What is said of each category, and what is drawn: how much is filled, and where the stroke is."""
    found = {}
    for row in site.page(f"designations/{key}/").xpath("//ul[@class='bars']/li"):
        (name,) = row.xpath("./a")
        said = re.sub(
            r"\d+[a-z]?\b(?: \d+[a-z]\b)* ?≠[ \d]*|(?<=[a-z])\d[\da-z ]*", "", row.find("span").text_content()
        )
        filled = row.xpath(".//rect[@class='least']/@width")
        found[name.text_content()] = (" ".join(said.split()), filled, row.xpath(".//line/@x1"))
    return found


def test_cpd_by_category_in_words_and_as_bars(ours: Site) -> None:
    shown = bars(ours, "ccop")
    assert {name: (filled, stroke) for name, (_, filled, stroke) in shown.items()} == {
        # a full bar is 105 points
        "1. Short courses": (["9.52%"], []),
        "2. Professional Development": (["42.86%"], []),
        "3. In-house Training (your employer)": (["9.52%"], ["9.52%"]),
        "4. Education and Training": ([], []),
        "5. Reading and Publishing": (["28.57%"], []),
        "6. Personal Development": (["19.05%"], []),
        "7. Informal CPD activities": ([], []),
    }
    words = {name: said for name, (said, _, _) in shown.items()}
    assert words["2. Professional Development"] == "at least 45 points in a cycle"
    assert words["3. In-house Training (your employer)"].startswith("at least 10 points in a cycle")
    assert "at most 10 points in a cycle" in words["3. In-house Training (your employer)"]
    assert words["4. Education and Training"].startswith("at most 20 points in a CPD year")
    assert words["7. Informal CPD activities"] == "no minimum, no maximum"
    least = [said.split(" points")[0] for said, _, _ in bars(ours, "ccsup").values()]
    assert [re.sub(r"\D", "", said) for said in least] == ["20", "15", "10", "10", "25", "5", ""]


def test_criteria_are_read_aloud_the_adopted_reading_first(ours: Site) -> None:
    text = ours.text("designations/ccop/", "awarding-1")
    assert text.startswith(f"{ours.catalogue.body.abbreviation}'s own pages (adopted)")
    assert text.index("All of these:") < text.index("At least one of these:")
    for part in (
        "57712",
        "21792",
        "18 months or more as team leader or in equivalent work",
        "12 months or more of generic management",
    ):
        assert part in text
    assert "Matric" in text
    older = ours.text("designations/ccop/", "awarding-3")
    assert "5 years or more as workforce manager" in older
    support = ours.text("designations/ccsup/", "awarding-1")
    assert "completed or partly completed" in support
    assert "more than 6 months leading a contact centre team" in support


def test_the_list_says_what_each_asks_and_what_keeps_it(ours: Site) -> None:
    rows = ours.rows("designations/", "From the lowest to the highest")
    assert [row[0].split(" CC")[0] for row in rows][2] == "Contact Centre Operational Professional"
    assert rows[2][2] == (
        "You need: One of two qualifications, 18 months as team leader, "
        "12 months of generic management in a contact centre and Matric Certificate"
    )
    assert rows[2][3] == "To keep it: 35 points a year, 105 in 3 years, or 115 to meet every section"
    assert rows[4][2] == "You need: Not known: our copy of the source does not show it"


def test_facts_of_the_body_are_folded(site: Site) -> None:
    page = site.page("designations/")
    assert page.get_element_by_id("body").xpath("ancestor::details")
