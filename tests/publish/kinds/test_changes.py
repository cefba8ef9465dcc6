"""The page of what changed, and its feed, from what was kept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from build import main
from tests.publish.sites import Site, build, catalogue_of
from tests.roots import LIGHTHOUSE, OURS

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://guild.example/c/"
FEE = "Step 2: individual membership costs R800.00, excluding VAT, for 12 months"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(LIGHTHOUSE, tmp_path_factory.mktemp("work"), URL)


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(word) for word in words])
    return done.exit_code, done.output


def test_the_page_tells_day_by_day(other: Site) -> None:
    page = other.page("changes/")
    assert [one.text_content() for one in page.xpath("//h2[not(@id)]")][:2] == [
        "1 April 2021",
        "1 January 2020",
    ]
    newest = page.get_element_by_id("2021-04-01")
    assert "The guild printed its rules anew." in newest.text_content()
    assert [link.get("href") for link in newest.iter("a")] == ["../cpd/keeper-2021/", "../sources/"]
    assert "feed" not in page.get_element_by_id("content").text_content()
    assert "changes/feed.xml" not in other.files


def test_where_no_change_was_told_there_is_no_page(ours: Site) -> None:
    assert not [path for path in ours.files if path.startswith("changes/")]
    assert "What changed" not in ours.text("about/")


def test_the_feed_holds_what_its_format_needs(files: dict[str, bytes]) -> None:
    feed = etree.fromstring(files["changes/feed.xml"])
    assert feed.tag == f"{ATOM}feed"
    for one in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
    assert feed.findtext(f"{ATOM}updated") == "2021-04-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Guild of Harbour and Lighthouse Keepers"
    ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
    assert ids == [f"{URL}changes/#2021-04-01", f"{URL}changes/#2020-01-01"]
    for entry in feed.iter(f"{ATOM}entry"):
        for link in html.fromstring(f"<div>{entry.findtext(f'{ATOM}content')}</div>").iter("a"):
            assert f"{link.get('href').removeprefix(URL)}index.html" in files


def test_the_page_names_the_feed_where_there_is_one(files: dict[str, bytes]) -> None:
    page = html.fromstring(files["changes/index.html"])
    (link,) = page.xpath("//link[@type='application/atom+xml']")
    assert link.get("href") == f"{URL}changes/feed.xml"
    assert "feed.xml" in page.xpath("//header[@class='band']//a/@href")[0]


def copy_ours(folder: Path) -> Path:
    return shutil.copytree(OURS, folder / "ours", ignore=shutil.ignore_patterns(".cache", "site"))


def change_fee(root: Path, old: str, new: str) -> None:
    path = root / "designations/facts/joining.yml"
    path.write_text(path.read_text("utf-8").replace(f"R{old}.00", f"R{new}.00"), "utf-8")


def test_what_differs_is_kept_in_sentences_the_newest_first(tmp_path: Path) -> None:
    root = copy_ours(tmp_path)
    change_fee(root, "800", "850")
    code, said = run("changes", OURS, "--catalogue", root, "--keep", "2026-11-26")
    assert (code, "designations/changes.yml" in said) == (0, True)
    second = shutil.copytree(root, tmp_path / "second")
    change_fee(second, "850", "900")
    assert run("changes", root, "--catalogue", second, "--keep", "2026-12-01")[0] == 0
    told = catalogue_of(second).changes.changes
    assert [str(day.on) for day in told] == ["2026-12-01", "2026-11-26"]
    (first,) = told[1].told
    assert (first.about, first.says) == (
        "joining",
        (f"{FEE}, now individual membership costs R850.00, excluding VAT, for 12 months.",),
    )


def test_what_cannot_be_kept_is_refused_and_nothing_written(tmp_path: Path) -> None:
    root = copy_ours(tmp_path)
    words = ("changes", OURS, "--catalogue", root, "--keep")
    assert run(*words, "2026-11-26")[0] == 2  # nothing differs
    change_fee(root, "800", "850")
    assert run(*words, "2026-11-26")[0] == 0
    code, said = run(*words, "2026-11-26")
    assert (code, "name a later day" in said) == (2, True)
    shutil.rmtree(root / "designations/ccidp")
    (root / "designations/changes.yml").unlink()
    assert run(*words, "2026-11-27")[0] != 0
    assert not (root / "designations/changes.yml").exists()
