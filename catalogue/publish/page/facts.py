"""What rests on each source: every citation, what it supports in words, and where that stands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from catalogue.model.base import Citation, Record, Sourced, Statement
from catalogue.model.body import Body, Contact, Work
from catalogue.model.body import Step as BodyStep
from catalogue.model.cache import cache_by_kind
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.conflict import ConflictReading
from catalogue.model.criteria import Criterion
from catalogue.model.designation import (
    Awarding,
    Designation,
    Header,
    Identifier,
    Listed,
    Progression,
    Registration,
    Retaining,
)
from catalogue.model.glossary import GlossaryTerm
from catalogue.model.qualification import Components, Module, Qualification, RegisterRecord, Unit
from catalogue.model.retirement import Retirement
from catalogue.model.schedule import Activity, Bound, Carry, Category, Condition, Cycle, Schedule, Verdict
from catalogue.model.steps import Step
from catalogue.publish.page import links
from catalogue.wording import aloud, words
from catalogue.wording.counts import find_unit

DATES = (
    "status",
    "decision",
    "registration_start",
    "registration_end",
    "last_enrolment",
    "last_achievement",
)


_FIRST = re.compile("[0-9]+")


class Fact(NamedTuple):
    """One fact that rests on a source."""

    place: str
    says: str
    title: str
    """The record that it belongs to."""
    url: str
    """Where it stands, from the site's root."""

    @property
    def page(self) -> str:
        """The page that it stands on."""
        return self.url.partition("#")[0]


def list_facts(steps: Iterable[Step], catalogue: Catalogue) -> Iterator[tuple[str, Fact]]:
    """Every fact among some values, with the source that it rests on; a fact of two places comes twice."""
    records: dict[Path, Any] = {}
    for path, value in steps:
        if type(value) is Citation:
            holder = path[:-1] if path[-1] == "source" else path[:-2]
            yield (
                value.source,
                Fact(
                    value.place,
                    describe_fact(records[holder], holder, catalogue),
                    find_title(holder, catalogue),
                    links.find_address(holder),
                ),
            )
        elif _is_record(type(value)):
            records[path] = value


@cache_by_kind
def _is_record(kind: type) -> bool:
    return issubclass(kind, Record)


def order_of_place(place: str) -> tuple[int, str]:
    """Lines by number, then parts in words as they sort."""
    digits = _FIRST.match(place)
    return (int(digits[0]), place) if digits else (10**9, place)


def find_title(path: Path, catalogue: Catalogue) -> str:
    """What the record at the beginning of a path is called, shortly."""
    kind, key = str(path[0]), str(path[1]) if len(path) > 1 else ""
    match kind:
        case "designations":
            return catalogue.designations[key].abbreviation
        case "conflicts":
            return f"Question {catalogue.conflicts[key].number}"
        case "body":
            return catalogue.body.abbreviation
    return str(getattr(catalogue, kind)[key].title)


def is_fact(record: Record) -> bool:
    """Whether a sentence says it."""
    return isinstance(record, tuple(_SAY))


def describe_fact(record: Record, path: Path, catalogue: Catalogue) -> str:
    """What a fact says, in words. `path` is the way to the record that holds the citation."""
    say = _SAY.get(type(record)) or next((s for kind, s in _SAY.items() if isinstance(record, kind)), None)
    return say(record, path, catalogue) if say else " ".join(map(str, path[2:]))


def _describe_bound(_record: Any, path: Path, catalogue: Catalogue) -> str:
    schedule = catalogue.schedules[str(path[1])]
    rule = next(rule for rule in schedule.list_rules() if rule.path == path[2:])
    return f"{words.find_rule_title(rule, schedule)}: {words.describe_rule(rule, schedule)}"


def _describe_listed(record: Any, path: Path, _catalogue: Catalogue) -> str:
    return f"{str(path[2]).capitalize()}: {', '.join(record.list)}"


def _describe_activity(record: Any, path: Path, catalogue: Catalogue) -> str:
    return f"{record.title}: {words.describe_rate(record.earns, catalogue.schedules[str(path[1])].unit)}"


