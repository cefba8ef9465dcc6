"""Styles, scripts and the picture of a shared address: in one folder whose name is a hash of them all.

Caches keep them for ever; each finds the others of the same build beside it. What changes with the data
stands elsewhere, so that a change of it renames nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from catalogue.publish.kinds.card import draw_card
from catalogue.publish.kinds.offline import WORKER
from catalogue.publish.output import Input, Output, digest
from catalogue.publish.page.head import CARD
from catalogue.publish.page.widgets import FOLDER, LOADER
from catalogue.publish.scripts.files import join_scripts, list_stable
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import ELEMENT, FRAMED, SITE

PLACES = {SITE: SITE, ELEMENT: f"{FOLDER}/{ELEMENT}", FRAMED: f"{FOLDER}/{FRAMED}"}
"""Where each stylesheet stands among the assets."""
OUTSIDE = (LOADER, WORKER)
"""What stands at addresses of its own, which never change."""
LOOK = f"{FOLDER}/look.js"
"""The script that reads what an element asks for; it is told what there is."""


def index_assets(site: Site, sheets: Mapping[str, str]) -> dict[str, bytes]:
    """All assets by their names in the folder, the loader of widgets, and the worker."""
    catalogue = site.catalogue
    assets = {PLACES[name]: text.encode() for name, text in sheets.items()}
    assets |= join_scripts()
    for name, known in (("DESIGNATIONS", catalogue.designations), ("SCHEDULES", catalogue.schedules)):
        assets[LOOK] = assets[LOOK].replace(f"${name}".encode(), " ".join(known).encode())
    if site.setting.url:
        assets[CARD] = draw_card(catalogue.body.colours, len(catalogue.select_offered("designations")))
    return assets


def name_folder(assets: Mapping[str, bytes]) -> str:
    """The address of the assets: it changes when they do, so that caches can keep them for ever."""
    found = hashlib.sha256()
    for name, data in sorted(assets.items()):
        if name not in OUTSIDE:
            found.update(f"{name} {len(data)}\n".encode() + data)
    return f"assets/{found.hexdigest()[:12]}"


def list_outputs(site: Site, assets: Mapping[str, bytes], folder: str) -> Iterator[Output]:
    """The files of the folder, the loader of widgets, and the stable addresses of the rules."""
    yield from list_folder({name: data for name, data in assets.items() if name not in OUTSIDE}, folder)
    given = {
        "loader": _make_input(assets[LOADER]),
        "prefix": Input.build(site.catalogue.body.body),
        "folder": Input.build(folder),
    }
    yield Output(LOADER, render_loader, given)
    for address, text in list_stable(folder):
        yield Output(address, reuse_content, {"content": _make_input(text.encode())})


def list_folder(assets: Mapping[str, bytes], folder: str) -> Iterator[Output]:
    """The files of a folder, by their names in it."""
    for name, data in assets.items():
        yield Output(f"{folder}/{name}", reuse_content, {"content": _make_input(data)})


def _make_input(data: bytes) -> Input:
    return Input(digest(data), lambda: data)


def reuse_content(content: bytes) -> bytes:
    """A file that is known already."""
    return content


def render_loader(loader: bytes, prefix: str, folder: str) -> bytes:
    """The loader of widgets: it knows how elements are called, and where the assets are."""
    return loader.replace(b"$PREFIX", prefix.encode()).replace(b"$ASSETS", folder.encode())
