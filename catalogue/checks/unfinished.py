"""Nothing that was to be filled in is left."""

from __future__ import annotations

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem

MARK = "FILL IN"
LOOKS_AT = (str,)


def check_value(catalogue: Catalogue, path: Path, value: str) -> tuple[Problem, ...]:
    """The mark that new files are made with."""
    if MARK not in value:
        return ()
    problem = make_problem(
        __name__,
        catalogue,
        path,
        "This is still to be filled in.",
        mend="write the value, or take the key out where the sources are silent",
    )
    return (problem,)
