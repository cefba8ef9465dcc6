"""Answers that are kept: whoever edits builds again and again, and most records stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import ParamSpec, TypeVar

Taken = ParamSpec("Taken")
Given = TypeVar("Given")


def cache_by_kind(function: Callable[[type], Given]) -> Callable[[type], Given]:
    """Keep the answer for each kind of value: there are few kinds, and very many values."""
    return cache(function)


def cache_by_identity(most: int) -> Callable[[Callable[Taken, Given]], Callable[Taken, Given]]:
    """Keep the last `most` answers of a function of frozen records, which changes nothing.

    Records are told apart by identity: to compare them would take as long as to answer anew.
    """

    def wrap(function: Callable[Taken, Given]) -> Callable[Taken, Given]:
        # Beside each answer stand the records that it is of, so that no other takes the identity of one.
        known: dict[tuple[int, ...], tuple[tuple[object, ...], Given]] = {}

        @wraps(function)
        def find_or_answer(*records: Taken.args, **named: Taken.kwargs) -> Given:
            key = tuple(map(id, (*records, *named.values())))
            if key not in known:
                if len(known) >= most:
                    del known[next(iter(known))]
                known[key] = (*records, *named.values()), function(*records, **named)
            return known[key][1]

        return find_or_answer

    return wrap


def reuse_equal(most: int) -> Callable[[Callable[Taken, Given]], Callable[Taken, Given]]:
    """Give the very record that was given before where a new one is equal, so that what is kept of it stays.

    The last `most` records that differ are known.
    """

    def wrap(function: Callable[Taken, Given]) -> Callable[Taken, Given]:
        given: list[Given] = []

        @wraps(function)
        def answer_or_reuse(*asked: Taken.args, **named: Taken.kwargs) -> Given:
            record = function(*asked, **named)
            same = next((one for one in given if one == record), None)
            if same is None:
                given.append(record)
                del given[:-most]
            return record if same is None else same

        return answer_or_reuse

    return wrap
