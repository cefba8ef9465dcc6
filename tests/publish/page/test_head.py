"""What pages say of themselves to machines: names, addresses, data, the map and the card."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner
from lxml import etree, html
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

from build import main
from catalogue.publish.page.linked import write_block
from tests.publish.rdf import read_graph
from tests.publish.sites import Site, build, is_page
from tests.roots import OURS

URL = "https://example.org/sub/"


def data(page: Any) -> list[dict[str, Any]]:
    """The data blocks of a page, one entry for each thing that they are about."""
    found = [json.loads(text) for text in page.xpath("//script[@type='application/ld+json']/text()")]
    assert all(part["@context"] == "https://schema.org" for part in found)
    return [node for part in found for node in part.get("@graph", [part])]


def of_type(page: Any, name: str) -> dict[str, Any]:
    found = [node for node in data(page) if node["@type"] == name]
    assert len(found) == 1
    return found[0]


def test_a_designation_is_a_credential(ours: Site) -> None:
    found = of_type(ours.page("designations/ccop/"), "EducationalOccupationalCredential")
    assert found["name"] == "Contact Centre Operational Professional"
    assert found["alternateName"] == ["CCOP"]
    assert found["educationalLevel"] == "NQF level 4"
    assert {"@type": "PropertyValue", "propertyID": "SAQA", "value": "395"} in found["identifier"]
    assert found["recognizedBy"]["name"] == "Contact Centre Management Group"


def test_a_qualification_with_modules_is_a_programme(ours: Site) -> None:
    found = of_type(ours.page("qualifications/99687/"), "EducationalOccupationalProgram")
    assert found["numberOfCredits"] == 285
    assert found["identifier"]["value"] == "99687"
    fifth = next(course for course in found["hasCourse"] if course["courseCode"] == "5")
    assert fifth["@type"] == "Course"
    assert sum(course["numberOfCredits"] for course in found["hasCourse"]) == 285


def test_every_page_says_the_way_to_it(site: Site) -> None:
    for path in site.pages:
        if path in ("index.html", "404.html"):
            continue
        here = f"http://site/{path.removesuffix('index.html')}"
        steps = of_type(site.page(path.removesuffix("index.html")), "BreadcrumbList")["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1)), path
        assert urljoin(here, steps[0]["item"]) == "http://site/"
        assert urljoin(here, steps[-1]["item"]) == here
        assert all(step["name"] for step in steps)


def test_what_is_shared_is_what_the_page_says(site: Site) -> None:
    for path in site.pages:
        if path == "404.html":
            continue
        page = site.page(path.removesuffix("index.html"))
        title = page.xpath("//title")[0].text_content()
        shared = {meta.get("property"): meta.get("content") for meta in page.xpath("//meta[@property]")}
        assert title.startswith(shared["og:title"]), path
        assert shared["og:description"] == page.xpath("//meta[@name='description']/@content")[0]
        assert "og:url" not in shared
        assert "og:image" not in shared


def test_titles_and_descriptions_stand_alone(site: Site) -> None:
    seen: dict[str, str] = {}
    name = site.catalogue.body.abbreviation
    for path in site.pages:
        page = site.page(path.removesuffix("index.html")) if path != "404.html" else None
        if page is None:
            continue
        title = page.xpath("//title")[0].text_content()
        description = page.xpath("//meta[@name='description']/@content")[0]
        assert name in title, path
        assert len(description) >= 40, path
        assert description not in seen, f"{path} and {seen.get(description)} say the same"
        seen[description] = path


def test_without_an_address_nothing_claims_one(site: Site) -> None:
    assert not {"sitemap.xml", "robots.txt"} & set(site.files)
    assert not [path for path in site.files if path.endswith("card.png")]
    assert not [path for path, page in site.pages.items() if b'rel="canonical"' in page]


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Our site, published at an address."""
    return build(OURS, tmp_path_factory.mktemp("work"), URL.rstrip("/"))


@pytest.fixture(scope="module")
def graph(placed: dict[str, bytes]) -> Graph:
    """What all pages say in schema.org's words, as a library for RDF reads it."""
    nodes = [node for path, body in placed.items() if is_page(path) for node in data(html.fromstring(body))]
    context: dict[str, object] = {"@vocab": str(SDO)}
    context |= {key: {"@type": "@id"} for key in ("url", "contentUrl", "license", "item")}
    for node in nodes:
        node.pop("@context", None)  # which would be fetched
    return read_graph({"@context": context, "@graph": nodes})


