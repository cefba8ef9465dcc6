"""The worked examples beside a schedule come out as they were worked out by hand.

An example that fails is a rule that was changed by mistake, or a source that was misread.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.example import Example, ExampleFile
from catalogue.model.kernel import Kernel
from catalogue.model.problem import Problem
from catalogue.model.spelling import find_nearest
from catalogue.rules.examples import list_differences
from catalogue.rules.kernel import build_kernel

FEW = 5
"""Examples that are told one by one; of more, the number: they have one cause."""
AFTER_ALL_OTHERS = True
"""A rule that another check finds wrong is told once, not again by every example."""


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Each example, as far as it names what exists."""
    for key, file in catalogue.examples.items():
        if key not in catalogue.schedules:
            continue  # told by references-resolve
        kernel = build_kernel(catalogue.schedules[key])
        wrong = [
            found for name in file.cases if (found := _check_example(catalogue, key, file, name, kernel))
        ]
        yield from itertools.chain.from_iterable(wrong[:FEW])
        if len(wrong) > FEW:
            yield make_problem(
                __name__,
                catalogue,
                ("examples", key),
                f"{len(wrong)} examples of `{key}` do not come out: look for one cause. Here are {FEW}.",
                mend="if the rules are right, work these out again; then the next ones are told",
            )


def _check_example(
    catalogue: Catalogue, key: str, file: ExampleFile, name: str, kernel: Kernel
) -> list[Problem]:
    path: Path = ("examples", key, "cases", name)
    unknown = list(_check_names(catalogue, path, file, file.cases[name], kernel))
    return unknown or list(_check_answers(catalogue, path, file, file.cases[name], kernel))


def _check_names(
    catalogue: Catalogue, path: Path, file: ExampleFile, example: Example, kernel: Kernel
) -> Iterator[Problem]:
    """Logs that the file lacks, and activities that the schedule lacks."""
    for log in example.with_log:
        if log not in file.logs:
            what = f"This file has no log `{log}`."
            yield make_problem(
                __name__,
                catalogue,
                (*path, "with_log"),
                what,
                nearest=find_nearest(log, file.logs),
                mend="mend its name, or add the log under `logs`",
            )
    activities = [activity.id for activity in kernel.activities]
    logs = [((*path, "log"), example.log)]
    logs += [((*path[:2], "logs", log), file.logs[log]) for log in example.with_log if log in file.logs]
    for inner, entries in logs:
        for position, entry in enumerate(entries):
            if entry.activity not in activities:
                yield make_problem(
                    __name__,
                    catalogue,
                    (*inner, position, "activity"),
                    f"The schedule {kernel.id} has no activity `{entry.activity}`.",
                    nearest=find_nearest(entry.activity, activities),
                )


def _check_answers(
    catalogue: Catalogue, path: Path, file: ExampleFile, example: Example, kernel: Kernel
) -> Iterator[Problem]:
    for inner, wanted, given in list_differences(kernel, file, example):
        yield make_problem(
            __name__,
            catalogue,
            (*path, "expect", *inner),
            f'The example "{example.title}" expects {wanted}; the rules give {given}.',
            mend="mend the rule, or work the example out again from its source",
        )
