"""A profile: what a person has, as far as criteria ask about it.

What is left out is unknown, and never taken for met. Lists are taken as complete.
"""

import datetime
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    PlainValidator,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from catalogue.model.base import (
    CertificateKey,
    DesignationRef,
    QualificationKey,
    Record,
    RoleName,
    check_one_of,
)
from catalogue.model.scalars import Day as AnyDay
from catalogue.model.scalars import (
    Figure,
    Key,
    Many,
    Table,
    Text,
    Whole,
    make_answer_reader,
    make_error,
    read_date,
)

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
NONE = "none"
OPEN = "open"


def _check_in_range(found: datetime.date) -> datetime.date:
    if not FIRST <= found <= LAST:
        raise make_error(f"a day from {FIRST} to {LAST}")
    return found


def _read_designation(key: str) -> str:
    return key if key == NONE else DesignationRef(key)


def _read_until(value: object) -> object:
    if value == OPEN:
        return OPEN
    try:
        return _check_in_range(read_date(value))
    except PydanticCustomError as error:
        raise make_error(f"{error.message()}; or open while it runs") from None


Day = Annotated[AnyDay, AfterValidator(_check_in_range)]
"""A civil date of a life: from 1900 to 2199."""

Until = Annotated[
    datetime.date | Literal["open"],
    PlainValidator(_read_until),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"const": OPEN}]}),
]
"""A last day, or `open` for what still runs."""

Answer = Annotated[
    Literal["yes", "no", "unknown"],
    BeforeValidator(make_answer_reader("unknown")),
    WithJsonSchema({"enum": ["yes", "no", "unknown", True, False]}, mode="validation"),
]
"""yes, no or unknown."""

Certified = Annotated[
    Literal["yes", "no", "unknown", "equivalent"],
    BeforeValidator(make_answer_reader("unknown", "equivalent")),
    WithJsonSchema({"enum": ["yes", "no", "unknown", "equivalent", True, False]}, mode="validation"),
]
"""yes, no, unknown, or equivalent where something like it is held."""


Roles = Annotated[
    Many[RoleName],
    WithJsonSchema(
        {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}, mode="validation"
    ),
]
"""A role, or a list of them."""


class QualificationHeld(Record):
    """A qualification, by the id of the catalogue or by title and level."""

    id: QualificationKey | None = None
    """The NLRD id, or the catalogue's key of a qualification without one."""
    title: Text | None = None
    """The title, where the catalogue does not know it."""
    nqf_level: Whole | None = Field(default=None, ge=1, le=10)
    """The NQF level that goes with the title."""
    type_: Text | None = None
    """What kind of qualification the title is, such as postgraduate."""
    field: Text | None = None
    """The field of study that goes with the title."""
    state: Literal["completed", "partly", "planned"]
    """Whether it is completed, partly completed, or planned."""
    date: Day | None = None
    """The day of completion; of what is not completed yet, the day planned for it."""

    @model_validator(mode="after")
    def _check_one_name(self) -> Self:
        check_one_of(self, "id", "title")
        return self


class Job(Record):
    """A job. First and last day are inside."""

    role: Roles = Field(min_length=1)
    """The role, or several, as the catalogue writes them; `other` for any other role."""
    from_: Day
    """The first day."""
    to: Until
    """The last day; `open` while it runs."""
    equivalent_to: Roles = ()
    """Roles to which the person holds it to be equivalent."""
    employer: Text | None = None
    """No rule looks at it."""

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if isinstance(self.to, datetime.date) and self.to < self.from_:
            raise make_error("a last day on or after the first day")
        return self


class Holding(Record):
    """The designation that is held now, and how its yearly points stand."""

    designation: Annotated[Key, AfterValidator(_read_designation)]
    """Its key, or `none`."""
    awarded: Day | None = None
    """The day of the award."""
    points_met: Answer | None = None
    """Whether the yearly minimum was met in the 12 months up to the day asked about."""
    points: Figure | None = None
    """Instead: the points of those 12 months."""

    @model_validator(mode="after")
    def _check_accord(self) -> Self:
        if self.points is not None and self.points_met is not None:
            raise make_error("one of points, points_met; here are both")
        given = [name for name, _ in self.items() if name != "designation"]
        if self.designation == NONE and given:
            raise make_error(f"no {given[0]} where no designation is held")
        return self


class HoldingAhead(Holding):
    """A designation that is reached on a way, surely on the day of its award; never in a file."""

    perhaps_awarded: Day | None = None
    """The day from which it may be held already."""


class Profile(Record):
    """What a person has. A file of it is given to `build.py eligible` and `build.py path`."""

    qualifications: tuple[QualificationHeld, ...] = ()
    """Every qualification that is held, begun or planned."""
    jobs: tuple[Job, ...] = ()
    """Every job in a role that criteria may ask about."""
    certificates: Table[CertificateKey, Certified] = Field(default_factory=dict, validate_default=True)
    """Certificates that no register holds, such as matric; left out: unknown."""
    holds: Holding | None = None
    """The designation that is held now, or that none is; left out: unknown."""
    also_holds: tuple[Holding, ...] = ()
    """Further designations that are held beside it."""

    @property
    def held(self) -> tuple[Holding, ...] | None:
        """Every designation that is held; None where that is unknown."""
        if not self.holds:
            return None
        return () if self.holds.designation == NONE else (self.holds, *self.also_holds)

    @model_validator(mode="after")
    def _check_further(self) -> Self:
        if self.also_holds and not self.held:
            raise make_error("the first designation in holds; here is another one alone")
        return self
