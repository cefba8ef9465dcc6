"""Every disagreement has one adopted reading, is shown where it matters, and its figure is the one used.

Where sources disagree the reader must see it, and the calculator must follow what the page says. Where the
answer decides what somebody does, they must also see what happens to them if it is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.base import ConflictRef
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.conflict import Conflict
from catalogue.model.problem import Problem
from catalogue.model.schedule import Bound

LOOKS_AT = (ConflictRef, Bound)
PAGES = ("designations", "qualifications", "schedules", "topics")


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """The disagreements themselves."""
    for key, conflict in catalogue.conflicts.items():
        yield from _check_settled(catalogue, ("conflicts", key), conflict)
        yield from _check_stake(catalogue, ("conflicts", key), conflict)
    yield from _check_numbers(catalogue)


def check_value(catalogue: Catalogue, path: Path, value: ConflictRef | Bound) -> Iterator[Problem]:
    """The facts that point to a disagreement."""
    if isinstance(value, Bound):
        yield from _check_used(catalogue, path, value)
    elif value in catalogue.conflicts:
        yield from _check_shown(catalogue, path, value)


def _check_settled(catalogue: Catalogue, path: Path, conflict: Conflict) -> Iterator[Problem]:
    adopted = sum(reading.adopted for reading in conflict.readings)
    if adopted != 1:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "readings"),
            f"{adopted or 'None'} of the readings {'are' if adopted > 1 else 'is'} adopted.",
            expected="exactly one reading with `adopted: yes`",
        )
    if len(conflict.readings) == 1 and not conflict.readings[0].inferred:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "readings"),
            "There is only one reading, and a source prints it: nothing disagrees.",
            mend="add the other readings, or mark it `inferred: yes` where the sources are silent",
        )


def _check_stake(catalogue: Catalogue, path: Path, conflict: Conflict) -> Iterator[Problem]:
    decides = conflict.weight == "decides"
    if decides and not conflict.if_wrong:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "weight"),
            "This decides what somebody does, and nothing says what happens to them if the answer is wrong.",
            mend="say it in one sentence under `if_wrong`, or give it another weight",
        )
    if conflict.if_wrong and not decides:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "if_wrong"),
            f"Its weight is {conflict.weight}: no page says what happens if the answer is wrong.",
            mend="write `weight: decides` where somebody would act differently, or delete `if_wrong`",
        )


def _check_numbers(catalogue: Catalogue) -> Iterator[Problem]:
    for number, (key, conflict) in enumerate(catalogue.conflicts.items(), start=1):
        if conflict.number > number:
            yield make_problem(
                __name__,
                catalogue,
                ("conflicts", key, "number"),
                f"Number {number} is missing: numbers are permanent, so none may be left out.",
                mend=f"write {number}, or bring the missing one back",
            )
            return


def _check_shown(catalogue: Catalogue, path: Path, key: str) -> Iterator[Problem]:
    kind, record = path[0], path[1]
    if kind in PAGES and record not in catalogue.conflicts[key].about:
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"The disagreement `{key}` is cited here, but not shown on the page of `{record}`.",
            mend=f"add {record} to its `about`",
        )


def _check_used(catalogue: Catalogue, path: Path, bound: Bound) -> Iterator[Problem]:
    for key in bound.conflict:
        conflict = catalogue.conflicts.get(key)
        adopted = conflict.adopted.value if conflict and conflict.adopted else None
        if adopted is not None and bound.amount.figure is not None and adopted != bound.amount.figure:
            yield make_problem(
                __name__,
                catalogue,
                (*path, bound.measure),
                f"The figure here is {bound.amount.figure}, but `{key}` adopts {adopted}.",
                mend="adopt the other reading, or mend the figure",
            )
