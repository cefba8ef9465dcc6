"""What programs look for at the root of a site: icons, how it is kept, whom to tell, what there is."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Mapping

from catalogue.model.body import Body, Colours, SecurityContact
from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.card import draw_icon
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links
from catalogue.publish.page.head import Setting
from catalogue.publish.site import Site

FRAMES: Mapping[str, dict[str, str]] = {}
MANIFEST = "manifest.webmanifest"
SIZES = (192, 512)
"""Pixels of the icons that a phone puts on its screen."""
SMALL = (16, 32)
"""Pixels of those in favicon.ico."""


def list_outputs(site: Site) -> Iterator[Output]:
    """Icons, the manifest, llms.txt; security.txt where the body names a contact."""
    body = site.catalogue.body
    colours = Input.build(body.colours)
    yield Output("favicon.ico", render_favicon, {"colours": colours})
    for size in SIZES:
        yield Output(f"icon-{size}.png", draw_icon, {"colours": colours, "size": Input.build(size)})
    yield Output(MANIFEST, render_manifest, {"setting": site.around, "body": Input.build(body)})
    given = {"setting": site.around, "view": site.build_view("designations", "qualifications")}
    yield Output("llms.txt", render_contents, given)
    if body.security:
        given = {"known": Input.build(body.security), "setting": site.around}
        yield Output(".well-known/security.txt", render_security, given)


def render_favicon(colours: Colours) -> bytes:
    """Small icons in one file, for programs that ask for it by its name."""
    pictures = [draw_icon(colours, size) for size in SMALL]
    head, at = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures)
    for size, picture in zip(SMALL, pictures, strict=True):
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 8, len(picture), at)
        at += len(picture)
    return head + b"".join(pictures)


def render_manifest(setting: Setting, body: Body) -> str:
    """How the site is called and looks where somebody keeps it beside their programs."""
    icons = [{"src": f"icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES]
    manifest = {
        "name": setting.name,
        "short_name": body.abbreviation,
        "description": body.summary,
        "lang": setting.language,
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": str(body.colours.primary),
        "background_color": "#ffffff",
        "icons": icons,
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"


def render_security(known: SecurityContact, setting: Setting) -> str:
    """Whom to tell of a weakness, as RFC 9116 has it."""
    at = f"Canonical: {setting.url}.well-known/security.txt\n" if setting.url else ""
    return (
        f"Contact: {known.contact}\n"
        f"Expires: {known.until.isoformat()}T23:59:59Z\n"
        f"Preferred-Languages: {setting.language}\n{at}"
    )


def render_contents(view: Catalogue, setting: Setting) -> str:
    """What the site holds, for programs that read text: llmstxt.org tells the form."""
    body, at = view.body, setting.url or "/"
    designations = (
        f"[{it.title} ({it.abbreviation})]({at}{_address('designations', key)}): {it.summary}"
        for key, it in view.select_offered("designations").items()
    )
    qualifications = (
        f"[{it.title}]({at}{_address('qualifications', key)}): NQF level {it.nqf_level}"
        for key, it in view.select_offered("qualifications").items()
    )
    parts = [
        f"# {setting.name}",
        f"> {body.summary}",
        f"{body.name} ({body.abbreviation}), {body.country}. Every fact names its source. Where "
        "sources differ or say nothing, the page says so, and what is concluded is called ours. Only "
        f"{body.abbreviation} decides.{_tell_terms(body)}",
        _write_list("Designations", designations),
        _write_list("Open data", (f"[{what}]({at}{path}): {says}" for what, path, says in DATA)),
        _write_list("Optional", qualifications),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _tell_terms(body: Body) -> str:
    known = body.licence
    return f" Licence: [{known.title}]({known.address}). {known.says}" if known else ""


DATA = (
    ("Everything", "api/v1/catalogue.json", "all records in one file, each fact with its source"),
    ("Index", "api/v1/index.json", "every record, with the hash of its answer"),
    ("Disagreements", "conflicts/", "where sources differ or are silent, and what is followed"),
    ("For developers", "api/", "tables, a database, the rules as code, terms"),
)


def _address(kind: str, key: str) -> str:
    return links.build_address(kind, key).lstrip("/")


def _write_list(title: str, lines: Iterable[str]) -> str:
    listed = "\n".join(f"- {line}" for line in lines)
    return f"## {title}\n\n{listed}" if listed else ""
