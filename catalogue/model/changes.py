"""What members were told of changes: the page of changes and its feed are made of it."""

import datetime
import itertools
from typing import Annotated, Self

from pydantic import Field, model_validator

from catalogue.model.base import OURS, Record
from catalogue.model.scalars import ONE_OR_MORE, Day, Text, make_error
from catalogue.model.search import Target


class Told(Record):
    """What changed in one record."""

    title: Text
    """What it is called."""
    about: Target
    """The key of the record, or the address of the page where it stands."""
    says: Annotated[tuple[Text, ...], Field(min_length=1), ONE_OR_MORE]
    """What changed: one sentence for each change."""


class Revision(Record):
    """What changed on one day."""

    on: Day
    """The day on which it was published."""
    note: Annotated[Text | None, OURS] = None
    """What a reader should know before the list, such as why."""
    told: Annotated[tuple[Told, ...], Field(min_length=1)]
    """Record by record."""


class ChangesFile(Record):
    """What changed, the newest first; `build.py changes OLD --keep DAY` writes it."""

    changes: tuple[Revision, ...] = ()
    """A list of days."""

    def index_days(self) -> dict[str, datetime.date]:
        """The last day on which something was told of each record or page, by what it was told of."""
        return {one.about: day.on for day in reversed(self.changes) for one in day.told}

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        for newer, older in itertools.pairwise(self.changes):
            if newer.on <= older.on:
                raise make_error("the newest day first, and each day once")
        return self
