"""Figures, lengths of time and rules in words: one set for pages, widgets and the command line.

Pure functions. Figures stand exactly as in the data: 35, 13.33. Text is plain, not HTML.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from decimal import Decimal

from catalogue.model.designation import Header
from catalogue.model.first_days import MONTHS
from catalogue.model.kernel import KernelRate
from catalogue.model.retirement import Retirement
from catalogue.model.schedule import (
    Amount,
    Carry,
    Cycle,
    Declared,
    FirstYears,
    Rate,
    Rule,
    Schedule,
    Selection,
    Term,
    Tier,
    When,
)
from catalogue.model.source import Period
from catalogue.wording.counts import format_count as format_count
from catalogue.wording.counts import format_figure as format_figure
from catalogue.wording.counts import to_plural as to_plural
from catalogue.wording.counts import to_singular as to_singular
from catalogue.wording.criteria import format_months as format_months

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LOG = "log"


def format_date(value: datetime.date) -> str:
    """10 May 2022."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def format_period(value: Period | None) -> str:
    """from 10 May 2022 to 9 May 2027; empty where neither end is known."""
    if value is None:
        return ""
    start = f"from {format_date(value.from_)}" if value.from_ else ""
    end = f"to {format_date(value.to)}" if value.to else ""
    return f"{start} {end}".strip()


def describe_cycles(value: Schedule) -> str:
    """Which cycles it judges, beside other schedules of a designation."""
    period = format_period(value.valid)
    return f"for a cycle that begins {period}" if period else "another version"


def name_schedule(value: Schedule) -> str:
    """The title; of rules that have ended with their last day, as later ones may have the same title."""
    return f"{value.title} (to {format_date(value.valid.to)})" if value.valid.to else value.title


def describe_gap(value: Schedule, day: datetime.date | None) -> str:
    """That rules judge no cycle which begins on a day; empty where they do, or no day is asked about."""
    if day is None or value.valid.has_day(day):
        return ""
    period, asked = format_period(value.valid), format_date(day)
    if value.cycle.begins == "rolling":
        return f"No rules are known for {asked}: these are in force {period}."
    return f"No rules are known for a cycle that begins on {asked}: these judge those that begin {period}."


def describe_retirement(value: Retirement | None) -> str:
    """Retired from 1 March 2027: why; empty where it is not retired."""
    return f"Retired from {format_date(value.on)}: {value.why}" if value else ""


def name_unit(rate: KernelRate) -> tuple[str, str]:
    """What a quantity counts, one of it and several; empty where it counts nothing."""
    one, many = rate.item or "", rate.measure or ""
    return (to_singular(many), many) if many else (one, to_plural(one) if one else "")


def format_quantity(value: object, rate: KernelRate) -> str:
    """A quantity with what it counts: 1 hour, 800 words."""
    one, many = name_unit(rate)
    return f"{value} {one if value == 1 else many}".rstrip()


def spell_number(value: int) -> str:
    """A small number as a word: two, ten; a greater one in figures."""
    return NUMBERS[value] if value < len(NUMBERS) else str(value)


def join_words(parts: Iterable[str], last: str = "and") -> str:
    """a, b and c."""
    *first, end = list(parts) or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


def describe_window(span: str, cycle: Cycle | None = None) -> str:
    """The span in which a rule counts, as the end of a sentence; a known cycle is told by its length."""
    if span == "cycle" and cycle:
        return f"in {'the last ' if cycle.begins == 'rolling' else ''}{format_months(cycle.length)}"
    known = {"entry": "in one entry", "day": "in one day", "year": "in a CPD year", "cycle": "in a cycle"}
    return known.get(span) or f"in the {span}"


def describe_header(value: Header, unit: str) -> str:
    """The figures at the head of a designation, as far as they are published."""
    total = value.points_a_cycle
    cycle = f"{format_count(total, unit)} in a cycle of" if total is not None else "a cycle of"
    said = [f"Level {value.level}", describe_level(value), describe_year(value, unit)]
    return ", ".join(filter(None, [*said, f"{cycle} {format_months(value.cycle)}"]))


def describe_level(value: Header) -> str:
    """NQF level 5; empty where it is not published."""
    return f"NQF level {value.nqf_level}" if value.nqf_level else ""


