"""The rules of a schedule name what exists, and can be followed.

A verdict over a demand that does not exist, or a minimum above its maximum, judges every member wrongly.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

from catalogue.checks import make_problem
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.problem import Problem
from catalogue.model.schedule import (
    Activity,
    Amount,
    Carry,
    Category,
    FirstYears,
    Rate,
    Rule,
    Schedule,
    Selection,
    VerdictNode,
    When,
)
from catalogue.model.spelling import find_nearest
from catalogue.model.steps import walk_below


def check(catalogue: Catalogue) -> Iterator[Problem]:
    """Names inside each schedule, then the figures of its rules."""
    for key, schedule in catalogue.schedules.items():
        path = ("schedules", key)
        yield from _check_names(catalogue, path, schedule)
        rules = list(schedule.list_rules())
        yield from _check_minimums_against_maximums(catalogue, path, rules)
        for rule in rules:
            yield from _check_window(catalogue, path, schedule, rule)
        for inner, value in walk_below(path, schedule):
            if isinstance(value, Rate):
                yield from _check_rate(catalogue, inner, value)
            yield from _check_values(catalogue, inner, schedule, value)


def _check_names(catalogue: Catalogue, path: Path, schedule: Schedule) -> Iterator[Problem]:
    demands = [rule.id for rule in schedule.list_rules() if rule.kind == "demand"]
    activities = schedule.index_activities()
    used: set[str] = set()
    for inner, value in walk_below(path, schedule):
        for name, key, what, known in _list_names(value, schedule, demands, activities):
            close = "" if key in known else find_nearest(key, known)
            used |= {f"{what} {key}", f"{what} {close}"}  # misspelt is not unused
            if key not in known:
                yield make_problem(
                    __name__,
                    catalogue,
                    (*inner, name),
                    f"This schedule has no {what} `{key}`.",
                    expected=f"one of {', '.join(known)}" if known else f"a schedule with a {what}",
                    nearest=close,
                )
    for table, what in (("conditions", "condition"), ("attributes", "member attribute")):
        for key in getattr(schedule, table):
            if f"{what} {key}" not in used:
                yield make_problem(
                    __name__,
                    catalogue,
                    (*path, table, key),
                    f"No rule of this schedule uses the {what} `{key}`.",
                    mend="use it, or delete it",
                )


Name = tuple[str, str, str, Collection[str]]


def _list_names(
    value: object, schedule: Schedule, demands: Collection[str], activities: Collection[str]
) -> Iterator[Name]:
    """The names inside one value: its key in the YAML, the name, of what kind, and what there is."""
    match value:
        case Selection():
            yield from (("category", key, "category", schedule.categories) for key in value.category or ())
            yield from (("activity", key, "activity", activities) for key in value.activity or ())
            topics = schedule.topics or value.topic or ()
            yield from (("topic", key, "topic", topics) for key in value.topic or ())
        case Category() | Activity():
            yield from (("only_if", key, "condition", schedule.conditions) for key in value.only_if)
        case When():
            yield "member", value.member, "member attribute", schedule.attributes
        case FirstYears() | Amount(by=str()):
            yield "by", str(value.by), "member attribute", schedule.attributes
        case Amount():
            if value.of:
                yield "of", value.of, "demand", [*demands, "log"]
        case VerdictNode(demand=str() as key):
            yield "demand", key, "demand", demands
        case Carry():
            yield from (("serves", key, "demand", demands) for key in value.serves)
    for_each = getattr(value, "for_each", None)
    if for_each and hasattr(value, "in_"):
        yield "for_each", for_each, "member attribute", ["choice", "topic", *schedule.attributes]


def _check_values(catalogue: Catalogue, path: Path, schedule: Schedule, value: object) -> Iterator[Problem]:
    """The values of a member attribute that a rule names, and those that its table leaves out."""
    match value:
        case When(member=name):
            named: list[tuple[str, Path]] = [(v, (*path, "is", i)) for i, v in enumerate(value.is_)]
        case Amount(by=str() as name, values=table) | FirstYears(by=name, values=table) if table:
            named = [(v, (*path, "values", v)) for v in table]
        case _:
            return
    known = schedule.attributes[name].values if name in schedule.attributes else ()
    unknown = [(v, inner) for v, inner in named if known and v not in known]
    for v, inner in unknown:
        yield make_problem(
            __name__,
            catalogue,
            inner,
            f"`{v}` is not a value of the member attribute `{name}`.",
            expected=f"one of {', '.join(known)}",
            nearest=find_nearest(v, known),
        )
    what = "first year" if isinstance(value, FirstYears) else "figure"
    left_out = [v for v in known if v not in dict(named)]
    if left_out and not unknown and not isinstance(value, When):
        yield make_problem(
            __name__,
            catalogue,
            (*path, "values"),
            f"There is no {what} for a member whose `{name}` is `{left_out[0]}`.",
            mend="add a line for it",
        )


def _check_minimums_against_maximums(
    catalogue: Catalogue, path: Path, rules: list[Rule]
) -> Iterator[Problem]:
    """A minimum above the maximum of the same thing in the same window."""
    for low, high in itertools.product(rules, rules):
        same = (low.category, low.activity, low.bound.measure, low.bound.in_, low.bound.counting)
        asked, most = low.bound.amount.figure, high.bound.amount.figure
        if (
            (low.kind, high.kind) == ("demand", "limit")
            and same
            == (high.category, high.activity, high.bound.measure, high.bound.in_, high.bound.counting)
            and not (high.bound.for_each or low.bound.when or high.bound.when)
            and asked is not None
            and most is not None
            and asked > most
        ):
            yield make_problem(
                __name__,
                catalogue,
                (*path, *low.path),
                f"At least {asked} is asked, but at most {most} can count.",
                mend="mend the figure that is wrong",
            )


def _check_window(catalogue: Catalogue, path: Path, schedule: Schedule, rule: Rule) -> Iterator[Problem]:
    window = rule.bound.in_
    if rule.kind == "demand" and window in ("entry", "day"):
        yield make_problem(
            __name__,
            catalogue,
            (*path, *rule.path, "in"),
            f"A minimum cannot be asked in each {window}.",
            expected="year, cycle, last N months or last N years",
        )
    if rule.kind == "demand" and window == "year" and schedule.cycle.begins == "rolling":
        yield make_problem(
            __name__,
            catalogue,
            (*path, *rule.path, "in"),
            "A rolling cycle has no years to ask a minimum in.",
            expected="cycle, or last 12 months",
        )
    if rule.bound.for_each == "choice" and rule.activity:
        activity = schedule.categories[rule.category or ""].activities[rule.activity]
        if not activity.choices:
            yield make_problem(
                __name__,
                catalogue,
                (*path, *rule.path, "for_each"),
                f"`{rule.activity}` has no choices that the rule could hold for each of.",
                mend="add `choices`, or take `for_each` out",
            )


def _check_rate(catalogue: Catalogue, path: Path, rate: Rate) -> Iterator[Problem]:
    starts = [tier.from_ if tier.from_ is not None else tier.above for tier in rate.tiers or ()]
    if any((later or 0) < (earlier or 0) for earlier, later in itertools.pairwise(starts)):
        yield make_problem(
            __name__,
            catalogue,
            (*path, "tiers"),
            "The tiers do not rise.",
            expected="tiers from the lowest quantity to the highest",
        )
    declared = rate.declared
    if declared and declared.to is not None and declared.to < declared.from_:
        yield make_problem(
            __name__,
            catalogue,
            (*path, "declared"),
            f"The range from {declared.from_} to {declared.to} is empty.",
            mend="mend the figure that is wrong",
        )
