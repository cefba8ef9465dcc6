"""Both engines give the same answer, to the character, on random schedules and logs over the whole kernel.

The same on as many cases as one likes: python -m tests.rules.test_both_engines 1000000
"""

from __future__ import annotations

import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.answers.points import join_citations
from tests.chance import count_cases, take_share
from tests.publish.sites import publish_data
from tests.roots import LIGHTHOUSE, OURS
from tests.rules.engines import Case, answer_in_javascript, answer_in_python, write_json
from tests.rules.points_grids import list_makers
from tests.rules.random_cases import random_case, shrink_case

BATCH = 2_000
GRIDS = list_makers()

# What random cases must have shown somewhere, or the comparison would not be over the whole kernel.
KINDS = {
    "before-cycle",
    "after-cycle",
    "outside-windows",
    "planned",
    "activity-not-valid",
    "choice-missing",
    "choice-unlisted",
    "condition-refused",
    "declared-above",
    "declared-below",
    "points-missing",
    "earns-nothing",
    "repeat",
    "limit",
}
STATES = {"met", "open", "not-met", "cannot-tell", "left-out"}


def compare_engines(seeds: range) -> tuple[str, Counter[str]]:
    """The smallest case on which the engines differ (empty: none), and what the answers showed."""
    cases = [random_case(seed) for seed in seeds]
    ours, theirs = [answer_in_python(case) for case in cases], answer_in_javascript(cases)
    assert len(ours) == len(theirs)
    for seed, case, one, other in zip(seeds, cases, ours, theirs, strict=True):
        if one != other:
            return describe_difference(seed, case), Counter()
    return "", Counter(sign for answer in ours for sign in list_signs(json.loads(answer)))


def list_signs(answer: dict[str, Any]) -> Iterator[str]:
    """What an answer shows: kinds of explanation, states, what is carried, why there is no answer."""
    if "refused" in answer:
        yield answer["refused"]["code"]
        return
    yield from {line["kind"] for entry in answer["entries"] for line in entry["lines"]}
    yield from {demand["state"] for demand in answer["demands"]}
    yield from {f"verdict {verdict['state']}" for verdict in answer["verdicts"]}
    yield from (part for part in ("carry_in", "carry_out", "with_plans", "assumed") if answer[part])


def describe_difference(seed: int, case: Case) -> str:
    """The smallest case on which the engines still differ, with both answers."""

    def is_different(candidate: Case) -> bool:
        try:
            ours = answer_in_python(candidate)
        except (KeyError, ValueError, StopIteration, IndexError):
            return False  # no case of ours: something needed was taken out
        return ours != answer_in_javascript([candidate])[0]

    small = shrink_case(case, is_different)
    python, (javascript,) = answer_in_python(small), answer_in_javascript([small])
    return f"seed {seed}\n{write_json(small)}\nPython:     {python}\nJavaScript: {javascript}"


@pytest.mark.parametrize("start", range(0, count_cases(20_000), BATCH))
def test_both_engines_agree_to_the_character(start: int) -> None:
    difference, shown = compare_engines(range(start, start + BATCH))
    assert difference == ""
    assert set(shown) >= KINDS | STATES | {f"verdict {state}" for state in STATES - {"left-out"}}
    assert set(shown) >= {
        "carry_in",
        "carry_out",
        "with_plans",
        "assumed",
        "version-gap",
        "day-gap",
        "cycle-rolls",
        "no-first-day",
        "before-first-cycle",
        "first-year-needed",
    }


@pytest.mark.parametrize("turned", GRIDS)
def test_on_both_sides_of_each_boundary_both_engines_agree(turned: str) -> None:
    cases = list(take_share(list(GRIDS[turned]())))
    assert answer_in_javascript(cases) == [answer_in_python(case) for case in cases]


def test_a_difference_would_be_told_by_its_smallest_case() -> None:
    case = random_case(7)
    small = shrink_case(
        case, lambda candidate: "kernel" in candidate and "on" in candidate.get("options", {})
    )
    assert small == {"kernel": {}, "options": {"on": case["options"]["on"]}}


@pytest.mark.parametrize("root", [OURS, LIGHTHOUSE], ids=["ours", "lighthouse"])
def test_the_browser_takes_what_the_api_publishes(root: Path) -> None:
    for path, content in publish_data(root).items():
        if path.startswith("schedules/"):
            payload = json.loads(content)
            case = {"kernel": payload, "log": [], "options": {"on": "2026-11-22"}}
            if payload["kernel"]["cycle"]["begins"] == "member":
                case["options"] = {"on": "2019-11-22", "cycle_start": "2019-01-01"}
            (answer,) = answer_in_javascript([case])
            assert json.loads(answer).get("schedule", json.loads(answer).get("refused")) is not None, answer
            assert answer == answer_in_python({**case, "kernel": join_citations(payload["kernel"])}), path


def main(count: int) -> int:
    """Compare so many cases on all processors; print how many agreed, and how long it took."""
    begun = time.monotonic()
    batches = [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]
    shown: Counter[str] = Counter()
    with multiprocessing.Pool() as pool:
        for difference, more in pool.imap_unordered(compare_engines, batches):
            if difference:
                print(difference)
                return 1
            shown += more
    print(f"{count} cases: both engines identical to the character, {time.monotonic() - begun:.0f} s")
    print(", ".join(f"{sign} {number}" for sign, number in shown.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
