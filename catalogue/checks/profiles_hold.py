"""The worked profiles beside a designation come out as they were worked out by hand.

An example that fails is a criterion that was changed by mistake, or a source that was misread.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.model.spelling import find_nearest
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.worked_profiles import list_differences

AFTER_ALL_OTHERS = True
"""A criterion that another check finds wrong is told once, not again by every example."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Each example, as far as it names what exists."""
    ways = build_ladder(catalogue) if catalogue.profiles else None
    for key, file in catalogue.profiles.items():
        if ways is None or key not in catalogue.designations:
            continue  # told by references-resolve
        asked = build_criteria(catalogue, key)
        for name, case in file.cases.items():
            path = ("profiles", key, "cases", name)
            if case.like and case.like not in file.people:
                what = f"This file has no person `{case.like}`."
                yield make_problem(
                    __name__,
                    catalogue,
                    (*path, "like"),
                    what,
                    nearest=find_nearest(case.like, file.people),
                    mend="mend its name, or add the person under `people`",
                )
                continue
            for inner, wanted, given in list_differences(asked, ways, file, case):
                yield make_problem(
                    __name__,
                    catalogue,
                    (*path, "expect", *inner),
                    f'The example "{case.title}" expects {wanted}; the criteria give {given}.',
                    mend="mend the criteria, or work the example out again from its source",
                )
