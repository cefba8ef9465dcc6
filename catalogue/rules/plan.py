"""plan: the least that is left to do, or why nothing is enough.

A plan closes every open demand of a verdict with the fewest entries and then the fewest points that they
earn (the least surplus, as what is asked stays the same), or the fewest points first. Of plans that are
equal in both, the one with the fewest entries to be confirmed comes first, then the activities that stand
first in the file, then the earliest years. What the log holds, planned entries among it, stays as it is
and keeps its credit. An entry is one item where an activity counts items; each is dated on the last day
on which it can be done in its CPD year. An activity without a limit per entry plans at most one sitting.

Exact for: every rate for an entry, choices, topics (three at most that rules tell apart), limits in points
and entries, demands in points, entries, categories and (of what earns no points in tiers) quantities, in
every window, for each choice, topic or value, tables, shares of demands, proration, any verdict.
Not planned, and named: repeats, rates on a sum, limits in quantities or categories, shares of the log,
a yearly carry, unknown attributes, an activity of which nothing says how much one entry can hold, and
what only several items in one entry could reach.

How it is sure: the search asks less than the engine does, as it may choose which entry a limit cuts. So
what it cannot do is impossible, and where the engine finds its cheapest plan to be enough, no plan is
cheaper. Where the engine does not, there is no plan but a name. `client/rules/plan.js` is its twin.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from catalogue.model.kernel import Kernel, KernelActivity, KernelRule
from catalogue.model.log import LogEntry, Options
from catalogue.rules.amounts import Basis
from catalogue.rules.cheapest import Planned, find_cheapest
from catalogue.rules.cycles import find_cycle
from catalogue.rules.figures import ONE, RefusedError, divide, to_number, to_ten_thousandths
from catalogue.rules.goal import Goal, build_goal
from catalogue.rules.judge import Judgement, Run, judge_log
from catalogue.rules.left import Left, can_match_any
from catalogue.rules.possible import (
    Kind,
    UncoveredError,
    find_pool,
    find_quantity,
    has_no_sitting,
    list_days,
    list_kinds,
    list_places,
)
from catalogue.rules.programme import Programme
from catalogue.rules.selection import can_match, is_match
from catalogue.rules.whole import MOST_STEPS, Steps, TooLongError
from catalogue.rules.windows import Cycle

Json = dict[str, Any]
MOST_WAYS = 20


def plan_verdict(
    kernel: Kernel,
    log: Sequence[LogEntry],
    options: Options,
    verdict: str | None = None,
    prefer: str = "entries",
    without: Sequence[str] = (),
    steps: int = MOST_STEPS,
) -> Json:
    """The least that is left to do for a verdict (the adopted one unless named).

    `prefer` is entries or points, `without` names activities that are ruled out, `steps` bounds the search.
    `status` is met or lost (nothing is left to do), planned, impossible (with the `clash` of rules) or
    unplanned (`because` names what a plan does not cover). A plan with `left_out` is enough, but does without
    these and need not be the least. Raises RefusedError where `assess` does, and for
    a verdict or activity that is not there.
    """
    chosen = verdict or kernel.verdicts[0].id
    check_known("verdict", [chosen], [one.id for one in kernel.verdicts], kernel)
    check_known("activity", without, [one.id for one in kernel.activities], kernel)
    asking = Question(kernel, tuple(log), options, chosen, tuple(without), Steps(steps))
    whole = asking.find_left(())
    status, entries, clash, because = asking.find_answer(prefer)
    avoided = [*whole.list_avoided(), *asking.list_unclear()] if status == "planned" else []
    return {
        "schedule": kernel.id,
        "verdict": chosen,
        "on": options.on.isoformat(),
        "prefer": prefer,
        "without": list(without),
        "status": status,
        "unconfirmed": whole.unconfirmed,
        "lost": [report_goal(part, whole) for part in whole.root.list_losses()],
        "open": [report_goal(part, whole) for part in whole.root.list_open(whole.run)],
        "count": sum(one["items"] for one in entries),
        "points": to_number(sum(one.pop("earned") * one["items"] for one in entries)),
        "entries": entries,
        "clash": [{"kind": kind, "rule": rule} for kind, rule in clash],
        "because": [{"why": named.why, "about": named.about} for named in because],
        "not_planned": [{"activity": key, "why": why} for key, why in whole.list_without_sitting()],
        "lapses": list(list_lapses(whole, asking.log)),
        "left_out": [{"why": named.why, "about": named.about} for named in avoided],
    }


def list_lapses(left: Left, log: Sequence[LogEntry]) -> Iterator[Json]:
    """For what is open in windows that roll: the entries that count, and from which day on they do not."""
    cycle = left.basis.cycle
    rules = dict.fromkeys(
        part.rule.id for part in left.open if part.rule and cycle.is_rolling(part.rule.window)
    )
    for rule in (one for one in left.basis.kernel.demands if one.id in rules):
        units = [unit for unit in left.run.units if unit.is_counted and is_match(rule.counting, unit)]
        inside = {u.entry: u.date for u in units if cycle.find_window(rule.window, u.date) is not None}
        for entry, day in sorted(inside.items(), key=lambda one: (one[1], one[0])):
            lapse = cycle.find_lapse(rule.window, day).isoformat()
            yield {"demand": rule.id, "entry": log[entry].id, "on": lapse}


def check_known(what: str, names: Sequence[str], known: Sequence[str], kernel: Kernel) -> None:
    """Raise RefusedError for a name that a schedule lacks."""
    for name in names:
        if name not in known:
            raise RefusedError(f"no-such-{what}", name=name, schedule=kernel.id)


def report_goal(part: Goal, left: Left) -> Json:
    """A part of a demand in the shape of the answer."""
    rule, one = part.rule, part.part
    assert rule is not None
    assert one is not None
    return {
        "demand": rule.id,
        "year": one.year or None,
        "each": one.each or None,
        "measure": rule.measure,
        "until": left.basis.cycle.find_last_day(rule.window, one.year).isoformat(),
        "short_by": to_number(one.short_by),
    }


@dataclass(frozen=True)
class Question:
    """What is planned for."""

    kernel: Kernel
    log: tuple[LogEntry, ...]
    options: Options
    verdict: str
    without: tuple[str, ...]
    steps: Steps = field(default_factory=Steps)
    unclear: dict[str, str] = field(default_factory=dict)
    """Activities whose rate a plan does not cover, and why."""

    def judge_log(self, kernel: Kernel, log: Sequence[LogEntry]) -> Judgement:
        """A log with its plans as though they were done."""
        return judge_log(kernel, log, self.options, find_cycle(kernel, self.options), plans=True)

    def find_left(self, dropped: Collection[str]) -> Left:
        """Where the log stands without some limits; what dropped demands ask is taken for reached."""
        limits = tuple(rule for rule in self.kernel.limits if rule.id not in dropped)
        kernel = self.kernel.model_copy(update={"limits": limits})
        judged, member = self.judge_log(kernel, self.log), self.options.member
        unsure = [one.entry.id for one in judged.entries if one.passes and one.state == "provisional"]
        run = judged.shown
        known = {**member.attributes, **run.assumed}
        basis = Basis(kernel, find_cycle(kernel, self.options), known, member.months_away)
        return Left(basis, run, self.build_goal(run), dropped, self.without, member.conditions, unsure)

    def find_cycle(self) -> Cycle:
        """The cycle that is planned for."""
        return find_cycle(self.kernel, self.options)

    def build_goal(self, run: Run) -> Goal:
        """What is to be reached."""
        return self.find_whole_goal(run)

    def find_whole_goal(self, run: Run) -> Goal:
        """All that the verdict asks."""
        meets = next(one.meets for one in self.kernel.verdicts if one.id == self.verdict)
        return build_goal(meets, run, self.find_cycle())

    def find_answer(self, prefer: str) -> tuple[str, list[Json], list[tuple[str, str]], list[UncoveredError]]:
        """Status, entries, clash, and what a plan does not cover."""
        whole = self.find_left(())
        if not whole.open:
            return ("lost" if whole.root.lost else "met"), [], [], []
        named = list(whole.list_uncovered())
        if named:
            return "unplanned", [], [], named
        try:
            found = self.find_plan(whole, prefer)
            if found is not None:
                return "planned", found, [], []
            if avoided := [*whole.list_avoided(), *self.list_unclear()]:
                return "unplanned", [], [], avoided
            helpless = [*whole.list_without_sitting(), *whole.list_several_items()]
            if helpless and self.find_plan(whole, prefer, endless=True, several=True) is not None:
                return "unplanned", [], [], [UncoveredError(why, key) for key, why in helpless]
            return "impossible", [], list(self.find_clash(whole)), []
        except UncoveredError as error:
            return "unplanned", [], [], [error]
        except TooLongError:
            return "unplanned", [], [], [UncoveredError("too-long", self.verdict)]

    def find_plan(
        self, left: Left, prefer: str, endless: bool = False, several: bool = False
    ) -> list[Json] | None:
        """The cheapest plan, found to be enough by the engine; None where there is none."""
        if not left.open:
            return []
        able = [one for one in left.list_able() if endless or not has_no_sitting(left.basis, one)]
        ways = list(left.root.list_ways(left.run, left.dropped))
        if len(ways) > MOST_WAYS:
            raise UncoveredError("ways", self.verdict)
        confirmed = [key for key, yes in left.answers.items() if yes]
        chosen: list[Planned] | None = None
        for way in ways:
            rules = [*(part.rule for part in way if part.rule), *left.limits]
            kinds = (self.list_kinds_of(one, left, rules, confirmed, several) for one in able)
            every = [kind for of_one in kinds for kind in of_one]
            other = find_cheapest(Programme(left.basis, left.run, way, every), prefer, self.steps)
            if other is not None and (
                chosen is None or _rank_plan(other, prefer) < _rank_plan(chosen, prefer)
            ):
                chosen = other
        if chosen is None:
            return None
        entries = list(self.write_entries(left, chosen))
        self.prove_plan(left, entries)
        return entries

    def list_kinds_of(
        self,
        activity: KernelActivity,
        left: Left,
        rules: Sequence[KernelRule],
        confirmed: Sequence[str],
        several: bool = False,
    ) -> list[Kind]:
        """Every kind of entry of an activity; none, and its name is kept, where its rate is not covered."""
        try:
            return list_kinds(left.basis, [activity], rules, confirmed, several, left.is_of_today)
        except UncoveredError as error:
            self.unclear[activity.id] = error.why
            return []

    def list_unclear(self) -> Iterator[UncoveredError]:
        """The activities whose rate a plan does not cover, in the file's order."""
        for activity in self.kernel.activities:
            if activity.id in self.unclear:
                yield UncoveredError(self.unclear[activity.id], activity.id)

    def write_entries(self, left: Left, chosen: list[Planned]) -> Iterator[Json]:
        """The entries of a plan as a log has them, by years, items in one line.

        In a year what a limit cuts stands last, so that it is the one that is cut.
        """
        places = list_places(left.basis.kernel)
        chosen.sort(key=lambda one: (one[0].year, one[3], places[one[0].activity.id]))
        names, taken = {entry.id for entry in self.log}, {entry.date for entry in self.log}
        lines: list[Json] = []
        choices = Choices(left)
        for kind, earned, quantity, _ in chosen:
            kind = choices.choose(kind)
            last = lines[-1] if lines else None
            line = write_entry(left, kind, earned, quantity, taken)
            same = last is not None and {**last, "quantity": 1, "items": 1} == line
            if last is not None and same and kind.activity.rate.kind == "items":
                last["items"] += 1
                last["quantity"] = last["items"]
            else:
                lines.append(line)
        yield from ({"id": name, **line} for name, line in zip(list_free_names(names), lines, strict=False))

    def prove_plan(self, left: Left, entries: list[Json]) -> None:
        """Raise NamedError unless the engine finds the goal reached and the log's own credit kept."""
        more = [to_log_entry(entry) for entry in entries]
        run = self.judge_log(left.basis.kernel, [*self.log, *more]).shown
        kept = sum_credit_by_entry(run)
        same = all(kept.get(position) == credit for position, credit in sum_credit_by_entry(left.run).items())
        if not same or not left.root.is_reached(run, left.dropped):
            raise UncoveredError("order", self.verdict)

    def find_clash(self, left: Left) -> Iterator[tuple[str, str]]:
        """Rules that cannot be kept together: without any one of them, the others can."""
        demands = dict.fromkeys(part.rule.id for part in left.open if part.rule)
        rules = [part.rule for part in left.open if part.rule]
        able = [one for one in left.basis.kernel.activities if can_match_any(rules, one)]
        limits = [rule.id for rule in left.limits if any(can_match(rule.counting, one) for one in able)]
        dropped: list[str] = []
        for rule in (*demands, *limits):
            if self.find_plan(self.find_left([*dropped, rule]), "entries", endless=True) is None:
                dropped.append(rule)
        yield from (("demand", rule) for rule in demands if rule not in dropped)
        yield from (("limit", rule) for rule in limits if rule not in dropped)


