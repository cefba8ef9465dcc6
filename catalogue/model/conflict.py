"""Where sources disagree: every reading, the adopted one, and why."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from catalogue.model.base import OURS, Citations, Record, RecordKey
from catalogue.model.scalars import Figure, Key, Many, Table, Text, Whole, YesNo


class ConflictReading(Record):
    """What one source, or several together, say."""

    says: Text
    """The reading, in our own words."""
    value: Figure | None = None
    """The figure, where the disagreement is about one."""
    source: Citations
    """Where it stands; of an inferred one, what it is concluded from."""
    adopted: YesNo = False
    """Whether pages and calculators follow it."""
    inferred: YesNo = False
    """Whether no source prints it: it is concluded from those that are cited."""


class Conflict(Record):
    """One disagreement, or one silence that a calculation had to be settled over."""

    number: Whole
    """Its permanent number."""
    question: Annotated[Text, OURS]
    """What a member would ask."""
    about: Many[RecordKey]
    """The records on whose pages it is shown."""
    readings: tuple[ConflictReading, ...] = Field(min_length=1)
    """Every reading; exactly one is adopted."""
    why: Annotated[Text, OURS]
    """Why the adopted reading is adopted."""

    @property
    def adopted(self) -> ConflictReading | None:
        """The reading that pages and calculators follow."""
        return next((reading for reading in self.readings if reading.adopted), None)


class ConflictFile(Record):
    """A file of disagreements."""

    conflicts: Table[Key, Conflict]
    """Each disagreement by its permanent key."""


class Exemption(Record):
    """A problem that was looked at and may stand."""

    check: Text
    """The check that reports it."""
    about: Text
    """What it reports, such as ccba/header."""
    reason: Text
    """Why it may stand."""


class ExceptionFile(Record):
    """The file of exceptions."""

    exceptions: tuple[Exemption, ...] = ()
    """Each problem that may stand."""
