"""What awarding criteria ask, in words: the same on pages, in the planner and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from catalogue.model.body import split_role
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import BRANCH_KINDS, Known, Part
from catalogue.wording.counts import find_unit, format_count
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
        """Several designations, each with its article."""
        return join_words([f"the {self.catalogue.designations[key].abbreviation}" for key in keys], "or")

    def describe_part(self, part: Part) -> str:
        """What a part of the criteria asks."""
        if part.kind in BRANCH_KINDS:
            return fill_phrase("criteria", part.kind, at_least=part.at_least)
        match part.kind:
            case "qualification":
                asked = self._describe_qualification(part)
                return fill_phrase("criteria", "partly", asked=asked) if part.partly else asked
            case "experience":
                return self.describe_experience(
                    part.months or 0, self._cut_names(part), part.work, part.more, part.or_equivalent
                )
            case "certificate":
                asked = self.catalogue.body.certificates[part.certificate or ""].title
                return fill_phrase("criteria", "or-equivalent", asked=asked) if part.or_equivalent else asked
            case "designation":
                return fill_phrase("criteria", "designation", **self.find_titles(part.designation or ""))
            case "cpd-standing":
                return self.describe_standing(part.months or 0, part.holders, part.unpublished_for)
            case _:
                return fill_phrase("criteria", "silent")

    def describe_experience(
        self, months: int, roles: Iterable[str], work: str | None, more: bool, or_equivalent: bool
    ) -> str:
        """So long as somebody, or in a kind of work."""
        kind = "more-than-months" if more else "at-least-months"
        length = fill_phrase("criteria", kind, length=format_months(months))
        if work:
            asked = fill_phrase("criteria", "in-work", length=length, work=self._describe_work(work))
        else:
            named = join_words([write_in_sentence(role) for role in roles], "or")
            asked = fill_phrase("criteria", "as-role", length=length, roles=named)
        return fill_phrase("criteria", "equivalent-work", asked=asked) if or_equivalent else asked

    def _cut_names(self, part: Part) -> list[str]:
        """Of names for one kind of work the first one, which the source prints."""
        works = self.catalogue.body.work.values()
        kinds = [{part for name in work.names for part in split_role(name)} for work in works]
        roles: list[str] = []
        for role in part.roles:
            if not any(role in kind and kind.intersection(roles) for kind in kinds):
                roles.append(role)
        return roles

    def _describe_work(self, key: str) -> str:
        work = self.catalogue.body.work[key]
        return work.asked_as or fill_phrase("criteria", "work", title=write_in_sentence(work.title))

    def describe_standing(
        self, months: int, holders: Mapping[str, Decimal], unpublished: Iterable[str]
    ) -> str:
        """The points of a designation that is held: a sentence for each, the first one begun small."""
        said = [
            fill_phrase(
                "criteria",
                "cpd-standing",
                holder=self.join_abbreviations([key]),
                points=format_count(points, find_unit(self.catalogue, key)),
                length=format_months(months),
            )
            for key, points in holders.items()
        ]
        if unknown := self.join_abbreviations(unpublished):
            ask = self.catalogue.body.abbreviation
            said.append(fill_phrase("criteria", "cpd-standing-unpublished", holders=unknown, body=ask))
        return ". ".join(said[:1] + [one[:1].upper() + one[1:] for one in said[1:]])

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


def write_in_sentence(name: str) -> str:
    """A role or kind of work within a sentence: Team Leader -> team leader, but MIS analyst stays."""
    return " ".join(word.lower() if word[1:].islower() else word for word in name.split())


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
