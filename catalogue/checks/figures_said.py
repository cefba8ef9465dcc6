"""The figure of a fact stands in its sentence.

Pages show both: a fee that was changed in one of them would be told twice, differently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.scalars import to_number
from catalogue.model.topic import Fact

LOOKS_AT = (Fact,)
NUMBER = re.compile(r"\d+(?:[ ,\u00a0\u202f]\d{3})*(?:\.\d+)?")
"""A number as sentences print it, its thousands apart."""
WORDS = "zero one two three four five six seven eight nine ten eleven twelve"


def check_value(catalogue: Catalogue, path: Path, value: Fact) -> Iterator[Problem]:
    """Facts with a figure."""
    said = _list_numbers(value.says)
    if value.figure is not None and value.figure not in said:
        others = " or ".join(str(to_number(number)) for number in said)
        yield make_problem(
            __name__,
            catalogue,
            (*path, "figure"),
            f"The figure is {to_number(value.figure)}, but the sentence says {others or 'none'}.",
            mend="write the same figure in both, with a point for decimals and nothing between thousands",
        )


def _list_numbers(text: str) -> list[Decimal]:
    """The numbers of a sentence, in digits and in words."""
    digits = [re.sub(r"[^\d.]", "", number) for number in NUMBER.findall(text)]
    known = WORDS.split()
    words = [known.index(word) for word in re.findall(r"\w+", text.lower()) if word in known]
    return [*map(Decimal, digits), *map(Decimal, words)]
