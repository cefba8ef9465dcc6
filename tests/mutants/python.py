"""Mutants of the engine in Python, by Cosmic Ray's operators: python -m tests.mutants.python [SECONDS]

Each mutant is judged in a process of its own, which imports the engine with one module mutated in memory;
no file is changed. Results are kept in .cache/mutants, so that a run goes on where the last one stopped.
"""

from __future__ import annotations

import difflib
import gc
import importlib
import importlib.abc
import importlib.util
import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from pydantic import TypeAdapter, ValidationError

from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Options
from catalogue.points import as_written
from tests.mutants.cases import LIVES, SURVIVED, Results, recorded, schedules
from tests.rules.engines import written

RULES = Path(__file__).resolve().parents[2] / "catalogue" / "rules"
# The points engine; compare, examples and totals answer nothing about a log.
MODULES = (
    "amounts", "carry", "demands", "entries", "figures", "judge", "kernel", "limits", "points", "rates",
    "selection", "verdicts", "windows",
)  # fmt: skip
SOURCES = {module: RULES / f"{module}.py" for module in MODULES}
# No answer can change by these: `|` stands in annotations alone, and `is` for `==` (or the other way
# round) differs for None and for small texts by nothing but how Python keeps them.
LEFT_ALONE = (
    "BinaryOperator_BitOr",
    "Operator_Eq_Is",
    "Operator_NotEq_IsNot",
    "Operator_Is_Eq",
    "Operator_IsNot_NotEq",
)
LONGEST = 20
"""Seconds for the first cases, many times what they need: beyond it a mutant never ends."""
LOG = TypeAdapter(tuple[LogEntry, ...])
Mutant = tuple[str, str, int]
"""Module, operator and which of its places."""


def mutants() -> Iterator[Mutant]:
    """Every mutant of every module."""
    for module in MODULES:
        tree = get_ast(SOURCES[module].read_text("utf-8"))
        for name in operator_names():
            if any(name.endswith(end) or f"{end}_" in name for end in LEFT_ALONE):
                continue
            try:
                operator = get_operator(name)()
            except TypeError:
                continue  # it asks what to replace; we name nothing
            places = sum(len(list(operator.mutation_positions(node))) for node in ast_nodes(tree))
            yield from ((module, name, place) for place in range(places))


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives one module of the engine another source."""

    def __init__(self, module: str, source: str) -> None:
        self.name, self.source = f"catalogue.rules.{module}", source

    def find_spec(self, fullname: str, path: object, target: object = None) -> Any:
        """Only that module."""
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def get_source(self, fullname: str) -> str:
        """The mutated source."""
        return self.source


class Cases:
    """What a mutant is asked, read once."""

    def __init__(self) -> None:
        self.first = self._read(recorded())
        self.schedules = list(schedules())

    @cached_property
    def others(self) -> list[tuple[Any, ...]]:
        """What only those are asked that live through the first cases; reading it takes a while."""
        return self._read(recorded(more=True))

    @staticmethod
    def _read(cases: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
        found = []
        for case in cases:
            exact = json.loads(written(case), parse_float=Decimal)
            with suppress(ValidationError):  # some only a browser is asked: our model lets them not through
                kernel = Kernel.model_validate(as_written(exact["kernel"]))
                log = LOG.validate_python(exact["log"])
                found.append((kernel, log, Options.model_validate(exact["options"]), case["answer"]))
        return found

    def notice(self, more: bool, rewrites: bool = True) -> bool:
        """Whether the engine as it is imported now gives another answer anywhere, or another kernel."""
        points, figures = (
            importlib.import_module(f"catalogue.rules.{name}") for name in ("points", "figures")
        )
        if rewrites:
            rewritten = importlib.import_module("catalogue.rules.kernel").kernel
            if any(rewritten(schedule) != expected for schedule, expected in self.schedules):
                return True
        for judge, log, options, expected in [*self.first, *(self.others if more else ())]:
            try:
                answer = points.assess(judge, log, options)
            except figures.RefusedError as refused:
                answer = {"refused": {"code": refused.code, "values": refused.values}}
            if written(answer) != expected:
                return True
        return False


def judged(mutant: Mutant, cases: Cases, more: bool = False) -> str:
    """killed, timeout or survived."""
    module, name, place = mutant
    source = mutate_code(SOURCES[module].read_text("utf-8"), get_operator(name)(), place)
    child = os.fork()
    if not child:
        sys.stderr = open(os.devnull, "w")  # noqa: SIM115
        signal.alarm(LONGEST * (4 if more else 1))
        code = 1
        try:
            for key in [key for key in sys.modules if key.startswith("catalogue.rules")]:
                del sys.modules[key]
            sys.meta_path.insert(0, Mutated(module, source))
            code = 1 if cases.notice(more, rewrites=module == "kernel") else 0
        except BaseException:
            code = 1
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return "timeout"
    return "killed" if os.WEXITSTATUS(status) else SURVIVED


def difference(mutant: Mutant) -> list[str]:
    """The lines that a mutant changes, before and after."""
    module, name, place = mutant
    source = SOURCES[module].read_text("utf-8")
    changed = mutate_code(source, get_operator(name)(), place) or ""
    lines = difflib.unified_diff(source.splitlines(), changed.splitlines(), n=0, lineterm="")
    return [
        line[:1] + line[1:].strip() for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


def main(seconds: float) -> None:
    """Judge mutants until the time is up: first all, then those that live by more cases."""
    end = time.monotonic() + seconds
    results, cases, found = Results("python", SOURCES), Cases(), list(mutants())
    assert not cases.notice(more=False), "the engines differ before anything is mutated"
    for more in (False, True):
        if more:
            assert not cases.notice(more), "the engines differ before anything is mutated"
        gc.freeze()
        for mutant in found:
            known, name = results.of(mutant[0]), " ".join(map(str, mutant[1:]))
            if known.get(name, "") == (SURVIVED if more else ""):
                if time.monotonic() > end:
                    results.save()
                    sys.exit("The time is up; run it again to go on.")
                state = judged(mutant, cases, more)
                known[name] = LIVES if more and state == SURVIVED else state
                if len(known) % 50 == 0:
                    results.save()
    results.save()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else float("inf"))
