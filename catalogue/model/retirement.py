"""What a record says of itself when it is retired: its address stays, and lists offer it no more."""

from typing import Annotated

from catalogue.model.base import OURS, RecordKey, Sourced
from catalogue.model.scalars import Day, Many, Text


class Retirement(Sourced):
    """From when a record is retired, why, and what replaces it."""

    on: Day
    """The first day on which it is retired."""
    why: Annotated[Text, OURS]
    """Why, and what that means for those who have it: a whole sentence."""
    see: Many[RecordKey] = ()
    """The records that replace it; left out where none does."""
