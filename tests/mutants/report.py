"""docs/mutation.md: how many mutants of each engine were noticed, and why the others change no answer.

python -m tests.mutants.report writes it from the results of the last runs and from reasons.yml.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.mutants import javascript, python
from tests.mutants.cases import LIVES, SURVIVED, Results
from tests.mutants.python import difference

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "mutation.md"
HEAD = """# Mutants of the engines

Written by `make mutants`, which mutates both engines by Cosmic Ray's and Stryker's operators and asks each
mutant some hundreds of cases: the worked examples, those of [schedules.md](schedules.md), those of
`tests/rules/test_judging.py` and random ones, with the answers that the other, unmutated engine gives. Those
that live are asked some hundreds more. It takes an hour or more, so it is no part of `make test`; a
run that is stopped goes on where it was.

The planner (what is left to do, and the cheapest way there) is mutated apart. It is asked for plans: random
questions, those of `tests/rules/plan_grids.py`, which turn one thing across its boundaries, and plans of real
schedules that are done but for a few entries. Many of its rows only shorten the search or bound what others
bound already, so that more of its mutants change no answer. Where nobody has said why, the last list says so.

| engine | mutants | noticed | of them never ending | left | noticed |
|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class Living:
    """A mutant that nothing noticed: where it is, what stood there and what stands there now."""

    engine: str
    module: str
    line: str
    was: str
    now: str


def living_python(results: Results) -> Iterator[Living]:
    """What is left of the mutants in Python."""
    for module in results.modules:
        for name, state in results.of(module).items():
            if state in (SURVIVED, LIVES):
                operator, place = name.split()
                changed = difference((module, operator, int(place)))
                before, after = (" ".join(line[1:] for line in changed if line[0] == sign) for sign in "-+")
                yield Living("Python", module, before, *parted(before, after))


def parted(before: str, after: str) -> tuple[str, str]:
    """The words in which two lines differ."""
    olds, news = (re.findall(r"\w+|[^\w\s]+|\s", text) for text in (before, after))
    start = same(olds, news)
    end = same(olds[start:][::-1], news[start:][::-1])
    return "".join(olds[start : len(olds) - end]).strip(), "".join(news[start : len(news) - end]).strip()


def same(olds: list[str], news: list[str]) -> int:
    """How many words two lists begin with in common."""
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(olds, news, strict=False))
    return sum(1 for _ in alike)


def living_javascript(results: Results) -> Iterator[Living]:
    """What is left of the mutants in JavaScript."""
    for module in results.modules:
        lines = (javascript.RULES / f"{module}.js").read_text("utf-8").split("\n")
        for one in results.of(module).values():
            if one["status"] in (SURVIVED, LIVES):
                line = lines[int(one["place"].split(":")[0]) - 1].strip()
                was, now = (" ".join(one[name].split()) for name in ("was", "is"))
                yield Living("JavaScript", module, line, was, now)


def counted(engine: str, states: list[str]) -> str:
    """A row of the first table."""
    states = [state for state in states if state != "ignored"]
    whole, never = len(states), states.count("timeout")
    left = sum(state in (SURVIVED, LIVES) for state in states)
    noticed = 100 * (whole - left) / (whole or 1)
    return f"| {engine} | {whole} | {whole - left} | {never} | {left} | {noticed:.1f} % |\n"


def reason(one: Living, reasons: list[dict[str, Any]]) -> str:
    """Why it changes no answer; empty where nobody has said."""
    for known in reasons:
        fits = (
            known.get("engine", one.engine) == one.engine
            and known.get("module", one.module) == one.module
            and any(part in one.line for part in known.get("lines", [""]))
            and re.search(known.get("was", ""), one.was)
            and re.search(known.get("now", ""), one.now)
        )
        if fits:
            return str(known["why"])
    return ""


def main() -> None:
    """Write the page; end with 1 and the mutants for which no reason stands, if there are any."""
    reasons = yaml.safe_load((HERE / "reasons.yml").read_text("utf-8"))
    left: list[Living] = []
    page = HEAD
    for name, kept, sources in (
        ("Python", "python", python.SOURCES),
        ("Python, the planner", "plans", python.PLANS),
    ):
        results = Results(kept, sources)
        left += living_python(results)
        page += counted(name, [state for module in sources for state in results.of(module).values()])
    for name, kept, sources in (
        ("JavaScript", "javascript", javascript.SOURCES),
        ("JavaScript, the planner", "javascript-plans", javascript.PLANS),
    ):
        results = Results(kept, sources)
        left += living_javascript(results)
        page += counted(name, [one["status"] for module in sources for one in results.of(module).values()])
    page += "\n## What is left, and why it changes no answer\n"
    grouped: dict[str, list[Living]] = {}
    for one in left:
        grouped.setdefault(reason(one, reasons), []).append(one)
    for why in (*(known["why"] for known in reasons if known["why"] in grouped), ""):
        if grouped.get(why):
            page += f"\n**{why or 'Nobody has said why.'}**\n\n" + "".join(
                sorted(set(map(_row, grouped.pop(why))))
            )
    PAGE.write_text(page, "utf-8")
    print(page.split("\n##")[0].rpartition("|---|\n")[2])
    sys.exit(
        "reasons.yml says nothing of some mutants: see docs/mutation.md" if "Nobody has said" in page else 0
    )


def _row(one: Living) -> str:
    was, now = (text if len(text) <= 60 else f"{text[:57]}..." for text in (one.was, one.now))
    changed = f"`{was or '(nothing)'}` becomes `{now or '(nothing)'}`"
    return f"- {one.engine}, {one.module}: `{one.line[:100]}`: {changed}\n"


if __name__ == "__main__":
    main()
