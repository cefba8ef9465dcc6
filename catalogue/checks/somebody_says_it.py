"""Every sentence is a source's or ours, and says which.

Whoever reads a page must be able to tell what a source prints from what we explain in our own words.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.glossary import GlossaryTerm
from catalogue.model.problem import Problem

LOOKS_AT = (GlossaryTerm,)


def check_value(catalogue: Catalogue, path: Path, value: GlossaryTerm) -> Iterator[Problem]:
    """The only sentences that may stand without a source; all others must name one."""
    if not value.source and not value.ours:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "says"),
            "Nobody is said to say this.",
            mend="give its `source`, or write `ours: yes` where the words are our own",
        )
