"""What is retired sends its readers to something that is not, and nothing in use rests on it.

Somebody who comes to an old address must find what holds now.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem

KINDS = ("designations", "qualifications", "schedules")


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """What replaces each record that is retired; and the rules that designations in use follow."""
    retired = {
        key: (kind, one.retired)
        for kind in KINDS
        for key, one in getattr(catalogue, kind).items()
        if one.retired
    }
    for key, (kind, it) in retired.items():
        for position, other in enumerate(it.see):
            if other in retired:
                yield make_problem(
                    __name__,
                    catalogue,
                    (kind, key, "retired", "see", position),
                    f"`{other}` is retired itself.",
                    expected="a record that is not retired",
                    mend="name what holds now, or leave `see` out where nothing replaces it",
                )
    for key, designation in catalogue.select_offered("designations").items():
        if designation.cpd in retired:
            yield make_problem(
                __name__,
                catalogue,
                ("designations", key, "cpd"),
                f"The designation follows `{designation.cpd}`, which is retired.",
                mend="name the rules that are followed now, or retire the designation as well",
            )