def describe_year(value: Header, unit: str) -> str:
    """35 points a year; at least 20 points a year where that is a least; empty where it is not published."""
    if value.points_a_year is None:
        return ""
    return f"{_say_least(value)}{format_count(value.points_a_year, unit)} a year"


def describe_total(value: Header, unit: str) -> str:
    """105 points in 3 years; empty where it is not published."""
    if value.points_a_cycle is None:
        return ""
    return f"{format_count(value.points_a_cycle, unit)} in {format_months(value.cycle)}"


def describe_each_year(value: Header) -> str:
    """35 in each year, behind the figure of a cycle; empty where it is not published."""
    if value.points_a_year is None:
        return ""
    return f"{_say_least(value)}{format_figure(value.points_a_year)} in each year"


def _say_least(value: Header) -> str:
    return "at least " if value.yearly == "least" else ""


def describe_cycle(value: Cycle) -> str:
    """How long a cycle is and when it begins."""
    if value.begins == "rolling":
        return f"the last {format_months(value.length)}, on any day"
    length, years = format_months(value.length), value.first_year
    if value.own and not value.own.day:
        return f"{length}, from the {describe_own_day(value.own.own)}"
    if years is None:
        return f"{length}, from {value.begins}"
    if isinstance(years, FirstYears):
        each = " or ".join(f"{year} ({kind})" for kind, year in years.values.items())
        return f"{length}, from {value.begins} in {each}, and every {length}"
    return f"{length}, from {value.begins} in {years}, and every {length}"


def describe_own_day(own: str | None) -> str:
    """What the day is called that a member's cycles follow from: of the award, unless rules say another."""
    return f"day of {own or 'the award'}"


def describe_rate(value: Rate, unit: str) -> str:
    """What an activity earns: `2 points for each course`."""
    if value.nothing is not None:
        return f"nothing: {value.nothing.rstrip('.')}"
    if value.declared:
        return "; ".join([_describe_declared(value.declared, unit), *_describe_repeats(value)])
    if value.points is not None:
        return "; ".join(
            [f"{format_count(value.points, unit)} for each {value.for_each}", *_describe_repeats(value)]
        )
    return "; ".join([*_describe_tiers(value, unit), *_describe_repeats(value)])


def _describe_declared(value: Declared, unit: str) -> str:
    each = f" for each {value.for_each}" if value.for_each else ""
    enter = f"enter what {value.approved_by} approved" if value.approved_by else f"you enter the {unit}"
    if value.to is None:
        least = f"at least {format_count(value.from_, unit)}{each}; " if value.from_ else ""
        return f"{least}{enter}; no maximum is given"
    if value.from_ == value.to:
        return f"{format_count(value.to, unit)}{each}; {enter}"
    least = f"{format_figure(value.from_)} to" if value.from_ else "up to"
    return f"{least} {format_count(value.to, unit)}{each}; {enter}"


def _describe_tiers(value: Rate, unit: str) -> Iterator[str]:
    measure, tiers = value.by or "", value.tiers or ()
    for tier in tiers:
        start = (
            ""
            if len(tiers) == 1 and not tier.from_ and not tier.above
            else _describe_threshold(tier, measure)
        )
        yield f"{start}{format_count(tier.points, unit)}{_describe_growth(tier, measure)}"
    if value.each_part:
        yield "each part of the quantity earns by its own step"
    if value.summed_in and value.summed_in != "entry":
        yield f"the {measure} are added up {describe_window(value.summed_in)}"


def _describe_threshold(tier: Tier, measure: str) -> str:
    if tier.from_ is not None:
        return f"from {format_count(tier.from_, measure)}: "
    return f"above {format_count(tier.above or 0, measure)}: "


def _describe_growth(tier: Tier, measure: str) -> str:
    """How the points of a tier grow with the quantity; empty where they do not."""
    size = tier.per if tier.per_whole is None else tier.per_whole
    if size is None:
        return ""
    block = to_singular(measure) if size == 1 else format_count(size, measure)
    if tier.per_whole is not None:
        return f" for each {block}, " + (
            "a part counts as a whole" if tier.rounds == "up" else "whole ones only"
        )
    return f" for each {block}, parts in proportion" + (", rounded up" if tier.rounds == "up" else "")


