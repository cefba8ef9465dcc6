"""A record's key is the name of its file or folder, so that it is found where it is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Folders of designations and schedules, files of qualifications and topics, NLRD ids."""
    for key in catalogue.designations:
        yield from _check_name(catalogue, ("designations", key, "designation"), key, key, "folder")
    for key, schedule in catalogue.schedules.items():
        if schedule.designation in catalogue.designations:
            home = _find_home(catalogue, ("designations", schedule.designation), "folder")
            path = ("schedules", key, "designation")
            yield from _check_name(catalogue, path, schedule.designation, home, "folder")
    for key in catalogue.topics:
        yield from _check_name(catalogue, ("topics", key, "topic"), key, key, "file")
    for key, qualification in catalogue.qualifications.items():
        yield from _check_name(catalogue, ("qualifications", key, "qualification"), key, key, "file")
        if qualification.nlrd_id is not None and str(qualification.nlrd_id) != key:
            yield make_problem(
                __name__,
                catalogue,
                ("qualifications", key, "nlrd_id"),
                f"The NLRD id {qualification.nlrd_id} is not the key `{key}`.",
                expected="the same in both: the NLRD id is the key",
            )


def _find_home(catalogue: Catalogue, path: Path, where: str) -> str:
    """The name of the folder or file that a value stands in."""
    file = PurePosixPath(catalogue.find_file(*path))
    return file.parent.name if where == "folder" else file.stem


def _check_name(catalogue: Catalogue, path: Path, key: str, home: str, where: str) -> Iterator[Problem]:
    """A key in a folder or file that is not the one where it belongs."""
    if (stands_in := _find_home(catalogue, path, where)) != home:
        yield make_problem(
            __name__,
            catalogue,
            path,
            f"The {path[-1]} is `{key}`, but its {where} is called `{stands_in}`.",
            mend=f"rename or move the {where}, or mend the key",
        )
