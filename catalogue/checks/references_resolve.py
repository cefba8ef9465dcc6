"""Every key that names another record names one that exists.

A link that leads nowhere is a fact that cannot be checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalogue.checks import found
from catalogue.model.base import Reference
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.spelling import nearest
from catalogue.model.walk import walk_all


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """References in values and in the keys of tables. A record that is missing is told once."""
    known = catalogue.known()
    missing: defaultdict[tuple[str, str], list[Path]] = defaultdict(list)
    for path, value in walk_all(catalogue):
        for reference in {value, path[-1]} if isinstance(value, Reference) else {path[-1]}:
            if isinstance(reference, Reference) and reference not in known[reference.kind]:
                missing[reference.kind, reference].append(path)
    for (kind, key), paths in missing.items():
        yield found(
            __name__,
            catalogue,
            paths[0],
            f"There is no {kind} `{key}`.{_others(catalogue, paths[1:])}",
            nearest=nearest(key, known[kind]),
            mend=f"mend the spelling, or add the {kind}",
        )


def _others(catalogue: Catalogue, paths: list[Path]) -> str:
    """The next few places that name it too, and how many more there are."""
    few = ", ".join(str(catalogue.place(*path)) for path in paths[:3])
    more = f" and {len(paths) - 3} more places" if len(paths) > 3 else ""
    return f" It is named at {few}{more} too." if paths else ""
