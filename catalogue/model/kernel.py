"""The kernel of a schedule: the few mechanisms that both engines evaluate and the API publishes.

`catalogue.rules.kernel` rewrites the YAML into it. Keys are only ever added.
"""

from typing import Literal

from pydantic import Field

from catalogue.model.base import Citations, Record
from catalogue.model.scalars import Day, Figure, Key, Table, Text, Whole
from catalogue.model.source import Period

Rounds = Literal["down", "up"]


class Span(Record):
    """A window: its kind, and how many months or years where it looks back."""

    span: Literal["entry", "day", "year", "cycle", "months", "years"]
    last: Whole | None = None


class Filter(Record):
    """Which entries count: exactly one key."""

    all_: tuple["Filter", ...] | None = None
    any_: tuple["Filter", ...] | None = None
    not_: "Filter | None" = None
    category: Key | None = None
    activity: Key | None = None
    topic: Key | None = None
    points_at_least: Figure | None = None
    quantity_at_least: Figure | None = None


class KernelStep(Record):
    """A tier of a rate: reached from (or, when open, only above) a quantity."""

    at: Figure
    open: bool
    points: Figure
    per: Figure | None = Field(default=None, gt=0)
    """Points for each so much; none: fixed points."""
    whole: bool = False
    """Whether only whole blocks of `per` pay."""
    rounds: Rounds = "down"


class KernelRate(Record):
    """How an activity earns."""

    kind: Literal["items", "tiers", "declared", "none"]
    item: Text | None = None
    """What one item is (items, and declared for each)."""
    points: Figure | None = None
    measure: Text | None = None
    """What the quantity counts (tiers)."""
    steps: tuple[KernelStep, ...] = ()
    each_part: bool = False
    window: Span | None = None
    """The span whose sum the tiers look at."""
    least: Figure | None = None
    most: Figure | None = None
    """The range of declared points; most none: no upper end."""
    repeats: tuple[Figure, ...] = ()
    reason: Text | None = None


class KernelAmount(Record):
    """How much: figure, table by member attribute, or share (per cent) of a demand or the log."""

    figure: Figure | None = None
    by: Key | None = None
    values: Table[Text, Figure] | None = None
    share: Figure | None = None
    of: Key | None = None
    prorated: bool = False


class KernelWhen(Record):
    """The member attribute, and its values, for which a rule holds."""

    member: Key
    is_: tuple[Text, ...]


class KernelRule(Record):
    """A demand (at least) or a limit (at most)."""

    id: Key
    title: Text
    measure: Literal["points", "quantity", "entries", "categories"]
    amount: KernelAmount
    window: Span
    counting: Filter | None = None
    for_each: Text | None = None
    when: KernelWhen | None = None
    source: Citations


class KernelCategory(Record):
    """A category, in the order of the schedule."""

    id: Key
    number: Whole | None = None
    title: Text


class KernelChoice(Record):
    """Something that an activity lists."""

    id: Key
    title: Text


class KernelActivity(Record):
    """An activity, in the order of the schedule."""

    id: Key
    category: Key
    title: Text
    everyday: tuple[Text, ...] | None = None
    """What members call it, in our words."""
    rate: KernelRate
    choices: tuple[KernelChoice, ...] | None = None
    conditions: tuple[Key, ...] = ()
    one_sitting: Figure | None = None
    most_a_year: Whole | None = None
    """How many entries a proposed plan holds in a CPD year at most, those of the log among them."""
    by_chance: bool = Field(default=False, exclude_if=lambda chance: not chance)
    valid: Period | None = None
    source: Citations


class KernelCondition(Record):
    """What must be true for an entry to count."""

    id: Key
    about: Literal["entry", "member"]
    ask: Text
    confirm_with: Text
    source: Citations


class KernelAttribute(Record):
    """Something about a member that rules go by."""

    id: Key
    title: Text
    values: tuple[Text, ...]
    several: bool


class KernelVerdictNode(Record):
    """A tree of all and any over demands."""

    demand: Key | None = None
    all_: tuple["KernelVerdictNode", ...] | None = None
    any_: tuple["KernelVerdictNode", ...] | None = None


class KernelVerdict(Record):
    """A named verdict; the first one is adopted."""

    id: Key
    title: Text
    meets: KernelVerdictNode
    source: Citations


class KernelTerm(Record):
    """One bound on what is carried."""

    figure: Figure | None = None
    credited: Filter | None = None
    above: KernelAmount | None = None
    last_months: Whole | None = None


class KernelCarry(Record):
    """What counts in the next window."""

    id: Key
    title: Text
    into: Literal["year", "cycle"]
    least_of: tuple[KernelTerm, ...]
    serves: tuple[Key, ...]
    crosses_cycle: bool
    when: KernelWhen | None = None
    source: Citations


class KernelNotice(Record):
    """What every answer says."""

    id: Key
    says: Text


class KernelFirstDay(Record):
    """How the first day of a cycle is found from the member's own day."""

    day: Text
    """Month and day (MM-DD), or first or last: of a month."""
    which: Literal["same", "next", "previous", "after", "on-or-after", "before", "on-or-before"]
    """That of the same, next or previous year (or month), or the nearest one on that side of the own day."""


class KernelFirstYears(Record):
    """The year of one first day, by a member attribute."""

    by: Key
    values: Table[Text, Whole]


class KernelCycle(Record):
    """Its length, and what it is anchored to."""

    months: Whole
    begins: Literal["member", "day", "rolling"]
    day: Text | None = None
    """Month and day (MM-DD) of a cycle that begins on a day of the year."""
    first_year: Whole | None = None
    """The year of one first day; none: any year, as every year has one."""
    first_years: KernelFirstYears | None = Field(default=None, exclude_if=lambda years: years is None)
    """The year of one first day for each kind of member."""
    own_day: Text | None = Field(default=None, exclude_if=lambda day: day is None)
    """What the member's own day is the day of; none: the award."""
    first_day: KernelFirstDay | None = Field(default=None, exclude_if=lambda day: day is None)
    """How the first day follows from the member's own day; none: it is that day."""


class Kernel(Record):
    """A schedule as the engines evaluate it."""

    id: Key
    designation: Key
    reading: Key
    unit: Text
    granularity: Figure = Field(gt=0)
    credit_rounds: Rounds
    demand_rounds: Rounds
    incomplete: bool
    valid_from: Day | None = None
    valid_to: Day | None = None
    cycle: KernelCycle
    categories: tuple[KernelCategory, ...]
    activities: tuple[KernelActivity, ...]
    topics: tuple[Text, ...] = ()
    """Every topic that a rule names, and every value of an attribute that rules compare with topics."""
    conditions: tuple[KernelCondition, ...] = ()
    attributes: tuple[KernelAttribute, ...] = ()
    limits: tuple[KernelRule, ...] = ()
    demands: tuple[KernelRule, ...]
    carry: tuple[KernelCarry, ...] = ()
    verdicts: tuple[KernelVerdict, ...]
    scale: bool = Field(default=False, exclude_if=lambda scale: not scale)
    """Whether the verdicts are steps of one scale."""
    notices: tuple[KernelNotice, ...] = ()
