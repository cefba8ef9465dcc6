"""The kernel of awarding criteria: the few kinds of part that both engines judge and the API publishes.

`catalogue.rules.criteria_kernel` rewrites the YAML into it. Keys are only ever added.
"""

from typing import Literal

from pydantic import Field

from catalogue.model.base import Record
from catalogue.model.scalars import Day, Figure, Key, Table, Text, Whole, YesNo

BRANCH_KINDS = ("all", "any", "at-least")
LEAF_KINDS = ("qualification", "experience", "certificate", "designation", "cpd-standing", "silent")


class Known(Record):
    """A qualification as a profile may name it."""

    id: Key | None = None
    """Its key; none for one that is known by its title only."""
    titles: tuple[Text, ...] = ()
    """Every title that sources use for it; compared by letters and digits alone."""
    nqf_level: Whole | None = None
    """The level that goes with a title; none: any."""


class Part(Record):
    """One node: a branch over `parts`, or a leaf with the keys of its kind."""

    id: Text
    """The reading, and the position in each list from 1, such as guild/2/1."""
    kind: Literal[
        "all",
        "any",
        "at-least",
        "qualification",
        "experience",
        "certificate",
        "designation",
        "cpd-standing",
        "silent",
    ]
    source: tuple[Text, ...]
    """Where it stands: source and place."""
    conflict: tuple[Key, ...] = ()
    """The disagreements that touch it."""
    parts: tuple["Part", ...] = ()
    at_least: Whole | None = None
    """Of a branch: so many of its parts."""

    accepted: tuple[Known, ...] = ()
    """Of a qualification: each of these satisfies it."""
    replaced: tuple[Known, ...] = ()
    """Predecessors and successors that are not the same: cannot be told."""
    type_: Text | None = None
    """What kind it must be, and of which field and level, where the criteria describe it."""
    field: Text | None = None
    nqf_level: Whole | None = None
    from_level: Whole | None = None
    """The lowest level of that type. Other words for the type cannot be told from there on."""
    partly: bool = False
    """Whether a partly completed one is accepted; how much of it no source says."""

    months: Whole | None = None
    """Of experience: how long; of CPD standing: how far back."""
    more: bool = False
    """Whether it must be more than those months."""
    work: Key | None = None
    """The kind of work that is asked, where the source names no role."""
    roles: tuple[Text, ...] = ()
    """The roles that count."""
    perhaps: tuple[Text, ...] = ()
    """Roles of which it cannot be told."""
    or_equivalent: bool = False
    """Of experience or a certificate: whether something equivalent is accepted."""

    certificate: Key | None = None
    designation: Key | None = None
    holders: Table[Key, Figure] = Field(default_factory=dict, validate_default=True)
    """Of CPD standing: the designations whose holders are asked, each with its yearly points."""
    unpublished_for: tuple[Key, ...] = ()
    """Designations of which it cannot be told whether their holders are asked."""
    says: Text | None = None
    """Of what the sources do not say enough about: what is missing."""


class KernelReading(Record):
    """The criteria in one reading."""

    id: Text
    """The reading's key; with a number where it has several versions."""
    reading: Key
    adopted: bool
    """Whether it is a version of the reading that the catalogue adopts."""
    from_: Day | None = None
    """First day on which it holds; none: not published."""
    to: Day | None = None
    """Last day on which it holds; none: no end is published."""
    source: tuple[Text, ...]
    prior_learning: Text | None = None
    """What it says of recognition of prior learning: a route beside the tree."""
    then: tuple[Key, ...] = ()
    """Steps after eligibility that this reading asks beside the body's own."""
    tree: Part


class KernelCriteria(Record):
    """What a designation asks of an applicant, in every reading."""

    designation: Key
    readings: tuple[KernelReading, ...]
    """The adopted one first; none where nothing is published."""
    unpublished: Text | None = None
    """What the sources show where no criteria are published."""
    then: tuple[Key, ...] = ()
    """The body's steps after eligibility, in order. They are never judged."""


class Fee(Record):
    """A published fee."""

    step: Key
    """The step that it is paid in."""
    figure: Figure | None = None
    """Null where the amount is not published."""
    unit: Text | None = None
    """What the figure counts, with what it leaves out and for how long."""
    source: tuple[Text, ...]


class Rung(Record):
    """A designation on the ladder."""

    designation: Key
    level: Text
    """The body's own level."""
    points_a_year: Figure | None = None
    """CPD points that a holder needs over one year; none where that is not published."""
    leads_to: tuple[Key, ...] | None = None
    """The designations that its page names as next; none where that is not published."""
    source: tuple[Text, ...] = ()
    """Where that stands."""
    retired: YesNo = Field(default=False, exclude_if=lambda retired: not retired)
    """Whether it can be held and no more be applied for: no way leads over it."""
    criteria: KernelCriteria


class Ladder(Record):
    """All that the way from a profile to a designation is worked out from."""

    rungs: tuple[Rung, ...]
    """From the lowest to the highest."""
    credits: Table[Key, Whole]
    """Credits of each qualification, where they are published."""
    fees: tuple[Fee, ...]
    """By step."""
