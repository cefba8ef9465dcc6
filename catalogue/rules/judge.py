"""One judgement of a log: with and without what is provisional, and for every value of what is unknown.

Where those runs differ, a state is cannot-tell, naming what to confirm or to supply.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import Kernel, KernelAttribute, KernelCarry, KernelRule
from catalogue.model.log import LogEntry, Options
from catalogue.rules import carry, demands, limits, verdicts
from catalogue.rules.amounts import Attributes, Basis
from catalogue.rules.demands import Standing
from catalogue.rules.entries import JudgedEntry, earn_units, judge_entries
from catalogue.rules.figures import RefusedError, to_number
from catalogue.rules.selection import Unit
from catalogue.rules.windows import Cycle

CANNOT_TELL = "cannot-tell"
MOST_CASES = 1_000
Assumed = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Run:
    """One way of judging: every attribute known, provisional entries in or out."""

    assumed: Assumed
    """The values taken for attributes that the member file does not give."""
    provisional: bool
    units: list[Unit]
    standings: dict[str, Standing]
    states: dict[str, str]
    """The state of every demand, and of every verdict behind `verdict `."""
    surplus: carry.Surplus
    brought: Mapping[str, int]


@dataclass(frozen=True)
class Judgement:
    """A judged log: its lines, the run whose figures are shown (the first), and all runs."""

    kernel: Kernel
    cycle: Cycle
    entries: list[JudgedEntry]
    runs: list[Run]

    @property
    def shown(self) -> Run:
        """The run whose figures are shown: provisional entries in, the first value of what is unknown."""
        return self.runs[0]

    def find_state(self, name: str) -> str:
        """The state of a demand, or of a verdict behind `verdict `."""
        states = {run.states[name] for run in self.runs}
        return self.hedge_state(states.pop() if len(states) == 1 else CANNOT_TELL)

    def hedge_state(self, state: str) -> str:
        """Of a schedule of which only totals are known, nothing can be said to be met."""
        return CANNOT_TELL if self.kernel.incomplete and state == "met" else state

    def is_to_confirm(self, name: str) -> bool:
        """Whether what is provisional makes a difference."""
        pairs = zip(self.runs[::2], self.runs[1::2], strict=True)
        return any(one.states[name] != other.states[name] for one, other in pairs)

    def list_attributes_to_supply(self, name: str) -> list[str]:
        """The unknown attributes whose value makes a difference."""
        return [key for key in self.shown.assumed if self._is_deciding(key, name)]

    def _is_deciding(self, key: str, name: str) -> bool:
        found: dict[object, str] = {}
        for run in self.runs:
            rest = (run.provisional, *(value for other, value in run.assumed.items() if other != key))
            if found.setdefault(rest, run.states[name]) != run.states[name]:
                return True
        return False


def judge_log(
    kernel: Kernel, log: Sequence[LogEntry], options: Options, cycle: Cycle, plans: bool
) -> Judgement:
    """Judge a log; with `plans`, what is dated after the day asked about counts as done."""
    lines = judge_entries(kernel, log, cycle, options.member, plans)
    unsure = any(line.passes and line.state == "provisional" for line in lines)
    runs: list[Run] = []
    for assumed in list_assumptions(kernel, options):
        basis = _build_basis(kernel, options, cycle, assumed)
        runs.append(_judge_run(basis, options, lines, assumed, True, explain=not runs))
        runs.append(_judge_run(basis, options, lines, assumed, False) if unsure else _copy_run(runs[-1]))
    return Judgement(kernel, cycle, lines, runs)


def list_assumptions(kernel: Kernel, options: Options) -> list[dict[str, tuple[str, ...]]]:
    """Every way to fill in the attributes that rules ask about and the member file does not give."""
    used = _list_used_attributes(kernel)
    unknown = [a for a in kernel.attributes if a.id in used and a.id not in options.member.attributes]
    answers = [_list_answers(attribute) for attribute in unknown]
    if math.prod(map(len, answers)) > MOST_CASES:
        raise RefusedError("attributes-needed", attributes=", ".join(a.id for a in unknown))
    names = [attribute.id for attribute in unknown]
    return [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*answers)]


def _list_answers(attribute: KernelAttribute) -> list[tuple[str, ...]]:
    """What could be answered: each value; where a member can have several, also all of them."""
    single: list[tuple[str, ...]] = [(value,) for value in attribute.values]
    return [*single, attribute.values] if attribute.several and len(single) > 1 else single


def _list_used_attributes(kernel: Kernel) -> set[str]:
    """The attributes that rules ask about."""
    used: set[str] = set()
    for rule in (*kernel.limits, *kernel.demands):
        used |= list_attributes_of_rule(rule)
    for carried in kernel.carry:
        used |= list_attributes_of_carry(carried)
    return used


def list_attributes_of_rule(rule: KernelRule) -> set[str]:
    """The attributes that a limit or demand asks about."""
    return {name for name in (rule.for_each, rule.amount.by, rule.when and rule.when.member) if name}


def list_attributes_of_carry(carried: KernelCarry) -> set[str]:
    """The attributes that a carry asks about."""
    used = {carried.when.member} if carried.when else set()
    return used | {term.above.by for term in carried.least_of if term.above and term.above.by}


def _build_basis(kernel: Kernel, options: Options, cycle: Cycle, assumed: Assumed) -> Basis:
    known: Attributes = {**options.member.attributes, **assumed}
    return Basis(kernel, cycle, known, options.member.months_away)


def _judge_run(
    basis: Basis,
    options: Options,
    entries: Sequence[JudgedEntry],
    assumed: Assumed,
    provisional: bool,
    explain: bool = False,
) -> Run:
    counted = [line for line in entries if line.passes and (provisional or line.state != "provisional")]
    units = earn_units(counted, basis.kernel, basis.cycle, explain)
    for change in limits.apply_limits(units, basis):
        if explain:
            _explain_limit(change, entries)
    brought, surplus = carry.cap_carry_in(options.carry_in, basis), carry.compute_surplus(units, basis)
    standings = demands.judge_demands(units, basis, carry.sum_carried(surplus, brought, basis))
    states = {key: standing.state for key, standing in standings.items()}
    for verdict in basis.kernel.verdicts:
        states[f"verdict {verdict.id}"] = verdicts.judge_verdict(verdict.meets, states)
    return Run(assumed, provisional, units, standings, states, surplus, brought)


def _copy_run(run: Run) -> Run:
    return Run(run.assumed, False, run.units, run.standings, run.states, run.surplus, run.brought)


def _explain_limit(change: limits.Change, judged_entries: Sequence[JudgedEntry]) -> None:
    rule, entries = change
    for entry, (before, after, quantity, left) in entries.items():
        more = {"quantity_before": to_number(quantity), "quantity_after": to_number(left)}
        judged_entries[entry].add_explanation(
            "limit", rule.id, rule.source, before, after, **more if rule.measure == "quantity" else {}
        )
