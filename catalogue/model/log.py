"""What a member brings to be judged: a log of activities, and what rules ask about the member."""

from pydantic import Field

from catalogue.model.base import Record
from catalogue.model.scalars import Day, Figure, Key, Many, Table, Text, YesNo


class LogEntry(Record):
    """One line of a log."""

    id: Text
    """Names the line; the number of its line where it has none."""
    date: Day
    """The day on which it was done, or is planned."""
    activity: Key
    """The key of an activity of the schedule."""
    quantity: Figure | None = None
    """Items (1 when left out), or what the activity counts in."""
    choice: Text | None = None
    """The key of a choice, or whatever was chosen where the activity lists nothing."""
    points: Figure | None = None
    """Only for activities whose points the member declares."""
    topics: Many[Text] = ()
    """What it was about."""
    confirmed: YesNo | None = None
    """The answer to the conditions of the activity; left out while nobody knows."""
    note: Text | None = None
    """The member's own words; no rule looks at them."""


COLUMNS = tuple(LogEntry.model_fields)
"""The columns of a log, in the order in which one is written."""
IN_OWN_WORDS = ("note",)
"""Those that are kept as they stand, as no rule looks at them."""


class Member(Record):
    """What rules ask about a member. Whatever is left out is unknown."""

    attributes: Table[Key, Many[Text]] = Field(default_factory=dict, validate_default=True)
    """Each attribute with its value, or values."""
    conditions: Table[Key, YesNo] = Field(default_factory=dict, validate_default=True)
    """Answers to the conditions about the member."""
    months_away: Figure | Table[Text, Figure] = Field(default_factory=dict, validate_default=True)
    """Months away in every CPD year, or by the number of the year: {1: 3, 2: 0}."""


class Options(Record):
    """What is asked of the engine beside the schedule and the log."""

    on: Day
    """The day asked about."""
    cycle_start: Day | None = None
    """The first day of the cycle to judge."""
    award: Day | None = None
    """The first day of the member's first cycle; the cycle that holds the day asked about is judged."""
    member: Member = Field(default_factory=Member)
    """What rules ask about the member."""
    carry_in: Table[Key, Figure] = Field(default_factory=dict, validate_default=True)
    """What was carried from the window before, by carry rule."""
