"""What a careful editor would look for: one check, one file, one shape.

Each module says what it looks for and why that matters, and has `check(catalogue)`, which yields
Problems. A new check is a new file here; nothing else needs to know of it. One that says
`AFTER_ALL_OTHERS = True` runs only where the others find no error.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from types import ModuleType

from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem


def found(module: str, catalogue: Catalogue, path: Path, what: str, **more: str) -> Problem:
    """A problem of a check at a value's place. `module` is the check's `__name__`."""
    name = module.rpartition(".")[2].replace("_", "-")
    about = "/".join(str(part) for part in path[1:]) or str(path[0])
    return Problem(catalogue.place(*path), what, check=name, about=about, **more)  # type: ignore[arg-type]


def names() -> list[str]:
    """The names of all checks, as exceptions write them."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def run(catalogue: Catalogue) -> list[Problem]:
    """Every problem of every check, in the order of files and lines, exceptions taken out.

    An exception that fits no problem is a problem itself.
    """
    excused = {(exemption.check, exemption.about) for exemption in catalogue.exceptions}
    problems: list[Problem] = []
    asked: list[str] = []
    for last in (False, True):
        if not any(problem.severity == "error" for problem in _left(problems, excused)):
            own = [name for name in names() if _is_last(name) is last]
            problems += [problem for name in own for problem in _one(name, catalogue)]
            asked += own
    return sorted([*_left(problems, excused), *_needless(problems, catalogue, asked)])


def _left(problems: list[Problem], excused: set[tuple[str, str]]) -> list[Problem]:
    return [problem for problem in problems if (problem.check, problem.about) not in excused]


def _is_last(name: str) -> bool:
    return getattr(_module(name), "AFTER_ALL_OTHERS", False)


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")


def _one(name: str, catalogue: Catalogue) -> Iterable[Problem]:
    problems: Iterable[Problem] = _module(name).check(catalogue)
    return problems


def _needless(problems: list[Problem], catalogue: Catalogue, asked: list[str]) -> Iterator[Problem]:
    """Exceptions that fit no problem; those of a check that was not asked yet may."""
    waiting = {*names()} - {*asked}
    reported = {(problem.check, problem.about) for problem in problems}
    for position, exemption in enumerate(catalogue.exceptions):
        if exemption.check not in waiting and (exemption.check, exemption.about) not in reported:
            yield found(
                "exceptions",
                catalogue,
                ("exceptions", "exceptions", position),
                f"This exception is no longer needed: {exemption.check} finds nothing at {exemption.about}.",
                mend="delete the exception, or mend its `check` and `about`",
            )
