"""Which files a site has, and that each fact of it leads to its source and back."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from urllib.parse import urldefrag, urljoin

from lxml import html

from catalogue.model.base import Citation, Partial
from catalogue.model.catalogue import Catalogue
from catalogue.model.walk import walk_catalogue
from catalogue.publish.page import links
from catalogue.publish.shell import SLOTS
from tests.publish.sites import Site


def test_every_record_has_a_page_at_its_address(site: Site) -> None:
    for kind in ("designations", "qualifications", "schedules", "sources", "topics"):
        for key in getattr(site.catalogue, kind):
            assert links.find_file(links.build_address(kind, key)) in site.pages
    for folder in ("designations", "qualifications", "cpd", "sources", "conflicts"):
        assert f"{folder}/index.html" in site.pages
    assert {"index.html", "404.html"} <= set(site.pages)


def test_no_frame_and_no_open_slot_is_published(site: Site) -> None:
    assert not [path for path in site.files if "frame/" in path]
    marks = tuple(mark.encode() for mark in SLOTS.values())
    assert not [path for path, data in site.files.items() if any(mark in data for mark in marks)]


def cited(catalogue: Catalogue) -> Iterator[tuple[str, Citation]]:
    """Every citation with the page where its fact stands."""
    for path, value in walk_catalogue(catalogue):
        if isinstance(value, Citation):
            yield links.find_file(links.find_address(path)), value


def addresses(site: Site, path: str) -> set[str]:
    """What a page links to, from the site's root."""
    found = html.fromstring(site.pages[path]).xpath("//main//a/@href")
    return {urljoin(f"/{path}", link) for link in found}


def leads_to(citation: Citation, address: str) -> bool:
    """Whether an address is the place that is cited, or longer lines around it."""
    here = links.build_place_address(citation)
    if address == here:
        return True
    wider = re.fullmatch(r"place-(\d+)-(\d+)", urldefrag(address)[1])
    lines = citation.list_lines()
    if not wider or not lines or urldefrag(address)[0] != urldefrag(here)[0]:
        return False
    return int(wider[1]) <= min(lines) and max(lines) <= int(wider[2])


def test_every_fact_leads_to_its_source(site: Site) -> None:
    known: dict[str, set[str]] = {}
    missing = []
    for path, citation in cited(site.catalogue):
        if path not in known:
            known[path] = addresses(site, path)
        if not any(leads_to(citation, address) for address in known[path]):
            missing.append(f"{path}: {citation}")
    assert len(known) > 10
    assert missing == []


def test_what_no_source_publishes_is_said_in_its_place(site: Site) -> None:
    for path, record in walk_catalogue(site.catalogue):
        if isinstance(record, Partial) and len(path) == 2:
            text = site.text(links.find_file(links.find_address(path)).removesuffix("index.html"))
            for says in record.not_published.values():
                assert " ".join(says.split()) in text, path


def test_the_site_works_in_any_folder(site: Site) -> None:
    for path, data in site.pages.items():
        if path == "404.html":  # shown at any address
            continue
        document = html.fromstring(data)
        for link in [*document.xpath("//@href"), *document.xpath("//@src")]:
            assert not link.startswith("/"), f"{path}: {link}"


def squeezed(*data: bytes) -> int:
    return sum(len(gzip.compress(part, 9, mtime=0)) for part in data)


def style(files: Mapping[str, bytes]) -> bytes:
    return next(data for path, data in files.items() if path.endswith("/site.css"))


def test_pages_are_light(ours: Site) -> None:
    assert squeezed(style(ours.files)) <= 8_000
    heavy = [
        *(f"designations/{key}/" for key in ours.catalogue.designations),
        "",
        "qualifications/99687/",
        "cpd/ccop-2017/",
    ]
    for url in heavy:
        assert squeezed(ours.files[f"{url}index.html"], style(ours.files)) <= 20_000, url
