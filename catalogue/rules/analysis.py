"""What a schedule implies, whatever a log holds.

What sums show (`bounds`) is true of every log. What can be is shown by a log that the engine judges
(`samples`), or by a plan. What neither shows is left unsaid rather than guessed. It is worked out for a
cycle into which nothing is carried; only what holds for every kind of member is said.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from catalogue.model.implied import Because, CategoryRange, ClashingRule, Implied, ImpliedVerdict
from catalogue.model.kernel import Kernel, KernelVerdict
from catalogue.rules.amounts import is_share_of_log
from catalogue.rules.bounds import Bounds, LeastSum, Rules, drop_duplicates, select_rules
from catalogue.rules.figures import RefusedError
from catalogue.rules.idle import find_fewest, list_idle_activities, list_idle_limits, list_implied_demands
from catalogue.rules.members import Case, list_cases
from catalogue.rules.plan import plan_verdict
from catalogue.rules.samples import judge_sample
from catalogue.rules.whole import TooLongError

FEW_STEPS = 2_000
"""How long a plan is searched for: what it does not tell soon is left unsaid."""


def analyse_schedule(kernel: Kernel) -> Implied:
    """All that the rules of a schedule imply; worked out once for equal schedules while the process lives."""
    return _analyse_kernel(_KernelByText(kernel, kernel.model_dump_json()))


def find_least_points(kernel: Kernel, verdict: KernelVerdict) -> Decimal | None:
    """The least points that meet a verdict; None where it cannot be said, or differs from member to member.

    `analyse_schedule` says it as well, with much else that takes longer.
    """
    found = {_VerdictOfMember(case, verdict).find_points() for case in list_cases(kernel)}
    return found.pop() if len(found) == 1 else None


@dataclass(frozen=True)
class _KernelByText:
    """A schedule by the text that it is written as: what a schedule holds can be compared, but not hashed."""

    kernel: Kernel = field(compare=False)
    text: str


@lru_cache(maxsize=64)
def _analyse_kernel(written: _KernelByText) -> Implied:
    kernel = written.kernel
    members = list_cases(kernel)
    return Implied(
        verdicts=tuple(_analyse_verdict(members, verdict) for verdict in kernel.verdicts),
        categories=tuple(_list_category_ranges(kernel, members)),
        never_bite=tuple(list_idle_limits(members)),
        earn_nothing=tuple(list_idle_activities(members)),
    )


def _analyse_verdict(members: Sequence[Case], verdict: KernelVerdict) -> ImpliedVerdict:
    """One verdict, as far as it is the same for every kind of member."""
    found = [_VerdictOfMember(case, verdict).analyse() for case in members]
    failed = [one for one in found if one.state == "cannot-be-met"]
    if failed:
        every = len(failed) == len(found)
        return failed[0].model_copy(update={"member": None} if every else {})
    if not found:
        return ImpliedVerdict(verdict=verdict.id, state="not-known", minimums=Decimal(0))
    first, *others = found
    points = first.points if all(one.points == first.points for one in others) else None
    minimums = min(one.minimums for one in found)
    known = all(one.state == "can-be-met" for one in found)
    return ImpliedVerdict(
        verdict=verdict.id,
        state="can-be-met" if known else "not-known",
        points=points,
        minimums=minimums,
        slack=None if points is None else points - minimums,
        implied=tuple(_intersect_implied([one.implied for one in found])),
        not_needed=tuple(key for key in first.not_needed if all(key in other.not_needed for other in others)),
    )


def _intersect_implied(found: Sequence[Sequence[Because]]) -> Iterator[Because]:
    """What is implied for every kind of member, by the rules of all of them."""
    for first in found[0]:
        same = [one.because for each in found for one in each if one.rule == first.rule]
        if len(same) == len(found):
            yield Because(rule=first.rule, because=tuple(dict.fromkeys(itertools.chain(*same))))


class _VerdictOfMember:
    """A verdict, for one kind of member."""

    def __init__(self, case: Case, verdict: KernelVerdict) -> None:
        self.case, self.verdict = case, verdict
        self.ways = case.list_ways(verdict.meets)
        self.always: Rules = self.ways[0] if self.ways else ()
        for way in self.ways[1:]:
            self.always = select_rules(self.always, way)

    def analyse(self) -> ImpliedVerdict:
        """What it implies."""
        minimums = _to_figure(sum(_sum_minimums(self.case, self.always).values()))
        found = ImpliedVerdict(verdict=self.verdict.id, state="not-known", minimums=minimums)
        if not self.ways:
            return found
        try:
            return self._analyse_ways(found)
        except (TooLongError, RefusedError):  # or a log of more items than any may hold
            return found

    def find_points(self) -> Decimal | None:
        """The least points that meet it; None where it cannot be said."""
        try:
            least = self._find_least(self.case.bounds)
            if least is None:
                return None
            if self._earn_sample(least) == least.sum:
                return _to_figure(least.sum * self.case.bounds.grain)
            return self._find_least_by_items()[1]
        except TooLongError:
            return None

    def _analyse_ways(self, found: ImpliedVerdict) -> ImpliedVerdict:
        case = self.case
        least = self._find_least(case.bounds)
        if least is None:
            return self._add_failure(found, self._list_clash_by_plan() or list(self._list_clash_by_sums()))
        earned = self._earn_sample(least)
        if earned == least.sum:
            points: Decimal | None = _to_figure(least.sum * case.bounds.grain)
        else:
            met, points = self._find_least_by_items()
            planned = earned is not None or met or self._has_plan()
            if not planned:
                clash = self._list_clash_by_plan()
                return self._add_failure(found, clash) if clash else found
        every = [category.id for category in case.kernel.categories]
        used = {cell.category for cell, grains, entries in least.cells if grains or entries}
        return found.model_copy(
            update={
                "state": "can-be-met",
                "points": points,
                "implied": tuple(list_implied_demands(case, self.ways, self.always)),
                "not_needed": tuple(self._list_not_needed(every if earned is None else used)),
            }
        )

    def _find_least_by_items(self) -> tuple[bool, Decimal | None]:
        """Whether a log of whole items meets it, and the least points if none does with less."""
        try:
            least = self._find_least(self.case.bounds_in_items)
        except TooLongError:
            return False, None
        earned = None if least is None else self._earn_sample(least)
        if least is None or earned != least.sum:
            return earned is not None, None
        return True, _to_figure(least.sum * self.case.bounds.grain)

    def _add_failure(self, found: ImpliedVerdict, clash: Sequence[ClashingRule]) -> ImpliedVerdict:
        member = self.case.member or None
        return found.model_copy(update={"state": "cannot-be-met", "clash": tuple(clash), "member": member})

    def _find_least(self, bounds: Bounds, without: str = "") -> LeastSum | None:
        """The least by which it can be met, without some category; None where it cannot."""
        limits = self.case.kernel.limits
        found = [bounds.find_least(limits, way, without=without) for way in self.ways]
        return min((one for one in found if one), key=lambda one: one.sum, default=None)

    def _earn_sample(self, found: LeastSum) -> int | None:
        """What a log made to order earns, in grains; None where it does not meet the verdict."""
        run = judge_sample(self.case, found.cells)
        earned = sum(unit.earned for unit in run.units) // self.case.bounds.grain
        return earned if run.states[f"verdict {self.verdict.id}"] == "met" else None

    def _list_not_needed(self, used: Collection[str]) -> Iterator[str]:
        """The categories without which it can be met; a log that meets it uses some."""
        for category in self.case.kernel.categories:
            found = self._find_least(self.case.bounds, category.id) if category.id in used else None
            if category.id not in used or (found is not None and self._earn_sample(found) is not None):
                yield category.id

    def _has_plan(self) -> bool:
        """Whether a plan for an empty log meets it."""
        if self.case.cycle.rolling:
            return False
        planned = plan_verdict(self.case.kernel, [], self.case.options, self.verdict.id, steps=FEW_STEPS)
        return planned["status"] in ("planned", "met")

    def _list_clash_by_plan(self) -> list[ClashingRule]:
        """Why no log meets it, by a plan that no sitting bounds; empty where that is not sure."""
        activities = [one.model_copy(update={"one_sitting": None}) for one in self.case.kernel.activities]
        kernel = self.case.kernel.model_copy(update={"activities": tuple(activities)})
        several = any(one.rate.kind == "declared" and one.rate.item is not None for one in activities)
        if self.case.cycle.rolling or several or not self._is_same_in_every_cycle():
            return []  # a plan declares one item in an entry, a log may declare several
        planned = plan_verdict(kernel, [], self.case.options, self.verdict.id, steps=FEW_STEPS)
        return [ClashingRule(**one) for one in planned["clash"]]

    def _is_same_in_every_cycle(self) -> bool:
        """Whether a plan for the first cycle tells of all of them: nothing looks back, no activity ends."""
        looks_back = any(rule.window.span in ("months", "years") for way in self.ways for rule in way)
        return not looks_back and all(one.valid is None for one in self.case.kernel.activities)

    def _list_clash_by_sums(self) -> Iterator[ClashingRule]:
        """Rules whose sums cannot be kept together; without any one of them the others' can."""
        kernel = self.case.kernel
        demands = drop_duplicates(itertools.chain(*self.ways))

        def can_not_be_met(kept: Rules) -> bool:
            held = select_rules(kernel.limits, kept)
            return not any(self.case.bounds.can_be_kept(held, select_rules(way, kept)) for way in self.ways)

        needed = find_fewest([*demands, *kernel.limits], can_not_be_met)
        yield from (ClashingRule(kind="demand", rule=rule.id) for rule in select_rules(demands, needed))
        yield from (ClashingRule(kind="limit", rule=rule.id) for rule in select_rules(kernel.limits, needed))


