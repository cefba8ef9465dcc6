"""The pages: what each shows, that every fact leads to its source and back, and that builds are equal.

Figures are written by hand from the sources, not read from the data.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html

from catalogue.model.base import Citation, Partial
from catalogue.model.catalogue import Catalogue
from catalogue.model.walk import walk
from catalogue.publish.kinds.pages import pages
from catalogue.publish.page import facts, links
from catalogue.publish.refused import RefusedError
from catalogue.rules import totals
from tests.publish.sites import Site, catalogue_of

# Which pages there are


def test_every_record_has_a_page_at_its_address(site: Site) -> None:
    for kind in ("designations", "qualifications", "schedules", "sources", "topics"):
        for key in getattr(site.catalogue, kind):
            assert links.file(links.address(kind, key)) in site.pages
    for folder in ("designations", "qualifications", "cpd", "sources", "conflicts"):
        assert f"{folder}/index.html" in site.pages
    assert {"index.html", "404.html"} <= set(site.pages)


def test_no_frame_and_no_open_slot_is_published(site: Site) -> None:
    assert not [path for path in site.files if "frame/" in path]
    assert not [path for path, data in site.files.items() if re.search("[\ue000\ue001]", data.decode())]


def test_a_list_names_every_record(site: Site) -> None:
    for kind in ("designations", "qualifications", "schedules", "sources"):
        shown = site.page(f"{links.FOLDERS[kind]}/").get_element_by_id("content").xpath(".//a/@href")
        assert {f"{key}/" for key in getattr(site.catalogue, kind)} <= {
            link.removeprefix("../" + links.FOLDERS[kind] + "/") for link in shown
        }


# Every fact leads to its source, and each source to its facts


def cited(catalogue: Catalogue) -> Iterator[tuple[str, Citation]]:
    """Every citation with the page where its fact stands."""
    for path, value in walk(catalogue):
        if isinstance(value, Citation):
            yield links.file(links.address_of(path)), value


def addresses(site: Site, path: str) -> set[str]:
    """What a page links to, from the site's root."""
    found = html.fromstring(site.pages[path]).xpath("//main//a/@href")
    return {urljoin(f"/{path}", link) for link in found}


def test_every_fact_leads_to_its_source(site: Site) -> None:
    known: dict[str, set[str]] = {}
    index = facts.index(site.catalogue)
    missing = []
    for path, citation in cited(site.catalogue):
        if path not in known:
            known[path] = addresses(site, path)
        place = index.places[citation.source, citation.place]
        if f"/sources/{citation.source}/#{place}" not in known[path]:
            missing.append(f"{path}: {citation}")
    assert len(known) > 10
    assert missing == []


def test_every_source_shows_each_fact_that_rests_on_it_where_it_stands(site: Site) -> None:
    counted: dict[str, int] = {}
    for _, citation in cited(site.catalogue):
        counted[citation.source] = counted.get(citation.source, 0) + 1
    for key in site.catalogue.sources:
        document = site.page(f"sources/{key}/")
        rows = document.get_element_by_id("facts").xpath("./ul/li")
        assert len(rows) == counted[key]
        for row in rows:
            place, says = (" ".join(part.text_content().split()) for part in row)
            assert place
            assert says
            target, anchor = urldefrag(urljoin(f"/sources/{key}/", row.xpath("./a/@href")[0]))
            (heading,) = row.xpath("../preceding-sibling::h3[1]/a/@href")
            assert urljoin(f"/sources/{key}/", heading) == target  # under the page where it stands
            path = f"{target.lstrip('/')}index.html"
            assert path in site.pages
            assert not anchor or f'id="{anchor}"'.encode() in site.pages[path], f"{key}: {target}#{anchor}"


def test_a_fact_on_a_source_reads_as_a_sentence(ours: Site) -> None:
    text = ours.text("sources/ccop-page/", "facts")
    for said in (
        "7-15 Level 3, NQF level 4, 35 points a year, 105 points in a cycle of 3 years",
        "82 Attend a seminar: from 1 day: 1 point; from 2 days: 2 points",
        "57 Short courses: at least 10 points in a cycle",
    ):
        assert said in text


