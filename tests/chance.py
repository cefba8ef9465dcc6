"""How many random cases a test tries: an eighth in the suite, which must end soon; all by `make fuzz`.

`make fuzz FUZZ=8` tries eight times as many: those of the first time, and then others.
"""

from __future__ import annotations

import os

TIMES = int(os.environ.get("FUZZ") or 0)
IS_LONG = TIMES > 0


def count_cases(long: int) -> int:
    """Of so many cases that the long run tries, how many this run does."""
    return long * TIMES or long // 8
