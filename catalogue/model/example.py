"""Worked examples beside a schedule: a log, and the parts of its answer that were worked out by hand.

Both engines run them, `check` reports a wrong one by its line, and the API publishes them, so that
another system can check itself.
"""

from typing import Literal

from pydantic import Field

from catalogue.model.base import Record, ScheduleKey, Sourced
from catalogue.model.log import LogEntry, Member
from catalogue.model.scalars import Day, Figure, Key, Many, Table, Text

State = Literal["met", "open", "not-met", "cannot-tell", "left-out"]


class ExampleEntry(LogEntry):
    """A line of an example's log."""

    id: Text = ""
    """Names the line; left out, its number in the example, or `<log>-<number>` in a named log."""


class Expected(Record):
    """What the answer must say. What is left out is not looked at."""

    refused: Text | None = None
    """Why there is no answer, such as version-gap."""
    credited: Table[Text, Figure] = Field(default_factory=dict, validate_default=True)
    """What each of these entries is credited, by its id."""
    entries: Table[Text, Text] = Field(default_factory=dict, validate_default=True)
    """Whether each of these entries is counted, provisional, planned or set-aside."""
    because: Table[Text, Many[Text]] = Field(default_factory=dict, validate_default=True)
    """Rules or kinds of explanation that must stand below these entries, and no others."""
    total: Figure | None = None
    """What is credited in the cycle."""
    years: Table[Text, Figure] = Field(default_factory=dict, validate_default=True)
    """What is credited in each of these CPD years, by number."""
    categories: Table[Key, Figure] = Field(default_factory=dict, validate_default=True)
    """What each of these categories is credited in the cycle."""
    demands: Table[Text, State] = Field(default_factory=dict, validate_default=True)
    """The state of each of these demands; of one CPD year: year-total/2."""
    required: Table[Text, Figure] = Field(default_factory=dict, validate_default=True)
    """What each of these demands asks."""
    short_by: Table[Text, Figure] = Field(default_factory=dict, validate_default=True)
    """What each of these demands lacks."""
    verdicts: Table[Key, State] = Field(default_factory=dict, validate_default=True)
    """The state of each of these verdicts."""
    deciding: Table[Key, Many[Key]] = Field(default_factory=dict, validate_default=True)
    """The demands that decide each of these verdicts."""
    confirm: Table[Key, Many[Text]] = Field(default_factory=dict, validate_default=True)
    """The entries to confirm before each of these verdicts can be told."""
    supply: Table[Key, Many[Text]] = Field(default_factory=dict, validate_default=True)
    """The attributes of the member that each of these verdicts lacks."""
    carry_out: Table[Text, Figure] = Field(default_factory=dict, validate_default=True)
    """What each of these carry rules carries out; of one CPD year: surplus/1."""
    cycle_ends: Day | None = None
    """The last day of the cycle."""
    year_begins: Table[Text, Day] = Field(default_factory=dict, validate_default=True)
    """The first day of each of these CPD years, by number."""
    notices: Many[Key] | None = None
    """The notices that the answer carries."""
    with_plans: "Expected | None" = None
    """What the second answer says, in which planned entries count."""


class Example(Sourced):
    """One log, one day, and what must come of it."""

    title: Text
    """What it shows."""
    on: Day | None = None
    """The day asked about; else the file's."""
    cycle_start: Day | None = None
    """The first day of the cycle; else the file's."""
    award: Day | None = None
    """The day of the award, instead of a first day."""
    member: Member = Field(default_factory=Member)
    """What rules ask about the member."""
    carry_in: Table[Key, Figure] = Field(default_factory=dict, validate_default=True)
    """What was carried in, by carry rule."""
    with_log: Many[Key] = ()
    """Named logs of the file that stand before this one's own lines."""
    log: tuple[ExampleEntry, ...] = ()
    """The lines of the log."""
    expect: Expected
    """What the answer must say, worked out by hand."""


class ExampleFile(Record):
    """Worked examples of one schedule."""

    examples: ScheduleKey
    """The schedule's id."""
    on: Day
    """The day asked about, where an example names none."""
    cycle_start: Day | None = None
    """The first day of the cycle, where an example names none."""
    logs: Table[Key, tuple[ExampleEntry, ...]] = Field(default_factory=dict, validate_default=True)
    """Logs that several examples begin with, by name."""
    cases: Table[Key, Example] = Field(min_length=1)
    """Each example by its permanent key."""
