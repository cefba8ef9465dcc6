"""Sites that are built once and looked at by many tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import html

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.pages import pages
from catalogue.read.reader import read_catalogue

ROOT = Path(__file__).resolve().parents[2]
LIGHTHOUSE = ROOT / "tests" / "catalogues" / "lighthouse"


def catalogue_of(root: Path) -> Catalogue:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    return catalogue


def is_page(path: str) -> bool:
    """Whether a file is a page for readers of the site, and no widget: that is a part of others' pages."""
    return path.endswith(".html") and not (path.startswith("embed/") and path.count("/") > 1)


class Site:
    """A built site in memory: its catalogue and files, and its pages as documents."""

    def __init__(self, root: Path, work: Path) -> None:
        self.catalogue = catalogue_of(root)
        self.files = dict(pages(self.catalogue, root, work))
        self.pages = {path: data for path, data in self.files.items() if is_page(path)}
        self.parsed: dict[str, Any] = {}

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
