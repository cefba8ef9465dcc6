"""The page for developers names every kind of answer. Its lines are run in a browser, with the rules."""

from __future__ import annotations

import io
import json
from urllib.parse import urljoin

import pytest
from lxml import html

from catalogue.publish.kinds.payloads import PAYLOADS
from tests.publish.sites import Site


def test_every_answer_and_its_schema_is_named_and_there(site: Site) -> None:
    shown = {str(link) for link in site.page("api/").xpath("//main//a/@href")}
    answers = {address for address in shown if address.endswith(".json")}
    assert {f"../api/v1/schema/{name}.json" for name in PAYLOADS} <= answers
    assert {f"../api/v1/{name}.json" for name in ("index", "catalogue", "openapi", "pathways")} <= answers
    assert {address.removeprefix("../") for address in answers} <= set(site.files)


def test_the_folder_of_the_answers_leads_to_it(site: Site) -> None:
    page = html.fromstring(site.files["api/v1/index.html"])
    assert page.xpath("//main//a/@href") == ["../../api/"]
    assert "url=" in page.xpath("//meta[@http-equiv='refresh']/@content")[0]


def test_every_file_that_it_names_is_there(site: Site) -> None:
    shown = {str(link) for link in site.page("api/").xpath("//main//a/@href")}
    ours = {urljoin("api/", link) for link in shown if "://" not in link and "#" not in link}
    assert {f"{path}index.html" if path.endswith("/") else path for path in ours} <= site.files.keys()
    assert f"api/v1/{site.catalogue.body.body}.sqlite" in ours


def test_the_terms_are_said_wherever_the_data_are(site: Site) -> None:
    licence = site.catalogue.body.licence
    assert licence
    assert site.page("api/").xpath("//main//a[@rel='license']/@href") == [licence.address]
    assert json.loads(site.files["api/v1/index.json"])["licence"]["address"] == licence.address
    assert json.loads(site.files["api/v1/openapi.json"])["info"]["license"]["url"] == licence.address


def test_the_lines_in_python_run_as_they_are_printed(
    ours: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answer(address: str) -> io.BytesIO:
        return io.BytesIO(ours.files[address.removeprefix("https://this-site.example/")])

    monkeypatch.setattr("urllib.request.urlopen", answer)
    (lines,) = ours.page("api/").xpath("//pre/code[@class='py']/text()")
    exec(compile(lines, "api/", "exec"), {})
    assert capsys.readouterr().out == "Contact Centre Operational Professional\n5\n"


def test_the_foot_of_every_page_leads_to_it(ours: Site) -> None:
    assert "Open data" in ours.text("designations/ccop/", "more")
