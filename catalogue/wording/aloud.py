"""Criteria read aloud: what an applicant must hold, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import CpdStandingAsked, Criterion, ExperienceAsked, QualificationAsked
from catalogue.model.schedule import VerdictNode
from catalogue.wording.words import format_months, join_words


def describe_branch(node: Criterion) -> str:
    """How a branch is introduced: all of, any of, at least 2 of. Empty for a leaf."""
    if node.all_ is not None:
        return "All of these"
    if node.any_ is not None:
        return "Any of these, one or several"
    return f"At least {node.at_least} of these" if node.at_least is not None else ""


def list_demands(node: VerdictNode) -> set[str]:
    """The ids of all demands that a verdict names."""
    below = (list_demands(part) for part in node.all_ or node.any_ or ())
    return {node.demand} if node.demand else set().union(*below)


def describe_criterion(node: Criterion, catalogue: Catalogue) -> str:
    """A whole tree in one sentence."""
    below = [describe_criterion(part, catalogue) for part in node.parts]
    if node.all_ is not None:
        return join_words(below)
    if node.any_ is not None:
        return join_words(below, "or")
    if node.at_least is not None:
        return f"at least {node.at_least} of: {'; '.join(below)}"
    return describe_leaf(node, catalogue)


def describe_leaf(node: Criterion, catalogue: Catalogue) -> str:
    """One thing that can be shown."""
    if node.qualification:
        asked = node.qualification
        return describe_qualification(asked, catalogue) + (
            ", completed or partly completed" if asked.partly else ""
        )
    if node.experience:
        return describe_experience(node.experience)
    if node.certificate:
        title = catalogue.body.certificates[node.certificate.key].title
        return title + (" or equivalent" if node.certificate.or_equivalent else "")
    if node.designation:
        return f"holding the {catalogue.designations[node.designation].abbreviation}"
    if node.cpd_standing:
        return _describe_standing(node.cpd_standing, catalogue)
    return f"cannot be told from our sources: {node.cannot_tell}"


def describe_qualification(asked: QualificationAsked, catalogue: Catalogue) -> str:
    """A qualification as a criterion names it: its title, with level and id."""
    if asked.key:
        known = catalogue.qualifications[asked.key]
        number = f", id {known.nlrd_id}" if known.nlrd_id else ""
        return f"{known.title} (NQF level {known.nqf_level}{number})"
    level = f" (NQF level {asked.nqf_level})" if asked.nqf_level else ""
    if asked.title:
        return asked.title + level
    return f"any {asked.type_} qualification{f' in {asked.field}' if asked.field else ''}{level}"


def describe_experience(asked: ExperienceAsked) -> str:
    """Months in a role."""
    long = (
        f"at least {format_months(asked.at_least)}"
        if asked.at_least
        else f"more than {format_months(asked.more_than or 0)}"
    )
    roles = join_words(asked.as_, "or")
    return f"{long} as {roles}{' or equivalent' if asked.or_equivalent else ''}"


def _describe_standing(asked: CpdStandingAsked, catalogue: Catalogue) -> str:
    def join_holders(keys: Iterable[str]) -> str:
        return join_words((catalogue.designations[key].abbreviation for key in keys), "or")

    asks = f"the yearly minimum of CPD met in the {format_months(asked.months)} before applying"
    said = [f"for holders of the {join_holders(asked.holders_of)}: {asks}"] if asked.holders_of else []
    if asked.unpublished_for:
        what = "theirs" if said else asks
        holders = join_holders(asked.unpublished_for)
        said.append(f"cannot be told from our sources for holders of the {holders}: {what}")
    return "; ".join(said)
