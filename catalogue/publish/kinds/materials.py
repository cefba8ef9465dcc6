"""What the site is made with: the bill of materials (CycloneDX 1.6), and the page of licences.

Both follow from `requirements.lock` and from what the installed packages say of themselves. No day, no
machine and no registry is named, so that the same packages give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, NamedTuple

from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.kinds.openapi import write_json
from catalogue.publish.output import Input, Output, digest
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site

FOLDER = "licences"
TITLE = "What this site is made with"
FRAMES: Frames = {f"{FOLDER}.md": {"up": "about/", "up_title": "About"}}
ABOUT = "Which works of others are in the pages of {name}, under which licence, and what made them."
BILL = "sbom.cdx.json"
LOCK = Path(__file__).resolve().parents[3] / "requirements.lock"
SHOWN = "mkdocs-material"
"""The one package of which something reaches a reader: rules of its stylesheets."""
_PINNED = re.compile(r"(?m)^([\w.-]+)==([\w.]+)([^\n]*(?:\n[ \t]+[^\n]*)*)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_VIA = re.compile(r"#[ ]+(?:via[ ]+)?(?!via$)(-r \S+|[\w.-]+)$", re.MULTILINE)


class Package(NamedTuple):
    """A package that is pinned and installed."""

    name: str
    version: str
    hashes: tuple[str, ...]
    """SHA-256 of each file of it that may be installed."""
    needed_by: tuple[str, ...]
    """The packages that need it, and the file of requirements where the build itself does."""
    licence: str
    is_expression: bool
    """Whether the licence is an expression of SPDX, and no name."""
    notice: str
    """The text of its licence, of the one that reaches a reader."""

    @property
    def purl(self) -> str:
        """Its name everywhere, without a registry."""
        return f"pkg:pypi/{self.name}@{self.version}"


def list_outputs(site: Site) -> Iterator[Output]:
    """The bill and the page."""
    packages = Input.keep(digest(LOCK.read_bytes()), lambda: read_lock(LOCK.read_text("utf-8")))
    yield Output(BILL, render_bill, {"packages": packages, "name": Input.build(site.setting.name)})
    about = ABOUT.format(name=site.catalogue.body.abbreviation)
    made = build_own_page(site, FOLDER, "licences.html", TITLE, about, site.build_view(), packages=packages)
    yield replace(made, make=render_licences)


def render_licences(packages: Sequence[Package], **given: Any) -> str:
    """The page."""
    shown = [one for one in packages if one.name == SHOWN]
    return render_page(packages=packages, shown=shown, bill=BILL, **given)


def read_lock(text: str) -> list[Package]:
    """The packages of a lock that are installed; one that is pinned for other machines is not."""
    found = []
    for name, version, rest in _PINNED.findall(text):
        try:
            installed = distribution(name)
        except PackageNotFoundError:
            continue
        told = installed.metadata  # read anew at each look
        if told["Version"] == version:
            notice = installed.read_text("licenses/LICENSE") or "" if name == SHOWN else ""
            found.append(_describe_package(name, rest, told, notice))
    return sorted(found)


def _describe_package(name: str, rest: str, told: PackageMetadata, notice: str) -> Package:
    expression = _find_said(told, "License-Expression")
    licence = expression or _name_licence(told)
    hashes, needed_by = tuple(sorted(_HASH.findall(rest))), tuple(sorted(_VIA.findall(rest)))
    return Package(name, told["Version"], hashes, needed_by, licence, bool(expression), notice)


def _find_said(told: PackageMetadata, name: str) -> str:
    """What a package says of itself under a name; empty where it says nothing."""
    return str((told.get_all(name) or [""])[0])


def _name_licence(told: PackageMetadata) -> str:
    """What a package calls its licence; empty where it says nothing that is a name."""
    said = _find_said(told, "License")
    if said and "\n" not in said and len(said) < 60 and said != "UNKNOWN":
        return said
    marks = map(str, told.get_all("Classifier") or ())
    return ", ".join(
        mark.rsplit(" :: ", 1)[1] for mark in marks if mark.startswith("License :: OSI Approved ::")
    )


def render_bill(packages: Sequence[Package], name: str) -> bytes:
    """The bill of materials; its number follows from what it says."""
    bill = {
        "metadata": {"component": {"type": "application", "bom-ref": "site", "name": name}},
        "components": [_list_component(one) for one in packages],
        "dependencies": list(_list_dependencies(packages)),
    }
    number = uuid.UUID(bytes=hashlib.sha256(write_json(bill)).digest()[:16], version=5)
    head = {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX"}
    return write_json({**head, "specVersion": "1.6", "serialNumber": number.urn, "version": 1, **bill})


def _list_component(one: Package) -> Mapping[str, Any]:
    licence = {"expression": one.licence} if one.is_expression else {"license": {"name": one.licence}}
    return {
        "type": "library",
        "bom-ref": one.purl,
        "name": one.name,
        "version": one.version,
        "scope": "required" if one.name == SHOWN else "excluded",  # what builds a site is no part of it
        "hashes": [{"alg": "SHA-256", "content": content} for content in one.hashes],
        **({"licenses": [licence]} if one.licence else {}),
        "purl": one.purl,
    }


def _list_dependencies(packages: Sequence[Package]) -> Iterator[Mapping[str, Any]]:
    """What needs what, as the lock says it: the build comes first."""
    known = {one.name: one.purl for one in packages}
    needs: dict[str, list[str]] = {"site": [], **{purl: [] for purl in known.values()}}
    for one in packages:
        for other in one.needed_by:
            needs[known.get(other, "site")].append(one.purl)
    yield from ({"ref": ref, "dependsOn": found} for ref, found in needs.items())
