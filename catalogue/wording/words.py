"""Figures, lengths of time and rules in words: one set for pages, widgets and the command line.

Pure functions. Figures stand exactly as in the data: 35, 13.33. Text is plain, not HTML.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from catalogue.model.designation import Header
from catalogue.model.schedule import (
    MONTHS,
    Amount,
    Carry,
    Cycle,
    Declared,
    Rate,
    Rule,
    Schedule,
    Selection,
    Term,
    Tier,
)
from catalogue.model.source import Period
from catalogue.wording.criteria import length as length

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
LOG = "log"


def figure(value: Decimal | int) -> str:
    """A figure as the data has it, without trailing zeros."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def day(value: datetime.date) -> str:
    """10 May 2022."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def period(value: Period | None) -> str:
    """from 10 May 2022 to 9 May 2027; empty where neither end is known."""
    if value is None:
        return ""
    start = f"from {day(value.from_)}" if value.from_ else ""
    end = f"to {day(value.to)}" if value.to else ""
    return f"{start} {end}".strip()


def singular(unit: str) -> str:
    """points -> point. Words that do not end in s stay as they are."""
    for ending, one in (("ies", "y"), ("ches", "ch"), ("sses", "ss")):
        if unit.endswith(ending):
            return unit.removesuffix(ending) + one
    return unit.removesuffix("s") if not unit.endswith("ss") else unit


def counted(value: Decimal | int, unit: str) -> str:
    """1 point, 2 points, 13.33 points."""
    return f"{figure(value)} {singular(unit) if value == 1 else unit}"


def joined(parts: Iterable[str], last: str = "and") -> str:
    """a, b and c."""
    *first, end = list(parts) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def window(span: str) -> str:
    """The span in which a rule counts, as the end of a sentence."""
    known = {"entry": "in one entry", "day": "in one day", "year": "in a CPD year", "cycle": "in a cycle"}
    return known.get(span) or f"in the {span}"


def header(value: Header, unit: str) -> str:
    """The figures at the head of a designation."""
    return (
        f"Level {value.level}, NQF level {value.nqf_level}, {counted(value.points_a_year, unit)} a year, "
        f"{counted(value.points_a_cycle, unit)} in a cycle of {length(value.cycle)}"
    )


def cycle(value: Cycle) -> str:
    """How long a cycle is and when it begins."""
    if value.begins == "rolling":
        return f"the last {length(value.length)}, on any day"
    if value.begins == "award date":
        return f"{length(value.length)}, from the day of the award"
    known = (
        f" in {value.first_year}, and every {length(value.length)}" if value.first_year is not None else ""
    )
    return f"{length(value.length)}, from {value.begins}{known}"


def rate(value: Rate, unit: str) -> str:
    """What an activity earns: `2 points for each course`."""
    if value.nothing is not None:
        return f"nothing: {value.nothing}"
    if value.declared:
        return "; ".join([_declared(value.declared, unit), *_repeats(value)])
    if value.points is not None:
        return "; ".join([f"{counted(value.points, unit)} for each {value.for_each}", *_repeats(value)])
    return "; ".join([*_tiers(value, unit), *_repeats(value)])


def _declared(value: Declared, unit: str) -> str:
    each = f" for each {value.for_each}" if value.for_each else " for an entry"
    if value.to is None:
        least = f"at least {counted(value.from_, unit)}" if value.from_ else unit
        return f"{least}{each}, as declared; no maximum is given"
    if value.from_ == value.to:
        return f"{counted(value.to, unit)}{each}, as declared"
    least = f"{figure(value.from_)} to" if value.from_ else "up to"
    return f"{least} {counted(value.to, unit)}{each}, as declared"


def _tiers(value: Rate, unit: str) -> Iterator[str]:
    measure, tiers = value.by or "", value.tiers or ()
    for tier in tiers:
        start = "" if len(tiers) == 1 and not tier.from_ and not tier.above else _threshold(tier, measure)
        yield f"{start}{counted(tier.points, unit)}{_each(tier, measure)}"
    if value.each_part:
        yield "each part of the quantity earns by its own step"
    if value.summed_in and value.summed_in != "entry":
        yield f"the {measure} are added up {window(value.summed_in)}"


def _threshold(tier: Tier, measure: str) -> str:
    if tier.from_ is not None:
        return f"from {counted(tier.from_, measure)}: "
    return f"above {counted(tier.above or 0, measure)}: "


def _each(tier: Tier, measure: str) -> str:
    """How the points of a tier grow with the quantity; empty where they do not."""
    size = tier.per if tier.per_whole is None else tier.per_whole
    if size is None:
        return ""
    block = singular(measure) if size == 1 else counted(size, measure)
    if tier.per_whole is not None:
        return f" for each {block}, " + (
            "a part counts as a whole" if tier.rounds == "up" else "whole ones only"
        )
    return f" for each {block}, parts in proportion" + (", rounded up" if tier.rounds == "up" else "")


def _repeats(value: Rate) -> Iterator[str]:
    if value.repeats:
        shares = (
            f"the {ORDINALS[n] if n < len(ORDINALS) else f'{n + 1}th'} {_share(share)}"
            for n, share in enumerate(value.repeats)
        )
        yield f"of one choice in a cycle, {joined(shares)}"


def _share(share: Decimal) -> str:
    named = {Decimal(100): "counts in full", Decimal(50): "counts half", Decimal(0): "earns nothing"}
    return named.get(share) or f"counts {figure(share)} %"


def rule(value: Rule, schedule: Schedule) -> str:
    """What a minimum or maximum says: `at least 10 points in a cycle`."""
    bound = value.bound
    least = "at least" if value.kind == "demand" else "at most"
    said = f"{least} {amount(bound.amount, _unit(value, schedule), schedule)} {window(bound.in_)}"
    if bound.for_each:
        said += f", separately for each {_attribute(bound.for_each, schedule)}"
    if bound.counting:
        said += f", counting {selection(bound.counting, schedule)}"
    if bound.when:
        said += f", where {_attribute(bound.when.member, schedule)} is {joined(bound.when.is_, 'or')}"
    return said


def rule_title(value: Rule, schedule: Schedule) -> str:
    """What a minimum or maximum is called: its own title, else that of what it belongs to."""
    if value.bound.title:
        return value.bound.title
    if value.activity:
        return schedule.activities()[value.activity][1].title
    return (
        schedule.categories[value.category].title
        if value.category
        else value.id.replace("-", " ").capitalize()
    )


def amount(value: Amount, unit: str, schedule: Schedule) -> str:
    """How much: a figure, a table by member attribute, or a share."""
    if value.values is not None:
        each = [f"{counted(number, unit)} ({name})" for name, number in value.values.items()]
        said = f"{joined(each, 'or')}, by {_attribute(value.by or '', schedule)},"
    elif value.share is not None:
        whole = "everything credited" if value.of == LOG else f"what “{_demand(value.of, schedule)}” asks"
        said = f"{figure(value.share)} % of {whole}"
    else:
        said = counted(value.figure or Decimal(0), unit)
    return f"{said}, less a twelfth for each month away," if value.prorated else said


def _demand(key: str | None, schedule: Schedule) -> str:
    found = next((rule for rule in schedule.rules() if rule.id == key), None)
    return rule_title(found, schedule) if found else str(key)


def _attribute(key: str, schedule: Schedule) -> str:
    """The title of a member attribute; `choice` and `topic` are no attributes and stay."""
    return f"“{schedule.attributes[key].title}”" if key in schedule.attributes else key


def _unit(value: Rule, schedule: Schedule) -> str:
    """What a rule counts in: the schedule's unit, entries, categories, or what activities count in."""
    match value.bound.measure:
        case "points":
            return schedule.unit
        case "quantity":
            return _measure(value, schedule)
        case measure:
            return measure


