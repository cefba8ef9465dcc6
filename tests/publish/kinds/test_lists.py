"""The pages that list all records of a kind."""

from __future__ import annotations

from pathlib import Path

from catalogue.publish.page import links
from tests.publish.sites import Site, build


def test_a_list_names_every_record_that_is_not_retired(site: Site) -> None:
    for kind in ("designations", "qualifications", "schedules", "sources"):
        table = site.catalogue.sources if kind == "sources" else site.catalogue.select_offered(kind)
        shown = site.page(f"{links.FOLDERS[kind]}/").get_element_by_id("content").xpath(".//a/@href")
        assert {f"{key}/" for key in table} <= {
            link.removeprefix("../" + links.FOLDERS[kind] + "/") for link in shown
        }


def test_prose_opens_the_list_of_its_name(lighthouse: Path, tmp_path: Path) -> None:
    (lighthouse / "content" / "sources.md").write_text("# What we read\n\nMany books.\n", "utf-8")
    page = build(lighthouse, tmp_path)["sources/index.html"].decode()
    assert page.count("<h1") == 1
    assert page.index("What we read") < page.index("Many books.") < page.index("All sources")
