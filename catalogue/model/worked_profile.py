"""Worked profiles beside a designation's criteria, and the parts of the answer worked out by hand.

Both engines run them, `check` reports a wrong one by its line, and the API publishes them, so that
another system can check itself.
"""

from typing import Literal

from pydantic import Field

from catalogue.model.base import DesignationKey, ReadingKey, Record, Sourced
from catalogue.model.profile import Profile
from catalogue.model.scalars import Day, Key, Many, Table, Text

State = Literal["met", "not-met", "cannot-tell", "left-out"]

Parts = Table[Text, Text]
"""By part of the criteria: the reading, and the position in each list from 1, such as guild/2/1."""


class ExpectedAnswer(Record):
    """What the answer must say. What is left out is not looked at."""

    refused: Text | None = None
    """Why there is no answer, such as award-later."""
    state: State | None = None
    """The state in the adopted reading."""
    first: Text | None = None
    """The first day on which it is met; `cannot-tell`, or `never` where nothing leads there."""
    perhaps: Text | None = None
    """The first day on which it may be met, in the same way."""
    readings: Table[ReadingKey, State] = Field(default_factory=dict, validate_default=True)
    """The state in each of these readings."""
    readings_first: Table[ReadingKey, Text] = Field(default_factory=dict, validate_default=True)
    """The first day in each of these readings."""
    parts: Table[Text, State] = Field(default_factory=dict, validate_default=True)
    """The state of each of these parts, such as guild/2/1."""
    parts_first: Parts = Field(default_factory=dict, validate_default=True)
    """The first day of each of these parts."""
    because: Table[Text, Many[Text]] = Field(default_factory=dict, validate_default=True)
    """The kinds of reasons below these parts, and no others."""
    missing: Many[Text] | None = None
    """The parts that are missing in the adopted reading, and no others."""
    ways: Table[Text, Text] = Field(default_factory=dict, validate_default=True)
    """The first day by each way there: direct, or the rung of the ladder that it begins with."""


class WorkedProfile(Sourced):
    """One profile, one day, and what must come of it."""

    title: Text
    """What it shows."""
    on: Day | None = None
    """The day asked about; else the file's."""
    like: Key | None = None
    """A named profile of the file; keys of `profile` replace those of it."""
    profile: Profile = Field(default_factory=Profile)
    """What the person has."""
    expect: ExpectedAnswer
    """What the answer must say, worked out by hand."""


class ProfileFile(Record):
    """Worked profiles of one designation's criteria."""

    profiles: DesignationKey
    """The designation's key."""
    on: Day
    """The day asked about, where an example names none."""
    people: Table[Key, Profile] = Field(default_factory=dict, validate_default=True)
    """Profiles that several examples begin with, by name."""
    cases: Table[Key, WorkedProfile] = Field(min_length=1)
    """Each example by its permanent key."""
