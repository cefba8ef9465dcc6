"""Both engines judge random profiles by random criteria alike, to the character.

The same on as many cases as one likes: python -m tests.rules.test_criteria_engines 1000000
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalogue.model.criteria_kernel import Ladder
from catalogue.model.profile import Profile
from catalogue.rules.criteria import judge_eligibility
from catalogue.rules.figures import RefusedError
from catalogue.rules.pathways import find_routes
from tests.chance import RARE, count_cases, take_share
from tests.rules.criteria_grids import list_makers
from tests.rules.engines import NODE, write_json
from tests.rules.random_cases import shrink_case
from tests.rules.random_profiles import random_case

Json = dict[str, Any]
SCRIPT = Path(__file__).with_name("criteria_engine.mjs")
BATCH = 2_500
GRIDS = list_makers()

# What random cases must have shown somewhere, or the comparison would not be over the whole kernel.
REASONS = {
    *("silent", "certificate-yes", "certificate-no", "certificate-unknown", "certificate-equivalent"),
    *("certificate-equivalent-refused", "holds", "holds-not", "holds-unknown", "not-asked", "award-unknown"),
    *("standing-unpublished", "held-too-short", "points-yes", "points-no", "points-unknown"),
    *("no-qualification", "completed", "completed-later", "planned", "undated", "plan-past"),
    *("partly-accepted", "partly-planned", "partly-undated"),
    *("partly-plan-past", "time", "role-counts", "role-unclear", "equivalent-claimed", "equivalent-refused"),
}
SIGNS = {
    *("met", "not-met", "cannot-tell", "left-out", "first cannot-tell", "first None", "first later"),
    *("match same", "match replaced", "match level-unknown", "match type-unknown", "award-later"),
    *("jobs", "plans", "points", "via 2", "quickest 1", "keep", "credits", "no-designation"),
}


def answer_in_python(text: str) -> str:
    """The answers of the engine in Python to a case as JSON."""
    case = exact = json.loads(text, parse_float=Decimal)
    ladder, profile = Ladder.model_validate(exact["ladder"]), Profile.model_validate(exact["profile"])
    day = datetime.date.fromisoformat(case["on"])
    rung = next(rung for rung in ladder.rungs if rung.designation == case["to"])
    return write_json(
        [
            _answer_or_refuse(lambda: judge_eligibility(rung.criteria, profile, day)),
            _answer_or_refuse(lambda: find_routes(ladder, profile, case["to"], day)),
        ]
    )


def _answer_or_refuse(ask: Callable[[], Json]) -> Json:
    try:
        return ask()
    except RefusedError as refused:
        return {"refused": {"code": refused.code, "values": refused.values}}


def answer_in_javascript(texts: Iterable[str]) -> list[str]:
    """The answers of the engine in JavaScript: one process for all cases."""
    lines = "".join(f"{text}\n" for text in texts)
    done = subprocess.run([NODE, SCRIPT], input=lines.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().split("\n")[:-1]


def compare_engines(seeds: range) -> tuple[str, Counter[str]]:
    """The smallest case on which the engines differ (empty: none), and what the answers showed."""
    cases = [write_json(random_case(seed)) for seed in seeds]
    ours, theirs = [answer_in_python(case) for case in cases], answer_in_javascript(cases)
    for seed, one, other in zip(seeds, ours, theirs, strict=True):
        if one != other:
            return describe_difference(seed), Counter()
    return "", Counter(sign for text in ours for sign in list_signs(*json.loads(text)))


def describe_difference(seed: int) -> str:
    """The smallest case on which the engines still differ, with both answers."""

    def is_different(candidate: Json) -> bool:
        try:
            ours = answer_in_python(write_json(candidate))
        except (KeyError, ValueError, StopIteration, IndexError, TypeError):
            return False  # no case of ours: something needed was taken out
        theirs = answer_in_javascript([write_json(candidate)])[0]
        return "failed" not in theirs and ours != theirs

    small = write_json(shrink_case(random_case(seed), is_different))
    python, (javascript,) = answer_in_python(small), answer_in_javascript([small])
    return f"seed {seed}\n{small}\nPython:     {python}\nJavaScript: {javascript}"


def list_signs(answer: Json, way: Json) -> Iterator[str]:
    """What the answers show."""
    for refused in (found for found in (answer, way) if "refused" in found):
        yield refused["refused"]["code"]
    for reading in answer.get("readings", []):
        yield from reading["assumes"]
        yield from _list_signs_of_node(reading["tree"], answer["on"])
    for route in way.get("routes", []):
        yield f"via {len(route['via'])}"
        yield f"quickest {way['quickest']}"
        yield from ("keep" for step in route["steps"] if step["keep"] and step["keep"]["points"])
        yield from ("credits" for step in route["steps"] if step["credits"])


def _list_signs_of_node(node: Json, on: str) -> Iterator[str]:
    yield node["state"]
    first = node["first"]
    yield f"first {'now' if first == on else 'later' if first and first < 'a' else first}"
    for reason in node["reasons"]:
        yield reason["kind"]
        yield f"match {reason.get('match')}"
    for part in node["parts"]:
        yield from _list_signs_of_node(part, on)


@pytest.mark.parametrize("start", range(0, count_cases(20_000), BATCH))
def test_both_engines_judge_alike_to_the_character(start: int) -> None:
    difference, shown = compare_engines(range(start, start + BATCH))
    assert difference == ""
    assert len((REASONS | SIGNS) - set(shown)) < RARE


@pytest.mark.parametrize("turned", GRIDS)
def test_on_both_sides_of_each_boundary_both_engines_judge_alike(turned: str) -> None:
    cases = [write_json(case) for case in take_share(list(GRIDS[turned]()))]
    assert answer_in_javascript(cases) == [answer_in_python(case) for case in cases]


def main(count: int) -> int:
    """Compare so many cases; print how many agreed."""
    shown: Counter[str] = Counter()
    for start in range(0, count, BATCH):
        difference, more = compare_engines(range(start, min(start + BATCH, count)))
        if difference:
            print(difference)
            return 1
        shown += more
    print(f"{count} cases: both engines identical to the character")
    print(", ".join(f"{sign} {number}" for sign, number in shown.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
