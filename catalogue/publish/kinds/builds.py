"""What stays in a site from one build to the next, by the list that each site has of its own files.

A page that was opened before a build asks for the scripts and styles of the site that it came from. So the
assets of the last builds are carried over into the next site. Builds are counted, and no days: the same
catalogue gives the same bytes whenever it is built. A file that is not in the list is not ours, and stays.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from catalogue.publish.kinds.assets import list_folder
from catalogue.publish.output import Input, Output

PATH = "builds.json"
PACKED = (".br", ".gz")
"""What the addresses of compressed files end with. They are made from others, anew in each build."""
BUILDS = 5
"""So many sets of assets are kept beside those of the present build."""


@dataclass(frozen=True)
class Earlier:
    """What a site says of itself; nothing where there is none yet, or an older one without a list."""

    assets: tuple[str, ...] = ()
    """The folders of assets of its builds, the newest first."""
    files: frozenset[str] = frozenset()
    """The addresses of all that is ours."""


def read_earlier(out: Path) -> Earlier:
    """What the site in a folder says of itself."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = orjson.loads((out / PATH).read_bytes())
        folders = (name for name in found["assets"] if re.fullmatch(r"assets/[0-9a-f]{12}", name))
        return Earlier(tuple(folders), frozenset(found["files"]))
    return Earlier()


def list_carried(out: Path, earlier: Earlier, folder: str) -> Iterator[Output]:
    """The assets of the last builds, as they stand in the site; `folder` is that of the present build."""
    for name in _select_kept(earlier, folder):
        named = (address for address in earlier.files if address.startswith(f"{name}/"))
        addresses = sorted(address for address in named if not address.endswith(PACKED))
        places = {address.removeprefix(f"{name}/"): out / address for address in addresses}
        there = {each: place.read_bytes() for each, place in places.items() if place.is_file()}
        yield from list_folder(there, name)


def list_outputs(outputs: Iterable[Output], earlier: Earlier, folder: str) -> Iterator[Output]:
    """The list of all files of the site, itself among them."""
    given = {
        "assets": Input.build(list_folders(earlier, folder)),
        "files": Input.build(sorted([PATH, *(output.address for output in outputs)])),
    }
    yield Output(PATH, render_list, given)


def list_folders(earlier: Earlier, folder: str) -> list[str]:
    """The folders of assets that a site has, that of its own build first."""
    return [folder, *_select_kept(earlier, folder)]


def _select_kept(earlier: Earlier, folder: str) -> list[str]:
    """The folders of earlier builds that stay."""
    return [name for name in earlier.assets if name != folder][:BUILDS]


def render_list(assets: list[str], files: list[str]) -> bytes:
    """The list as it stands in the site."""
    return orjson.dumps({"assets": assets, "files": files}, option=orjson.OPT_INDENT_2) + b"\n"
