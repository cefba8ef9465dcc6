"""Figures with what they count."""

from __future__ import annotations

from decimal import Decimal

from catalogue.model.catalogue import Catalogue


def find_unit(catalogue: Catalogue, designation: str) -> str:
    """What a designation's CPD is counted in, in the plural: points, hours.

    Raises KeyError where the catalogue, or the part of it that a page is given, has no such schedule.
    """
    return catalogue.schedules[catalogue.designations[designation].cpd].unit


def format_figure(value: Decimal | int) -> str:
    """A figure as the data has it, without trailing zeros."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def to_singular(unit: str) -> str:
    """points -> point. Words that do not end in s stay as they are."""
    for ending, one in (("ies", "y"), ("ches", "ch"), ("sses", "ss")):
        if unit.endswith(ending):
            return unit.removesuffix(ending) + one
    return unit.removesuffix("s") if not unit.endswith("ss") else unit


def to_plural(unit: str) -> str:
    """article -> articles, show or exhibition -> shows or exhibitions."""
    return " or ".join(_add_ending(word) for word in unit.split(" or "))


def _add_ending(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word.removesuffix("y") + "ies"
    return word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s")


def format_count(value: Decimal | int, unit: str) -> str:
    """1 point, 2 points, 13.33 points."""
    return f"{format_figure(value)} {to_singular(unit) if value == 1 else unit}"