def _describe_repeats(value: Rate) -> Iterator[str]:
    if value.repeats:
        shares = (
            f"the {ORDINALS[n] if n < len(ORDINALS) else f'{n + 1}th'} {_describe_share(share)}"
            for n, share in enumerate(value.repeats)
        )
        yield f"of one choice in a cycle, {join_words(shares)}"


def _describe_share(share: Decimal) -> str:
    named = {Decimal(100): "counts in full", Decimal(50): "counts half", Decimal(0): "earns nothing"}
    return named.get(share) or f"counts {format_figure(share)} %"


def describe_rule(value: Rule, schedule: Schedule, span: str | None = None) -> str:
    """What a minimum or maximum says: `at least 10 points in 3 years`. `span` words the window otherwise."""
    bound = value.bound
    window = span or describe_window(bound.in_, schedule.cycle)
    if item := _find_item_counted_once(value, schedule):
        return f"each {item} counts once {window}"
    least = "at least" if value.kind == "demand" else "at most"
    if bound.entries and bound.entries.figure:
        amount = "once" if bound.entries.figure == 1 else f"{format_figure(bound.entries.figure)} times"
    else:
        amount = describe_amount(bound.amount, _find_unit(value, schedule), schedule)
    said = f"{least} {amount} {window}"
    if bound.for_each:
        said += f", separately for each {_describe_attribute(bound.for_each, schedule)}"
    if bound.counting:
        said += f", counting {describe_selection(bound.counting, schedule)}"
    return said + (_describe_when(bound.when, schedule) if bound.when else "")


def _describe_when(value: When, schedule: Schedule) -> str:
    return f", where {_describe_attribute(value.member, schedule)} is {join_words(value.is_, 'or')}"


def _find_item_counted_once(value: Rule, schedule: Schedule) -> str | None:
    """What a member can count only once of each choice, such as course; None where a rule says more."""
    bound = value.bound
    once = value.kind == "limit" and bound.entries is not None and bound.entries.figure == 1
    if not (once and bound.for_each == "choice" and value.activity) or bound.counting or bound.when:
        return None
    return schedule.index_activities()[value.activity][1].earns.for_each


def find_rule_title(value: Rule, schedule: Schedule) -> str:
    """What a minimum or maximum is called: its own title, else that of what it belongs to."""
    if value.bound.title:
        return value.bound.title
    if value.activity:
        return schedule.index_activities()[value.activity][1].title
    return (
        schedule.categories[value.category].title
        if value.category
        else value.id.replace("-", " ").capitalize()
    )


def describe_amount(value: Amount, unit: str, schedule: Schedule) -> str:
    """How much: a figure, a table by member attribute, or a share."""
    if value.values is not None:
        each = [f"{format_count(number, unit)} ({name})" for name, number in value.values.items()]
        said = f"{join_words(each, 'or')}, by {_describe_attribute(value.by or '', schedule)},"
    elif value.share is not None:
        whole = (
            "everything credited"
            if value.of == LOG
            else f"what “{_find_demand_title(value.of, schedule)}” asks"
        )
        said = f"{format_figure(value.share)} % of {whole}"
    else:
        said = format_count(value.figure or Decimal(0), unit)
    return f"{said}, less a twelfth for each month away," if value.prorated else said


def _find_demand_title(key: str | None, schedule: Schedule) -> str:
    found = next((rule for rule in schedule.list_rules() if rule.id == key), None)
    return find_rule_title(found, schedule) if found else str(key)


def _describe_attribute(key: str, schedule: Schedule) -> str:
    """The title of a member attribute; `choice` and `topic` are no attributes and stay."""
    return f"“{schedule.attributes[key].title}”" if key in schedule.attributes else key


def _find_unit(value: Rule, schedule: Schedule) -> str:
    """What a rule counts in: the schedule's unit, entries, sections, or what activities count in."""
    match value.bound.measure:
        case "points":
            return schedule.unit
        case "quantity":
            return _find_measure(value, schedule)
        case "categories":
            return "sections"
        case measure:
            return measure


