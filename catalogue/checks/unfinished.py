"""Nothing that was to be filled in is left."""

from __future__ import annotations

import re

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem

MARK = "FILL IN"
LOOKS_FOR = (
    re.compile(MARK),
    re.compile(r"\?\?"),
    re.compile(
        r"\A(?:tb[acd]|to be (?:confirmed|added|advised)|to follow|x{2,}|\?|-+|\.+)\.?\Z", re.IGNORECASE
    ),
)
"""The mark of new files, in its capitals, and what people write in the place of what they do not know."""
LOOKS_AT = (str,)


def check_value(catalogue: Catalogue, path: Path, value: str) -> tuple[Problem, ...]:
    """Texts that say that something is to be said."""
    if not any(pattern.search(value) for pattern in LOOKS_FOR):
        return ()
    problem = make_problem(
        __name__,
        catalogue,
        path,
        "This is still to be filled in.",
        mend="write the value, or take the key out where the sources are silent",
    )
    return (problem,)
