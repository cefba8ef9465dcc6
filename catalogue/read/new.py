"""A new file from its commented template."""

from __future__ import annotations

import re
from pathlib import Path

from catalogue.model.scalars import KEY
from catalogue.read.files import DATA

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "new"


class NewError(Exception):
    """A new file cannot be begun; the message says why."""


def write_from_template(root: Path, kind: str, key: str, designation: str | None = None) -> Path:
    """Begin a designation, qualification or schedule, and return its file.

    Raises NewError for a key that is none, a missing designation, and a file that already exists.
    """
    if not re.fullmatch(KEY, key):
        raise NewError(
            f"`{key}` is not a key: lower case letters, digits and single hyphens, such as plan-2027"
        )
    path = _find_path(root / DATA, kind, key, designation)
    if path.exists():
        raise NewError(f"{path.relative_to(root)} exists already")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (TEMPLATES / f"{kind}.yml").read_text("utf-8")
    path.write_text(text.replace("@KEY@", key).replace("@DESIGNATION@", designation or ""), "utf-8")
    return path


def _find_path(data: Path, kind: str, key: str, designation: str | None) -> Path:
    if kind == "qualification":
        return data / "qualifications" / f"{key}.yml"
    if kind == "designation":
        return data / key / "designation.yml"
    if not designation or not (data / designation).is_dir():
        known = ", ".join(sorted(path.parent.name for path in data.glob("*/designation.yml")))
        raise NewError(f"say which designation the schedule belongs to: --designation, one of {known}")
    name = key.removeprefix(f"{designation}-")
    return data / designation / f"cpd-{name}.yml"
