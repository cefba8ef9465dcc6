"""The shapes of the API's answers. What is computed never stands among what was written."""

from typing import Annotated, Literal

from pydantic import Field

from catalogue.model.base import OURS, Record
from catalogue.model.body import Body, Licence
from catalogue.model.conflict import Conflict
from catalogue.model.criteria_kernel import KernelCriteria, Ladder
from catalogue.model.designation import Designation
from catalogue.model.example import ExampleFile
from catalogue.model.glossary import GlossaryTerm
from catalogue.model.implied import Implied
from catalogue.model.kernel import Kernel
from catalogue.model.profile import Profile
from catalogue.model.qualification import Qualification
from catalogue.model.scalars import Day, Key, Table, Text, Whole
from catalogue.model.schedule import Schedule
from catalogue.model.source import Source
from catalogue.model.topic import Topic
from catalogue.model.worked_profile import ProfileFile

SCHEMA_VERSION = "1.0"


class Payload(Record):
    """What every answer begins with."""

    schema_version: Text = SCHEMA_VERSION
    """Version of the answer's shape: keys are only ever added within 1."""
    content_hash: Text = Field(default="", pattern="^([0-9a-f]{64})?$")
    """SHA-256 of this answer without this key, as JSON with sorted keys and no white space, in UTF-8."""
    page: Text
    """The page for people, from the site's root."""


class ComputedQualification(Record):
    """What is added up from a qualification's units."""

    modules: Whole
    units: Whole
    credits_by_component: Table[Text, Whole]
    credits_by_nqf_level: Table[Text, Whole]
    notional_hours: Annotated[Whole | None, OURS] = None
    """Hours of learning: 10 for each credit."""
    asked_by: tuple[Key, ...]
    """Designations whose criteria name it, in any reading."""
    accepted_by: tuple[Key, ...] = ()
    """Designations whose adopted criteria accept it."""
    named_only_by: Table[Key, tuple[Key, ...]] = Field(default_factory=dict, validate_default=True)
    """Designations whose adopted criteria do not accept it, each with the other readings that do."""


class DesignationPayload(Payload):
    """/api/v1/designations/<key>.json."""

    kind: Literal["designation"] = "designation"
    designation: Designation
    conflicts: Table[Key, Conflict]
    """Where the sources disagree on it."""
    schedules: tuple[Key, ...]
    """Its CPD schedules, the adopted one first."""
    criteria: KernelCriteria
    """What it asks, as the engines judge it."""
    examples: ProfileFile | None = None
    """Profiles with what must come of them, so that another system can check itself."""


class QualificationPayload(Payload):
    """/api/v1/qualifications/<id>.json."""

    kind: Literal["qualification"] = "qualification"
    qualification: Qualification
    computed: ComputedQualification
    conflicts: Table[Key, Conflict]


class SchedulePayload(Payload):
    """/api/v1/schedules/<id>.json."""

    kind: Literal["schedule"] = "schedule"
    schedule: Schedule
    """As it was written."""
    kernel: Kernel
    """As the engines evaluate it."""
    implied: Implied
    """What its rules imply, whatever a log holds."""
    conflicts: Table[Key, Conflict]
    examples: ExampleFile | None = None
    """Logs with what must come of them, so that another system can check itself."""


class PathwaysPayload(Payload):
    """/api/v1/pathways.json: all that the way from a profile to a designation is worked out from."""

    kind: Literal["pathways"] = "pathways"
    ladder: Ladder


class CataloguePayload(Payload):
    """/api/v1/catalogue.json: everything that was written."""

    kind: Literal["catalogue"] = "catalogue"
    body: Body
    sources: Table[Key, Source]
    designations: Table[Key, Designation]
    qualifications: Table[Key, Qualification]
    schedules: Table[Key, Schedule]
    topics: Table[Key, Topic]
    conflicts: Table[Key, Conflict]
    glossary: Table[Key, GlossaryTerm]


class Entry(Record):
    """A record in the index."""

    key: Key
    title: Text
    page: Text
    api: Text
    """Its answer, from the folder of the index."""
    content_hash: Text
    changed: Day | None = None
    """The last day on which a change of it was told; left out where none was."""


class IndexPayload(Payload):
    """/api/v1/index.json."""

    kind: Literal["index"] = "index"
    body: Key
    name: Text
    version: Text
    """The version of the data: it changes whenever any fact does."""
    commit: Text
    """The commit that the site was built from, or none."""
    designations: tuple[Entry, ...]
    qualifications: tuple[Entry, ...]
    schedules: tuple[Entry, ...]
    pathways: Text
    catalogue: Text
    openapi: Text
    schemas: Table[Text, Text]
    tables: Table[Text, Text]
    """The same records as CSV, from the folder of the index."""
    database: Text
    """All tables in one SQLite file."""
    calendar: Text
    """The days on which registrations and enrolment end, as iCalendar."""
    licence: Licence | None = None
    """On what terms the data is given."""


PAYLOADS: dict[str, type[Payload]] = {
    "index": IndexPayload,
    "designation": DesignationPayload,
    "qualification": QualificationPayload,
    "schedule": SchedulePayload,
    "pathways": PathwaysPayload,
    "catalogue": CataloguePayload,
}
INPUTS: dict[str, type[Record]] = {"profile": Profile}
"""What people and programs hand in."""
