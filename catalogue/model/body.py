"""The professional body: names, contacts, colours, and what all its designations share."""

from itertools import product
from typing import Annotated

from pydantic import Field

from catalogue.model.base import OURS, Record, RecordKey, RoleName, Sourced
from catalogue.model.scalars import Address, Colour, Day, Key, Language, Many, Table, Text, Whole
from catalogue.model.source import Reading


class Contact(Sourced):
    """Where the body can be reached."""

    place: Text
    """The town or office."""
    telephone: Text | None = None
    """As printed."""
    fax: Text | None = None
    """As printed."""
    email: Text | None = None
    """As printed."""


class Colours(Record):
    """The colours of the site."""

    primary: Colour
    """Headings, links and the bar at the top."""
    accent: Colour
    """What stands out."""


class Certificate(Record):
    """A certificate that is not a registered qualification."""

    title: Text
    """Its name, as printed."""
    question: Annotated[Text | None, OURS] = None
    """How one is asked for it in everyday words: Did you finish school? Else by its name."""


class Work(Sourced):
    """One kind of work, under the names that sources give it."""

    title: Annotated[Text, OURS]
    """What it is called here."""
    asked_as: Annotated[Text | None, OURS] = None
    """Time in it within a sentence, behind how long: leading a team; else told by the title."""
    names: Many[Text] = Field(min_length=1)
    """Roles as sources print them: each of them is this work."""
    perhaps: Annotated[Many[Text], OURS] = ()
    """Roles that may be this work; no source says so, and an applicant is told to ask."""


class JobKind(Record):
    """A kind of work as people say it, for the question what somebody does. Several may be one job."""

    title: Annotated[Text, OURS]
    """What is done, in a few words, such as Serving customers."""
    roles: Many[RoleName] = Field(min_length=1)
    """The roles that it stands for; an answer takes the first, `other` where criteria name none."""
    known_as: Annotated[Many[Text], OURS] = ()
    """What people call it, to find it by."""


def split_role(name: str) -> tuple[str, ...]:
    """A role as it is printed, and each that it stands for where slashes join several of them."""
    parts = (" ".join(words) for words in product(*(word.split("/") for word in name.split(" "))))
    return tuple(dict.fromkeys([name, *(part[:1].upper() + part[1:] for part in parts)]))


class FactKey(Record):
    """A fact beside the designations."""

    topic: RecordKey
    """The key of its file."""
    fact: Key
    """Its key there."""


class Step(Sourced):
    """Something that follows eligibility: done in order, never judged."""

    title: Text
    """What is done, in a few words."""
    says: Text
    """What the member does, in our own words."""
    fee: FactKey | None = None
    """The fact that gives its published fee."""
    figure: Text | None = None
    """What it costs or asks, in two or three words, such as: free; 70 % or more; not published."""
    cost: Text | None = None
    """What it adds to the cost of a designation, as the end of a sentence; left out where it is free."""


class Licence(Record):
    """What others may do with the data, as far as that is ours to say."""

    title: Text
    """Its name, such as CC BY 4.0."""
    address: Address
    """Where its text stands."""
    says: Annotated[Text, OURS]
    """What it covers and what not: facts are free, and the words of sources are not ours to give."""


class SecurityContact(Record):
    """Whom those tell who find a weakness of the site."""

    contact: Text = Field(pattern="^(https://|mailto:|tel:)")
    """An address that begins with mailto:, https:// or tel:."""
    until: Day
    """The last day on which the contact is known to be good: at most a year ahead."""


class Body(Sourced):
    """The professional body whose rules the catalogue holds."""

    body: Key
    """The permanent key; the prefix of the widgets' names."""
    name: Text
    """The full name, exactly."""
    abbreviation: Text
    """The letters that it goes by."""
    country: Text
    """Where it is."""
    language: Language = "en"
    """The language of the pages, as HTML names it, such as en-ZA."""
    summary: Annotated[Text, OURS]
    """One sentence that says what the catalogue holds."""
    website: Address | None = None
    """Its own website."""
    contacts: tuple[Contact, ...] = ()
    """Where it can be reached; the first one is asked first."""
    colours: Annotated[Colours, OURS]
    """The colours of the site."""
    readings: Table[Key, Reading]
    """Whose texts the rules follow; the first one is the body's own."""
    certificates: Table[Key, Certificate] = Field(default_factory=dict, validate_default=True)
    """Certificates that criteria ask for and that no register holds."""
    work: Table[Key, Work] = Field(default_factory=dict, validate_default=True)
    """Kinds of work that criteria ask experience in, where a source has several names for one."""
    jobs: Annotated[tuple[JobKind, ...], OURS] = ()
    """Kinds of work in everyday words, the most usual first; without them the planner lists the roles."""
    steps: Table[Key, Step] = Field(default_factory=dict, validate_default=True)
    """The steps after eligibility."""
    hours_a_credit: Annotated[Whole | None, OURS] = None
    """The hours of study that one credit stands for; with it study is told in hours, an estimate."""
    licence: Annotated[Licence | None, OURS] = None
    """On what terms the open data is given; without it none is claimed."""
    security: Annotated[SecurityContact | None, OURS] = None
    """Whom to tell of a weakness of the site; without it there is no security.txt."""
