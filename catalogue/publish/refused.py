"""What stops a site from being published after the data itself was found right."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.model.problem import Problem


class RefusedError(Exception):
    """Pages could not be drawn: a dead link in prose, a fault in mkdocs.yml. Holds every problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))
