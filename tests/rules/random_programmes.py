"""Random inequalities in whole numbers, some of figures that no number of JavaScript holds exactly."""

from __future__ import annotations

import random
from typing import Any

from catalogue.rules.whole import Steps, TooLongError, find_least

Json = dict[str, Any]
MOST = 3
"""The most of each variable, where they are bounded: then all that can be can be tried."""
TOO_LONG = "too long"


def random_programme(seed: int) -> Json:
    """Rows, a cost and how many steps may be taken; the same for the same seed."""
    chance = random.Random(seed)
    count = chance.randint(2, 5)
    size = chance.choice((3, 9, 9, 40, 10**5, 10**7, 10**9, 10**9))
    rows: list[Any] = []
    for _ in range(chance.randint(0, 5)):
        sign = chance.choice((1, 1, 1, -1))
        own = {
            name: sign * chance.randint(-size // 4, size) for name in range(count) if chance.random() < 0.8
        }
        rows.append([[[name, one] for name, one in own.items() if one], sign * chance.randint(0, 3 * size)])
    is_bounded = chance.random() < 0.8
    rows += [[[[name, -1]], -MOST] for name in range(count)] if is_bounded else []
    known = chance.choice((None, None, [MOST] * count))
    if known and any(sum(one * MOST for _, one in row) < low for row, low in rows):
        known = None
    cost = [chance.choice((0, 1, 1, 2, 3, chance.randint(0, size))) for _ in range(count)]
    steps = chance.choice((1, 4, 200, 200, 200, 200, 200, 200, 200, 200))
    return {"rows": rows, "cost": cost, "steps": steps, "known": known, "bounded": is_bounded}


def solve_in_python(case: Json) -> list[Any]:
    """The solution, and how many steps are left."""
    steps = Steps(case["steps"])
    rows = [(dict(row), low) for row, low in case["rows"]]
    try:
        return [find_least(rows, case["cost"], steps, case["known"]), steps.left]
    except TooLongError:
        return [TOO_LONG, steps.left]
