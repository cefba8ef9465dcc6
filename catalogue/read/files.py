"""Which files below a folder are data, and of which kind."""

from __future__ import annotations

import os
import re
from fnmatch import translate
from pathlib import Path

from catalogue.model.base import Record
from catalogue.model.body import Body
from catalogue.model.changes import ChangesFile
from catalogue.model.conflict import ConflictFile, ExceptionFile
from catalogue.model.designation import Designation
from catalogue.model.example import ExampleFile
from catalogue.model.glossary import GlossaryFile
from catalogue.model.problem import Place, Problem
from catalogue.model.qualification import Qualification
from catalogue.model.schedule import Schedule
from catalogue.model.search import SearchFile
from catalogue.model.source import SourceFile
from catalogue.model.spelling import find_nearest
from catalogue.model.topic import Topic
from catalogue.model.worked_profile import ProfileFile
from catalogue.read.document import format_path
from catalogue.read.folder import walk_folder

DATA = "designations"

# Where each kind of file stands: (folder pattern, name pattern) -> model, its place in the catalogue.
# The first key of a file is its kind, and its value the record's permanent key.
KINDS: tuple[tuple[str, type[Record], str], ...] = (
    ("body.yml", Body, "body"),
    ("sources.yml", SourceFile, "sources"),
    ("exceptions.yml", ExceptionFile, "exceptions"),
    ("glossary.yml", GlossaryFile, "glossary"),
    ("search.yml", SearchFile, "search"),
    ("changes.yml", ChangesFile, "changes"),
    ("conflicts/*.yml", ConflictFile, "conflicts"),
    ("facts/*.yml", Topic, "topics"),
    ("qualifications/*.yml", Qualification, "qualifications"),
    ("*/designation.yml", Designation, "designations"),
    ("*/cpd-*.yml", Schedule, "schedules"),
    ("*/examples-*.yml", ExampleFile, "examples"),
    ("*/profiles-*.yml", ProfileFile, "profiles"),
)
_KIND = re.compile(
    "|".join("({})".format(pattern.replace(".", r"\.").replace("*", "[^/]*")) for pattern, _, _ in KINDS)
)
MANY = "qualifications"
"""The kind of which there may be thousands."""
CLUTTER = ("thumbs.db", "ehthumbs.db", "desktop.ini", "~$*", "*~", ".*")
"""What systems and office programs leave in folders, in lower case."""
_CLUTTER = re.compile("|".join(map(translate, CLUTTER)))
COPIED = re.compile(r" - Copy| copy|Copy of |\(\d+\)")
"""What systems put into the name of a file that they copied."""


def _order_files(file: str) -> tuple[bool, bool, list[str]]:
    """Qualifications last, and a copy behind its original: of two with one key, the second is blamed."""
    parts = file.split("/")
    return MANY in parts, is_copy(file), parts


def list_files(root: Path) -> tuple[list[str], list[Problem]]:
    """The files that hold data, by their paths below the root.

    Whatever else lies there is a problem, lest it be thought to count.
    """
    found, problems = walk_folder(root / DATA, root)
    files, start = [], len(str(root)) + 1
    for path in found:
        file = str(path)[start:].replace(os.sep, "/")
        name = file.removeprefix(f"{DATA}/")
        if any(map(is_clutter, name.split("/"))) or name.endswith("README.md"):
            continue
        if find_kind(name):
            files.append(file)
        elif path.is_symlink() or not path.is_dir():
            problems.append(_explain_stranger(path, root, name))
    return sorted(files, key=_order_files), problems


def is_clutter(name: str) -> bool:
    """Whether a file or folder of this name is the system's, and nobody wrote it."""
    return bool(_CLUTTER.match(name.lower()))


def _explain_stranger(path: Path, root: Path, name: str) -> Problem:
    place = Place(format_path(path, root))
    if path.is_dir():
        return Problem(
            place, "This is a link to a folder; nothing in it is read.", mend="put the files themselves here"
        )
    patterns = [pattern for pattern, _, _ in KINDS]
    yml = re.sub(r"\.yaml$|\.yml\.txt$|\.txt$", "", name) + ".yml"  # an editor of plain text adds .txt
    return Problem(
        place,
        "No kind of file of a catalogue has this name.",
        expected=f"one of {', '.join(patterns)}",
        nearest=yml if find_kind(yml) else find_nearest(name, patterns),
        mend="rename the file, or move it out of the folder",
    )


def find_kind(name: str) -> tuple[type[Record], str] | None:
    """The model of a file, by its name below the folder of the data, and where its records go."""
    found = _KIND.fullmatch(name)
    return KINDS[found.lastindex - 1][1:] if found and found.lastindex else None


def is_copy(file: str) -> bool:
    """Whether a system copied this file and named it so."""
    return bool(COPIED.search(file.rpartition("/")[2]))
