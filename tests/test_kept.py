"""Answers are kept for the very same records, for no others, and not without end."""

from __future__ import annotations

from catalogue.model.kept import kept


def test_the_very_same_records_are_asked_once() -> None:
    asked: list[object] = []

    @kept(2)
    def doubled(record: list[int]) -> list[int]:
        asked.append(record)
        return [2 * one for one in record]

    first, alike = [1], [1]
    assert doubled(first) is doubled(first)
    assert doubled(alike) == [2]
    assert asked == [[1], [1]]


def test_the_oldest_answers_are_given_up() -> None:
    asked: list[int] = []

    @kept(2)
    def length(record: tuple[int, ...]) -> int:
        asked.append(len(record))
        return len(record)

    records = [tuple(range(size)) for size in (1, 2, 3)]
    assert [length(record) for record in (*records, records[2], records[0])] == [1, 2, 3, 3, 1]
    assert asked == [1, 2, 3, 1]
