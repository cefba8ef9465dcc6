"""The worker that keeps the site in a reader's browser for when there is no network.

It stands at the root, since a worker sees what is below its own address; `client/sw.js` tells what it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import orjson

from catalogue.publish.output import Input, Output, digest

WORKER = "sw.js"
"""Its source among the scripts, and its address in the site."""
LIST = "offline.json"
"""What it fetches before it is opened: asked for only then, so that the worker itself stays small."""
PAGES = (
    "calculator/",
    "cpd/",
    "pathways/index.html",
    "search/index.html",
    "search/entries.json",
    "search/answers.json",
    "index.html",
)
"""What the addresses begin with of pages and data that are kept before they are opened."""
NOT_KEPT = ("embed/", "card.png")
"""Of the assets: what the site's own pages do not load."""


def list_outputs(outputs: Iterable[Output], worker: bytes, folders: Sequence[str]) -> Iterator[Output]:
    """The worker and its list; `folders` are those of the assets that are there, this build's first."""
    own = f"{folders[0]}/"
    kept = sorted(
        (output for output in outputs if _is_kept(output.address, own)), key=lambda output: output.address
    )
    yield Output(
        WORKER,
        render_worker,
        {
            "worker": Input(digest(worker), lambda: worker),
            "folders": Input.build(list(folders)),
            "version": Input.build(digest(*(output.fingerprint for output in kept)).hex()[:12]),
        },
    )
    tools = [output.address.removesuffix("index.html") for output in kept]
    yield Output(LIST, render_list, {"tools": Input.build(tools)})


def _is_kept(address: str, own: str) -> bool:
    if address.startswith(own):
        return not address.removeprefix(own).startswith(NOT_KEPT)
    return address.startswith(PAGES)


def render_list(tools: list[str]) -> bytes:
    """The addresses of what is kept before it is opened, pages as folders."""
    return orjson.dumps(tools) + b"\n"


def render_worker(worker: bytes, folders: list[str], version: str) -> bytes:
    """The worker, told what there is."""
    given = {"FOLDERS": " ".join(folders), "VERSION": version}
    for name, value in given.items():
        worker = worker.replace(f"${name}".encode(), value.encode())
    return worker
