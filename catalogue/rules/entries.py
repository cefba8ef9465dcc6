"""From the lines of a log to units that earned something: which lines count, and at what rate.

Each change is a line of explanation: kind, rule, source, credit before and after (as data, no words).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from catalogue.model.kernel import Kernel, KernelActivity, KernelChoice
from catalogue.model.log import LogEntry, Member
from catalogue.model.spelling import find_closest
from catalogue.rules import rates
from catalogue.rules.figures import ONE, RefusedError, to_number, to_ten_thousandths
from catalogue.rules.selection import Unit
from catalogue.rules.windows import AFTER, BEFORE, Cycle

MOST_ITEMS = 1_000
Explanation = dict[str, Any]


@dataclass
class JudgedEntry:
    """A line of the log, and what became of it. `state` is counted, provisional, planned or set-aside."""

    position: int
    entry: LogEntry
    activity: KernelActivity
    state: str = "counted"
    passes: bool = True
    """Whether it can earn anything."""
    unanswered: list[str] = field(default_factory=list)
    """Conditions that nobody has answered."""
    explanations: list[Explanation] = field(default_factory=list)

    def add_explanation(
        self, kind: str, rule: str, source: Sequence[object], before: int, after: int, **more: Any
    ) -> None:
        """Add a line of explanation; figures in ten-thousandths."""
        line = {"kind": kind, "rule": rule, "source": [str(citation) for citation in source]}
        self.explanations.append({**line, "before": to_number(before), "after": to_number(after), **more})

    def reject(self, kind: str, rule: str = "", source: Sequence[object] | None = None, **more: Any) -> None:
        """It earns nothing, for this reason."""
        self.passes = False
        place = self.activity.source if source is None else source
        self.add_explanation(kind, rule or self.activity.id, place, 0, 0, **more)


def judge_entries(
    kernel: Kernel, log: Sequence[LogEntry], cycle: Cycle, member: Member, with_plans: bool
) -> list[JudgedEntry]:
    """Every line of the log, by what can be said before anything is counted, in the log's order."""
    activities = {activity.id: activity for activity in kernel.activities}
    found = []
    for position, entry in enumerate(log):
        if entry.activity not in activities:
            raise RefusedError("unknown-activity", entry=entry.id, activity=entry.activity)
        judged = JudgedEntry(position, entry, activities[entry.activity])
        _judge_entry(judged, kernel, cycle, member, with_plans)
        found.append(judged)
    return found


def _judge_entry(judged: JudgedEntry, kernel: Kernel, cycle: Cycle, member: Member, with_plans: bool) -> None:
    day = judged.entry.date
    if not _is_in_a_window(kernel, cycle, day):
        judged.state = "set-aside"
        side = {BEFORE: "before-cycle", AFTER: "after-cycle"}.get(cycle.find_side(day), "outside-windows")
        judged.reject(side, source=())
    elif day > cycle.on and not with_plans:
        judged.state = "planned"
        judged.reject("planned", source=())
    elif not _is_valid(judged.activity, day):
        judged.reject("activity-not-valid")
    elif _check_choice(judged):
        _check_conditions(judged, kernel, member)


def _is_in_a_window(kernel: Kernel, cycle: Cycle, day: date) -> bool:
    """Whether a day lies in a window of some rule, entry and day windows apart."""
    for rule in (*kernel.limits, *kernel.demands):
        kind = rule.window.span
        if kind == "year" and cycle.find_side(day) == 0:
            return True
        if kind not in ("entry", "day", "year") and cycle.find_window(rule.window, day) is not None:
            return True
    return False


def _is_valid(activity: KernelActivity, day: date) -> bool:
    valid = activity.valid
    if valid is None:
        return True
    return (valid.from_ is None or day >= valid.from_) and (valid.to is None or day <= valid.to)


def _check_choice(judged: JudgedEntry) -> bool:
    """Whether the choice is one of those that the activity lists; else it earns nothing."""
    choices, chosen = judged.activity.choices, judged.entry.choice
    if choices is None or any(choice.id == chosen for choice in choices):
        return True
    if chosen is None:
        judged.reject("choice-missing")
    else:
        judged.reject("choice-unlisted", choice=chosen, nearest=_find_nearest(chosen, choices))
    return False


def _find_nearest(chosen: str, choices: tuple[KernelChoice, ...]) -> str:
    return find_closest(chosen, [choice.id for choice in choices])


def _check_conditions(judged: JudgedEntry, kernel: Kernel, member: Member) -> None:
    """A condition that is answered no earns nothing; unanswered, the credit is provisional."""
    asked = {condition.id: condition for condition in kernel.conditions}
    for name in judged.activity.conditions:
        condition = asked[name]
        about_entry = condition.about == "entry"
        answer = judged.entry.confirmed if about_entry else member.conditions.get(name)
        if answer is False:
            judged.state, judged.unanswered = "counted", []
            judged.reject("condition-refused", name, condition.source)
            return
        if answer is None:
            judged.state = "provisional"
            judged.unanswered.append(name)


def earn_units(entries: Sequence[JudgedEntry], kernel: Kernel, cycle: Cycle, explain: bool) -> list[Unit]:
    """The units that the lines earn, by date and then by the log's order.

    Where a rate runs on a sum, an entry earns what it adds to the sum. With `explain`, what a rate
    changed is told in the lines.
    """
    earning = Earning(kernel, cycle, explain)
    found: list[Unit] = []
    for line in sorted(entries, key=lambda line: (line.entry.date, line.position)):
        found += earning.earn_entry(line)
    return found


