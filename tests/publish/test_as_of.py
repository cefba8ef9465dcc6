"""The site of another day: before the rules, under the old ones, under the new ones."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from build import main
from catalogue.rules.as_of import list_gaps, select_day
from tests.publish.sites import catalogue_of
from tests.roots import LIGHTHOUSE

DAYS = {
    # day: the rules of a Light Keeper, what they ask in a cycle and in a year, whether that is a gap
    "2015-03-31": ("keeper-2015", "45 points in 3 years, 15 in each year.", True),
    "2015-04-01": ("keeper-2015", "45 points in 3 years, 15 in each year.", False),
    "2021-03-31": ("keeper-2015", "45 points in 3 years, 15 in each year.", False),
    "2021-04-01": ("keeper-2021", "60 points in 3 years, 20 in each year.", False),
    "2031-01-01": ("keeper-2021", "60 points in 3 years, 20 in each year.", False),
}
GAP = "No rules are known for a cycle that begins on 31 March 2015"


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output


def read_text(path: Path) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", path.read_text("utf-8")).split()).replace(" .", ".")


@pytest.mark.parametrize("day", DAYS)
def test_pages_follow_the_rules_of_the_day(day: str, tmp_path: Path) -> None:
    key, asked, is_gap = DAYS[day]
    code, said = run("build", "--catalogue", LIGHTHOUSE, "--out", tmp_path / "site", "--as-of", day)
    assert code == 0, said
    page = tmp_path / "site/designations/keeper/index.html"
    assert asked in read_text(page)
    assert f'href="../../calculator/{key}/"' in page.read_text("utf-8")
    shown = [page, *(tmp_path / f"site/{kind}/{key}/index.html" for kind in ("cpd", "calculator"))]
    assert [GAP in read_text(one) for one in shown] == [is_gap] * 3
    assert (GAP in said) is is_gap
    listed = (tmp_path / "site/calculator/index.html").read_text("utf-8")
    assert re.findall(r'href="\.\./calculator/(keeper-\d+)/"', listed)[0] == key
    assert all(f'data-on="{day}"' in one.read_text("utf-8") for one in shown)


@pytest.mark.parametrize("day", DAYS)
def test_versions_lead_to_each_other_on_every_day(day: str, tmp_path: Path) -> None:
    code, said = run("build", "--catalogue", LIGHTHOUSE, "--out", tmp_path / "site", "--as-of", day)
    assert code == 0, said
    for one, other in (("keeper-2015", "keeper-2021"), ("keeper-2021", "keeper-2015")):
        page = (tmp_path / f"site/cpd/{one}/index.html").read_text("utf-8")
        assert f'<a href="../../cpd/{other}/">' in page
        calculator = (tmp_path / f"site/calculator/{one}/index.html").read_text("utf-8")
        assert f'"page":"../../calculator/{other}/"' in calculator
        assert re.search(rf'For one that begins [^:]+: <a href="../../calculator/{other}/">', calculator)
    listed = read_text(tmp_path / "site/calculator/index.html")
    assert len(re.findall(r"for a cycle that begins from 1 April (2015 to 31 March )?2021", listed)) == 1


def test_check_names_the_gaps_of_a_day() -> None:
    code, said = run("check", "--catalogue", LIGHTHOUSE, "--as-of", "2015-03-31")
    assert code == 0
    assert f"designations/keeper/cpd-2015.yml:7:1: warning: {GAP}" in said
    assert "warning" not in run("check", "--catalogue", LIGHTHOUSE, "--as-of", "2026-01-01")[1]


def test_every_page_says_which_day_it_is_of_and_no_other_site_does(tmp_path: Path) -> None:
    for words, said in ((("--as-of", "2022-02-01"), True), ((), False)):
        run("build", "--catalogue", LIGHTHOUSE, "--out", tmp_path / "site", *words)
        pages = [p.read_text("utf-8") for p in (tmp_path / "site").rglob("*.html")]
        own = [text for text in pages if 'class="md-header"' in text]
        assert own
        assert {"As of 1 February 2022." in text for text in own} == {said}


def test_criteria_of_the_day_come_first() -> None:
    catalogue = catalogue_of(LIGHTHOUSE)
    keeper = catalogue.designations["keeper"]
    early = keeper.awarding[0].model_copy(
        update={"valid": keeper.awarding[0].valid.model_validate({"from": "2015-01-01", "to": "2021-02-28"})}
    )
    changed = keeper.model_copy(update={"awarding": (keeper.awarding[0], early, *keeper.awarding[1:])})
    designations = {**catalogue.designations, "keeper": changed}
    both = catalogue.select_tables(
        {name: getattr(catalogue, name) for name in ("schedules", "qualifications")}
        | {"designations": designations}
    )
    for day, first in ((datetime.date(2021, 2, 28), early), (datetime.date(2021, 3, 1), keeper.awarding[0])):
        shown = select_day(both, day)
        assert shown.designations["keeper"].awarding[0] == first
        assert len(shown.designations["keeper"].awarding) == len(changed.awarding)


def test_a_designation_that_is_retired_by_then_has_no_gap() -> None:
    day = datetime.date(2014, 1, 1)
    found = [it.schedule for it in list_gaps(catalogue_of(LIGHTHOUSE), day)]
    assert found == ["hand-2020", "keeper-2015"]
