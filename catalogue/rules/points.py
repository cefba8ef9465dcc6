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
from catalogue.rules.carry import crosses
from catalogue.rules.demands import Part, Standing
from catalogue.rules.entries import Judged
from catalogue.rules.figures import number
from catalogue.rules.judge import CANNOT_TELL, Judgement, Run, judge
from catalogue.rules.selection import Unit, fits
from catalogue.rules.windows import Cycle, cycle_of

Json = dict[str, Any]


def assess(kernel: Kernel, log: Sequence[LogEntry], options: Options) -> Json:
    """Judge a log by a schedule on a day.

    Raises RefusedError where there is no answer: no such cycle, or something that the schedule lacks.
    """
    cycle = cycle_of(kernel, options)
    judged = judge(kernel, log, options, cycle, plans=False)
    planned = any(line.state == "planned" for line in judged.lines)
    return {
        "schedule": _schedule(kernel),
        "cycle": _cycle(cycle),
        "on": options.on.isoformat(),
        "assumed": [{"id": key, "values": list(values)} for key, values in judged.shown.assumed.items()],
        "notices": [{"id": notice.id, "says": notice.says} for notice in kernel.notices],
        **_judgement(judged),
        "with_plans": _judgement(judge(kernel, log, options, cycle, plans=True)) if planned else None,
    }


