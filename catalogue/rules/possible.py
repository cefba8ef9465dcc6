"""What could still be done: every kind of entry that a plan may hold, in each CPD year that is not over.

A kind earns one figure, or any whole number of steps from its least to its most. What a plan covers, and
what it names instead of planning it, is told in `catalogue.rules.plan`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from catalogue.model.kernel import Filter, Kernel, KernelActivity, KernelRule
from catalogue.rules import rates
from catalogue.rules.amounts import Basis
from catalogue.rules.figures import ONE, divide, to_ten_thousandths
from catalogue.rules.selection import Unit, can_match, is_match
from catalogue.rules.windows import DAY

MOST_TOPICS = 3
WHOLE = 1_000_000 * ONE
"""More than any entry holds: where a schedule sets no end, for the question whether anything could help."""


def list_places(kernel: Kernel) -> dict[str, int]:
    """The place of each activity in its schedule's order, by its id."""
    return {activity.id: place for place, activity in enumerate(kernel.activities)}


@dataclass(frozen=True, eq=False)  # there may be thousands, and to compare two takes long
class Kind:
    """One kind of entry in one year. Figures in ten-thousandths; `steps` 0: it earns exactly `low`."""

    activity: KernelActivity
    year: int
    first: date
    last: date
    low: int
    step: int = 0
    steps: int = 0
    quantity: int = 0
    """What its quantity is at `low`."""
    most: int = 0
    """The most that its quantity can be (tiers, and what earns nothing)."""
    choice: str = ""
    topics: tuple[str, ...] = ()
    credit: int = 0
    """What counts of `low`, after the limits of an entry and of a day."""
    confirm: tuple[str, ...] = ()
    """What is to be confirmed before it counts."""
    apart: bool = False
    """Whether each entry is to have a day of its own, as a limit looks at days."""
    until: date | None = None
    """Of the day asked about: to what day an entry may be put off that is to have one of its own."""

    def to_unit(self) -> Unit:
        """An entry of this kind as the engine sees it."""
        figures = (self.low, self.quantity, self.low, self.quantity)
        return Unit(-1, self.last, self.activity, self.choice, self.topics, *figures)


class UncoveredError(Exception):
    """Something that a plan does not cover: why, and the rule or activity that it is about."""

    def __init__(self, why: str, about: str) -> None:
        super().__init__(why)
        self.why, self.about = why, about


def list_kinds(
    basis: Basis,
    activities: Sequence[KernelActivity],
    rules: Sequence[KernelRule],
    confirmed: Sequence[str],
    several: bool = False,
    today: bool = False,
) -> list[Kind]:
    """Every kind of entry of some activities, in their order and that of the years.

    With `today` also those of the day asked about: what is asked in a window that rolls counts no later ones.

    `rules` are those that matter, demands and limits; `confirmed` the conditions that the member file
    answers yes. With `several` an entry holds as many items as one sitting does where they are declared:
    only for the question whether anything could help. Raises NamedError.
    """
    found = []
    for activity in activities:
        confirm = tuple(key for key in activity.conditions if key not in confirmed)
        for when in _list_years(basis, activity, today):
            for kind in _list_bare_kinds(basis, activity, rules, several):
                bare = replace(kind, **when, confirm=confirm)
                found += [
                    one for each in _list_variants(basis, bare, rules) for one in _cut_kind(basis, each)
                ]
    return found


def _list_years(basis: Basis, activity: KernelActivity, today: bool) -> Iterator[dict[str, Any]]:
    """The CPD years in which it can still be done, with the first and the last day for it; then today."""
    cycle, valid = basis.cycle, activity.valid
    since, to = (valid and valid.from_) or date.min, (valid and valid.to) or date.max
    for year in () if cycle.rolling else cycle.list_planned_years():
        first, last = max(cycle.find_first_day_of_year(year), cycle.on), cycle.find_last_day_of_year(year)
        if max(first, since) <= min(last, to):
            yield {"year": year, "first": max(first, since), "last": min(last, to)}
    if (today or cycle.rolling) and cycle.find_side(cycle.on) == 0 and since <= cycle.on <= to:
        year = cycle.find_year(cycle.on)
        until = to if cycle.rolling else min(cycle.find_last_day_of_year(year), to)
        yield {"year": year, "first": cycle.on, "last": cycle.on, "until": until}


def has_no_sitting(basis: Basis, activity: KernelActivity) -> bool:
    """Whether nothing says how much of it one entry can hold."""
    rate = activity.rate
    if activity.one_sitting is not None or rate.kind in ("items", "none"):
        return False
    if any(
        is_within_day(rule)
        and rule.measure == "points"
        and can_match(rule.counting, activity, surely=True)
        and not rule.for_each
        and basis.is_applicable(rule)
        for rule in basis.kernel.limits
    ):
        return False
    return rate.most is None if rate.kind == "declared" else rate.steps[-1].per is not None


