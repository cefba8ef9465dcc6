"""The page of a designation: figures are written by hand from the sources, not read from the data."""

from __future__ import annotations

import re
from pathlib import Path

from tests.publish.sites import Site, build


def said(site: Site, key: str, part: str) -> str:
    """What a part of a designation's page says, in one line."""
    return " ".join(site.text(f"designations/{key}/", part).split())


def test_a_designation_opens_with_its_answer(ours: Site) -> None:
    figures = {
        # level, NQF, a year, a cycle: the ladder of the sources' README
        "ccba": ("0-1", "3", "13.33", "40 points"),
        "ccsup": ("2", "4", "25", "75 points"),
        "ccop": ("3", "4", "35", "105 points"),
        "ccstp": ("4", "6", "40", "120 points"),
        "ccidp": ("5", "7", "45", "135 points"),
    }
    assert list(ours.catalogue.designations) == list(figures)
    for key, (level, nqf, year, cycle) in figures.items():
        head = ours.page(f"designations/{key}/").xpath("string(//p[@class='eyebrow'])")
        assert f"level {level}, NQF level {nqf}" in head
        answer = said(ours, key, "key-facts")
        assert f"{cycle} in 3 years, {year} in each year." in answer
        assert "R800 (excl. VAT)" in answer
        assert "designation fee is not published" in answer


def test_what_is_needed_stands_first_in_short_and_then_one_by_one(ours: Site) -> None:
    answer = said(ours, "ccop", "key-facts")
    assert "One of two qualifications, 18 months as team leader" in answer
    assert "12 months of generic management in a contact centre and Matric Certificate" in answer
    page = ours.page("designations/ccop/")
    asked = [" ".join(one.text_content().split()) for one in page.xpath("//ol[@class='asks']/li/h3")]
    assert asked == [
        "A qualification, one of these two",
        "18 months or more as team leader or in equivalent work",
        "12 months or more of generic management in a contact centre",
        "Matric Certificate or equivalent",
    ]
    text = said(ours, "ccop", "awarding-1")
    assert "57712" in text
    assert "21792" in text
    assert "Last day to enrol: 30 June 2024." in text
    assert "Last day to enrol: not known." in text
    assert "5 years or more as workforce manager" in said(ours, "ccop", "awarding-3")
    support = said(ours, "ccsup", "awarding-1")
    assert "completed or partly completed" in support
    assert "More than 6 months leading a contact centre team" in support


def test_where_the_source_is_cut_the_page_says_so_in_one_place(ours: Site) -> None:
    assert "more that our copy of the source does not show" in said(ours, "ccba", "key-facts")
    page = ours.page("designations/ccba/")
    unknown = page.xpath("//ol[@class='asks']/li[@class='unknown']")
    assert len(unknown) == 2
    assert "Not known: our copy of the source does not show it" in said(ours, "ccidp", "key-facts")


def test_the_sections_are_told_in_words_and_drawn_beside_the_total(ours: Site) -> None:
    rows = dict(ours.rows("designations/ccop/", "Points by section, in a cycle of 3 years"))
    assert rows == {
        "1. Short courses": "10 or more",
        "2. Professional Development": "45 or more",
        "3. In-house Training (your employer)": "exactly 10",
        "4. Education and Training": "up to 20 a year",
        "5. Reading and Publishing": "30 or more",
        "6. Personal Development": "20 or more",
        "7. Informal CPD activities": "no minimum",
        "All minimums together": "115",
    }
    (drawn,) = ours.page("designations/ccop/").xpath("//svg[@class='points']")
    # the whole is 115 points
    assert drawn.xpath("./g/rect/@width") == ["8.70%", "39.13%", "8.70%", "26.09%", "17.39%"]
    assert drawn.xpath("./line/@x1") == ["91.30%"]  # 105 of 115
    least = [
        row[1].split()[0]
        for row in ours.rows("designations/ccsup/", "Points by section, in a cycle of 3 years")
    ]
    assert least[:4] == ["20", "15", "exactly", "up"]


def test_the_small_ladder_marks_the_designation(site: Site) -> None:
    for place, key in enumerate(site.catalogue.designations):
        (drawn,) = site.page(f"designations/{key}/").xpath("//p[@class='eyebrow']/svg")
        marked = [rung.get("class") == "on" for rung in drawn.iter("{*}rect")]
        assert marked.index(True) == place
        assert sum(marked) == 1


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


def test_no_figure_is_printed_that_nobody_published(lighthouse: Path, tmp_path: Path) -> None:
    """A year whose points are not published, and a least of each year beside a total that is more."""
    silent = "  not_published: {nqf_level: None is given., points_a_year: Only the total is given.}\n"
    for old, new in (("  nqf_level: 4\n", ""), ("  points_a_year: 20\n", silent)):
        replace_text(lighthouse / "designations/keeper/designation.yml", old, new)
    files = build(lighthouse, tmp_path)
    said = {
        page: " ".join(files[f"{page}/index.html"].decode().split())
        for page in ("designations/keeper", "designations/master", "compare", "designations")
    }
    assert "<strong>60 points</strong> in 3 years." in said["designations/keeper"]
    assert "There is one target: <strong>60 points in 3 years</strong>." in said["designations/keeper"]
    assert "<strong>60 points</strong> in 2 years, at least 25 in each year." in said["designations/master"]
    assert "at least 25 points a year</strong> and <strong>60 points in 2" in said["designations/master"]
    assert not [page for page, text in said.items() if re.search(r"NQF level (4|None)", text)]
    assert all("None" not in re.sub(r"None is given", "", text) for text in said.values())


def replace_text(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, (path, old)
    path.write_text(text.replace(old, new), "utf-8")
