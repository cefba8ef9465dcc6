"""Every HTML page of the site, and its stylesheet.

The shell draws the pages that people write and one frame for each kind of data page. Each data
page is one Jinja2 template, rendered straight to HTML and poured into the frame of its kind.
Two runs over the same catalogue give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment

from catalogue.model.catalogue import Catalogue
from catalogue.publish import Files
from catalogue.publish.kinds import calculator, compare, embed, planner, search, widgets
from catalogue.publish.kinds import pathways as ways
from catalogue.publish.kinds.card import card
from catalogue.publish.page import facts, links
from catalogue.publish.page.content import stage
from catalogue.publish.page.finish import finished
from catalogue.publish.page.frame import Frame
from catalogue.publish.page.head import CARD, Meta
from catalogue.publish.page.templates import environment, told
from catalogue.publish.refused import RefusedError
from catalogue.publish.scripts.files import scripts, stable
from catalogue.publish.shell import SLOTS, address, draw
from catalogue.publish.styles import sheet as styles

# Kind of record -> the template of its page, and of the list of all of them.
TEMPLATES = {
    "designations": ("designation.html", "designations.html"),
    "qualifications": ("qualification.html", "qualifications.html"),
    "schedules": ("schedule.html", "cpd.html"),
    "sources": ("source.html", "sources.html"),
    "conflicts": (None, "conflicts.html"),
    "glossary": (None, "glossary.html"),
}

# What the list of a kind says of itself among search results.
LISTS = {
    "designations": "Every designation of {name}, from the lowest to the highest, with level and CPD.",
    "qualifications": "Every qualification that the designations of {name} ask for, with level and credits.",
    "schedules": "The CPD that each designation of {name} asks of its holders, and what earns it.",
    "sources": "Every source of the facts about the designations of {name}, with all that rests on it.",
    "conflicts": "Where sources on {name} contradict each other: every reading, the adopted one, and why.",
    "glossary": "What the words on the pages of {name} mean: CPD, cycle, NQF level, credit and others.",
}


def pages(catalogue: Catalogue, root: Path, work: Path, site_url: str = "") -> Files:
    """Yield every page. `work` is a folder to draw in; `root` holds content/ and mkdocs.yml.

    `site_url` is where the site will be published, if mkdocs.yml does not say it.

    Raises RefusedError when prose or mkdocs.yml is at fault.
    """
    env = environment(root, catalogue)
    staged, problems = stage(catalogue, root, env)
    if problems:
        raise RefusedError(problems)
    with told(root):
        drawn = draw(root, catalogue.body, staged | _empty(staged), work, _frames(), site_url=site_url)
        made = {
            path: finished(html, path, catalogue) for path, html in _poured(catalogue, env, staged, drawn)
        }
        made |= embed.page(env, catalogue, drawn, address(root, site_url))
        found = search.entries(catalogue, _no_records(catalogue, made))
        made |= _search(env, catalogue, found, drawn)
        shown = embed.in_elements(env, catalogue, address(root, site_url))
        framed = embed.in_frames(env, catalogue, address(root, site_url))
        meta = Meta(catalogue, made, address(root, site_url))
    made = meta.described()
    sheet = styles.stylesheet(root, catalogue.body.colours, made.values())
    assets = {"site.css": sheet.encode()} | scripts() | {search.INDEX: search.index(found)}
    loader = assets.pop(widgets.LOADER)
    assets |= embed.assets(root, catalogue, assets, shown.values(), framed.values())
    if meta.site_url:
        assets[CARD] = card(catalogue.body.colours, len(catalogue.designations))
    folder = styles.folder(assets)
    icon = styles.icon(catalogue.body)
    for path, html in made.items():
        yield path, html.replace(f"assets/{SLOTS['assets']}", folder).replace(SLOTS["icon"], icon).encode()
    for name, content in assets.items():
        yield f"{folder}/{name}", content
    yield from stable(folder)
    yield from embed.files(shown | framed, loader, catalogue, folder)
    yield from widgets.oembed(catalogue, meta.site_url)
    yield from meta.files()


def _frames() -> dict[str, dict[str, str]]:
    """The Markdown files that data pages are poured into, with the list each kind belongs to."""
    lists = {f"{folder}.md": {"up": ""} for folder in (*links.FOLDERS.values(), search.PAGE)}
    records = {
        f"{links.FOLDERS[kind]}/frame.md": {"up": f"{links.FOLDERS[kind]}/", "up_title": links.TITLES[kind]}
        for kind, (template, _) in TEMPLATES.items()
        if template
    }
    own = compare.frames() | calculator.frames() | embed.frames() | planner.frames() | ways.frames()
    return lists | records | own


def _empty(staged: dict[str, str]) -> dict[str, str]:
    """The frames that no prose opens."""
    return {name: "" for name in _frames() if name not in staged}


def _poured(
    catalogue: Catalogue, env: Environment, staged: dict[str, str], drawn: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Every page by its path: those that were drawn whole, then lists and records in their frames."""
    framed = {links.file(f"/{name.removesuffix('.md')}/") for name in _frames()}
    for path, html in drawn.items():
        if path not in framed:
            yield path, html
    for kind, (one, many) in TEMPLATES.items():
        folder = links.FOLDERS[kind]
        opened = bool(staged.get(f"{folder}.md", "").strip())
        frame = Frame.of(drawn[f"{folder}/index.html"])
        yield f"{folder}/index.html", _list(env, catalogue, kind, many, frame, opened)
        if one:
            frame = Frame.of(drawn[f"{folder}/frame/index.html"])
            yield from _records(env, catalogue, kind, one, frame)
    opened = bool(staged.get(f"{compare.FOLDER}.md", "").strip())
    yield from compare.comparisons(env, catalogue, drawn, opened)
    yield from ways.ways(env, catalogue, drawn)
    opened = bool(staged.get(f"{calculator.FOLDER}.md", "").strip())
    yield from calculator.calculators(env, catalogue, drawn, opened)
    opened = bool(staged.get(f"{planner.FOLDER}.md", "").strip())
    yield from planner.planner(env, catalogue, drawn, opened)


