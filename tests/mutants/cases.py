"""What must notice a mutated engine: questions with the answers that the other, unmutated engine gives.

Of a log: the worked examples, the examples of docs/schedules.md, the cases of tests/rules/test_judging.py,
and the first random cases. Of a plan: random questions of several makers and random cases, those of
tests/rules/plan_grids.py, each verdict of every schedule, and the same with a plan that is nearly done.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from catalogue.editor.guide import read_chapters
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from tests.rules.engines import Case, answer_in_javascript, write_json
from tests.rules.plan_grids import list_grids
from tests.rules.random_cases import random_case
from tests.rules.random_plans import Daily, Larger, Small, Tight, about, random_question, ways
from tests.rules.test_examples import ROOTS, list_cases
from tests.rules.test_guide import HOLD, build_case

HERE = Path(__file__).resolve().parent
CACHE = HERE.parents[1] / ".cache" / "mutants"
RANDOM = 600
"""Of the random cases, so many are asked of every mutant; of those that live, `MORE`."""
MORE = 1_000

PLANS, SMALL, LARGER, NEARLY, FIRST_PLANS = 400, 600, 200, 6, 400
"""How many questions for a plan there are of each kind; of all together the last is asked of every mutant."""

SURVIVED, LIVES = "survived", "lives"
"""Nothing among the first cases noticed it; nothing at all did."""


class Results:
    """What became of each mutant, by module and by a name of its own; kept from run to run.

    Forgotten are the mutants of a module that was changed since.
    """

    def __init__(self, engine: str, sources: Mapping[str, Path]) -> None:
        self.path = CACHE / f"{engine}.json"
        digests = {module: sha256(path.read_bytes()).hexdigest() for module, path in sources.items()}
        kept = json.loads(self.path.read_text("utf-8")) if self.path.is_file() else {}
        self.modules: dict[str, Any] = {
            module: kept[module]
            if kept.get(module, {}).get("source") == digest
            else {"source": digest, "whole": False, "mutants": {}}
            for module, digest in digests.items()
        }

    def of(self, module: str) -> dict[str, Any]:
        """The mutants of a module."""
        found: dict[str, Any] = self.modules[module]["mutants"]
        return found

    def save(self) -> None:
        """Keep them."""
        CACHE.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.modules, indent=0), "utf-8")


class Recorder:
    """A plugin of pytest that keeps what the tests of a module ask the browser's engine."""

    def __init__(self) -> None:
        self.kept: list[Case] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Ask JavaScript through us."""

        def asked(cases: list[Case]) -> list[str]:
            self.kept += cases
            return answer_in_javascript(cases)

        for item in items:
            item.module.javascript = asked  # type: ignore[attr-defined]


def judging() -> list[Case]:
    """The cases of tests/rules/test_judging.py."""
    recorder = Recorder()
    failed = pytest.main(
        ["-q", "-p", "no:cacheprovider", "-n", "0", str(HERE.parent / "rules/test_judging.py")], [recorder]
    )
    assert not failed
    return recorder.kept


def examples() -> list[Case]:
    """The worked examples of both catalogues and of the guide."""
    worked = [one for root in ROOTS for *_, one in list_cases(root)]
    return worked + [build_case(example, name) for example in HOLD.values() for name in example.file.cases]


def questions() -> list[Case]:
    """What is left for each verdict of a schedule, on the first day and later, by an empty log."""
    schedules = [one for root in ROOTS for one in getattr(read_catalogue(root)[0], "schedules", {}).values()]
    found = []
    for one in map(build_kernel, schedules):
        member = {"attributes": {each.id: list(each.values[:1]) for each in one.attributes}}
        for verdict in one.verdicts:
            for on, prefer in (
                ("2024-01-15", "entries"),
                ("2024-01-15", "points"),
                ("2026-03-01", "entries"),
            ):
                options: dict[str, Any] = {
                    "on": on,
                    "cycle_start": "2024-01-15",
                    "prefer": prefer,
                    "verdict": verdict.id,
                }
                options |= {"member": member} if one.attributes else {}
                found.append({"kernel": one.model_dump(mode="json"), "log": [], "options": options})
    return found


def unusual() -> list[Case]:
    """As many ways and topics as are looked at and one more, and what a schedule does not have."""
    usual = ways(1)
    strange = ({"verdict": "none"}, {"without": ["none"]})
    lacking = [{**usual, "options": usual["options"] | options} for options in strange]
    return [ways(20), ways(21), about(3), about(4), *lacking]


def nearly_done(worked: list[Case]) -> list[Case]:
    """The same questions when a plan is done but for a few entries."""
    chance, found = random.Random(0), []
    columns = ("id", "date", "activity", "quantity", "choice", "points", "topics")
    for one, text in zip(worked, answer_in_javascript(worked, "plan"), strict=True):
        done = json.loads(text).get("entries") or []
        for _ in range(NEARLY if done else 0):
            kept = [entry for entry in done if chance.random() > 3 / len(done)]
            log = [{**{name: entry[name] for name in columns}, "confirmed": True} for entry in kept]
            found.append({**one, "log": log})
    return found


def recorded(plans: bool = False, more: bool = False) -> list[Case]:
    """Each case with the JavaScript engine's answer: those that every mutant is asked, or the others."""
    first, others = files(plans)
    if not first.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        if plans:
            asked = [one for seed in range(PLANS) for one in (random_question(seed), random_case(seed))]
            asked += [random_question(seed, one) for seed in range(LARGER) for one in (Larger, Daily)]
            worked = questions()
            small = [random_question(seed, one) for seed in range(SMALL) for one in (Small, Tight)]
            small = [*(one for cases in list_grids().values() for one in cases), *unusual(), *small]
            asked = [*asked[:FIRST_PLANS], *small, *asked[FIRST_PLANS:], *nearly_done(worked)]
            first_asked = _answered([*asked[:FIRST_PLANS], worked[6]], plans=True)
            parts = (
                (first, first_asked),
                (others, _answered([*asked[FIRST_PLANS:], *worked], plans=True)),
            )
        else:
            kept = _answered([*judging(), *examples(), *map(random_case, range(MORE))])
            parts = ((others, kept[RANDOM - MORE :]), (first, kept[: RANDOM - MORE]))
        for path, part in parts:
            path.write_text("\n".join(map(write_json, part)), "utf-8")
    return [json.loads(line) for line in (others if more else first).read_text("utf-8").split("\n")]


def files(plans: bool) -> tuple[Path, Path]:
    """Where the cases that every mutant is asked are kept, and the others."""
    name = "plans" if plans else "cases"
    return CACHE / f"{name}.ndjson", CACHE / f"more-{name}.ndjson"


def _answered(found: list[Case], plans: bool = False) -> list[Case]:
    answers = answer_in_javascript(found, "plan" if plans else "assess")
    assert all("failed" not in json.loads(answer) for answer in answers)
    kept = [{**one, "answer": answer} for one, answer in zip(found, answers, strict=True)]
    return [one for one in kept if '"too-long"' not in one["answer"]]  # a plan given up takes seconds


def schedules() -> Iterator[tuple[Any, Any]]:
    """Every schedule with the kernel that it is rewritten into."""
    for root in ROOTS:
        catalogue, _ = read_catalogue(root)
        assert catalogue
        yield from ((one, build_kernel(one)) for one in catalogue.schedules.values())
    yield from (
        (e.schedule, build_kernel(e.schedule)) for c in read_chapters() for e in c.examples if not e.refused
    )
