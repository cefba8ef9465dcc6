"""A professional designation: what it asks, what it takes to keep it, where it leads."""

from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.base import (
    OURS,
    DesignationKey,
    Partial,
    ReadingKey,
    ScheduleKey,
    Sourced,
    Statement,
    StepKey,
)
from catalogue.model.criteria import Criterion
from catalogue.model.retirement import Retirement
from catalogue.model.scalars import Day, Figure, Key, Months, Table, Text, Whole, YesNo
from catalogue.model.source import Period


class Identifier(Sourced):
    """An id by which a register or the body knows the designation."""

    id: Text
    """As printed."""
    given_by: Text
    """Who gives it, such as SAQA."""


class Header(Partial):
    """The figures at the head of a designation's page, as printed."""

    level: Text
    """The body's own level, such as 3 or 0-1."""
    nqf_level: Whole | None = Field(default=None, ge=1, le=10)
    """1 to 10."""
    points_a_year: Figure | None = None
    """CPD points to be earned over one year."""
    yearly: Literal["least"] | None = None
    """least: so many in each year, and more than these together over the cycle; else a year has its share."""
    points_a_cycle: Figure | None = None
    """CPD points to be earned over one cycle."""
    cycle: Months
    """The length of the cycle."""


class Listed(Sourced):
    """A list as a source has it: roles, core functions."""

    list: tuple[Text, ...] = Field(min_length=1)
    """In the order of the source."""


class Awarding(Sourced):
    """The awarding criteria in one reading, for a span of time."""

    reading: ReadingKey
    """Whose text, at which stage."""
    valid: Period = Field(default=Period())
    """The days it holds; left out where our sources give none."""
    to_apply: Criterion
    """What an applicant must hold."""
    then: Table[StepKey, Sourced] = Field(default_factory=dict, validate_default=True)
    """Steps that this reading asks after eligibility, beside the body's own."""
    recognition_of_prior_learning: Text | None = None
    """What this reading says of recognition of prior learning."""


class Retaining(Sourced):
    """The retaining criteria: the holder's duties beside the CPD schedule."""

    duties: tuple[Statement, ...] = Field(min_length=1)
    """Each duty, with its own source."""
    otherwise: Statement | None = None
    """What happens to who does not meet them."""


class Progression(Sourced):
    """The designations that this one leads to."""

    leads_to: tuple[DesignationKey, ...]
    """Empty for the highest."""
    rule: Text | None = None
    """What must be met before a higher one can be applied for."""


class Registration(Partial):
    """A record of the designation in a national register."""

    register_: Text = Field(alias="register")
    """Whose register, such as SAQA."""
    id: Text
    """Its number there."""
    version: Text | None = None
    """Which text, where several are known under one id."""
    current: Annotated[YesNo, OURS]
    """Whether it is the register's present text."""
    status: Text | None = None
    """As the record has it."""
    decision: Text | None = None
    """The number of the register's decision."""
    registered_from: Day | None = None
    """First day of the registration."""
    registered_to: Day | None = None
    """Last day of the registration."""
    description: Text | None = None
    """What the register says the designation is for, in our words."""
    competency_assessment: Text | None = None
    """What the record says of an assessment."""
    code_of_conduct: Text | None = None
    """What the record says of a code of conduct."""
    fees: Text | None = None
    """What the record says of fees."""
    cpd: Text | None = None
    """The register's own CPD rule, in words."""


class Designation(Partial):
    """A designation of the body. Its folder has the name of its key.

    Source of the shape: a body's requirements pages and the register's designation records.
    """

    designation: Key
    """The permanent key: lower case, the name of the folder."""
    title: Text
    """The official title, exactly."""
    abbreviation: Text
    """The letters that a holder may use."""
    also_known_as: tuple[Text, ...] = ()
    """Other titles that sources use for it."""
    summary: Annotated[Text, OURS]
    """One sentence for a newcomer, in our own words."""
    ids: tuple[Identifier, ...] = Field(min_length=1)
    """Each id by which it is known."""
    header: Header
    """The figures at the head of its page."""
    roles: Listed
    """Roles and careers linked to it."""
    functions: Listed | None = None
    """Core functions, shortened in our own words."""
    awarding: tuple[Awarding, ...] = ()
    """The criteria in each reading; the first one is adopted."""
    then: tuple[StepKey, ...] = ()
    """The body's steps after eligibility, in order. They are never judged."""
    retaining: Retaining | None = None
    """What keeps it, beside the CPD schedule."""
    cpd: ScheduleKey
    """The CPD schedule that the catalogue adopts."""
    cpd_history: tuple[ScheduleKey, ...] = ()
    """Schedules of other readings, shown as history."""
    progression: Progression | None = None
    """Where it leads."""
    registrations: tuple[Registration, ...] = ()
    """Its records in national registers."""
    remarks: tuple[Statement, ...] = ()
    """Facts of other sources that do not fit elsewhere."""
    retired: Retirement | None = None
    """From when it is retired: its page stays, lists and tools offer it no more."""
