"""Facts beside designations: what CPD is, joining, fees, the board exam, visa letters."""

from typing import Annotated

from pydantic import Field

from catalogue.model.base import OURS, Record, Statement
from catalogue.model.scalars import Figure, Key, Table, Text, YesNo


class Fact(Statement):
    """One fact, as content pages quote it."""

    figure: Figure | None = None
    """The figure in the sentence, if there is one."""
    unit: Text | None = None
    """What the figure counts, such as: rand, excluding VAT, for 12 months."""
    followed: Annotated[YesNo, OURS] = Field(default=True, exclude_if=lambda followed: followed)
    """Whether the catalogue follows it; no where the adopted reading of its disagreement says otherwise."""


class Topic(Record):
    """The facts that one page of prose rests on."""

    topic: Key
    """The name of the file."""
    title: Text
    """What the facts are about."""
    facts: Table[Key, Fact] = Field(min_length=1)
    """Each fact by the key that pages quote."""
    not_published: Annotated[Table[Key, Text], OURS] = Field(default_factory=dict, validate_default=True)
    """What a reader would look for and our sources do not show."""