def _describe_header(record: Any, path: Path, catalogue: Catalogue) -> str:
    return words.describe_header(record, find_unit(catalogue, str(path[1])))


def _describe_progression(record: Any, _path: Path, catalogue: Catalogue) -> str:
    above = words.join_words(catalogue.designations[key].abbreviation for key in record.leads_to)
    return f"Leads to {above}" if above else "The highest designation"


def _describe_registration(record: Any, _path: Path, _catalogue: Catalogue) -> str:
    return ", ".join(
        filter(None, [f"{record.register_}'s record {record.id}", record.version, record.status])
    )


def _describe_register_record(record: Any, _path: Path, _catalogue: Catalogue) -> str:
    known = [
        f"{name.replace('_', ' ')} {format_date(getattr(record, name))}"
        for name in DATES
        if getattr(record, name)
    ]
    return ", ".join([f"Register record, {record.record}", *known])


def _describe_criterion(record: Any, _path: Path, catalogue: Catalogue) -> str:
    return f"To be awarded: {aloud.describe_criterion(record, catalogue)}"


def _describe_reading(record: Any, path: Path, catalogue: Catalogue) -> str:
    return f"{catalogue.conflicts[str(path[1])].question} {record.says}"


def _describe_qualification(record: Any, _path: Path, _catalogue: Catalogue) -> str:
    credit = f", {record.credits} credits" if record.credits is not None else ""
    return f"{record.title}: NQF level {record.nqf_level}{credit}"


def _describe_step(record: Any, path: Path, catalogue: Catalogue) -> str:
    return f"{record.title}: {record.says}"


def _describe_awarding(record: Any, _path: Path, catalogue: Catalogue) -> str:
    return f"Awarding criteria: {catalogue.body.readings[record.reading].title}"


def _describe_other_step(_record: Any, path: Path, catalogue: Catalogue) -> str:
    return f"A step after eligibility: {catalogue.body.steps[str(path[-1])].title}"


_SAY: dict[type[Record], Callable[[Any, Path, Catalogue], str]] = {
    Statement: lambda r, _p, _c: str(r.says),
    GlossaryTerm: lambda r, _p, _c: f"{r.title}: {r.says}",
    ConflictReading: _describe_reading,
    Criterion: _describe_criterion,
    Bound: _describe_bound,
    Activity: _describe_activity,
    Header: _describe_header,
    Listed: _describe_listed,
    Awarding: _describe_awarding,
    Progression: _describe_progression,
    Registration: _describe_registration,
    RegisterRecord: _describe_register_record,
    Qualification: _describe_qualification,
    BodyStep: _describe_step,
    Work: lambda r, _p, _c: f"{r.title}: {words.join_words(r.names, 'or')}",
    Retaining: lambda *_: "What a holder must do to keep the designation",
    Identifier: lambda r, _p, _c: f"Id {r.id}, given by {r.given_by}",
    Designation: lambda r, _p, _c: f"{r.title} ({r.abbreviation})",
    Components: lambda r, _p, _c: str(r.title),
    Module: lambda r, _p, _c: f"Module {r.module}: {r.title}, {r.credits} credits",
    Unit: lambda r, _p, _c: f"Unit {r.unit}: {r.title}",
    Category: lambda r, _p, _c: f"Category: {r.title}",
    Condition: lambda r, _p, _c: f"A condition: {r.ask}",
    Verdict: lambda r, _p, _c: f"When the cycle is met: {r.title}",
    Carry: lambda r, _p, _c: f"Carried over: {r.title}",
    Cycle: lambda r, _p, _c: f"Cycle: {words.describe_cycle(r)}",
    Retirement: lambda r, _p, _c: words.describe_retirement(r),
    Schedule: lambda r, _p, _c: words.name_schedule(r),
    Contact: lambda r, _p, _c: f"Contact in {r.place}",
    Body: lambda r, _p, _c: f"{r.name} ({r.abbreviation}), {r.country}",
    Sourced: _describe_other_step,
}


def format_date(value: str | datetime.date | None) -> str:
    """A part of a register's record in words; empty where the copy does not show it."""
    return words.format_date(value) if isinstance(value, datetime.date) else value or ""
