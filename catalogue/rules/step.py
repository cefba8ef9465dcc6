"""The step from one designation to a higher one: what the higher asks beyond what its holder has shown.

Both sides are taken by their adopted readings. What a holder of the lower designation has shown is what that
asks: whoever holds it may have more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion, ExperienceAsked
from catalogue.model.designation import Designation
from catalogue.rules.askers import list_accepted
from catalogue.rules.compare import MIXED, find_kind, list_parts

Standing = Literal["same", "perhaps", "more", "new"]
"""same: shown already. perhaps: some ways to show it are. more: some of the time is. new: nothing of it."""

_FROM_BEST: tuple[Standing, ...] = ("same", "perhaps", "more", "new")

# What is said about a criterion, and is no part of what it asks.
_ABOUT = {"printed", "source", "conflict", "note"}


@dataclass(frozen=True)
class Added:
    """One thing that the higher designation asks, beside what the lower one asks of its kind."""

    part: Criterion
    before: tuple[Criterion, ...]
    standing: Standing


@dataclass(frozen=True)
class Step:
    """What the way from a designation to a higher one takes."""

    asked: tuple[Added, ...]
    """What the higher one asks of everybody, as far as it is known."""
    dropped: tuple[Criterion, ...]
    """What the lower one asks and the higher one does not; nothing where that is not known whole."""
    unknown: tuple[Criterion, ...]
    """What cannot be told of the higher one."""
    known_before: bool
    """Whether all that the lower one asks is known."""
    points_first: Criterion | None
    """The points that are asked of holders before they apply."""
    holding: bool
    """Whether the higher one names holding the lower one, as one way or as a condition."""
    named_elsewhere: Mapping[str, tuple[str, ...]]
    """Qualifications that lead to the lower one, and to the higher one only by the readings named here."""

    @property
    def added(self) -> tuple[Added, ...]:
        """What a holder may have to add."""
        return tuple(one for one in self.asked if one.standing != "same")


def find_step(catalogue: Catalogue, first: str, second: str) -> Step:
    """What the second designation asks of a holder of the first."""
    one, two = (catalogue.designations[key] for key in (first, second))
    before, after = _list_known(one), _list_known(two)
    topics = {_find_topic(part, catalogue.body) for part in after}
    unknown = tuple(part for part in _list_all(two) if part.cannot_tell is not None)
    known = two.awarding and not unknown
    return Step(
        asked=tuple(_set_beside(part, before, catalogue.body) for part in after),
        dropped=tuple(one for one in before if known and _find_topic(one, catalogue.body) not in topics),
        unknown=unknown,
        known_before=bool(one.awarding) and all(part.cannot_tell is None for part in _list_all(one)),
        points_first=next((part for part in _list_all(two) if part.cpd_standing), None),
        holding=any(leaf.designation == first for part in after for leaf in part.list_leaves()),
        named_elsewhere=_index_named_elsewhere(catalogue, first, second),
    )


def find_work(asked: ExperienceAsked, body: Body) -> str | None:
    """The kind of work that is asked for, by its own name or by roles that are such work."""
    if asked.in_:
        return asked.in_
    roles = {role.casefold() for role in asked.as_}
    return next(
        (key for key, work in body.work.items() if roles <= {name.casefold() for name in work.names}), None
    )


def _list_all(designation: Designation) -> Iterator[Criterion]:
    if designation.awarding:
        yield from list_parts(designation.awarding[0].to_apply)


def _list_known(designation: Designation) -> list[Criterion]:
    """What is asked of everybody, without what cannot be told."""
    return [one for one in _list_all(designation) if one.cannot_tell is None and one.cpd_standing is None]


def _index_named_elsewhere(catalogue: Catalogue, first: str, second: str) -> dict[str, tuple[str, ...]]:
    shown = {one for reading, found in list_accepted(catalogue, first) if reading.adopted for one in found}
    named: dict[str, list[str]] = {}
    for reading, found in list_accepted(catalogue, second):
        for one in shown.intersection(found):
            named.setdefault(one, []).append("" if reading.adopted else reading.reading)
    return {one: tuple(readings) for one, readings in sorted(named.items()) if "" not in readings}


def _find_topic(part: Criterion, body: Body) -> tuple[str, str]:
    """What a part of the criteria is about, so that two designations can be set beside each other."""
    kinds = {find_kind(leaf) for leaf in part.list_leaves()}
    if len(kinds) > 1:
        return MIXED, repr(_strip(part))
    leaf = next(part.list_leaves())
    if leaf.experience:
        return "experience", find_work(leaf.experience, body) or repr(leaf.experience.as_)
    if leaf.certificate:
        return "certificate", leaf.certificate.key
    return kinds.pop(), leaf.designation or ""


def _set_beside(part: Criterion, before: Iterable[Criterion], body: Body) -> Added:
    topic = _find_topic(part, body)
    alike = tuple(one for one in before if _find_topic(one, body) == topic)
    return Added(part, alike, _judge(part, alike))


def _judge(part: Criterion, before: tuple[Criterion, ...]) -> Standing:
    """How far those who have shown what was asked before have shown a part already."""
    if not before:
        return "new"
    if any(_strip(one) == _strip(part) for one in before):
        return "same"
    if part.experience:
        found = [_judge_time(part.experience, one.experience) for one in before if one.experience]
        return min(found, key=_FROM_BEST.index)
    if part.certificate:
        return "perhaps"
    shown, asked = ({way for one in some for way in _list_ways(one)} for some in (before, (part,)))
    if not shown & asked:
        return "new"
    return "same" if shown <= asked and not any(map(_takes_parts, before)) else "perhaps"


def _judge_time(asked: ExperienceAsked, shown: ExperienceAsked) -> Standing:
    if (shown.months, shown.more) < (asked.months, asked.more):
        return "more"
    return "same" if asked.or_equivalent or not shown.or_equivalent else "perhaps"


def _list_ways(part: Criterion) -> Iterator[str]:
    """The qualifications that meet a part of the criteria, each by itself."""
    for leaf in part.list_leaves():
        asked = leaf.qualification
        yield from () if asked is None else [asked.key] if asked.key else asked.fits or [repr(asked)]


def _takes_parts(part: Criterion) -> bool:
    """Whether a partly completed qualification is enough for a part of the criteria."""
    return any(leaf.qualification.partly for leaf in part.list_leaves() if leaf.qualification)


def _strip(part: Criterion) -> Any:
    return _drop(part.model_dump(exclude_none=True))


def _drop(value: Any) -> Any:
    """What is asked, without what is said about it."""
    if isinstance(value, dict):
        return {key: _drop(one) for key, one in value.items() if key not in _ABOUT}
    return [_drop(one) for one in value] if isinstance(value, (list, tuple)) else value
