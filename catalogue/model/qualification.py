"""A qualification, its record in the register, its modules and units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.base import OURS, Citations, Partial, QualificationKey, Record, Sourced, Statement
from catalogue.model.retirement import Retirement
from catalogue.model.scalars import Day, Key, Text, Whole, YesNo
from catalogue.model.steps import Step, list_references, walk_below

Component = Literal["knowledge", "practical", "work experience", "core", "fundamental", "elective"]
"""What a unit is: of an occupational certificate KM, PM or WM in its code, else as the register groups it."""


class RegisterRecord(Partial):
    """What one copy of the register's record says."""

    record: Key
    """A name for this copy, such as copy-2."""
    current: Annotated[YesNo, OURS]
    """Whether it is the latest copy known; exactly one is."""
    outdated: Annotated[YesNo, OURS] = False
    """Whether it is too old to say anything of today: then nobody can tell whether one can enrol."""
    status: Text | None = None
    """As the record has it."""
    decision: Text | None = None
    """The number of the register's decision."""
    registration_start: Day | None = None
    """First day of the registration."""
    registration_end: Day | None = None
    """Last day of the registration."""
    last_enrolment: Day | None = None
    """Last day to enrol."""
    last_achievement: Day | None = None
    """Last day to be awarded it."""


class Unit(Record):
    """The smallest part of a qualification that carries credits."""

    unit: Text
    """Its code or unit standard number."""
    title: Text
    """Its title, exactly."""
    nqf_level: Whole = Field(ge=1, le=10)
    """The NQF level, 1 to 10."""
    credits: Whole | None = None
    """In credits of 10 hours of learning; left out where the sources do not print it."""
    component: Annotated[Component | None, OURS] = None
    """knowledge (KM), practical (PM) or work experience (WM); else core, fundamental or elective."""
    source: Citations | None = None
    """Where this unit stands; else it stands where its module does."""


class Module(Sourced):
    """A group of units."""

    module: Whole
    """Its number."""
    title: Text
    """Its title, exactly."""
    credits: Whole
    """In credits of 10 hours of learning: what its units add up to."""
    complete: Annotated[YesNo, OURS] = True
    """No where only some of its units are known: then they may add up to less."""
    units: tuple[Unit, ...] = Field(min_length=1)
    """Its units."""


class Components(Sourced):
    """What a qualification is made of, as far as the sources show it."""

    title: Annotated[Text, OURS]
    """Whose grouping it is, such as: The provider's modules."""
    complete: Annotated[YesNo, OURS]
    """Whether the list is the whole qualification; then its credits must add up."""
    modules: tuple[Module, ...] = ()
    """Groups of units."""
    units: tuple[Unit, ...] = ()
    """Units outside any module."""


class QualificationHead(Partial):
    """What others show of a qualification."""

    qualification: Key
    """Its NLRD id, else a slug of its title."""
    nlrd_id: Whole | None = None
    """Its number in the National Learners' Records Database."""
    title: Text
    """The registered title, exactly."""
    also_known_as: tuple[Text, ...] = ()
    """Other titles and abbreviations that sources use."""
    type: Text | None = None
    """The kind of qualification, such as National Diploma."""
    nqf_level: Whole = Field(ge=1, le=10)
    """The NQF level, 1 to 10."""
    credits: Whole | None = None
    """The least credits of the whole qualification, of 10 hours of learning each."""
    originator: Text | None = None
    """Who wrote it."""
    quality_assurance: Text | None = None
    """Who assures its quality."""
    sub_framework: Text | None = None
    """OQSF, HEQSF or SFAP, as the register has it."""
    field: Text | None = None
    """The field of the register."""
    subfield: Text | None = None
    """The subfield of the register."""
    replaces: tuple[QualificationKey, ...] = ()
    """The qualifications that it replaces; each names it as `replaced_by`."""
    replaced_by: QualificationKey | None = None
    """The qualification that replaces it."""
    records: tuple[RegisterRecord, ...] = ()
    """Each copy of the register's record, oldest first."""
    retired: Retirement | None = None
    """From when the catalogue has retired it: its page stays, lists and tools offer it no more."""


class Qualification(QualificationHead):
    """A qualification that a designation asks for, or that stands near one."""

    components: Components | None = None
    """Its modules and units, as far as they are known."""
    providers: tuple[Statement, ...] = ()
    """What providers say of it."""

    def to_head(self) -> QualificationHead:
        """What others show of it, without its modules and units."""
        return QualificationHead.model_construct(_IN_HEAD, **{name: getattr(self, name) for name in _IN_HEAD})


_IN_HEAD = {*QualificationHead.model_fields}
"""One set for all heads, which are held: a set of its own takes two kilobytes of each."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What is known of a qualification without reading it again."""

    digest: bytes
    """Tells one state of it from another."""
    head: bytes
    """Tells one state of its head from another."""
    named: Mapping[str, frozenset[str]]
    """The records that it names, by the table that they stand in."""


def summarize(record: Qualification, known_by: bytes = b"", steps: Iterable[Step] = ()) -> Summary:
    """The summary of a qualification. `known_by` tells its state, and `steps` are what stands in it, where
    they are at hand already.
    """
    named = list_references(steps or walk_below((), record))
    return Summary(known_by or _digest(record), _digest(record.to_head()), named)


def _digest(record: QualificationHead) -> bytes:
    return blake2b(record.model_dump_json().encode(), digest_size=16).digest()
