"""The solver of both engines finds the least whole numbers, also where figures grow large."""

from __future__ import annotations

import json
from itertools import product

from tests.rules.engines import answer_in_javascript, write_json
from tests.rules.random_programmes import MOST, TOO_LONG, Json, random_programme, solve_in_python

CASES = 600
COUNTED = 4
"""So many variables, of whose numbers each is tried."""


def list_least(case: Json) -> int | None:
    """What the cheapest of all numbers cost that keep every row; None where none do."""
    count = len(case["cost"])
    kept = (
        sum(one * value for one, value in zip(case["cost"], values, strict=True))
        for values in product(range(MOST + 1), repeat=count)
        if all(sum(one * values[name] for name, one in row) >= low for row, low in case["rows"])
    )
    return min(kept, default=None)


def test_both_solvers_take_the_same_steps_and_nothing_that_is_tried_costs_less() -> None:
    cases = [random_programme(seed) for seed in range(CASES)]
    answers = [write_json(solve_in_python(case)) for case in cases]
    assert answer_in_javascript(cases, "solve") == answers
    solved = none = 0
    for case, text in list(zip(cases, answers, strict=True))[::2]:
        found, _ = json.loads(text)
        if case["bounded"] and found != TOO_LONG and len(case["cost"]) <= COUNTED:
            costs = found and sum(one * value for one, value in zip(case["cost"], found, strict=True))
            assert costs == list_least(case)
            solved, none = solved + bool(costs), none + (found is None)
    assert min(solved, none) > CASES / 30


def test_what_no_number_of_javascript_holds_is_still_exact() -> None:
    """Of 94906267 x + 94906249 y at least 2 ** 53 less 3, the least x + 2 y: x alone, 94906249 times."""
    large = [[[[0, 94_906_267], [1, 94_906_249]], 2**53 - 3], [[[0, -94_906_249], [1, 94_906_267]], -(2**53)]]
    case = {"rows": large, "cost": [1, 2], "steps": 200, "known": None}
    found = write_json(solve_in_python(case))
    assert answer_in_javascript([case], "solve") == [found]
    (first, second), _ = json.loads(found)
    assert 94_906_267 * first + 94_906_249 * second >= 2**53 - 3
    assert 94_906_249 * first - 94_906_267 * second <= 2**53
