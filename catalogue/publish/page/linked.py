"""What machines read on a page, in schema.org's words: what it is about, and where it stands.

The data stands in a block of its type, which no browser runs: a policy against inline scripts does
not touch it. Addresses are whole where the site's own is known, else relative to the page. What a page is
about has a name of its own (`@id`), the page and a word behind `#`, by which others can speak of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from catalogue.model.body import Body
from catalogue.model.designation import Designation
from catalogue.model.glossary import GlossaryTerm
from catalogue.model.qualification import Module, Qualification
from catalogue.publish.page import links

Node = dict[str, Any]
Address = Callable[[str], str]
"""The address, as a page writes it, of a path from the site's root."""


BODY, SITE, DATA, TERMS = "/#body", "/#site", "/api/#data", "/glossary/#terms"
"""The names of what there is once."""


def name_record(kind: str, key: str) -> str:
    """The name of a record that has a page of its own, from the site's root."""
    return f"{links.build_address(kind, key)}#{kind.removesuffix('s')}"


def describe_site(name: str, about: str, body: Body, address: Address) -> list[Node]:
    """The site, and the body whose rules it holds."""
    site = {
        "@type": "WebSite",
        "@id": address(SITE),
        "url": address("/"),
        "name": name,
        "description": about,
        "inLanguage": body.language,
        "about": {"@id": address(BODY)},
    }
    return [site, _build_body(body, address)]


def describe_terms(
    title: str, terms: Mapping[str, GlossaryTerm], language: str, address: Address
) -> list[Node]:
    """Words and what they mean, each with the place on the page that explains it."""
    listed = [
        {
            "@type": "DefinedTerm",
            "@id": address(links.build_address("glossary", key)),
            "name": it.title,
            "description": it.says,
        }
        for key, it in terms.items()
    ]
    known = {"@type": "DefinedTermSet", "@id": address(TERMS), "url": address("/glossary/"), "name": title}
    return [known | {"inLanguage": language, "hasDefinedTerm": listed}]


def describe_data(
    name: str, about: str, files: Iterable[tuple[str, str, str]], body: Body, address: Address
) -> list[Node]:
    """The open data, with its files: what each is, its address from the site's root, and its type."""
    found = {
        "@type": "Dataset",
        "@id": address(DATA),
        "url": address("/api/"),
        "name": name,
        "description": about,
        "inLanguage": body.language,
        "isAccessibleForFree": True,
        "about": {"@id": address(BODY)},
        "distribution": [
            {"@type": "DataDownload", "name": what, "contentUrl": address(at), "encodingFormat": kind}
            for what, at, kind in files
        ],
    }
    return [
        found | ({"license": str(body.licence.address)} if body.licence else {}),
        _build_body(body, address),
    ]


def describe_designation(it: Designation, body: Body, address: Address) -> list[Node]:
    """A designation as schema.org has it."""
    return [_build_designation(it, body, address)]


def describe_qualification(it: Qualification, address: Address) -> list[Node]:
    """A qualification as schema.org has it."""
    return [_build_qualification(it, address)]


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


def _build_body(body: Body, address: Address) -> Node:
    found = {
        "@type": "Organization",
        "@id": address(BODY),
        "name": body.name,
        "alternateName": body.abbreviation,
    }
    return found | ({"url": body.website} if body.website else {})


def _build_designation(it: Designation, body: Body, address: Address) -> Node:
    return {
        "@type": "EducationalOccupationalCredential",
        "@id": address(name_record("designations", it.designation)),
        "name": it.title,
        "alternateName": [it.abbreviation, *it.also_known_as],
        "description": it.summary,
        "url": address(links.build_address("designations", it.designation)),
        "credentialCategory": "Professional designation",
        "educationalLevel": f"NQF level {it.header.nqf_level}",
        "identifier": [_build_identifier(known.given_by, known.id) for known in it.ids],
        "recognizedBy": _build_body(body, address),
    } | ({"competencyRequired": list(it.functions.list)} if it.functions else {})


def _build_qualification(it: Qualification, address: Address) -> Node:
    """A programme where its modules are known, else a credential."""
    same: Node = {
        "@id": address(name_record("qualifications", it.qualification)),
        "name": it.title,
        "url": address(links.build_address("qualifications", it.qualification)),
    }
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
