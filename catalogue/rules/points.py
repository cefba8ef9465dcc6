"""assess: a schedule, a log and what is asked, to one answer.

The answer is plain JSON data. Its keys stand in the order of this module, its figures are shortest
decimal numbers, and `client/rules/points.js` gives the same to the character. No words: what a person
reads is made from it by templates of words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from catalogue.model.kernel import Kernel, KernelCarry, KernelVerdict, Span
from catalogue.model.log import LogEntry, Options
from catalogue.rules import demands, verdicts
from catalogue.rules.carry import can_cross_cycle
from catalogue.rules.cycles import find_cycle
from catalogue.rules.demands import Part, Standing
from catalogue.rules.entries import JudgedEntry
from catalogue.rules.figures import to_number
from catalogue.rules.judge import CANNOT_TELL, Judgement, Run, judge_log
from catalogue.rules.selection import Unit, is_match
from catalogue.rules.windows import Cycle

Json = dict[str, Any]


def assess(kernel: Kernel, log: Sequence[LogEntry], options: Options) -> Json:
    """Judge a log by a schedule on a day.

    Raises RefusedError where there is no answer: no such cycle, or something that the schedule lacks.
    """
    cycle = find_cycle(kernel, options)
    judged = judge_log(kernel, log, options, cycle, plans=False)
    planned = any(line.state == "planned" for line in judged.entries)
    return {
        "schedule": _report_schedule(kernel),
        "cycle": _report_cycle(cycle),
        "on": options.on.isoformat(),
        "assumed": [{"id": key, "values": list(values)} for key, values in judged.shown.assumed.items()],
        "notices": [{"id": notice.id, "says": notice.says} for notice in kernel.notices],
        **_report_judgement(judged),
        "with_plans": _report_judgement(judge_log(kernel, log, options, cycle, plans=True))
        if planned
        else None,
    }


def _report_schedule(kernel: Kernel) -> Json:
    return {
        "id": kernel.id,
        "designation": kernel.designation,
        "reading": kernel.reading,
        "valid_from": _format_day(kernel.valid_from),
        "valid_to": _format_day(kernel.valid_to),
        "unit": kernel.unit,
        "incomplete": kernel.incomplete,
    }


def _format_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _report_cycle(cycle: Cycle) -> Json:
    years = [
        {
            "year": year,
            "from": _format_day(cycle.find_first_day_of_year(year)),
            "to": _format_day(cycle.find_last_day_of_year(year)),
        }
        for year in range(1, cycle.years + 1)
    ]
    return {
        "from": _format_day(cycle.first),
        "to": _format_day(cycle.last),
        "rolling": cycle.rolling,
        "years": years,
    }


def _report_judgement(judgement: Judgement) -> Json:
    own: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in judgement.shown.units:
        own[unit.entry].append(unit)
    return {
        "entries": [_report_entry(line, own[line.position]) for line in judgement.entries],
        "totals": _report_totals(judgement),
        "carry_in": [{"id": key, "figure": to_number(value)} for key, value in _list_brought(judgement)],
        "demands": [_report_demand(standing, judgement) for standing in judgement.shown.standings.values()],
        "verdicts": [_report_verdict(verdict, judgement) for verdict in judgement.kernel.verdicts],
        "carry_out": [out for rule in judgement.kernel.carry for out in _report_carry_out(rule, judgement)],
    }


def _list_brought(judgement: Judgement) -> list[tuple[str, int]]:
    brought = judgement.shown.brought
    return [(rule.id, brought[rule.id]) for rule in judgement.kernel.carry if rule.id in brought]


def _report_entry(judged: JudgedEntry, own: list[Unit]) -> Json:
    return {
        "id": judged.entry.id,
        "date": _format_day(judged.entry.date),
        "activity": judged.activity.id,
        "category": judged.activity.category,
        "choice": judged.entry.choice,
        "state": judged.state,
        "unanswered": list(judged.unanswered),
        "earned": to_number(sum(unit.earned for unit in own)),
        "credited": to_number(sum(unit.credit for unit in own)),
        "lines": judged.explanations,
    }


def _report_totals(judgement: Judgement) -> list[Json]:
    """What is credited in the cycle, in each CPD year, and in each window that looks back."""
    cycle = judgement.cycle
    found = [_report_total(Span(span="cycle"), 0, judgement)]
    found += [_report_total(Span(span="year"), year, judgement) for year in range(1, cycle.years + 1)]
    rules = (*judgement.kernel.limits, *judgement.kernel.demands)
    back = {format_window(rule.window): rule.window for rule in rules if rule.window.last is not None}
    return found + [_report_total(span, 0, judgement) for span in back.values()]


def format_window(span: Span) -> str:
    """A window as people write it: cycle, last 12 months."""
    return span.span if span.last is None else f"last {span.last} {span.span}"


def _report_total(span: Span, year: int, judgement: Judgement) -> Json:
    inside, certain = (
        [unit for unit in run.units if judgement.cycle.find_window(span, unit.date) == year]
        for run in judgement.runs[:2]
    )
    return {
        "window": format_window(span),
        "year": year or None,
        "from": _format_day(judgement.cycle.find_first_day(span, year)),
        "to": _format_day(judgement.cycle.find_last_day(span, year)),
        "credited": _sum_credit(inside),
        "confirmed": _sum_credit(certain),
        "categories": [
            _report_category(category.id, inside, certain) for category in judgement.kernel.categories
        ],
    }


def _sum_credit(units: list[Unit]) -> int | float:
    return to_number(sum(unit.credit for unit in units))


def _report_category(key: str, inside: list[Unit], certain: list[Unit]) -> Json:
    own, sure = ([unit for unit in units if unit.activity.category == key] for units in (inside, certain))
    return {
        "id": key,
        "credited": _sum_credit(own),
        "confirmed": _sum_credit(sure),
        "entries": sum(unit.is_counted for unit in own),
    }


def _report_demand(standing: Standing, judgement: Judgement) -> Json:
    rule = standing.rule
    return {
        "id": rule.id,
        "measure": rule.measure,
        "window": format_window(rule.window),
        "state": judgement.find_state(rule.id),
        "confirm": _list_to_confirm(standing, judgement) if judgement.is_to_confirm(rule.id) else [],
        "supply": judgement.list_attributes_to_supply(rule.id),
        "parts": [_report_part(standing, part, judgement) for part in standing.parts],
    }


def _report_part(standing: Standing, part: Part, judgement: Judgement) -> Json:
    others = [_find_same_part(run, standing.rule.id, part) for run in judgement.runs]
    same = all(other is not None and other.state == part.state for other in others)
    confirmed = others[1]
    return {
        "year": part.year or None,
        "each": part.each or None,
        "from": _format_day(judgement.cycle.find_first_day(standing.rule.window, part.year)),
        "to": _format_day(judgement.cycle.find_last_day(standing.rule.window, part.year)),
        "required": to_number(part.required),
        "credited": to_number(part.credited),
        "confirmed": to_number(confirmed.credited if confirmed else 0),
        "carried": to_number(part.carried),
        "short_by": to_number(part.short_by),
        "state": judgement.hedge_state(part.state if same else CANNOT_TELL),
    }


def _find_same_part(run: Run, demand: str, part: Part) -> Part | None:
    """The same part of the same demand in another run."""
    found = (p for p in run.standings[demand].parts if (p.year, p.each) == (part.year, part.each))
    return next(found, None)


def _list_to_confirm(standing: Standing, judgement: Judgement) -> list[str]:
    """The provisional entries that the demand counts; all of them where it counts none itself."""
    unsure = {
        line.position: line.entry.id
        for line in judgement.entries
        if line.passes and line.state == "provisional"
    }
    cycle, rule = judgement.cycle, standing.rule
    own = {
        unit.entry
        for unit in judgement.shown.units
        if unit.entry in unsure and is_match(rule.counting, unit) and _is_inside(cycle, rule.window, unit)
    }
    return [name for position, name in unsure.items() if position in own or not own]


def _is_inside(cycle: Cycle, span: Span, unit: Unit) -> bool:
    return (
        cycle.find_side(unit.date) == 0
        if span.span == "year"
        else cycle.find_window(span, unit.date) is not None
    )


def _report_verdict(verdict: KernelVerdict, judgement: Judgement) -> Json:
    name, states = f"verdict {verdict.id}", judgement.shown.states
    state = judgement.find_state(name)
    named = [demand for demand in verdicts.list_demands(verdict.meets) if states[demand] != demands.LEFT_OUT]
    unsure = [
        demand
        for demand in verdicts.list_demands(verdict.meets)
        if judgement.find_state(demand) == CANNOT_TELL
    ]
    deciding = verdicts.list_deciding(verdict.meets, states)
    if state == CANNOT_TELL:
        deciding = unsure or named
    confirm = judgement.is_to_confirm(name)
    return {
        "id": verdict.id,
        "adopted": verdict.id == judgement.kernel.verdicts[0].id,
        "state": state,
        "deciding": deciding,
        "confirm": _list_all_to_confirm(unsure, judgement) if confirm else [],
        "supply": judgement.list_attributes_to_supply(name),
    }


def _list_all_to_confirm(unsure: list[str], judgement: Judgement) -> list[str]:
    """What to confirm for the demands that cannot be told, each entry once, in the log's order."""
    found = [judgement.shown.standings[key] for key in unsure if judgement.is_to_confirm(key)]
    named = {name for standing in found for name in _list_to_confirm(standing, judgement)}
    return [line.entry.id for line in judgement.entries if line.entry.id in named]


def _report_carry_out(rule: KernelCarry, judgement: Judgement) -> list[Json]:
    cycle, surplus = judgement.cycle, judgement.shown.surplus
    if cycle.rolling:
        return []
    if rule.into == "cycle":
        return [_report_carried_out(rule, 0, surplus[rule.id, 0], cycle)]
    last = cycle.years if can_cross_cycle(rule, cycle) else cycle.years - 1
    return [_report_carried_out(rule, year, surplus[rule.id, year], cycle) for year in range(1, last + 1)]


def _report_carried_out(rule: KernelCarry, year: int, figure: int, cycle: Cycle) -> Json:
    """What is carried out of a CPD year, or (0) out of the cycle; final when that has ended."""
    ends = cycle.find_last_day_of_year(year) if year else cycle.last
    return {
        "id": rule.id,
        "into": rule.into,
        "year": year or None,
        "figure": to_number(figure),
        "final": ends < cycle.on,
    }
