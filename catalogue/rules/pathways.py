"""The ways from a profile to a designation: straight there, and by the rungs of the ladder as an offer.

`find_routes(ladder, profile, to, day)` here, `path` in the browser: `ladder` is what the API publishes as
pathways.json, the rest as `judge_eligibility` takes it. The answer, keys in this order:

    to, on, from (the designation held; of several the highest one below `to`; or null), held (whether it is)
    quickest: the place in `routes`, from 0, of the one with the earliest first day; null where none has one
    routes: via (designations on the way), first, perhaps, steps, credits    straight there first
    steps: designation, printed, from, state, first, perhaps, assumes, asks, credits, study, keep, fees, then,
        also_keep
    asks: id, kind, state, first, perhaps, decides    the missing leaves; they run side by side
    study: id, options: qualification, credits        of the missing leaves that a qualification meets
    keep: designation, points_a_year, years, points   to keep the current designation meanwhile
    also_keep: the same of each further designation that is held
    fees: step, figure, unit, source                  as published

A step begins (`from`) on the day asked about, or on the first day of the step before; it is judged on that
day, with the rung below it held from then on and its yearly points met. `perhaps` of a step reaches back to
where the step before may be done, for it may begin then. Assessment and exam take time that
no source gives, so these are the earliest days. `printed` says whether the page of the rung before names
the step: null where that is not published, or where nothing is held before. Routes are the ladder, each rung
the highest one whose page names the next, and by itself every other rung whose page names `to`. `years` are
the CPD years, from the award, that the step touches, and `points` their minimums.

`credits` are by the rule of `catalogue.rules.study`; those of a route are their sum, null where one is.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalogue.model.criteria_kernel import Ladder, Rung
from catalogue.model.profile import NONE, Holding, HoldingAhead, Profile
from catalogue.rules.criteria import Node, find_adopted, refuse_later_award, report_state
from catalogue.rules.criteria import list_assumed as assumed
from catalogue.rules.dates import ALWAYS, OPEN, UNTOLD, When, format_first_day
from catalogue.rules.figures import RefusedError, to_number, to_ten_thousandths
from catalogue.rules.study import Studying
from catalogue.rules.windows import find_span

Json = dict[str, Any]


def find_routes(ladder: Ladder, profile: Profile, to: str, day: date) -> Json:
    """The routes from a profile to a designation.

    Raises RefusedError for an award after the day asked about, and for designations that the ladder lacks.
    """
    refuse_later_award(profile, day)
    rungs = {rung.designation: rung for rung in ladder.rungs}
    for key in (to, *(holds.designation for holds in profile.held or ())):
        if key not in rungs:
            raise RefusedError("no-designation", designation=key)
    profile = _put_nearest_first(ladder, profile, to)
    held = profile.holds.designation if profile.held and profile.holds else None
    ways = _list_ways(ladder, held, rungs[to])
    found = [_walk_route([*way, rungs[to]], Walk(ladder, profile, day)) for way in ways]
    dated = [n for n, route in enumerate(found) if _is_day(route["first"])]
    return {
        "to": to,
        "on": day.isoformat(),
        "from": held,
        "held": any(holds.designation == to for holds in profile.held or ()),
        "quickest": min(dated, key=lambda n: str(found[n]["first"]), default=None),
        "routes": found,
    }


def _is_day(first: str | None) -> bool:
    return first not in (None, "cannot-tell")


def _put_nearest_first(ladder: Ladder, profile: Profile, to: str) -> Profile:
    """Of several designations that are held the ways begin at the highest one that is not above `to`."""
    if not profile.also_holds or not profile.held:
        return profile
    order = [rung.designation for rung in ladder.rungs]
    places = [order.index(holds.designation) for holds in profile.held]
    below = [place for place in places if place <= order.index(to)] or places
    first = places.index(max(below))
    also = tuple(holds for n, holds in enumerate(profile.held) if n != first)
    return profile.model_copy(update={"holds": profile.held[first], "also_holds": also})


def _list_ways(ladder: Ladder, held: str | None, to: Rung) -> list[list[Rung]]:
    """The rungs on each way: none, more and more of the ladder, and every other rung that names `to`."""
    if held == to.designation:
        return [[]]
    between = _list_rungs_between(ladder, held, to)
    order = [rung.designation for rung in ladder.rungs]
    below = _list_open(ladder.rungs[order.index(held) + 1 if held else 0 : order.index(to.designation)])
    others = [
        [rung]
        for rung in reversed(below)
        if rung.leads_to and to.designation in rung.leads_to and rung not in between[-1:]
    ]
    ways = [between[n:] for n in range(len(between), -1, -1)]
    return ways[:2] + others + ways[2:]


def _list_rungs_between(ladder: Ladder, held: str | None, to: Rung) -> list[Rung]:
    """The rungs between: each the highest one whose page names the next, else one that names none."""
    order = [rung.designation for rung in ladder.rungs]
    free = _list_open(ladder.rungs[order.index(held) + 1 if held else 0 : order.index(to.designation)])
    if not free:
        return []
    naming = [rung for rung in free if rung.leads_to and to.designation in rung.leads_to]
    naming = naming or [rung for rung in free if rung.leads_to is None]
    return [*_list_rungs_between(ladder, held, naming[-1]), naming[-1]] if naming else []


def _list_open(rungs: Iterable[Rung]) -> list[Rung]:
    """Those that can be applied for."""
    return [rung for rung in rungs if not rung.retired]


class Walk:
    """Where a route has got to: the profile as it is by then, and the day."""

    def __init__(self, ladder: Ladder, profile: Profile, day: date) -> None:
        self.ladder, self.asked = ladder, day
        self.profile, self.day = profile, day
        self.studying = Studying(profile.qualifications, ladder.credits, day)
        self.reached = When(ALWAYS, ALWAYS)
        """When the rung before is reached."""

    def take_step(self, rung: Rung) -> Json:
        """One step, and the walk after it."""
        on = self.day.toordinal()
        reading = find_adopted(rung.criteria, self.day)
        node = Node(reading.tree, self.profile, on) if reading else None
        own = node.when if node and node.when else OPEN
        when = When(max(own.surely, self.reached.surely), max(own.perhaps, self.reached.perhaps))
        step = {
            "designation": rung.designation,
            "printed": self._is_printed(rung),
            "from": self.day.isoformat() if self.reached.surely < UNTOLD else None,
            **report_state(when, on, self.find_soonest()),
            "assumes": assumed(node) if node else [],
            "asks": _report_asks(node, when, self) if node else [],
            "credits": self.studying.count_credits(node) if node else None,
            "study": _report_study(node, self) if node else [],
            "keep": self._report_keep(self._find_holding(), when.surely),
            "fees": [
                fee.model_dump(mode="json") for fee in self.ladder.fees if fee.step in rung.criteria.then
            ],
            "then": list(rung.criteria.then),
            "also_keep": [self._report_keep(holds, when.surely) for holds in self.profile.also_holds],
        }
        self._advance(rung, when)
        return step

    def find_soonest(self) -> int:
        """The day from which the step may begin, as far as there is one."""
        day = _find_later(self.reached.perhaps, self.asked)
        return day if day < UNTOLD else self.day.toordinal()

    def _find_holding(self) -> Holding | None:
        holds = self.profile.holds
        return holds if holds and holds.designation != NONE else None

    def _find_rung(self, key: str) -> Rung:
        return next(rung for rung in self.ladder.rungs if rung.designation == key)

    def _is_printed(self, rung: Rung) -> bool | None:
        holds = self._find_holding()
        ahead = self._find_rung(holds.designation).leads_to if holds else None
        return None if ahead is None else rung.designation in ahead

    def _report_keep(self, holds: Holding | None, until: int) -> Json | None:
        """The yearly points of every CPD year, from the award, that the step touches."""
        yearly, years = self._find_rung(holds.designation).points_a_year if holds else None, None
        if not holds or yearly is None:
            return None
        if until <= self.day.toordinal():
            years = 0
        elif until < UNTOLD and holds.awarded:
            last = date.fromordinal(until - 1)
            years = find_span(holds.awarded, last, 12) - find_span(holds.awarded, self.day, 12) + 1
        return {
            "designation": holds.designation,
            "points_a_year": to_number(to_ten_thousandths(yearly)),
            "years": years,
            "points": None if years is None else to_number(to_ten_thousandths(yearly) * years),
        }

    def _advance(self, rung: Rung, when: When) -> None:
        """The rung is held from its first day on, and by then the plans for days before it have arrived."""
        self.reached = When(_find_later(when.surely, self.asked), _find_later(when.perhaps, self.asked))
        known = when.surely < UNTOLD
        if known:
            self.day = date.fromordinal(max(when.surely, self.day.toordinal()))
        awarded = self.day if known else None
        holds = HoldingAhead.model_construct(
            designation=rung.designation,
            awarded=awarded,
            perhaps_awarded=date.fromordinal(self.reached.perhaps) if known else None,
            points_met="yes",
        )
        arrived = tuple(
            held.model_copy(update={"state": "completed"})
            if held.date and self.asked < held.date <= self.day
            else held
            for held in self.profile.qualifications
        )
        self.profile = self.profile.model_copy(update={"holds": holds, "qualifications": arrived})


def _find_later(day: int, asked: date) -> int:
    return max(day, asked.toordinal())


def _walk_route(rungs: list[Rung], walk: Walk) -> Json:
    steps = [walk.take_step(rung) for rung in rungs]
    last = {"first": steps[-1]["first"], "perhaps": steps[-1]["perhaps"]}
    credits = [step["credits"] for step in steps]
    return {
        "via": [rung.designation for rung in rungs[:-1]],
        **last,
        "steps": steps,
        "credits": None if None in credits else sum(credits),
    }


def _report_asks(node: Node, when: When, walk: Walk) -> list[Json]:
    """What is missing; what decides on the first day is there on that day, and not before."""
    on = walk.day.toordinal()
    first = format_first_day(when.surely, on)
    found = []
    for leaf in node.list_missing():
        stands = report_state(leaf.when, on, walk.find_soonest())
        about = {"id": leaf.part.id, "kind": leaf.part.kind, **stands}
        found.append({**about, "decides": first is not None and stands["first"] == first})
    return found


def _report_study(node: Node, walk: Walk) -> list[Json]:
    return [
        {
            "id": leaf.part.id,
            "options": [
                {"qualification": known.id, "credits": walk.ladder.credits.get(known.id)}
                for known in leaf.part.accepted
                if known.id
            ],
        }
        for leaf in node.list_missing()
        if leaf.part.kind == "qualification"
    ]
