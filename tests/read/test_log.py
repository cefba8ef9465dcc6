"""Logs as spreadsheets write them, and what is wrong with broken ones: line, column, reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from catalogue.model.kernel import Kernel
from catalogue.model.log import COLUMNS, LogEntry
from catalogue.model.problem import Problem
from catalogue.read.cells import Order
from catalogue.read.log import read_log
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from tests.kept import assert_told
from tests.roots import LIGHTHOUSE

CATALOGUE = read_catalogue(LIGHTHOUSE)[0]
assert CATALOGUE
KEEPER = build_kernel(CATALOGUE.schedules["keeper-2021"])
MASTER = build_kernel(CATALOGUE.schedules["master-2018"])
HEAD = ";".join(COLUMNS)


def read(
    text: str | bytes, judge: Kernel = KEEPER, order: Order | None = None
) -> tuple[tuple[LogEntry, ...], list[Problem]]:
    content = text.encode() if isinstance(text, str) else text
    return read_log(content, "log.csv", judge, order)


def read_entries(
    text: str | bytes, judge: Kernel = KEEPER, order: Order | None = None
) -> tuple[LogEntry, ...]:
    found, problems = read(text, judge, order)
    assert problems == []
    return found


SOUND = f"{HEAD}\r\na;2024/05/01;night-watch;7,5;;;ethics;yes;\r\n"


@pytest.mark.parametrize(
    "content",
    [
        SOUND.encode(),
        SOUND.encode("utf-8-sig"),
        SOUND.encode("utf-16"),
        SOUND.replace("\r\n", "\n").encode(),
        SOUND.replace("\r\n", "\r").encode(),
        SOUND.replace(";", "\t").encode(),
        SOUND.replace("7,5", '"7,5"').replace(";", ",").encode(),
        SOUND.replace("7,5", "7.5").replace(";", ",").encode(),
        ("sep=;\r\n" + SOUND).encode(),
        (SOUND + ";;;;;;;;\r\n\r\n").encode(),
        SOUND.replace("id;date", "ID; Date ").encode(),
        SOUND.replace("2024/05/01", "2024-05-01").encode(),
        SOUND.replace("2024/05/01", "2024/5/1").encode(),
        SOUND.replace("2024/05/01", "2024-05-01 00:00:00").encode(),
        SOUND.replace("night-watch", "Keep a Night Watch").encode(),
        SOUND.replace(";yes;", ";YES;").encode(),
        SOUND.replace("a;2024/05/01", '"a";"2024/05/01"').encode(),
        SOUND.replace(";yes;", ";yes").encode(),
        ("\r\n" + SOUND.replace("7,5", "7.5").replace(";", ",")).encode(),
    ],
)
def test_spreadsheets_write_the_same_log_in_many_ways(content: bytes) -> None:
    (entry,) = read_entries(content)
    assert entry == LogEntry(
        id="a",
        date=date(2024, 5, 1),
        activity="night-watch",
        quantity=Decimal("7.5"),
        topics=("ethics",),
        confirmed=True,
    )


def test_columns_stand_in_any_order_and_may_be_left_out() -> None:
    found = read_entries("activity,date\nradio,2024-05-01\n\nradio,2024-05-02\n")
    assert [(entry.id, entry.date.day) for entry in found] == [("2", 1), ("4", 2)]


def test_a_note_may_hold_lines_marks_and_quotes() -> None:
    found = read_entries('date;activity;note\n2024-05-01;radio;"a ""b"";\nc"\n2024-05-02;radio;\n')
    assert [(entry.id, entry.note) for entry in found] == [("2", 'a "b";\nc'), ("4", None)]


@pytest.mark.parametrize(("order", "month"), [("dmy", 4), ("mdy", 3)])
def test_dates_are_read_as_they_are_said_to_be(order: Order, month: int) -> None:
    (entry,) = read_entries("date;activity\n03/04/2024;radio\n", order=order)
    assert (entry.date.month, entry.date.day) == (month, 7 - month)


@pytest.mark.parametrize(
    "cell",
    """
    3 May 2024|03-May-24|3 may 24|2024.05.03|45415|3/05/2024 00:00|03.MAY.2024|20240503|May 3, 2024|3 Mei 2024
    3rd May 2024|Fri 3 May 2024|45415.5|2024-05-03T08:15:00|3/5/24|3 5 2024
    """.strip()
    .replace("\n    ", "|")
    .split("|"),
)
def test_a_date_that_reads_in_one_way_is_read(cell: str) -> None:
    order: Order | None = "dmy" if cell.startswith(("3/", "3 5")) else None
    assert read_entries(f"date;activity\n{cell};radio\n", order=order)[0].date == date(2024, 5, 3)


@pytest.mark.parametrize("cell", ["25/04/2024", "4/25/2024", "25.4.2024"])
def test_a_day_beyond_12_can_be_no_month(cell: str) -> None:
    assert read_entries(f"date;activity\n{cell};radio\n")[0].date == date(2024, 4, 25)


@pytest.mark.parametrize(
    "written", ["Signals & Flags.", "signals and  flags", "SIGNALSANDFLAGS", "Signals, and flags"]
)
def test_names_are_compared_without_punctuation_and_spaces(written: str) -> None:
    assert read_entries(f'date;activity;choice\n2024-05-01;Course!;"{written}"\n')[0].choice == "signals"


@pytest.mark.parametrize(
    ("ids", "named"), [(["1", "2", "", "4"], "1234"), (["", "2"], "12"), (["", "2", "", "1"], "3241")]
)
def test_lines_without_an_id_never_take_that_of_another(ids: list[str], named: str) -> None:
    found = read_entries("\n".join(["id;date;activity", *(f"{key};2024-05-01;radio" for key in ids)]))
    assert [entry.id for entry in found] == [*named]


def test_a_choice_goes_by_key_or_title_and_anything_else_is_judged_as_it_stands() -> None:
    found = read_entries(
        "date;activity;choice\n2024-05-01;course;signals\n"
        "2024-05-02;course;SIGNALS AND FLAGS\n2024-05-03;course;knots\n"
    )
    assert [entry.choice for entry in found] == ["signals", "signals", "knots"]


def test_an_empty_log_with_a_heading_is_a_log() -> None:
    assert read_entries(HEAD) == ()


BROKEN: dict[str, tuple[str | bytes, int, int, str]] = {
    "nothing": ("", 1, 0, "nothing in this file"),
    "white space": ("\n  \n", 1, 0, "nothing in this file"),
    "a workbook": (b"PK\x03\x04\x00\x00", 1, 0, "no text"),
    "another encoding": ("date;activity\n2024-05-01;caf\u00e9".encode("latin-1"), 2, 0, "not UTF-8"),
    "no heading": ("2024-05-01;radio\n2024-05-02;radio", 1, 0, "no heading"),
    "a misspelt column": ("date;activty", 1, 2, "no column `activty`"),
    "a column twice": ("date;activity;date", 1, 3, "a second time"),
    "no date column": ("activity\nradio", 1, 0, "`date` is missing"),
    "no activity column": ("date\n2024-05-01", 1, 0, "`activity` is missing"),
    "an open quote": ('date;activity\n2024-05-01;"radio', 2, 0, "quote"),
    "a quote that is opened before the separator": ('"sep=;\ndate;activity\n2024-05-01;radio', 1, 0, "quote"),
    "text behind a quote": ('date;activity\n"2024-05-01"x;radio', 2, 0, "quote"),
    "too many cells": ("date,activity,quantity\n2024-05-01,lecture,1,5", 2, 4, "more cells"),
    "a slipped cell that is empty": ("date,activity,quantity\n2024-05-01,radio,1,", 2, 4, "more cells"),
    "a cell below no name": ("date,activity,,quantity\n2024-05-01,radio,x,1", 2, 4, "more cells"),
    "a month that is none": ("date;activity\n1 Mai 2024;radio", 2, 1, "calendar"),
    "a choice of nothing": ("date;activity;choice\n2024-05-01;radio;500", 2, 3, "lists no choices"),
    "a no to nothing": ("date;activity;confirmed\n2024-05-01;radio;no", 2, 3, "nothing is to be confirmed"),
    "words for items": ("date;activity;quantity\n2024-05-01;radio;800", 2, 3, "800 week"),
    "no date": ("date;activity\n;radio", 2, 1, "the date is missing"),
    "an ambiguous date": ("date;activity\n03/04/2024;radio", 2, 1, "two ways"),
    "a day that is the last month": ("date;activity\n12/11/2024;radio", 2, 1, "two ways"),
    "a month that is the last": ("date;activity\n11/12/2024;radio", 2, 1, "two ways"),
    "a short year": ("date;activity\n03/04/24;radio", 2, 1, "two ways"),
    "a day that the calendar lacks": ("date;activity\n2023-02-29;radio", 2, 1, "calendar"),
    "a date far off": ("date;activity\n0024-05-01;radio", 2, 1, "too far"),
    "no activity": ("date;activity\n2024-05-01;", 2, 2, "activity is missing"),
    "a misspelt activity": ("date;activity\n2024-05-01;night-wach", 2, 2, 'no activity "night-wach"'),
    "a quantity that is missing": ("date;activity;quantity\n2024-05-01;lecture;", 2, 3, "how many minutes"),
    "no column of a quantity": ("date;activity\n2024-05-01;lecture", 2, 0, "how many minutes"),
    "no column of points": ("date;activity\n2024-05-01;visit", 2, 0, "for you to declare"),
    "a quantity in words": ("date;activity;quantity\n2024-05-01;lecture;two", 2, 3, "no figure"),
    "a quantity below nothing": ("date;activity;quantity\n2024-05-01;lecture;-2", 2, 3, "no figure"),
    "a power of ten": ("date;activity;quantity\n2024-05-01;lecture;1E+3", 2, 3, "no figure"),
    "five decimals": ("date;activity;quantity\n2024-05-01;lecture;1,00001", 2, 3, "no figure"),
    "thousands or decimals": ("date;activity;quantity\n2024-05-01;lecture;1,500", 2, 3, "1500"),
    "a huge quantity": ("date;activity;quantity\n2024-05-01;lecture;1000001", 2, 3, "too large"),
    "half an item": ("date;activity;quantity\n2024-05-01;radio;1,5", 2, 3, "no number of items"),
    "too many items": ("date;activity;quantity\n2024-05-01;radio;101", 2, 3, "no number of items"),
    "points that follow": ("date;activity;points\n2024-05-01;radio;3", 2, 3, "follow from the schedule"),
    "no declared points": ("date;activity;points\n2024-05-01;visit;", 2, 3, "for you to declare"),
    "a misspelt topic": ("date;activity;topics\n2024-05-01;radio;ethic", 2, 3, 'no topic "ethic"'),
    "an odd answer": ("date;activity;confirmed\n2024-05-01;radio;maybe", 2, 3, "no answer"),
    "an id twice": ("id;date;activity\na;2024-05-01;radio\na;2024-05-02;radio", 3, 1, "names line 2 already"),
    "too many lines": ("date;activity\n" + "\n" * 100_000 + "2024-05-01;radio", 100_002, 0, "at most 100000"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_log_is_told_with_line_column_and_reason(kind: str) -> None:
    text, line, column, reason = BROKEN[kind]
    found, problems = read(text)
    assert found == ()
    assert [(p.place.line, p.place.column) for p in problems] == [(line, column)]
    assert reason in problems[0].what
    assert_told("logs", kind, "\n".join(map(str, problems)))


def test_there_are_thirty_kinds_of_broken_log() -> None:
    assert len(BROKEN) >= 30


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("date;activty", "activity"),
        ("date;activity\n2024-05-01;night-wach", "night-watch"),
        ("date;activity\n2024-05-01;Keep a nigt watch", "Keep a night watch"),
        ("date;activity;topics\n2024-05-01;radio;ethic", "ethics"),
    ],
)
def test_the_nearest_spelling_is_told(text: str, near: str) -> None:
    _, problems = read(text)
    assert problems[0].nearest == near


def test_every_wrong_line_is_told_and_there_is_no_partial_log() -> None:
    found, problems = read(
        "date;activity;quantity;confirmed\n2024-05-01;radio;;\nx;radoi;1,5;perhaps\n2024-05-02;radio;;\n2023-02-29;radio;;\n"
    )
    assert found == ()
    assert [(p.place.line, p.place.column) for p in problems] == [(3, 1), (3, 2), (3, 4), (5, 1)]


def test_a_topic_is_free_where_limits_hold_for_each_topic() -> None:
    assert CATALOGUE
    hand = build_kernel(CATALOGUE.schedules["hand-2020"])
    (entry,) = read_entries("date;activity;quantity;topics\n2024-05-01;drill;1;knots, ropes", hand)
    assert entry.topics == ("knots", "ropes")


def test_values_of_an_attribute_are_topics() -> None:
    (entry,) = read_entries("date;activity;topics\n2024-05-01;inquiry;North south", MASTER)
    assert entry.topics == ("north", "south")
