"""Every key that names another record names one that exists.

A link that leads nowhere is a fact that cannot be checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.base import Reference
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.spelling import find_nearest
from catalogue.model.steps import Step, walk_below
from catalogue.model.walk import walk_examples, walk_few


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """References in values and in the keys of tables. A record that is missing is told once."""
    known = catalogue.index_known_keys()
    missing: defaultdict[tuple[str, str], list[Path]] = defaultdict(list)
    for path, value in _list_steps(catalogue):
        for reference in (value, path[-1]):
            if isinstance(reference, Reference) and reference not in known[reference.kind]:
                missing[reference.kind, reference].append(path)
    for (kind, key), paths in missing.items():
        yield make_problem(
            __name__,
            catalogue,
            paths[0],
            f"There is no {kind} `{key}`.{_describe_others(catalogue, paths[1:])}",
            nearest=find_nearest(key, known[kind]),
            mend=f"mend the spelling, or add the {kind}",
        )


def _list_steps(catalogue: Catalogue) -> Iterator[Step]:
    """Every value, those of qualifications only where one names what is not there."""
    yield from walk_few(catalogue)
    for key in catalogue.qualifications:
        named = catalogue.find_summary(key).named
        if any(keys.difference(getattr(catalogue, table)) for table, keys in named.items()):
            yield from walk_below(("qualifications", key), catalogue.read_qualification(key))
    yield from walk_examples(catalogue)


def _describe_others(catalogue: Catalogue, paths: list[Path]) -> str:
    """The next few places that name it too, and how many more there are."""
    places = list(dict.fromkeys(str(catalogue.find_place(*path)) for path in paths))
    more = f" and {len(places) - 3} more places" if len(places) > 3 else ""
    return f" It is named at {', '.join(places[:3])}{more} too." if places else ""
