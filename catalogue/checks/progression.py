"""Designations lead upwards, and never in a circle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.model.problem import Problem


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Circles, and steps to a designation of a lower level."""
    ways = {
        key: designation.progression.leads_to
        for key, designation in catalogue.designations.items()
        if designation.progression
    }
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]
        yield make_problem(
            __name__,
            catalogue,
            ("designations", circle[0], "progression", "leads_to"),
            f"These designations lead to each other in a circle: {', '.join(circle)}.",
            mend="take one step out",
        )
        return
    for key, higher in ways.items():
        yield from _check_upwards(catalogue, key, higher)


def _check_upwards(catalogue: Catalogue, key: str, higher: tuple[str, ...]) -> Iterator[Problem]:
    for position, other in enumerate(higher):
        if other in catalogue.designations and _find_level(catalogue.designations[other]) < _find_level(
            catalogue.designations[key]
        ):
            yield make_problem(
                __name__,
                catalogue,
                ("designations", key, "progression", "leads_to", position),
                f"`{other}` has a lower level than `{key}`, so this does not lead up.",
                mend="take it out, or mend the level",
            )


def _find_level(designation: Designation) -> int:
    """The upper end of the body's own level: 1 of "0-1"."""
    return int((re.findall(r"[0-9]+", designation.header.level) or ["0"])[-1])
