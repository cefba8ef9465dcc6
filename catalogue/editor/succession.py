"""New rules that follow old ones: a copy to edit, and everything else that has to follow.

The old schedule ends the day before, and goes on judging the cycles that began under it. The designation
adopts the new one, each disagreement about the old one is about both, and the worked examples go with the
copy: there they show what the new rules answer otherwise. The old one keeps them, in days that it judges.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from catalogue.editor.edit import add_item, change_value, drop_key, list_spans
from catalogue.model.catalogue import Catalogue
from catalogue.model.example import ExampleFile
from catalogue.model.first_days import MONTHS
from catalogue.model.scalars import KEY
from catalogue.model.schedule import Cycle, Schedule
from catalogue.model.spelling import find_nearest
from catalogue.read.new import NewError

LEAP = 48
"""Months after which the calendar has the same days: examples move by them, so a 29 February stays a day."""
WRITTEN = re.compile(rf"\d{{4}}(?=-\d\d-\d\d)|(?<=\d )(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})")
"""The year of a date in an example or in its comment: 2026-01-31, 31 January 2026."""
HEAD = "# Begun as a copy of {old}: change what the new rules change, cite their source, and run `check`.\n"


class Begun(NamedTuple):
    """What was written for new rules."""

    path: Path
    """The file to edit."""
    followed: list[Path]
    """What else was written."""
    left_out: list[str]
    """Examples that were not copied, as their cycles begin before the new rules."""


def write_successor(root: Path, catalogue: Catalogue, key: str, old: str, begins: datetime.date) -> Begun:
    """Begin the schedule `key` as a copy of `old`, for the cycles that begin on `begins` or later.

    Nothing is written before all of it is known to fit. Raises NewError for a key that is none or is taken,
    an old schedule that does not exist, and a first day that the old one leaves no room for.
    """
    schedule = _find_schedule(catalogue, old)
    _check_key(catalogue, key)
    _check_first_day(catalogue, schedule, begins)
    plan = _find_path(root, catalogue, "schedules", old)
    path = plan.with_name(f"cpd-{key.removeprefix(f'{schedule.designation}-')}.yml")
    written = plan.read_text("utf-8")
    texts = {path: _begin_plan(written, schedule, key, begins), plan: _end_plan(written, schedule, begins)}
    texts |= _adopt(root, catalogue, key, old) | _extend_conflicts(root, catalogue, key, old)
    examples, left_out = path.with_name(f"examples-{path.name}"), []
    if file := catalogue.examples.get(old):
        kept = _find_path(root, catalogue, "examples", old)
        text = _drop_expected(kept.read_text("utf-8"), file, schedule)
        texts[examples] = _copy_examples(text, file, schedule.cycle, key, begins)
        texts[kept] = _move_examples(text, file, schedule.cycle, begins)
        left_out = _list_early(file, begins)
    if taken := next((one for one in (path, examples) if one.exists()), None):
        raise NewError(f"{taken.relative_to(root)} exists already")
    for one, text in texts.items():
        one.write_text(text, "utf-8")
    return Begun(path, [one for one in texts if one != path], left_out)


def _find_schedule(catalogue: Catalogue, old: str) -> Schedule:
    if old in catalogue.schedules:
        return catalogue.schedules[old]
    nearest = find_nearest(old, catalogue.schedules)
    raise NewError(f"there is no schedule `{old}`" + (f"; did you mean {nearest}?" if nearest else ""))


def _check_key(catalogue: Catalogue, key: str) -> None:
    if not re.fullmatch(KEY, key):
        raise NewError(
            f"`{key}` is not a key: lower case letters, digits and single hyphens, such as plan-2027"
        )
    if key in catalogue.index_records():
        raise NewError(f"`{key}` is taken: a key is an address, and is never used again")


def _check_first_day(catalogue: Catalogue, schedule: Schedule, begins: datetime.date) -> None:
    """The new rules follow at once: no day without rules, none with two."""
    first, last = schedule.valid.from_, schedule.valid.to
    if first and begins <= first:
        raise NewError(f"{schedule.schedule} itself begins on {first}; the new rules begin later")
    if last and begins > last + datetime.timedelta(days=1):
        raise NewError(f"{schedule.schedule} ends on {last}; the new rules begin on the day after it")
    for other in catalogue.index_schedules_of(schedule.designation).values():
        if other.reading == schedule.reading and other.valid.from_ and other.valid.from_ >= begins:
            raise NewError(f"{other.schedule} begins on {other.valid.from_}: go on from that one")


def _find_path(root: Path, catalogue: Catalogue, *path: str) -> Path:
    return root / catalogue.find_file(*path)


def _begin_plan(text: str, schedule: Schedule, key: str, begins: datetime.date) -> str:
    """The copy: the years that the old source prints are not the new one's, nor is there a last day yet."""
    text = HEAD.format(old=schedule.schedule) + re.sub(r"\A(#.*\n|\s*\n)+", "\n", text)
    text = change_value(text, ("schedule",), key)
    text = change_value(text, ("valid",), f"{{from: {begins}}}")
    if schedule.printed_for:
        text = drop_key(text, ("printed_for",))
    return _drop_outdated(text, schedule)


