"""The achievement of each designation as Open Badges 3.0 has it, for whoever issues badges of it.

It says what is awarded and by whom, and is no badge of anybody's. Its names are whole addresses, so there is
none where the site's own is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.model.body import Body
from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.openapi import write_json
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.linked import BODY
from catalogue.publish.site import Site
from catalogue.wording.short import describe_keeping, describe_needs

FRAMES: Mapping[str, dict[str, str]] = {}
FOLDER = "api/v1/badges/"
CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


def list_outputs(site: Site) -> Iterator[Output]:
    """A file for each designation, where the site's address is known."""
    if site.setting.url:
        for key, it in site.catalogue.designations.items():
            given = {
                "url": Input.build(site.setting.url),
                "view": site.build_view_of_record(
                    "designations", key, schedules=[it.cpd], designations=[key]
                ),
                "key": Input.build(key),
            }
            yield Output(build_address(key), render_badge, given)


def build_address(designation: str) -> str:
    """Where the achievement of a designation stands."""
    return f"{FOLDER}{designation}.json"


def render_badge(url: str, view: Catalogue, key: str) -> bytes:
    """The achievement."""
    it = view.designations[key]
    needs = describe_needs(it, view) or "what an applicant must show is not published in our sources"
    keeping = describe_keeping(it, view.schedules[it.cpd])
    achievement: dict[str, Any] = {
        "@context": CONTEXT,
        "id": url + build_address(key),
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": it.title,
        "humanCode": it.abbreviation,
        "description": it.summary,
        "inLanguage": view.body.language,
        "criteria": {
            "id": url + links.build_address("designations", key).lstrip("/"),
            "narrative": f"In short: {needs}. To keep it: {keeping}. The page has the whole of it.",
        },
        "creator": _describe_body(view.body, url),
        "otherIdentifier": [
            {"type": "IdentifierEntry", "identifier": one.id, "identifierType": _name_type(one.given_by)}
            for one in it.ids
        ],
    }
    return write_json(achievement)


def _describe_body(body: Body, url: str) -> dict[str, Any]:
    found = {"id": url + BODY.lstrip("/"), "type": ["Profile"], "name": body.name}
    email = next((one.email for one in body.contacts if one.email), None)
    return found | ({"url": str(body.website)} if body.website else {}) | ({"email": email} if email else {})


def _name_type(given_by: str) -> str:
    """A kind of identifier that the specification does not list."""
    return f"ext:{re.sub('[^A-Za-z0-9._-]+', '-', given_by)}"
