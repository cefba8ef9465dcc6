"""How many random cases a test tries: an eighth in the suite, which must end soon; all by `make fuzz`.

`make fuzz FUZZ=8` tries eight times as many: those of the first time, and then others.
"""

from __future__ import annotations

import os

TIMES = int(os.environ.get("FUZZ") or 0)
IS_LONG = TIMES > 0
RARE = 4 if TIMES > 1 else 1
"""Of so many more batches some hold so much fewer cases of a kind than each does otherwise."""


PART = 8
"""The suite tries one case in so many; mutants, each of which meets many tests, are asked fewer."""


def count_cases(long: int) -> int:
    """Of so many cases that the long run tries, how many this run does."""
    return long * TIMES or long // PART
