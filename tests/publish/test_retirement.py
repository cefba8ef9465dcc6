"""What is retired keeps its address, and says so there; lists and tools offer it no more."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from build import main
from tests.publish.sites import Site
from tests.roots import OURS

RETIRED = """
retired:
  on: 2027-03-01
  why: {why}
  see: {see}
  source: ccop-page:15
"""
RECORDS = {
    "designations/ccidp/designation.yml": ("CCMG awards it no more.", "[ccop, 99687]"),
    "designations/ccop/cpd-saqa-old.yml": ("It was read from a text that no longer stands.", "ccop-2017"),
    "designations/qualifications/1475.yml": ("It never led to a designation.", "[]"),
}
STAYING = [
    "designations/ccidp/",
    "cpd/ccidp-totals/",
    "calculator/ccidp-totals/",
    "pathways/ccop/ccidp/",
    "cpd/ccop-saqa-old/",
    "calculator/ccop-saqa-old/",
    "qualifications/1475/",
]
OFFERING = {
    "": "CCIDP",
    "designations/": "CCIDP",
    "compare/": "CCIDP",
    "calculator/": "ccidp-totals",
    "cpd/": "ccop-saqa-old",
    "qualifications/": "qualifications/1475/",
}
"""What each list names no more."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("retired") / "ours"
    shutil.copytree(OURS, root, ignore=shutil.ignore_patterns(".cache", "site"))
    for name, (why, see) in RECORDS.items():
        path = root / name
        path.write_text(path.read_text("utf-8") + RETIRED.format(why=why, see=see), "utf-8")
    return root


@pytest.fixture(scope="module")
def retired(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(folder, tmp_path_factory.mktemp("work"))


@pytest.mark.parametrize("url", STAYING)
def test_an_address_stays_and_says_since_when(ours: Site, retired: Site, url: str) -> None:
    assert f"{url}index.html" in ours.files
    assert "etired from 1 March 2027." in retired.text(url)


def test_no_address_is_lost(ours: Site, retired: Site) -> None:
    assert {path for path in ours.files if "assets/" not in path} <= set(retired.files)


def test_a_page_says_why_and_what_replaces_it(retired: Site) -> None:
    said = retired.page("designations/ccidp/").get_element_by_id("retired")
    text = " ".join(said.text_content().split())
    assert text.startswith("Retired from 1 March 2027. CCMG awards it no more. See instead: CCOP, ")
    links = [link.get("href") for link in said.iter("a")]
    assert links[:2] == ["../../designations/ccop/", "../../qualifications/99687/"]
    assert "See instead" not in retired.text("qualifications/1475/", "retired")


@pytest.mark.parametrize("url", OFFERING)
def test_no_list_offers_it(ours: Site, retired: Site, url: str) -> None:
    gone = OFFERING[url]
    main_of = [site.files[f"{url}index.html"].decode().partition("<main")[2] for site in (ours, retired)]
    assert [gone in text.replace("ccidp-id", "") for text in main_of] == [True, False]


def test_the_planner_keeps_it_for_those_who_hold_it_alone(retired: Site) -> None:
    page = retired.page("pathways/")
    data = json.loads(page.get_element_by_id("plan-data").text)
    gone = [rung["designation"] for rung in data["ladder"]["rungs"] if rung.get("retired")]
    assert gone == ["ccidp"]
    assert [one.get("value") for one in page.xpath("//select[@name='designation']/option")][-1] == "ccidp"
    assert "CCIDP" not in page.xpath("//section[@class='plan-all']")[0].text_content()
    assert retired.inputs.catalogue.designations["ccidp"].retired


def test_search_finds_its_page_and_nothing_of_it(retired: Site) -> None:
    rows = [row for row in retired.inputs.rows.read() if "CCIDP" in f"{row.title} {row.of}"]
    assert {row.kind for row in rows} <= {"designation", "schedule", "source", "disagreement", "fact", "way"}
    assert not [row for row in rows if row.kind == "way" and row.title.endswith("to CCIDP")]
    (own,) = (row for row in rows if row.kind == "designation")
    assert own.says == "Retired from 1 March 2027: CCMG awards it no more."


def test_the_change_is_told_and_nothing_is_lost(folder: Path) -> None:
    done = CliRunner().invoke(main, ["changes", str(OURS), "--catalogue", str(folder)])
    assert done.exit_code == 0
    assert "New: Retired from 1 March 2027: CCMG awards it no more." in done.output


def test_before_the_day_it_is_offered_as_ever(folder: Path, tmp_path: Path) -> None:
    words = ["build", "--catalogue", str(folder), "--out", str(tmp_path / "site"), "--as-of"]
    for day, offered in (("2027-02-28", True), ("2027-03-01", False)):
        done = CliRunner().invoke(main, [*words, day])
        assert done.exit_code == 0, done.output
        assert ("CCIDP" in (tmp_path / "site/designations/index.html").read_text("utf-8")) is offered
        page = (tmp_path / "site/qualifications/1475/index.html").read_text("utf-8")
        assert ('id="retired"' in page) is not offered
