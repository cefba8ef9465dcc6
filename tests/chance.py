"""How many random cases a test tries: an eighth in the suite, which must end soon; all by `make fuzz`."""

from __future__ import annotations

import os

IS_LONG = "FUZZ" in os.environ


def count_cases(long: int) -> int:
    """Of so many cases that the long run tries, how many this run does."""
    return long if IS_LONG else long // 8
