"""The page of all disagreements between sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from catalogue.model.catalogue import Catalogue
from catalogue.model.conflict import Conflict, Weight
from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Input, Output
from catalogue.publish.site import Site

KIND = "conflicts"
FRAMES = build_frames(KIND, records=False)
ABOUT = "Where sources on {name} contradict each other: every reading, the adopted one, and why."

Groups = dict[str, list[tuple[tuple[str, ...], list[str]]]]
"""By weight, the questions of each choice of designations; of all where it names none."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page."""
    about = {key for conflict in site.catalogue.conflicts.values() for key in conflict.about}
    view = site.build_view(
        KIND, "sources", "designations", "schedules", "topics", "glossary", qualifications=about
    )
    yield list_page(site, KIND, ABOUT, view, groups=Input.build(group_questions(site.catalogue)))


def group_questions(catalogue: Catalogue) -> Groups:
    """Sort the questions by weight and designation: those about most come first."""
    found: dict[str, dict[tuple[str, ...], list[str]]] = {weight: {} for weight in get_args(Weight)}
    for key, conflict in catalogue.conflicts.items():
        found[conflict.weight].setdefault(find_designations(catalogue, conflict), []).append(key)
    ladder = [*catalogue.designations]

    def rank(group: tuple[tuple[str, ...], list[str]]) -> tuple[int, list[int]]:
        about = group[0] or tuple(ladder)
        return -len(about), [ladder.index(key) for key in about]

    return {weight: sorted(groups.items(), key=rank) for weight, groups in found.items()}


def find_designations(catalogue: Catalogue, conflict: Conflict) -> tuple[str, ...]:
    """The designations that a question is about, by themselves or by a schedule; none where it is about all.

    One that names a topic, and no designation before it, is asked by everybody.
    """
    pages = [key for key in conflict.about if key in catalogue.designations or key in catalogue.topics]
    if pages and pages[0] in catalogue.topics:
        return ()
    plans = {catalogue.schedules[key].designation for key in conflict.about if key in catalogue.schedules}
    found = tuple(key for key in catalogue.designations if key in {*pages, *plans})
    return found if len(found) < len(catalogue.designations) else ()
