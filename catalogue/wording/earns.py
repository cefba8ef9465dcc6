"""What an activity earns, as a member looks for it: `2 each`, `1 or 2`, and by how much of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from catalogue.model.schedule import Activity, Category, Declared, Rate, Tier
from catalogue.wording.words import describe_rate, format_count, format_figure, join_words

ALIKE = 3
"""So many activities that earn by the same steps make a table."""


class Group(NamedTuple):
    """Activities one below the other; those of a table earn by the same steps."""

    steps: tuple[str, ...]
    activities: dict[str, Activity]


def group_activities(category: Category) -> list[Group]:
    """The activities in their order, in tables where several earn by the same steps."""
    steps = {key: _name_steps(one.earns) for key, one in category.activities.items()}
    alike = Counter(steps.values())
    found = groupby(category.activities, lambda key: steps[key] if alike[steps[key]] >= ALIKE else ())
    return [Group(shared, {key: category.activities[key] for key in keys}) for shared, keys in found]


def _name_steps(value: Rate) -> tuple[str, ...]:
    found = tuple(span for span, _points in list_steps(value))
    return found if len(found) > 1 else ()


def list_steps(value: Rate) -> list[tuple[str, Tier]]:
    """(how much, what it earns) for each step, where every step is one figure: `1 day`, `2 days or more`."""
    tiers = value.tiers or ()
    plain = not (value.each_part or value.repeats or value.summed_in not in (None, "entry"))
    if not plain or any(tier.per is not None or tier.per_whole is not None for tier in tiers):
        return []
    return list(_list_spans(tiers, value.by or ""))


def describe_briefly(activity: Activity) -> str:
    """What an activity earns, short enough to stand beside its title under a heading that names the unit."""
    value = activity.earns
    if value.nothing is not None:
        return "nothing"
    if value.declared:
        return _describe_declared(value.declared) + _describe_item(value.declared.for_each, activity)
    if value.points is not None:
        return format_figure(value.points) + _describe_item(value.for_each, activity)
    figures = dict.fromkeys(format_figure(tier.points) for _span, tier in list_steps(value))
    return join_words(figures, "or") or f"by {value.by}"


def _describe_declared(value: Declared) -> str:
    if value.to is None:
        return "not fixed"
    if value.from_ in (0, value.to):
        return f"{'' if value.from_ else 'up to '}{format_figure(value.to)}"
    return f"{format_figure(value.from_)} to {format_figure(value.to)}"


def _describe_item(item: str | None, activity: Activity) -> str:
    """What the points are for: `each`, where the title names it, if only as a member and not a membership."""
    if not item:
        return ""
    return " each" if item[:6].lower() in activity.title.lower() else f" for each {item}"


def describe_steps(value: Rate, unit: str) -> str:
    """What the brief figure leaves out: `400 to 2000 words: 1 point; more than 2000 words: 2 points`."""
    if value.nothing is not None:
        return value.nothing.rstrip(".")
    if value.points is not None or value.declared:
        return describe_rate(value, unit) if value.repeats else ""
    steps = list_steps(value)
    if len(steps) == 1:
        return steps[0][0]
    told = [f"{span}: {format_count(tier.points, unit)}" for span, tier in steps]
    return "; ".join(told) or describe_rate(value, unit)


def _list_spans(tiers: tuple[Tier, ...], measure: str) -> Iterator[tuple[str, Tier]]:
    """The quantities of each tier: up to where the next one begins."""
    for tier, following in pairwise((*tiers, None)):
        if tier is not None:
            yield _describe_span(tier, following, measure), tier


def _describe_span(tier: Tier, following: Tier | None, measure: str) -> str:
    printed = f" (printed: {tier.printed})" if tier.printed else ""
    return _describe_quantities(tier, following, measure) + printed


def _describe_quantities(tier: Tier, following: Tier | None, measure: str) -> str:
    if tier.from_ is None:
        return f"more than {format_count(tier.above or 0, measure)}"
    if following is None:
        return f"{format_count(tier.from_, measure)} or more"
    if following.above is not None:
        return f"{format_figure(tier.from_)} to {format_count(following.above, measure)}"
    if following.from_ == tier.from_ + 1:
        return format_count(tier.from_, measure)
    return f"from {format_count(tier.from_, measure)}"


def find_shared_conditions(category: Category) -> tuple[str, ...]:
    """The conditions of most activities of a category: said once, with the activities that have others."""
    activities = list(category.activities.values())
    common = max((a.only_if for a in activities), key=lambda keys: sum(a.only_if == keys for a in activities))
    return common if sum(a.only_if == common for a in activities) > 1 else ()