def _sum_minimums(case: Case, demands: Rules) -> dict[str, int]:
    """What demands ask of single categories in a cycle, in ten-thousandths; of each what asks most."""
    most: dict[str, int] = {}
    for rule in demands:
        category = rule.counting.category if rule.counting and rule.measure == "points" else None
        if category is not None and rule.for_each is None and not is_share_of_log(rule, case.kernel):
            years = case.bounds.years if rule.window.span == "year" else [0]
            asked = sum(case.basis.compute_demand(rule, year, lambda: 0) or 0 for year in years)
            most[category] = max(most.get(category, 0), asked)
    return most


def _list_category_ranges(kernel: Kernel, members: Sequence[Case]) -> Iterator[CategoryRange]:
    """What can count of each category."""
    for category in kernel.categories:
        leasts = [_find_least(case, category.id) for case in members]
        mosts = [_find_most(case, category.id) for case in members]
        known = [one for one in mosts if one is not None]
        most = max(known) if known and len(known) == len(mosts) else None
        least = min(leasts, default=0)
        asked = min((_find_minimum(case, category.id) for case in members), default=0)
        yield CategoryRange(
            category=category.id,
            asked=_to_figure(asked) if asked else None,
            least=_to_figure(least) if least else None,
            most=None if most is None else _to_figure(most),
        )


