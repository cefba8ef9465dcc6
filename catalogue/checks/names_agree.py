"""A record's key is the name of its file or folder, so that it is found where it is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from catalogue.checks import found
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Folders of designations and schedules, files of qualifications and topics, NLRD ids."""
    for key in catalogue.designations:
        yield from _named(catalogue, "designations", key, "designation", key, folder=True)
    for key, schedule in catalogue.schedules.items():
        yield from _named(catalogue, "schedules", key, "designation", schedule.designation, folder=True)
    for key in catalogue.topics:
        yield from _named(catalogue, "topics", key, "topic", key)
    for key, qualification in catalogue.qualifications.items():
        yield from _named(catalogue, "qualifications", key, "qualification", key)
        if qualification.nlrd_id is not None and str(qualification.nlrd_id) != key:
            yield found(
                __name__,
                catalogue,
                ("qualifications", key, "nlrd_id"),
                f"The NLRD id {qualification.nlrd_id} is not the key `{key}`.",
                expected="the same in both: the NLRD id is the key",
            )


def _named(
    catalogue: Catalogue, kind: str, key: str, name: str, value: str, *, folder: bool = False
) -> Iterator[Problem]:
    path = PurePosixPath(catalogue.place(kind, key).file)
    stands_in = path.parent.name if folder else path.stem
    if stands_in != value:
        where = "folder" if folder else "file"
        yield found(
            __name__,
            catalogue,
            (kind, key, name),
            f"The {name} is `{value}`, but its {where} is called `{stands_in}`.",
            mend=f"rename the {where}, or mend the key",
        )
