"""What stands below a folder, and what the machine does not let us see of it."""

from __future__ import annotations

import os
from pathlib import Path

from catalogue.model.problem import Place, Problem
from catalogue.read.document import format_path


def walk_folder(folder: Path, root: Path) -> tuple[list[Path], list[Problem]]:
    """All files and folders below `folder`, and an error for each folder that may not be looked into.

    Links are listed and not followed. Where nothing stands at `folder`, nothing is found. A folder that was
    passed over in silence would take its records out of the site unnoticed.
    """
    refused: list[OSError] = []
    found = [
        Path(at, name)
        for at, folders, names in os.walk(folder, onerror=refused.append)
        for name in (*folders, *names)
    ]
    kept = (fault for fault in refused if not isinstance(fault, FileNotFoundError | NotADirectoryError))
    return found, [_explain_refusal(fault, root) for fault in kept]


def _explain_refusal(fault: OSError, root: Path) -> Problem:
    return Problem(
        Place(format_path(Path(fault.filename), root)),
        f"This folder cannot be read: {fault.strerror}.",
        mend="let everybody read the folder",
        check="machine",
    )
