"""Whether a qualification can be begun: open, closed or unknown, by the day asked about."""

from __future__ import annotations

import datetime

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.qualification import Qualification
from catalogue.read.reader import read_catalogue
from catalogue.rules.askers import Askers, list_askers
from catalogue.rules.enrolment import judge_enrolment
from tests.roots import OURS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, problems = read_catalogue(OURS)
    assert found, problems
    return found


@pytest.mark.parametrize(
    ("key", "day", "state", "reason", "until"),
    [
        ("21792", "2024-06-30", "open", "last-day-ahead", "2024-06-30"),
        ("21792", "2024-07-01", "closed", "last-day-over", "2024-06-30"),
        ("21792", "2018-06-30", "closed", "not-begun", "2024-06-30"),
        ("99687", "2026-11-26", "open", "last-day-ahead", "2026-12-30"),
        ("99687", "2026-12-31", "closed", "last-day-over", "2026-12-30"),
        ("57712", "2026-11-26", "unknown", "outdated", None),
        ("117969", "2026-11-26", "unknown", "no-record", None),
    ],
)
def test_the_day_decides(
    catalogue: Catalogue, key: str, day: str, state: str, reason: str, until: str | None
) -> None:
    found = judge_enrolment(catalogue.read_qualification(key), datetime.date.fromisoformat(day))
    assert (found.state, found.reason) == (state, reason)
    assert (found.until and found.until.isoformat()) == until
    assert (found.record is None) == (reason == "no-record")


def test_a_copy_without_the_last_day_leaves_it_unknown(catalogue: Catalogue) -> None:
    known = catalogue.read_qualification("21792")
    copy = known.records[0].model_copy(update={"last_enrolment": None})
    bare: Qualification = known.model_copy(update={"records": (copy,)})
    assert judge_enrolment(bare, datetime.date(2024, 1, 1)).reason == "no-date"


def test_none_that_an_adopted_reading_accepts_is_known_to_be_open(catalogue: Catalogue) -> None:
    day = datetime.date(2026, 11, 26)
    accepted = [key for key in catalogue.qualifications if list_askers(catalogue, key).accepted_by]
    states = {key: judge_enrolment(catalogue.read_qualification(key), day).state for key in accepted}
    assert len(states) == 9
    assert "open" not in states.values()


def test_what_no_criteria_accept_leads_nowhere(catalogue: Catalogue) -> None:
    assert list_askers(catalogue, "99687") == Askers()
