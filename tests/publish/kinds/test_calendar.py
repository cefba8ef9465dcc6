"""The calendar of registrations, as a library reads it that programs for calendars are made with."""

from __future__ import annotations

import datetime

import icalendar
import pytest

from catalogue.publish.kinds.calendar import build_address, render_calendar
from tests.publish.sites import Site


@pytest.fixture(scope="module")
def events(ours: Site) -> list[icalendar.Component]:
    read = icalendar.Calendar.from_ical(ours.files["api/v1/ccmg.ics"])
    assert read["METHOD"] == "PUBLISH"
    return list(read.walk("VEVENT"))


def days(events: list[icalendar.Component], title: str) -> dict[str, datetime.date]:
    told = [(str(one["SUMMARY"]).partition(": "), one.decoded("DTSTART")) for one in events]
    return {what: day for (what, _, of), day in told if of == title}


def test_the_days_are_those_of_the_latest_record(events: list[icalendar.Component]) -> None:
    found = days(events, "Occupational Certificate: Contact Centre Manager (99687)")
    assert found == {
        "Registration ends": datetime.date(2025, 12, 30),
        "Last day to enrol": datetime.date(2026, 12, 30),
        "Last day to be awarded": datetime.date(2029, 12, 30),
    }
    title = "Contact Centre Operational Professional (CCOP)"
    assert days(events, title) == {"SAQA registration ends": datetime.date(2027, 5, 9)}


def test_what_is_too_old_to_say_anything_of_today_is_not_in_it(
    ours: Site, events: list[icalendar.Component]
) -> None:
    old = [
        key
        for key, one in ours.catalogue.qualifications.items()
        if any(record.current and record.outdated for record in one.records)
    ]
    assert old
    told = " ".join(str(one["SUMMARY"]) for one in events)
    assert [key for key in old if key in told] == []


def test_each_event_is_a_whole_day_with_a_name_of_its_own(site: Site) -> None:
    read = icalendar.Calendar.from_ical(site.files[build_address(site.catalogue.body.body)])
    found = list(read.walk("VEVENT"))
    assert found
    assert len({one["UID"] for one in found}) == len(found)
    assert all(one.decoded("DTEND") - one.decoded("DTSTART") == datetime.timedelta(days=1) for one in found)
    assert [one.decoded("DTSTART") for one in found] == sorted(one.decoded("DTSTART") for one in found)
    assert read.errors == [error for one in found for error in one.errors] == []


def test_lines_are_short_and_letters_whole(site: Site) -> None:
    data = site.files[build_address(site.catalogue.body.body)]
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    for line in data.split(b"\r\n"):
        line.decode()


def test_the_event_names_its_page_where_the_address_is_known(ours: Site) -> None:
    output = next(one for one in ours.outputs if one.make is render_calendar)
    given = {name: value.read() for name, value in output.inputs.items()}
    read = icalendar.Calendar.from_ical(render_calendar(**{**given, "url": "https://example.org/sub/"}))
    assert "https://example.org/sub/qualifications/99687/" in {str(one["URL"]) for one in read.walk("VEVENT")}
