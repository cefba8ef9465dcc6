"""The catalogue as it stands on a day: which rules a designation follows then, and what is retired by then.

Nothing is left out, since addresses stay: rules of other days keep their pages, which name the days. Where no
rules judge a cycle that begins on the day, the last ones before it stand there, and the gap is told.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any, TypeVar

from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Awarding, Designation, Header
from catalogue.model.schedule import Bound, Schedule

Dated = TypeVar("Dated", Schedule, Awarding)


def select_day(catalogue: Catalogue, day: datetime.date) -> Catalogue:
    """The catalogue as of a day. Places in files are those of what was written."""
    chosen = {key: _select_rules(catalogue, it, day) for key, it in catalogue.designations.items()}
    return replace(
        catalogue,
        as_of=day,
        read_whole=lambda key: _drop_later(catalogue.read_qualification(key), day),
        designations=MappingProxyType(chosen),
        schedules=_drop_later_ones(catalogue.schedules, day),
        qualifications=_drop_later_ones(catalogue.qualifications, day),
    )


def list_gaps(catalogue: Catalogue, day: datetime.date) -> Iterator[Schedule]:
    """The rules that designations follow on a day and that judge no cycle which begins on it."""
    for designation in catalogue.designations.values():
        if not designation.retired:
            found = _find_of_day(_list_versions(catalogue, designation), day)
            if found and not found.valid.has_day(day):
                yield found


def _drop_later_ones(table: Mapping[str, Any], day: datetime.date) -> Mapping[str, Any]:
    return MappingProxyType({key: _drop_later(record, day) for key, record in table.items()})


def _drop_later(record: Any, day: datetime.date) -> Any:
    """The record; not yet retired, where that comes later."""
    later = record.retired and record.retired.on > day
    return record.model_copy(update={"retired": None}) if later else record


def _select_rules(catalogue: Catalogue, it: Designation, day: datetime.date) -> Designation:
    """A designation with the rules and criteria of the day, and the figures of those rules at its head."""
    it = _drop_later(it, day)
    schedule = _find_of_day(_list_versions(catalogue, it), day)
    changed: dict[str, Any] = {"awarding": _order_awarding(it.awarding, day)}
    if schedule and schedule.schedule != it.cpd:
        changed |= {"cpd": type(it.cpd)(schedule.schedule), "header": _take_figures(it.header, schedule)}
    return it.model_copy(update=changed)


def _list_versions(catalogue: Catalogue, it: Designation) -> list[Schedule]:
    """The rules that a designation follows, and those before and after them in the same reading."""
    adopted = catalogue.schedules[it.cpd]
    of_it = catalogue.index_schedules_of(it.designation).values()
    return [one for one in of_it if one is adopted or (one.reading == adopted.reading and not one.history)]


def _find_of_day(versions: Iterable[Dated], day: datetime.date) -> Dated | None:
    """The version of a day; in a gap the last one before it, before all of them the first."""
    ordered = sorted(versions, key=lambda one: one.valid.from_ or datetime.date.min)
    begun = [one for one in ordered if (one.valid.from_ or day) <= day]
    return begun[-1] if begun else next(iter(ordered), None)


def _order_awarding(awarding: tuple[Awarding, ...], day: datetime.date) -> tuple[Awarding, ...]:
    """The criteria with those of the day first, of the reading that is adopted."""
    adopted = _find_of_day([one for one in awarding if one.reading == awarding[0].reading], day)
    return (adopted, *(one for one in awarding if one is not adopted)) if adopted else ()


def _take_figures(header: Header, schedule: Schedule) -> Header:
    """The head of a page with the figures of a schedule, as far as it states them."""
    figures = {"points_a_year": find_total(schedule, "year"), "points_a_cycle": find_total(schedule, "cycle")}
    changed: dict[str, Any] = {name: rule.amount.figure for name, rule in figures.items() if rule}
    source = tuple(dict.fromkeys(one for rule in figures.values() if rule for one in rule.source))
    return header.model_copy(
        update=changed | {"cycle": schedule.cycle.length, "source": source or schedule.source}
    )


def find_total(schedule: Schedule, window: str) -> Bound | None:
    """What a schedule asks of everything together in a window, if it is one figure of points."""
    totals = [
        rule
        for rule in schedule.demands.values()
        if rule.points and rule.in_ == window and not (rule.counting or rule.when or rule.for_each)
    ]
    return totals[0] if len(totals) == 1 and isinstance(totals[0].amount.figure, Decimal) else None
