"""The bill of materials by its own schema, and the page of licences."""

from __future__ import annotations

import json
import re

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from catalogue.publish.kinds.materials import BILL, LOCK, SHOWN, read_lock, render_bill
from tests.publish.sites import Site

PINNED = re.findall(r"(?m)^([\w.-]+)==[\w.]+ \\$", LOCK.read_text("utf-8"))
"""The packages that are pinned for every machine."""


def test_the_bill_of_materials_is_valid_for_its_schema(site: Site) -> None:
    text = site.files[BILL].decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    bill = json.loads(text)
    named = {one["name"]: one for one in bill["components"]}
    assert len(PINNED) > 30
    assert set(named) >= set(PINNED)
    assert all(one["hashes"] and one["licenses"] for one in named.values())
    assert [name for name, one in named.items() if one["scope"] == "required"] == [SHOWN]
    (around, *rest) = bill["dependencies"]
    known = {one["bom-ref"] for one in named.values()}
    assert around["ref"] == "site"
    assert named[SHOWN]["bom-ref"] in around["dependsOn"]
    assert {one["ref"] for one in rest} == known
    assert {ref for one in bill["dependencies"] for ref in one["dependsOn"]} == known


def test_the_bill_names_no_day_no_machine_and_no_registry(ours: Site) -> None:
    text = ours.files[BILL].decode()
    assert text.encode() == render_bill(read_lock(LOCK.read_text("utf-8")), "CCMG Designation Catalogue")
    assert "timestamp" not in text
    addresses = re.findall(r"https?://[^\"]+|/(?:home|root|usr|tmp)/", text)
    assert addresses == ["http://cyclonedx.org/schema/bom-1.6.schema.json"]


def test_a_package_of_another_version_than_is_pinned_is_not_named() -> None:
    assert (
        read_lock("click==0.0.1 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via -r requirements.in\n") == []
    )


def test_the_page_of_licences_names_every_package_and_holds_the_licence_of_what_it_shows(ours: Site) -> None:
    text = ours.text("licences/", "content")
    assert all(name in text for name in PINNED)
    assert "not said" not in text
    assert "Copyright (c) 2016" in text
    assert "The above copyright notice and this permission notice shall be included" in text
    links = {link for *_, link, _ in ours.page("privacy/").iterlinks()}
    assert "../licences/" in links
