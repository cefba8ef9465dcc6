"""What of a schedule changes nothing: demands that others imply, limits that never bite, idle activities.

All of it is shown by sums that cannot be kept, so it holds for every log.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from catalogue.model.implied import Because
from catalogue.model.kernel import Kernel, KernelActivity, KernelRule
from catalogue.rules.amounts import is_share_of_log
from catalogue.rules.bounds import Rules, drop_duplicates, find_most_per_entry, select_rules
from catalogue.rules.figures import ONE, to_ten_thousandths
from catalogue.rules.limits import order_limits
from catalogue.rules.members import Case, Way
from catalogue.rules.selection import can_match


def find_fewest(rules: Rules, is_enough: Callable[[Rules], bool]) -> list[KernelRule]:
    """Rules that are enough, and not without any one of them; the first that can go go first."""
    kept = list(rules)
    for rule in rules:
        fewer = [one for one in kept if one is not rule]
        if is_enough(fewer):
            kept = fewer
    return kept


def list_implied_demands(case: Case, ways: Sequence[Way], always: Rules) -> Iterator[Because]:
    """The demands that are met whenever the others are."""
    for rule in always:
        known = rule.measure != "quantity" and rule.window.span in ("year", "cycle")
        if known and rule.for_each is None and not is_share_of_log(rule, case.kernel):
            because = _find_implying(case, ways, rule)
            if because:
                yield Because(rule=rule.id, because=tuple(one.id for one in because))


def _find_implying(case: Case, ways: Sequence[Way], rule: KernelRule) -> list[KernelRule]:
    """The demands and limits that see to a demand, whatever months a member is away; empty where none do."""
    kernel = case.kernel
    carried = {key for one in kernel.carry for key in one.serves}
    others = [
        one for one in drop_duplicates(itertools.chain(*ways)) if one.id != rule.id and one.id not in carried
    ]
    others.sort(key=lambda one: one.counting == rule.counting)  # the last are kept where several would do
    whole = [one for one in (*kernel.limits, *others) if not _is_prorated(one, kernel)]
    if found := _find_fewest_that_meet(case, ways, rule, whole):
        return found
    less = [one for one in others if _is_prorated(one, kernel)]
    in_step = _is_prorated(rule, kernel) and rule.window.span == "cycle"
    return _find_fewest_that_meet(case, ways, rule, less) if in_step else []


def _find_fewest_that_meet(
    case: Case, ways: Sequence[Way], rule: KernelRule, others: Rules
) -> list[KernelRule]:
    """The fewest of some rules by which a demand is met in all its windows; none where they do not do."""
    bounds, limits = case.bounds, case.kernel.limits
    years = bounds.years if rule.window.span == "year" else [0]

    def is_enough(kept: Rules) -> bool:
        held = select_rules(limits, kept)
        return not any(
            bounds.can_be_kept(held, select_rules(way, kept), bounds.build_rows_below(rule, year))
            for way in ways
            for year in years
        )

    return find_fewest(others, is_enough) if is_enough(others) else []


def is_restated(kernel: Kernel, rule: KernelRule, because: Rules) -> bool:
    """Whether a demand of the cycle only adds up what is asked of each of its years."""
    if len(because) != 1 or (rule.window.span, because[0].window.span) != ("cycle", "year"):
        return False
    yearly, years = because[0], kernel.cycle.months // 12
    same = (rule.measure, rule.counting) == (yearly.measure, yearly.counting)
    each, whole = yearly.amount.figure, rule.amount.figure
    return same and each is not None and each * years == whole


def _is_prorated(rule: KernelRule, kernel: Kernel) -> bool:
    """Whether months away lower what a rule asks or leaves."""
    of = next((one for one in kernel.demands if one.id == rule.amount.of), None)
    return rule.amount.prorated or (of is not None and _is_prorated(of, kernel))


def list_idle_limits(members: Sequence[Case]) -> Iterator[Because]:
    """The limits that never cut anything, as those before them leave them nothing to cut."""
    turns = order_limits(members[0].kernel) if members else []
    for rule in turns:
        before = _list_before(rule, turns, members[0].kernel)
        here = [case for case in members if case.basis.compute_limit(rule, 1, lambda: 0) is not None]
        if here and all(_is_spared(case, rule, before) for case in here):
            yield Because(rule=rule.id, because=tuple(one.id for one in _find_sparing(here, rule, before)))


def _find_sparing(here: Sequence[Case], rule: KernelRule, before: Rules) -> list[KernelRule]:
    """The limits that spare a limit its work."""
    return find_fewest(before, lambda kept: all(_is_spared(case, rule, kept) for case in here))


def _list_before(rule: KernelRule, turns: Rules, kernel: Kernel) -> list[KernelRule]:
    """The limits before one. Where windows look back behind the cycle, its years are not all the cycle's."""
    apart = _can_look_back(kernel) and rule.window.span != "cycle"
    before = itertools.takewhile(lambda one: one is not rule, turns)
    return [one for one in before if not (apart and one.window.span == "cycle")]


