"""The documents that every fact cites."""

import datetime
from typing import Self

from pydantic import model_validator

from catalogue.model.base import Record
from catalogue.model.scalars import Address, Day, Key, Table, Text, Whole, make_error


class Source(Record):
    """A document, and the copy of it that the facts were read from."""

    title: Text
    """What the document is called, or what it is."""
    short: Text | None = None
    """What a line that cites it calls it, such as: the CCOP page."""
    publisher: Text
    """Who published it."""
    date: Text
    """Its date as the document gives it, or: undated."""
    address: Address | None = None
    """Where it can be read; left out when only a copy is known."""
    copied_as: Text | None = None
    """The name of the copy that line numbers refer to."""
    lines: Whole | None = None
    """How many lines the copy has: no place may lie beyond."""
    note: Text | None = None
    """What a reader should know: how much of it was available, what its age rests on."""

    @property
    def name(self) -> str:
        """What a line that cites it calls it: its short name, else its publisher and title."""
        return self.short or f"{self.publisher}, {self.title}"


class Period(Record):
    """The days on which something holds. Both ends are inside."""

    from_: Day | None = None
    """First day; left out where our sources do not say."""
    to: Day | None = None
    """Last day; left out while no end is published."""

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.from_ and self.to and self.to < self.from_:
            raise make_error("a last day on or after the first day")
        return self

    def has_day(self, day: datetime.date) -> bool:
        """Whether a day is one of them, as far as they are known."""
        return (self.from_ or day) <= day <= (self.to or day)


class Reading(Record):
    """Whose text, at which stage, a set of rules follows."""

    title: Text
    """Such as: the body's own pages."""
    publisher: Text
    """Whose text it is."""
    note: Text | None = None
    """What a reader should know about it."""


class SourceFile(Record):
    """sources.yml."""

    sources: Table[Key, Source]
    """Each document by its key."""
