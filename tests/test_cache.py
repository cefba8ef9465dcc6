"""Answers are kept for the very same records, for no others, and not without end."""

from __future__ import annotations

from catalogue.model.cache import cache_by_identity, reuse_equal


def test_the_very_same_records_are_asked_once() -> None:
    asked: list[object] = []

    @cache_by_identity(2)
    def doubled(record: list[int]) -> list[int]:
        asked.append(record)
        return [2 * one for one in record]

    first, alike = [1], [1]
    assert doubled(first) is doubled(first)
    assert doubled(alike) == [2]
    assert asked == [[1], [1]]


def test_the_oldest_answers_are_given_up() -> None:
    asked: list[int] = []

    @cache_by_identity(2)
    def length(record: tuple[int, ...]) -> int:
        asked.append(len(record))
        return len(record)

    records = [tuple(range(size)) for size in (1, 2, 3)]
    assert [length(record) for record in (*records, records[2], records[0])] == [1, 2, 3, 3, 1]
    assert asked == [1, 2, 3, 1]


def test_an_equal_record_is_the_one_that_was_given_before() -> None:
    @reuse_equal(2)
    def counted(size: int) -> list[int]:
        return list(range(size))

    first, other = counted(1), counted(2)
    assert counted(1) is first
    assert counted(2) is other
    assert counted(3) == [0, 1, 2]
    assert counted(1) == first
    assert counted(1) is not first  # only the last two are known
