"""A qualification, its record in the register, its modules and units."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from catalogue.model.base import Citations, Partial, QualificationKey, Record, Sourced, Statement
from catalogue.model.scalars import Day, Key, Text, Whole, YesNo

Component = Literal["knowledge", "practical", "work experience"]
"""What a unit of an occupational certificate is: KM, PM or WM in its code."""


class RegisterRecord(Partial):
    """What one copy of the register's record says."""

    record: Key
    """A name for this copy, such as copy-2."""
    current: YesNo
    """Whether it is the latest copy known; exactly one is."""
    status: Text | None = None
    decision: Text | None = None
    registration_start: Day | None = None
    registration_end: Day | None = None
    last_enrolment: Day | None = None
    last_achievement: Day | None = None


class Unit(Record):
    """The smallest part of a qualification that carries credits."""

    unit: Text
    """Its code or unit standard number."""
    title: Text
    nqf_level: Whole = Field(ge=1, le=10)
    credits: Whole | None = None
    """Left out where the sources do not print it."""
    component: Component | None = None
    source: Citations | None = None
    """Where this unit stands; else it stands where its module does."""


class Module(Sourced):
    """A group of units."""

    module: Whole
    title: Text
    credits: Whole
    units: tuple[Unit, ...] = Field(min_length=1)


class Components(Sourced):
    """What a qualification is made of, as far as the sources show it."""

    title: Text
    """Whose grouping it is, such as: The provider's modules."""
    complete: YesNo
    """Whether the list is the whole qualification; then its credits must add up."""
    modules: tuple[Module, ...] = ()
    units: tuple[Unit, ...] = ()
    """Units outside any module."""


class Qualification(Partial):
    """A qualification that a designation asks for, or that stands near one."""

    qualification: Key
    """Its NLRD id, else a slug of its title."""
    nlrd_id: Whole | None = None
    title: Text
    """The registered title, exactly."""
    also_known_as: tuple[Text, ...] = ()
    type: Text | None = None
    nqf_level: Whole = Field(ge=1, le=10)
    credits: Whole | None = None
    """The least credits of the whole qualification."""
    originator: Text | None = None
    quality_assurance: Text | None = None
    sub_framework: Text | None = None
    field: Text | None = None
    subfield: Text | None = None
    replaces: tuple[QualificationKey, ...] = ()
    replaced_by: QualificationKey | None = None
    records: tuple[RegisterRecord, ...] = ()
    components: Components | None = None
    providers: tuple[Statement, ...] = ()
    """What providers say of it."""
