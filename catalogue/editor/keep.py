"""Keeps what differs for the page of changes, in sentences for members, for editors to look through."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import yaml

from catalogue.editor.changes import ARROW, Changed, Changes
from catalogue.model.catalogue import Catalogue
from catalogue.publish.page import links
from catalogue.read.files import DATA

FILE = f"{DATA}/changes.yml"
HEAD = "# What changed, for members, the newest day first. Mend any sentence as you like.\n\n"
BEGIN = "changes:\n"
WIDTH = 110


class KeepError(Exception):
    """What differs cannot be kept; the message says why."""


def keep_changes(root: Path, catalogue: Catalogue, found: Changes, day: datetime.date) -> Path:
    """Write what differs before what was kept earlier. Returns the file.

    Raises KeepError where nothing differs, where a key is lost, and for a day that is not the newest.
    """
    if found.lost:
        raise KeepError("something is lost, and is put back first")
    if not found.records:
        raise KeepError("nothing differs")
    newest = next((one.on for one in catalogue.changes.changes), None)
    if newest and day <= newest:
        raise KeepError(f"what changed up to {newest} is kept already: name a later day")
    path = root / FILE
    text = path.read_text("utf-8") if path.exists() else HEAD + BEGIN
    before, begin, after = text.partition(BEGIN)
    if not begin:
        raise KeepError(f"{FILE} has no line `{BEGIN.strip()}` to write behind")
    path.write_text(before + begin + _write_revision(found, catalogue, day) + after, "utf-8")
    return path


def _write_revision(found: Changes, catalogue: Catalogue, day: datetime.date) -> str:
    told = [tell_record(record, catalogue) for record in found.records]
    written = yaml.safe_dump(
        [{"on": day, "told": told}], allow_unicode=True, sort_keys=False, width=WIDTH, indent=2
    )
    return "".join(f"  {line}\n" for line in written.replace("- 'on':", "- on:", 1).splitlines())


def tell_record(record: Changed, catalogue: Catalogue) -> dict[str, Any]:
    """One record, with sentences that can be read aloud."""
    says = [_make_sentence(change.says) for change in record.changes]
    return {"title": record.title, "about": _find_target(record, catalogue), "says": says}


def _make_sentence(said: str) -> str:
    """at least 25 points → at least 30 points: At least 25 points, now at least 30 points."""
    before, arrow, after = said.partition(ARROW)
    text = f"{before.rstrip('.')}, now {after}" if arrow else said
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "…", "?")) else ".")


def _find_target(record: Changed, catalogue: Catalogue) -> str:
    """The key of a record that has a page, else the list that it stands on."""
    if record.key in catalogue.index_records():
        return record.key
    return f"/{links.FOLDERS['designations' if record.kind == 'body' else record.kind]}/"
