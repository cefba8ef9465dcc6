"""A CPD schedule: how activities earn points, and what a member must reach.

The YAML reads aloud; `catalogue.rules.kernel` rewrites it into the few mechanisms that both engines
evaluate. Figures are points (or the schedule's own unit), quantities are what an activity counts in
(days, words, hours), lengths are months.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from catalogue.model.base import (
    OURS,
    DesignationKey,
    Partial,
    ReadingKey,
    Record,
    Sourced,
    Statement,
    check_one_of,
)
from catalogue.model.first_days import (
    BEGINNING,
    OwnDay,
    check_beginning,
    read_day_of_year,
    read_own_day,
)
from catalogue.model.retirement import Retirement
from catalogue.model.scalars import (
    Figure,
    Key,
    Many,
    Months,
    Shorter,
    Table,
    Text,
    Whole,
    Window,
    YesNo,
    make_error,
)
from catalogue.model.source import Period

MEASURES = ("points", "quantity", "entries", "categories")


class Selection(Record):
    """Which entries a rule counts. Every entry, where a rule names none."""

    all_: tuple["Selection", ...] | None = None
    """Entries that fit every one of these."""
    any_: tuple["Selection", ...] | None = None
    """Entries that fit one of these."""
    not_: "Selection | None" = None
    """Entries that do not fit this."""
    category: Many[Key] | None = None
    """Entries of these categories."""
    activity: Many[Key] | None = None
    """Entries of these activities."""
    topic: Many[Key] | None = None
    """A topic, such as ethics, cuts across categories."""
    points_at_least: Figure | None = None
    """Entries of at least so many points."""
    quantity_at_least: Figure | None = None
    """Entries of at least such a quantity."""
    everything: YesNo | None = None
    """Every entry, where something must be named: of what is carried."""

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        check_one_of(self, *(name.rstrip("_") for name in type(self).model_fields))
        return self


class When(Record):
    """Rules that hold for some members only."""

    member: Key
    """An attribute of the member, from the schedule's list."""
    is_: Many[Text]
    """The values for which the rule holds."""


class Amount(Record):
    """How much: a figure, a table by member attribute, or a share of something."""

    figure: Figure | None = None
    """So much; a bare figure is the same."""
    by: Key | None = None
    """The member attribute that `values` goes by."""
    values: Table[Text, Figure] | None = None
    """A figure for each value of the attribute."""
    share: Figure | None = Field(default=None, le=100)
    """Per cent of what `of` names."""
    of: Key | None = None
    """A demand's id, or: log (everything credited)."""
    prorated: YesNo = False
    """Whether months away reduce it: times (12 - months away) / 12."""

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        check_one_of(self, "figure", "by", "share")
        if (self.by is None) != (self.values is None):
            raise make_error("`by` and `values` together")
        if (self.share is None) != (self.of is None):
            raise make_error("`share` and `of` together")
        return self


def _read_amount(value: object) -> object:
    return value if isinstance(value, (dict, Amount)) else {"figure": value}


AmountOrFigure = Annotated[Amount, Shorter(_read_amount, {"type": "number", "minimum": 0})]


class Bound(Sourced):
    """So much of a measure in a window: a minimum (demand) or a maximum (limit)."""

    title: Annotated[Text | None, OURS] = None
    """What the rule is called; else it is told from its figures."""
    points: AmountOrFigure | None = None
    """So many points."""
    quantity: AmountOrFigure | None = None
    """Of what the activities count in; all of one measure."""
    entries: AmountOrFigure | None = None
    """So many entries: those that earned something, and those of activities whose rate is nothing."""
    categories: AmountOrFigure | None = None
    """How many categories must have earned something."""
    in_: Window
    """The span: entry, day, year, cycle, last N months, last N years."""
    for_each: Text | None = None
    """Holds separately for each: choice, topic, or a member attribute."""
    counting: Selection | None = None
    """Which entries; inside a category or activity, that one's."""
    when: When | None = None
    """Only for some members."""

    @model_validator(mode="after")
    def _check_one_measure(self) -> Self:
        check_one_of(self, *MEASURES)
        return self

    @property
    def measure(self) -> str:
        """points, quantity, entries or categories."""
        return next(name for name in MEASURES if getattr(self, name) is not None)

    @property
    def amount(self) -> Amount:
        """How much of the measure."""
        amount: Amount = getattr(self, self.measure)
        return amount


