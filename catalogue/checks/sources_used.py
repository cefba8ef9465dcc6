"""Every source is cited, and every place lies inside its source.

A source that nothing rests on is clutter; a line that the copy does not have proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import found
from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.spelling import nearest
from catalogue.model.walk import walk_all


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Citations against the copies, sources against the citations."""
    used = set()
    for path, value in walk_all(catalogue):
        if isinstance(value, Citation):
            known = value.source in catalogue.sources
            used.add(value.source if known else nearest(value.source, catalogue.sources))
            yield from _inside(catalogue, path, value)
    for key in catalogue.sources:
        if key not in used:
            yield found(
                __name__,
                catalogue,
                ("sources", key),
                f"No fact rests on the source `{key}`.",
                mend="cite it where a fact of it stands, or delete it",
            )


def _inside(catalogue: Catalogue, path: Path, citation: Citation) -> Iterator[Problem]:
    source = catalogue.sources.get(citation.source)
    if source is None or not citation.lines():
        return
    if source.lines is None:
        yield found(
            __name__,
            catalogue,
            path,
            f"`{citation}` names a line, but the source has no numbered copy.",
            expected="the part of the page in words",
        )
    elif not all(1 <= line <= source.lines for line in citation.lines()):
        yield found(
            __name__,
            catalogue,
            path,
            f"`{citation}` lies beyond the copy, which has {source.lines} lines.",
            mend="mend the line number",
        )
