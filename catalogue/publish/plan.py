"""The whole site as a list of outputs, in rounds: each is listed from what the one before it left.

1. Pages, whose addresses of styles and scripts are still open, and the answers of the open data. They leave
   traces: which tags a page has, what search finds of it, the hash of an answer.
2. What is made from all of those: stylesheets from the shapes of pages, the folder of assets from styles and
   scripts, the index of search, the index of the open data.
3. The pages with the addresses filled in.

Beside them stand the assets of the last builds, for pages that were opened before; where it is asked for, all
texts compressed; and the worker that keeps the site in a browser.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from catalogue.publish.kinds import (
    api,
    assets,
    badges,
    builds,
    calculator,
    calendar,
    changes,
    compare,
    conflicts,
    ctdl,
    database,
    designations,
    developers,
    figures,
    glossary,
    headers,
    materials,
    offline,
    package,
    packed,
    pathways,
    planner,
    prose,
    qualifications,
    root,
    schedules,
    search,
    sitemap,
    sources,
    tables,
    widgets,
)
from catalogue.publish.output import Input, Output, to_bytes
from catalogue.publish.page import links
from catalogue.publish.shell import SLOTS
from catalogue.publish.site import Site
from catalogue.publish.styles.shapes import Shapes, cut_page
from catalogue.publish.styles.sheet import PARTS, build_sheet
from catalogue.publish.traces import read_neighbours, read_rows
from catalogue.publish.write import Writing

KINDS = (
    prose,
    designations,
    qualifications,
    schedules,
    sources,
    conflicts,
    figures,
    glossary,
    compare,
    pathways,
    calculator,
    planner,
    widgets,
    developers,
    changes,
    api,
    tables,
    database,
    calendar,
    ctdl,
    badges,
    package,
    materials,
    root,
)
"""The kinds of the first round: each module lists its outputs, and names the frames that they need."""
FRAMES = {name: frame for kind in (*KINDS, search) for name, frame in kind.FRAMES.items()}
TITLES = {folder: links.TITLES[kind] for kind, folder in links.FOLDERS.items()} | {
    module.FOLDER: module.TITLE for module in (compare, calculator, planner, search)
}
"""What the pages are called that others stand below, by their folders."""


def list_outputs(site: Site, writing: Writing, *, pack: bool = False) -> list[Output]:
    """Every file of the site; with `pack`, compressed ones beside them."""
    first = First(site, writing)
    for kind in KINDS:
        first.make_drafts(kind.list_outputs(site))
    pages = (output for output in first.outputs if output.sheet)
    site.rows_of_pages = [row for page in pages for row in read_rows(site.traces[page.address])]
    first.make_drafts(search.list_outputs(site))
    found = assets.index_assets(site, first.build_sheets())
    folder = assets.name_folder(found)
    outputs = [
        *(_fill(output, folder, writing) if output.sheet else output for output in first.outputs),
        *assets.list_outputs(site, found, folder),
        *builds.list_carried(writing.out, writing.earlier, folder),
        *api.list_index(site),
        *sitemap.list_outputs(site, first.outputs),
    ]
    kept = builds.list_folders(writing.earlier, folder)
    outputs += offline.list_outputs(outputs, found[offline.WORKER], kept)
    addresses = [builds.PATH, *(output.address for output in outputs)]
    outputs += headers.list_outputs(addresses, site.setting.url)
    outputs += packed.list_outputs(outputs, writing.read_written) if pack else ()
    return [*outputs, *builds.list_outputs(outputs, writing.earlier, folder)]


class First:
    """The outputs of the first round, which are made where they are not as they were.

    They are taken one after the other as their kinds list them, so that a record is read once for all of its
    outputs, and none is held.
    """

    def __init__(self, site: Site, writing: Writing) -> None:
        self.site = site
        self.writing = writing
        self.outputs: list[Output] = []
        self._shapes = {name: Shapes(read_neighbours) for name in PARTS}

    def make_drafts(self, outputs: Iterable[Output]) -> None:
        """Take some outputs: note what each leaves for later rounds, and make those that are not known."""
        for output in outputs:
            self.outputs.append(output)
            content = self._trace(output) if output.trace else self.writing.make_ahead(output)
            if output.sheet:
                trace = self.site.traces[output.address]
                self._shapes[output.sheet].add(trace, partial(_cut, self.site, output, content))

    def _trace(self, output: Output) -> bytes | None:
        """Note the trace of an output. Returns the content of one that had to be made for it."""
        trace, content = self.site.store.get("trace", output.fingerprint), None
        if trace is None:
            assert output.trace
            content = self.writing.make_draft(output)
            trace = output.trace(output.address, content)
            self.site.store.put("trace", output.fingerprint, trace)
        self.site.keep_trace(output.address, trace)
        return content

    def build_sheets(self) -> dict[str, str]:
        """The stylesheets of the pages, by their names."""
        root, colours = self.site.root, self.site.catalogue.body.colours
        return {
            name: build_sheet(name, root, colours, shapes.cut, self.site.store)
            for name, shapes in self._shapes.items()
        }


def _cut(site: Site, page: Output, content: bytes | None) -> str:
    """The cut tree of a page, of which the content may be at hand."""

    def work_out() -> bytes:
        html = content if content is not None else b"".join(to_bytes(page.make_content()))
        return cut_page(html.decode()).encode()

    return site.store.remember("cut", page.fingerprint, work_out).decode()


def _fill(page: Output, folder: str, writing: Writing) -> Output:
    """A page with the address of the assets; from its draft, if it was made in this build."""
    body = Input(page.fingerprint, partial(_read_page, page, writing))
    return Output(page.address, fill_assets, {"page": body, "folder": Input.build(folder)})


def _read_page(page: Output, writing: Writing) -> bytes:
    draft = writing.read_draft(page)
    return draft if draft is not None else b"".join(to_bytes(page.make_content()))


def fill_assets(page: bytes, folder: str) -> bytes:
    """A page that knows where its styles and scripts are."""
    return page.replace(f"assets/{SLOTS['assets']}".encode(), folder.encode())
