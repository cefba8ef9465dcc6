"""The whole catalogue: every record of one professional body."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from catalogue.model.base import Record
from catalogue.model.body import Body, split_role
from catalogue.model.changes import ChangesFile
from catalogue.model.conflict import Conflict, Exemption
from catalogue.model.designation import Designation
from catalogue.model.example import ExampleFile
from catalogue.model.glossary import GlossaryTerm
from catalogue.model.problem import Place, to_printable
from catalogue.model.qualification import Qualification, QualificationHead, Summary, summarize
from catalogue.model.schedule import Schedule
from catalogue.model.search import SearchFile
from catalogue.model.source import Source
from catalogue.model.steps import Path as Path
from catalogue.model.topic import Topic
from catalogue.model.worked_profile import ProfileFile

TABLES = ("sources", "designations", "qualifications", "schedules", "topics", "conflicts", "glossary")
_NONE: Mapping[Any, Any] = MappingProxyType({})
KINDS = ("body", *TABLES, "search", "changes")
SHARED = ("conflicts", "glossary", "sources")
"""Kinds of which many records stand in one file, below a key that is called like the kind."""


@dataclass(frozen=True, eq=False)
class Whereabouts:
    """Which file each record stands in, and where in it each value does.

    Only the names of the files are kept, since a catalogue without problems asks for no place.
    """

    read_places: Callable[[str], Mapping[Path, Place]]
    """The place of each value of a file, by the keys that lead to it."""
    files: dict[Path, str] = field(default_factory=dict)
    """By kind and key, or by kind alone where there is only one of it."""

    def find_file(self, *path: str | int) -> str:
        """The file that a value stands in."""
        return to_printable(self.files[self._find_record(path)])

    def find_place(self, *path: str | int) -> Place:
        """Where a value stands; for a value that was not written out, where it belongs."""
        record = self._find_record(path)
        if record not in self.files:
            return Place("designations")
        places = self.read_places(self.files[record])
        known = record if record[0] in SHARED else ()
        for part in path[len(record) :]:
            known = (*known, part) if (*known, part) in places else known
        return places.get(known, Place(self.find_file(*record)))

    def _find_record(self, path: Path) -> Path:
        return path[:1] if path[:1] in self.files else path[:2]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that was read, and where each value of it stands. One is equal only to itself.

    The tables are in reading order: designations up the ladder, the others as their files sort.
    """

    body: Body
    sources: Mapping[str, Source]
    designations: Mapping[str, Designation]
    qualifications: Mapping[str, QualificationHead]
    """Without modules and units, of which there may be too many to be held: see `read_qualification`."""
    schedules: Mapping[str, Schedule]
    topics: Mapping[str, Topic]
    conflicts: Mapping[str, Conflict]
    exceptions: tuple[Exemption, ...]
    whereabouts: Whereabouts
    examples: Mapping[str, ExampleFile] = field(default_factory=lambda: MappingProxyType({}))
    """Worked examples, by the schedule that they are of."""
    profiles: Mapping[str, ProfileFile] = field(default_factory=lambda: MappingProxyType({}))
    """Worked profiles, by the designation that they are of."""
    glossary: Mapping[str, GlossaryTerm] = field(default_factory=lambda: MappingProxyType({}))
    """Words and what they mean."""
    search: SearchFile = field(default_factory=SearchFile)
    """What visitors type that no page says."""
    changes: ChangesFile = field(default_factory=ChangesFile)
    """What members were told of changes."""

    summaries: Mapping[str, Summary] = field(default_factory=lambda: MappingProxyType({}))
    """What is known of each qualification whose file was read."""
    read_whole: Callable[[str], Qualification] | None = None
    """Reads a qualification whole."""
    as_of: datetime.date | None = None
    """The day of which everything is shown; none where it is shown as it is written."""

    def read_qualification(self, key: str) -> Qualification:
        """A qualification with its modules and units, which is read when it is asked for."""
        head = self.qualifications[key]
        if isinstance(head, Qualification):
            return head
        assert self.read_whole
        return self.read_whole(key)

    def find_summary(self, key: str) -> Summary:
        """What is known of a qualification without reading it."""
        head = self.qualifications[key]
        return summarize(head) if isinstance(head, Qualification) else self.summaries[key]

    def select_tables(self, tables: Mapping[str, Mapping[str, Any]]) -> Catalogue:
        """A catalogue of the same body that holds these tables, and nothing else."""
        empty = dict.fromkeys((*TABLES, "examples", "profiles", "summaries"), _NONE)
        bare = replace(self, exceptions=(), search=SearchFile(), changes=ChangesFile(), read_whole=None)
        return replace(bare, **{**empty, **tables})  # type: ignore[arg-type]

    def select_offered(self, kind: str) -> dict[str, Any]:
        """The records of a table that are not retired: what lists and tools offer."""
        return {key: one for key, one in getattr(self, kind).items() if one.retired is None}

    def find_place(self, *path: str | int) -> Place:
        """Where a value stands; for a value that was not written out, where it belongs."""
        return self.whereabouts.find_place(*path)

    def find_file(self, *path: str | int) -> str:
        """The file that a value stands in."""
        return self.whereabouts.find_file(*path)

    def index_records(self) -> dict[str, Record]:
        """The records that have a page of their own, by their permanent keys."""
        return {
            **self.designations,
            **self.qualifications,
            **self.schedules,
            **self.topics,
        }

    def index_known_keys(self) -> Mapping[str, Collection[str]]:
        """What a reference may name, by the kind of reference."""
        return {
            "source": self.sources,
            "designation": self.designations,
            "qualification": self.qualifications,
            "schedule": self.schedules,
            "conflict": self.conflicts,
            "reading": self.body.readings,
            "step": self.body.steps,
            "certificate": self.body.certificates,
            "work": self.body.work,
            "role": self.list_roles(),
            "record": self.index_records(),
            "term": self.glossary,
        }

    def list_roles(self) -> tuple[str, ...]:
        """Every role that criteria ask about, then those of the body's kinds of work and of the lists."""
        found: list[str] = []
        for designation in self.designations.values():
            for awarding in designation.awarding:
                found += [role for leaf in awarding.to_apply.list_leaves() for role in leaf.roles]
        for work in self.body.work.values():
            found += [*work.names, *work.perhaps]
        found += [role for designation in self.designations.values() for role in designation.roles.list]
        return tuple(dict.fromkeys(part for role in found for part in split_role(role)))

    def index_conflicts_about(self, *keys: str) -> dict[str, Conflict]:
        """The disagreements that touch a record, or any of several, by number."""
        found = {k: c for k, c in self.conflicts.items() if not set(keys).isdisjoint(c.about)}
        return dict(sorted(found.items(), key=lambda item: item[1].number))

    def index_schedules_of(self, designation: str) -> dict[str, Schedule]:
        """The schedules of a designation, the adopted one first."""
        adopted = self.designations[designation].cpd
        found = {k: s for k, s in self.schedules.items() if s.designation == designation}
        return dict(sorted(found.items(), key=lambda item: item[0] != adopted))
