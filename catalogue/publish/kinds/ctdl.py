"""Designations and qualifications in CTDL, the vocabulary that registries of credentials share: JSON-LD.

Names there are whole addresses, so there is none where the site's own is not known. The context stands in the
file, so that nothing need be fetched to read it. What our sources do not say (who owns a qualification) is
left out, and so are the identifiers (CTID) that whoever enters a credential into a registry gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.model.designation import Designation
from catalogue.publish.kinds.openapi import write_json
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.linked import BODY, Node, name_record
from catalogue.publish.site import Site
from catalogue.wording.short import describe_keeping, describe_needs

FRAMES: Mapping[str, dict[str, str]] = {}
TEXTS = ("name", "alternateName", "description", "identifierTypeName")
"""Terms whose values are texts of a language."""
LINKS = ("subjectWebpage", "ownedBy", "offeredBy", "supersedes", "supersededBy")
"""Terms whose values are addresses."""
CONTEXT = {
    "ceterms": "https://purl.org/ctdl/terms/",
    **{f"ceterms:{term}": {"@container": "@language"} for term in TEXTS},
    **{f"ceterms:{term}": {"@type": "@id"} for term in LINKS},
}
DEGREES = {"doctor": "DoctoralDegree", "master": "MasterDegree", "bachelor": "BachelorDegree"}
AWARDS = {**DEGREES, "diploma": "Diploma", "certificate": "Certificate"}
"""What a kind of qualification is called -> its class; the first that fits."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The one file, where the site's address is known."""
    if site.setting.url:
        given = {
            "url": Input.build(site.setting.url),
            "view": site.build_view("designations", "qualifications", "schedules"),
            "qualifications": site.pieces,
        }
        yield Output(build_address(site.catalogue.body.body), render_ctdl, given)


def build_address(body: str) -> str:
    """Where it stands."""
    return f"api/v1/{body}-ctdl.jsonld"


def render_ctdl(url: str, view: Catalogue, qualifications: Mapping[str, bytes]) -> bytes:
    """The body, its designations, and the qualifications."""
    graph = [
        _describe_body(view.body, url),
        *(_describe_designation(it, view, url) for it in view.designations.values()),
        *(
            _describe_qualification(key, orjson.loads(qualifications[key]), view.body, url)
            for key in qualifications
        ),
    ]
    return write_json({"@context": CONTEXT, "@graph": graph})


def _build(kind: str, name: str, language: str, url: str, /, **told: Any) -> Node:
    """A node: texts in their language, what is not known left out."""
    at = url + name.lstrip("/")
    known = {term: {language: value} if term in TEXTS else value for term, value in told.items() if value}
    return {"@id": at, "@type": f"ceterms:{kind}"} | {f"ceterms:{term}": it for term, it in known.items()}


def _describe_body(body: Body, url: str) -> Node:
    return _build(
        "CredentialOrganization",
        BODY,
        body.language,
        url,
        name=body.name,
        alternateName=[body.abbreviation],
        subjectWebpage=str(body.website or ""),
        email=list(dict.fromkeys(one.email for one in body.contacts if one.email)),
    )


def _describe_designation(it: Designation, view: Catalogue, url: str) -> Node:
    language, owner = view.body.language, url + BODY.lstrip("/")
    at = url + links.build_address("designations", it.designation).lstrip("/")
    return _build(
        "Certification",
        name_record("designations", it.designation),
        language,
        url,
        name=it.title,
        alternateName=[it.abbreviation, *it.also_known_as],
        description=it.summary,
        subjectWebpage=at,
        inLanguage=language,
        ownedBy=[owner],
        offeredBy=[owner],
        identifier=[_identify(known.given_by, known.id, language) for known in it.ids],
        requires=_ask("In short", describe_needs(it, view), language, at),
        renewal=_ask("To keep it", describe_keeping(it, view.schedules[it.cpd]), language, at),
    )


def _ask(how: str, what: str, language: str, at: str) -> list[Node]:
    """A condition in words, with the page that has the whole of it; none where nothing is published."""
    asked = {"ceterms:description": {language: f"{how}: {what}."}, "ceterms:subjectWebpage": at}
    return [{"@type": "ceterms:ConditionProfile"} | asked] if what else []


def _identify(given_by: str, value: str, language: str) -> Node:
    return {
        "@type": "ceterms:IdentifierValue",
        "ceterms:identifierTypeName": {language: given_by},
        "ceterms:identifierValueCode": value,
    }


def _describe_qualification(key: str, it: Mapping[str, Any], body: Body, url: str) -> Node:
    credits = f", {it['credits']} credits" if it.get("credits") else ""
    asked = it.get("type") or it["title"]
    replaced = it.get("replaced_by")

    def name(other: str) -> str:
        return url + name_record("qualifications", other).lstrip("/")

    return _build(
        _find_class(asked),
        name_record("qualifications", key),
        body.language,
        url,
        name=it["title"],
        alternateName=list(it.get("also_known_as", ())),
        description=f"NQF level {it['nqf_level']}{credits}.",
        subjectWebpage=url + links.build_address("qualifications", key).lstrip("/"),
        identifier=[_identify("NLRD", str(it["nlrd_id"]), body.language)] if it.get("nlrd_id") else [],
        supersedes=[name(other) for other in it.get("replaces", ())],
        supersededBy=name(replaced) if replaced else "",
    )


def _find_class(called: str) -> str:
    return next((kind for word, kind in AWARDS.items() if word in called.lower()), "Credential")
