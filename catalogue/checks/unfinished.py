"""Nothing that was to be filled in is left."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import found
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.model.walk import walk_all

MARK = "FILL IN"


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """The mark that new files are made with."""
    for path, value in walk_all(catalogue):
        if isinstance(value, str) and MARK in value:
            yield found(
                __name__,
                catalogue,
                path,
                "This is still to be filled in.",
                mend="write the value, or take the key out where the sources are silent",
            )
