"""What awarding criteria ask, in words: the same on pages and on the command line."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import BRANCH_KINDS, Known, Part
from catalogue.wording.language import fill_phrase


class CriteriaWords:
    """The words for parts of criteria, with the titles of a catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def find_titles(self, key: str) -> dict[str, str]:
        """A designation's title and abbreviation."""
        designation = self.catalogue.designations[key]
        return {"title": designation.title, "abbreviation": designation.abbreviation}

    def join_abbreviations(self, keys: Iterable[str]) -> str:
        """Several designations."""
        return join_words([self.catalogue.designations[key].abbreviation for key in keys], "or")

    def describe_part(self, part: Part) -> str:
        """What a part of the criteria asks."""
        if part.kind in BRANCH_KINDS:
            return fill_phrase("criteria", part.kind, at_least=part.at_least)
        match part.kind:
            case "qualification":
                asked = self._describe_qualification(part)
                return fill_phrase("criteria", "partly", asked=asked) if part.partly else asked
            case "experience":
                kind = "more-than-months" if part.more else "at-least-months"
                asked = fill_phrase(
                    "criteria",
                    kind,
                    length=format_months(part.months or 0),
                    roles=join_words(part.roles, "or"),
                )
            case "certificate":
                asked = self.catalogue.body.certificates[part.certificate or ""].title
            case "designation":
                return fill_phrase("criteria", "designation", **self.find_titles(part.designation or ""))
            case "cpd-standing":
                name = "cpd-standing" if part.holders else "cpd-standing-unpublished"
                holders = self.join_abbreviations(part.holders or part.unpublished_for)
                return fill_phrase("criteria", name, holders=holders, length=format_months(part.months or 0))
            case _:
                return fill_phrase("criteria", "silent")
        return fill_phrase("criteria", "or-equivalent", asked=asked) if part.or_equivalent else asked

    def _describe_qualification(self, part: Part) -> str:
        if part.type_:
            kind = "of-type" if part.field else "any-of-type"
            return fill_phrase("criteria", kind, type=part.type_, field=part.field)
        return join_words(list(dict.fromkeys(self.describe_known(known) for known in part.accepted)), "or")

    def describe_known(self, known: Known) -> str:
        """A qualification by title and level."""
        if not known.nqf_level:
            return known.titles[0]
        return fill_phrase("criteria", "level", title=known.titles[0], level=known.nqf_level)


def format_months(months: int) -> str:
    """12 months, 18 months, 3 years: whole years from the second one on."""
    years, rest = divmod(months, 12)
    if years > 1 and not rest:
        return fill_phrase("criteria", "years", n=years)
    return fill_phrase("criteria", "month" if months == 1 else "months", n=months)


def join_words(parts: list[str] | tuple[str, ...], word: str) -> str:
    """a, b or c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {fill_phrase('criteria', word)} {parts[-1]}"