class Choices:
    """Which choices are left, where it does not matter which ones are taken: the first of the file."""

    def __init__(self, left: Left) -> None:
        self.whole = left
        self.rules = [*left.limits, *(part.rule for part in left.open if part.rule)]
        self.units = list(left.run.units)

    def choose(self, kind: Kind) -> Kind:
        """The kind with a choice that the limit leaves."""
        rule = find_pool(self.whole.basis, kind.activity, self.rules)
        if rule is None:
            return kind
        unit, cycle = kind.to_unit(), self.whole.basis.cycle
        place, room = (
            cycle.find_window(rule.window, unit.date),
            self.whole.basis.compute_limit(rule, kind.year, lambda: 0),
        )
        same = [
            one
            for one in self.units
            if one.activity.id == kind.activity.id and cycle.find_window(rule.window, one.date) == place
        ]
        for choice in kind.activity.choices or ():
            used = sum(
                one.is_counted for one in same if one.choice == choice.id and is_match(rule.counting, one)
            )
            if room is None or used * ONE + ONE <= room:
                kind = replace(kind, choice=choice.id)
                break
        self.units.append(kind.to_unit())
        return kind


def list_free_names(taken: Collection[str]) -> Iterator[str]:
    """Names for the entries of a plan that no entry of the log bears, without end."""
    return (name for n in itertools.count(1) if (name := f"plan-{n}") not in taken)


