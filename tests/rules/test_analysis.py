"""What schedules imply, added up by hand from their sources."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.read.reader import read_catalogue
from catalogue.rules.analysis import implied
from catalogue.rules.kernel import kernel

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("schedule", "verdict", "points", "count", "minimums"),
    [
        # 10 + 45 + 10 + 30 + 20 are asked of categories, 105 of the cycle and 35 of each year.
        ("ccop-2017", "every-category", 115, 41, 115),
        # The same without the 10 in house: exactly the 105.
        ("ccop-2017", "without-section-3", 105, 40, 105),
        ("ccop-2017", "any-combination", 105, 14, 0),
        # 20 + 15 + 10 + 25 + 5: exactly the 75, 25 in each year.
        ("ccsup-2017", "every-category", 75, 30, 75),
        ("ccsup-2017", "any-combination", 75, 14, 0),
    ],
)
def test_the_least_that_meets_a_verdict(
    schedule: str, verdict: str, points: int, count: int, minimums: int
) -> None:
    catalogue, _ = read_catalogue(ROOT)
    assert catalogue
    judge = kernel(catalogue.schedules[schedule])
    one = judge.model_copy(update={"verdicts": tuple(v for v in judge.verdicts if v.id == verdict)})
    (found,) = implied(one)
    assert (found["status"], found["points"], found["count"]) == ("planned", points, count)
    assert (found["minimums"], found["slack"]) == (minimums, points - minimums)


def test_totals_alone_imply_no_plan() -> None:
    catalogue, _ = read_catalogue(ROOT)
    assert catalogue
    (found,) = implied(kernel(catalogue.schedules["ccba-totals"]))
    assert (found["status"], found["slack"]) == ("unplanned", None)
