"""Whether a person can apply for a designation, and if not, what is missing and from when it is there.

`judge_eligibility(criteria, profile, day)` here, `eligible` in the browser: `criteria` is what the API
publishes as `criteria` of a designation, `profile` a profile's file, `day` the day asked about.
The answer, keys in this order:

    designation, on, state, first, perhaps       in the adopted reading that holds on the day
    readings: id, reading, adopted, in_force, from, to, source, state, first, perhaps, assumes, missing, tree
    routes: kind, reading, says, source          beside the trees; never judged
    then: steps after eligibility                never judged

A state is met, not-met or cannot-tell (a part that is not asked: left-out). `first` is the first day, from
the day asked about on, on which it is met; `perhaps` that on which it may be. Each is a date, "cannot-tell",
or null where nothing in the profile leads there. `assumes` says on what `first` rests: that jobs go on,
that plans arrive, that the yearly points are kept. `tree` and its `parts`: id, kind, state, first, perhaps,
source, conflict, reasons, parts. `missing` holds the ids of leaves.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from catalogue.model.criteria_kernel import KernelCriteria, KernelReading, Part
from catalogue.model.profile import Profile
from catalogue.rules.dates import ALWAYS, NEVER, OPEN, When, format_first_day, judge_when
from catalogue.rules.figures import RefusedError
from catalogue.rules.leaves import judge_leaf

Json = dict[str, Any]
ASSUMES = {"experience": "jobs", "qualification": "plans", "cpd-standing": "points"}
PRIOR_LEARNING = "recognition-of-prior-learning"


class Node:
    """A part and what the profile makes of it."""

    def __init__(self, part: Part, profile: Profile, on: int) -> None:
        self.part, self.on = part, on
        self.below = [Node(inner, profile, on) for inner in part.parts]
        self.reasons: list[Json] = []
        self.when: When | None
        if part.kind in ("all", "any", "at-least"):
            self.when = _judge_branch(part, [node.when for node in self.below if node.when])
        else:
            self.when, self.reasons = judge_leaf(part, profile, on)

    @property
    def state(self) -> str:
        """met, not-met, cannot-tell, or left-out where it is not asked."""
        return judge_when(self.when, self.on) if self.when else "left-out"

    def list_leaves(self) -> Iterator[Node]:
        """Every leaf below, in order."""
        for node in self.below:
            yield from node.list_leaves()
        if not self.part.parts and self.part.kind not in ("all", "any", "at-least"):
            yield self

    def list_missing(self) -> Iterator[Node]:
        """The leaves for want of which it is not met."""
        if self.state in ("met", "left-out"):
            return
        if not self.below:
            yield self
        for node in self.below:
            yield from node.list_missing()

    def report(self) -> Json:
        """The answer's shape."""
        return {
            "id": self.part.id,
            "kind": self.part.kind,
            **report_state(self.when, self.on),
            "source": list(self.part.source),
            "conflict": list(self.part.conflict),
            "reasons": self.reasons,
            "parts": [node.report() for node in self.below],
        }


def judge_eligibility(criteria: KernelCriteria, profile: Profile, day: date) -> Json:
    """Judge a profile by the criteria of a designation.

    Raises RefusedError for an award after the day asked about.
    """
    refuse_later_award(profile, day)
    on = day.toordinal()
    nodes = [(reading, Node(reading.tree, profile, on)) for reading in criteria.readings]
    chosen = find_adopted(criteria, day)
    when = next((node.when for reading, node in nodes if reading is chosen), OPEN)
    return {
        "designation": criteria.designation,
        "on": day.isoformat(),
        **report_state(when, on),
        "readings": [_report_reading(reading, node, day) for reading, node in nodes],
        "routes": [
            {
                "kind": PRIOR_LEARNING,
                "reading": reading.id,
                "says": reading.prior_learning,
                "source": list(reading.source),
            }
            for reading in criteria.readings
            if reading.prior_learning
        ],
        "then": list(criteria.then),
    }


def refuse_later_award(profile: Profile, day: date) -> None:
    """Refuse what lies after the day asked about."""
    for holds in profile.held or ():
        if holds.awarded and holds.awarded > day:
            raise RefusedError("award-later", award=holds.awarded.isoformat(), on=day.isoformat())


def find_adopted(criteria: KernelCriteria, day: date) -> KernelReading | None:
    """The version of the adopted reading that holds on a day; None where there is none."""
    return next((r for r in criteria.readings if r.adopted and is_in_force(r, day)), None)


def is_in_force(reading: KernelReading, day: date) -> bool:
    """Whether a reading holds on a day, as far as its days are published."""
    return (reading.from_ or day) <= day <= (reading.to or day)


def report_state(when: When | None, on: int, soonest: int | None = None) -> Json:
    """State and first days; what may be is told from `soonest` on, else from the day asked about on."""
    if when is None:
        return {"state": "left-out", "first": None, "perhaps": None}
    return {
        "state": judge_when(when, on),
        "first": format_first_day(when.surely, on),
        "perhaps": format_first_day(when.perhaps, on if soonest is None else soonest),
    }


def _judge_branch(part: Part, whens: list[When]) -> When:
    """All: the last of the parts; any: the first; at least n: the n-th. What is not asked is left out."""
    count = {"all": len(whens), "any": 1}.get(part.kind, part.at_least or 0)
    return (
        When(*(_find_nth(sorted(days), count) for days in zip(*whens, strict=True)))
        if whens
        else _judge_nothing(count)
    )


def _find_nth(days: list[int], count: int) -> int:
    return days[count - 1] if count <= len(days) else NEVER


def _judge_nothing(count: int) -> When:
    """All of nothing is met, any of nothing is not."""
    return When(NEVER, NEVER) if count else When(ALWAYS, ALWAYS)


def _report_reading(reading: KernelReading, node: Node, day: date) -> Json:
    return {
        "id": reading.id,
        "reading": reading.reading,
        "adopted": reading.adopted,
        "in_force": is_in_force(reading, day),
        "from": reading.from_.isoformat() if reading.from_ else None,
        "to": reading.to.isoformat() if reading.to else None,
        "source": list(reading.source),
        **report_state(node.when, node.on),
        "assumes": list_assumed(node),
        "missing": [leaf.part.id for leaf in node.list_missing()],
        "tree": node.report(),
    }


def list_assumed(node: Node) -> list[str]:
    """On what the first day rests: of leaves that come before it, those that are not there yet."""
    last = node.when.surely if node.when else NEVER
    if not node.on < last < OPEN.surely:
        return []
    found = {
        ASSUMES[leaf.part.kind]
        for leaf in node.list_leaves()
        if leaf.when and leaf.part.kind in ASSUMES and leaf.when.surely <= last
        if leaf.when.surely > node.on or leaf.part.kind == "cpd-standing"
    }
    return [name for name in ASSUMES.values() if name in found]
