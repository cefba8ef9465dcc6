"""Mutants of what decides, in Python: python -m tests.mutants.python [--sample N] [--processes N]

Everything is loaded once. Each mutant is put in place in a process forked for it, which asks the cases that
come by its lines until one is answered in another way: tests of the suite, and random cases with the other
engine's answers. Which case comes by which line is recorded before. Results are kept in .cache/mutants.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import signal
import subprocess
import tempfile
import time
import traceback
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage

from tests import chance
from tests.mutants.exchange import ROOT, Source, forget_answers, index_functions, list_caches, put_mutant
from tests.mutants.families import ASKED_BY_TESTS, FAMILIES, draw_lists, read_families
from tests.mutants.operators import Mutant
from tests.mutants.results import CACHE, KILLED, LIVES, NEVER_ENDS, UNREACHED, Results, draw_sample
from tests.read.test_both_readers import read_in_javascript, read_in_python
from tests.rules.engines import NODE

HERE = Path(__file__).resolve().parent
SOURCES = {
    f"catalogue.{group}.{path.stem}".removesuffix(".__init__"): path
    for group in ("rules", "checks", "read")
    for path in sorted((ROOT / "catalogue" / group).glob("*.py"))
    if path.stem != "__init__" or group == "checks"
}
ASKED = (
    "tests/read",
    "tests/checks",
    "tests/test_mistakes.py",
    *(f"tests/rules/test_{name}.py" for name in (
        "judging", "examples", "guide", "worked_profiles", "cycles", "enrolment", "analysis", "compare",
        "pathways", "people", "plan", "plans_are_least", "unknown_is_never_met", "step", "as_of", "totals",
        "kernel", "selection",
    )),
    "tests/answers/test_points.py",
    "tests/answers/test_careers.py",
    "tests/answers/test_plans.py",
    "tests/answers/test_lists.py",
    "tests/editor/test_modules.py",
    "tests/wording/test_implied.py",
)  # fmt: skip
NOT_ASKED = " or ".join(
    ("random_l", "a_line_left_out", "proven_solver", "end_in_an_exception",
     "is_quoted_comes_back")
)  # fmt: skip
"""What takes long and asks at random what our families ask, or the same once more."""
OPTIONS = (
    *("-n", "0", "-s", "-p", "no:cacheprovider", "--timeout", "0", "-o", "tmp_path_retention_policy=none"),
)
LONGEST = 10
"""So many times as long as without a mutant a case may take, and a second; beyond that it never ends."""
LONGEST_LINE = 30_000
"""Letters of a case that mutants in JavaScript are asked as well."""
LEAST = 0.02
"""Seconds below which it makes no difference how fast a case is."""
FEW = 64
"""Of the random cases that a test tries by itself, one in so many."""
SLOW, MOST = 1.0, 3.0
"""Seconds of the processor: slower cases are not asked; nor more cases when those asked took so long."""


@dataclass
class Case:
    """What is asked of a mutant: ends with True if it notices it."""

    name: str
    notice: Callable[[], bool]
    seconds: float = 0.0


@dataclass
class Baseline:
    """What is known of the cases without a mutant: their time, and by which lines they come."""

    seconds: dict[str, float] = field(default_factory=dict)
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    ranks: dict[str, dict[str, tuple[int, float]]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """As it was kept."""
        kept = json.loads(path.read_text("utf-8"))
        lines = {
            module: {int(line): names for line, names in found.items()}
            for module, found in kept["lines"].items()
        }
        return cls(kept["seconds"], lines)

    def rank_cases(self, module: str) -> dict[str, tuple[int, float]]:
        """The order in which cases are asked: of those that come by the same lines one, then another of each.

        First those that come by where few others do, and that are fast.
        """
        if module not in self.ranks:
            lines, worth = defaultdict[str, list[int]](list), defaultdict[str, float](float)
            for line, names in self.lines[module].items():
                for name in names:
                    lines[name].append(line)
                    worth[name] -= 1 / len(names) / (self.seconds[name] + LEAST)
            turns = Counter[tuple[int, ...]]()
            for name in sorted(worth, key=lambda name: worth[name]):
                way = tuple(lines[name])
                self.ranks.setdefault(module, {})[name] = (turns[way], worth[name])
                turns[way] += 1
        return self.ranks.get(module, {})


class Memory:
    """Answers of programs that were asked before: JavaScript is not mutated, and need not be asked twice."""

    def __init__(self) -> None:
        self.known: dict[str, list[Any]] = {}
        self.cases: dict[str, tuple[str, Any, str]] = {}
        """What tests asked the engine in JavaScript, with its answers: its mutants are asked the same."""
        self.run = subprocess.run

    def ask(self, command: list[Any], **more: Any) -> Any:
        """As subprocess.run."""
        if not isinstance(command, list) or str(command[0]) != str(NODE):
            return self.run(command, **more)
        asked = repr([list(map(str, command)), more.get("input")])
        key = sha256(asked.encode()).hexdigest()
        if key not in self.known:
            done = self.run(command, **more)
            texts = [one.decode() if isinstance(one, bytes) else one for one in (done.stdout, done.stderr)]
            self.known[key] = [done.returncode, *texts]
            self._keep_cases(command, more.get("input"), texts[0])
        code, out, told = self.known[key]
        if not more.get("text"):
            out, told = (one.encode() if isinstance(one, str) else one for one in (out, told))
        return subprocess.CompletedProcess(command, code, out, told)

    def _keep_cases(self, command: list[Any], asked: bytes | str | None, answers: str) -> None:
        family = {"engine.mjs": str(command[-1]), "criteria_engine.mjs": "criteria"}.get(
            Path(command[1]).name
        )
        if family and asked:
            text = asked.decode() if isinstance(asked, bytes) else asked
            for line, answer in zip(text.split("\n"), answers.split("\n"), strict=False):
                if line and len(line) < LONGEST_LINE and '"failed"' not in answer:
                    self.cases[family + line] = (family, json.loads(line), answer)


class Judge:
    """A plugin of pytest that judges mutants by the tests that were collected, in place of running them."""

    def __init__(self, told: argparse.Namespace) -> None:
        self.told = told
        for name in SOURCES:
            importlib.import_module(name)  # the checks are loaded only when they are asked
        self.sources = {name: Source(path) for name, path in SOURCES.items()}
        self.results = Results("python", SOURCES)
        self.memory = Memory()
        self.killers: dict[str, deque[str]] = {}
        self.running: dict[int, tuple[Mutant, int, float]] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge the mutants."""
        subprocess.run = self.memory.ask  # type: ignore[assignment]
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # emptied here, not by each
        self.cases = {case.name: case for case in (*list_families(), *list_tests(session.items))}
        self.baseline = self._prepare()
        every = [one for source in self.sources.values() for one in source.mutants]
        drawn = draw_sample(every, self.told.sample)
        self.drawn = [one for one in drawn if self.told.only in one.module]
        todo = [one for one in self.drawn if self.results.is_open(one.module, one.place, self.told.again)]
        print(f"{len(self.cases)} cases, {len(self.drawn)} mutants, {len(todo)} to judge", flush=True)
        index_functions()
        list_caches()
        gc.collect()
        gc.freeze()
        begun = time.monotonic()
        for count, mutant in enumerate(todo):
            self._begin(mutant)
            if count % 25 == 0:
                self.results.save()
                print(f"{count}: {time.monotonic() - begun:.0f} s", flush=True)
        while self.running:
            self._end_one()
        self.results.save()
        return True

    def _prepare(self) -> Baseline:
        """Ask every case once in a process of its own, unless it was done for these sources."""
        texts = [*(ROOT / "catalogue").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        texts = [
            path
            for path in sorted(texts)
            if "mutants" not in path.parts[-2] and "node_modules" not in path.parts
        ]
        digest = sha256(
            b"".join(path.read_bytes() for path in texts) + repr([*self.cases]).encode()
        ).hexdigest()[:16]
        kept, memory = CACHE / f"baseline-{digest}.json", CACHE / f"memory-{digest}.json"
        if not kept.is_file():
            CACHE.mkdir(parents=True, exist_ok=True)
            shares = [[*self.cases.values()][n :: self.told.processes] for n in range(self.told.processes)]
            parts = [CACHE / f"part-{n}.json" for n in range(len(shares))]
            children = [self._begin_record(*one) for one in zip(shares, parts, strict=True)]
            ends = [os.waitpid(child, 0)[1] for child in children]
            assert not any(ends), "the cases could not be asked"
            found = [json.loads(path.read_text("utf-8")) for path in parts]
            memory.write_text(
                json.dumps({k: v for part in found for k, v in part["memory"].items()}), "utf-8"
            )
            ASKED_BY_TESTS.write_text(json.dumps([one for part in found for one in part["asked"]]), "utf-8")
            kept.write_text(json.dumps(merge_parts(found)), "utf-8")
        self.memory.known = json.loads(memory.read_text("utf-8"))
        return Baseline.read(kept)

    def _begin_record(self, cases: list[Case], kept: Path) -> int:
        child = os.fork()
        if not child:
            code = 1
            try:
                self._record(cases, kept)
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                os._exit(code)
        return child

    def _record(self, cases: list[Case], kept: Path) -> None:
        """Ask some cases: how long each takes, and by which lines it comes."""
        files = [str(path) for path in SOURCES.values()]
        watched = Coverage(data_file=None, include=files, config_file=False)
        found: dict[str, float] = {}
        forget_answers()
        signal.signal(signal.SIGPROF, stop_case)
        watched.start()
        for case in cases:
            watched.switch_context(case.name)
            begun = time.process_time()
            try:
                signal.setitimer(signal.ITIMER_PROF, 2 * SLOW)
                noticed = case.notice()
                signal.setitimer(signal.ITIMER_PROF, 0)
            except Exception:  # also of what pytest makes of a case that was ended
                noticed = True
            taken = time.process_time() - begun
            if not noticed and taken <= SLOW:
                found[case.name] = taken
            else:
                print(f"left out, as it {'fails' if noticed else 'takes long'}: {case.name}", flush=True)
        watched.stop()
        data, lines = watched.get_data(), {}
        for module, path in SOURCES.items():
            by_line = data.contexts_by_lineno(str(path))
            lines[module] = {line: [n for n in names if n in found] for line, names in by_line.items()}
        told = {"memory": self.memory.known, "asked": [*self.memory.cases.values()]}
        kept.write_text(json.dumps({"seconds": found, "lines": lines, **told}), "utf-8")

    def _choose_cases(self, mutant: Mutant) -> list[Case]:
        """Those that come by the mutant; first those that noticed its neighbours, as the likeliest."""
        by_line = self.baseline.lines.get(mutant.module, {})
        names: set[str] = set()
        for first, last in ((mutant.line, mutant.last), mutant.statement):
            for line in range(first, last + 1):
                names |= {*by_line.get(line, ())}
            if names:
                break
        else:
            if not mutant.function:
                names = {name for found in by_line.values() for name in found}
        known = [name for name in self.killers.get(mutant.module, ()) if name in names]
        ranks = self.baseline.rank_cases(mutant.module)
        rest = sorted(names - {*known}, key=lambda name: ranks[name])
        return [self.cases[name] for name in (*known, *rest)]

    def _begin(self, mutant: Mutant) -> None:
        cases = self._choose_cases(mutant)
        if not cases:
            self.results.of(mutant.module)[mutant.place] = UNREACHED
            return
        if len(self.running) >= self.told.processes:
            self._end_one()
        reading, writing = os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            self.running[child] = (mutant, reading, time.monotonic())
            return
        os.close(reading)
        self._ask(mutant, cases, writing)

    def _ask(self, mutant: Mutant, cases: list[Case], writing: int) -> None:
        """In the child: ask the cases; what it writes is the name of the one that noticed the mutant."""
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        found, asking, left = "", "loading", MOST
        try:
            signal.setitimer(signal.ITIMER_PROF, LONGEST)
            put_mutant(self.sources[mutant.module], mutant)
            for case in cases:
                asking, usual = case.name, self.baseline.seconds[case.name]
                signal.setitimer(signal.ITIMER_PROF, 1 + LONGEST * usual)
                if case.notice():
                    found = case.name
                    break
                left -= usual
                if left < 0:
                    break
        except BaseException:
            found = asking
        os.write(writing, found.encode())
        os._exit(0)

    def _end_one(self) -> None:
        child, status = os.wait()
        mutant, reading, _ = self.running.pop(child)
        with os.fdopen(reading) as pipe:
            found = pipe.read()
        state = KILLED if found else LIVES
        if os.WIFSIGNALED(status):
            state = NEVER_ENDS
        self.results.of(mutant.module)[mutant.place] = state
        if found in self.baseline.seconds:
            known = self.killers.setdefault(mutant.module, deque(maxlen=12))
            if found in known:
                known.remove(found)
            known.appendleft(found)


def stop_case(*_: object) -> None:
    """End a case that takes too long; it fails."""
    raise TimeoutError


def merge_parts(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What several processes recorded, as one baseline."""
    lines: dict[str, dict[str, list[str]]] = {}
    for part in parts:
        for module, by_line in part["lines"].items():
            for line, names in by_line.items():
                lines.setdefault(module, {}).setdefault(line, []).extend(names)
    return {"seconds": {k: v for part in parts for k, v in part["seconds"].items()}, "lines": lines}


def list_families() -> list[Case]:
    """The random cases, each with the answer of the other engine."""

    def differ(family: str, case: Any, answer: str) -> Callable[[], bool]:
        return lambda: FAMILIES[family][1](case) != answer

    found = [Case(f"{one[0]} {at}", differ(*one)) for at, one in enumerate(read_families())]
    drawn = draw_lists()
    answers = list(read_in_javascript(drawn))

    def read_otherwise(at: int) -> Callable[[], bool]:
        return lambda: read_in_python(*drawn[at]) != answers[at]

    return found + [Case(f"list {at}", read_otherwise(at)) for at in range(len(drawn))]


def list_tests(items: list[pytest.Item]) -> list[Case]:
    """The tests that were collected, as cases."""

    def fail(item: pytest.Item) -> Callable[[], bool]:
        def run() -> bool:
            item.funcargs = {}  # type: ignore[attr-defined]
            item._initrequest()  # type: ignore[attr-defined]
            return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))

        return run

    return [Case(item.nodeid, fail(item)) for item in items]


def main() -> None:
    """Judge mutants; print how many of a module are noticed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, help="judge so many mutants, drawn by a fixed seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="judge only modules whose name holds this")
    parser.add_argument("--again", action="store_true", help="judge those that are left once more")
    told = parser.parse_args()
    chance.PART = FEW  # before the tests are collected, which count their cases then
    judge = Judge(told)
    with tempfile.TemporaryDirectory() as folder:
        code = pytest.main([*OPTIONS, "--basetemp", folder, "-k", f"not ({NOT_ASKED})", *ASKED], [judge])
    shown: Counter[str] = Counter(judge.results.of(one.module).get(one.place, "") for one in judge.drawn)
    print(dict(shown), code)


if __name__ == "__main__":
    main()
