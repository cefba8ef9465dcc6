"""Answers that are kept for the very same records: whoever edits builds again and again, and most stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

Taken = ParamSpec("Taken")
Given = TypeVar("Given")


def kept(most: int) -> Callable[[Callable[Taken, Given]], Callable[Taken, Given]]:
    """Keep the last `most` answers of a function of frozen records, which changes nothing.

    Records are told apart by identity: to compare them would take as long as to answer anew.
    """

    def keeping(function: Callable[Taken, Given]) -> Callable[Taken, Given]:
        # Beside each answer stand the records that it is of, so that no other takes the identity of one.
        known: dict[tuple[int, ...], tuple[tuple[object, ...], Given]] = {}

        @wraps(function)
        def answer(*records: Taken.args, **named: Taken.kwargs) -> Given:
            key = tuple(map(id, (*records, *named.values())))
            if key not in known:
                if len(known) >= most:
                    del known[next(iter(known))]
                known[key] = (*records, *named.values()), function(*records, **named)
            return known[key][1]

        return answer

    return keeping


def steady(most: int) -> Callable[[Callable[Taken, Given]], Callable[Taken, Given]]:
    """Give the very record that was given before where a new one is equal, so that what is kept of it stays.

    The last `most` records that differ are known.
    """

    def steadying(function: Callable[Taken, Given]) -> Callable[Taken, Given]:
        given: list[Given] = []

        @wraps(function)
        def answer(*asked: Taken.args, **named: Taken.kwargs) -> Given:
            record = function(*asked, **named)
            same = next((one for one in given if one == record), None)
            if same is None:
                given.append(record)
                del given[:-most]
            return record if same is None else same

        return answer

    return steadying