def _find_measure(value: Rule, schedule: Schedule) -> str:
    """What the activities that a rule counts are measured in, if it is one thing."""
    counted_ones = {
        activity.earns.by or f"{activity.earns.for_each or 'item'}s"
        for key, (category, activity) in schedule.index_activities().items()
        if _is_counted(value, key, category)
    }
    return counted_ones.pop() if len(counted_ones) == 1 else "of the quantity"


def _is_counted(value: Rule, activity: str, category: str) -> bool:
    if value.activity or value.category:
        return value.activity == activity or (value.activity is None and value.category == category)
    return value.bound.counting is None or _can_select(value.bound.counting, activity, category)


def _can_select(value: Selection, activity: str, category: str) -> bool:
    """Whether entries of an activity can be selected, whatever their topics and sizes are."""
    if value.all_ is not None:
        return all(_can_select(part, activity, category) for part in value.all_)
    if value.any_ is not None:
        return any(_can_select(part, activity, category) for part in value.any_)
    if value.not_ is not None:
        named = value.not_.activity or value.not_.category
        return not (named and _can_select(value.not_, activity, category))
    if value.activity is not None:
        return activity in value.activity
    return value.category is None or category in value.category


def describe_selection(value: Selection, schedule: Schedule) -> str:
    """Which entries a rule counts."""
    if value.not_ is not None:
        return f"everything except {_describe_selected(value.not_, schedule)}"
    return f"only {_describe_selected(value, schedule)}"


def _describe_selected(value: Selection, schedule: Schedule) -> str:
    if value.all_ is not None:
        return join_words(_describe_selected(part, schedule) for part in value.all_)
    if value.any_ is not None:
        return join_words((_describe_selected(part, schedule) for part in value.any_), "or")
    if value.not_ is not None:
        return f"not {_describe_selected(value.not_, schedule)}"
    if value.category is not None:
        names = [f"“{schedule.categories[key].title}”" for key in value.category]
        return f"{'section' if len(names) == 1 else 'sections'} {join_words(names, 'or')}"
    if value.activity is not None:
        activities = schedule.index_activities()
        return join_words((f"“{activities[key][1].title}”" for key in value.activity), "or")
    if value.topic is not None:
        titles = [f"“{schedule.topics[key]}”" if key in schedule.topics else key for key in value.topic]
        return f"{'topic' if len(titles) == 1 else 'topics'} {join_words(titles, 'or')}"
    if value.points_at_least is not None:
        return f"entries of at least {format_count(value.points_at_least, schedule.unit)}"
    return f"entries of a quantity of at least {format_figure(value.quantity_at_least or 0)}"


def describe_carry(value: Carry, schedule: Schedule) -> str:
    """What of a surplus counts in the next window."""
    terms = join_words(_describe_term(term, schedule) for term in value.least_of)
    least = f"the least of {terms}" if len(value.least_of) > 1 else terms
    serves = join_words(f"“{_find_demand_title(key, schedule)}”" for key in value.serves)
    least += _describe_when(value.when, schedule) if value.when else ""
    said = f"Into the {value.into}: {least}. It counts for {serves}, and is not carried again."
    if value.into == "next year":
        does = "also passes" if value.crosses_cycle else "does not pass"
        said += f" It {does} from the last year of a cycle into the next cycle."
    return said


def _describe_term(value: Term, schedule: Schedule) -> str:
    if value.credited is None:
        return format_count(value.figure or Decimal(0), schedule.unit)
    said = "what was credited"
    if not value.credited.everything:
        said += f" counting {describe_selection(value.credited, schedule)}"
    if value.above:
        said += f", as far as it is above {describe_amount(value.above, schedule.unit, schedule)}"
    return said + (f", in the last {format_months(value.last)} of it" if value.last else "")


def select_rules(schedule: Schedule, category: str | None = None, activity: str | None = None) -> list[Rule]:
    """The minimums and maximums of one category, of one activity, or of neither."""
    return [r for r in schedule.list_rules() if r.category == category and r.activity == activity]


def index_rules(schedule: Schedule) -> dict[str, Rule]:
    """Every minimum and maximum by its permanent id."""
    return {rule.id: rule for rule in schedule.list_rules()}
