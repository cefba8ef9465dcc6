"""Criteria read aloud: what an applicant must hold, in plain words."""

from __future__ import annotations

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion, QualificationAsked
from catalogue.model.schedule import VerdictNode
from catalogue.wording.criteria import CriteriaWords
from catalogue.wording.words import join_words


def describe_branch(node: Criterion) -> str:
    """How a branch is introduced: all of, one of, at least 2 of. Empty for a leaf."""
    if node.all_ is not None:
        return "All of these"
    if node.any_ is not None:
        return "At least one of these"
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


def describe_part(node: Criterion, catalogue: Catalogue) -> str:
    """The same of a choice between qualifications, with what holds for all of them said once."""
    asked = [one.qualification for one in node.any_ or () if one.qualification]
    if not asked or len(asked) != len(node.any_ or ()) or not all(one.partly for one in asked):
        return describe_criterion(node, catalogue)
    titles = [describe_qualification(one, catalogue) for one in asked]
    return f"{join_words(titles, 'or')}, completed or partly completed"


def describe_leaf(node: Criterion, catalogue: Catalogue) -> str:
    """One thing that can be shown."""
    told = CriteriaWords(catalogue)
    if node.qualification:
        asked = node.qualification
        return describe_qualification(asked, catalogue) + (
            ", completed or partly completed" if asked.partly else ""
        )
    if node.experience:
        time = node.experience
        return told.describe_experience(time.months, time.as_, time.in_, time.more, time.or_equivalent)
    if node.certificate:
        title = catalogue.body.certificates[node.certificate.key].title
        return title + (" or equivalent" if node.certificate.or_equivalent else "")
    if node.designation:
        return f"holding the {catalogue.designations[node.designation].abbreviation}"
    if node.cpd_standing:
        standing = node.cpd_standing
        asks = {key: catalogue.designations[key].header.points_a_year for key in standing.holders_of}
        points = {key: figure for key, figure in asks.items() if figure is not None}
        unknown = (*standing.unpublished_for, *(key for key in asks if key not in points))
        return told.describe_standing(standing.months, points, unknown)
    return node.cannot_tell or ""


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
