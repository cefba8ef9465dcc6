"""What is left to do by a verdict: where a log stands, what could help, and what no plan covers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import KernelActivity, KernelRule
from catalogue.rules.amounts import Asked, of_log
from catalogue.rules.goal import Goal
from catalogue.rules.judge import Run
from catalogue.rules.possible import NamedError, no_sitting, several_items
from catalogue.rules.selection import can_fit


@dataclass(frozen=True)
class Left:
    """Where a log stands by a schedule, some rules of it apart."""

    asked: Asked
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
        return list(self.root.open(self.run, self.dropped))

    @property
    def limits(self) -> list[KernelRule]:
        """The limits that hold."""
        return [rule for rule in self.asked.kernel.limits if self.asked.applies(rule)]

    def able(self) -> Iterator[KernelActivity]:
        """The activities that could serve a goal, in the file's order."""
        rules = [part.rule for part in self.open if part.rule]
        for activity in self.asked.kernel.activities:
            refused = any(self.answers.get(name) is False for name in activity.conditions)
            if activity.id not in self.without and not refused and fit_one(rules, activity):
                yield activity

    def left_out(self) -> Iterator[tuple[str, str]]:
        """Activities that could serve, but that no plan can name a figure for."""
        yield from ((one.id, "no-sitting") for one in self.able() if no_sitting(self.asked, one))

    def several(self) -> Iterator[tuple[str, str]]:
        """Activities of which one entry can hold more than a plan puts into it."""
        able = (one for one in self.able() if several_items(one) and not no_sitting(self.asked, one))
        yield from ((one.id, "several-items") for one in able)

    def named(self) -> Iterator[NamedError]:
        """What of the rules that matter a plan does not cover."""
        kernel, rules = self.asked.kernel, [part.rule for part in self.open if part.rule]
        yield from (NamedError("attribute", key) for key in self.run.assumed)
        yield from (
            NamedError("share", key) for key in dict.fromkeys(r.id for r in rules if of_log(r, kernel))
        )
        later = {part.rule.id for part in self.open if part.rule and part.part and part.part.year > 1}
        yield from (
            NamedError("carry", c.id) for c in kernel.carry if c.into == "year" and later & {*c.serves}
        )
        able = list(self.able())
        for rule in self.limits:
            if any(can_fit(rule.counting, activity) for activity in able):
                if of_log(rule, kernel):
                    yield NamedError("share", rule.id)
                elif rule.measure in ("quantity", "categories"):
                    yield NamedError(f"limit-{rule.measure}", rule.id)


def fit_one(rules: Sequence[KernelRule], activity: KernelActivity) -> bool:
    """Whether one of some rules can count an activity."""
    return any(can_fit(rule.counting, activity) for rule in rules)