def is_within_day(rule: KernelRule) -> bool:
    """Whether a limit looks at one entry, or one day."""
    return rule.window.span in ("entry", "day")


def can_hold_items(activity: KernelActivity) -> bool:
    """Whether an entry can hold several items and still counts as one: a plan puts one into each."""
    rate = activity.rate
    return rate.kind == "declared" and rate.item is not None and rate.most is not None


def _list_bare_kinds(
    basis: Basis, activity: KernelActivity, rules: Sequence[KernelRule], several: bool
) -> Iterator[Kind]:
    """The ways in which one entry earns, each year alike."""
    rate, kernel = activity.rate, basis.kernel
    grain = to_ten_thousandths(kernel.granularity)
    if rate.repeats or (rate.window is not None and rate.window.span != "entry"):
        raise UncoveredError("repeats" if rate.repeats else "sum", activity.id)
    bare = Kind(activity, 0, date.min, date.min, 0)
    sitting = WHOLE if activity.one_sitting is None else to_ten_thousandths(activity.one_sitting)
    counted = [rule.counting for rule in rules if can_match(rule.counting, activity)]
    if rate.kind == "items":
        yield replace(bare, low=rates.earn_item(rate, kernel), quantity=ONE)
    elif rate.kind == "declared":
        low = divide(max(to_ten_thousandths(rate.least or rates.NOTHING), grain), grain, "up") * grain
        more = several and can_hold_items(activity)
        most = sitting if more or rate.most is None else min(sitting, to_ten_thousandths(rate.most))
        items = [ONE, *(cut for cut in _list_thresholds(counted, "quantity") if more and cut > ONE)]
        for quantity in items if rate.item is not None else [0]:
            of_many = replace(bare, quantity=quantity)
            yield from _split_range(of_many, low, most, grain, _list_thresholds(counted, "points"))
    elif rate.kind == "none":
        most = sitting if activity.one_sitting is not None or rate.measure else ONE
        yield from _split_ledger(bare, min(ONE, most), most, _list_thresholds(counted, "quantity"))
    else:
        yield from _split_tiers(basis, replace(bare, most=sitting), counted)


def _split_ledger(bare: Kind, least: int, most: int, asked: Sequence[int]) -> Iterator[Kind]:
    """What earns nothing, one whole of it or more; less comes last, where a selection tells it apart."""
    cuts = [least, *(cut for cut in asked if least < cut <= most), most + 1]
    yield from (replace(bare, quantity=a, most=b - 1) for a, b in itertools.pairwise(cuts))
    below = [1, *(cut for cut in asked if 1 < cut < least), least] if asked and asked[0] <= least else []
    yield from (replace(bare, quantity=a, most=b - 1) for a, b in itertools.pairwise(below) if a < b)


def _list_thresholds(filters: Sequence[Filter | None], measure: str) -> list[int]:
    """Every "at least x" of some selections, from the least to the greatest."""
    found: set[int] = set()
    for filter_ in filters:
        if filter_ is not None:
            own = getattr(filter_, f"{measure}_at_least")
            below = (*(filter_.all_ or ()), *(filter_.any_ or ()), *((filter_.not_,) if filter_.not_ else ()))
            found |= {*([] if own is None else [to_ten_thousandths(own)]), *_list_thresholds(below, measure)}
    return sorted(found)


def _split_range(bare: Kind, low: int, most: int, step: int, cuts: Sequence[int]) -> Iterator[Kind]:
    """From low to most by steps, apart where a selection cuts them; nothing earned is no kind."""
    low += 0 if low > 0 else step
    starts = sorted({low, *(low + divide(cut - low, step, "up") * step for cut in cuts if low < cut <= most)})
    for start, end in itertools.pairwise([*starts, most + step]):
        if start <= most:
            steps = (min(end - step, most) - start) // step
            yield replace(bare, low=start, step=step if steps else 0, steps=steps)


def _split_tiers(basis: Basis, bare: Kind, counted: Sequence[Filter | None]) -> Iterator[Kind]:
    """The kinds of a rate in tiers: one for each stretch of the quantity in which the same tier pays."""
    rate, grain = bare.activity.rate, to_ten_thousandths(basis.kernel.granularity)
    starts = {to_ten_thousandths(step.at) + step.open for step in rate.steps} | set(
        _list_thresholds(counted, "quantity")
    )
    points = _list_thresholds(counted, "points")
    for start, end in itertools.pairwise([*sorted(starts), WHOLE]):
        first, last = max(start, 1), min(end - 1, bare.most)
        reached = [step for step in rate.steps if rates.is_reached(step, first)]
        if first > last or not reached:
            continue
        pays = reached[-1]
        low, high = (rates.earn_tiers(rate, quantity, basis.kernel) for quantity in (first, last))
        kind = replace(bare, quantity=first, most=last)
        if pays.per is None:
            yield from _split_range(kind, low, low, grain, ())
        elif not pays.whole and to_ten_thousandths(pays.points) <= grain * to_ten_thousandths(pays.per):
            yield from _split_range(kind, low, high, grain, points)
        elif to_ten_thousandths(pays.points) % grain == 0 and pays.points:
            yield from _split_range(kind, low, high, to_ten_thousandths(pays.points), points)
        elif high:
            raise UncoveredError("blocks", bare.activity.id)