def _list(
    env: Environment, catalogue: Catalogue, kind: str, template: str, frame: Frame, opened: bool
) -> str:
    """The list of a kind. Prose of content/ with the same name stands before it (`opened`)."""
    title = links.TITLES[kind]
    return frame.pour(
        title=escape(title),
        description=escape(LISTS[kind].format(name=catalogue.body.abbreviation)),
        path=f"{links.FOLDERS[kind]}/",
        here=escape(title),
        body=env.get_template(template).render(opened=opened),
    )


def _no_records(catalogue: Catalogue, made: dict[str, str]) -> dict[str, str]:
    """The pages that are no record's own."""
    own = {
        links.file(links.address(kind, key))
        for kind, (template, _) in TEMPLATES.items()
        if template
        for key in getattr(catalogue, kind)
    }
    own |= compare.paths(catalogue) | calculator.paths(catalogue) | ways.paths(catalogue)
    return {path: html for path, html in made.items() if path not in own}


def _search(
    env: Environment, catalogue: Catalogue, found: list[search.Entry], drawn: dict[str, str]
) -> dict[str, str]:
    """The page of search: everything from A to Z, for readers without scripts and for those who browse."""
    path, title = links.file(f"/{search.PAGE}/"), search.WORDS["search"]
    html = Frame.of(drawn[path]).pour(
        title=escape(title),
        description=escape(f"{search.WORDS['all']}: {catalogue.body.summary}"),
        path=f"{search.PAGE}/",
        here=escape(title),
        body=env.get_template("search.html").render(says=search.WORDS, letters=search.letters(found)),
    )
    return {path: finished(html, path, catalogue)}


def _records(
    env: Environment, catalogue: Catalogue, kind: str, template: str, frame: Frame
) -> Iterator[tuple[str, str]]:
    page = env.get_template(template)
    for key, record in getattr(catalogue, kind).items():
        url = links.address(kind, key)
        yield (
            links.file(url),
            frame.pour(
                title=escape(_title(kind, record)),
                description=escape(_description(kind, record, catalogue)),
                path=url.lstrip("/"),
                here=escape(facts.title((kind, key), catalogue)),
                body=page.render(key=key, it=record),
            ),
        )


def _title(kind: str, record: Any) -> str:
    """What tells a page from all others: two qualifications can share a title."""
    match kind:
        case "designations":
            return f"{record.title} ({record.abbreviation})"
        case "qualifications" if record.nlrd_id:
            return f"{record.title} ({record.nlrd_id})"
        case "sources":
            return f"Source: {record.title}"
    return str(record.title)


def _description(kind: str, record: Any, catalogue: Catalogue) -> str:
    """A sentence that stands alone in a list of search results."""
    match kind:
        case "designations":
            return f"{record.title} ({record.abbreviation}). {record.summary}"
        case "qualifications":
            number = f" ({record.nlrd_id})" if record.nlrd_id else ""
            size = f", {record.credits} credits" if record.credits is not None else ""
            what = f"{record.title}{number}: NQF level {record.nqf_level}{size}."
            return f"{what} Its register record, its parts, and the designations that ask for it."
        case "schedules":
            return f"{record.title}: what each activity earns, and what must be reached."
    return f"{record.title}, {record.publisher}: every fact of the catalogue that rests on it."
