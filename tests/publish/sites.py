"""Sites that are built once and looked at by many tests."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from lxml import html

from build import build_checked
from catalogue.model.catalogue import Catalogue
from catalogue.publish.build import build_inputs, build_site
from catalogue.publish.kinds import api, search
from catalogue.publish.output import Output, to_bytes
from catalogue.publish.page.head import Setting
from catalogue.publish.plan import KINDS, list_outputs
from catalogue.publish.site import Site as Inputs
from catalogue.publish.write import open_site
from catalogue.read.reader import read_catalogue
from catalogue.store import Store
from tests.roots import LIGHTHOUSE, OURS

STORE = Store()
"""What sites that are built in one process share: templates, scripts and records are worked out once."""


def catalogue_of(root: Path) -> Catalogue:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    return catalogue


def build_lighthouse(folder: Path) -> Path:
    """A copy of the lighthouse catalogue in a folder, with its site, as the first build leaves it."""
    root = folder / "lighthouse"
    shutil.copytree(LIGHTHOUSE, root, ignore=shutil.ignore_patterns("site", ".cache", ".site-*"))
    assert build_checked(root, root / "site")[0] == []
    return root


def read_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def read_newest(folder: Path) -> dict[str, bytes]:
    """Every file but the assets that are kept of earlier builds, and what says that they are there."""
    files = read_files(folder)
    earlier = json.loads(files.pop("builds.json"))["assets"][1:]
    files["_headers"] = b"\n\n".join(
        rule
        for rule in files["_headers"].split(b"\n\n")
        if not any(name.encode() in rule for name in earlier)
    )
    for name in earlier:
        files["sw.js"] = files["sw.js"].replace(f" {name}".encode(), b"")
    return {path: data for path, data in files.items() if not path.startswith(tuple(earlier))}


def build(root: Path, work: Path, site_url: str = "") -> dict[str, bytes]:
    """The files of a site that is built below `work`, of which nothing was there."""
    build_site(catalogue_of(root), root, work / "site", STORE, site_url=site_url)
    return read_files(work / "site")


def inputs_of(catalogue: Catalogue, root: Path = OURS) -> Inputs:
    """What outputs can ask for, without what the shell draws: enough for all that is no page."""
    setting = Setting(name=catalogue.body.name, language=catalogue.body.language, icon="", url="")
    return Inputs(catalogue, root, STORE, setting, drawn={}, opened=frozenset())


def publish_data(root: Path) -> dict[str, bytes]:
    """The open data alone, by its path below `api/v1/`."""
    site = inputs_of(catalogue_of(root), root)
    answers = [
        *(api.answer_about_designation(site, key) for key in site.catalogue.designations),
        *(api.answer_about_qualification(site, key) for key in site.catalogue.qualifications),
        *(api.answer_about_schedule(site, key) for key in site.catalogue.schedules),
        *api.list_outputs(site),
    ]
    files = {output.address: _make(output, site) for output in answers}
    files |= {output.address: _make(output, site) for output in api.list_index(site)}
    return {path.removeprefix(api.ROOT): content for path, content in files.items()}


def _make(output: Output, site: Inputs) -> bytes:
    content = b"".join(to_bytes(output.make_content()))
    if output.trace:
        site.keep_trace(output.address, output.trace(output.address, content))
    return content


def is_page(path: str) -> bool:
    """Whether a file is a page for readers of the site, and no widget, nor an address that only leads on."""
    return path.endswith(".html") and not (
        path.startswith(("embed/", "compare/", "api/")) and path.count("/") > 1
    )


class Site:
    """A built site in memory: its catalogue, inputs, outputs and files, and its pages as documents."""

    def __init__(self, root: Path, work: Path) -> None:
        self.catalogue = catalogue_of(root)
        self.inputs = build_inputs(self.catalogue, root, STORE)
        with open_site(work / "site", b"") as writing:
            self.outputs = list_outputs(self.inputs, writing)
            writing.write(self.outputs)
        self.files = read_files(work / "site")
        self.pages = {path: data for path, data in self.files.items() if is_page(path)}
        self.parsed: dict[str, Any] = {}

    def first_round(self) -> list[Output]:
        """The outputs that follow from the catalogue alone; pages whose address of assets is still open."""
        return [output for kind in (*KINDS, search) for output in kind.list_outputs(self.inputs)]

    def page(self, url: str) -> Any:
        path = f"{url}index.html"
        if path not in self.parsed:
            self.parsed[path] = html.fromstring(self.files[path])
        return self.parsed[path]

    def text(self, url: str, part: str = "content") -> str:
        """What a reader sees of a page, or of a part of it, in one line."""
        return " ".join(self.page(url).get_element_by_id(part).text_content().split())

    def rows(self, url: str, caption: str) -> list[list[str]]:
        """The cells of a table."""
        for table in self.page(url).iter("table"):
            if " ".join(table.find("caption").text_content().split()) == caption:
                return [
                    [" ".join(cell.text_content().split()) for cell in row]
                    for row in table.find("tbody").iter("tr")
                ]
        raise AssertionError(f"{url} has no table {caption!r}")