class Tier(Record):
    """What a quantity earns from, or above, a threshold."""

    from_: Figure | None = None
    """Reached at this quantity."""
    above: Figure | None = None
    """Reached only beyond this quantity."""
    points: Figure
    """What is earned from here on."""
    per: Figure | None = Field(default=None, gt=0)
    """Points for each so much, in proportion."""
    per_whole: Figure | None = Field(default=None, gt=0)
    """Points for each whole block of so much."""
    printed: Text | None = None
    """The column of the source, where it says less than the tier reaches: 400 - 1000 words."""
    rounds: Literal["down", "up"] | None = None
    """Which way a part of a block, or of the granularity, goes; else down, or as the schedule's credit."""

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        check_one_of(self, "from", "above")
        if self.per is not None and self.per_whole is not None:
            raise make_error("`per` or `per_whole`, not both")
        return self


class Declared(Record):
    """Points that the member declares, within a range."""

    approved_by: Annotated[Text | None, OURS] = None
    """Who says how many: the member enters what they approved."""

    from_: Figure = Field(default=Decimal(0))
    """The least that counts."""
    to: Figure | None = None
    """The most; left out where the source gives none."""
    for_each: Text | None = None
    """The range holds for each of these, not for the whole entry."""


class Rate(Record):
    """How an activity earns."""

    points: Figure | None = None
    """Points for each item."""
    for_each: Text | None = None
    """The item, such as course, article or event."""
    by: Text | None = None
    """What the tiers measure, or an activity that earns nothing records: days, words, hours."""
    tiers: tuple[Tier, ...] | None = None
    """From the lowest to the highest; the last one reached pays."""
    each_part: YesNo = False
    """Whether each tier pays for its own part of the quantity."""
    summed_in: Window | None = None
    """The span whose sum the tiers look at; else each entry's own quantity."""
    repeats: tuple[Figure, ...] | None = None
    """Per cent of the rate that the first, second, ... entry of one choice in a cycle earns."""
    declared: Declared | None = None
    """Points that the member declares."""
    nothing: Text | None = None
    """Why it earns nothing."""

    @model_validator(mode="after")
    def _check_shape(self) -> Self:
        check_one_of(self, "points", "tiers", "declared", "nothing")
        if self.tiers is not None and self.by is None:
            raise make_error("`by`, what the tiers measure")
        if self.by is not None and self.tiers is None and self.nothing is None:
            raise make_error("`by` beside `tiers` or `nothing` only")
        if self.points is not None and self.for_each is None:
            raise make_error("`for_each`, the item that the points are for")
        return self


class Activity(Sourced):
    """Something a member does."""

    title: Text
    """As a member would look for it."""
    printed: Text | None = None
    """The row of the source, where the title differs from it."""
    everyday: Many[Text] = ()
    """What members call it: our words, not those of the source. The calculator finds it by them."""
    earns: Rate
    """How it earns."""
    choices: Table[Key, Text] | None = None
    """What can be chosen from; anything else earns nothing."""
    only_if: Many[Key] = ()
    """Conditions, from the schedule's list, that must be true for an entry to count."""
    minimum: Many[Bound] = ()
    """At least so much of it."""
    maximum: Many[Bound] = ()
    """At most so much of it counts."""
    evidence: Text | None = None
    """What to keep."""
    one_sitting: Figure | None = None
    """The most that a plan puts into one entry: of its quantity, or of declared points."""
    most_a_year: Annotated[Whole | None, OURS] = None
    """How many of it one could plausibly do in a CPD year: a proposed plan holds no more."""
    by_chance: Annotated[YesNo, OURS] = False
    """Whether it takes an award or luck: a plan proposes it last."""
    valid: Period | None = None
    """Its own days, where they are fewer than the schedule's."""


class Category(Sourced):
    """A category of CPD activities."""

    number: Whole | None = None
    """Its number in the source."""
    title: Text
    """As printed."""
    activities: Table[Key, Activity] = Field(min_length=1)
    """Each activity by its permanent key."""
    minimum: Many[Bound] = ()
    """At least so much of the category."""
    maximum: Many[Bound] = ()
    """At most so much of it counts."""
    only_if: Many[Key] = ()
    """Conditions for every entry of the category."""


class Condition(Sourced):
    """What must be true for an entry to count."""

    about: Literal["entry", "member"]
    """Whether each entry answers it, or the member does once."""
    says: Text | None = None
    """The condition as a whole sentence, where it is read and not asked."""
    ask: Annotated[Text, OURS]
    """A question that yes answers well."""
    confirm_with: Annotated[Text, OURS]
    """Whom to ask."""


