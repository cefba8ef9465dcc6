"""One checked catalogue to one finished site."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from catalogue.code import digest_code, digest_files
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.model.search import PageAddress
from catalogue.model.spelling import find_nearest
from catalogue.model.steps import walk_below
from catalogue.origin import Origin
from catalogue.publish.kinds.prose import list_titles
from catalogue.publish.output import digest
from catalogue.publish.page import links
from catalogue.publish.page.content import render_prose
from catalogue.publish.page.head import HOME, Setting
from catalogue.publish.page.templates import list_strangers, refuse_template_faults
from catalogue.publish.plan import FRAMES, TITLES, list_outputs
from catalogue.publish.refused import RefusedError
from catalogue.publish.shell import OURS, draw_pages, find_site_address
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import draw_icon
from catalogue.publish.write import Writing, open_site
from catalogue.store import Store


def build_site(
    catalogue: Catalogue,
    root: Path,
    out: Path,
    store: Store,
    commit: str = "none",
    site_url: str = "",
    *,
    pack: bool = False,
    origin: Origin | None = None,
) -> Writing:
    """Write the whole site to `out`; with `pack`, its texts compressed as well.

    `origin` is all that the site follows from, where nothing is wrong with it: it is noted beside the site.

    Returns the writing, which knows what was made anew.

    Raises RefusedError when prose, a template or mkdocs.yml is at fault, and what `open_site` raises;
    whatever goes wrong, the last site stays as it was.
    """
    with refuse_template_faults(root), open_site(out, digest_code(), origin) as writing:
        site = build_inputs(catalogue, root, store, commit, site_url)
        writing.write(list_outputs(site, writing, pack=pack))
    return writing


def build_inputs(
    catalogue: Catalogue, root: Path, store: Store, commit: str = "none", site_url: str = ""
) -> Site:
    """What outputs can ask for: the catalogue, and what the shell has drawn.

    Raises RefusedError when prose or mkdocs.yml is at fault.
    """
    rests_on = digest(digest_files(root / "templates", "*.html"), digest_files(OURS, "*.html"))
    staged, problems = render_pages(catalogue, root, store, rests_on)
    if problems:
        raise RefusedError(problems)
    drawn = _draw(catalogue, root, staged, store, site_url)
    titles = list_titles(drawn)
    setting = Setting(
        name=titles[HOME],
        language=catalogue.body.language,
        icon=draw_icon(catalogue.body),
        url=find_site_address(root, site_url),
        as_of=str(catalogue.as_of or ""),
    )
    return Site(
        catalogue,
        root,
        store,
        setting,
        drawn,
        opened=frozenset(name for name, text in staged.items() if text.strip()),
        commit=commit,
        rests_on=rests_on,
        titles=titles | {links.find_file(f"/{folder}/"): title for folder, title in TITLES.items()},
        framed=frozenset(links.find_file(f"/{name.removesuffix('.md')}/") for name in FRAMES),
    )


def render_pages(
    catalogue: Catalogue, root: Path, store: Store | None = None, rests_on: bytes = b""
) -> tuple[dict[str, str], list[Problem]]:
    """The Markdown of every page that people write, and what is wrong with it or leads to no page.

    `store` keeps it; `rests_on` is a digest of the templates.
    """
    if strangers := [*list_strangers(root)]:
        return {}, strangers
    staged, problems = render_prose(catalogue, root, store, rests_on)
    return staged, [*problems, *(() if problems else _list_astray(catalogue, staged))]


def _list_astray(catalogue: Catalogue, staged: Mapping[str, str]) -> Iterator[Problem]:
    """Where words of search, or of what changed, lead to a page that is not there."""
    files = [name for name in {*FRAMES, *staged} if not name.endswith("frame.md")]
    known = sorted(f"/{links.find_page(name)}" for name in files)
    led = [*walk_below(("search",), catalogue.search), *walk_below(("changes",), catalogue.changes)]
    for path, value in led:
        if isinstance(value, PageAddress) and value not in known:
            place, what = catalogue.find_place(*path), f"There is no page `{value}`."
            yield Problem(place, what, nearest=find_nearest(value, known), check="content")


def _draw(
    catalogue: Catalogue, root: Path, staged: Mapping[str, str], store: Store, site_url: str
) -> dict[str, str]:
    """What the shell draws: the pages that people write, and the frames, of which some open with prose."""
    empty = {name: "" for name in FRAMES if name not in staged}
    with tempfile.TemporaryDirectory() as work:
        return draw_pages(
            root,
            catalogue.body,
            {**staged, **empty},
            Path(work),
            FRAMES,
            site_url=site_url,
            store=store,
            as_of=catalogue.as_of,
        )
