"""What a schedule asks and limits, as its page says it: a cycle by its length, sections by their numbers."""

from __future__ import annotations

from decimal import Decimal

from catalogue.model.schedule import Bound, Rule, Schedule, Verdict, VerdictNode
from catalogue.wording import words
from catalogue.wording.criteria import format_months


def find_total(schedule: Schedule, span: str) -> Decimal | None:
    """The points that are asked over all sections in a `year` or a `cycle`, where it is one figure."""
    for rule in words.select_rules(schedule):
        bound = rule.bound
        if rule.kind == "demand" and bound.in_ == span and bound.points and not _is_special(rule):
            return bound.points.figure
    return None


def describe_rule(rule: Rule, schedule: Schedule) -> str:
    """A minimum or maximum: `at least 10 points in 3 years`, `each one once in 3 years`."""
    cycle = f"in {format_months(schedule.cycle.length)}"
    spans = {"cycle": cycle, "year": "in each year" if rule.kind == "demand" else "in a year"}
    bound = rule.bound
    span = spans.get(bound.in_)
    if bound.entries and bound.entries.figure == 1 and span and not (bound.counting or bound.when):
        if rule.kind == "demand" and not bound.for_each:
            return f"at least one {span}"
        if rule.kind == "limit" and bound.for_each == "choice":
            return f"each one counts once {span}"
    return words.describe_rule(rule, schedule, span)


def list_lines(verdict: Verdict, schedule: Schedule) -> list[str]:
    """What one way to count asks, line by line; nothing where it leaves a choice between rules.

    The minimums of sections are one line: the sections themselves say how much.
    """
    node = verdict.meets
    parts = (node,) if node.demand else node.all_ or ()
    if not all(part.demand for part in parts):
        return []
    rules = words.index_rules(schedule)
    asked = [rules[part.demand] for part in parts if part.demand]
    of_sections = [rule for rule in asked if rule.category and not rule.activity]
    lines = [_describe_line(rule, schedule) for rule in asked if not rule.category]
    if of_sections:
        lines.append(_join_minimums(of_sections, schedule))
    return lines + [_describe_line(rule, schedule) for rule in asked if rule.activity]


def describe_way(verdict: Verdict, schedule: Schedule) -> str:
    """The same as sentences; of a way that differs from the first in one line, that line.

    A step of a scale that asks all of the one below it says only what it asks more.
    """
    lines = list_lines(verdict, schedule)
    below = _find_step_below(verdict, schedule)
    more = [line for line in lines if below and line not in list_lines(below, schedule)]
    if below and more:
        return f"All of {below.title}, and {words.join_words(more)}."
    first = list_lines(next(iter(schedule.verdicts.values())), schedule)
    other = [line for line in lines if line not in first]
    if len(lines) == len(first) and len(other) == 1:
        return f"The same, but with {other[0]}."
    return " ".join(f"{line[:1].upper()}{line[1:]}." for line in lines)


def _find_step_below(verdict: Verdict, schedule: Schedule) -> Verdict | None:
    """The step of a scale before this one, where this one asks all that it asks."""
    steps = list(schedule.verdicts.values())
    place = steps.index(verdict)
    below = steps[place - 1] if schedule.scale and place else None
    asked = set(_list_keys(verdict.meets))
    return below if below and list_lines(below, schedule) and asked > set(_list_keys(below.meets)) else None


def list_others(schedule: Schedule) -> list[Rule]:
    """The rules over all sections that no way to count names."""
    named = {key for verdict in schedule.verdicts.values() for key in _list_keys(verdict.meets)}
    return [rule for rule in words.select_rules(schedule) if rule.id not in named]


def list_bounds(schedule: Schedule, category: str) -> list[Bound]:
    """The minimums and maximums of a section and of its activities."""
    return [rule.bound for rule in schedule.list_rules() if rule.category == category]


def name_section(key: str, schedule: Schedule) -> str:
    """A section by its number, else by its title."""
    section = schedule.categories[key]
    return str(section.number) if section.number is not None else f"“{section.title}”"


def _is_special(rule: Rule) -> bool:
    return bool(rule.bound.counting or rule.bound.when or rule.bound.for_each)


def _describe_line(rule: Rule, schedule: Schedule) -> str:
    said = describe_rule(rule, schedule)
    return f"{words.find_rule_title(rule, schedule)}: {said}" if rule.activity else said


def _join_minimums(rules: list[Rule], schedule: Schedule) -> str:
    named = words.join_words(name_section(rule.category or "", schedule) for rule in rules)
    what = "the minimum of section" if len(rules) == 1 else "the minimums of sections"
    figures = [rule.bound.points.figure for rule in rules if rule.bound.points]
    known = [figure for figure in figures if figure is not None]
    if len(rules) == 1 or len(known) < len(rules):
        return f"{what} {named}"
    return f"{what} {named}, together {words.format_count(sum(known, Decimal(0)), schedule.unit)}"


def _list_keys(node: VerdictNode) -> list[str]:
    parts = node.all_ or node.any_ or ()
    return [node.demand] if node.demand else [key for part in parts for key in _list_keys(part)]