def find_quantity(kind: Kind, earned: int, basis: Basis) -> int:
    """The least quantity that earns so much, a whole number where one does."""
    rate = kind.activity.rate
    low, high = kind.quantity - 1, kind.most
    while high - low > 1:
        middle = (low + high) // 2
        enough = rates.earn_tiers(rate, middle, basis.kernel) >= earned
        low, high = (low, middle) if enough else (middle, high)
    whole = divide(high, ONE, "up") * ONE
    same = whole <= kind.most and rates.earn_tiers(rate, whole, basis.kernel) == earned
    return whole if same else high


def _list_variants(basis: Basis, kind: Kind, rules: Sequence[KernelRule]) -> Iterator[Kind]:
    """With each choice and each set of topics that a rule could tell from another."""
    own = [rule for rule in rules if can_match(rule.counting, kind.activity)]
    listed = [choice.id for choice in kind.activity.choices or ()]
    apart = any(rule.for_each == "choice" for rule in own) and find_pool(basis, kind.activity, own) is None
    choices = listed if apart else listed[:1]
    topics = list(dict.fromkeys(topic for rule in own for topic in _list_topics(basis, rule)))
    if len(topics) > MOST_TOPICS:
        raise UncoveredError("topics", kind.activity.id)
    sets = [chosen for count in range(len(topics) + 1) for chosen in itertools.combinations(topics, count)]
    for choice, chosen in itertools.product(choices or [""], sets):
        yield replace(kind, choice=choice, topics=chosen)


def find_pool(basis: Basis, activity: KernelActivity, rules: Sequence[KernelRule]) -> KernelRule | None:
    """The limit for each choice that alone tells choices apart: then it counts, not which ones they are."""
    own = [rule for rule in rules if rule.for_each == "choice" and can_match(rule.counting, activity)]
    if (
        len({rule.id for rule in own}) != 1
        or own[0].measure != "entries"
        or own[0] not in basis.kernel.limits
    ):
        return None
    able = [one for one in basis.kernel.activities if can_match(own[0].counting, one)]
    return own[0] if able == [activity] and activity.choices and not is_within_day(own[0]) else None


def _list_topics(basis: Basis, rule: KernelRule) -> Iterator[str]:
    """The topics that a rule tells apart."""
    if rule.for_each == "topic":
        yield from basis.kernel.topics
    elif rule.for_each not in (None, "choice"):
        yield from basis.attributes[rule.for_each]
    yield from _list_named_topics(rule.counting)


def _list_named_topics(filter_: Filter | None) -> Iterator[str]:
    if filter_ is not None:
        if filter_.topic is not None:
            yield filter_.topic
        for part in (*(filter_.all_ or ()), *(filter_.any_ or ()), filter_.not_):
            yield from _list_named_topics(part)


def _cut_kind(basis: Basis, kind: Kind) -> Iterator[Kind]:
    """A kind as the limits of an entry and of a day leave it; each entry of a plan has a day of its own."""
    unit, top = kind.to_unit(), WHOLE
    for rule in basis.kernel.limits:
        if (
            is_within_day(rule)
            and basis.is_applicable(rule)
            and is_match(rule.counting, unit)
            and basis.list_unit_eaches(rule, unit)
        ):
            kind = replace(kind, apart=kind.apart or rule.window.span == "day")
            room = basis.compute_limit(rule, 0, lambda: 0)
            if room is not None and rule.measure == "points":
                top = min(top, room)
            elif room is not None and room < ONE:
                return
    if top <= 0 and kind.activity.rate.kind != "none":
        return
    if kind.steps:
        steps = min(kind.steps, max(top - kind.low, 0) // kind.step)
        above = kind.low + (steps + 1) * kind.step
        if steps < kind.steps and above - kind.step < top:
            yield replace(kind, low=above, step=0, steps=0, credit=top)
        kind = replace(kind, step=kind.step if steps else 0, steps=steps)
    yield replace(kind, credit=min(kind.low, top))


def list_days(kind: Kind) -> Iterator[date]:
    """The days on which it can be done: the last one first, or from the day asked about on."""
    day = kind.last
    while kind.until is not None and day <= kind.until:
        yield day
        day += DAY
    day = kind.last
    while day >= kind.first:
        yield day
        day -= DAY