class Earning:
    """What earlier entries leave for later ones: sums so far, and how often each choice was taken."""

    def __init__(self, kernel: Kernel, cycle: Cycle, explain: bool) -> None:
        self.kernel, self.cycle, self.explain = kernel, cycle, explain
        self.times: dict[tuple[str, str, int], int] = {}
        self.sums: dict[tuple[str, object, int], tuple[int, int]] = {}

    def earn_entry(self, judged: JudgedEntry) -> list[Unit]:
        """The units of one line: one for each item of a fixed rate, else one."""
        rate = judged.activity.rate
        quantity = 0 if judged.entry.quantity is None else to_ten_thousandths(judged.entry.quantity)
        if rate.kind == "items":
            return self._earn_repeated(judged, self._earn_items(judged), ONE)
        if rate.kind == "tiers":
            return self._earn_repeated(judged, [self._earn_tiers(judged, quantity)], quantity)
        if rate.kind == "declared":
            measured = (ONE if judged.entry.quantity is None else quantity) if rate.item is not None else 0
            return self._earn_repeated(judged, [self._earn_declared(judged, measured)], measured)
        if self.explain:
            judged.add_explanation(
                "earns-nothing", judged.activity.id, judged.activity.source, 0, 0, reason=rate.reason or ""
            )
        return self._earn_repeated(judged, [0], quantity)

    def _earn_items(self, judged: JudgedEntry) -> list[int]:
        """What each item earns before repeats count: whole items, one where the log names none."""
        quantity = ONE if judged.entry.quantity is None else to_ten_thousandths(judged.entry.quantity)
        if quantity % ONE or quantity > MOST_ITEMS * ONE:
            raise RefusedError("items", entry=judged.entry.id, most=MOST_ITEMS)
        if not quantity and self.explain:
            judged.add_explanation("no-items", judged.activity.id, judged.activity.source, 0, 0)
        return [rates.earn_item(judged.activity.rate, self.kernel)] * (quantity // ONE)

    def _earn_tiers(self, judged: JudgedEntry, quantity: int) -> int:
        rate = judged.activity.rate
        if rate.window is None or rate.window.span == "entry":
            self._explain_below_tiers(judged, quantity)
            return rates.earn_tiers(rate, quantity, self.kernel)
        day = judged.entry.date
        key = (judged.activity.id, self.cycle.find_window(rate.window, day), self.cycle.find_side(day))
        measured, paid = self.sums.get(key, (0, 0))
        adds = max(rates.earn_tiers(rate, measured + quantity, self.kernel) - paid, 0)
        self.sums[key] = (measured + quantity, paid + adds)
        return adds

    def _explain_below_tiers(self, judged: JudgedEntry, quantity: int) -> None:
        """Say where the first tier begins to whoever stays below it."""
        rate = judged.activity.rate
        first = rate.steps[0]
        at = to_ten_thousandths(first.at)
        if self.explain and (quantity <= at if first.open else quantity < at):
            kind = "not-above-tiers" if first.open else "below-tiers"
            more = {"quantity": to_number(quantity), "at": to_number(at), "measure": rate.measure or ""}
            judged.add_explanation(kind, judged.activity.id, judged.activity.source, 0, 0, **more)

    def _earn_declared(self, judged: JudgedEntry, quantity: int) -> int:
        if judged.entry.points is None:
            if self.explain:
                judged.add_explanation("points-missing", judged.activity.id, judged.activity.source, 0, 0)
            return 0
        points = to_ten_thousandths(judged.entry.points)
        result, changed = rates.earn_declared(judged.activity.rate, points, quantity, self.kernel)
        changed = changed or ("declared-rounded" if result != points else "")
        if changed and self.explain:
            judged.add_explanation(changed, judged.activity.id, judged.activity.source, points, result)
        return result

    def _earn_repeated(self, judged: JudgedEntry, full: list[int], quantity: int) -> list[Unit]:
        """The units, each as the n-th time of the same choice in the cycle."""
        rates.refuse_too_large(sum(full))
        if not judged.activity.rate.repeats:
            return [self._build_unit(judged, one, quantity) for one in full]
        key = (judged.activity.id, judged.entry.choice or "", self.cycle.find_side(judged.entry.date))
        before = self.times.get(key, 0)
        self.times[key] = before + len(full)
        rate = judged.activity.rate
        left = [rates.earn_repeat(one, before + n, rate, self.kernel) for n, one in enumerate(full)]
        if sum(left) != sum(full) and self.explain:
            rule, source = judged.activity.id, judged.activity.source
            judged.add_explanation("repeat", rule, source, sum(full), sum(left), time=before + 1)
        return [self._build_unit(judged, one, quantity) for one in left]

    def _build_unit(self, judged: JudgedEntry, result: int, quantity: int) -> Unit:
        entry = judged.entry
        return Unit(
            entry=judged.position,
            date=entry.date,
            activity=judged.activity,
            choice=entry.choice or "",
            topics=entry.topics,
            earned=result,
            measured=quantity,
            credit=result,
            quantity=quantity,
        )
