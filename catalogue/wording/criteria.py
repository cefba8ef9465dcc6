"""What awarding criteria ask, in words: the same on pages and on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import BRANCH_KINDS, Known, Part
from catalogue.wording.language import say


class CriteriaWords:
    """The words for parts of criteria, with the titles of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def title(self, key: str) -> dict[str, str]:
        """A designation's title and abbreviation."""
        designation = self.catalogue.designations[key]
        return {"title": designation.title, "abbreviation": designation.abbreviation}

    def abbreviations(self, keys: Iterable[str]) -> str:
        """Several designations."""
        return joined([self.catalogue.designations[key].abbreviation for key in keys], "or")

    def asked(self, part: Part) -> str:
        """What a part of the criteria asks."""
        if part.kind in BRANCH_KINDS:
            return say("criteria", part.kind, at_least=part.at_least)
        match part.kind:
            case "qualification":
                asked = self._qualification(part)
                return say("criteria", "partly", asked=asked) if part.partly else asked
            case "experience":
                kind = "more-than-months" if part.more else "at-least-months"
                asked = say("criteria", kind, length=length(part.months or 0), roles=joined(part.roles, "or"))
            case "certificate":
                asked = self.catalogue.body.certificates[part.certificate or ""].title
            case "designation":
                return say("criteria", "designation", **self.title(part.designation or ""))
            case "cpd-standing":
                name = "cpd-standing" if part.holders else "cpd-standing-unpublished"
                holders = self.abbreviations(part.holders or part.unpublished_for)
                return say("criteria", name, holders=holders, length=length(part.months or 0))
            case _:
                return say("criteria", "silent")
        return say("criteria", "or-equivalent", asked=asked) if part.or_equivalent else asked

    def _qualification(self, part: Part) -> str:
        if part.type_:
            kind = "of-type" if part.field else "any-of-type"
            return say("criteria", kind, type=part.type_, field=part.field)
        return joined(list(dict.fromkeys(self.known(known) for known in part.accepted)), "or")

    def known(self, known: Known) -> str:
        """A qualification by title and level."""
        if not known.nqf_level:
            return known.titles[0]
        return say("criteria", "level", title=known.titles[0], level=known.nqf_level)


def length(months: int) -> str:
    """12 months, 18 months, 3 years: whole years from the second one on."""
    years, rest = divmod(months, 12)
    if years > 1 and not rest:
        return say("criteria", "years", n=years)
    return say("criteria", "month" if months == 1 else "months", n=months)


def joined(parts: list[str] | tuple[str, ...], word: str) -> str:
    """a, b or c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {say('criteria', word)} {parts[-1]}"
