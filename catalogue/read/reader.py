"""A catalogue's folder to a Catalogue, or to everything that is wrong with its files."""

from __future__ import annotations

import marshal
import os
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

import orjson
from pydantic import ValidationError

from catalogue.model.base import Record
from catalogue.model.catalogue import SHARED, Catalogue, Whereabouts
from catalogue.model.catalogue import Path as ValuePath
from catalogue.model.changes import ChangesFile
from catalogue.model.conflict import ExceptionFile
from catalogue.model.problem import Place, Problem
from catalogue.model.qualification import Qualification, QualificationHead, Summary, summarize
from catalogue.model.search import SearchFile
from catalogue.model.steps import Step, walk_below
from catalogue.read.document import Document, open_document, read_value
from catalogue.read.files import DATA, MANY, find_kind, is_copy, list_files
from catalogue.read.problems import list_refusals
from catalogue.store import Store

OWN_KEY = {
    "topics": "topic",
    "qualifications": "qualification",
    "designations": "designation",
    "schedules": "schedule",
    "examples": "examples",
    "profiles": "profiles",
}
R = TypeVar("R", bound=Record)

ROOM = 64 * 1024 * 1024
"""Bytes for what stands in qualifications: it is read again when their pages are made."""
NEEDED = ("body.yml", "sources.yml")


class ChangedError(Exception):
    """A file was changed while the catalogue was in use."""

    def __init__(self, file: str) -> None:
        what = "This file was changed while it was being read."
        self.problem = Problem(Place(file), what, mend="run the command again")
        super().__init__(str(self.problem))


Look = Callable[[Catalogue, str, Qualification, list[Step]], None]
"""Looks at a qualification while it is at hand: with a catalogue of all other kinds of record, by its key,
and with the way to each value in it.
"""


@dataclass
class CatalogueReader:
    """What was read so far below a root."""

    root: Path
    store: Store
    look: Look | None = None
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """The digests of files, where they are known already."""
    found: dict[str, Any] = field(default_factory=dict)
    summaries: dict[str, Summary] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Problems come file by file: the last few are enough.
        self._values: dict[str, bytes] = {}
        self._few: Catalogue | None = None
        self.found[MANY] = {}
        self._room = ROOM
        self.whereabouts = Whereabouts(lru_cache(maxsize=8)(self._read_places))

    def _read_places(self, file: str) -> Mapping[ValuePath, Place]:
        return open_document(self.root / file, self.root).places

    def add_record(self, kind: str, record: Record, file: str) -> None:
        """Put a record, or the records of a file that many share, in their table."""
        if kind in ("body", "exceptions", "search", "changes"):
            self.found[kind] = record
            self.whereabouts.files[(kind,)] = file
        elif kind in SHARED:
            for key, item in getattr(record, kind).items():
                self._add_by_key(kind, key, item, file)
        else:
            self._add_by_key(kind, getattr(record, OWN_KEY[kind]), record, file)

    def add_qualification(self, head: QualificationHead, summary: Summary, file: str) -> None:
        """Put the head of a qualification in its table; whole it is read when somebody asks for it."""
        self._add_by_key(MANY, head.qualification, head, file)
        self.summaries.setdefault(head.qualification, summary)

    def read_qualification(self, key: str) -> Qualification:
        """A qualification with its modules and units.

        Raises ChangedError where its file is not as it was when the catalogue was read.
        """
        known_by = Qualification, self.summaries[key].digest
        if known := _recent.find_record(known_by):
            return cast("Qualification", known)
        if value := self._values.pop(key, None):  # it is hardly asked for once more: the room is for others
            whole = Qualification.model_validate(marshal.loads(value))
            _recent.keep_record(known_by, whole, len(value))
            return whole
        file = self.whereabouts.files[MANY, key]
        document = open_document(self.root / file, self.root)
        record = _read_record(Qualification, document)
        if record is None or document.digest != known_by[1]:
            raise ChangedError(file)
        return record

    def announce_qualification(self, key: str, record: Qualification, steps: list[Step]) -> None:
        """Show a qualification to whoever looks at each, unless something is wrong already."""
        if self.look and not self.problems and "body" in self.found:
            if self._few is None:
                self._few = _build_catalogue(self)
            self.look(self._few, key, record, steps)

    def keep_value(self, key: str, value: Any) -> None:
        """Keep what stands in a qualification's file, as far as there is room: it is asked for again."""
        raw = marshal.dumps(value)
        if len(raw) <= self._room:
            self._room -= len(raw)
            self._values[key] = raw

    def _add_by_key(self, kind: str, key: str, record: Record, file: str) -> None:
        table = self.found.setdefault(kind, {})
        if key in table:
            places = self._read_places(file)
            inside = (kind, key) if kind in SHARED else ()
            place = places.get((*inside, OWN_KEY.get(kind, "")), places[inside])
            mend = "delete this copy, or give its record a key of its own, and name the file after it"
            self.problems.append(
                Problem(
                    place,
                    f"`{key}` is already taken by {self.whereabouts.find_place(kind, key)}.",
                    mend=mend if is_copy(file) else "give one of the two another key",
                    check="ids-unique",
                )
            )
            return
        table[key] = record
        self.whereabouts.files[(kind, key)] = file


class _Recent:
    """The records of the files that were read last: for whoever edits, most files stay as they are.

    Bounded by number and by size of the files, so that of a large catalogue few are held a second time.
    """

    most, largest = 256, 4 * 1024 * 1024

    def __init__(self) -> None:
        self._found: OrderedDict[object, tuple[Record, int]] = OrderedDict()
        self._size = 0

    def find_record(self, key: object) -> Record | None:
        """The record that was kept under a key."""
        if key not in self._found:
            return None
        self._found.move_to_end(key)
        return self._found[key][0]

    def keep_record(self, key: object, record: Record, size: int) -> None:
        """Keep a record of a file of this size, in place of those that nobody asked for lately."""
        self._found[key] = record, size
        self._size += size
        while len(self._found) > self.most or self._size > self.largest:
            self._size -= self._found.popitem(last=False)[1][1]


