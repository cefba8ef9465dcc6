"""propose: a plan that a person could do, for this CPD year or for all of a verdict that can still be met.

It holds no more of an activity in a CPD year than one could plausibly do, what the log holds among it: as
the schedule says (`most_a_year`), or as the member does. It comes as near to every open demand as that
allows, and rather holds what was done before, then what takes no chance and is confirmed by nobody, then
fewer entries (`catalogue.rules.cheapest`). Each item is an entry of its own, on a day of its own, spread over
the time that is left. What it reaches is told by the engine, which judges log and plan together; that it
comes as near as can be is as sure as that a plan is the least (`catalogue.rules.plan`).

`client/rules/proposal.js` is its twin.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Options
from catalogue.rules.cheapest import Planned, find_preferred
from catalogue.rules.figures import to_number
from catalogue.rules.goal import Goal, select_year
from catalogue.rules.judge import Run
from catalogue.rules.left import Left, can_match_any
from catalogue.rules.plan import (
    MOST_WAYS,
    Choices,
    Question,
    check_known,
    list_free_names,
    list_lapses,
    report_goal,
    sum_credit_by_entry,
    to_log_entry,
    write_entry,
)
from catalogue.rules.possible import UncoveredError, has_no_sitting, list_places
from catalogue.rules.programme import Programme
from catalogue.rules.whole import MOST_STEPS, Steps, TooLongError
from catalogue.rules.windows import DAY

Json = dict[str, Any]


def propose_plan(
    kernel: Kernel,
    log: Sequence[LogEntry],
    options: Options,
    verdict: str | None = None,
    goal: str = "all",
    without: Sequence[str] = (),
    most: Mapping[str, int] | None = None,
    steps: int = MOST_STEPS,
) -> Json:
    """A plan for a verdict (the adopted one unless named) that a person could do.

    `goal` is year (what the CPD year of the day asked about still needs) or all (all that can still be met),
    `without` names activities that are ruled out, `most` how many of an activity the member can do in a CPD
    year. `status` is met or lost (nothing is left to do), planned, short (the plan comes as near as it can;
    `result` says what is still missing) or unplanned (`because`). Raises RefusedError where `assess` does,
    and for a verdict or activity that is not there.
    """
    chosen = verdict or kernel.verdicts[0].id
    check_known("verdict", [chosen], [one.id for one in kernel.verdicts], kernel)
    check_known("activity", [*without, *(most or {})], [one.id for one in kernel.activities], kernel)
    asked = (kernel, tuple(log), options, chosen, tuple(without), Steps(steps))
    asking = Proposal(*asked, goal=goal, most=most or {})
    whole = asking.find_left(())
    status, entries, because = asking.find_proposal(whole)
    avoided = whole.list_avoided() if status in ("planned", "short") else []
    return {
        "schedule": kernel.id,
        "verdict": chosen,
        "on": options.on.isoformat(),
        "goal": goal,
        "without": list(without),
        "most": dict(most or {}),
        "status": status,
        "unconfirmed": whole.unconfirmed,
        "lost": [report_goal(part, whole) for part in asking.find_whole_goal(whole.run).list_losses()],
        "count": len(entries),
        "points": to_number(sum(one.pop("earned") for one in entries)),
        "entries": entries,
        "result": asking.report_result(whole, entries),
        "because": [{"why": named.why, "about": named.about} for named in because],
        "not_planned": [{"activity": key, "why": why} for key, why in asking.list_left_out(whole)],
        "lapses": list(list_lapses(whole, asking.log)),
        "left_out": [{"why": named.why, "about": named.about} for named in avoided],
    }


def judge_plan(
    kernel: Kernel,
    log: Sequence[LogEntry],
    options: Options,
    entries: Sequence[Json],
    verdict: str | None = None,
    goal: str = "all",
) -> list[Json]:
    """What is asked by the goal of a proposal, and how much of it there is with such entries."""
    asked = (kernel, tuple(log), options, verdict or kernel.verdicts[0].id, (), Steps(0))
    asking = Proposal(*asked, goal=goal, most={})
    return asking.report_result(asking.find_left(()), entries)


@dataclass(frozen=True)
class Proposal(Question):
    """What is proposed for."""

    goal: str = "all"
    most: Mapping[str, int] | None = None

    def build_goal(self, run: Run) -> Goal:
        """All of the verdict, or what it asks in the CPD year of the day asked about."""
        whole = self.find_whole_goal(run)
        if self.goal != "year":
            return whole
        return select_year(whole, self.find_cycle().judged_year) or Goal()

    def find_proposal(self, left: Left) -> tuple[str, list[Json], list[UncoveredError]]:
        """Status, entries, and what a plan does not cover."""
        if not left.open:
            return ("lost" if left.root.lost else "met"), [], []
        named = list(left.list_uncovered())
        if named:
            return "unplanned", [], named
        try:
            missing, chosen = self.find_nearest(left)
            entries = self.write_proved_entries(left, chosen, missing == 0)
            return ("short" if missing else "planned"), entries, []
        except UncoveredError as error:
            return "unplanned", [], [error]
        except TooLongError:
            return "unplanned", [], [UncoveredError("too-long", self.verdict)]

    def find_nearest(self, left: Left) -> tuple[int, list[Planned]]:
        """What stays missing of the way that comes nearest, and its entries."""
        ways = list(left.root.list_ways(left.run, left.dropped))
        if len(ways) > MOST_WAYS:
            raise UncoveredError("ways", self.verdict)
        able = [one for one in left.list_able() if not has_no_sitting(left.basis, one)]
        confirmed = [key for key, yes in left.answers.items() if yes]
        done = {entry.activity for entry in self.log if entry.date <= self.options.on}
        rooms, needed = self.find_rooms(left), {*self.list_needed(left)}
        found: list[tuple[list[int], list[Planned]]] = []
        for way in ways:
            rules = [*(part.rule for part in way if part.rule), *left.limits]
            kinds = [kind for one in able for kind in self.list_kinds_of(one, left, rules, confirmed)]
            programme = Programme(left.basis, left.run, way, kinds, rooms)
            found.append(find_preferred(programme, done, needed, self.steps))
        ranked, chosen = min(found, key=lambda one: one[0])
        return ranked[0], chosen

    def list_needed(self, left: Left) -> Iterator[str]:
        """Activities that serve what the verdict asks of some activities beside the year; of all it, any."""
        if self.goal != "year":
            yield from (one.id for one in self.kernel.activities)
            return
        whole = self.find_whole_goal(left.run).list_open(left.run)
        rules = [part.rule for part in whole if part.rule and part.rule.counting]
        yield from (one.id for one in self.kernel.activities if can_match_any(rules, one))

    def list_left_out(self, left: Left) -> Iterator[tuple[str, str]]:
        """Activities that could serve and that no plan holds, in the file's order."""
        named = {**dict(left.list_without_sitting()), **self.unclear}
        yield from ((one.id, named[one.id]) for one in self.kernel.activities if one.id in named)

    def find_rooms(self, left: Left) -> dict[tuple[str, int], int]:
        """How many more of an activity one could do in each CPD year, where something says so."""
        cycle, rooms = left.basis.cycle, {}
        used = Counter((unit.activity.id, cycle.find_year(unit.date)) for unit in left.run.units)
        for activity in self.kernel.activities:
            most = (self.most or {}).get(activity.id, activity.most_a_year)
            for year in cycle.list_planned_years() if most is not None else ():
                rooms[activity.id, year] = max((most or 0) - used[activity.id, year], 0)
        return rooms

    def write_proved_entries(self, left: Left, chosen: Sequence[Planned], is_enough: bool) -> list[Json]:
        """The entries spread over the time that is left; where the engine objects, as late as can be."""
        try:
            entries = list(self.write_spread_entries(left, chosen, True))
            self.prove_entries(left, entries, is_enough)
        except UncoveredError:
            entries = list(self.write_spread_entries(left, chosen, False))
            self.prove_entries(left, entries, is_enough)
        return entries

    def write_spread_entries(self, left: Left, chosen: Sequence[Planned], spread: bool) -> Iterator[Json]:
        """The entries of a plan as a log has them, each item apart; what a limit cuts stands last."""
        names, taken = {entry.id for entry in self.log}, {entry.date for entry in self.log}
        free, ordered, choices = list_free_names(names), _order_entries(left, chosen), Choices(left)
        of_year, placed = Counter(one[0].year for one in ordered), Counter[int]()
        for kind, earned, quantity, _ in ordered:
            placed[kind.year] += 1
            if spread:
                first = max(kind.first, min(left.basis.cycle.on + DAY, kind.last))
                share = (kind.last - first).days * placed[kind.year] // (of_year[kind.year] + 1)
                kind = replace(kind, first=first, last=first + share * DAY)
            yield {"id": next(free), **write_entry(left, choices.choose(kind), earned, quantity, taken)}

    def prove_entries(self, left: Left, entries: Sequence[Json], is_enough: bool) -> None:
        """Raise UncoveredError unless the log keeps its credit and, where it is enough, all is reached."""
        run = self.judge_entries(entries)
        kept = sum_credit_by_entry(run)
        own = sum_credit_by_entry(left.run)
        is_kept = all(kept.get(position) == credit for position, credit in own.items())
        if not is_kept or (is_enough and not left.root.is_reached(run)):
            raise UncoveredError("order", self.verdict)

    def judge_entries(self, entries: Sequence[Json]) -> Run:
        """Log and entries together, as though both were done and confirmed."""
        return self.judge_log(self.kernel, [*self.log, *map(to_log_entry, entries)]).shown

    def report_result(self, left: Left, entries: Sequence[Json]) -> list[Json]:
        """Each open part of the goal, and how much of it there is with some entries."""
        run, found = self.judge_entries(entries), []
        for part in left.open:
            assert part.rule is not None
            assert part.part is not None
            same = (part.part.year, part.part.each)
            one = next(p for p in run.standings[part.rule.id].parts if (p.year, p.each) == same)
            figures = {
                "required": one.required,
                "credited": one.credited + one.carried,
                "short_by": one.short_by,
            }
            before = report_goal(part, left)
            found.append({**before, **{name: to_number(figure) for name, figure in figures.items()}})
        return found


def _order_entries(left: Left, chosen: Sequence[Planned]) -> list[Planned]:
    """By years, in each the activities evenly mixed; what a limit cuts stands last."""
    places = list_places(left.basis.kernel)
    chosen = sorted(chosen, key=lambda one: places[one[0].activity.id])
    alike = Counter((one[0].year, one[0].activity.id) for one in chosen)
    placed = Counter[tuple[int, str]]()
    ranked: list[tuple[int, bool, Fraction, int]] = []
    for number, (kind, _, _, is_cut) in enumerate(chosen):
        key = (kind.year, kind.activity.id)
        ranked.append((kind.year, is_cut, Fraction(2 * placed[key] + 1, 2 * alike[key]), number))
        placed[key] += 1
    return [chosen[rank[-1]] for rank in sorted(ranked)]