def _measure(value: Rule, schedule: Schedule) -> str:
    """What the activities that a rule counts are measured in, if it is one thing."""
    counted_ones = {
        activity.earns.by or f"{activity.earns.for_each or 'item'}s"
        for key, (category, activity) in schedule.activities().items()
        if _holds(value, key, category)
    }
    return counted_ones.pop() if len(counted_ones) == 1 else "of the quantity"


def _holds(value: Rule, activity: str, category: str) -> bool:
    if value.activity or value.category:
        return value.activity == activity or (value.activity is None and value.category == category)
    return value.bound.counting is None or _selects(value.bound.counting, activity, category)


def _selects(value: Selection, activity: str, category: str) -> bool:
    """Whether entries of an activity can be selected, whatever their topics and sizes are."""
    if value.all_ is not None:
        return all(_selects(part, activity, category) for part in value.all_)
    if value.any_ is not None:
        return any(_selects(part, activity, category) for part in value.any_)
    if value.not_ is not None:
        named = value.not_.activity or value.not_.category
        return not (named and _selects(value.not_, activity, category))
    if value.activity is not None:
        return activity in value.activity
    return value.category is None or category in value.category


def selection(value: Selection, schedule: Schedule) -> str:
    """Which entries a rule counts."""
    if value.not_ is not None:
        return f"everything except {_selected(value.not_, schedule)}"
    return f"only {_selected(value, schedule)}"