def _can_look_back(kernel: Kernel) -> bool:
    """Whether something may count that lies before the cycle."""
    return any(one.window.span in ("months", "years") for one in (*kernel.limits, *kernel.demands))


def _is_spared(case: Case, rule: KernelRule, before: Rules) -> bool:
    """Whether some limits before it leave a limit nothing to cut, however full the log is."""
    kernel, bounds = case.kernel, case.bounds
    if rule.measure == "quantity" or is_share_of_log(rule, kernel) or _is_prorated(rule, kernel):
        return False
    year = 1 if rule.window.span == "year" else 0
    room = case.basis.compute_limit(rule, year, lambda: 0)
    if room is None:
        return True
    over = room // (bounds.grain if rule.measure == "points" else ONE) + 1
    if rule.window.span == "entry":
        return rule.measure == "points" and not any(
            bounds.can_be_kept(before, (), rows) for rows in bounds.list_rows_in_one_entry(rule, over)
        )
    if rule.window.span not in ("year", "cycle"):
        over = 1  # of a day, or of a span that looks back, only that nothing can be in it
    return not bounds.can_be_kept(before, (), bounds.build_rows_at_least(rule, year, over))


def list_idle_activities(members: Sequence[Case]) -> Iterator[Because]:
    """The activities that never earn anything, those apart of which the schedule says so."""
    for activity in members[0].kernel.activities if members else ():
        if activity.rate.kind != "none":
            because = [_find_what_bars(case, activity) for case in members]
            if all(one is not None for one in because):
                yield Because(
                    rule=activity.id,
                    because=tuple(dict.fromkeys(key for one in because for key in one or ())),
                )


def _find_what_bars(case: Case, activity: KernelActivity) -> list[str] | None:
    """The limits by which an activity earns nothing (none where it is its rate); None where it can earn."""
    if find_most_per_entry(activity, case.basis) == 0 or _is_over(case.kernel, activity):
        return []
    kernel, every = case.kernel, ("entry", "day", "year")
    spans = every if _can_look_back(kernel) else (*every, "cycle")
    for rule in kernel.limits:
        sure = rule.for_each is None and can_match(rule.counting, activity, surely=True)
        told = (
            rule.window.span in spans and not is_share_of_log(rule, kernel) and not _is_prorated(rule, kernel)
        )
        if sure and told and rule.measure in ("points", "entries"):
            room = case.basis.compute_limit(rule, 1, lambda: 0)
            least = to_ten_thousandths(kernel.granularity) if rule.measure == "points" else ONE
            if room is not None and room < least:
                return [rule.id]
    return None


def _is_over(kernel: Kernel, activity: KernelActivity) -> bool:
    """Whether an activity ended before the first cycle that the schedule judges begins."""
    last = activity.valid.to if activity.valid else None
    return last is not None and kernel.valid_from is not None and last < kernel.valid_from
