"""Values of the data in words: what they are called, and what they name by its title and not by its key."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from catalogue.model.base import Reference
from catalogue.model.catalogue import Catalogue, Path
from catalogue.wording import words

LABELS = {
    "also_known_as": "other names",
    "ask": "the question",
    "choices": "what counts",
    "date": "the date of the document",
    "everyday": "what members call it",
    "evidence": "what to keep as proof",
    "if_wrong": "what follows if another reading is right",
    "note": "our note",
    "only_if": "counts only if",
    "says": "what it says",
    "short": "called in short",
    "summary": "in one sentence",
    "then": "what follows",
    "why": "why we follow this reading",
}
"""What a key is called, where itself says too little to a member."""
OF_BODY = {"step": "steps", "reading": "readings", "certificate": "certificates", "work": "work"}
OF_CATALOGUE = {"qualification": "qualifications", "source": "sources", "term": "glossary"}


def label_step(step: str | int) -> str:
    """A key of the data in words."""
    return LABELS.get(str(step), str(step).replace("_", " "))


def format_value(value: object, way: Path, path: Path, catalogue: Catalogue) -> str:
    """A value at a way inside the record at a path."""
    if isinstance(value, tuple):
        return ", ".join(format_value(one, way, path, catalogue) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return words.format_date(value)
    return find_name(value, way, path, catalogue) or str(value) if isinstance(value, str) else str(value)


def find_name(key: str, way: Path, path: Path, catalogue: Catalogue) -> str | None:
    """The title of what a key names; None where it is no key of anything."""
    if isinstance(key, Reference):
        return _name_record(key, catalogue)
    if path[0] == "schedules" and way:
        schedule = catalogue.schedules[str(path[1])]
        if way[-1] == "only_if" and key in schedule.conditions:
            return schedule.conditions[key].ask
        if "meets" in way or way[-1] == "serves":
            rules = {rule.id: rule for rule in schedule.list_rules()}
            return words.find_rule_title(rules[key], schedule) if key in rules else None
    return None


def _name_record(key: Reference, catalogue: Catalogue) -> str | None:
    if key.kind == "schedule" and key in catalogue.schedules:
        return f"the plan {words.format_period(catalogue.schedules[key].valid)}"
    if key.kind == "designation" and key in catalogue.designations:
        return catalogue.designations[key].abbreviation
    if key.kind == "conflict" and key in catalogue.conflicts:
        return catalogue.conflicts[key].question
    holder: Any = catalogue.body if key.kind in OF_BODY else catalogue
    table: Mapping[str, Any] = getattr(holder, {**OF_BODY, **OF_CATALOGUE}.get(key.kind, ""), {})
    return str(table[key].title) if key in table else None
