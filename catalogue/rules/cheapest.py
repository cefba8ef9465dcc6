"""The cheapest plan of a programme: the fewest entries and the fewest points, or the other way round.

Among equals: the fewest entries to be confirmed, as far as that is soon found; then no entry could be
exchanged for one of an activity that stands earlier in the file, or be done in an earlier year.
"""

from __future__ import annotations

import contextlib
import itertools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from catalogue.rules.possible import Kind
from catalogue.rules.programme import Programme
from catalogue.rules.whole import Row, Steps, TooLongError, find_least

MOST_FOR_TIES = 500
MOST_FOR_TASTE = 400
Planned = tuple[Kind, int, int, bool]
"""An entry of a plan: its kind, what it earns, its quantity (ten-thousandths), whether a limit cuts it."""


def find_cheapest(programme: Programme, prefer: str, steps: Steps) -> list[Planned] | None:
    """The entries of the cheapest plan; None where there is none. Raises TooLongError."""
    grain = programme.grain
    points = _compute_costs(programme, lambda kind: {"count": kind.low // grain, "step": kind.step // grain})
    entries = _compute_costs(programme, lambda _: {"count": 1})
    rows: list[Row] = list(programme.rows)
    found: list[int] | None = None
    for cost in (points, entries) if prefer == "points" else (entries, points):
        found = find_least(rows, cost, steps, found)
        if found is None:
            return None
        rows.append(_build_cost_row(cost, found))
    unsure = _compute_costs(programme, lambda kind: {"count": int(len(kind.confirm) > 0)})
    with contextlib.suppress(TooLongError):
        found = find_least(rows, unsure, Steps(MOST_FOR_TIES), found)
    return list(_list_entries(programme, _exchange_entries(programme, rows, found or [])))


def find_preferred(
    programme: Programme, done: Collection[str], needed: Collection[str], steps: Steps
) -> tuple[list[int], list[Planned]]:
    """The entries that come nearest to every goal, and of such those that a person would rather do.

    First what it costs, each as rare as the ones before it allow: what is missing, entries that take chance,
    entries of what was not `done` before that are to be confirmed, that are not, entries, entries of what is
    not `needed` besides, points. What a search does not find soon is left as it is. Raises TooLongError
    where not even the nearest is found.
    """
    rows: list[Row] = list(programme.rows)
    missing = [programme.missing.get(name, 0) for name in range(programme.count)]
    found = find_least(rows, missing, steps)
    assert found is not None, "a goal may be missed"
    rows.append(_build_cost_row(missing, found))
    ranked = [sum(value * size for value, size in zip(found, missing, strict=True))]
    for cost in _list_tastes(programme, done, needed):
        with contextlib.suppress(TooLongError):
            found = find_least(rows, cost, Steps(MOST_FOR_TASTE), found) or found
        rows.append(_build_cost_row(cost, found))
        ranked.append(sum(value * one for value, one in zip(found, cost, strict=True)))
    return ranked, list(_list_entries(programme, _exchange_entries(programme, rows, found)))


def _list_tastes(programme: Programme, done: Collection[str], needed: Collection[str]) -> Iterator[list[int]]:
    """What is to be rare in a plan for a person, the first before all others."""

    def count_if(is_rare: Callable[[Kind], bool]) -> list[int]:
        return _compute_costs(programme, lambda kind: {"count": int(is_rare(kind))})

    yield count_if(lambda kind: kind.activity.by_chance)
    yield count_if(lambda kind: kind.activity.id not in done and len(kind.confirm) > 0)
    yield count_if(lambda kind: kind.activity.id not in done)
    yield count_if(lambda _: True)
    yield count_if(lambda kind: kind.activity.id not in needed)
    grain = programme.grain
    yield _compute_costs(programme, lambda kind: {"count": kind.low // grain, "step": kind.step // grain})


def _compute_costs(programme: Programme, of: Callable[[Kind], Mapping[str, int]]) -> list[int]:
    """What each variable costs, by what it is of a kind."""
    cost = [0] * programme.count
    for kind, parts in programme.list_variables():
        for part, value in of(kind).items():
            if part in parts:
                cost[parts[part]] = value
    return cost


def _build_cost_row(cost: Sequence[int], found: Sequence[int]) -> Row:
    """No dearer than what was found."""
    row = {name: -value for name, value in enumerate(cost) if value}
    return row, sum(value * found[name] for name, value in row.items())


def _exchange_entries(programme: Programme, rows: Sequence[Row], found: Sequence[int]) -> list[int]:
    """One entry at a time is exchanged for one that comes first, while every row is kept."""
    values = RowKeeper(rows, found)
    kinds = list(programme.list_variables())
    kinds.sort(key=lambda one: (*programme.rank_kind(one[0]), one[0].year))
    again = True
    while again:
        again = False
        for to, off in itertools.combinations(kinds, 2):
            while values.change_if_kept(_build_move(off, to, values.values)):
                again = True
    return values.values


def _build_move(
    off: tuple[Kind, Mapping[str, int]], to: tuple[Kind, Mapping[str, int]], values: Sequence[int]
) -> dict[int, int]:
    """One entry of a kind turned into one of another that earns the same; nothing where it cannot be."""
    (one, own), (other, new) = off, to
    if not values[own["count"]] or one.low != other.low or "more" in own or "more" in new:
        return {}
    by = min(values[own["step"]], one.steps) if "step" in own else 0
    if by and one.step != other.step:
        return {}
    move = {own["count"]: -1, new["count"]: 1}
    return {**move, own["step"]: -by, new["step"]: by} if by else move


class RowKeeper:
    """The values of the variables, and what each row has to spare."""

    def __init__(self, rows: Sequence[Row], found: Sequence[int]) -> None:
        self.values = list(found)
        self.spare = [sum(value * found[name] for name, value in row.items()) - low for row, low in rows]
        self.touched: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for index, (row, _) in enumerate(rows):
            for name, factor in row.items():
                self.touched[name].append((index, factor))

    def change_if_kept(self, move: Mapping[int, int]) -> bool:
        """Change some values if every row is kept; whether that was done."""
        changed: defaultdict[int, int] = defaultdict(int)
        for name, by in move.items():
            for index, factor in self.touched[name]:
                changed[index] += factor * by
        if not move or any(self.spare[index] + by < 0 for index, by in changed.items()):
            return False
        for index, by in changed.items():
            self.spare[index] += by
        for name, by in move.items():
            self.values[name] += by
        return True


def _list_entries(programme: Programme, found: Sequence[int]) -> Iterator[Planned]:
    """The entries one by one; where they earn by steps, the last ones of a kind earn the most."""
    for (kind, parts), cut in zip(programme.list_variables(), programme.cut, strict=True):
        over = any(found[name] for name in cut.values())
        steps = found[parts["step"]] if "step" in parts else 0
        more = found[parts["more"]] if "more" in parts else 0
        for left in range(found[parts["count"]] - 1, -1, -1):
            own = max(steps - kind.steps * left, 0)
            extra = max(more - (kind.most - kind.quantity) * left, 0) if more else 0
            steps, more = steps - own, more - extra
            yield kind, kind.low + own * kind.step, kind.quantity + extra, over and not left
