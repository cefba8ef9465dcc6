"""What is to study on a way, in credits.

The rule: `credits` of a step are what is to study for it from the day asked about on, in credits of whole
qualifications, those of what is begun included.

- To study is what is not completed on the day asked about, whenever it ends: a course for a later step that
  ends during an earlier one counts, in the step that asks for it. What two steps ask counts in the first.
- Of alternatives it is that which is there first, for on it the first day rests; among those that are there
  on the same day, or of which none ever is, the least. So it is with several qualifications of a profile that
  meet one part.
- Where the profile names none of what a part accepts, it is the least that is accepted.
- Where the credits of one that might be less are not published, they are untold: None, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from catalogue.model.criteria_kernel import Known, Part
from catalogue.model.profile import QualificationHeld
from catalogue.rules.criteria import Node
from catalogue.rules.dates import UNTOLD
from catalogue.rules.leaves import find_match, list_matches

Study = tuple[int | None, frozenset[str]]
"""Credits to study (None: untold), and the ids of what is studied."""
NOTHING: Study = (0, frozenset())
UNKNOWN: Study = (None, frozenset())


class Studying:
    """What the steps of one way study, one after another."""

    def __init__(self, given: Sequence[QualificationHeld], credits: Mapping[str, int], asked: date) -> None:
        self.given, self.credits, self.asked = given, credits, asked
        self.studied: frozenset[str] = frozenset()
        """The ids of what earlier steps study."""

    def count_credits(self, node: Node) -> int | None:
        """The credits of the next step, by the tree of what it asks; None where they are untold."""
        credits, ids = self._find_study(node)
        self.studied |= ids
        return credits

    def _find_study(self, node: Node) -> Study:
        """Of all parts together; of so many of them those that are there first, then the least."""
        part = node.part
        if part.kind == "qualification":
            return self._find_least(part)
        whens = [below.when.surely for below in node.below if below.when]
        count = {"all": len(whens), "any": 1}.get(part.kind, part.at_least or 0) if node.below else 0
        if not count:
            return NOTHING
        if count > len(whens):
            return UNKNOWN
        last = sorted(whens)[count - 1]
        sooner = [self._find_study(one) for one in node.below if one.when and one.when.surely < last]
        at_last = [self._find_study(one) for one in node.below if one.when and one.when.surely == last]
        return _add_up([*sooner, *_select_least(at_last, count - len(sooner))])

    def _find_least(self, part: Part) -> Study:
        """What the profile names and is there first, else the least of everything that is accepted."""
        own = [held for held in self.given if find_match(part, held) == "same"]
        first = min((self._find_arrival(held) for held in own), default=None)
        if first is not None and first <= self.asked.toordinal():
            return NOTHING
        named = [list_matches(part, held) for held in own if self._find_arrival(held) == first]
        found = [one for known in named for one in self._list_credits(known) or [UNKNOWN]]
        if not own:
            found = self._list_credits(part.accepted)
            found += [UNKNOWN] if part.type_ or part.field else []  # any other of that type and field
        if any(ids & self.studied for _, ids in found):
            return NOTHING
        return _add_up(_select_least(found, 1)) if found else UNKNOWN

    def _find_arrival(self, held: QualificationHeld) -> int:
        """The day on which it is completed, as far as the profile says."""
        day = held.date.toordinal() if held.date else 0
        if held.state == "completed":
            return day
        return day if day > self.asked.toordinal() else UNTOLD

    def _list_credits(self, known: Sequence[Known]) -> list[Study]:
        """Of each qualification; of a title that no record is known of they are untold."""
        return [(self.credits.get(one.id or ""), frozenset({one.id} if one.id else ())) for one in known]


def _add_up(parts: list[Study]) -> Study:
    credits = [one for one, _ in parts if one is not None]
    ids = frozenset(key for _, some in parts for key in some)
    return (sum(credits) if len(credits) == len(parts) else None), ids


def _select_least(parts: list[Study], count: int) -> list[Study]:
    """So many of the least; untold where one of which the credits are untold might be less."""
    if count >= len(parts):
        return parts
    known = sorted(((credits, ids) for credits, ids in parts if credits is not None), key=lambda one: one[0])
    return list(known[:count]) if len(known) == len(parts) else [UNKNOWN]
