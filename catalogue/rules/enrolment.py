"""Whether a qualification is open to be begun on a day, as far as the register's copies tell.

Nothing in the data says "open": it follows from the last day to enrol and the day asked about. A copy that
is too old to say anything of today leaves it unknown, whatever its dates are.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from catalogue.model.qualification import QualificationHead, RegisterRecord

Reason = Literal["last-day-ahead", "last-day-over", "not-begun", "no-date", "outdated", "no-record"]


class Enrolment(NamedTuple):
    """The answer, why it is so, and the copy of the register that it rests on."""

    state: Literal["open", "closed", "unknown"]
    reason: Reason
    until: date | None = None
    """The last day to enrol, ahead or over; None where it is not known."""
    record: RegisterRecord | None = None


def find_last_day(qualification: QualificationHead) -> date | None:
    """The last day to enrol, over or ahead; None where no copy that is recent enough says it."""
    record = _find_current(qualification)
    return record.last_enrolment if record and not record.outdated else None


def _find_current(qualification: QualificationHead) -> RegisterRecord | None:
    """The latest copy of the register's record."""
    return next((copy for copy in qualification.records if copy.current), None)


def judge_enrolment(qualification: QualificationHead, day: date) -> Enrolment:
    """Whether one can enrol on a day, by the latest copy of the register's record."""
    record = _find_current(qualification)
    if record is None:
        return Enrolment("unknown", "no-record")
    if record.outdated:
        return Enrolment("unknown", "outdated", None, record)
    if record.registration_start and day < record.registration_start:
        return Enrolment("closed", "not-begun", record.last_enrolment, record)
    if record.last_enrolment is None:
        return Enrolment("unknown", "no-date", None, record)
    if day > record.last_enrolment:
        return Enrolment("closed", "last-day-over", record.last_enrolment, record)
    return Enrolment("open", "last-day-ahead", record.last_enrolment, record)
