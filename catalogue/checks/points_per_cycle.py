"""Points a year times the years of the cycle are the points of the cycle, or a reading says why not.

Members plan by either figure; where they differ by a slip, some of them lose a designation.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Header
from catalogue.model.problem import Problem


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """A conflict that the header cites explains it by a reading whose value is the product."""
    for key, designation in catalogue.designations.items():
        header = designation.header
        product = header.points_a_year * header.cycle / 12
        if product != header.points_a_cycle and product not in _list_explained(catalogue, header):
            yield make_problem(
                __name__,
                catalogue,
                ("designations", key, "header", "points_a_cycle"),
                f"{header.points_a_year} points a year make {product.normalize():f} "
                f"in {header.cycle} months, not {header.points_a_cycle}.",
                mend="mend the figure, or cite a disagreement with a reading whose value is the product",
            )


def _list_explained(catalogue: Catalogue, header: Header) -> set[Decimal | None]:
    cited = [catalogue.conflicts[key] for key in header.conflict if key in catalogue.conflicts]
    return {reading.value for conflict in cited for reading in conflict.readings}
