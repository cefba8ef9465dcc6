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
from catalogue.model.spelling import closest
from catalogue.rules import rates
from catalogue.rules.figures import ONE, RefusedError, number, units
from catalogue.rules.selection import Unit
from catalogue.rules.windows import AFTER, BEFORE, Cycle

MOST_ITEMS = 1_000
Line = dict[str, Any]


@dataclass
class Judged:
    """A line of the log, and what became of it. `state` is counted, provisional, planned or set-aside."""

    position: int
    entry: LogEntry
    activity: KernelActivity
    state: str = "counted"
    passes: bool = True
    """Whether it can earn anything."""
    open: list[str] = field(default_factory=list)
    """Conditions that nobody has answered."""
    lines: list[Line] = field(default_factory=list)

    def say(
        self, kind: str, rule: str, source: Sequence[object], before: int, after: int, **more: Any
    ) -> None:
        """Add a line of explanation; figures in ten-thousandths."""
        line = {"kind": kind, "rule": rule, "source": [str(citation) for citation in source]}
        self.lines.append({**line, "before": number(before), "after": number(after), **more})

    def stop(self, kind: str, rule: str = "", source: Sequence[object] | None = None, **more: Any) -> None:
        """It earns nothing, for this reason."""
        self.passes = False
        place = self.activity.source if source is None else source
        self.say(kind, rule or self.activity.id, place, 0, 0, **more)


def sifted(
    kernel: Kernel, log: Sequence[LogEntry], cycle: Cycle, member: Member, with_plans: bool
) -> list[Judged]:
    """Every line of the log, by what can be said before anything is counted, in the log's order."""
    activities = {activity.id: activity for activity in kernel.activities}
    found = []
    for position, entry in enumerate(log):
        if entry.activity not in activities:
            raise RefusedError("unknown-activity", entry=entry.id, activity=entry.activity)
        judged = Judged(position, entry, activities[entry.activity])
        _sift(judged, kernel, cycle, member, with_plans)
        found.append(judged)
    return found


def _sift(judged: Judged, kernel: Kernel, cycle: Cycle, member: Member, with_plans: bool) -> None:
    day = judged.entry.date
    if not _in_a_window(kernel, cycle, day):
        judged.state = "set-aside"
        side = {BEFORE: "before-cycle", AFTER: "after-cycle"}.get(cycle.side(day), "outside-windows")
        judged.stop(side, source=())
    elif day > cycle.on and not with_plans:
        judged.state = "planned"
        judged.stop("planned", source=())
    elif not _valid(judged.activity, day):
        judged.stop("activity-not-valid")
    elif _listed(judged):
        _conditions(judged, kernel, member)


def _in_a_window(kernel: Kernel, cycle: Cycle, day: date) -> bool:
    """Whether a day lies in a window of some rule, entry and day windows apart."""
    for rule in (*kernel.limits, *kernel.demands):
        kind = rule.window.span
        if kind == "year" and cycle.side(day) == 0:
            return True
        if kind not in ("entry", "day", "year") and cycle.place(rule.window, day) is not None:
            return True
    return False


def _valid(activity: KernelActivity, day: date) -> bool:
    valid = activity.valid
    if valid is None:
        return True
    return (valid.from_ is None or day >= valid.from_) and (valid.to is None or day <= valid.to)


def _listed(judged: Judged) -> bool:
    """Whether the choice is one of those that the activity lists; else it earns nothing."""
    choices, chosen = judged.activity.choices, judged.entry.choice
    if choices is None or any(choice.id == chosen for choice in choices):
        return True
    if chosen is None:
        judged.stop("choice-missing")
    else:
        judged.stop("choice-unlisted", choice=chosen, nearest=_nearest(chosen, choices))
    return False


def _nearest(chosen: str, choices: tuple[KernelChoice, ...]) -> str:
    return closest(chosen, [choice.id for choice in choices])


def _conditions(judged: Judged, kernel: Kernel, member: Member) -> None:
    """A condition that is answered no earns nothing; unanswered, the credit is provisional."""
    asked = {condition.id: condition for condition in kernel.conditions}
    for name in judged.activity.conditions:
        condition = asked[name]
        about_entry = condition.about == "entry"
        answer = judged.entry.confirmed if about_entry else member.conditions.get(name)
        if answer is False:
            judged.state, judged.open = "counted", []
            judged.stop("condition-refused", name, condition.source)
            return
        if answer is None:
            judged.state = "provisional"
            judged.open.append(name)