_recent = _Recent()


def read_catalogue(
    root: Path,
    store: Store | None = None,
    look: Look | None = None,
    digests: Mapping[str, bytes] | None = None,
) -> tuple[Catalogue | None, list[Problem]]:
    """Read `root`/designations. The catalogue is None when a file could not be read whole.

    Every problem of every file is reported; nothing is raised for bad input. What `store` knows of a
    qualification from earlier runs is not read again; those that are read are shown to `look`. Of plain files
    whose `digests` are given, by their paths below the root, not even the text is read again.
    """
    reading = CatalogueReader(root, store or Store(), look, digests or {})
    folder = root / DATA
    if not folder.is_dir():
        place = Place(DATA)
        return None, [
            Problem(place, "There is no such folder here.", mend="run the command where the data is")
        ]
    files, reading.problems = list_files(root)
    if Place(DATA) in {problem.place for problem in reading.problems}:  # nobody can say what is missing
        return None, reading.problems
    for file in files:
        _read_file(file, reading)
    misnamed = {problem.nearest for problem in reading.problems}
    for name in NEEDED:
        if not os.path.lexists(folder / name) and name not in misnamed:
            reading.problems.append(Problem(Place(f"{DATA}/{name}"), "This file is missing.", mend="add it"))
    if reading.problems:
        return None, sorted(reading.problems)
    return _build_catalogue(reading), []


def _read_file(file: str, reading: CatalogueReader) -> None:
    found = find_kind(file.removeprefix(f"{DATA}/"))
    if found and found[1] == MANY and _take_qualification(file, reading, reading.digests.get(file)):
        return
    document = open_document(reading.root / file, reading.root)
    if found and not document.problems:
        model, kind = found
        if kind == MANY:
            _add_qualification(document, file, reading)
        elif record := _read_record(model, document):
            reading.add_record(kind, record, file)
    reading.problems += document.problems


def _add_qualification(document: Document, file: str, reading: CatalogueReader) -> None:
    """Read what others show of a qualification; all of it, where it is not known from an earlier run."""
    known_by = document.digest
    if _take_qualification(file, reading, known_by):
        return
    record = _read_record(Qualification, document)
    if record is None:
        return
    steps = walk_below((MANY, record.qualification), record)
    head, summary = record.to_head(), summarize(record, known_by, steps)
    if document.value is None:  # the record itself was known
        read_value(document)
    reading.store.put("head", known_by, _write_head(document.value, summary))
    reading.keep_value(head.qualification, document.value)
    reading.add_qualification(head, summary, file)
    reading.announce_qualification(head.qualification, record, steps)


def _take_qualification(file: str, reading: CatalogueReader, known_by: bytes | None) -> bool:
    """Take over what an earlier run kept of a qualification's file, if it did."""
    kept = reading.store.get("head", known_by) if known_by else None
    if not known_by or kept is None:
        return False
    reading.add_qualification(*_read_head(kept, known_by), file)
    return True


def _write_head(value: dict[str, Any], summary: Summary) -> bytes:
    names = {name.rstrip("_") for name in QualificationHead.model_fields}
    written = {key: given for key, given in value.items() if key in names}
    named = {table: sorted(keys) for table, keys in summary.named.items()}
    return orjson.dumps({"head": written, "known_by": summary.head.hex(), "named": named})


def _read_head(kept: bytes, known_by: bytes) -> tuple[QualificationHead, Summary]:
    found = orjson.loads(kept)
    named = {table: frozenset(keys) for table, keys in found["named"].items()}
    summary = Summary(known_by, bytes.fromhex(found["known_by"]), named)
    return QualificationHead.model_validate(found["head"]), summary


def _read_record(model: type[R], document: Document) -> R | None:
    """The record of a file; what is wrong with it is told in the document's problems."""
    key = model, document.digest
    known = _recent.find_record(key)
    if isinstance(known, model):
        return known
    read_value(document)
    if document.problems:
        return None
    try:
        record = model.model_validate(document.value)
    except ValidationError as error:
        document.problems += list_refusals(error, document, model)
        return None
    _recent.keep_record(key, record, len(document.text))
    return record


def _build_catalogue(reading: CatalogueReader) -> Catalogue:
    def find_table(kind: str) -> MappingProxyType[str, Any]:
        return MappingProxyType(reading.found.get(kind, {}))

    ladder = sorted(find_table("designations").items(), key=lambda item: (item[1].header.level, item[0]))
    exceptions = reading.found.get("exceptions", ExceptionFile())
    return Catalogue(
        body=reading.found["body"],
        sources=find_table("sources"),
        designations=MappingProxyType(dict(ladder)),
        qualifications=find_table(MANY),
        summaries=MappingProxyType(reading.summaries),
        read_whole=reading.read_qualification,
        schedules=find_table("schedules"),
        topics=find_table("topics"),
        conflicts=MappingProxyType(dict(sorted(find_table("conflicts").items(), key=lambda i: i[1].number))),
        exceptions=exceptions.exceptions,
        whereabouts=reading.whereabouts,
        examples=find_table("examples"),
        profiles=find_table("profiles"),
        glossary=find_table("glossary"),
        search=reading.found.get("search", SearchFile()),
        changes=reading.found.get("changes", ChangesFile()),
    )
