"""What differs between two designations, as data.

Nothing is concluded from silence: where one side is not published there is no difference, and lists
are compared as they are worded, since what is worded differently may still be alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any, Generic, TypeVar

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import LEAVES, Criterion
from catalogue.model.designation import Designation, Listed
from catalogue.model.schedule import Activity, Bound, Category, Schedule

T = TypeVar("T")

MIXED = "mixed"
"""The kind of a part of the criteria that offers a choice between things of several kinds."""

# What is said about a bound, and is no part of what it asks.
_ABOUT = {"title", "source", "conflict", "note"}


@dataclass(frozen=True)
class Sides(Generic[T]):
    """One thing on both sides; None where a side has no such thing."""

    key: str
    first: T | None
    second: T | None


@dataclass(frozen=True)
class Items:
    """A list of the second side against that of the first, by wording."""

    new: tuple[str, ...]
    lost: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """Two designations, the lower one first. What cannot be compared is None."""

    first: Designation
    second: Designation
    year: Decimal | None
    """How many points a year more the second asks."""
    cycle: Decimal | None
    """How many points more it asks in a cycle, where both cycles are equally long."""
    roles: Items
    functions: Items | None
    categories: tuple[Sides[Category], ...] | None
    """Every category of the adopted schedules."""
    activities: tuple[Sides[Activity], ...] | None
    """The activities that earn differently, or that one of the schedules does not have."""
    alike: int
    """How many activities earn the same on both sides."""


def list_pairs(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Every two designations, the lower one first."""
    return list(combinations(catalogue.designations, 2))


def list_offered_pairs(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Those of which the higher one can be applied for."""
    offered = catalogue.select_offered("designations")
    return [(low, high) for low, high in list_pairs(catalogue) if high in offered]


def compare_designations(catalogue: Catalogue, first: str, second: str) -> Comparison:
    """What changes from one designation to another."""
    one, two = catalogue.designations[first], catalogue.designations[second]
    plans = catalogue.schedules[one.cpd], catalogue.schedules[two.cpd]
    head, other = one.header, two.header
    known = not any(plan.incomplete for plan in plans)
    same_unit = plans[0].unit == plans[1].unit
    shared = {key for key in plans[0].index_activities() if key in plans[1].index_activities()}
    changed = tuple(_list_differing(*plans)) if known else ()
    return Comparison(
        one,
        two,
        year=_find_change(head.points_a_year, other.points_a_year) if same_unit else None,
        cycle=_find_change(head.points_a_cycle, other.points_a_cycle)
        if same_unit and head.cycle == other.cycle
        else None,
        roles=_compare_items(one.roles, two.roles),
        functions=_compare_items(one.functions, two.functions) if one.functions and two.functions else None,
        categories=tuple(_pair_sides(plans[0].categories, plans[1].categories)) if known else None,
        activities=changed if known else None,
        alike=len(shared) - sum(1 for sides in changed if sides.first and sides.second) if known else 0,
    )


def _find_change(one: Decimal | None, two: Decimal | None) -> Decimal | None:
    """What is asked more or less; None where one of them is not published."""
    return None if one is None or two is None else two - one


def group_criteria(designation: Designation) -> dict[str, list[Criterion]] | None:
    """What the adopted reading asks of an applicant, by kind; None where no criteria are published.

    Each part of the criteria that must be met stands under the kind of what it asks.
    """
    if not designation.awarding:
        return None
    found: dict[str, list[Criterion]] = {kind: [] for kind in (*LEAVES, MIXED)}
    for part in list_parts(designation.awarding[0].to_apply):
        kinds = {find_kind(leaf) for leaf in part.list_leaves()}
        found[kinds.pop() if len(kinds) == 1 else MIXED].append(part)
    return found


def index_categories(schedules: Iterable[Schedule]) -> dict[str, list[Category | None]]:
    """Every category of the schedules that are published whole; None where one has none such."""
    plans = [None if schedule.incomplete else schedule.categories for schedule in schedules]
    keys = dict.fromkeys(key for plan in plans if plan for key in plan)
    return {key: [plan.get(key) if plan else None for plan in plans] for key in keys}


def list_parts(node: Criterion) -> Iterator[Criterion]:
    """What must be met, each by itself."""
    if node.all_ is None:
        yield node
    else:
        for part in node.all_:
            yield from list_parts(part)


def find_kind(leaf: Criterion) -> str:
    """What kind of thing a leaf asks for."""
    return next(kind for kind in LEAVES if getattr(leaf, kind) is not None)


def _compare_items(first: Listed, second: Listed) -> Items:
    before, after = ({said.casefold() for said in listed.list} for listed in (first, second))
    return Items(
        new=tuple(said for said in second.list if said.casefold() not in before),
        lost=tuple(said for said in first.list if said.casefold() not in after),
        kept=tuple(said for said in second.list if said.casefold() in before),
    )


def _pair_sides(first: Mapping[str, T], second: Mapping[str, T]) -> Iterator[Sides[T]]:
    """Everything that either side has, in the order of the second, then what only the first has."""
    for key in dict.fromkeys([*second, *first]):
        yield Sides(key, first.get(key), second.get(key))


def _list_differing(first: Schedule, second: Schedule) -> Iterator[Sides[Activity]]:
    before, after = (
        {k: item for k, (_, item) in plan.index_activities().items()} for plan in (first, second)
    )
    for sides in _pair_sides(before, after):
        if (
            not sides.first
            or not sides.second
            or _list_what_earns(sides.first) != _list_what_earns(sides.second)
        ):
            yield sides


def _list_what_earns(activity: Activity) -> tuple[Any, ...]:
    """What decides on the points of an activity, without what is said about it."""
    return activity.earns, _list_what_is_asked(activity.minimum), _list_what_is_asked(activity.maximum)


def _list_what_is_asked(bounds: tuple[Bound, ...]) -> list[dict[str, Any]]:
    return [bound.model_dump(exclude=_ABOUT) for bound in bounds]
