"""A sentence ends as one: what was cut off while it was copied says less than its source, or the contrary."""

from __future__ import annotations

import re
from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem

LOOKS_AT = (str,)
WHOLE = re.compile(r"[.!?…][”\")]?\Z")


def check_value(catalogue: Catalogue, path: Path, value: str) -> Iterator[Problem]:
    """What `says` something: of facts, readings, statements and steps. A single word is none."""
    if path[-1] == "says" and " " in value and not WHOLE.search(value):
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"The sentence has no end: “… {value[-30:]}”.",
            mend="write the rest of it, or its full stop",
        )