def numbers(site: Site, url: str) -> list[str]:
    """The names of the sources of a page, in the order of their numbers."""
    return [
        " ".join(link.text_content().split())
        for link in site.page(url).get_element_by_id("page-sources").xpath(".//li/a")
    ]


def test_the_marks_of_a_page_are_the_numbers_of_its_sources(site: Site) -> None:
    marked = 0
    for path, data in site.pages.items():
        document = html.fromstring(data)
        listed = document.xpath("//section[@id='page-sources']//li/a/@href")
        marks = document.xpath("//sup[@class='cite']/a")
        assert bool(listed) == bool(marks), path
        for mark in marks:
            number = int(re.match(r"\d+", mark.text_content())[0])  # type: ignore[index]
            assert urldefrag(mark.get("href"))[0] == listed[number - 1], path
            assert mark.get("aria-label") == f"source {mark.text_content()}"
            marked += 1
    assert marked > 50


def test_a_fact_at_several_places_of_a_source_has_a_mark_for_each(ours: Site) -> None:
    assert numbers(ours, "designations/ccop/")[0].startswith("Contact Centre Operational Professional")
    bar = ours.page("designations/ccop/").get_element_by_id("cpd-reading")
    marks = bar.xpath(".//sup/a")
    assert [mark.text_content() for mark in marks] == ["1a", "1b", "1c"]
    assert [mark.get("title") for mark in marks] == ["97", "41", "51"]


# What pages show, by hand from the sources


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
    assert text.index("All of these:") < text.index("Any of these, one or several:")
    for part in (
        "57712",
        "21792",
        "at least 18 months as Team Leader or equivalent",
        "at least 12 months as Generic",
    ):
        assert part in text
    assert "Matric" in text
    older = ours.text("designations/ccop/", "awarding-3")
    assert "at least 5 years as Workforce Manager" in older
    support = ours.text("designations/ccsup/", "awarding-1")
    assert "completed or partly completed" in support
    assert "more than 6 months as Contact Centre Team Leading" in support


def test_what_no_source_publishes_is_said_in_its_place(site: Site) -> None:
    for path, record in walk(site.catalogue):
        if isinstance(record, Partial) and len(path) == 2:
            text = site.text(links.file(links.address_of(path)).removesuffix("index.html"))
            for says in record.not_published.values():
                assert " ".join(says.split()) in text, path


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


def test_a_qualification_names_the_designations_that_ask_for_it(site: Site) -> None:
    for key in site.catalogue.qualifications:
        asking = totals.asked_by(site.catalogue, key)
        shown = site.page(f"qualifications/{key}/").get_element_by_id("asked-by").xpath(".//a/@href")
        assert [re.findall(r"designations/([^/]+)/", link)[0] for link in shown] == asking


def activity(site: Site, url: str, key: str) -> str:
    entry = site.page(url).get_element_by_id(f"activity-{key}").getparent()
    return " ".join(entry.text_content().split())


def test_a_schedule_says_what_each_activity_earns(ours: Site) -> None:
    url = "cpd/ccop-2017/"
    assert "each course: 2 points" in activity(ours, url, "course")
    assert "Each listed course once: at most 1 entry in a cycle, separately for each choice" in activity(
        ours, url, "course"
    )
    assert "10 choicesAnger Management" in activity(ours, url, "course")
    assert "1 day: 1 point 2 days or more: 2 points" in activity(ours, url, "seminar")
    assert "1 day: 2 points 2 days or more: 3 points" in activity(ours, url, "workshop-participant")
    assert "each article: 1 point" in activity(ours, url, "article")
    assert "at most 15 points in a cycle" in activity(ours, url, "article")
    assert "400 to 2000 words: 1 point more than 2000 words: 2 points" in activity(ours, url, "publication")
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
        "0.5 to 2 points for each light, as declared",
        "at least 1 entry in a cycle, where “Post” is shore",
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


