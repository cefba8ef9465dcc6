"""docs/mutation.md: how many mutants were noticed, and why the others change no answer.

python -m tests.mutants.report [NOTE] writes it from the results of the last runs and from reasons.yml; the
note says of those runs what the figures do not show.
"""

from __future__ import annotations

import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.mutants import javascript, python
from tests.mutants.exchange import Source
from tests.mutants.results import LIVES, NEVER_ENDS, SEED, UNREACHED, Results

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "mutation.md"
HEAD = f"""# Mutants of what decides

Written by `make mutants`. A mutant is the code with one small mistake put in: `<` for `<=`, a figure that
is one too high, a condition that always holds. It is noticed when a test fails, or when an answer differs
from that of the other, unmutated engine; a mutant that lives shows where a true mistake would pass unseen.

Mutated are the rules, the checks and the readers in Python, and the rules and the readers of lists in
JavaScript: here by Stryker's instrumenter, there by the same kinds of change made in the syntax tree
(`tests/mutants/operators.py`). Each mutant is asked what comes by its lines: the tests of the readers, of
the checks with the museum of mistakes and of the rules, and random logs, plans, proposals, criteria and
lists. No mutant is asked for longer than a few seconds; what lives beyond that counts as left.

`python -m tests.mutants.python --sample 500` judges 500 mutants, drawn from all by a fixed seed ({SEED}),
and likewise for `javascript`. The figures here are those of the last run: where fewer are judged than there
are, they are such a sample.

| mutated | mutants | judged | noticed | of them never ending | left | of them by no case come by | noticed |
|---|---|---|---|---|---|---|---|
"""
WITHOUT = "Nobody has said why yet."


@dataclass(frozen=True)
class Judged:
    """A mutant with what became of it: where it is, what stood there and what stands there now."""

    engine: str
    module: str
    line: str
    was: str
    now: str
    state: str


def list_python() -> Iterator[tuple[str, Judged]]:
    """Every mutant in Python, by the name of its row."""
    results = Results("python", python.SOURCES)
    for module, path in python.SOURCES.items():
        lines = path.read_text("utf-8").split("\n")
        for one in Source(path).mutants:
            state = results.of(module).get(one.place, "")
            shown = (lines[one.line - 1].strip(), *cut_same(one.was, one.now), state)
            yield f"Python, {module.split('.')[1]}", Judged("Python", module.partition(".")[2], *shown)


def cut_same(before: str, after: str) -> tuple[str, str]:
    """The words in which two texts differ."""
    olds, news = (re.findall(r"\w+|[^\w\s]+|\s", text) for text in (before, after))
    start = count_same(olds, news)
    end = count_same(olds[start:][::-1], news[start:][::-1])
    return "".join(olds[start : len(olds) - end]).strip(), "".join(news[start : len(news) - end]).strip()


def count_same(olds: list[str], news: list[str]) -> int:
    """How many words two lists begin with in common."""
    alike = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(olds, news, strict=False))
    return sum(1 for _ in alike)


def list_javascript() -> Iterator[tuple[str, Judged]]:
    """Every mutant in JavaScript, by the name of its row."""
    results = Results("javascript", javascript.SOURCES)
    for one in javascript.read_mutants():
        lines = javascript.SOURCES[one["file"]].read_text("utf-8").split("\n")
        state = results.of(one["file"]).get(one["place"], "")
        shown = (lines[one["line"] - 1].strip(), one["was"], one["now"], state)
        group = "rules" if one["file"].startswith("rules") else "readers of lists"
        yield f"JavaScript, {group}", Judged("JavaScript", one["file"].replace("/", "."), *shown)


def count_row(name: str, mutants: list[Judged]) -> str:
    """A row of the table."""
    states = Counter(one.state for one in mutants)
    judged, left = len(mutants) - states[""], states[LIVES] + states[UNREACHED]
    cells = (name, len(mutants), judged, judged - left, states[NEVER_ENDS], left, states[UNREACHED])
    return f"| {' | '.join(map(str, cells))} | {100 * (judged - left) / (judged or 1):.1f} % |\n"


def find_reason(one: Judged, reasons: list[dict[str, Any]]) -> str:
    """Why it changes no answer; empty where nobody has said."""
    for known in reasons:
        fits = (
            known.get("engine", one.engine) == one.engine
            and known.get("module", one.module.rpartition(".")[2])
            in (one.module, one.module.rpartition(".")[2])
            and any(part in one.line for part in known.get("lines", [""]))
            and re.search(known.get("was", ""), one.was)
            and re.search(known.get("now", ""), one.now)
        )
        if fits:
            return str(known["why"])
    return ""


def write_row(one: Judged) -> str:
    """A line of the page: what becomes of what."""
    was, now = (text if len(text) <= 60 else f"{text[:57]}..." for text in (one.was, one.now))
    come = ", no case comes by" if one.state == UNREACHED else ""
    changed = f"`{was or '(nothing)'}` becomes `{now or '(nothing)'}`"
    return f"- {one.engine}, {one.module}: `{one.line[:100]}`: {changed}{come}\n"


def main() -> None:
    """Write the page; end with 1 if there are mutants for which no reason stands."""
    reasons = yaml.safe_load((HERE / "reasons.yml").read_text("utf-8"))
    rows: dict[str, list[Judged]] = {}
    for name, one in (*list_python(), *list_javascript()):
        rows.setdefault(name, []).append(one)
    table = "".join(count_row(name, mutants) for name, mutants in rows.items())
    left: dict[str, set[str]] = {}
    for one in (one for mutants in rows.values() for one in mutants if one.state in (LIVES, UNREACHED)):
        left.setdefault(find_reason(one, reasons) or WITHOUT, set()).add(write_row(one))
    note = f"\n{' '.join(sys.argv[1:])}\n" if sys.argv[1:] else ""
    page = f"{HEAD}{table}{note}\n## What is left, and why it changes no answer\n"
    for why in (*dict.fromkeys(str(known["why"]) for known in reasons), WITHOUT):
        if why in left:
            page += f"\n**{why.strip()}**\n\n" + "".join(sorted(left[why]))
    PAGE.write_text(page, "utf-8")
    print(table)
    silent = len(left.get(WITHOUT, ()))
    sys.exit(f"reasons.yml says nothing of {silent} mutants: see docs/mutation.md" if silent else 0)


if __name__ == "__main__":
    main()