def _find_minimum(case: Case, category: str) -> int:
    """What minimums of a category ask, by the adopted verdict, in ten-thousandths."""
    always = _VerdictOfMember(case, case.kernel.verdicts[0]).always
    return _sum_minimums(case, always).get(category, 0)


def _find_least(case: Case, category: str) -> int:
    """What the adopted verdict asks of a category at least, in ten-thousandths."""
    try:
        ways = case.list_ways(case.kernel.verdicts[0].meets)
        found = [case.bounds.find_least(case.kernel.limits, way, of=category) for way in ways]
    except TooLongError:
        return 0
    return min((one.sum for one in found if one), default=0) * case.bounds.grain


def _find_most(case: Case, category: str) -> int | None:
    """The most that can count of a category, as a log made to order shows, in ten-thousandths."""
    bounds, limits = case.bounds, case.kernel.limits
    try:
        most = bounds.find_most(limits, category)
        rows = [] if most is None else [bounds.build_category_row(category, most)]
        found = bounds.find_least(limits, (), more=rows)
    except TooLongError:
        return None
    if most is None or found is None:
        return None
    run = judge_sample(case, found.cells)
    shown = sum(unit.credit for unit in run.units if unit.activity.category == category)
    return shown if shown == most * bounds.grain else None


def _to_figure(value: int) -> Decimal:
    """Ten-thousandths as a figure."""
    return Decimal(value).scaleb(-4)
