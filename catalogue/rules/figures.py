"""Exact figures: every points figure and quantity is a whole number of ten-thousandths.

Source of the rule: no binary floating point in a points figure; quantities have at most four decimals.
"""

from __future__ import annotations

from decimal import Decimal

ONE = 10_000
"""The ten-thousandths of 1."""
LARGEST = 1_000_000 * ONE
"""The most that one entry can earn: beyond it JavaScript could no longer add up exactly."""


class RefusedError(Exception):
    """The question has no answer. `code` names why, `values` what the words about it need."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def to_ten_thousandths(figure: Decimal) -> int:
    """A figure as ten-thousandths."""
    return int(figure.scaleb(4))


def to_number(value: int) -> int | float:
    """Ten-thousandths as the shortest JSON number: 35 and 13.33, the same in both engines."""
    return value // ONE if value % ONE == 0 else value / ONE


def divide(top: int, bottom: int, rounds: str) -> int:
    """A quotient as a whole number, rounded `down` or `up`."""
    return -(-top // bottom) if rounds == "up" else top // bottom


def round_to_grain(top: int, bottom: int, grain: int, rounds: str) -> int:
    """top / bottom ten-thousandths, rounded to whole multiples of the granularity."""
    return divide(top, bottom * grain, rounds) * grain