def _selected(value: Selection, schedule: Schedule) -> str:
    if value.all_ is not None:
        return joined(_selected(part, schedule) for part in value.all_)
    if value.any_ is not None:
        return joined((_selected(part, schedule) for part in value.any_), "or")
    if value.not_ is not None:
        return f"not {_selected(value.not_, schedule)}"
    if value.category is not None:
        names = [f"“{schedule.categories[key].title}”" for key in value.category]
        return f"{'category' if len(names) == 1 else 'categories'} {joined(names, 'or')}"
    if value.activity is not None:
        activities = schedule.activities()
        return joined((f"“{activities[key][1].title}”" for key in value.activity), "or")
    if value.topic is not None:
        return f"{'topic' if len(value.topic) == 1 else 'topics'} {joined(value.topic, 'or')}"
    if value.points_at_least is not None:
        return f"entries of at least {counted(value.points_at_least, schedule.unit)}"
    return f"entries of a quantity of at least {figure(value.quantity_at_least or 0)}"


def carry(value: Carry, schedule: Schedule) -> str:
    """What of a surplus counts in the next window."""
    terms = joined(_term(term, schedule) for term in value.least_of)
    least = f"the least of {terms}" if len(value.least_of) > 1 else terms
    serves = joined(f"“{_demand(key, schedule)}”" for key in value.serves)
    said = f"Into the {value.into}: {least}. It counts for {serves}, and is not carried again."
    if value.into == "next year":
        does = "also passes" if value.crosses_cycle else "does not pass"
        said += f" It {does} from the last year of a cycle into the next cycle."
    return said


def _term(value: Term, schedule: Schedule) -> str:
    if value.credited is None:
        return counted(value.figure or Decimal(0), schedule.unit)
    said = f"what was credited counting {selection(value.credited, schedule)}"
    if value.above:
        said += f", as far as it is above {amount(value.above, schedule.unit, schedule)}"
    return said + (f", in the last {length(value.last)} of it" if value.last else "")


def rules_of(schedule: Schedule, category: str | None = None, activity: str | None = None) -> list[Rule]:
    """The minimums and maximums of one category, of one activity, or of neither."""
    return [r for r in schedule.rules() if r.category == category and r.activity == activity]


def rules_by_id(schedule: Schedule) -> dict[str, Rule]:
    """Every minimum and maximum by its permanent id."""
    return {rule.id: rule for rule in schedule.rules()}
