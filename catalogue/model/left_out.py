"""What a schedule cannot say on purpose, told by name to whoever tries.

Each would need more than a log holds, or a rule that nobody could follow by hand.
"""

from __future__ import annotations

import re

from catalogue.model.base import Record
from catalogue.model.schedule import (
    Activity,
    Bound,
    Carry,
    Category,
    Cycle,
    Rate,
    Schedule,
    Term,
    Verdict,
)

ANY = (Schedule, Category, Activity, Rate, Bound, Carry, Term, Cycle, Verdict)
LEFT_OUT: tuple[tuple[tuple[type[Record], ...], str, str, str], ...] = (
    (
        ANY,
        "shortfall|arrears|debt|make_?up",
        "Paying last year's shortfall first",
        "take it out; a year that falls short is lost. What the body does about it can stand under `notices`",
    ),
    (
        ANY,
        "deadline|record|submit|report",
        "A deadline for recording",
        "take it out; a log holds the day of an activity only. Tell the deadline under `notices`",
    ),
    (
        (Bound, Rate, Carry, Verdict, Category),
        "valid|from|until|since|change",
        "A rule that changes inside a window",
        "write the new rules as a new schedule with an id and a first day of its own",
    ),
    (
        (Carry, Term),
        "choice|choose|chosen|select|member",
        "A member's choice of which credits are carried",
        "say with `credited` what can be carried",
    ),
    (
        (Schedule, Cycle, Category, Activity, Bound, Rate),
        "before|early|earlier|advance|backdate",
        "Credit earned before the cycle",
        "take it out; what a cycle brings along stands under `carry`",
    ),
)
"""Where, by which words in a key, what is meant, and what to do instead."""


def find_left_out(kind: object, key: str) -> tuple[str, str]:
    """What an unknown key of a record asks for that is left out on purpose, and what to do instead.

    Empty where it asks for nothing of the kind.
    """
    for kinds, words, what, mend in LEFT_OUT:
        if kind in kinds and re.search(rf"(?:^|_)(?:{words})", key):
            return what, mend
    return "", ""
