"""A profile's file, judged like the catalogue's own: every problem has its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import ValidationError

from catalogue.model.base import Reference
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.model.profile import Holding, Profile
from catalogue.model.spelling import find_nearest
from catalogue.model.steps import Path as Steps
from catalogue.model.steps import walk_below
from catalogue.read.document import Document, read_document
from catalogue.read.problems import list_refusals


def read_profile(path: Path, catalogue: Catalogue, on: date) -> tuple[Profile, list[Problem]]:
    """What a file says of a person, on the day asked about; whatever is wrong with it is a problem."""
    document = read_document(path, path.parent)
    if document.problems:
        return Profile(), document.problems
    try:
        profile = Profile.model_validate({} if document.value in ("", None) else document.value)
    except ValidationError as error:
        return Profile(), list_refusals(error, document, Profile)
    _check_references(profile, catalogue, document)
    held: list[tuple[Steps, Holding | None]] = [(("holds",), profile.holds)]
    held += [(("also_holds", n), one) for n, one in enumerate(profile.also_holds)]
    for steps, holds in held:
        if holds and holds.awarded and holds.awarded > on:
            what = "This day lies after the day asked about, so the designation is not held yet."
            mend = "ask about a later day, or write `none`"
            document.problems.append(Problem(document.places[(*steps, "awarded")], what, mend=mend))
    return profile, document.problems


def _check_references(profile: Profile, catalogue: Catalogue, document: Document) -> None:
    """Every key and role must be one of the catalogue."""
    known = catalogue.index_known_keys()
    for path, value in walk_below((), profile):
        for name in (value, path[-1] if path else None):
            if isinstance(name, Reference) and name not in known[name.kind]:
                what = f"The catalogue has no {name.kind} `{name}`."
                more = "; `other` for a role that is none of these" if name.kind == "role" else ""
                while path not in document.places:
                    path = path[:-1]  # a single value that stands for a list of one
                document.problems.append(
                    Problem(
                        document.places[path],
                        what,
                        expected=f"one of {', '.join(known[name.kind])}{more}",
                        nearest=find_nearest(name, known[name.kind]),
                    )
                )
