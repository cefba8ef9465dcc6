"""What others' systems import: CTDL as RDF, and achievements as a library for Open Badges reads them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from openbadgeslib.ob3.credential import OpenBadgeCredential
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from catalogue.publish.kinds import badges, ctdl
from catalogue.publish.output import Output, to_bytes
from tests.publish.rdf import read_graph
from tests.publish.sites import Site

URL = "https://example.org/sub/"
CTDL = Namespace("https://purl.org/ctdl/terms/")
KNOWN = {
    "CredentialOrganization": {"name", "alternateName", "subjectWebpage", "email"},
    "ConditionProfile": {"description", "subjectWebpage"},
    "IdentifierValue": {"identifierTypeName", "identifierValueCode"},
}
OF_CREDENTIALS = {"name", "alternateName", "description", "subjectWebpage", "inLanguage", "identifier"}
OF_CREDENTIALS |= {"ownedBy", "offeredBy", "requires", "renewal", "supersedes", "supersededBy"}
KNOWN |= dict.fromkeys(
    ["Certification", "Certificate", "Diploma", "MasterDegree", "Credential"], OF_CREDENTIALS
)
"""Classes of the published vocabulary, each with properties of whose domain it is."""
CONTEXTS = {
    "https://www.w3.org/ns/credentials/v2": "credentials-v2.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": "ob-v3p0-context-3.0.3.json",
}
"""The published contexts, as the library holds them."""


def read_outputs(site: Site, module: Any) -> Iterator[tuple[str, Any]]:
    """What a module makes for the site at an address."""
    setting = dataclasses.replace(site.inputs.setting, url=URL)
    outputs: Iterator[Output] = module.list_outputs(dataclasses.replace(site.inputs, setting=setting))
    for output in outputs:
        yield output.address, json.loads(b"".join(to_bytes(output.make_content())))


@pytest.fixture(scope="module")
def graph(ours: Site) -> Graph:
    ((address, document),) = read_outputs(ours, ctdl)
    assert address == "api/v1/ccmg-ctdl.jsonld"
    return read_graph(document)


def test_ctdl_holds_known_terms_where_they_belong(graph: Graph) -> None:
    seen = set()
    for node, kind in graph.subject_objects(RDF.type):
        known = {CTDL[term] for term in KNOWN[str(kind).removeprefix(str(CTDL))]}
        assert set(graph.predicates(node)) - {RDF.type} <= known, node
        seen |= set(graph.predicates(node)) - {RDF.type}
    assert {subject for subject, _, _ in graph} == set(graph.subjects(RDF.type))
    assert len(seen) > 12


def test_ctdl_says_what_the_pages_say(graph: Graph) -> None:
    ccop = URIRef(f"{URL}designations/ccop/#designation")
    name = Literal("Contact Centre Operational Professional", lang="en-za")
    assert (ccop, CTDL.name, name) in graph
    assert (ccop, CTDL.ownedBy, URIRef(f"{URL}#body")) in graph
    (kept,) = (str(graph.value(one, CTDL.description)) for one in graph.objects(ccop, CTDL.renewal))
    assert kept == "To keep it: 35 points a year, 105 in 3 years, or 115 to meet every section."
    manager = URIRef(f"{URL}qualifications/99687/#qualification")
    assert (manager, RDF.type, CTDL.Certificate) in graph
    assert str(graph.value(manager, CTDL.description)) == "NQF level 5, 285 credits."


def test_what_replaces_another_is_told_from_both_sides(site: Site) -> None:
    ((_, document),) = read_outputs(site, ctdl)
    found = read_graph(document)
    later = {(new, old) for new, old in found.subject_objects(CTDL.supersedes)}
    assert later == {(new, old) for old, new in found.subject_objects(CTDL.supersededBy)}
    assert bool(later) == any(one.replaced_by for one in site.catalogue.qualifications.values())


def test_without_an_address_there_are_none(site: Site) -> None:
    assert not [path for path in site.files if path.startswith(badges.FOLDER) or path.endswith(".jsonld")]


def award(achievement: dict[str, Any]) -> dict[str, Any]:
    """A badge as an issuer would make it of an achievement."""
    return {
        "@context": achievement["@context"],
        "id": "urn:uuid:1b0d3a52-1c9a-4f5e-9c53-7a1f4b0e2d11",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement["name"],
        "issuer": achievement["creator"],
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "urn:uuid:5b1c0f7e-51f5-4f62-8d0e-0c6b0c6f1c22",
            "type": ["AchievementSubject"],
            "achievement": {key: value for key, value in achievement.items() if key != "@context"},
        },
    }


def test_a_badge_of_each_designation_can_be_made_of_its_achievement(site: Site) -> None:
    found = dict(read_outputs(site, badges))
    assert list(found) == [badges.build_address(key) for key in site.catalogue.designations]
    for address, achievement in found.items():
        read = OpenBadgeCredential.from_vc_document(award(achievement)).achievement
        assert read.id == achievement["id"] == URL + address
        assert read.name == achievement["name"]
        assert read.criteria_narrative == achievement["criteria"]["narrative"]


def test_achievements_hold_terms_of_the_published_contexts_only(ours: Site) -> None:
    held = files("openbadgeslib.ob3") / "contexts"
    contexts = {at: json.loads((held / name).read_text("utf-8"))["@context"] for at, name in CONTEXTS.items()}
    for _, achievement in read_outputs(ours, badges):
        whole = award(achievement)
        found = read_graph({**whole, "@context": [contexts[at] for at in achievement["@context"]]})
        named = {str(term) for term in {*found.predicates(), *found.objects(None, RDF.type)}}
        assert [term for term in named if not term.startswith(("http://", "https://"))] == []
        assert len(list(found.predicates(URIRef(achievement["id"])))) == leaves(achievement)


def leaves(achievement: dict[str, Any]) -> int:
    """How many statements are made of an achievement itself: none of its keys is passed over."""
    own = {key: value for key, value in achievement.items() if key not in ("@context", "id")}
    return sum(len(value) if isinstance(value, list) else 1 for value in own.values())
