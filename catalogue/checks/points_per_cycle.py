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
from catalogue.wording.criteria import format_months


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """A conflict that the header cites explains it by a reading whose value is the product."""
    for key, designation in catalogue.designations.items():
        header = designation.header
        if header.points_a_year is None or header.points_a_cycle is None:
            continue
        product = header.points_a_year * header.cycle / 12
        schedule = catalogue.schedules.get(designation.cpd)
        unit = schedule.unit if schedule else "points"
        if header.yearly == "least":
            yield from _check_least(catalogue, key, header, product, unit)
        elif product != header.points_a_cycle and product not in _list_explained(catalogue, header):
            yield make_problem(
                __name__,
                catalogue,
                ("designations", key, "header", "points_a_cycle"),
                f"{header.points_a_year} {unit} a year make {product.normalize():f} "
                f"in {format_months(header.cycle)}, not {header.points_a_cycle}.",
                mend="mend the figure; where the year is a least, add `yearly: least`; "
                "or cite a disagreement with a reading whose value is the product",
            )


def _check_least(
    catalogue: Catalogue, key: str, header: Header, product: Decimal, unit: str
) -> Iterator[Problem]:
    """The least of each year must leave the cycle something to ask."""
    if header.points_a_cycle is not None and product >= header.points_a_cycle:
        yield make_problem(
            __name__,
            catalogue,
            ("designations", key, "header", "yearly"),
            f"{header.points_a_year} {unit} in each year make {product.normalize():f} already, "
            f"and the cycle asks {header.points_a_cycle}: there is no least beside a share.",
            mend="take `yearly: least` out, or mend the figure",
        )


def _list_explained(catalogue: Catalogue, header: Header) -> set[Decimal | None]:
    cited = [catalogue.conflicts[key] for key in header.conflict if key in catalogue.conflicts]
    return {reading.value for conflict in cited for reading in conflict.readings}
