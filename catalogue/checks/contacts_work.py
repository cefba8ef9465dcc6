"""Whoever wants to reach the body can: a telephone number is whole, an address for mail is one.

A digit too few is seen by nobody who reads the file, and by everybody who calls.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem

NUMBER = re.compile(r"\+?[0-9][0-9 ()/.-]*")
ABROAD = range(8, 16)
"""Digits of a number with its country's: eight to fifteen, by ITU-T E.164."""
MAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Every contact of the body."""
    contacts = catalogue.body.contacts
    numbers = [number for one in contacts for number in (one.telephone, one.fax) if number]
    usual = Counter(map(_count_digits, (n for n in numbers if not n.startswith("+")))).most_common()
    for position, contact in enumerate(contacts):
        path: Path = ("body", "contacts", position)
        for name in ("telephone", "fax"):
            number = getattr(contact, name)
            if number and (what := _find_fault(number, usual[0][0] if usual else 0)):
                yield make_problem(
                    __name__, catalogue, (*path, name), what, mend="look it up, and write it whole"
                )
        if contact.email and not MAIL.fullmatch(contact.email):
            yield make_problem(
                __name__,
                catalogue,
                (*path, "email"),
                f"{contact.email} is no address for mail.",
                expected="a name, @, and where it is, such as info@example.org",
            )


def _find_fault(number: str, usual: int) -> str:
    """What is wrong with a telephone number; empty where it can be dialled."""
    if not NUMBER.fullmatch(number):
        return f"{number} is no telephone number: it holds something else than digits."
    digits = _count_digits(number)
    if number.startswith("+"):
        return "" if digits in ABROAD else f"{number} has {digits} digits; from abroad a number has 8 to 15."
    return "" if digits == usual else f"{number} has {digits} digits, the other numbers have {usual}."


def _count_digits(number: str) -> int:
    return sum(one.isdigit() for one in number)
