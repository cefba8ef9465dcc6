"""The cheapest plan as a proven solver finds it: HiGHS, on a model that shares nothing with the planner.

Every entry that could be planned stands for itself, whatever it earns is written out figure by figure. What
the log holds is taken from the engine's answer. Figures are ten-thousandths.
"""

from __future__ import annotations

import datetime
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import highspy

from catalogue.rules.windows import add_months

Json = dict[str, Any]
ONE = 10_000
FINE = 100
"""Quantities are tried in steps of a hundredth."""
EXACT_ENOUGH = 1e-6


def units(figure: float) -> int:
    return round(figure * ONE)


@dataclass(frozen=True)
class Column:
    """An entry that could be planned."""

    activity: str
    category: str
    kind: str
    year: int
    day: datetime.date
    choice: str
    topics: tuple[str, ...]
    earned: int
    quantity: int


class Model:
    """A question for a plan, as rows of whole numbers."""

    def __init__(self, case: Json, answer: Json) -> None:
        self.kernel, self.options = case["kernel"], case["options"]
        self.answer = answer
        self.part = answer["with_plans"] or answer
        self.grain = units(self.kernel["granularity"])
        self.on = datetime.date.fromisoformat(self.options["on"])
        self.activities = {one["id"]: one for one in self.kernel["activities"]}
        self.rules = [*self.kernel["limits"], *self.kernel["demands"]]
        self.done: Counter[tuple[str, int]] = Counter()
        self.log = [
            self.logged(one, entry) for one, entry in zip(case["log"], self.part["entries"], strict=True)
        ]
        self.columns = [one for one in self.possible() if self.most_of(one) > 0 or one.kind == "none"]

    def begin(self, way: list[str]) -> None:
        """The rows of one way to reach the verdict: these demands."""
        self.asked = [one for key in dict.fromkeys(way) for one in self.shorts(key)]
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self.solver.setOptionValue("output_flag", False)
        self.solver.setOptionValue("mip_rel_gap", 0.0)
        self.solver.setOptionValue("mip_abs_gap", 0.0)
        self.variable(0)  # a model without variables is neither solved nor refused
        self.counts = [self.variable() for _ in self.columns]
        self.cuts: dict[tuple[int, str, str], int] = {}
        self.build()

    def variable(self, most: float = highspy.kHighsInf) -> int:
        self.solver.addVar(0, most)
        name = self.solver.getNumCol() - 1
        self.solver.changeColIntegrality(name, highspy.HighsVarType.kInteger)
        return int(name)

    def at_least(self, row: dict[int, float], low: float) -> None:
        row = {name: value for name, value in row.items() if value}
        self.solver.addRow(low, highspy.kHighsInf, len(row), list(row), list(row.values()))

    def years(self) -> Iterator[tuple[int, datetime.date, datetime.date]]:
        for one in self.answer["cycle"]["years"]:
            first, last = (datetime.date.fromisoformat(one[name]) for name in ("from", "to"))
            yield one["year"], max(first, self.on), last

    def possible(self) -> Iterator[Column]:
        named = sorted(set(self.topics()))
        sets = [s for n in range(len(named) + 1) for s in itertools.combinations(named, n)]
        apart = any(rule["for_each"] == "choice" for rule in self.rules)
        for one in self.kernel["activities"]:
            if one["id"] in self.options["without"]:
                continue
            listed = [choice["id"] for choice in one["choices"] or []] or [""]
            for year, first, last in self.years():
                since, until = (one["valid"] or {}).get("from"), (one["valid"] or {}).get("to")
                day = min(last, datetime.date.fromisoformat(until)) if until else last
                if day < first or (since and day < datetime.date.fromisoformat(since)):
                    continue
                for choice, topics in itertools.product(listed if apart else listed[:1], sets):
                    for earned, quantity in sorted(self.outcomes(one)):
                        kind = one["rate"]["kind"]
                        yield Column(
                            one["id"], one["category"], kind, year, day, choice, topics, earned, quantity
                        )

    def topics(self) -> Iterator[str]:
        for rule in self.rules:
            if rule["for_each"] == "topic":
                yield from self.kernel["topics"]
            if (rule["counting"] or {}).get("topic"):
                yield rule["counting"]["topic"]

    def outcomes(self, activity: Json) -> set[tuple[int, int]]:
        """What an entry can earn, each with one quantity on each side of what rules ask of it."""
        rate, sitting = activity["rate"], units(activity["one_sitting"])
        if rate["kind"] == "items":
            return {(units(rate["points"]), ONE)}
        if rate["kind"] == "declared":
            most = min(units(rate["most"]), sitting)
            least = max(units(rate["least"]), self.grain)
            low = -(-least // self.grain) * self.grain
            return {(earned, ONE if rate["item"] else 0) for earned in range(low, most + 1, self.grain)}
        counted = [rule["counting"] or {} for rule in self.rules]
        counted += [filter_["not"] for filter_ in counted if filter_.get("not")]
        asked = [units(q) for filter_ in counted if (q := filter_.get("quantity_at_least"))]
        found: dict[tuple[int, ...], tuple[int, int]] = {}
        exactly = any(rule["measure"] == "quantity" for rule in self.rules) and rate["kind"] == "none"
        for step in range(0, sitting + 1, FINE):
            for quantity in (step - 1, step, step + 1):
                if 0 < quantity <= sitting:
                    earned = (
                        0
                        if rate["kind"] == "none"
                        else self.earned(rate["steps"], rate["each_part"], quantity)
                    )
                    told = quantity % (ONE // 4) == 0 or quantity + 1 in asked
                    sides = (quantity,) if exactly and told else ()
                    if earned or rate["kind"] == "none":
                        found.setdefault(
                            (earned, *(quantity >= q for q in asked), *sides), (earned, quantity)
                        )
        return set(found.values())

    def earned(self, steps: list[Json], each_part: bool, quantity: int) -> int:
        reached = [
            s for s in steps if quantity > units(s["at"]) or (quantity == units(s["at"]) and not s["open"])
        ]
        if not reached:
            return 0
        if not each_part:
            return self.pays(reached[-1], quantity)
        ends = [*(units(s["at"]) for s in reached[1:]), quantity]
        return sum(self.pays(s, end - units(s["at"])) for s, end in zip(reached, ends, strict=True))

    def pays(self, step: Json, quantity: int) -> int:
        points, per, rounds = (
            units(step["points"]),
            step["per"],
            math.ceil if step["rounds"] == "up" else math.floor,
        )
        if per is None:
            return points // self.grain * self.grain
        if step["whole"]:
            return int(rounds(quantity / units(per))) * points // self.grain * self.grain
        return int(rounds(round(quantity * points / units(per) / self.grain, 9))) * self.grain

    def logged(self, line: Json, entry: Json) -> tuple[Column, int, bool]:
        """An entry of the log, its credit, and whether it counts."""
        activity = self.activities[line["activity"]]
        day, kind = datetime.date.fromisoformat(line["date"]), activity["rate"]["kind"]
        year = next(
            (y["year"] for y in self.answer["cycle"]["years"] if y["from"] <= line["date"] <= y["to"]), 0
        )
        refused = any(one["kind"] == "condition-refused" for one in entry["lines"])
        dead = (
            refused
            or entry["state"] == "set-aside"
            or any(
                one["kind"] in ("activity-not-valid", "choice-missing", "choice-unlisted")
                for one in entry["lines"]
            )
        )
        dropped = kind == "none" and any(one["kind"] == "limit" for one in entry["lines"])
        quantity = ONE if kind == "items" else units(line["quantity"] or 0)
        if kind == "declared":
            quantity = quantity if activity["rate"]["item"] else 0
        self.done[activity["id"], year] += not dead
        column = Column(
            activity["id"], activity["category"], kind, year, day, line["choice"] or "",
            tuple(line["topics"]), units(entry["earned"]), quantity,
        )  # fmt: skip
        credit = units(entry["credited"])
        return column, credit, not dead and not dropped and (credit > 0 or kind == "none")

    def fits(self, filter_: Json | None, one: Column) -> bool:
        if filter_ is None:
            return True
        ((name, value),) = ((n, v) for n, v in filter_.items() if v is not None)
        match name:
            case "any":
                return any(self.fits(part, one) for part in value)
            case "not":
                return not self.fits(value, one)
            case "category" | "activity":
                return bool(getattr(one, name) == value)
            case "topic":
                return value in one.topics
            case "points_at_least":
                return one.earned >= units(value)
        return one.quantity >= units(value)

    def judged_year(self) -> int:
        """The CPD year of the day asked about, the last one after the cycle."""
        years = self.answer["cycle"]["years"]
        return next((y["year"] for y in years if y["to"] >= self.options["on"]), len(years))

    def place(self, window: Json, one: Column) -> str | None:
        """Where a rule's window puts an entry; nothing: outside it."""
        kind = window["span"]
        if kind == "year":
            return str(one.year)
        if kind == "years":
            judged = self.judged_year()
            return "0" if judged - window["last"] < one.year <= judged else None
        return "0" if one.year else None

    def keys(self, rule: Json, one: Column) -> list[tuple[str, str]]:
        place = self.place(rule["window"], one)
        if place is None or not self.fits(rule["counting"], one):
            return []
        eaches = {"choice": [one.choice] if one.choice else [], "topic": one.topics, None: [""]}[
            rule["for_each"]
        ]
        return [(place, each) for each in eaches]

    def most_of(self, one: Column) -> int:
        """What counts of an entry after the limits of one entry."""
        most = one.earned
        for rule in self.kernel["limits"]:
            inside = {**rule, "window": {"span": "cycle"}}
            within = rule["window"]["span"] in ("entry", "day") and rule["measure"] == "points"
            if within and self.keys(inside, one):
                most = min(most, units(rule["amount"]["figure"]))
        return most

    def credit(self, n: int) -> dict[int, float]:
        cut = {name: -1.0 for (column, _, _), name in self.cuts.items() if column == n}
        return {self.counts[n]: self.most_of(self.columns[n]) / self.grain, **cut}

    def build(self) -> None:
        limits = [rule for rule in self.kernel["limits"] if rule["window"]["span"] != "entry"]
        for n, one in enumerate(self.columns):
            for rule in limits:
                if rule["measure"] == "points" and self.most_of(one):
                    for key in self.keys(rule, one):
                        self.cuts[n, rule["id"], "/".join(key)] = self.variable()
            free = 0 if self.helps_bare(one) or one.kind == "none" else 1
            credit = self.credit(n)
            self.at_least({**credit, self.counts[n]: credit[self.counts[n]] - free}, 0)
        for rule in limits:
            self.limit(rule)
        for activity, most in self.options.get("most", {}).items():
            self.rooms(activity, most)
        for rule, where, short in self.asked:
            self.demand(rule, where, short)

    def rooms(self, activity: str, most: int) -> None:
        """No more of an activity in a year than somebody can do, what is logged and judged among it."""
        for year in {one.year for one in self.columns}:
            used = self.done[activity, year]
            own = [n for n, one in enumerate(self.columns) if (one.activity, one.year) == (activity, year)]
            self.at_least({self.counts[n]: -1.0 for n in own}, min(used - most, 0))

    def helps_bare(self, one: Column) -> bool:
        """Whether it may help without credit, as a quantity of it is asked."""
        return any(
            rule["measure"] == "quantity" and where in self.keys(rule, one) and not self.is_late(rule, one)
            for rule, where, _ in self.asked
        )

    def limit(self, rule: Json) -> None:
        inside: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for n, one in enumerate(self.columns):
            for key in self.keys(rule, one):
                inside[key].append(n)
        used, last = self.used(rule)
        for key, found in inside.items():
            room = max(units(rule["amount"]["figure"]) - used[key], 0)
            if rule["measure"] == "entries":
                self.at_least({self.counts[n]: -1.0 for n in found}, -(room // ONE))
                continue
            sums: defaultdict[int, float] = defaultdict(float)
            for n in found:
                for name, value in self.credit(n).items():
                    sums[name] -= value
            self.at_least(dict(sums), -(room // self.grain))
            if not any(self.helps_bare(self.columns[n]) for n in found):
                self.in_turn(rule, key, found, last[key], room)

    def used(self, rule: Json) -> tuple[defaultdict[tuple[str, str], int], defaultdict[tuple[str, str], int]]:
        """What the log uses of a limit, and the last year in which it does."""
        used: defaultdict[tuple[str, str], int] = defaultdict(int)
        last: defaultdict[tuple[str, str], int] = defaultdict(int)
        for one, credit, counted in self.log:
            for key in self.keys(rule, one):
                used[key] += credit if rule["measure"] == "points" else ONE * counted
                if credit:
                    last[key] = max(last[key], one.year)
        return used, last

    def in_turn(self, rule: Json, key: tuple[str, str], found: list[int], last: int, room: int) -> None:
        """A limit cuts one entry in part, and what comes after it altogether."""
        cut = {n: self.cuts[n, rule["id"], "/".join(key)] for n in found if self.most_of(self.columns[n])}
        chosen = {n: self.variable(1) for n in cut}
        self.at_least(dict.fromkeys(chosen.values(), -1.0), -1)
        for n, name in cut.items():
            self.at_least({name: -1.0, chosen[n]: self.most_of(self.columns[n]) / self.grain - 1}, 0)
        most = max((self.most_of(self.columns[n]) for n in cut), default=0) // self.grain
        for year in {self.columns[n].year for n in cut}:
            own = {name: -1.0 for n, name in cut.items() if self.columns[n].year == year}
            later = {self.counts[n]: -1.0 for n in cut if self.columns[n].year > year}
            full = self.variable(0 if last > year else 1)
            self.at_least({full: most, **own}, 0)
            self.at_least({full: -room / self.grain, **later}, -room / self.grain)

    def ways(self, node: Json) -> Iterator[list[str]]:
        """The demands by which a tree can be met, of any of several one at a time."""
        if node.get("any"):
            here = [child for child in node["any"] if not self.left_out(child)]
            able = [child for child in here if not self.lost(child)] or here
            yield from itertools.chain.from_iterable(map(self.ways, able))
        elif node.get("all"):
            for parts in itertools.product(*map(self.ways, node["all"])):
                yield [*itertools.chain.from_iterable(parts)]
        else:
            yield [node["demand"]]

    def lost(self, node: Json) -> bool:
        """Whether something of it can no longer be met."""
        if node.get("demand"):
            state = next(one for one in self.part["demands"] if one["id"] == node["demand"])
            rule = next(one for one in self.kernel["demands"] if one["id"] == node["demand"])
            return any(self.is_lost(rule, part) for part in state["parts"])
        children = node.get("all") or node.get("any") or []
        below = [self.lost(child) for child in children if not self.left_out(child)]
        return any(below) if node.get("all") else all(below)

    def is_lost(self, _rule: Json, part: Json) -> bool:
        """Whether a part of a demand is short for ever."""
        return bool(part["state"] == "not-met")

    def left_out(self, node: Json) -> bool:
        """Whether it is a demand that does not apply."""
        states = {one["id"]: one["state"] for one in self.part["demands"]}
        return states.get(node.get("demand")) == "left-out"

    def is_late(self, _rule: Json, _one: Column) -> bool:
        """Whether an entry is done when a rule no longer counts it."""
        return False

    def shorts(self, key: str) -> Iterator[tuple[Json, tuple[str, str], int]]:
        """What a demand still asks and can be reached: its rule, where, and how much."""
        rule = next(one for one in self.kernel["demands"] if one["id"] == key)
        state = next(one for one in self.part["demands"] if one["id"] == key)
        for part in state["parts"]:
            short = max(units(part["required"]) - units(part["credited"]) - units(part["carried"]), 0)
            asked = self.options.get("goal") != "year" or part["year"] == self.judged_year()
            if short and asked and not self.is_lost(rule, part):
                yield rule, (str(part["year"] or 0), part["each"] or ""), short

    def demand(self, rule: Json, where: tuple[str, str], short: int) -> None:
        serving = [
            n
            for n, one in enumerate(self.columns)
            if where in self.keys(rule, one) and not self.is_late(rule, one)
        ]
        need, row = self.measured(rule, where, short, serving)
        self.at_least(row, need)

    def measured(
        self, rule: Json, where: tuple[str, str], short: int, serving: list[int]
    ) -> tuple[float, dict[int, float]]:
        row: defaultdict[int, float] = defaultdict(float)
        if rule["measure"] == "points":
            for n in serving:
                for name, value in self.credit(n).items():
                    row[name] += value
            return math.ceil(short / self.grain), dict(row)
        if rule["measure"] == "entries":
            return math.ceil(short / ONE), {self.counts[n]: 1.0 for n in serving}
        if rule["measure"] == "quantity":
            return short, {self.counts[n]: float(self.columns[n].quantity) for n in serving}
        used = {one.category for one, credit, _ in self.log if credit and where in self.keys(rule, one)}
        for category in sorted({self.columns[n].category for n in serving} - used):
            name = self.variable(1)
            own = [n for n in serving if self.columns[n].category == category and self.columns[n].earned]
            self.at_least({name: -1.0, **{self.counts[n]: 1.0 for n in own}}, 0)
            row[name] = 1.0
        return math.ceil(short / ONE), dict(row)

    def least(self, costs: list[float]) -> float | None:
        """The least cost; nothing where no plan is possible."""
        for n, cost in zip(self.counts, costs, strict=True):
            self.solver.changeColCost(n, cost)
        self.solver.run()
        if self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            return round(self.solver.getObjectiveValue(), 4)
        return None

    def cheapest(self) -> tuple[int, int] | None:
        """How many entries, and what they earn; nothing where no plan is possible."""
        found = [self.cheapest_of(way) for way in self.ways(self.kernel["verdicts"][0]["meets"])]
        by_points = self.options["prefer"] == "points"
        rank = (lambda one: one[::-1]) if by_points else (lambda one: one)
        return min((one for one in found if one), key=rank, default=None)

    def cheapest_of(self, way: list[str]) -> tuple[int, int] | None:
        """The same of one way to reach the verdict."""
        self.begin(way)
        entries = [1.0] * len(self.columns)
        points = [one.earned / self.grain for one in self.columns]
        order = (points, entries) if self.options["prefer"] == "points" else (entries, points)
        first = self.least(order[0])
        if first is None:
            return None
        self.at_least(
            {n: -cost for n, cost in zip(self.counts, order[0], strict=True)}, -first - EXACT_ENOUGH
        )
        second = self.least(order[1])
        assert second is not None
        count, earned = (second, first) if self.options["prefer"] == "points" else (first, second)
        return round(count), round(earned * self.grain)


class RollingModel(Model):
    """The same where rules look back: what counts for them is done by the day asked about."""

    def rolls(self, window: Json) -> bool:
        return window["span"] == "months" or not self.answer["cycle"]["years"]

    def judged_year(self) -> int:
        return super().judged_year() or 1

    def years(self) -> Iterator[tuple[int, datetime.date, datetime.date]]:
        yield from super().years()
        if any(self.rolls(rule["window"]) for rule in self.rules) and self.is_in_cycle(self.on):
            yield self.judged_year(), self.on, self.on

    def is_in_cycle(self, day: datetime.date) -> bool:
        first, last = self.answer["cycle"]["from"], self.answer["cycle"]["to"]
        return first <= day.isoformat() and (day.isoformat() <= last or not self.answer["cycle"]["years"])

    def place(self, window: Json, one: Column) -> str | None:
        if window["span"] == "day":
            return None  # on other days there is room
        if window["span"] == "months":
            inside = self.is_in_cycle(one.day) and add_months(one.day, window["last"]) > self.on
            return "0" if inside else None
        return (
            ("0" if self.is_in_cycle(one.day) else None) if self.rolls(window) else super().place(window, one)
        )

    def is_late(self, rule: Json, one: Column) -> bool:
        return self.rolls(rule["window"]) and one.day > self.on

    def is_lost(self, rule: Json, part: Json) -> bool:
        return super().is_lost(rule, part) and not self.rolls(rule["window"])
