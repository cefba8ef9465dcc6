"""Put a mutant's code in the place of the module's own, in a process that has everything loaded.

A function that is changed gets other code and stays the same object, so that whoever has it calls the mutant.
What a module does when it is loaded is done once more, and what comes out of it put where the old was.
"""

from __future__ import annotations

import ast
import functools
import gc
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.mutants.operators import Mutant, list_mutants

ROOT = Path(__file__).resolve().parents[2]
OURS = ("catalogue.", "tests.")


class Source:
    """A module with its text, its tree and its mutants."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        self.tree = ast.parse(path.read_text("utf-8"))
        self.mutants = list_mutants(self.name, self.tree)

    def compile_mutant(self, mutant: Mutant) -> CodeType:
        """The code of the whole module with one mutant in it."""
        with mutant.change_tree():
            return compile(self.tree, str(self.path), "exec", dont_inherit=True)


@functools.cache
def index_functions() -> dict[tuple[str, str, int], list[FunctionType]]:
    """Our functions by their file, name and line; looked for once, when everything is loaded."""
    gc.unfreeze()  # a build freezes what is loaded, and what is frozen is not listed
    found: dict[tuple[str, str, int], list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__module__ and one.__module__.startswith(OURS):
            found.setdefault(_name_code(one.__code__), []).append(one)
    return found


def put_mutant(source: Source, mutant: Mutant) -> None:
    """Put a mutant in place; ends in whatever exception its module ends in when it is loaded."""
    code = source.compile_mutant(mutant)
    if mutant.function:
        for part in _list_codes(code):
            if part.co_qualname == mutant.function:
                for function in index_functions().get(_name_code(part), []):
                    function.__code__ = part
    else:
        _load_again(sys.modules[source.name], code)
    forget_answers()


@functools.cache
def list_caches() -> list[functools._lru_cache_wrapper[Any]]:
    """What keeps answers; looked for once, before there are mutants."""
    found = [one for one in gc.get_objects() if isinstance(one, functools._lru_cache_wrapper)]
    return [one for one in found if one.__module__.startswith(OURS) and one.__module__ != __name__]


def forget_answers() -> None:
    """Empty what keeps answers."""
    for one in list_caches():
        one.cache_clear()


def _name_code(code: CodeType) -> tuple[str, str, int]:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _list_codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _list_codes(one)


def _load_again(module: ModuleType, code: CodeType) -> None:
    old = vars(module)
    new: dict[str, Any] = {
        name: old.get(name) for name in ("__name__", "__file__", "__package__", "__spec__", "__path__")
    }
    exec(code, new)
    for name, value in new.items():
        if name in old and not name.startswith("__") and value is not old[name]:
            _put_value(module, name, old[name], value)


def _put_value(module: ModuleType, name: str, old: Any, new: Any) -> None:
    """Put a new value where an old one of a module is known by its name."""
    if isinstance(old, FunctionType) and isinstance(new, FunctionType):
        _put_function(old, new)
    elif isinstance(old, type) and isinstance(new, type):
        _put_class(old, new)
    else:
        for known in [*sys.modules.values()]:
            if getattr(known, "__name__", "").startswith(OURS) and vars(known).get(name) is old:
                setattr(known, name, new)


def _put_function(old: FunctionType, new: FunctionType) -> None:
    with suppress(ValueError):  # what shuts in other names keeps its own code
        old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _put_class(old: type, new: type) -> None:
    if old.__module__ != new.__module__:
        return
    for name, value in vars(new).items():
        known = vars(old).get(name)
        if isinstance(known, FunctionType) and isinstance(value, FunctionType):
            _put_function(known, value)
        elif isinstance(value, (bool, int, str, tuple, frozenset, dict)) and not name.startswith("__"):
            setattr(old, name, value)