class Attribute(Record):
    """Something about a member that rules go by."""

    title: Text
    """What is asked, in a few words."""
    values: Many[Text]
    """What can be answered."""
    several: YesNo = False
    """Whether a member can have several of the values."""


def _read_verdict_node(value: object) -> object:
    return {"demand": value} if isinstance(value, str) else value


class VerdictNode(Record):
    """A tree of all and any over demands."""

    demand: Key | None = None
    """The id of a demand; a bare id is the same."""
    all_: tuple[Annotated["VerdictNode", Shorter(_read_verdict_node, {"type": "string"})], ...] | None = None
    """Every one of these is met."""
    any_: tuple[Annotated["VerdictNode", Shorter(_read_verdict_node, {"type": "string"})], ...] | None = None
    """One of these is met."""

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        check_one_of(self, "demand", "all", "any")
        return self


VerdictNodeOrKey = Annotated[VerdictNode, Shorter(_read_verdict_node, {"type": "string"})]


class Verdict(Sourced):
    """A named answer to: is the cycle met?"""

    title: Annotated[Text, OURS]
    """Its name, in a few words."""
    begins: Annotated[Text | None, OURS] = None
    """How a sentence about what it takes begins: To meet every section."""
    meets: VerdictNodeOrKey
    """The demands: all of, any of."""


class Notice(Statement):
    """What every answer must say."""

    latest: YesNo = False
    """Whether it holds only while no later version of the schedule is known."""


def _read_everything(value: object) -> object:
    return {"everything": True} if value == "everything" else value


class Term(Record):
    """One bound on what is carried over."""

    figure: Figure | None = None
    """At most so much."""
    credited: Annotated[Selection, Shorter(_read_everything, {"const": "everything"})] | None = None
    """What these entries, or everything, were credited, ..."""
    above: AmountOrFigure | None = None
    """... as far as it is above this."""
    last: Months | None = None
    """Only what was credited in the last months of the window."""

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        check_one_of(self, "figure", "credited")
        return self


class Carry(Sourced):
    """What of a surplus counts in the next window, and is never carried again."""

    title: Text
    """Its name, in a few words."""
    into: Literal["next year", "next cycle"]
    """Where it counts."""
    least_of: tuple[Term, ...] = Field(min_length=1)
    """The least of these is carried, not below nothing."""
    serves: Many[Key]
    """The demands that it counts for."""
    crosses_cycle: YesNo = False
    """Whether the last year of a cycle carries into the first of the next."""
    when: When | None = None
    """Only for some members."""


class FirstYears(Record):
    """The year of one first day for each kind of member: cohorts take turns."""

    by: Key
    """The member attribute that `values` goes by."""
    values: Table[Text, Whole] = Field(min_length=1)
    """A year for each value of the attribute."""


class Cycle(Sourced):
    """The span after which a member is judged."""

    length: Months
    """Such as 3 years."""
    begins: Annotated[
        str,
        BeforeValidator(check_beginning),
        WithJsonSchema(
            {
                "type": "string",
                "pattern": BEGINNING,
                "examples": ["award date", "registration date", "rolling", "1 January", "1 April"],
            }
        ),
    ]
    """award date (each member's own), or another day of theirs, such as registration date; a day found from
    it, such as 1 April of the year after registration, 1 January on or after certification, first day of the
    month of the award; a day of the year for all; or rolling (up to the day asked about)."""
    first_year: Annotated[FirstYears | Whole | None, Field(union_mode="left_to_right")] = None
    """The year of one first day, where a cycle from a day of the year is longer than a year; or a year for
    each value of a member attribute."""

    @model_validator(mode="after")
    def _check_years(self) -> Self:
        if self.day and self.length > 12 and self.first_year is None:
            raise make_error(
                "`first_year`, such as 2021, where a cycle from a day of the year is over a year"
            )
        if self.first_year is not None and not self.day:
            raise make_error("`first_year` beside a day of the year only")
        return self

    @property
    def day(self) -> tuple[int, int] | None:
        """Month and day of a cycle that begins on a day of the year, the same for all."""
        return read_day_of_year(self.begins)

    @property
    def own(self) -> OwnDay | None:
        """How the first day follows from a day of the member's own; None where it does not."""
        return read_own_day(self.begins)


