"""The whole site as a list of outputs, in rounds: each is listed from what the one before it left.

1. Pages, whose addresses of styles and scripts are still open, and the answers of the open data. They leave
   traces: which tags a page has, what search finds of it, the hash of an answer.
2. What is made from all of those: stylesheets from the shapes of pages, the folder of assets from styles and
   scripts, the index of search, the index of the open data.
3. The pages with the addresses filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from catalogue.publish.kinds import (
    api,
    assets,
    calculator,
    compare,
    conflicts,
    designations,
    glossary,
    headers,
    pathways,
    planner,
    prose,
    qualifications,
    schedules,
    search,
    sitemap,
    sources,
    widgets,
)
from catalogue.publish.output import Input, Output, in_bytes
from catalogue.publish.page import links
from catalogue.publish.shell import SLOTS
from catalogue.publish.site import Site
from catalogue.publish.styles.shapes import Shapes, cut_page
from catalogue.publish.styles.sheet import PARTS, compose_sheet
from catalogue.publish.traces import read_neighbours, read_rows
from catalogue.publish.write import Writing

PAGES = (
    prose,
    designations,
    qualifications,
    schedules,
    sources,
    conflicts,
    glossary,
    compare,
    pathways,
    calculator,
    planner,
    widgets,
)
"""Every kind of page; each module says which frames of the shell it needs, and lists its pages."""
FRAMES = {name: frame for kind in (*PAGES, search) for name, frame in kind.FRAMES.items()}
TITLES = {folder: links.TITLES[kind] for kind, folder in links.FOLDERS.items()} | {
    module.FOLDER: module.TITLE for module in (compare, calculator, planner, search)
}
"""What the pages are called that others stand below, by their folders."""


def list_outputs(site: Site, writing: Writing) -> Iterator[Output]:
    """Every file of the site. What leaves a trace is made on the way, where its trace is not known."""
    shapes = {name: Shapes() for name in PARTS}
    pages = [page for kind in PAGES for page in kind.list_pages(site)]
    _draft_pages(site, writing, pages, shapes)
    site.rows_of_pages = [row for page in pages for row in read_rows(site.traces[page.address])]
    letters = list(search.list_pages(site))
    _draft_pages(site, writing, letters, shapes)
    found = assets.collect_assets(site, _compose_sheets(site, shapes))
    folder = assets.name_folder(found)
    outputs = [
        *(_fill(page, folder, writing) for page in (*pages, *letters)),
        *assets.list_files(site, found, folder),
        *qualifications.list_files(site),
        *_list_answers(site, writing),
        *search.list_files(site),
        *widgets.list_files(site),
        *sitemap.list_files(site, (*pages, *letters)),
    ]
    yield from outputs
    yield from headers.list_files(output.address for output in outputs)


def _draft_pages(site: Site, writing: Writing, pages: Iterable[Output], shapes: dict[str, Shapes]) -> None:
    """See to it that the trace of each page is known, and add its shape to those of its stylesheet."""
    for page in pages:
        content = _trace(site, writing, page)
        cut = partial(_cut, site, page, content)
        shapes[page.sheet].add(read_neighbours(site.traces[page.address]), cut)


def _trace(site: Site, writing: Writing, output: Output) -> bytes | None:
    """Note the trace of an output. Returns the content of one that had to be made for it."""
    trace, content = site.store.get("trace", output.fingerprint), None
    if trace is None:
        assert output.trace
        content = writing.draft(output)
        trace = output.trace(output.address, content)
        site.store.put("trace", output.fingerprint, trace)
    site.note_trace(output.address, trace)
    return content


def _cut(site: Site, page: Output, content: bytes | None) -> str:
    """The cut tree of a page, of which the content may be at hand."""

    def work_out() -> bytes:
        html = content if content is not None else b"".join(in_bytes(page.content()))
        return cut_page(html.decode()).encode()

    return site.store.remember("cut", page.fingerprint, work_out).decode()


def _compose_sheets(site: Site, shapes: dict[str, Shapes]) -> dict[str, str]:
    colours = site.catalogue.body.colours
    return {
        name: compose_sheet(name, site.root, colours, found.cut, site.store) for name, found in shapes.items()
    }


def _list_answers(site: Site, writing: Writing) -> Iterator[Output]:
    """The open data, then the index of it."""
    for answer in api.list_files(site):
        if answer.trace:
            _trace(site, writing, answer)
        yield answer
    yield from api.list_index(site)


def _fill(page: Output, folder: str, writing: Writing) -> Output:
    """A page with the address of the assets; from its draft, if it was made in this build."""
    body = Input(page.fingerprint, partial(_read_page, page, writing))
    return Output(page.address, fill_assets, {"page": body, "folder": Input.of(folder)})


def _read_page(page: Output, writing: Writing) -> str:
    draft = writing.read_draft(page)
    return draft if draft is not None else b"".join(in_bytes(page.content())).decode()


def fill_assets(page: str, folder: str) -> str:
    """A page that knows where its styles and scripts are."""
    return page.replace(f"assets/{SLOTS['assets']}", folder)
