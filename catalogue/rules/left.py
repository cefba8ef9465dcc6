"""What is left to do by a verdict: where a log stands, what could help, and what no plan covers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import KernelActivity, KernelRule
from catalogue.rules.amounts import Basis, is_share_of_log
from catalogue.rules.goal import Goal
from catalogue.rules.judge import Run
from catalogue.rules.possible import UncoveredError, can_hold_items, has_no_sitting
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
        """What of the rules that matter a plan does not cover."""
        kernel, rules = self.basis.kernel, [part.rule for part in self.open if part.rule]
        yield from (UncoveredError("attribute", key) for key in self.run.assumed)
        yield from (
            UncoveredError("share", key)
            for key in dict.fromkeys(r.id for r in rules if is_share_of_log(r, kernel))
        )
        later = {part.rule.id for part in self.open if part.rule and part.part and part.part.year > 1}
        yield from (
            UncoveredError("carry", c.id) for c in kernel.carry if c.into == "year" and later & {*c.serves}
        )
        able = list(self.list_helpful())
        for rule in self.limits:
            if any(can_match(rule.counting, activity) for activity in able):
                if is_share_of_log(rule, kernel):
                    yield UncoveredError("share", rule.id)
                elif rule.measure in ("quantity", "categories"):
                    yield UncoveredError(f"limit-{rule.measure}", rule.id)


def can_match_any(rules: Sequence[KernelRule], activity: KernelActivity) -> bool:
    """Whether one of some rules can count an activity."""
    return any(can_match(rule.counting, activity) for rule in rules)