def test_machines_read_known_terms_only(graph: Graph) -> None:
    terms = {str(term) for term in {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}}
    assert {term for term in terms if term.removeprefix(str(SDO)) not in SDO} == set()
    assert len(terms) > 25


def test_every_page_speaks_to_machines(placed: dict[str, bytes]) -> None:
    silent = [path for path, body in placed.items() if is_page(path) and b"application/ld+json" not in body]
    assert silent == ["404.html"]  # which is shown at any address


def test_site_body_data_and_words_have_names_that_stay(graph: Graph) -> None:
    known = {
        "#site": SDO.WebSite,
        "#body": SDO.Organization,
        "api/#data": SDO.Dataset,
        "glossary/#terms": SDO.DefinedTermSet,
        "designations/ccop/#designation": SDO.EducationalOccupationalCredential,
        "qualifications/99687/#qualification": SDO.EducationalOccupationalProgram,
    }
    for name, kind in known.items():
        assert (URIRef(URL + name), RDF.type, kind) in graph, name
    body = URIRef(f"{URL}#body")
    assert (URIRef(f"{URL}designations/ccop/#designation"), SDO.recognizedBy, body) in graph
    licence = URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert (URIRef(f"{URL}api/#data"), SDO.license, licence) in graph


def test_the_files_and_the_words_that_are_named_are_there(graph: Graph, placed: dict[str, bytes]) -> None:
    files = {str(at).removeprefix(URL) for at in graph.objects(None, SDO.contentUrl)}
    assert len(files) > 14
    assert files <= placed.keys()
    page = html.fromstring(placed["glossary/index.html"])
    words = {str(at).removeprefix(f"{URL}glossary/#") for at in graph.subjects(RDF.type, SDO.DefinedTerm)}
    assert words == {str(name) for name in page.xpath("//dl[@class='terms']/dt/@id")}


def test_with_an_address_every_page_has_its_own(placed: dict[str, bytes]) -> None:
    for path, body in placed.items():
        if not is_page(path):
            continue
        page = html.fromstring(body)
        own = [] if path == "404.html" else [URL + path.removesuffix("index.html")]
        assert page.xpath("//link[@rel='canonical']/@href") == own
        assert page.xpath("//meta[@property='og:url']/@content") == own


def test_the_map_names_every_page_once(placed: dict[str, bytes]) -> None:
    space = {"m": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    listed = etree.fromstring(placed["sitemap.xml"]).xpath("//m:loc/text()", namespaces=space)
    shown = {URL + path.removesuffix("index.html") for path in placed if is_page(path) and path != "404.html"}
    assert sorted(listed) == sorted(shown)
    assert f"Sitemap: {URL}sitemap.xml" in placed["robots.txt"].decode().splitlines()


def test_the_card_is_where_pages_say(placed: dict[str, bytes]) -> None:
    images = {
        str(address)
        for path, body in placed.items()
        if path.endswith("index.html")
        for address in html.fromstring(body).xpath("//meta[@property='og:image']/@content")
    }
    assert len(images) == 1
    assert placed[images.pop().removeprefix(URL)].startswith(b"\x89PNG")


def test_data_never_ends_its_element() -> None:
    evil = "</script><script>alert(1)</script><!--"
    said = write_block([{"@type": "Thing", "name": evil}])
    assert said.count("</script>") == 1
    assert json.loads(html.fragment_fromstring(said).text or "")["name"] == evil


@pytest.mark.parametrize("address", ["example.org", "ftp://example.org", "javascript:alert(1)"])
def test_an_address_that_is_none_is_wrong_usage(lighthouse: Path, address: str) -> None:
    result = CliRunner().invoke(main, ["build", "--catalogue", str(lighthouse), "--site-url", address])
    assert result.exit_code == 2
    assert "begins with https://" in result.output


def test_the_command_line_and_the_settings_say_an_address_alike(lighthouse: Path, tmp_path: Path) -> None:
    said = build(lighthouse, tmp_path / "said", URL)
    config = lighthouse / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + f"\nsite_url: {URL}\n", "utf-8")
    assert build(lighthouse, tmp_path / "set") == said
    days = dict(re.findall(r"<loc>([^<]*)</loc><lastmod>([^<]*)</lastmod>", said["sitemap.xml"].decode()))
    assert days == {
        f"{URL}changes/": "2021-04-01",
        f"{URL}cpd/keeper-2021/": "2021-04-01",
        f"{URL}sources/": "2021-04-01",
        f"{URL}cpd/hand-port-office/": "2020-01-01",
    }  # of other pages no day is known