class Rule(NamedTuple):
    """A minimum or maximum of a schedule, with its permanent id and where it was written."""

    id: str
    kind: Literal["demand", "limit"]
    bound: Bound
    category: str | None
    activity: str | None
    path: tuple[str | int, ...]
    """The way to it from the schedule."""


class Schedule(Partial):
    """How activities earn points for one designation, in one reading, for a span of time."""

    schedule: Key
    """The permanent id, such as ccop-2017."""
    title: Text
    """As printed."""
    designation: DesignationKey
    """The designation whose folder it stands in."""
    reading: ReadingKey
    """Whose text it follows, from the list in body.yml."""
    valid: Period
    """The cycles that it judges: those that begin on these days; where they roll, the days themselves."""
    printed_for: Text | None = None
    """The years that the source prints, which need not be its end."""
    incomplete: Text | None = None
    """Why only totals are known; then nothing can be said to be met."""
    history: YesNo = False
    """Whether it is shown as history only."""
    unit: Text = "points"
    """What is counted: points, unless the body counts otherwise."""
    granularity: Figure = Field(default=Decimal("0.01"), gt=0)
    """The smallest part of a point that counts."""
    credit_rounds: Literal["down", "up"] = "down"
    """Which way a part of the granularity goes in what is earned."""
    demand_rounds: Literal["down", "up"] = "up"
    """Which way it goes in a demand that is computed."""
    cycle: Cycle
    """The span after which a member is judged."""
    categories: Table[Key, Category] = Field(min_length=1)
    """Each category by its permanent key."""
    attributes: Table[Key, Attribute] = Field(default_factory=dict, validate_default=True)
    """What rules ask about a member."""
    conditions: Table[Key, Condition] = Field(default_factory=dict, validate_default=True)
    """What must be true for entries to count."""
    topics: Table[Key, Text] = Field(default_factory=dict, validate_default=True)
    """What entries can be about, each with its title: rules may then name these topics and no other."""
    demands: Table[Key, Bound] = Field(default_factory=dict, validate_default=True)
    """Minimums over more than one category."""
    limits: Table[Key, Bound] = Field(default_factory=dict, validate_default=True)
    """Maximums over more than one category."""
    carry: Table[Key, Carry] = Field(default_factory=dict, validate_default=True)
    """What of a surplus counts later; none unless given."""
    verdicts: Table[Key, Verdict] = Field(min_length=1)
    """The first one is adopted."""
    scale: YesNo = False
    """Whether the verdicts are steps of one scale, as bronze and silver, and not ways to read the rules."""
    notices: Table[Key, Notice] = Field(default_factory=dict, validate_default=True)
    """What every answer must say."""
    unexplained: tuple[Statement, ...] = ()
    """What the source prints without saying what it means."""
    retired: Retirement | None = None
    """From when it is retired: its page stays, lists and tools offer it no more."""

    def list_rules(self) -> Iterator[Rule]:
        """Every minimum and maximum: of categories, of activities, then those over several.

        The id of a rule of its own is its key; that of a category's or an activity's is
        `<key>-minimum` or `<key>-maximum`, from the second on with its number behind it.
        """
        for category, group in self.categories.items():
            path = ("categories", category)
            yield from _list_own_rules(group, category, category, None, path)
            for activity, item in group.activities.items():
                yield from _list_own_rules(
                    item, activity, category, activity, (*path, "activities", activity)
                )
        for name, bound in self.demands.items():
            yield Rule(name, "demand", bound, None, None, ("demands", name))
        for name, bound in self.limits.items():
            yield Rule(name, "limit", bound, None, None, ("limits", name))

    def index_activities(self) -> dict[str, tuple[str, Activity]]:
        """Every activity by its key, with the key of its category."""
        return {a: (c, item) for c, group in self.categories.items() for a, item in group.activities.items()}


def _list_own_rules(
    owner: Category | Activity, key: str, category: str, activity: str | None, path: tuple[str | int, ...]
) -> Iterator[Rule]:
    kinds: tuple[tuple[Literal["demand", "limit"], str, tuple[Bound, ...]], ...] = (
        ("demand", "minimum", owner.minimum),
        ("limit", "maximum", owner.maximum),
    )
    for kind, name, bounds in kinds:
        for position, bound in enumerate(bounds):
            number = f"-{position + 1}" if position else ""
            yield Rule(f"{key}-{name}{number}", kind, bound, category, activity, (*path, name, position))
