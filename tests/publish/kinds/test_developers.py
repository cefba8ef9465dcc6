"""The page for developers names every kind of answer. Its lines are run in a browser, with the rules."""

from __future__ import annotations

from catalogue.publish.kinds.payloads import PAYLOADS
from tests.publish.sites import Site


def test_every_answer_and_its_schema_is_named_and_there(site: Site) -> None:
    shown = {str(link) for link in site.page("api/").xpath("//main//a/@href")}
    answers = {address for address in shown if address.endswith(".json")}
    assert {f"../api/v1/schema/{name}.json" for name in PAYLOADS} <= answers
    assert {f"../api/v1/{name}.json" for name in ("index", "catalogue", "openapi", "pathways")} <= answers
    assert {address.removeprefix("../") for address in answers} <= set(site.files)


def test_the_foot_of_every_page_leads_to_it(ours: Site) -> None:
    assert "Open data" in ours.text("designations/ccop/", "more")
