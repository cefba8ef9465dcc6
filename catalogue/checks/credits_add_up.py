"""The credits of a qualification, its modules and its units add up.

A reader plans months of study by them, so a sum that is off means a figure that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.qualification import Components, Module, Qualification, Unit


def check_qualification(catalogue: Catalogue, key: str, qualification: Qualification) -> Iterator[Problem]:
    """A complete list equals the declared total; an incomplete one never exceeds it."""
    if qualification.components:
        path = ("qualifications", key)
        yield from _check_total(catalogue, path, qualification, qualification.components)
        for position, module in enumerate(qualification.components.modules):
            yield from _check_module(catalogue, (*path, "components", "modules", position), module)


def _check_total(
    catalogue: Catalogue, path: Path, qualification: Qualification, components: Components
) -> Iterator[Problem]:
    declared = qualification.credits
    total = sum(module.credits for module in components.modules) + _sum_known_credits(components.units)
    if declared is None:
        return
    if components.complete and total != declared:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "components"),
            f"The parts add up to {total} credits, but the qualification has {declared}.",
            expected="equal sums, since the list is marked complete",
            mend="mend the figure that is wrong, or write `complete: no`",
        )
    elif total > declared:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "components"),
            f"The parts add up to {total} credits, more than the {declared} of the qualification.",
            mend="mend the figure that is wrong",
        )


def _check_module(catalogue: Catalogue, path: Path, module: Module) -> Iterator[Problem]:
    total = _sum_known_credits(module.units)
    unknown = not module.complete or any(unit.credits is None for unit in module.units)
    if total > module.credits or (total < module.credits and not unknown):
        yield make_problem(
            __name__,
            catalogue,
            (*path, "credits"),
            f"Module {module.module} has {module.credits} credits, but its units add up to {total}.",
            mend="mend the figure that is wrong, or write `complete: no` where units of it are not known",
        )


def _sum_known_credits(units: tuple[Unit, ...]) -> int:
    return sum(unit.credits or 0 for unit in units)
