"""The glossary: the words of the field that pages use."""

from pydantic import Field

from catalogue.model.base import Citations, Record, TermKey
from catalogue.model.scalars import Key, Many, Table, Text, YesNo


class GlossaryTerm(Record):
    """A word, and what it means here."""

    title: Text
    """The word as pages use it, its abbreviation behind it."""
    says: Text
    """What it means, in one or two sentences."""
    source: Citations | None = None
    """Where it stands; left out where the explanation is our own."""
    ours: YesNo = Field(default=False, exclude_if=lambda ours: not ours)
    """Whether the explanation is ours, and then the page says so."""
    see_also: Many[TermKey] = ()
    """Other words that explain it."""


class GlossaryFile(Record):
    """glossary.yml."""

    glossary: Table[Key, GlossaryTerm]
    """Each word by its permanent key."""
