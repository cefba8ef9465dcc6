"""What a plan must keep, as inequalities in whole numbers, and the cheapest way to keep them.

Variables: how many entries of each kind, the steps by which they earn more than the least, the points that
limits may cut from them. Points are counted in grains, the smallest part that counts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import gcd

from catalogue.model.kernel import KernelRule
from catalogue.rules.amounts import Basis
from catalogue.rules.figures import ONE, divide, to_ten_thousandths
from catalogue.rules.goal import Goal
from catalogue.rules.judge import Run
from catalogue.rules.possible import (
    Kind,
    UncoveredError,
    find_pool,
    find_quantity,
    is_within_day,
    list_places,
)
from catalogue.rules.selection import Unit, is_match
from catalogue.rules.whole import Row

Parts = dict[str, int]
"""The variables of a kind: count, step, more (of a quantity)."""
Key = tuple[int, str]
"""A window of a limit, a CPD year or 0, and the choice, topic or value that it holds for."""


class Programme:
    """The question in numbers."""

    def __init__(
        self,
        basis: Basis,
        run: Run,
        way: Sequence[Goal],
        able: Sequence[Kind],
        rooms: Mapping[tuple[str, int], int] | None = None,
    ) -> None:
        """With `rooms` no more of an activity in a CPD year than they say, and a goal may be missed."""
        self.basis, self.run, self.rooms = basis, run, rooms
        self.grain = to_ten_thousandths(basis.kernel.granularity)
        self.rows: list[Row] = []
        self.count = 0
        self.open = list(way)
        self.limits = [
            rule for rule in basis.kernel.limits if basis.is_applicable(rule) and not is_within_day(rule)
        ]
        rules = [*self.limits, *(goal.rule for goal in self.open if goal.rule)]
        pools = {one.id: find_pool(basis, one, rules) for one in basis.kernel.activities}
        self.pools = {
            rule.id: len(one.choices or ()) for one in basis.kernel.activities if (rule := pools[one.id])
        }
        """For each limit in which choices are alike: how many there are."""
        self.places = list_places(basis.kernel)
        self.used: dict[str, dict[Key, int]] = {}
        self.kinds = [self._shorten_kind(kind) for kind in self._merge_kinds(able)]
        self.cut: list[dict[tuple[str, Key], int]] = []
        """What each limit may cut of each kind."""
        self.parts = [self._add_variables(kind) for kind in self.kinds]
        self.missing: dict[int, int] = {}
        """What may be missing of each goal, and what one of it is, in ten-thousandths."""
        for goal in way:
            self._add_goal(goal)
        for rule in self.limits:
            self._add_limit(rule)
        self._add_rooms()

    def _merge_kinds(self, able: Sequence[Kind]) -> list[Kind]:
        """The kinds that serve a goal; of those that every rule takes for the same, the first to choose."""
        found: dict[object, Kind] = {}
        measures = {goal.rule.measure for goal in self.open if goal.rule}
        measures |= {rule.measure for rule in self.limits if rule.measure == "quantity"}
        for kind in able:
            unit = kind.to_unit()
            serves = [n for n, goal in enumerate(self.open) if self._is_served_by(goal, unit)]
            if serves:
                bounds = [(n, *self._list_keys(rule, unit)) for n, rule in enumerate(self.limits)]
                figures = (kind.low, kind.step, kind.steps, kind.credit, kind.activity.rate.kind == "none")
                measured = (kind.quantity, kind.most) if "quantity" in measures else None
                category = kind.activity.category if "categories" in measures else None
                own = None if self.rooms is None else kind.activity.id
                same = (kind.year, *serves, *bounds, *figures, measured, category, own)
                if same not in found or self.rank_kind(kind) < self.rank_kind(found[same]):
                    found[same] = kind
        return list(found.values())

    def rank_kind(self, kind: Kind) -> tuple[int, int]:
        """What comes first among equals: nothing to confirm, then the place in the file."""
        return len(kind.confirm) > 0, self.places[kind.activity.id]

    def _is_served_by(self, goal: Goal, unit: Unit) -> bool:
        rule, part = goal.rule, goal.part
        assert rule is not None
        assert part is not None
        cycle = self.basis.cycle
        inside = cycle.find_window(rule.window, unit.date) == part.year
        if unit.entry < 0 and unit.date > cycle.on and cycle.is_rolling(rule.window):
            return False  # the window has moved on by then
        return (
            inside and is_match(rule.counting, unit) and part.each in self.basis.list_unit_eaches(rule, unit)
        )

    def _list_keys(self, rule: KernelRule, unit: Unit) -> list[Key]:
        """The windows, each with a choice, topic or value, in which a limit counts a unit."""
        place = self.basis.cycle.find_window(rule.window, unit.date)
        if not isinstance(place, int) or not is_match(rule.counting, unit):
            return []  # of a day no limit comes here
        return [
            (place, "" if rule.id in self.pools else each) for each in self.basis.list_unit_eaches(rule, unit)
        ]

    def _find_room(self, rule: KernelRule, key: Key) -> int | None:
        """What the log leaves of a limit in a window, in ten-thousandths; None where nothing limits."""
        if rule.id not in self.used:
            used: defaultdict[Key, int] = defaultdict(int)
            for unit in self.run.units:
                for one in self._list_keys(rule, unit):
                    used[one] += _count_used(rule, unit)
            self.used[rule.id] = used
        room = self.basis.compute_limit(rule, key[0], lambda: 0)
        return (
            None
            if room is None
            else max(room * self.pools.get(rule.id, 1) - self.used[rule.id].get(key, 0), 0)
        )

    def _shorten_kind(self, kind: Kind) -> Kind:
        """Without the steps, or hours of a ledger, that are more than is asked, or more than limits leave."""
        if kind.activity.rate.kind == "none":
            return replace(kind, most=max(kind.quantity, min(kind.most, self._find_quantity_asked(kind))))
        if not kind.steps:
            return kind
        unit, points = kind.to_unit(), [rule for rule in self.limits if rule.measure == "points"]
        rooms = [self._find_room(rule, key) for rule in points for key in self._list_keys(rule, unit)]
        asked = [
            g.part.short_by if g.rule and g.rule.measure == "points" and g.part else 0
            for g in self.open
            if self._is_served_by(g, unit)
        ]
        top = min([max(asked), *(room for room in rooms if room is not None)])
        steps = min(kind.steps, divide(max(top - kind.low, 0), kind.step, "up"))
        return replace(kind, steps=steps, step=kind.step if steps else 0)

    def _find_quantity_asked(self, kind: Kind) -> int:
        """The most that is asked of a quantity that a kind serves."""
        unit = kind.to_unit()
        serves = (g for g in self.open if g.rule and g.rule.measure == "quantity")
        return max((g.part.short_by for g in serves if g.part and self._is_served_by(g, unit)), default=0)

    def _add_variable(self) -> int:
        self.count += 1
        return self.count - 1

    def list_variables(self) -> Iterator[tuple[Kind, Parts]]:
        """Every kind with its variables."""
        yield from zip(self.kinds, self.parts, strict=True)

    def _add_row(self, row: Mapping[int, int], least_: int) -> None:
        self.rows.append(({name: value for name, value in row.items() if value}, least_))

    def _add_variables(self, kind: Kind) -> Parts:
        parts = {"count": self._add_variable()}
        if kind.steps:
            parts["step"] = self._add_variable()
            self._add_row({parts["count"]: kind.steps, parts["step"]: -1}, 0)
        if kind.activity.rate.kind == "none" and kind.most > kind.quantity:
            parts["more"] = self._add_variable()
            self._add_row({parts["count"]: kind.most - kind.quantity, parts["more"]: -1}, 0)
        self.cut.append(self._add_cuts(kind))
        if self.cut[-1]:
            left = self._build_points_row(kind, parts)
            left[parts["count"]] -= 0 if self._can_help_uncredited(kind) else 1
            self._add_row(left, 0)
        return parts

    def _add_cuts(self, kind: Kind) -> dict[tuple[str, Key], int]:
        if max(kind.credit, kind.step) <= self.grain and not self._can_help_uncredited(kind):
            return {}  # it can earn so much less instead
        points = [rule for rule in self.limits if rule.measure == "points"]
        return {
            (rule.id, key): self._add_variable()
            for rule in points
            for key in self._list_keys(rule, kind.to_unit())
        }

    def _can_help_uncredited(self, kind: Kind) -> bool:
        """Whether an entry may help that is credited nothing: only where a quantity is asked."""
        unit = kind.to_unit()
        return any(g.rule.measure == "quantity" and self._is_served_by(g, unit) for g in self.open if g.rule)

    def _build_points_row(self, kind: Kind, parts: Parts) -> dict[int, int]:
        """What a kind is credited, in grains."""
        factors = {"count": kind.credit // self.grain, "step": kind.step // self.grain, "more": 0}
        cut = self.cut[self.kinds.index(kind)]
        return {**{name: factors[part] for part, name in parts.items()}, **dict.fromkeys(cut.values(), -1)}

    def _build_measure_row(self, measure: str, kind: Kind, parts: Parts) -> dict[int, int]:
        """How much of a measure a kind holds: grains, entries, or ten-thousandths of a quantity."""
        if measure == "points":
            return self._build_points_row(kind, parts)
        if measure == "entries":
            return {parts["count"]: 1}
        if kind.activity.rate.kind == "tiers":
            raise UncoveredError("quantity", kind.activity.id)
        return {parts["count"]: kind.quantity, **({parts["more"]: 1} if "more" in parts else {})}

    def _build_limit_row(self, measure: str, kind: Kind, parts: Parts) -> dict[int, int]:
        """What a kind takes of a limit: of a quantity, and in tiers, what its points need."""
        if measure != "quantity" or kind.activity.rate.kind != "tiers":
            return self._build_measure_row(measure, kind, parts)
        row = {parts["count"]: find_quantity(kind, kind.low, self.basis)}
        if kind.steps:
            most = find_quantity(kind, kind.low + kind.steps * kind.step, self.basis)
            row[parts["step"]] = divide(most - row[parts["count"]], kind.steps, "up")
        return row

    def _add_goal(self, goal: Goal) -> None:
        """The row of a part that is to be reached."""
        rule, part = goal.rule, goal.part
        assert rule is not None
        assert part is not None
        size = {"points": self.grain, "quantity": 1}.get(rule.measure, ONE)
        need = divide(part.short_by, size, "up")
        serving = [(k, p) for k, p in self.list_variables() if self._is_served_by(goal, k.to_unit())]
        if rule.measure == "categories":
            row = self._add_categories(goal, serving)
        else:
            row = {}
            for kind, parts in serving:
                row |= self._build_measure_row(rule.measure, kind, parts)
                if rule.measure == "points" and not kind.steps and not self.cut[self.kinds.index(kind)]:
                    row[parts["count"]] = min(row[parts["count"]], need)
        missing = {} if self.rooms is None else {self._add_variable(): 1}
        self.missing |= dict.fromkeys(missing, size)
        self._add_row({**row, **missing}, need)
        if rule.measure == "points":
            self._add_rounded_row(row, need, serving, missing)

    def _add_rounded_row(
        self,
        row: Mapping[int, int],
        need: int,
        serving: list[tuple[Kind, Parts]],
        missing: Mapping[int, int],
    ) -> None:
        """What whole entries make of a need that is no multiple of what they earn (mixed-integer rounding).

        It follows from the row, and shortens the search.
        """
        fixed = {parts["count"]: row[parts["count"]] for _, parts in serving if "step" not in parts}
        free = {parts[n]: row[parts[n]] for _, parts in serving if "step" in parts for n in ("count", "step")}
        size = gcd(*fixed.values())
        whole, rest = divmod(need, size or 1)
        if rest:
            self._add_row(
                {**free, **missing, **{name: rest * (value // size) for name, value in fixed.items()}},
                rest * (whole + 1),
            )

    def _add_categories(self, goal: Goal, serving: list[tuple[Kind, Parts]]) -> dict[int, int]:
        """One variable for each category that is not used yet: 1 where an entry earns something in it."""
        used = {
            unit.activity.category
            for unit in self.run.units
            if unit.credit > 0 and self._is_served_by(goal, unit)
        }
        fresh: defaultdict[str, list[int]] = defaultdict(list)
        for kind, parts in serving:
            if kind.credit > 0 and kind.activity.category not in used:
                fresh[kind.activity.category].append(parts["count"])
        row = {}
        for counts in fresh.values():
            category = self._add_variable()
            self._add_row({category: -1}, -1)
            self._add_row({**dict.fromkeys(counts, 1), category: -1}, 0)
            row[category] = 1
        return row

    def _add_limit(self, rule: KernelRule) -> None:
        """At most what the log leaves of a limit, in each window."""
        rows: defaultdict[Key, dict[int, int]] = defaultdict(dict)
        for kind, parts in self.list_variables():
            for key in self._list_keys(rule, kind.to_unit()):
                rows[key] |= self._build_limit_row(rule.measure, kind, parts)
        size = {"points": self.grain, "quantity": 1}.get(rule.measure, ONE)
        for key, row in rows.items():
            room = self._find_room(rule, key)
            if room is not None:
                self._add_row({name: -value for name, value in row.items()}, -(room // size))
                if rule.measure == "points":
                    self._restrict_cut_to_last(rule, key, room // size)

    def _add_rooms(self) -> None:
        """At most so many entries of an activity in a CPD year."""
        for (activity, year), room in (self.rooms or {}).items():
            own = [p for k, p in self.list_variables() if (k.activity.id, k.year) == (activity, year)]
            if own:
                self._add_row({parts["count"]: -1 for parts in own}, -room)

    def _restrict_cut_to_last(self, rule: KernelRule, key: Key, room: int) -> None:
        """Only the last entry that a limit leaves something of is cut; none follows, of plan or log."""
        inside = [n for n, kind in enumerate(self.kinds) if key in self._list_keys(rule, kind.to_unit())]
        paid = [n for n in inside if self.kinds[n].credit > 0]
        cut = {n: self.cut[n][rule.id, key] for n in inside if (rule.id, key) in self.cut[n]}
        if not cut or any(self._can_help_uncredited(self.kinds[n]) for n in inside):
            return
        most = max(self.kinds[n].credit + self.kinds[n].step * self.kinds[n].steps for n in cut) // self.grain
        self._add_row(dict.fromkeys(cut.values(), -1), 1 - most)
        kept = [unit for unit in self.run.units if unit.credit > 0 and key in self._list_keys(rule, unit)]
        for year in dict.fromkeys(self.kinds[n].year for n in cut):
            here = [name for n, name in cut.items() if self.kinds[n].year == year]
            later = [self.parts[n]["count"] for n in paid if self.kinds[n].year > year]
            if any(self.basis.cycle.find_year(unit.date) > year for unit in kept):
                self._add_row(dict.fromkeys(here, -1), 0)
            elif later:
                full = self._add_variable()
                self._add_row({full: -1}, -1)
                self._add_row({full: most - 1, **dict.fromkeys(here, -1)}, 0)
                self._add_row({full: -room, **dict.fromkeys(later, -1)}, -room)


def _count_used(rule: KernelRule, unit: Unit) -> int:
    """What an entry of the log takes of a limit."""
    if rule.measure == "points":
        return unit.credit
    return unit.is_counted * (unit.quantity if rule.measure == "quantity" else ONE)
