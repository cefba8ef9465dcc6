"""Files that programs look for at the root, as such programs read them."""

from __future__ import annotations

import io
import json
import re

import pytest
from PIL import Image
from PIL.IcoImagePlugin import IcoImageFile

from catalogue.publish.kinds.root import MANIFEST
from tests.publish.sites import Site


def test_icons_are_pictures_of_their_sizes(site: Site) -> None:
    with Image.open(io.BytesIO(site.files["favicon.ico"])) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32)}
    for one in json.loads(site.files[MANIFEST])["icons"]:
        with Image.open(io.BytesIO(site.files[one["src"]])) as picture:
            assert f"{picture.width}x{picture.height}" == one["sizes"]
            assert picture.format == "PNG"


@pytest.mark.parametrize("size", [16, 32])
def test_three_steps_are_told_apart_at_any_size(ours: Site, size: int) -> None:
    with Image.open(io.BytesIO(ours.files["favicon.ico"])) as icon:
        assert isinstance(icon, IcoImageFile)
        drawn = icon.ico.getimage((size, size)).convert("RGB")
        ground = drawn.getpixel((0, 0))
        heights = [sum(drawn.getpixel((x, y)) != ground for y in range(size)) for x in range(size)]
    steps = [height for height in dict.fromkeys(heights) if height]
    assert len(steps) == 3
    assert steps == sorted(steps)


def test_the_manifest_is_named_on_the_first_page_and_leads_there(site: Site) -> None:
    assert site.page("").xpath("//link[@rel='manifest']/@href") == [MANIFEST]
    manifest = json.loads(site.files[MANIFEST])
    assert (manifest["start_url"], manifest["short_name"]) == ("./", site.catalogue.body.abbreviation)


def test_security_is_told_to_whom_the_body_says(other: Site) -> None:
    lines = dict(
        line.split(": ", 1) for line in other.files[".well-known/security.txt"].decode().splitlines()
    )
    assert lines == {
        "Contact": "mailto:office@guild.example",
        "Expires": "2027-06-30T23:59:59Z",
        "Preferred-Languages": "en-GB",
    }


def test_the_contents_lead_to_what_is_there(site: Site) -> None:
    text = site.files["llms.txt"].decode()
    assert text.startswith(f"# {site.inputs.setting.name}\n\n> {site.catalogue.body.summary}\n")
    for address in re.findall(r"\]\(/([^)]*)\)", text):
        assert (f"{address}index.html" if address.endswith("/") else address) in site.files
    assert all(one.title in text for one in site.catalogue.designations.values())
