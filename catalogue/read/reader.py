"""A catalogue's folder to a Catalogue, or to everything that is wrong with its files."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from catalogue.model.base import Record
from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.model.catalogue import Path as ValuePath
from catalogue.model.conflict import ConflictFile, ExceptionFile
from catalogue.model.designation import Designation
from catalogue.model.example import ExampleFile
from catalogue.model.glossary import GlossaryFile
from catalogue.model.problem import Place, Problem
from catalogue.model.qualification import Qualification
from catalogue.model.schedule import Schedule
from catalogue.model.source import SourceFile
from catalogue.model.spelling import nearest
from catalogue.model.topic import Topic
from catalogue.model.worked_profile import ProfileFile
from catalogue.read.document import Document, read_document, shown
from catalogue.read.problems import refusals

DATA = "designations"

# Where each kind of file stands: (folder pattern, name pattern) -> model, its place in the catalogue.
# The first key of a file is its kind, and its value the record's permanent key.
KINDS: tuple[tuple[str, type[Record], str], ...] = (
    ("body.yml", Body, "body"),
    ("sources.yml", SourceFile, "sources"),
    ("exceptions.yml", ExceptionFile, "exceptions"),
    ("glossary.yml", GlossaryFile, "glossary"),
    ("conflicts/*.yml", ConflictFile, "conflicts"),
    ("facts/*.yml", Topic, "topics"),
    ("qualifications/*.yml", Qualification, "qualifications"),
    ("*/designation.yml", Designation, "designations"),
    ("*/cpd-*.yml", Schedule, "schedules"),
    ("*/examples-*.yml", ExampleFile, "examples"),
    ("*/profiles-*.yml", ProfileFile, "profiles"),
)
OWN_KEY = {
    "topics": "topic",
    "qualifications": "qualification",
    "designations": "designation",
    "schedules": "schedule",
    "examples": "examples",
    "profiles": "profiles",
}
NEEDED = ("body.yml", "sources.yml")
SHARED = ("conflicts", "glossary", "sources")


@dataclass
class Reading:
    """What was read so far."""

    found: dict[str, Any] = field(default_factory=dict)
    places: dict[ValuePath, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, kind: str, record: Record, document: Document) -> None:
        """Put a record in its table, and the places of its values beside it."""
        if kind in ("body", "exceptions"):
            self.found[kind] = record
            self._place((kind,), (), document)
        elif kind in SHARED:
            for key, item in getattr(record, kind).items():
                self._keyed(kind, key, item, (kind, key), document)
        else:
            key = getattr(record, OWN_KEY[kind])
            self._keyed(kind, key, record, (), document)

    def _keyed(self, kind: str, key: str, record: Record, inside: ValuePath, document: Document) -> None:
        table = self.found.setdefault(kind, {})
        place = document.places.get((*inside, OWN_KEY.get(kind, "")), document.places[inside])
        if key in table:
            self.problems.append(
                Problem(
                    place,
                    f"`{key}` is already taken by {self.places[(kind, key)]}.",
                    mend="give one of the two another key",
                    check="ids-unique",
                )
            )
            return
        table[key] = record
        self._place((kind, key), inside, document)

    def _place(self, path: ValuePath, inside: ValuePath, document: Document) -> None:
        for written, place in document.places.items():
            if written[: len(inside)] == inside:
                self.places[(*path, *written[len(inside) :])] = place


def read_catalogue(root: Path) -> tuple[Catalogue | None, list[Problem]]:
    """Read `root`/designations. The catalogue is None when a file could not be read whole.

    Every problem of every file is reported; nothing is raised for bad input.
    """
    reading = Reading()
    folder = root / DATA
    if not folder.is_dir():
        place = Place(DATA)
        return None, [
            Problem(place, "There is no such folder here.", mend="run the command where the data is")
        ]
    for path in sorted(_files(folder, root, reading)):
        _read(path, root, reading)
    misnamed = {problem.nearest for problem in reading.problems}
    for name in NEEDED:
        if not os.path.lexists(folder / name) and name not in misnamed:
            reading.problems.append(Problem(Place(f"{DATA}/{name}"), "This file is missing.", mend="add it"))
    if reading.problems:
        return None, sorted(reading.problems)
    return _catalogue(reading), []


def _files(folder: Path, root: Path, reading: Reading) -> list[Path]:
    """The files that hold data; whatever else lies there is a problem, lest it be thought to count."""
    files = []
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or name.endswith("README.md"):
            continue
        if _kind(name):
            files.append(path)
        elif path.is_symlink() or not path.is_dir():
            reading.problems.append(_stranger(path, root, name))
    return files


def _stranger(path: Path, root: Path, name: str) -> Problem:
    place = Place(shown(path, root))
    if path.is_dir():
        return Problem(
            place, "This is a link to a folder; nothing in it is read.", mend="put the files themselves here"
        )
    patterns = [pattern for pattern, _, _ in KINDS]
    yml = name.removesuffix(".yaml") + ".yml"
    return Problem(
        place,
        "No kind of file of a catalogue has this name.",
        expected=f"one of {', '.join(patterns)}",
        nearest=yml if name.endswith(".yaml") and _kind(yml) else nearest(name, patterns),
        mend="rename the file, or move it out of the folder",
    )


def _kind(name: str) -> tuple[type[Record], str] | None:
    for pattern, model, kind in KINDS:
        if Path(name).match(pattern) and name.count("/") == pattern.count("/"):
            return model, kind
    return None


def _read(path: Path, root: Path, reading: Reading) -> None:
    document = read_document(path, root)
    reading.problems += document.problems
    if document.problems:
        return
    found = _kind(path.relative_to(root / DATA).as_posix())
    if not found:
        return
    model, kind = found
    record, problems = _record(model, document)
    reading.problems += problems
    if record:
        reading.add(kind, record, document)


@lru_cache(maxsize=256)  # documents are kept as well
def _record(model: type[Record], document: Document) -> tuple[Record | None, list[Problem]]:
    try:
        return model.model_validate(document.value), []
    except ValidationError as error:
        return None, refusals(error, document, model)


def _catalogue(reading: Reading) -> Catalogue:
    def table(kind: str) -> MappingProxyType[str, Any]:
        return MappingProxyType(reading.found.get(kind, {}))

    ladder = sorted(table("designations").items(), key=lambda item: (item[1].header.level, item[0]))
    exceptions = reading.found.get("exceptions", ExceptionFile())
    return Catalogue(
        body=reading.found["body"],
        sources=table("sources"),
        designations=MappingProxyType(dict(ladder)),
        qualifications=table("qualifications"),
        schedules=table("schedules"),
        topics=table("topics"),
        conflicts=MappingProxyType(dict(sorted(table("conflicts").items(), key=lambda i: i[1].number))),
        exceptions=exceptions.exceptions,
        places=MappingProxyType(reading.places),
        examples=table("examples"),
        profiles=table("profiles"),
        glossary=table("glossary"),
    )
