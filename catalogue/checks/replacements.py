"""A qualification that replaces another is named there as its replacement.

Somebody who holds the old one must find the new one, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Both directions, between records of the catalogue."""
    records = catalogue.qualifications
    for key, qualification in records.items():
        for position, older in enumerate(qualification.replaces):
            if older in records and records[older].replaced_by != key:
                yield make_problem(
                    __name__,
                    catalogue,
                    ("qualifications", key, "replaces", position),
                    f"`{key}` replaces `{older}`, but `{older}` does not say so.",
                    mend=f"write `replaced_by: {key}` in the file of {older}",
                )
        newer = qualification.replaced_by
        if newer and newer in records and key not in records[newer].replaces:
            yield make_problem(
                __name__,
                catalogue,
                ("qualifications", key, "replaced_by"),
                f"`{newer}` replaces `{key}`, but `{newer}` does not say so.",
                mend=f"add {key} to `replaces` in the file of {newer}",
            )
