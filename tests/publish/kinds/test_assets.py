"""The folder of styles and scripts: its address follows what stands in it, and nothing else."""

from __future__ import annotations

import re

from catalogue.publish.kinds.assets import name_folder
from catalogue.publish.page.widgets import LOADER


def test_the_address_of_the_assets_follows_their_content() -> None:
    first = name_folder({"site.css": b"a", "site.js": b"b"})
    assert re.fullmatch(r"assets/[0-9a-f]{12}", first)
    assert name_folder({"site.js": b"b", "site.css": b"a"}) == first
    assert name_folder({"site.css": b"ab", "site.js": b""}) != first


def test_the_loader_stands_outside_and_renames_nothing() -> None:
    assert name_folder({"site.css": b"a", LOADER: b"b"}) == name_folder({"site.css": b"a"})
