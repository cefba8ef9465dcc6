"""Mutants of the engine in Python and of its planner, by Cosmic Ray: python -m tests.mutants.python [SECONDS]

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
import random
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from pydantic import TypeAdapter, ValidationError

from catalogue.answers.points import join_citations
from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Options
from tests.mutants.cases import LIVES, SURVIVED, Results, recorded, schedules
from tests.rules.engines import write_json

RULES = Path(__file__).resolve().parents[2] / "catalogue" / "rules"
# The points engine; compare, examples and totals answer nothing about a log.
MODULES = (
    "amounts", "carry", "demands", "entries", "figures", "judge", "kernel", "limits", "points", "rates",
    "selection", "verdicts", "windows",
)  # fmt: skip
SOURCES = {module: RULES / f"{module}.py" for module in MODULES}
# The planner, which is asked for plans. Its mutants are kept apart.
PLANS = {
    module: RULES / f"{module}.py"
    for module in ("goal", "left", "plan", "possible", "programme", "cheapest", "whole")
}
# No answer can change by these: `|` stands in annotations alone, and `is` for `==` (or the other way
# round) differs for None and for small texts by nothing but how Python keeps them.
LEFT_ALONE = (
    "BinaryOperator_BitOr",
    "Operator_Eq_Is",
    "Operator_NotEq_IsNot",
    "Operator_Is_Eq",
    "Operator_IsNot_NotEq",
)
PROCESSES = os.cpu_count() or 1
LONGEST = 8
"""So many times as long as the engine itself a mutant may take; beyond that it never ends."""
QUICK = 0.04
"""Seconds: with cases that take longer, many of them by the search alone, a run would take hours."""
LOG = TypeAdapter(tuple[LogEntry, ...])
Mutant = tuple[str, str, int]
"""Module, operator and which of its places."""


def mutants(sources: Mapping[str, Path]) -> Iterator[Mutant]:
    """Every mutant of some modules."""
    for module, path in sources.items():
        tree = get_ast(path.read_text("utf-8"))
        for name in operator_names():
            if any(name.endswith(end) or f"{end}_" in name for end in LEFT_ALONE):
                continue
            try:
                operator = get_operator(name)()
            except TypeError:
                continue  # it asks what to replace; we name nothing
            places = sum(len(list(operator.mutation_positions(node))) for node in ast_nodes(tree))
            yield from ((module, name, place) for place in range(places))


def text_of(module: str) -> str:
    """The source of a module."""
    return (RULES / f"{module}.py").read_text("utf-8")


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

    def __init__(self, plans: bool = False) -> None:
        self.plans = plans
        self.first = self._read(recorded(plans))
        self.schedules = [] if plans else list(schedules())

    @cached_property
    def others(self) -> list[tuple[Any, ...]]:
        """What only those are asked that live through the first cases, but for what takes long."""
        return [case for case in self._read(recorded(self.plans, more=True)) if self._is_quick(case)]

    def _is_quick(self, case: tuple[Any, ...]) -> bool:
        begun = time.process_time()
        self._answer(case)
        return time.process_time() - begun < QUICK

    def _answer(self, case: tuple[Any, ...]) -> Any:
        """What the engine as it is imported now answers."""
        judge, log, options, wanted, _ = case
        figures = importlib.import_module("catalogue.rules.figures")
        module, name = ("plan", "plan_verdict") if self.plans else ("points", "assess")
        asked = getattr(importlib.import_module(f"catalogue.rules.{module}"), name)
        try:
            return asked(judge, log, options, **wanted)
        except figures.RefusedError as refused:
            return {"refused": {"code": refused.code, "values": refused.values}}

    @staticmethod
    def _read(cases: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
        found = []
        for case in cases:
            exact = json.loads(write_json(case), parse_float=Decimal)
            options = exact["options"]
            wanted = {name: options.pop(name) for name in ("verdict", "prefer", "without") if name in options}
            with suppress(ValidationError):  # some only a browser is asked: our model lets them not through
                kernel = Kernel.model_validate(join_citations(exact["kernel"]))
                log = LOG.validate_python(exact["log"])
                found.append((kernel, log, Options.model_validate(options), wanted, case["answer"]))
        return found

    def notice(self, more: bool, rewrites: bool = True) -> bool:
        """Whether the engine as it is imported now gives another answer anywhere, or another kernel."""
        if rewrites:
            rewritten = importlib.import_module("catalogue.rules.kernel").build_kernel
            if any(rewritten(schedule) != expected for schedule, expected in self.schedules):
                return True
        cases = (*self.first, *(self.others if more else ()))
        return any(write_json(self._answer(case)) != case[-1] for case in cases)


def begun(mutant: Mutant, cases: Cases, more: bool, seconds: float) -> int:
    """The process that judges a mutant: it ends with 1 if something is noticed."""
    module, name, place = mutant
    source = mutate_code(text_of(module), get_operator(name)(), place)
    child = os.fork()
    if child:
        return child
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115
    signal.setitimer(signal.ITIMER_REAL, seconds)
    code = 1
    try:
        for key in [key for key in sys.modules if key.startswith("catalogue.rules")]:
            del sys.modules[key]
        sys.meta_path.insert(0, Mutated(module, source))
        code = 1 if cases.notice(more, rewrites=module == "kernel") else 0
    except BaseException:
        code = 1
    os._exit(code)


def ended(running: dict[int, Mutant]) -> tuple[Mutant, str]:
    """The next mutant that is judged: killed, timeout or survived."""
    child, status = os.wait()
    state = "timeout" if os.WIFSIGNALED(status) else "killed" if os.WEXITSTATUS(status) else SURVIVED
    return running.pop(child), state


def difference(mutant: Mutant) -> list[str]:
    """The lines that a mutant changes, before and after."""
    module, name, place = mutant
    source = text_of(module)
    changed = mutate_code(source, get_operator(name)(), place) or ""
    lines = difflib.unified_diff(source.splitlines(), changed.splitlines(), n=0, lineterm="")
    return [
        line[:1] + line[1:].strip() for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


def main(seconds: float) -> None:
    """Judge mutants until the time is up: first all, then those that live by more cases."""
    end = time.monotonic() + seconds
    for name, sources in (("python", SOURCES), ("plans", PLANS)):
        results, found = Results(name, sources), list(mutants(sources))
        for more in (False, True):
            todo = [one for one in found if _is_open(one, results, more)]
            if todo:
                judge_all(todo, Cases(sources is PLANS), more, results, end)


def _is_open(mutant: Mutant, results: Results, more: bool) -> bool:
    """Whether a mutant is still to be judged."""
    return bool(results.of(mutant[0]).get(_name(mutant), "") == (SURVIVED if more else ""))


def _name(mutant: Mutant) -> str:
    return " ".join(map(str, mutant[1:]))


def judge_all(todo: list[Mutant], cases: Cases, more: bool, results: Results, end: float) -> None:
    """Judge some mutants, and keep what becomes of them; ends the run when the time is up."""
    cases.notice(more)  # reads what is read once
    before = time.monotonic()
    assert not cases.notice(more), "the engines differ before anything is mutated"
    longest = 1 + LONGEST * (time.monotonic() - before)  # and a moment to begin
    gc.freeze()
    random.Random(0).shuffle(todo)  # so that a run that is stopped has judged some of everything
    running: dict[int, Mutant] = {}
    for position, mutant in enumerate([*todo, *[None] * PROCESSES]):
        if len(running) == PROCESSES or (running and mutant is None):
            judged, state = ended(running)
            results.of(judged[0])[_name(judged)] = LIVES if more and state == SURVIVED else state
        if position % 50 == 0 or mutant is None:
            results.save()
        if mutant is not None and time.monotonic() < end:
            running[begun(mutant, cases, more, longest)] = mutant
    if time.monotonic() > end:
        sys.exit("The time is up; run it again to go on.")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else float("inf"))
