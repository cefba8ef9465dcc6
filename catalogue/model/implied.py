"""What the rules of a schedule imply, whatever a log holds: shown on its page, and published with it."""

from typing import Literal

from catalogue.model.base import Record
from catalogue.model.scalars import Figure, Key, Text


class ClashingRule(Record):
    """A rule that cannot be kept together with the others of a clash."""

    kind: Literal["demand", "limit"]
    rule: Key


class Because(Record):
    """A rule that changes nothing, and the rules that see to that."""

    rule: Key
    because: tuple[Key, ...]


class CategoryRange(Record):
    """What can count of a category in a cycle."""

    category: Key
    asked: Figure | None = None
    """What a minimum of its own asks of it, by the adopted verdict."""
    least: Figure | None = None
    """What every log that meets the adopted verdict has of it at least."""
    most: Figure | None = None
    """The most that can count, whatever a log holds; left out where nothing limits it."""


class ImpliedVerdict(Record):
    """What a verdict comes to."""

    verdict: Key
    state: Literal["can-be-met", "cannot-be-met", "not-known"]
    """not-known: the rules are of a kind that is not worked out here."""
    points: Figure | None = None
    """The least that meets it, in the schedule's unit; left out where it is not known for sure."""
    minimums: Figure
    """What it asks of single categories, added up."""
    slack: Figure | None = None
    """What `points` are above `minimums`."""
    clash: tuple[ClashingRule, ...] = ()
    """Where it cannot be met: rules that cannot be kept together; without any one of them the others can."""
    member: Text | None = None
    """For which members it cannot be met, where it depends on that."""
    implied: tuple[Because, ...] = ()
    """Demands that are met whenever others are, and these others."""
    not_needed: tuple[Key, ...] = ()
    """Categories without which it can be met."""


class Implied(Record):
    """All that the rules of a schedule imply."""

    verdicts: tuple[ImpliedVerdict, ...]
    categories: tuple[CategoryRange, ...]
    never_bite: tuple[Because, ...]
    """Limits that change nothing in any log; `because` names the limits before them that see to that."""
    earn_nothing: tuple[Because, ...]
    """Activities that earn nothing in any log, those apart of which the schedule says so."""
