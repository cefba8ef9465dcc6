"""The pages that people write."""

from __future__ import annotations

from tests.publish.sites import Site


def test_the_ladder_stands_on_the_home_page(ours: Site) -> None:
    (drawn,) = ours.page("").xpath("//ol[@class='steps']")
    assert [step.findtext(".//strong") for step in drawn] == ["CCBA", "CCSUP", "CCOP", "CCStP", "CCIDP"]
    assert [step.xpath("./a/@href")[0] for step in drawn][2] == "./designations/ccop/"
    heights = [int(step.xpath(".//svg/@viewbox | .//svg/@viewBox")[0].split()[3]) for step in drawn]
    assert heights == sorted(set(heights))
    said = " ".join(ours.page("").xpath("//ul[@class='rungs']")[0].text_content().split())
    for points in ("13.33 points a year", "25 points a year", "35 points a year", "135 points in 3 years"):
        assert points in said
