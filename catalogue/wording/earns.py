"""What an activity earns, as a member looks for it: `1 day` - `2 points`, `2 days or more` - `3 points`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from catalogue.model.schedule import Category, Rate, Tier
from catalogue.wording.words import describe_rate, format_count, format_figure


def list_steps(value: Rate, unit: str) -> list[tuple[str, str]]:
    """(how much, what it earns) for each step; one row without a measure where a sentence says it."""
    tiers = value.tiers or ()
    plain = not (value.each_part or value.repeats or value.summed_in not in (None, "entry"))
    if value.points is not None and not value.repeats:
        return [(f"each {value.for_each}", format_count(value.points, unit))]
    if tiers and plain and all(tier.per is None and tier.per_whole is None for tier in tiers):
        return [(span, format_count(tier.points, unit)) for span, tier in _list_spans(tiers, value.by or "")]
    return [("", describe_rate(value, unit))]


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
