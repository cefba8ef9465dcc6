"""The pages that people write."""

from __future__ import annotations

from tests.publish.sites import Site


def test_the_ladder_stands_on_the_home_page(ours: Site) -> None:
    rows = ours.rows("", "From the lowest to the highest")
    assert [row[0].split(", ")[0].split()[-1] for row in rows] == ["CCBA", "CCSUP", "CCOP", "CCStP", "CCIDP"]
    assert ours.page("").xpath("//tbody/tr[3]/th/a/@href") == ["./designations/ccop/"]
    said = [row[3] for row in rows]
    assert "13.33 points a year, 40 in 3 years" in said[0]
    assert "35 points a year, 105 in 3 years, or 115 to meet every section" in said[2]
    assert "45 points a year, 135 in 3 years" in said[4]
