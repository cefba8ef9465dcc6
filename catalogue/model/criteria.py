"""What an applicant must hold: a tree of all, any and at least, over what can be shown."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, model_validator

from catalogue.model.base import (
    OURS,
    CertificateKey,
    Citations,
    Conflicts,
    DesignationKey,
    QualificationKey,
    Record,
    WorkKey,
    check_one_of,
)
from catalogue.model.scalars import Many, Months, Text, Whole, YesNo, make_error


class QualificationAsked(Record):
    """A qualification: by its key, by title and level, or by type, field and level."""

    key: QualificationKey | None = None
    """The NLRD id, or the slug of a qualification without one in our sources."""
    title: Text | None = None
    """A title in words, with a level, where no record of it is known."""
    type_: Text | None = None
    """A kind of qualification, such as postgraduate."""
    field: Text | None = None
    """The field of study that goes with the type."""
    nqf_level: Whole | None = Field(default=None, ge=1, le=10)
    """The NQF level, 1 to 10."""
    from_level: Annotated[Whole | None, OURS] = Field(default=None, ge=1, le=10)
    """The lowest NQF level of that type; what is lower is none, whatever it is called."""
    fits: Annotated[Many[QualificationKey], OURS] = ()
    """Records of the catalogue that are of this type and field."""
    partly: YesNo = False
    """Whether a partly completed qualification is accepted."""

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        check_one_of(self, "key", "title", "type")
        return self


class ExperienceAsked(Record):
    """Months as somebody, or in a kind of work. Days on which any of the roles was held count once."""

    at_least: Months | None = None
    """Such as 18 months or 5 years: met on the day itself."""
    more_than: Months | None = None
    """Such as 6 months: met on the day after."""
    as_: Many[Text] = ()
    """The roles as the source prints them, where it asks for time as somebody."""
    in_: WorkKey | None = None
    """The kind of work of body.yml, where the source asks for time in it and names no role."""
    or_equivalent: YesNo = False
    """Whether the source adds "or equivalent"."""

    @model_validator(mode="after")
    def _check_one_length(self) -> Self:
        check_one_of(self, "at_least", "more_than")
        check_one_of(self, "as", "in")
        return self

    @property
    def months(self) -> int:
        """How long, whichever way it is asked."""
        return self.at_least or self.more_than or 0

    @property
    def more(self) -> bool:
        """Whether it must be more than those months."""
        return self.more_than is not None


class CertificateAsked(Record):
    """A certificate that is not a registered qualification, such as matric."""

    key: CertificateKey
    """Its key in body.yml."""
    or_equivalent: YesNo = False
    """Whether the source adds "or equivalent"."""


class CpdStandingAsked(Record):
    """The yearly minimum of the current designation, met in the months before applying."""

    months: Months
    """How far back, counted from the day of application."""
    holders_of: Many[DesignationKey] = ()
    """Asked only of holders of these designations; others are not asked."""
    unpublished_for: Many[DesignationKey] = ()
    """Designations whose own page is not known far enough to say whether their holders are asked."""

    @model_validator(mode="after")
    def _check_holders(self) -> Self:
        if not self.holders_of and not self.unpublished_for:
            raise make_error("at least one of holders_of, unpublished_for; here is none of them")
        return self


LEAVES = ("qualification", "experience", "certificate", "designation", "cpd_standing", "cannot_tell")
BRANCHES = ("all", "any", "at_least")


class Criterion(Record):
    """One node: a branch over other nodes, or one thing that can be shown."""

    all_: tuple["Criterion", ...] | None = None
    """Every one of these."""
    any_: tuple["Criterion", ...] | None = None
    """One of these, or several ("and/or")."""
    at_least: Whole | None = Field(default=None, ge=1)
    """So many of the list under `of`."""
    of: tuple["Criterion", ...] | None = None
    """The list that `at_least` counts in."""
    qualification: QualificationAsked | None = None
    """A qualification that must be held."""
    experience: ExperienceAsked | None = None
    """Time in a role or a kind of work."""
    certificate: CertificateAsked | None = None
    """A certificate of the body's list."""
    designation: DesignationKey | None = None
    """A designation that must be held."""
    cpd_standing: CpdStandingAsked | None = None
    """The yearly points of the current designation."""
    cannot_tell: Annotated[Text | None, OURS] = None
    """The source asks for something that it does not say enough about: what is missing."""
    printed: Text | None = None
    """The words of the source, where they differ from the registered title or help to find it."""
    note: Annotated[Text | None, OURS] = None
    """What a reader should know about this part."""
    source: Citations | None = None
    """Where this part stands; else it stands where the whole tree does."""
    conflict: Conflicts = ()
    """Keys of the disagreements between sources that touch this part."""

    @model_validator(mode="after")
    def _check_one_kind(self) -> Self:
        check_one_of(self, *BRANCHES, *LEAVES)
        return self

    @property
    def parts(self) -> tuple["Criterion", ...]:
        """What stands below a branch; nothing below a leaf."""
        return self.all_ or self.any_ or self.of or ()

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that a leaf names."""
        return self.experience.as_ if self.experience else ()

    def list_leaves(self) -> Iterator["Criterion"]:
        """Everything in the tree that can be shown, in its order."""
        for part in self.parts:
            yield from part.list_leaves()
        if not self.parts:
            yield self
