"""How many random cases a test tries: a twelfth in the suite, which must end soon; all by `make fuzz`.

`make fuzz FUZZ=8` tries eight times as many: those of the first time, and then others.
"""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
from typing import TypeVar

TIMES = int(os.environ.get("FUZZ") or 0)
IS_LONG = TIMES > 0
T = TypeVar("T")
RARE = 4 if TIMES > 1 else 1
"""Of so many more batches some hold so much fewer cases of a kind than each does otherwise."""


PART = 12
"""The suite tries one case in so many; mutants, each of which meets many tests, are asked fewer."""


def count_cases(long: int) -> int:
    """Of so many cases that the long run tries, how many this run does."""
    return long * TIMES or long // PART


def take_share(cases: Sequence[T]) -> Sequence[T]:
    """Of cases that are counted out, those that this run tries."""
    return cases if IS_LONG else draw_share(cases, PART)


def draw_share(cases: Sequence[T], one_in: int, fewest: int = 0) -> Sequence[T]:
    """Of so many cases one, the same each time, and no fewer than `fewest` where there are as many.

    Not every so-manieth, as that might be of one kind.
    """
    size = max(fewest, -(-len(cases) // one_in))
    return random.Random(one_in).sample(cases, min(size, len(cases)))