def _rank_plan(planned: Sequence[Planned], prefer: str) -> tuple[int, int]:
    """What a plan has the fewest of, and then."""
    points = sum(earned for _, earned, _, _ in planned)
    return (points, len(planned)) if prefer == "points" else (len(planned), points)


def sum_credit_by_entry(run: Run) -> dict[int, int]:
    """What each entry of the log is credited."""
    found: dict[int, int] = {}
    for unit in run.units:
        found[unit.entry] = found.get(unit.entry, 0) + unit.credit
    return found


def write_entry(left: Left, kind: Kind, earned: int, quantity: int, taken: set[date]) -> Json:
    """An entry of a plan: a line of a log, its year, what it earns and what is to be confirmed."""
    rate, day = kind.activity.rate, kind.last
    if kind.apart:
        day = next((one for one in list_days(kind) if one not in taken), kind.last)
        taken.add(day)
    if rate.kind == "tiers":
        quantity = find_quantity(kind, earned, left.basis)
    elif quantity and rate.kind == "declared" and rate.most:
        quantity = max(quantity, divide(earned, to_ten_thousandths(rate.most), "up") * ONE)
    return {
        "date": day.isoformat(),
        "activity": kind.activity.id,
        "quantity": to_number(quantity) if quantity else None,
        "choice": kind.choice or None,
        "points": to_number(earned) if rate.kind == "declared" else None,
        "topics": list(kind.topics),
        "year": None if left.basis.cycle.rolling else kind.year,
        "items": 1,
        "earned": earned,
        "earns": to_number(earned),
        "confirm": list(kind.confirm),
    }


def to_log_entry(line: Json) -> LogEntry:
    """An entry of a plan as the engine reads it, confirmed."""
    figures = {
        name: None if line[name] is None else Decimal(str(line[name])) for name in ("quantity", "points")
    }
    return LogEntry(
        id=line["id"],
        date=date.fromisoformat(line["date"]),
        activity=line["activity"],
        choice=line["choice"],
        topics=tuple(line["topics"]),
        confirmed=True,
        **figures,
    )