def earned(judged: Sequence[Judged], kernel: Kernel, cycle: Cycle, explain: bool) -> list[Unit]:
    """The units that the lines earn, by date and then by the log's order.

    Where a rate runs on a sum, an entry earns what it adds to the sum. With `explain`, what a rate
    changed is told in the lines.
    """
    earning = Earning(kernel, cycle, explain)
    found: list[Unit] = []
    for line in sorted(judged, key=lambda line: (line.entry.date, line.position)):
        found += earning.units(line)
    return found


class Earning:
    """What earlier entries leave for later ones: sums so far, and how often each choice was taken."""

    def __init__(self, kernel: Kernel, cycle: Cycle, explain: bool) -> None:
        self.kernel, self.cycle, self.explain = kernel, cycle, explain
        self.times: dict[tuple[str, str, int], int] = {}
        self.sums: dict[tuple[str, object, int], tuple[int, int]] = {}

    def units(self, line: Judged) -> list[Unit]:
        """The units of one line: one for each item of a fixed rate, else one."""
        rate = line.activity.rate
        quantity = 0 if line.entry.quantity is None else units(line.entry.quantity)
        if rate.kind == "items":
            return self._repeated(line, self._items(line), ONE)
        if rate.kind == "tiers":
            return self._repeated(line, [self._tiers(line, quantity)], quantity)
        if rate.kind == "declared":
            measured = (ONE if line.entry.quantity is None else quantity) if rate.item is not None else 0
            return self._repeated(line, [self._declared(line, measured)], measured)
        if self.explain:
            line.say("earns-nothing", line.activity.id, line.activity.source, 0, 0, reason=rate.reason or "")
        return self._repeated(line, [0], quantity)

    def _items(self, line: Judged) -> list[int]:
        """What each item earns before repeats count: whole items, one where the log names none."""
        quantity = ONE if line.entry.quantity is None else units(line.entry.quantity)
        if quantity % ONE or quantity > MOST_ITEMS * ONE:
            raise RefusedError("items", entry=line.entry.id, most=MOST_ITEMS)
        return [rates.item(line.activity.rate, self.kernel)] * (quantity // ONE)

    def _tiers(self, line: Judged, quantity: int) -> int:
        rate = line.activity.rate
        if rate.window is None or rate.window.span == "entry":
            self._tell_below(line, quantity)
            return rates.tiers(rate, quantity, self.kernel)
        day = line.entry.date
        key = (line.activity.id, self.cycle.place(rate.window, day), self.cycle.side(day))
        measured, paid = self.sums.get(key, (0, 0))
        adds = max(rates.tiers(rate, measured + quantity, self.kernel) - paid, 0)
        self.sums[key] = (measured + quantity, paid + adds)
        return adds

    def _tell_below(self, line: Judged, quantity: int) -> None:
        """Say where the first tier begins to whoever stays below it."""
        rate = line.activity.rate
        first = rate.steps[0]
        at = units(first.at)
        if self.explain and (quantity <= at if first.open else quantity < at):
            kind = "not-above-tiers" if first.open else "below-tiers"
            more = {"quantity": number(quantity), "at": number(at), "measure": rate.measure or ""}
            line.say(kind, line.activity.id, line.activity.source, 0, 0, **more)

    def _declared(self, line: Judged, quantity: int) -> int:
        if line.entry.points is None:
            if self.explain:
                line.say("points-missing", line.activity.id, line.activity.source, 0, 0)
            return 0
        points = units(line.entry.points)
        result, changed = rates.declared(line.activity.rate, points, quantity, self.kernel)
        if changed and self.explain:
            line.say(changed, line.activity.id, line.activity.source, points, result)
        return result

    def _repeated(self, line: Judged, full: list[int], quantity: int) -> list[Unit]:
        """The units, each as the n-th time of the same choice in the cycle."""
        rates.bounded(sum(full))
        if not line.activity.rate.repeats:
            return [self._unit(line, one, quantity) for one in full]
        key = (line.activity.id, line.entry.choice or "", self.cycle.side(line.entry.date))
        before = self.times.get(key, 0)
        self.times[key] = before + len(full)
        rate = line.activity.rate
        left = [rates.share(one, before + n, rate, self.kernel) for n, one in enumerate(full)]
        if sum(left) != sum(full) and self.explain:
            rule, source = line.activity.id, line.activity.source
            line.say("repeat", rule, source, sum(full), sum(left), time=before + 1)
        return [self._unit(line, one, quantity) for one in left]

    def _unit(self, line: Judged, result: int, quantity: int) -> Unit:
        entry = line.entry
        return Unit(
            entry=line.position,
            date=entry.date,
            activity=line.activity,
            choice=entry.choice or "",
            topics=entry.topics,
            earned=result,
            measured=quantity,
            credit=result,
            quantity=quantity,
        )
