"""Where the sources disagree: on a page of its own, and where it matters."""

from __future__ import annotations

from catalogue.publish.page import links
from tests.publish.sites import Site


def test_disagreements_stand_together_and_on_the_pages_that_they_touch(site: Site) -> None:
    document = site.page("conflicts/")
    for key, conflict in site.catalogue.conflicts.items():
        text = " ".join(document.get_element_by_id(key).text_content().split())
        assert text.startswith(f"{conflict.number} ")
        for reading in conflict.readings:
            assert " ".join(reading.says.split()) in text
        assert text.count("Adopted:") == 1
        for about in conflict.about:
            kind = links.find_kind(site.catalogue, about)
            assert kind
            there = site.text(
                links.find_file(links.build_address(kind, about)).removesuffix("index.html"),
                f"conflict-{key}",
            )
            shown = [r for r in conflict.readings if r.adopted or kind == "designations"]
            assert shown
            assert all(" ".join(r.says.split()) in there for r in shown)
            ways = site.page(
                links.find_file(links.build_address(kind, about)).removesuffix("index.html")
            ).xpath(f"//*[@id='conflict-{key}']//a/@href")
            assert any(way.endswith(f"conflicts/#{key}") for way in ways)  # where all of it stands
    numbers = [int(number.text_content()) for number in document.find_class("number")]
    assert numbers == sorted(numbers)


def test_all_rows_of_the_ledger_are_there(ours: Site) -> None:
    assert {conflict.number for conflict in ours.catalogue.conflicts.values()} >= set(range(1, 47))
    reading = ours.catalogue.conflicts["ccop-reading"]
    assert reading.number == 4
    assert reading.adopted
    assert str(reading.adopted.value) == "30"