def _schedule(kernel: Kernel) -> Json:
    return {
        "id": kernel.id,
        "designation": kernel.designation,
        "reading": kernel.reading,
        "valid_from": _day(kernel.valid_from),
        "valid_to": _day(kernel.valid_to),
        "unit": kernel.unit,
        "incomplete": kernel.incomplete,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _cycle(cycle: Cycle) -> Json:
    years = [
        {"year": year, "from": _day(cycle.year_first(year)), "to": _day(cycle.year_last(year))}
        for year in range(1, cycle.years + 1)
    ]
    return {"from": _day(cycle.first), "to": _day(cycle.last), "rolling": cycle.rolling, "years": years}


def _judgement(judged: Judgement) -> Json:
    own: defaultdict[int, list[Unit]] = defaultdict(list)
    for unit in judged.shown.units:
        own[unit.entry].append(unit)
    return {
        "entries": [_entry(line, own[line.position]) for line in judged.lines],
        "totals": _totals(judged),
        "carry_in": [{"id": key, "figure": number(value)} for key, value in _brought(judged)],
        "demands": [_demand(standing, judged) for standing in judged.shown.standings.values()],
        "verdicts": [_verdict(verdict, judged) for verdict in judged.kernel.verdicts],
        "carry_out": [out for rule in judged.kernel.carry for out in _carry_out(rule, judged)],
    }


def _brought(judged: Judgement) -> list[tuple[str, int]]:
    brought = judged.shown.brought
    return [(rule.id, brought[rule.id]) for rule in judged.kernel.carry if rule.id in brought]


def _entry(line: Judged, own: list[Unit]) -> Json:
    return {
        "id": line.entry.id,
        "date": _day(line.entry.date),
        "activity": line.activity.id,
        "category": line.activity.category,
        "choice": line.entry.choice,
        "state": line.state,
        "unanswered": list(line.open),
        "earned": number(sum(unit.earned for unit in own)),
        "credited": number(sum(unit.credit for unit in own)),
        "lines": line.lines,
    }


def _totals(judged: Judgement) -> list[Json]:
    """What is credited in the cycle, in each CPD year, and in each window that looks back."""
    cycle = judged.cycle
    found = [_total(Span(span="cycle"), 0, judged)]
    found += [_total(Span(span="year"), year, judged) for year in range(1, cycle.years + 1)]
    rules = (*judged.kernel.limits, *judged.kernel.demands)
    back = {window(rule.window): rule.window for rule in rules if rule.window.last is not None}
    return found + [_total(span, 0, judged) for span in back.values()]


def window(span: Span) -> str:
    """A window as people write it: cycle, last 12 months."""
    return span.span if span.last is None else f"last {span.last} {span.span}"


def _total(span: Span, year: int, judged: Judgement) -> Json:
    inside = [unit for unit in judged.shown.units if judged.cycle.place(span, unit.date) == year]
    return {
        "window": window(span),
        "year": year or None,
        "from": _day(judged.cycle.from_(span, year)),
        "to": _day(judged.cycle.to(span, year)),
        "credited": number(sum(unit.credit for unit in inside)),
        "categories": [_category(category.id, inside) for category in judged.kernel.categories],
    }


def _category(key: str, inside: list[Unit]) -> Json:
    own = [unit for unit in inside if unit.activity.category == key]
    credited = sum(unit.credit for unit in own)
    return {"id": key, "credited": number(credited), "entries": sum(unit.counts for unit in own)}


def _demand(standing: Standing, judged: Judgement) -> Json:
    rule = standing.rule
    return {
        "id": rule.id,
        "measure": rule.measure,
        "window": window(rule.window),
        "state": judged.state(rule.id),
        "confirm": _confirm(standing, judged) if judged.to_confirm(rule.id) else [],
        "supply": judged.to_supply(rule.id),
        "parts": [_part(standing, part, judged) for part in standing.parts],
    }


def _part(standing: Standing, part: Part, judged: Judgement) -> Json:
    others = [_other(run, standing.rule.id, part) for run in judged.runs]
    same = all(other is not None and other.state == part.state for other in others)
    confirmed = others[1]
    return {
        "year": part.year or None,
        "each": part.each or None,
        "from": _day(judged.cycle.from_(standing.rule.window, part.year)),
        "to": _day(judged.cycle.to(standing.rule.window, part.year)),
        "required": number(part.required),
        "credited": number(part.credited),
        "confirmed": number(confirmed.credited if confirmed else 0),
        "carried": number(part.carried),
        "short_by": number(part.short_by),
        "state": judged.told(part.state if same else CANNOT_TELL),
    }


def _other(run: Run, demand: str, part: Part) -> Part | None:
    """The same part of the same demand in another run."""
    found = (p for p in run.standings[demand].parts if (p.year, p.each) == (part.year, part.each))
    return next(found, None)


def _confirm(standing: Standing, judged: Judgement) -> list[str]:
    """The provisional entries that the demand counts; all of them where it counts none itself."""
    unsure = {
        line.position: line.entry.id for line in judged.lines if line.passes and line.state == "provisional"
    }
    cycle, rule = judged.cycle, standing.rule
    own = {
        unit.entry
        for unit in judged.shown.units
        if unit.entry in unsure and fits(rule.counting, unit) and _inside(cycle, rule.window, unit)
    }
    return [name for position, name in unsure.items() if position in own or not own]


def _inside(cycle: Cycle, span: Span, unit: Unit) -> bool:
    return cycle.side(unit.date) == 0 if span.span == "year" else cycle.place(span, unit.date) is not None


def _verdict(verdict: KernelVerdict, judged: Judgement) -> Json:
    name, states = f"verdict {verdict.id}", judged.shown.states
    state = judged.state(name)
    named = [demand for demand in verdicts.demands(verdict.meets) if states[demand] != demands.LEFT_OUT]
    unsure = [demand for demand in verdicts.demands(verdict.meets) if judged.state(demand) == CANNOT_TELL]
    deciding = verdicts.deciding(verdict.meets, states)
    if state == CANNOT_TELL:
        deciding = unsure or named
    confirm = judged.to_confirm(name)
    return {
        "id": verdict.id,
        "adopted": verdict.id == judged.kernel.verdicts[0].id,
        "state": state,
        "deciding": deciding,
        "confirm": _confirm_all(unsure, judged) if confirm else [],
        "supply": judged.to_supply(name),
    }


def _confirm_all(unsure: list[str], judged: Judgement) -> list[str]:
    """What to confirm for the demands that cannot be told, each entry once, in the log's order."""
    found = [judged.shown.standings[key] for key in unsure if judged.to_confirm(key)]
    named = {name for standing in found for name in _confirm(standing, judged)}
    return [line.entry.id for line in judged.lines if line.entry.id in named]


def _carry_out(rule: KernelCarry, judged: Judgement) -> list[Json]:
    cycle, surplus = judged.cycle, judged.shown.surplus
    if cycle.rolling:
        return []
    if rule.into == "cycle":
        return [_out(rule, 0, surplus[rule.id, 0], cycle)]
    last = cycle.years if crosses(rule, cycle) else cycle.years - 1
    return [_out(rule, year, surplus[rule.id, year], cycle) for year in range(1, last + 1)]


def _out(rule: KernelCarry, year: int, figure: int, cycle: Cycle) -> Json:
    """What is carried out of a CPD year, or (0) out of the cycle; final when that has ended."""
    ends = cycle.year_last(year) if year else cycle.last
    return {
        "id": rule.id,
        "into": rule.into,
        "year": year or None,
        "figure": number(figure),
        "final": ends < cycle.on,
    }
