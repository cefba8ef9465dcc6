"""A fact that is not followed stands in a disagreement, and another reading of it is adopted.

Prose may quote such a fact only as another one, so the mark must not be set without ground.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.topic import Fact

LOOKS_AT = (Fact,)


def check_value(catalogue: Catalogue, path: Path, value: Fact) -> Iterator[Problem]:
    """Facts with `followed: no`: some reading that is not adopted rests on the same source."""
    if value.followed:
        return
    named = {citation.source for citation in value.source}
    conflicts = (catalogue.conflicts[key] for key in value.conflict if key in catalogue.conflicts)
    others = (reading for conflict in conflicts for reading in conflict.readings if not reading.adopted)
    if not any(citation.source in named for reading in others for citation in reading.source):
        yield make_problem(
            __name__,
            catalogue,
            (*path, "followed"),
            "This fact is said not to be followed, but no reading that is left out rests on its source.",
            mend="name the disagreement under `conflict`, or take `followed: no` out",
        )
