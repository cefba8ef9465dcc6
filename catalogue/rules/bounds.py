"""What no log can do, shown by sums alone.

Every log puts points and entries into cells: activities that the rules take for the same, in one CPD year.
What is asked of cells is less than what the rules ask of entries: a demand is taken to count whatever it
may count, a limit only what it always counts. So where the sums cannot be kept, no log keeps the rules, and
no log needs less than the least of a sum; where they can be kept, a log may or may not keep the rules.
Left out of the sums: quantities, shares of the log, rules of a day or that look back, what is carried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from catalogue.model.kernel import KernelActivity, KernelRule, KernelStep
from catalogue.rules import rates
from catalogue.rules.amounts import Basis, is_share_of_log
from catalogue.rules.demands import list_demand_eaches
from catalogue.rules.figures import ONE, divide, to_ten_thousandths
from catalogue.rules.selection import can_match
from catalogue.rules.whole import Row, Steps, TooLongError, find_least

MOST_STEPS = 2_000
BOUNDLESS = 10**12
"""More grains than any log holds."""
Rules = Sequence[KernelRule]


def drop_duplicates(rules: Iterable[KernelRule]) -> list[KernelRule]:
    """Each rule once, in their order."""
    return list({rule.id: rule for rule in rules}.values())


def select_rules(rules: Rules, wanted: Rules) -> list[KernelRule]:
    """Those of some rules that are among others."""
    ids = {rule.id for rule in wanted}
    return [rule for rule in rules if rule.id in ids]


@dataclass(frozen=True, eq=False)
class Cell:
    """Activities of a category that rules take for the same, in one CPD year."""

    activities: tuple[KernelActivity, ...]
    category: str
    year: int
    credit: int
    """The variable of its credit, in grains; -1 where it earns nothing."""
    entries: int
    """The variable of its entries that count; -1 where no rule looks at them."""
    most: int | None
    """The most grains that one entry earns; None where there is no end."""
    some: frozenset[str]
    """The rules that may count something of it."""
    whole: frozenset[str]
    """The rules that count all of it."""


@dataclass(frozen=True)
class LeastSum:
    """The least of a sum, in grains, and one way to have it: each cell with its grains and entries."""

    sum: int
    cells: list[tuple[Cell, int, int]]


class Bounds:
    """The sums of one kind of member. Points are counted in grains.

    With `items` what earns by the item is counted in whole ones: nearer to the truth, and slower.
    """

    def __init__(self, basis: Basis, items: bool = False) -> None:
        self.items = items
        self.basis, self.grain, self.count = basis, to_ten_thousandths(basis.kernel.granularity), 0
        self.years = range(1, -(-basis.cycle.months // 12) + 1)
        self.cells = list(self._list_cells())
        self.rows: dict[object, list[Row]] = {}
        """The rows of each rule, once worked out."""

    def find_least(
        self, limits: Rules, demands: Rules, of: str = "", without: str = "", more: Sequence[Row] = ()
    ) -> LeastSum | None:
        """The least credit (`of` a category) by which rules can be kept; None where they cannot.

        `without` names a category that is not used. Raises TooLongError.
        """
        rows = [*self._build_rows(limits, demands), *more]
        unused = [cell for cell in self.cells if cell.category == without]
        rows += [({name: -1}, 0) for c in unused for name in (c.credit, c.entries) if name >= 0]
        cost = [0] * self.count
        for cell in self.cells:
            if cell.credit >= 0 and of in ("", cell.category):
                whole = of == "" and self._is_in_whole_items(cell.activities[0])
                cost[cell.entries if whole else cell.credit] = (cell.most or 0) if whole else 1
        found = find_least(rows, cost, Steps(MOST_STEPS))
        if found is None:
            return None
        values = [*found, 0]  # -1 is the place of what a cell lacks
        return LeastSum(
            sum(a * b for a, b in zip(cost, found, strict=True)),
            [(cell, values[cell.credit], values[cell.entries]) for cell in self.cells],
        )

    def can_be_kept(self, limits: Rules, demands: Rules, more: Sequence[Row] = ()) -> bool:
        """Whether sums can keep rules and some more rows; yes where that takes too long to tell."""
        try:
            rows = [*self._build_rows(limits, demands), *more]
            return find_least(rows, [1] * self.count, Steps(MOST_STEPS)) is not None
        except TooLongError:
            return True

    def find_most(self, limits: Rules, category: str) -> int | None:
        """What the grains of a category are never above; None where limits leave them open."""
        wanted = [cell for cell in self.cells if cell.credit >= 0 and cell.category == category]
        rooms: list[tuple[list[Cell], int]] = []
        for rule in limits:
            for inside, room in self._list_rooms(rule):
                tops = [cell.most for cell in inside if cell.credit >= 0]
                known = [top for top in tops if top is not None]
                if rule.measure == "points":
                    rooms.append((inside, room))
                elif rule.measure == "entries" and len(known) == len(tops):
                    rooms.append((inside, room * max(known, default=0)))
        rows = [({n: 1 for n, (inside, _) in enumerate(rooms) if cell in inside}, 1) for cell in wanted]
        found = find_least(rows, [room for _, room in rooms], Steps(MOST_STEPS))
        return None if found is None else sum(n * room for n, (_, room) in zip(found, rooms, strict=True))

    def build_category_row(self, category: str, need: int) -> Row:
        """The row of so many grains of a category."""
        return {c.credit: 1 for c in self.cells if c.category == category and c.credit >= 0}, need

    def build_rows_at_least(self, rule: KernelRule, year: int, need: int) -> list[Row]:
        """The rows of so much of what a rule may count (grains, entries, categories) in a CPD year, or 0."""
        inside = [cell for cell in self._list_cells_of_year(year) if rule.id in cell.some]
        if rule.measure != "categories":
            return [(self._build_sum(rule, inside), need)]
        rows: list[Row] = []
        used: list[int] = []
        for own in self._group_by_category(inside):
            used.append(self._add_variable())
            rows += [({**dict.fromkeys(own, 1), used[-1]: -1}, 0), ({used[-1]: -1}, -1)]
        return [*rows, (dict.fromkeys(used, 1), need)]

    def list_rows_in_one_entry(self, rule: KernelRule, need: int) -> Iterator[list[Row]]:
        """For each cell of the first year that a rule may count: the rows of so many grains in one entry."""
        for cell in self._list_cells_of_year(1):
            if rule.id in cell.some and cell.credit >= 0:
                yield [({cell.credit: 1}, need), ({cell.entries: -1}, -1)]

    def build_rows_below(self, rule: KernelRule, year: int) -> list[Row]:
        """The rows of less than a demand asks, in a CPD year or 0, of what it always counts."""
        return self._cache_rows(("below", rule.id, year), lambda: self._build_rows_below(rule, year))

    def _build_rows_below(self, rule: KernelRule, year: int) -> list[Row]:
        inside = [cell for cell in self._list_cells_of_year(year) if rule.id in cell.whole]
        most = self._to_size(rule, self.basis.compute_demand(rule, year, lambda: 0) or 0) - 1
        if rule.measure != "categories":
            return [(dict.fromkeys(self._build_sum(rule, inside), -1), -most)]
        rows: list[Row] = []
        used: list[int] = []
        for own in self._group_by_category(inside):
            used.append(self._add_variable())
            rows.append(({**dict.fromkeys(own, -1), used[-1]: BOUNDLESS}, 0))
        return [*rows, (dict.fromkeys(used, -1), -most)]

    def _add_variable(self) -> int:
        self.count += 1
        return self.count - 1

    def _list_cells(self) -> Iterator[Cell]:
        """Activities by what the rules tell apart, in each CPD year."""
        kernel, alike = self.basis.kernel, dict[object, list[KernelActivity]]()
        rules = [rule for rule in (*kernel.limits, *kernel.demands) if self.basis.is_applicable(rule)]
        for activity in kernel.activities:
            some = [rule for rule in rules if can_match(rule.counting, activity)]
            whole = frozenset(rule.id for rule in rules if can_match(rule.counting, activity, surely=True))
            most = find_most_per_entry(activity, self.basis)
            counted = any(map(_is_about_entries, some)) or self._is_in_whole_items(activity)
            size = most if counted or most == 0 else None
            choices = activity.choices if any(rule.for_each == "choice" for rule in some) else None
            kind = (activity.rate.kind == "none", self._is_in_whole_items(activity))
            same = (activity.category, tuple(rule.id for rule in some), whole, kind, choices, size)
            alike.setdefault(same, []).append(activity)
        for activities in alike.values():
            some = [rule for rule in rules if can_match(rule.counting, activities[0])]
            yield from self._list_yearly_cells(tuple(activities), some)

    def _list_yearly_cells(self, activities: tuple[KernelActivity, ...], some: Rules) -> Iterator[Cell]:
        """The cells of activities that are alike, of which some rules may count something."""
        first = activities[0]
        most = find_most_per_entry(first, self.basis)
        whole = frozenset(rule.id for rule in some if can_match(rule.counting, first, surely=True))
        looked_at = any(map(_is_about_entries, some)) or self._is_in_whole_items(first)
        counted = looked_at and (most != 0 or first.rate.kind == "none")
        for year in self.years:
            credit, entries = (
                -1 if most == 0 else self._add_variable(),
                self._add_variable() if counted else -1,
            )
            ids = frozenset(rule.id for rule in some)
            yield Cell(activities, first.category, year, credit, entries, most, ids, whole)

    def _is_in_whole_items(self, activity: KernelActivity) -> bool:
        """Whether its credit is counted in whole items."""
        return self.items and activity.rate.kind == "items" and not activity.rate.repeats

    def _list_cells_of_year(self, year: int) -> list[Cell]:
        """The cells of a CPD year; of all for 0."""
        return [cell for cell in self.cells if year in (0, cell.year)]

    @staticmethod
    def _group_by_category(cells: Iterable[Cell]) -> list[list[int]]:
        """The variables of credit of each category."""
        found: dict[str, list[int]] = {}
        for cell in cells:
            if cell.credit >= 0:
                found.setdefault(cell.category, []).append(cell.credit)
        return list(found.values())

    def _build_rows(self, limits: Rules, demands: Rules) -> list[Row]:
        """The rows of some rules, and of what an entry is."""
        rows = list(
            self._cache_rows("links", lambda: [row for cell in self.cells for row in _list_link_rows(cell)])
        )
        for rule in limits:
            rows += self._cache_rows(rule.id, lambda rule=rule: list(self._list_limit_rows(rule)))  # type: ignore[misc]
        for rule in demands:
            rows += self._cache_rows(rule.id, lambda rule=rule: list(self._list_demand_rows(rule)))  # type: ignore[misc]
        return rows

    def _cache_rows(self, key: object, rows: Callable[[], list[Row]]) -> list[Row]:
        if key not in self.rows:
            self.rows[key] = rows()
        return self.rows[key]

    def _list_limit_rows(self, rule: KernelRule) -> Iterator[Row]:
        """At most what a limit leaves, in each of its windows, or of each entry."""
        if is_share_of_log(rule, self.basis.kernel):
            return
        room = self.basis.compute_limit(rule, 0, lambda: 0) if rule.window.span == "entry" else None
        if room is not None and rule.measure == "points" and rule.for_each is None:
            for cell in self.cells:
                if rule.id in cell.whole and cell.credit >= 0:
                    yield {cell.entries: room // self.grain, cell.credit: -1}, 0
        for inside, left in self._list_rooms(rule):
            if row := self._build_sum(rule, inside):
                yield dict.fromkeys(row, -1), -left

    def _list_rooms(self, rule: KernelRule) -> Iterator[tuple[list[Cell], int]]:
        """The cells of which a limit counts all, and the grains or entries that it leaves of them."""
        if not self.basis.is_applicable(rule) or is_share_of_log(rule, self.basis.kernel):
            return
        inside, times = [cell for cell in self.cells if rule.id in cell.whole], 1
        if rule.for_each == "choice":
            inside = [cell for cell in inside if all(one.choices is not None for one in cell.activities)]
            times = len({c.id for cell in inside for one in cell.activities for c in one.choices or ()})
        elif rule.for_each is not None:
            return
        for year in self._list_years(rule):
            room = self.basis.compute_limit(rule, year, lambda: 0)
            size = self.grain if rule.measure == "points" else ONE
            if room is not None:
                yield [cell for cell in inside if year in (0, cell.year)], room * times // size

    def _list_demand_rows(self, rule: KernelRule) -> Iterator[Row]:
        """At least what a demand asks, in each of its windows."""
        each = list_demand_eaches(rule, self.basis)
        if not each or is_share_of_log(rule, self.basis.kernel) or rule.measure == "quantity":
            return
        for year in self._list_years(rule):
            need = self._to_size(rule, self.basis.compute_demand(rule, year, lambda: 0) or 0)
            if rule.measure != "categories" and rule.for_each == "choice":
                need *= len(each)  # an entry has one choice, but may have several topics
            yield from self.build_rows_at_least(rule, year, need)

    def _list_years(self, rule: KernelRule) -> Sequence[int]:
        """The CPD years of a rule; 0 for the whole cycle; none where the sums leave it out."""
        if rule.window.span == "year":
            carried = [one for one in self.basis.kernel.carry if one.into == "year" and rule.id in one.serves]
            return self.years[:1] if carried else self.years
        return [0] if rule.window.span == "cycle" else []

    def _build_sum(self, rule: KernelRule, cells: Iterable[Cell]) -> dict[int, int]:
        """The variables that a rule in points or entries adds up."""
        if rule.measure not in ("points", "entries"):
            return {}
        names = [cell.credit if rule.measure == "points" else cell.entries for cell in cells]
        return dict.fromkeys((name for name in names if name >= 0), 1)

    def _to_size(self, rule: KernelRule, amount: int) -> int:
        """What is asked, in grains, entries or categories."""
        return divide(amount, self.grain if rule.measure == "points" else ONE, "up")


def _is_about_entries(rule: KernelRule) -> bool:
    """Whether a rule looks at single entries."""
    return rule.measure == "entries" or rule.window.span == "entry"


def _list_link_rows(cell: Cell) -> Iterator[Row]:
    """An entry that counts has credit, unless it is one of those that earn none; at most its most."""
    if cell.entries >= 0 and cell.credit >= 0:
        yield {cell.credit: 1, cell.entries: -1}, 0
        if cell.most is not None:
            yield {cell.entries: cell.most, cell.credit: -1}, 0


def find_most_per_entry(activity: KernelActivity, basis: Basis) -> int | None:
    """The most grains that one entry of an activity earns, before limits; None where there is no end."""
    rate, kernel = activity.rate, basis.kernel
    grain = to_ten_thousandths(kernel.granularity)
    if rate.kind == "none":
        return 0
    if rate.kind == "declared":
        open_ = rate.most is None or (rate.most > 0 and rate.item is not None)
        return None if open_ else to_ten_thousandths(rate.most or rates.NOTHING) // grain
    if rate.kind == "items":
        whole = rates.earn_item(rate, kernel)
        paid = [rates.earn_repeat(whole, times, rate, kernel) for times in range(len(rate.repeats))]
        return max(paid, default=whole) // grain
    ends = [*(to_ten_thousandths(step.at) for step in rate.steps[1:]), None]
    tops = [_find_most_of_tier(step, end) for step, end in zip(rate.steps, ends, strict=True)]
    if None in tops:
        return None
    known = [divide(top, grain, "up") for top in tops if top is not None]
    return sum(known) if rate.each_part else max(known, default=0)


def _find_most_of_tier(step: KernelStep, end: int | None) -> int | None:
    """What a tier pays at most, up to where the next one begins; None where there is no end."""
    if step.per is None or not step.points:
        return to_ten_thousandths(step.points)
    return (
        None
        if end is None
        else divide(end, to_ten_thousandths(step.per), "up") * to_ten_thousandths(step.points)
    )
