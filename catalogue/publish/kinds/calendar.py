"""The days on which registrations and enrolment end, as a calendar to subscribe to: iCalendar, RFC 5545.

Nothing of it depends on a clock. The time stamp that each event must carry is that of its own day, so
that equal data give equal bytes; whoever subscribes fetches the whole calendar anew.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.site import Site

FRAMES: Mapping[str, dict[str, str]] = {}
WIDTH = 75
"""Octets of a line: a longer one goes on in the next, behind a space."""
SAYS = {
    "registration_end": "Registration ends",
    "last_enrolment": "Last day to enrol",
    "last_achievement": "Last day to be awarded",
}
"""What a day of the register is for."""
ASK = "So it stands in our copy of the register. Ask there whether it was renewed."
"""What each event says, without a sign that the format escapes."""


class Event(NamedTuple):
    """One day."""

    day: str
    """As 2026-11-22."""
    what: str
    page: str
    """Where it stands, from the site's root."""
    key: str
    """What tells it from other days of the page: the event keeps its name when its day is moved."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The one file."""
    given = {
        "name": Input.build(site.setting.name),
        "url": Input.build(site.setting.url),
        "view": site.build_view("designations", "qualifications"),
    }
    yield Output(build_address(site.catalogue.body.body), render_calendar, given)


def build_address(body: str) -> str:
    """Where it stands."""
    return f"api/v1/{body}.ics"


def render_calendar(name: str, url: str, view: Catalogue) -> bytes:
    """The calendar: every day once, in their order."""
    events = [*_list_of_designations(view), *_list_of_qualifications(view)]
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Designation Catalogue//Days of the register//EN",
        "METHOD:PUBLISH",
        f"NAME:{_escape(name)}",
        f"X-WR-CALNAME:{_escape(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1W",
        "X-PUBLISHED-TTL:P1W",
        *(line for event in sorted(events) for line in _write_event(event, url, view.body)),
        "END:VCALENDAR",
    ]
    return b"".join(map(_fold, lines))


def _list_of_designations(view: Catalogue) -> Iterator[Event]:
    for key, it in view.designations.items():
        for one in it.registrations:
            if one.current and one.registered_to:
                what = f"{one.register_} registration ends: {it.title} ({it.abbreviation})"
                at = links.build_address("designations", key)
                yield Event(str(one.registered_to), what, at, f"{one.register_} {one.id}")


def _list_of_qualifications(view: Catalogue) -> Iterator[Event]:
    for key, it in view.qualifications.items():
        record = next((one for one in it.records if one.current and not one.outdated), None)
        title = f"{it.title} ({it.nlrd_id})" if it.nlrd_id else it.title
        at = links.build_address("qualifications", key)
        for name, said in SAYS.items():
            if day := getattr(record, name, None):
                yield Event(str(day), f"{said}: {title}", at, name)


def _write_event(event: Event, url: str, body: Body) -> Iterable[str]:
    """An event of a whole day, which is free time."""
    day, after = _write_day(event.day)
    named = uuid5(NAMESPACE_URL, f"{body.body} {event.page} {event.key}")
    yield "BEGIN:VEVENT"
    yield f"UID:{named}"
    yield f"DTSTAMP:{day}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day}"
    yield f"DTEND;VALUE=DATE:{after}"
    yield f"SUMMARY:{_escape(event.what)}"
    yield f"DESCRIPTION:{ASK}"
    if url:
        yield f"URL:{url}{event.page.lstrip('/')}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


@cache
def _write_day(day: str) -> tuple[str, str]:
    """A day and the one after it: qualifications share theirs."""
    first = datetime.date.fromisoformat(day)
    return f"{first:%Y%m%d}", f"{first + datetime.timedelta(days=1):%Y%m%d}"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _fold(line: str) -> bytes:
    """A line of the file, in parts of so many octets, none of which ends within a letter."""
    left, parts = line.encode(), []
    while len(left) > WIDTH:
        end = WIDTH
        while left[end] & 0xC0 == 0x80:  # within a letter
            end -= 1
        parts.append(left[:end] + b"\r\n")
        left = b" " + left[end:]
    return b"".join((*parts, left, b"\r\n"))
