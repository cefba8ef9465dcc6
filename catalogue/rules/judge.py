"""One judgement of a log: with and without what is provisional, and for every value of what is unknown.

Where those runs differ, a state is cannot-tell, naming what to confirm or to supply.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import Kernel, KernelAttribute
from catalogue.model.log import LogEntry, Options
from catalogue.rules import carry, demands, limits, verdicts
from catalogue.rules.amounts import Asked, Attributes
from catalogue.rules.demands import Standing
from catalogue.rules.entries import Judged, earned, sifted
from catalogue.rules.figures import RefusedError, number
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
    lines: list[Judged]
    runs: list[Run]

    @property
    def shown(self) -> Run:
        """The run whose figures are shown: provisional entries in, the first value of what is unknown."""
        return self.runs[0]

    def state(self, name: str) -> str:
        """The state of a demand, or of a verdict behind `verdict `."""
        states = {run.states[name] for run in self.runs}
        return self.told(states.pop() if len(states) == 1 else CANNOT_TELL)

    def told(self, state: str) -> str:
        """Of a schedule of which only totals are known, nothing can be said to be met."""
        return CANNOT_TELL if self.kernel.incomplete and state == "met" else state

    def to_confirm(self, name: str) -> bool:
        """Whether what is provisional makes a difference."""
        pairs = zip(self.runs[::2], self.runs[1::2], strict=True)
        return any(one.states[name] != other.states[name] for one, other in pairs)

    def to_supply(self, name: str) -> list[str]:
        """The unknown attributes whose value makes a difference."""
        return [key for key in self.shown.assumed if self._matters(key, name)]

    def _matters(self, key: str, name: str) -> bool:
        found: dict[object, str] = {}
        for run in self.runs:
            rest = (run.provisional, *(value for other, value in run.assumed.items() if other != key))
            if found.setdefault(rest, run.states[name]) != run.states[name]:
                return True
        return False


def judge(kernel: Kernel, log: Sequence[LogEntry], options: Options, cycle: Cycle, plans: bool) -> Judgement:
    """Judge a log; with `plans`, what is dated after the day asked about counts as done."""
    lines = sifted(kernel, log, cycle, options.member, plans)
    unsure = any(line.passes and line.state == "provisional" for line in lines)
    runs: list[Run] = []
    for assumed in assumptions(kernel, options):
        asked = _asked(kernel, options, cycle, assumed)
        runs.append(_run(asked, options, lines, assumed, True, explain=not runs))
        runs.append(_run(asked, options, lines, assumed, False) if unsure else _same(runs[-1]))
    return Judgement(kernel, cycle, lines, runs)


def assumptions(kernel: Kernel, options: Options) -> list[dict[str, tuple[str, ...]]]:
    """Every way to fill in the attributes that rules ask about and the member file does not give."""
    used = _used(kernel)
    unknown = [a for a in kernel.attributes if a.id in used and a.id not in options.member.attributes]
    answers = [_answers(attribute) for attribute in unknown]
    if math.prod(map(len, answers)) > MOST_CASES:
        raise RefusedError("attributes-needed", attributes=", ".join(a.id for a in unknown))
    names = [attribute.id for attribute in unknown]
    return [dict(zip(names, chosen, strict=True)) for chosen in itertools.product(*answers)]


def _answers(attribute: KernelAttribute) -> list[tuple[str, ...]]:
    """What could be answered: each value; where a member can have several, also all of them."""
    single: list[tuple[str, ...]] = [(value,) for value in attribute.values]
    return [*single, attribute.values] if attribute.several and len(single) > 1 else single


def _used(kernel: Kernel) -> set[str]:
    """The attributes that rules ask about."""
    used: set[str] = set()
    for rule in (*kernel.limits, *kernel.demands):
        used |= {name for name in (rule.for_each, rule.amount.by, rule.when and rule.when.member) if name}
    for carried in kernel.carry:
        used |= {term.above.by for term in carried.least_of if term.above and term.above.by}
    return used


def _asked(kernel: Kernel, options: Options, cycle: Cycle, assumed: Assumed) -> Asked:
    known: Attributes = {**options.member.attributes, **assumed}
    return Asked(kernel, cycle, known, options.member.months_away)


def _run(
    asked: Asked,
    options: Options,
    lines: Sequence[Judged],
    assumed: Assumed,
    provisional: bool,
    explain: bool = False,
) -> Run:
    counted = [line for line in lines if line.passes and (provisional or line.state != "provisional")]
    units = earned(counted, asked.kernel, asked.cycle, explain)
    for change in limits.limited(units, asked):
        if explain:
            _explain(change, lines)
    brought, surplus = carry.given(options.carry_in, asked), carry.surplus(units, asked)
    standings = demands.standings(units, asked, carry.carried(surplus, brought, asked))
    states = {key: standing.state for key, standing in standings.items()}
    for verdict in asked.kernel.verdicts:
        states[f"verdict {verdict.id}"] = verdicts.state(verdict.meets, states)
    return Run(assumed, provisional, units, standings, states, surplus, brought)


def _same(run: Run) -> Run:
    return Run(run.assumed, False, run.units, run.standings, run.states, run.surplus, run.brought)


def _explain(change: limits.Change, lines: Sequence[Judged]) -> None:
    rule, entries = change
    for entry, (before, after, quantity, left) in entries.items():
        more = {"quantity_before": number(quantity), "quantity_after": number(left)}
        lines[entry].say(
            "limit", rule.id, rule.source, before, after, **more if rule.measure == "quantity" else {}
        )