def _end_plan(text: str, schedule: Schedule, begins: datetime.date) -> str:
    last = begins - datetime.timedelta(days=1)
    return _drop_outdated(change_value(text, ("valid", "to"), last.isoformat()), schedule)


def _drop_outdated(text: str, schedule: Schedule) -> str:
    """Without the notices that held only while no later rules were known."""
    outdated = [name for name, notice in schedule.notices.items() if notice.latest]
    if outdated and len(outdated) == len(schedule.notices):
        return drop_key(text, ("notices",))
    for name in outdated:
        text = drop_key(text, ("notices", name))
    return text


def _adopt(root: Path, catalogue: Catalogue, key: str, old: str) -> dict[Path, str]:
    """The designation follows the new rules, if it followed the old ones."""
    designation = catalogue.schedules[old].designation
    if catalogue.designations[designation].cpd != old:
        return {}
    path = _find_path(root, catalogue, "designations", designation)
    return {path: change_value(path.read_text("utf-8"), ("cpd",), key)}


def _extend_conflicts(root: Path, catalogue: Catalogue, key: str, old: str) -> dict[Path, str]:
    """What the sources disagree on about the old rules is shown with the new ones, which still cite it."""
    texts: dict[Path, str] = {}
    for name, conflict in catalogue.conflicts.items():
        if old in conflict.about:
            path = _find_path(root, catalogue, "conflicts", name)
            text = texts.get(path) or path.read_text("utf-8")
            texts[path] = add_item(text, ("conflicts", name, "about"), key)
    return texts


def _copy_examples(text: str, file: ExampleFile, cycle: Cycle, key: str, begins: datetime.date) -> str:
    """The examples for the new rules, moved to cycles that these judge."""
    for name in _list_early(file, begins):
        text = drop_key(text, ("cases", name))
    first = file.cycle_start or _go_back(file.on, cycle.length)
    years = _count_years(cycle, lambda years: _move_day(first, years) >= begins)
    return change_value(_shift(text, years), ("examples",), key)


def _list_early(file: ExampleFile, begins: datetime.date) -> list[str]:
    """The examples with a cycle of their own, which begins before a day."""
    starts = ((name, case.cycle_start or case.award) for name, case in file.cases.items())
    return [name for name, start in starts if start and start < begins]


def _move_examples(text: str, file: ExampleFile, cycle: Cycle, begins: datetime.date) -> str:
    """The examples of the old rules, in cycles that begin before they end."""

    def count(first: datetime.date) -> int:
        return -_count_years(cycle, lambda years: _move_day(first, -years) < begins)

    whole = count(file.cycle_start or file.on)
    moved, end = [], 0
    for name, (start, stop) in list_spans(text, ("cases",)).items():
        own = file.cases[name].cycle_start or file.cases[name].award
        moved += [_shift(text[end:start], whole), _shift(text[start:stop], count(own) if own else whole)]
        end = stop
    return "".join([*moved, _shift(text[end:], whole)])


def _drop_expected(text: str, file: ExampleFile, schedule: Schedule) -> str:
    """Without the notices, in what examples expect, that the rules have no more."""
    outdated = {name for name, notice in schedule.notices.items() if notice.latest}
    for name, case in file.cases.items():
        expected = case.expect.notices or ()
        kept = [notice for notice in expected if notice not in outdated]
        way = ("cases", name, "expect", "notices")
        if not kept and expected:
            text = drop_key(text, way)
        elif len(kept) < len(expected):
            text = change_value(text, way, f"[{', '.join(kept)}]")
    return text


def _count_years(cycle: Cycle, fits: Callable[[int], bool]) -> int:
    """The fewest years that fit, and that lead from a first day to a first day of cycles that all share."""
    step = math.lcm(LEAP, cycle.length) if cycle.day else LEAP
    return next(years for years in itertools.count(0, step // 12) if fits(years))


def _move_day(day: datetime.date, years: int) -> datetime.date:
    return day.replace(year=day.year + years)


def _go_back(day: datetime.date, months: int) -> datetime.date:
    """The first of the month, so many months before a day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, 1)


def _shift(text: str, years: int) -> str:
    """The text with every date in it moved."""

    def move(found: re.Match[str]) -> str:
        if found["year"]:
            return f"{found['month']} {int(found['year']) + years}"
        return str(int(found[0]) + years)

    return WRITTEN.sub(move, text) if years else text
