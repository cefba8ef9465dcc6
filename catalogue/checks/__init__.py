"""What a careful editor would look for: one check, one file, one shape.

Each module says what it looks for and why that matters, and has one or several of these, each of which
yields Problems. A new check is a new file here; nothing else needs to know of it.

- `check(catalogue)`: looks at everything together.
- `check_value(catalogue, path, value)`: is asked of every value of the kinds that `LOOKS_AT` names. One that
  looks for patterns in texts names them in `LOOKS_FOR`: where no text of a record holds any, it is not asked.
- `check_qualification(catalogue, key, qualification)`: is asked of each qualification, read whole.

One that says `AFTER_ALL_OTHERS = True` runs only where the others find no error.

There may be thousands of qualifications. Each is read and walked once for all checks; one in which nothing
was wrong is not looked at again while its file, and the sources and disagreements that it names, stay as they
are. So `check_value` and `check_qualification` may ask the catalogue about those alone.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from hashlib import blake2b
from itertools import compress
from types import ModuleType

import orjson

from catalogue.model.base import Reference
from catalogue.model.cache import cache_by_kind
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.qualification import Qualification
from catalogue.model.steps import Step, walk_below
from catalogue.model.walk import MANY, digest_few, walk_examples, walk_few
from catalogue.store import Store

Check = Callable[..., Iterable[Problem]]


def make_problem(module: str, catalogue: Catalogue, path: Path, what: str, **more: str) -> Problem:
    """A problem of a check at a value's place. `module` is the check's `__name__`."""
    name = module.rpartition(".")[2].replace("_", "-")
    about = "/".join(str(part) for part in path[1:]) or str(path[0])
    return Problem(catalogue.find_place(*path), what, check=name, about=about, **more)  # type: ignore[arg-type]


def list_checks() -> list[str]:
    """The names of all checks, as exceptions write them."""
    return sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__))


def run_checks(catalogue: Catalogue, store: Store | None = None) -> list[Problem]:
    """Every problem of every check, in the order of files and lines, exceptions taken out.

    An exception that fits no problem is a problem itself. `store` knows which qualifications were right, and
    whether all else was, exceptions aside.
    """
    store = store or Store()
    known_by = digest_few(catalogue)
    known = store.get("right", known_by)
    excused = {(exemption.check, exemption.about) for exemption in catalogue.exceptions}
    problems: list[Problem] = []
    asked: list[str] = []
    for last in (False, True):
        if not any(problem.severity == "error" for problem in _drop_excused(problems, excused)):
            own = [name for name in list_checks() if _is_last(name) is last]
            modules = [_import_check(name) for name in own]
            problems += _check_catalogue(modules, catalogue) if known is None else ()
            problems += _check_qualifications(modules, catalogue, store)
            asked += own
    reported = {(problem.check, problem.about) for problem in problems}
    if known is not None:
        reported |= {(check, about) for check, about in orjson.loads(known)}
    left = [*_drop_excused(problems, excused), *_list_needless(reported, catalogue, asked)]
    if not left:
        store.put("right", known_by, orjson.dumps(sorted(reported)))
    return sorted(left)


def _check_catalogue(modules: list[ModuleType], catalogue: Catalogue) -> Iterator[Problem]:
    """What some checks find in everything but what stands in single qualifications."""
    for module in modules:
        if hasattr(module, "check"):
            yield from module.check(catalogue)
    of_values = _ValueChecks(modules)
    for steps in (walk_few(catalogue), walk_examples(catalogue)):
        yield from of_values.check_values(catalogue, steps)


class RightQualifications:
    """Looks at qualifications while they are read, and notes those in which nothing is wrong.

    Of what is wrong it tells nothing: that is for `run_checks`, which knows the whole catalogue.
    """

    def __init__(self, store: Store) -> None:
        modules = [_import_check(name) for name in list_checks() if not _is_last(name)]
        self._store = store
        self._of_values = _ValueChecks(modules)
        self._of_each = [it.check_qualification for it in modules if hasattr(it, "check_qualification")]
        self._digests: dict[tuple[str, str], bytes] = {}

    def check_qualification(
        self, catalogue: Catalogue, key: str, record: Qualification, steps: Iterable[Step]
    ) -> None:
        """Check a qualification, and note where nothing is wrong with it."""
        if not any(_check_record(self._of_values, self._of_each, catalogue, key, record, steps)):
            self._store.put("fine", _digest_qualification(catalogue, key, self._digests), b"")


def _check_record(
    of_values: _ValueChecks,
    of_each: list[Check],
    catalogue: Catalogue,
    key: str,
    record: Qualification,
    steps: Iterable[Step],
) -> Iterator[Problem]:
    yield from of_values.check_values(catalogue, steps)
    for check in of_each:
        yield from check(catalogue, key, record)


def _check_qualifications(modules: list[ModuleType], catalogue: Catalogue, store: Store) -> Iterator[Problem]:
    """What is found in qualifications, one by one; those that are known to be right are passed over."""
    of_values = _ValueChecks(modules)
    of_each = [module.check_qualification for module in modules if hasattr(module, "check_qualification")]
    digests: dict[tuple[str, str], bytes] = {}
    for key in catalogue.qualifications if of_each else ():
        known_by = _digest_qualification(catalogue, key, digests)
        if store.get("fine", known_by) is None:
            record = catalogue.read_qualification(key)
            steps = walk_below((MANY, key), record)
            problems = [*_check_record(of_values, of_each, catalogue, key, record, steps)]
            if not problems:
                store.put("fine", known_by, b"")
            yield from problems


class _ValueChecks:
    """The checks that are asked of values, by the kind of value."""

    def __init__(self, modules: list[ModuleType]) -> None:
        asked = [module for module in modules if hasattr(module, "check_value")]
        self._signs = {it: [*map(_build_sign, getattr(it, "LOOKS_FOR", ()))] for it in asked}

    def check_values(self, catalogue: Catalogue, steps: Iterable[Step]) -> Iterator[Problem]:
        """What they find in some values."""
        steps = [*steps]
        find = self._index_checks(self._select_modules(steps))
        for path, value in steps:
            for check in find(type(value)):
                if problems := check(catalogue, path, value):
                    yield from problems

    def _select_modules(self, steps: list[Step]) -> tuple[ModuleType, ...]:
        """Those that may find something. Patterns are many times faster in all texts together."""
        text = "\n".join(["", *[value for _, value in steps if isinstance(value, str)], ""])
        fits = (not signs or any(sign.search(text) for sign in signs) for signs in self._signs.values())
        return tuple(compress(self._signs, fits))

    @staticmethod
    @cache
    def _index_checks(modules: tuple[ModuleType, ...]) -> Callable[[type], list[Check]]:
        return cache_by_kind(partial(_list_fitting, modules))


def _build_sign(one: re.Pattern[str]) -> re.Pattern[str]:
    """What finds texts that a pattern may fit, among others that stand in lines of their own.

    It begins with a character where the pattern begins with a place, or with the edge of a word: that is
    looked for many times faster.
    """
    sign = one.pattern.replace(r"\A", r"\n").replace(r"\Z", r"(?=\n)")
    return re.compile(re.sub(r"^\\b", "[^A-Za-z0-9_]", sign), one.flags)


def _list_fitting(modules: tuple[ModuleType, ...], kind: type) -> list[Check]:
    # A reference is no text: what it names is looked at where that stands.
    looked_at = Reference if issubclass(kind, Reference) else object
    return [
        module.check_value
        for module in modules
        if issubclass(kind, tuple(one for one in module.LOOKS_AT if issubclass(one, looked_at)))
    ]


def _digest_qualification(catalogue: Catalogue, key: str, digests: dict[tuple[str, str], bytes]) -> bytes:
    """What the checks of a qualification look at: its file, the sources and disagreements that it names.

    Most name the same ones: their digests are kept in `digests`.
    """
    summary = catalogue.find_summary(key)
    found = blake2b(summary.digest, digest_size=16)
    for table in ("sources", "conflicts"):
        for one in sorted(summary.named.get(table, ())):
            if (table, one) not in digests:
                known = getattr(catalogue, table).get(one)
                text = known.model_dump_json() if known else "none"
                digests[table, one] = f"{table} {one} {text}\n".encode()
            found.update(digests[table, one])
    return found.digest()


def _drop_excused(problems: list[Problem], excused: set[tuple[str, str]]) -> list[Problem]:
    return [problem for problem in problems if (problem.check, problem.about) not in excused]


def _is_last(name: str) -> bool:
    return getattr(_import_check(name), "AFTER_ALL_OTHERS", False)


def _import_check(name: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{name.replace('-', '_')}")


def _list_needless(
    reported: set[tuple[str, str]], catalogue: Catalogue, asked: list[str]
) -> Iterator[Problem]:
    """Exceptions that fit no problem; those of a check that was not asked yet may."""
    waiting = {*list_checks()} - {*asked}
    for position, exemption in enumerate(catalogue.exceptions):
        if exemption.check not in waiting and (exemption.check, exemption.about) not in reported:
            yield make_problem(
                "exceptions",
                catalogue,
                ("exceptions", "exceptions", position),
                f"This exception is no longer needed: {exemption.check} finds nothing at {exemption.about}.",
                mend="delete the exception, or mend its `check` and `about`",
            )
