"""What is left to do by a verdict: where a log stands, what could help, and what no plan covers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import KernelActivity, KernelRule
from catalogue.rules.amounts import Basis, is_share_of_log
from catalogue.rules.goal import Goal
from catalogue.rules.judge import Run, list_attributes_of_carry, list_attributes_of_rule
from catalogue.rules.possible import UncoveredError, can_hold_items, has_no_sitting, is_within_day
from catalogue.rules.selection import can_match


@dataclass(frozen=True)
class Left:
    """Where a log stands by a schedule, some rules of it apart."""

    basis: Basis
    run: Run
    root: Goal
    dropped: Collection[str]
    without: Sequence[str]
    answers: Mapping[str, bool]
    """Conditions about the member, as the member file answers them."""
    unconfirmed: list[str]
    """Entries of the log that are provisional; a plan takes them for confirmed."""

    @property
    def open(self) -> list[Goal]:
        """What is still to be reached."""
        return list(self.root.list_open(self.run, self.dropped))

    @property
    def is_of_today(self) -> bool:
        """Whether something is open in a window that rolls, and only what is done by today counts for it."""
        return any(part.rule and self.basis.cycle.is_rolling(part.rule.window) for part in self.open)

    @property
    def limits(self) -> list[KernelRule]:
        """The limits that hold."""
        return [rule for rule in self.basis.kernel.limits if self.basis.is_applicable(rule)]

    def list_helpful(self) -> Iterator[KernelActivity]:
        """The activities that could serve a goal, in the file's order."""
        rules = [part.rule for part in self.open if part.rule]
        for activity in self.basis.kernel.activities:
            refused = any(self.answers.get(name) is False for name in activity.conditions)
            if activity.id not in self.without and not refused and can_match_any(rules, activity):
                yield activity

    def list_without_sitting(self) -> Iterator[tuple[str, str]]:
        """Activities that could serve, but that no plan can name a figure for."""
        yield from ((one.id, "no-sitting") for one in self.list_helpful() if has_no_sitting(self.basis, one))

    def list_several_items(self) -> Iterator[tuple[str, str]]:
        """Activities of which one entry can hold more than a plan puts into it."""
        able = (
            one for one in self.list_helpful() if can_hold_items(one) and not has_no_sitting(self.basis, one)
        )
        yield from ((one.id, "several-items") for one in able)

    def list_uncovered(self) -> Iterator[UncoveredError]:
        """What of the rules that matter no plan can be made without."""
        kernel, rules = self.basis.kernel, [part.rule for part in self.open if part.rule]
        yield from (UncoveredError("attribute", key) for key in self.run.assumed if self._is_read(key))
        yield from (
            UncoveredError("share", key)
            for key in dict.fromkeys(r.id for r in rules if is_share_of_log(r, kernel))
        )

    def _is_read(self, attribute: str) -> bool:
        """Whether something reads an attribute that bears on this cycle: what it carries on does not."""
        kernel = self.basis.kernel
        read = {name for rule in (*kernel.limits, *kernel.demands) for name in list_attributes_of_rule(rule)}
        for carry in kernel.carry:
            if carry.into == "year" or carry.id in self.run.brought:
                read |= list_attributes_of_carry(carry)
        return attribute in read

    def list_avoided(self) -> list[UncoveredError]:
        """Rules that a plan does without: it counts on no carry, and keeps clear of what it cannot weigh."""
        kernel, able = self.basis.kernel, list(self.list_helpful())
        later = {part.rule.id for part in self.open if part.rule and part.part and part.part.year > 1}
        found = [
            UncoveredError("carry", c.id) for c in kernel.carry if c.into == "year" and later & {*c.serves}
        ]
        for rule in self.limits:
            why = self._find_reason(rule)
            if why and any(can_match(rule.counting, activity) for activity in able):
                found.append(UncoveredError(why, rule.id))
        return found

    def _find_reason(self, rule: KernelRule) -> str:
        """Why a plan cannot weigh a limit; empty where it can."""
        if is_share_of_log(rule, self.basis.kernel):
            return "share"
        return "" if rule.measure in ("points", "entries") else f"limit-{rule.measure}"

    def list_able(self) -> list[KernelActivity]:
        """The activities that could serve, but for those of which a limit cannot be weighed.

        A plan stays below a limit of a quantity, unless it holds for an entry or a day.
        """
        barred = [
            rule
            for rule in self.limits
            if self._find_reason(rule) and (rule.measure != "quantity" or is_within_day(rule))
        ]
        barred += [r for r in self.limits if r.measure == "quantity" and self._find_reason(r) == "share"]
        return [one for one in self.list_helpful() if not can_match_any(barred, one)]


def can_match_any(rules: Sequence[KernelRule], activity: KernelActivity) -> bool:
    """Whether one of some rules can count an activity."""
    return any(can_match(rule.counting, activity) for rule in rules)