def test_disagreements_stand_together_and_on_the_pages_that_they_touch(site: Site) -> None:
    document = site.page("conflicts/")
    for key, conflict in site.catalogue.conflicts.items():
        text = " ".join(document.get_element_by_id(key).text_content().split())
        assert text.startswith(f"{conflict.number} ")
        for reading in conflict.readings:
            assert " ".join(reading.says.split()) in text
        assert text.count("Adopted:") == 1
        for about in conflict.about:
            kind = links.kind_of(site.catalogue, about)
            assert kind
            there = site.text(
                links.file(links.address(kind, about)).removesuffix("index.html"), f"conflict-{key}"
            )
            shown = [r for r in conflict.readings if r.adopted or kind == "designations"]
            assert shown
            assert all(" ".join(r.says.split()) in there for r in shown)
            ways = site.page(links.file(links.address(kind, about)).removesuffix("index.html")).xpath(
                f"//*[@id='conflict-{key}']//a/@href"
            )
            assert any(way.endswith(f"conflicts/#{key}") for way in ways)  # where all of it stands
    numbers = [int(number.text_content()) for number in document.find_class("number")]
    assert numbers == sorted(numbers)


def test_all_rows_of_the_ledger_are_there(ours: Site) -> None:
    assert {conflict.number for conflict in ours.catalogue.conflicts.values()} >= set(range(1, 47))
    reading = ours.catalogue.conflicts["ccop-reading"]
    assert reading.number == 4
    assert reading.adopted
    assert str(reading.adopted.value) == "30"


def test_marks_of_disagreement_stay_on_the_page_where_they_can(ours: Site) -> None:
    marks = ours.page("designations/ccop/").xpath("//span[@class='disputed']/a/@href")
    here = [mark for mark in marks if mark.startswith("#conflict-")]
    assert here
    ids = set(ours.page("designations/ccop/").xpath("//@id"))
    assert {mark[1:] for mark in here} <= ids


def test_the_ladder_stands_on_the_home_page(ours: Site) -> None:
    (drawn,) = ours.page("").xpath("//ol[@class='steps']")
    assert [step.findtext(".//strong") for step in drawn] == ["CCBA", "CCSUP", "CCOP", "CCStP", "CCIDP"]
    assert [step.xpath("./a/@href")[0] for step in drawn][2] == "./designations/ccop/"
    heights = [int(step.xpath(".//svg/@viewbox | .//svg/@viewBox")[0].split()[3]) for step in drawn]
    assert heights == sorted(set(heights))
    said = " ".join(ours.page("").xpath("//ul[@class='rungs']")[0].text_content().split())
    for points in ("13.33 points a year", "25 points a year", "35 points a year", "135 points in 3 years"):
        assert points in said


def test_the_ladder_on_a_designation_marks_its_own_step(site: Site) -> None:
    for key, record in site.catalogue.designations.items():
        marked = site.page(f"designations/{key}/").xpath(
            "//ol[@class='steps']//a[@aria-current='page']/strong"
        )
        assert [name.text_content() for name in marked] == [record.abbreviation]


# The form of pages


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


def test_the_site_works_in_any_folder(site: Site) -> None:
    for path, data in site.pages.items():
        if path == "404.html":  # shown at any address
            continue
        document = html.fromstring(data)
        for link in [*document.xpath("//@href"), *document.xpath("//@src")]:
            assert not link.startswith("/"), f"{path}: {link}"


def test_what_the_data_says_is_text_never_markup(lighthouse: Path, tmp_path: Path) -> None:
    path = lighthouse / "designations" / "hand" / "designation.yml"
    evil = """'<script>alert(1)</script> & "q" {{ 7 * 7 }} \ue000body\ue001 </title>'"""
    path.write_text(
        path.read_text("utf-8").replace(
            "summary: For those who make ships fast and keep the quay safe.", f"summary: {evil}"
        ),
        "utf-8",
    )
    files = dict(pages(catalogue_of(lighthouse), lighthouse, tmp_path))
    page = files["designations/hand/index.html"].decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;q&#34; {{ 7 * 7 }}" in page
    assert page.count("<title>") == page.count("</title>") == 1


