"""How much a rule asks: a figure, a table by member attribute, or a share; less for months away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from catalogue.model.kernel import Kernel, KernelAmount, KernelCarry, KernelRule
from catalogue.rules.figures import ONE, round_to_grain, to_ten_thousandths
from catalogue.rules.selection import Unit
from catalogue.rules.windows import Cycle

Attributes = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Basis:
    """What every rule is judged with: schedule, cycle, and the member with every attribute known."""

    kernel: Kernel
    cycle: Cycle
    attributes: Attributes
    months_away: Decimal | Mapping[str, Decimal]

    def is_applicable(self, rule: KernelRule | KernelCarry) -> bool:
        """Whether a rule holds for this member."""
        if rule.when is None:
            return True
        return any(value in rule.when.is_ for value in self.attributes[rule.when.member])

    def list_unit_eaches(self, rule: KernelRule, unit: Unit) -> list[str]:
        """The choices, topics or values that a unit counts for; one nameless one where a rule has none."""
        if rule.for_each is None:
            return [""]
        if rule.for_each == "choice":
            return [unit.choice] if unit.choice else []
        if rule.for_each == "topic":
            return list(dict.fromkeys(unit.topics))
        return [value for value in self.attributes[rule.for_each] if value in unit.topics]

    def compute_demand(self, rule: KernelRule, year: int, log: Callable[[], int]) -> int | None:
        """What a demand asks, rounded as the schedule says; None where it does not apply.

        `year` is the CPD year judged (0 for other windows); `log` gives everything credited in the
        rule's window.
        """
        if not self.is_applicable(rule):
            return None
        rounds = self.kernel.demand_rounds
        return self.compute_amount(rule.amount, rule.measure, year, log, rounds)

    def compute_limit(self, rule: KernelRule, year: int, log: Callable[[], int]) -> int | None:
        """What a limit leaves: never more than it says."""
        if not self.is_applicable(rule):
            return None
        found = self.compute_amount(rule.amount, rule.measure, year, log, "down")
        return None if found is None else round_to_grain(found, 1, self.find_grain(rule.measure), "down")

    def compute_amount(
        self, amount: KernelAmount, measure: str, year: int, log: Callable[[], int], rounds: str
    ) -> int | None:
        """An amount in ten-thousandths; what is computed is rounded to the measure's granularity."""
        whole = self._compute_base(amount, year, log)
        if whole is None or (amount.share is None and not amount.prorated):
            return whole
        top, bottom = whole, 1
        if amount.share is not None:
            top, bottom = top * to_ten_thousandths(amount.share), bottom * 100 * ONE
        if amount.prorated:
            present, span = self._compute_presence(year)
            top, bottom = top * present, bottom * span
        return round_to_grain(top, bottom, self.find_grain(measure), rounds)

    def find_grain(self, measure: str) -> int:
        """The smallest step of a measure."""
        if measure == "points":
            return to_ten_thousandths(self.kernel.granularity)
        return 1 if measure == "quantity" else ONE

    def _compute_base(self, amount: KernelAmount, year: int, log: Callable[[], int]) -> int | None:
        if amount.figure is not None:
            return to_ten_thousandths(amount.figure)
        if amount.by is not None and amount.values is not None:
            figures = [amount.values[v] for v in self.attributes[amount.by] if v in amount.values]
            return to_ten_thousandths(max(figures)) if figures else None
        if amount.of == "log":
            return log()
        demand = next(rule for rule in self.kernel.demands if rule.id == amount.of)
        return self.compute_demand(demand, year, log)

    def _compute_presence(self, year: int) -> tuple[int, int]:
        """12 less the months away, over 12: of a CPD year, else of all years of the cycle together."""
        if isinstance(self.months_away, Decimal):
            return 12 * ONE - min(to_ten_thousandths(self.months_away), 12 * ONE), 12 * ONE
        years = [year] if year else list(range(1, max(self.cycle.years, 1) + 1))
        away = sum(min(to_ten_thousandths(self.months_away.get(str(y), Decimal(0))), 12 * ONE) for y in years)
        return 12 * ONE * len(years) - away, 12 * ONE * len(years)


def is_share_of_log(rule: KernelRule, kernel: Kernel) -> bool:
    """Whether an amount is a share of the log, or of a demand that is one."""
    if rule.amount.of is None or rule.amount.of == "log":
        return rule.amount.of == "log"
    return any(is_share_of_log(demand, kernel) for demand in kernel.demands if demand.id == rule.amount.of)
