"""Where sources disagree: every reading, the adopted one, and why."""

from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.base import OURS, Citations, Record, RecordKey
from catalogue.model.scalars import Figure, Key, Many, Table, Text, Whole, YesNo

Weight = Literal["decides", "open", "record"]


class ConflictReading(Record):
    """What one source, or several together, say."""

    says: Text
    """The reading, in our own words."""
    value: Figure | None = None
    """The figure, where the disagreement is about one."""
    source: Citations
    """Where it stands; of an inferred one, what it is concluded from."""
    adopted: YesNo = False
    """Whether pages and calculators follow it."""
    inferred: YesNo = False
    """Whether no source prints it: it is concluded from those that are cited."""
    silent: YesNo = False
    """Whether the cited source does not mention the matter: nothing of it is printed there."""


class Conflict(Record):
    """One disagreement, or one silence that a calculation had to be settled over."""

    number: Whole
    """Its permanent number."""
    question: Annotated[Text, OURS]
    """What a member would ask."""
    sentence: Annotated[Text | None, OURS] = None
    """What a page says of it at the fact that it changes; else question and answer stand there."""
    weight: Weight
    """How much hangs on it. decides: another answer that can be right would let somebody apply, study, pay or
    count differently, and printed words support more than one. open: it would, and the sources are silent or
    too short. record: nobody would act differently."""
    answer: Annotated[Text | None, OURS] = None
    """One sentence that answers the question when it stands alone, where the adopted reading does not."""
    about: Many[RecordKey]
    """The records on whose pages it is shown."""
    readings: tuple[ConflictReading, ...] = Field(min_length=1)
    """Every reading; exactly one is adopted."""
    why: Annotated[Text, OURS]
    """Why the adopted reading is adopted."""
    if_wrong: Annotated[Text | None, OURS] = None
    """What happens to a reader who follows the adopted reading if another is right: of each that decides."""

    @property
    def adopted(self) -> ConflictReading | None:
        """The reading that pages and calculators follow."""
        return next((reading for reading in self.readings if reading.adopted), None)

    @property
    def reply(self) -> str | None:
        """What the question is answered with where the readings are not shown; None where none is adopted."""
        return self.answer or (self.adopted.says if self.adopted else None)

    @property
    def is_ours(self) -> bool:
        """Whether the answer that is followed is our conclusion: no source prints it."""
        return self.adopted is not None and self.adopted.inferred

    @property
    def has_rival_in_print(self) -> bool:
        """Whether sources print more than one answer."""
        return sum(not (one.inferred or one.silent) for one in self.readings) > 1

    @property
    def is_marked(self) -> bool:
        """Whether a page that states the answer marks it: what decides, what is open, and what is ours."""
        return self.weight != "record" or self.is_ours


class ConflictFile(Record):
    """A file of disagreements."""

    conflicts: Table[Key, Conflict]
    """Each disagreement by its permanent key."""


class Exemption(Record):
    """A problem that was looked at and may stand."""

    check: Text
    """The check that reports it."""
    about: Text
    """What it reports, such as ccba/header."""
    reason: Text
    """Why it may stand."""


class ExceptionFile(Record):
    """The file of exceptions."""

    exceptions: tuple[Exemption, ...] = ()
    """Each problem that may stand."""
