"""Every key that names another record names one that exists.

A link that leads nowhere is a fact that cannot be checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from catalogue.checks import found
from catalogue.model.base import Reference
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.model.spelling import nearest
from catalogue.model.walk import walk


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """References in values and in the keys of tables."""
    known = _known(catalogue)
    for path, value in walk(catalogue):
        for reference in {value, path[-1]} if isinstance(value, Reference) else {path[-1]}:
            if isinstance(reference, Reference) and reference not in known[reference.kind]:
                yield found(
                    __name__,
                    catalogue,
                    path,
                    f"There is no {reference.kind} `{reference}`.",
                    nearest=nearest(reference, known[reference.kind]),
                    mend=f"mend the spelling, or add the {reference.kind}",
                )


def _known(catalogue: Catalogue) -> Mapping[str, Collection[str]]:
    return {
        "source": catalogue.sources,
        "designation": catalogue.designations,
        "qualification": catalogue.qualifications,
        "schedule": catalogue.schedules,
        "conflict": catalogue.conflicts,
        "reading": catalogue.body.readings,
        "step": catalogue.body.steps,
        "certificate": catalogue.body.certificates,
        "record": catalogue.records(),
    }
