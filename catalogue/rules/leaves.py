"""What each kind of leaf makes of a profile: from which day it is met, from which it may be, and why.

A reason is data: its kind, and the numbers (from 1) of the qualifications and jobs that it is about.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from catalogue.model.criteria_kernel import Known, Part
from catalogue.model.profile import Holding, HoldingAhead, Profile, QualificationHeld
from catalogue.rules.criteria_kernel import simplify_title
from catalogue.rules.dates import ALWAYS, NEVER, OPEN, UNTOLD, When, add_months, to_when
from catalogue.rules.experience import judge_experience
from catalogue.rules.figures import to_ten_thousandths

Reasons = list[dict[str, Any]]
JudgedLeaf = tuple[When | None, Reasons]
"""When it is met, and why; None where it is not asked at all."""


def judge_leaf(part: Part, profile: Profile, on: int) -> JudgedLeaf:
    """A leaf on the day asked about."""
    judge: dict[str, Callable[[Part, Profile, int], JudgedLeaf]] = {
        "qualification": _judge_qualification,
        "experience": judge_experience,
        "certificate": _judge_certificate,
        "designation": _judge_designation,
        "cpd-standing": _judge_standing,
        "silent": _judge_silent,
    }
    return judge[part.kind](part, profile, on)


def _judge_silent(part: Part, _profile: Profile, _on: int) -> JudgedLeaf:
    return OPEN, [{"kind": "silent", "says": part.says}]


def _judge_certificate(part: Part, profile: Profile, _on: int) -> JudgedLeaf:
    answer = profile.certificates.get(part.certificate or "", "unknown")
    if answer == "equivalent" and not part.or_equivalent:
        return to_when(NEVER), [{"kind": "certificate-equivalent-refused"}]
    found = {"yes": to_when(ALWAYS), "no": to_when(NEVER)}.get(answer, OPEN)
    return found, [{"kind": f"certificate-{answer}"}]


def _judge_designation(part: Part, profile: Profile, _on: int) -> JudgedLeaf:
    if profile.held is None:
        return OPEN, [{"kind": "holds-unknown"}]
    whens = [_find_award(holds) for holds in profile.held if holds.designation == part.designation]
    if not whens:
        return to_when(NEVER), [{"kind": "holds-not"}]
    return When(min(when.surely for when in whens), min(when.perhaps for when in whens)), [{"kind": "holds"}]


def _find_award(holds: Holding) -> When:
    """From when it is held; on a way it may be held before the day on which it surely is."""
    surely = holds.awarded.toordinal() if holds.awarded else ALWAYS
    sooner = holds.perhaps_awarded if isinstance(holds, HoldingAhead) else None
    return When(surely, sooner.toordinal() if sooner else surely)


def _judge_standing(part: Part, profile: Profile, on: int) -> JudgedLeaf:
    """Asked of holders only: of every designation that is held, as far as the source asks it."""
    if profile.held is None:
        return OPEN, [{"kind": "holds-unknown"}]
    whens, reasons = [], []
    for holds in profile.held:
        when, said = _judge_standing_of(part, holds, on)
        if when:
            whens.append(when)
            reasons += [one for one in said if one not in reasons]
    if not whens:
        return None, [{"kind": "not-asked"}]
    return When(max(when.surely for when in whens), max(when.perhaps for when in whens)), reasons


def _judge_standing_of(part: Part, holds: Holding, on: int) -> JudgedLeaf:
    """Who has held it for less than the months is told to ask."""
    if holds.designation in part.unpublished_for:
        return OPEN, [{"kind": "standing-unpublished"}]
    if holds.designation not in part.holders:
        return None, []
    least = part.holders[holds.designation]
    answer = holds.points_met or "unknown"
    if holds.points is not None:
        answer = "yes" if to_ten_thousandths(holds.points) >= to_ten_thousandths(least) else "no"
    if not holds.awarded:
        return OPEN, [{"kind": "award-unknown"}]
    full = add_months(holds.awarded.toordinal(), part.months or 0)
    if on < full:
        return When(full if answer == "yes" else UNTOLD, ALWAYS), [{"kind": "held-too-short"}]
    found = {"yes": to_when(ALWAYS), "no": to_when(UNTOLD)}.get(answer, OPEN)
    return found, [{"kind": f"points-{answer}"}]


def _judge_qualification(part: Part, profile: Profile, on: int) -> JudgedLeaf:
    """The best of the qualifications that bear on it."""
    whens, reasons = [], []
    for number, held in enumerate(profile.qualifications, 1):
        how = find_match(part, held)
        if how:
            kind, when = _judge_arrival(part, held, on)
            whens.append(when if how == "same" else When(max(when.surely, UNTOLD), when.perhaps))
            named = held.date.isoformat() if held.date else None
            reasons.append({"kind": kind, "match": how, "qualification": number, "date": named})
    if not whens:
        return to_when(NEVER), [{"kind": "no-qualification"}]
    return When(min(when.surely for when in whens), min(when.perhaps for when in whens)), reasons


def list_matches(part: Part, held: QualificationHeld) -> list[Known]:
    """What is asked and the same as what is held."""
    return [known for known in part.accepted if _match_known(known, held) == "same"]


def find_match(part: Part, held: QualificationHeld) -> str:
    """same, replaced, level-unknown or type-unknown; nothing where it is another one."""
    ways = [_match_known(known, held) for known in part.accepted]
    if "same" in ways:
        return "same"
    if any(_match_known(known, held) for known in part.replaced):
        return "replaced"
    if "level-unknown" in ways:
        return "level-unknown"
    return _match_type(part, held) if held.title and (part.type_ or part.field) else ""


def _match_known(known: Known, held: QualificationHeld) -> str:
    if held.id:
        return "same" if held.id == known.id else ""
    if simplify_title(held.title or "") not in {simplify_title(title) for title in known.titles}:
        return ""
    return _match_level(known.nqf_level, held)


def _match_level(level: int | None, held: QualificationHeld) -> str:
    if level is None or held.nqf_level == level:
        return "same"
    return "level-unknown" if held.nqf_level is None else ""


def _match_type(part: Part, held: QualificationHeld) -> str:
    """By what the profile says of a title: its type, field and level, as far as they are asked.

    People call a type by many words, such as honours; where its lowest level is known, that level decides
    what is none, and other words than those asked cannot be told.
    """
    level = _match_level(part.nqf_level, held)
    kind, field = _match_words(part.type_, held.type_), _match_words(part.field, held.field)
    if not level or field == "other" or (part.from_level and (held.nqf_level or 10) < part.from_level):
        return ""
    if kind == "other" and not part.from_level:
        return ""
    return level if kind == field == "same" else "type-unknown"


def _match_words(asked: str | None, given: str | None) -> str:
    if not asked:
        return "same"
    if not given:
        return "unsaid"
    return "same" if simplify_title(asked) == simplify_title(given) else "other"


def _judge_arrival(part: Part, held: QualificationHeld, on: int) -> tuple[str, When]:
    """When a qualification is there, completed or, where that is accepted, begun."""
    day = held.date.toordinal() if held.date else 0
    if held.state == "completed":
        return "completed" if day <= on else "completed-later", to_when(day)
    if not day:
        kind, later = "undated", to_when(UNTOLD)
    elif day > on:
        kind, later = "planned", to_when(day)
    else:  # it may have been kept, and nobody says so
        kind, later = "plan-past", When(UNTOLD, day)
    if held.state == "partly":
        accepted = part.partly
        return f"partly-{'accepted' if accepted else kind}", When(
            later.surely, ALWAYS if accepted else later.perhaps
        )
    return kind, later
