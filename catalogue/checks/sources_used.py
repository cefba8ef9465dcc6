"""Every source is cited, and every place lies inside its source.

A source that nothing rests on is clutter; a line that the copy does not have proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from catalogue.checks import make_problem
from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.source import Source
from catalogue.model.spelling import find_nearest
from catalogue.model.walk import walk_examples, walk_few

LOOKS_AT = (Citation,)
_SAID = re.compile(r"lines? ([0-9].*)", re.IGNORECASE)
_SPAN = re.compile(r"([0-9]+)-([0-9]+)")


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Sources against the citations. One that is misspelt is meant for the one that is nearest."""
    steps = (*walk_few(catalogue), *walk_examples(catalogue))
    cited = {value.source for _, value in steps if isinstance(value, Citation)}
    for key in catalogue.qualifications:
        cited |= catalogue.find_summary(key).named.get("sources", frozenset())
    used = {key if key in catalogue.sources else find_nearest(key, catalogue.sources) for key in cited}
    for key in catalogue.sources:
        if key not in used:
            yield make_problem(
                __name__,
                catalogue,
                ("sources", key),
                f"No fact rests on the source `{key}`.",
                mend="cite it where a fact of it stands, or delete it",
            )


def check_value(catalogue: Catalogue, path: Path, citation: Citation) -> Iterable[Problem]:
    """A citation against the copy of its source."""
    source, lines = catalogue.sources.get(citation.source), citation.list_lines()
    if source and source.lines and len(lines) == 1 and 1 <= lines[0] <= source.lines:  # as most are
        return ()
    return _list_faults(catalogue, path, citation, source, lines)


def _list_faults(
    catalogue: Catalogue, path: Path, citation: Citation, source: Source | None, lines: tuple[int, ...]
) -> Iterator[Problem]:
    if said := _SAID.fullmatch(citation.place):
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"`{citation}` names a line in words, which leads nobody to it.",
            nearest=f"{citation.source}:{said[1]}",
            mend="write the number alone",
        )
    if source is None or not lines:
        return
    if any(int(first) > int(last) for first, last in _SPAN.findall(citation.place)):
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"`{citation}` ends before it begins.",
            mend="write the first line first",
        )
    if source.lines is None:
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"`{citation}` names a line, but the source has no numbered copy.",
            expected="the part of the page in words",
        )
    elif not all(1 <= line <= source.lines for line in lines):
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"`{citation}` lies beyond the copy, which has {source.lines} lines.",
            mend="mend the line number",
        )
