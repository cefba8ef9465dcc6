"""Where each record stands in the site, and how a page of another folder links to it."""

from __future__ import annotations

from catalogue.model.catalogue import Catalogue

# Kind of record -> folder of its pages and of the list of them.
FOLDERS = {
    "designations": "designations",
    "qualifications": "qualifications",
    "schedules": "cpd",
    "sources": "sources",
    "conflicts": "conflicts",
}
TITLES = {
    "designations": "Designations",
    "qualifications": "Qualifications",
    "schedules": "CPD",
    "sources": "Sources",
    "conflicts": "Where the sources disagree",
}


def address(kind: str, key: str) -> str:
    """The path of a record's page below the site's root: designations/ccop/."""
    if kind == "body":
        return f"{FOLDERS['designations']}/"
    if kind == "conflicts":
        return f"{FOLDERS[kind]}/#{key}"
    return f"{key}/" if kind == "topics" else f"{FOLDERS[kind]}/{key}/"


def kind_of(catalogue: Catalogue, key: str) -> str | None:
    """The kind of the record that has this key, of those that have a page."""
    kinds = ("designations", "qualifications", "schedules", "topics", "sources", "conflicts")
    return next((kind for kind in kinds if key in getattr(catalogue, kind)), None)


def up(path: str) -> str:
    """The way from a page (designations/ccop/index.html) to the site's root: ../../."""
    return "../" * path.count("/")
