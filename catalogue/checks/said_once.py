"""What is said in a list, or by the facts of one page, is said once.

A line that was copied to begin the next one from, and then forgotten, shows the same thing twice.
"""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.topic import Topic

LOOKS_AT = (tuple, Topic)


def check_value(catalogue: Catalogue, path: Path, value: tuple[object, ...] | Topic) -> Iterator[Problem]:
    """Lists of texts, and the sentences of a topic."""
    if isinstance(value, Topic):
        yield from _check_facts(catalogue, path, value)
    elif value and isinstance(value[0], str) and len(set(value)) < len(value):
        first, at = next((value.index(one), at) for at, one in enumerate(value) if value.index(one) < at)
        yield make_problem(
            __name__,
            catalogue,
            (*path, at),
            f"“{value[at]}” stands in this list twice, as number {first + 1} and {at + 1}.",
            mend="take one out, or write what was meant in its place",
        )


def _check_facts(catalogue: Catalogue, path: Path, topic: Topic) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for key, fact in topic.facts.items():
        if (first := seen.setdefault(fact.says, key)) != key:
            yield make_problem(
                __name__,
                catalogue,
                (*path, "facts", key, "says"),
                f"`{key}` says the same as `{first}`.",
                mend="write what this fact says, or take it out",
            )