# Builds


def test_two_builds_are_equal_with_and_without_kept_frames(lighthouse: Path, tmp_path: Path) -> None:
    catalogue = catalogue_of(lighthouse)
    first = dict(pages(catalogue, lighthouse, tmp_path / "one"))
    assert (lighthouse / ".cache").is_dir()
    assert dict(pages(catalogue, lighthouse, tmp_path / "two")) == first
    (lighthouse / ".cache" / "shell.json").unlink()
    assert dict(pages(catalogue, lighthouse, tmp_path / "three")) == first
    assert str(tmp_path).encode() not in b"".join(first.values())


def test_properdocs_builds_the_same_site(
    lighthouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = catalogue_of(lighthouse)
    first = dict(pages(catalogue, lighthouse, tmp_path))
    monkeypatch.setenv("CATALOGUE_SHELL", "properdocs")
    assert dict(pages(catalogue, lighthouse, tmp_path)) == first


def test_a_body_can_have_templates_of_its_own(lighthouse: Path, tmp_path: Path) -> None:
    own = lighthouse / "templates"
    own.mkdir()
    (own / "source.html").write_text("<h1>{{ it.title }}</h1><p>Ahoy</p>", "utf-8")
    files = dict(pages(catalogue_of(lighthouse), lighthouse, tmp_path))
    assert b"<p>Ahoy</p>" in files["sources/rulebook/index.html"]
    assert b"Light Keeper" in files["designations/keeper/index.html"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("source.html", "<h1>{{ it.titel }}</h1>", "templates/source.html:1:1"),
        ("source.html", "\n{% if %}", "templates/source.html:2:1"),
        ("shell/404.html", "\n\n{{ nothing.at_all }}", "templates/shell/404.html:3:1"),
    ],
)
def test_a_fault_in_a_template_is_told_with_its_place(
    lighthouse: Path, tmp_path: Path, name: str, text: str, place: str
) -> None:
    path = lighthouse / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    with pytest.raises(RefusedError) as caught:
        dict(pages(catalogue_of(lighthouse), lighthouse, tmp_path))
    assert [str(problem.place) for problem in caught.value.problems] == [place]


def test_faults_of_prose_stop_the_pages(lighthouse: Path, tmp_path: Path) -> None:
    (lighthouse / "content" / "index.md").write_text("# Hi\n\n{{ link('keper') }}\n", "utf-8")
    with pytest.raises(RefusedError, match=r"content/index\.md:3:10"):
        dict(pages(catalogue_of(lighthouse), lighthouse, tmp_path))


def test_prose_opens_the_list_of_its_name(lighthouse: Path, tmp_path: Path) -> None:
    (lighthouse / "content" / "sources.md").write_text("# What we read\n\nMany books.\n", "utf-8")
    page = dict(pages(catalogue_of(lighthouse), lighthouse, tmp_path))["sources/index.html"].decode()
    assert page.count("<h1") == 1
    assert page.index("What we read") < page.index("Many books.") < page.index("All sources")


# Weight


def squeezed(*data: bytes) -> int:
    return sum(len(gzip.compress(part, 9, mtime=0)) for part in data)


def style(files: Mapping[str, bytes]) -> bytes:
    return next(data for path, data in files.items() if path.endswith("/site.css"))


def test_pages_are_light(ours: Site) -> None:
    assert squeezed(style(ours.files)) <= 8_000
    heavy = [
        *(f"designations/{key}/" for key in ours.catalogue.designations),
        "",
        "qualifications/99687/",
        "cpd/ccop-2017/",
    ]
    for url in heavy:
        assert squeezed(ours.files[f"{url}index.html"], style(ours.files)) <= 20_000, url
