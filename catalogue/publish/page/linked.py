"""What machines read on a page: schema.org's words for designations, qualifications and where a page stands.

The data stands in a block of its type, which no browser runs: a policy against inline scripts does
not touch it. Addresses are whole where the site's own is known, else relative to the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from catalogue.model.body import Body
from catalogue.model.designation import Designation
from catalogue.model.qualification import Module, Qualification
from catalogue.publish.page import links
from catalogue.wording import words

Node = dict[str, Any]
Address = Callable[[str], str]
"""The address, as a page writes it, of a path from the site's root."""


def describe_designation(it: Designation, body: Body, address: Address) -> list[Node]:
    """A designation as schema.org has it."""
    return [_build_designation(it, body, address(links.build_address("designations", it.designation)))]


def describe_qualification(it: Qualification, address: Address) -> list[Node]:
    """A qualification as schema.org has it."""
    return [_build_qualification(it, address(links.build_address("qualifications", it.qualification)))]


def list_trail(pages: Iterable[tuple[str, str]], address: Address) -> Node:
    """The way to a page from the home page: title and path from the site's root of each."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address(path)}
            for position, (name, path) in enumerate(pages, 1)
        ],
    }


def write_block(nodes: list[Node]) -> str:
    """The element that holds data. No text of it can end the element."""
    data = nodes[0] if len(nodes) == 1 else {"@graph": nodes}
    text = json.dumps({"@context": "https://schema.org"} | data, separators=(",", ":"))
    return f'<script type="application/ld+json">{text.replace("<", chr(92) + "u003c")}</script>'


def _build_designation(it: Designation, body: Body, url: str) -> Node:
    return {
        "@type": "EducationalOccupationalCredential",
        "name": it.title,
        "alternateName": [it.abbreviation, *it.also_known_as],
        "description": it.summary,
        "url": url,
        "credentialCategory": "Professional designation",
        **({"educationalLevel": words.describe_level(it.header)} if it.header.nqf_level else {}),
        "identifier": [_build_identifier(known.given_by, known.id) for known in it.ids],
        "recognizedBy": {"@type": "Organization", "name": body.name, "alternateName": body.abbreviation}
        | ({"url": body.website} if body.website else {}),
    } | ({"competencyRequired": list(it.functions.list)} if it.functions else {})


def _build_qualification(it: Qualification, url: str) -> Node:
    """A programme where its modules are known, else a credential."""
    same: Node = {"name": it.title, "url": url}
    if it.also_known_as:
        same["alternateName"] = list(it.also_known_as)
    if it.nlrd_id:
        same["identifier"] = _build_identifier("NLRD", str(it.nlrd_id))
    credential = {
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": it.type or "Qualification",
        "educationalLevel": f"NQF level {it.nqf_level}",
    }
    modules = it.components.modules if it.components else ()
    if not modules:
        return credential | same
    number = {} if it.credits is None else {"numberOfCredits": it.credits}
    return (
        {"@type": "EducationalOccupationalProgram"}
        | same
        | number
        | {
            "educationalCredentialAwarded": credential | {"name": it.title},
            "hasCourse": [_build_course(module) for module in modules],
        }
    )


def _build_course(module: Module) -> Node:
    return {
        "@type": "Course",
        "name": module.title,
        "courseCode": str(module.module),
        "numberOfCredits": module.credits,
    }


def _build_identifier(given_by: str, value: str) -> Node:
    return {"@type": "PropertyValue", "propertyID": given_by, "value": value}
