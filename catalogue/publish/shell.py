"""The only module that knows MkDocs: Markdown in, finished HTML out.

MkDocs draws the pages that people write, and one empty frame for each kind of data page. Nothing
else of it is used: no plugin, no hook, no script of the theme. It can be replaced by ProperDocs,
which has the same interface (environment variable CATALOGUE_SHELL).
"""

from __future__ import annotations

import contextlib
import datetime
import importlib
import importlib.metadata
import io
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from catalogue.model.body import Body
from catalogue.model.problem import Place, Problem
from catalogue.model.spelling import find_nearest
from catalogue.publish.output import digest
from catalogue.publish.policy import META
from catalogue.publish.refused import RefusedError
from catalogue.read.document import Document, read_document
from catalogue.store import Store
from catalogue.wording.words import format_date

ENGINES = ("mkdocs", "properdocs")
CONFIG = "mkdocs.yml"
HOME = "index.md"
NO_PAGE = "404.html"
THEME = "material"
OURS = Path(__file__).resolve().parents[2] / "templates"
SHELL = "shell"
KEYS = ("theme", "nav", "site_url")
RESTS_ON = ("mkdocs-material", "jinja2", "markdown")
EXTENSIONS = ["attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc"]
DEAD = re.compile(r"Doc file '(?P<file>[^']+)' contains an? (?:[a-z]+ )*link '(?P<target>[^']*)'")

# Where a page is poured into its frame, and where the addresses of the styles and the icon go. The characters
# around each name are of the private use area: nobody types them, and no engine changes them.
NAMES = ("title", "description", "path", "body", "assets", "icon")
SLOTS = {name: f"\ue000{name}\ue001" for name in NAMES}


@dataclass(frozen=True)
class _Job:
    """What is to be drawn, and with what."""

    root: Path
    body: Body
    staged: Mapping[str, str]
    frames: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Any]
    engine: str
    as_of: datetime.date | None = None

    def list_folders(self) -> list[Path]:
        """The folders of the shell's templates: the body's own first, then ours."""
        own = self.root / "templates" / SHELL
        return [own, OURS / SHELL] if own.is_dir() and own != OURS / SHELL else [OURS / SHELL]

    def digest(self) -> bytes:
        """A hash over everything that the drawn pages rest on."""
        templates = [path for folder in self.list_folders() for path in sorted(folder.rglob("*.html"))]
        parts: list[Any] = [
            [[name, importlib.metadata.version(name)] for name in (self.engine, *RESTS_ON)],
            Path(__file__).read_text(encoding="utf-8"),
            self.body.model_dump(mode="json"),
            dict(self.staged),
            self.settings,
            str(self.as_of),
            {name: dict(frame) for name, frame in self.frames.items()},
            [[path.name, path.read_text(encoding="utf-8")] for path in templates],
        ]
        return digest(json.dumps(parts, sort_keys=True))


def draw_pages(
    root: Path,
    body: Body,
    staged: Mapping[str, str],
    work: Path,
    frames: Mapping[str, Mapping[str, str]] | None = None,
    engine: str | None = None,
    site_url: str = "",
    store: Store | None = None,
    as_of: datetime.date | None = None,
) -> dict[str, str]:
    """Draw Markdown files (path below content/ -> text) and give the HTML by its path in the site.

    `frames` names the staged files that data pages are poured into: their HTML holds SLOTS.
    `site_url` is where the site will be published; mkdocs.yml can say it as well.
    `as_of` is the day that every page says it is of.
    Drawn pages are kept in the store and used again while nothing that they rest on changes.
    Raises RefusedError with every dead link and every fault of mkdocs.yml.
    """
    chosen = engine or os.environ.get("CATALOGUE_SHELL") or ENGINES[0]
    settings = _read_settings(root) | ({"site_url": site_url} if site_url else {})
    job = _Job(root, body, staged, frames or {}, settings, chosen, as_of)

    def work_out() -> bytes:
        return json.dumps(_draw(job, work / "shell")).encode()

    drawn = store.remember("shell", job.digest(), work_out) if store else work_out()
    return dict(json.loads(drawn))


def find_site_address(root: Path, site_url: str = "") -> str:
    """Where the site will be published, with a slash at the end; empty where nobody says it.

    Raises RefusedError with every fault of mkdocs.yml.
    """
    known = site_url or str(_read_settings(root).get("site_url") or "")
    return f"{known.rstrip('/')}/" if known else ""


def _read_settings(root: Path) -> dict[str, Any]:
    """The theme and navigation of mkdocs.yml; everything else comes from the body's own data."""
    document = read_document(root / CONFIG, root)
    if document.problems:
        raise RefusedError(document.problems)
    if not isinstance(document.value, dict):
        raise RefusedError([Problem(Place(CONFIG), "This file holds no settings.", check="shell")])
    unknown = [key for key in document.value if key not in KEYS]
    if unknown:
        raise RefusedError(_explain_unknown_setting(document, key) for key in unknown)
    return document.value


def _explain_unknown_setting(document: Document, key: str) -> Problem:
    return Problem(
        document.places[(key,)],
        f"`{key}` has no place in {CONFIG}: names and colours come from body.yml, and no plugin is used.",
        expected=f"one of {', '.join(KEYS)}",
        nearest=find_nearest(key, KEYS),
        check="shell",
    )


def _find(path: Path, name: str, word: str) -> Place:
    """The first place of a word in a file; the whole file where it does not stand there as such."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if word in line:
                return Place(name, number, line.index(word) + 1)
    return Place(name)


def _draw(job: _Job, work: Path) -> dict[str, str]:
    shutil.rmtree(work, ignore_errors=True)
    docs, site = work / "docs", work / "site"
    for name, text in job.staged.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    with _hear_engine(job.engine) as said:
        _build(job, docs, site)
    if said:
        raise RefusedError(_make_problem(job.root, message) for message in said)
    pages = (path for path in sorted(site.rglob("*.html")) if path.relative_to(site).parts[0] != "assets")
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in pages}


def _build(job: _Job, docs: Path, site: Path) -> None:
    """Run the engine. What it objects to reaches its log, which `_hear_engine` hears."""
    base = importlib.import_module(f"{job.engine}.config.base")
    build = importlib.import_module(f"{job.engine}.commands.build")
    exceptions = importlib.import_module(f"{job.engine}.exceptions")
    folders = job.list_folders()
    config = _build_config(job, docs, site, folders[0])
    try:
        loaded = base.load_config(io.BytesIO(b"{}"), config_file_path=str(job.root / CONFIG), **config)
        # The shell is whole in itself: the theme's ten thousand files are not even looked through.
        loaded.theme.dirs[:] = map(str, folders)
        loaded.theme.static_templates &= {NO_PAGE}
        build.build(loaded)
    except click.ClickException as error:
        if not isinstance(error, exceptions.Abort):  # which has said why before
            logging.getLogger(job.engine).error("%s", error.format_message())


def _build_config(job: _Job, docs: Path, site: Path, templates: Path) -> dict[str, Any]:
    """The engine's settings: the theme and navigation of mkdocs.yml, all else from us."""
    theme = job.settings.get("theme") or THEME
    theme = theme if isinstance(theme, dict) else {"name": theme}
    pages = sorted((name for name in job.staged if "/" not in name), key=lambda name: (name != HOME, name))
    return {
        "nav": pages,
        **job.settings,
        "site_name": f"{job.body.abbreviation} Designation Catalogue",
        "docs_dir": str(docs),
        "site_dir": str(site),
        "theme": {"language": "en", "font": False, **theme, "custom_dir": str(templates)},
        "plugins": [],
        "markdown_extensions": EXTENSIONS,
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "warn"),
        },
        "extra": {
            "body": job.body,
            "slots": SLOTS,
            "frames": job.frames,
            "as_of": _tell_day(job.as_of),
            "policy": META,
        },
    }


def _tell_day(day: datetime.date | None) -> dict[str, str] | None:
    """A day for programs and for people."""
    return {"day": day.isoformat(), "said": format_date(day)} if day else None


@contextlib.contextmanager
def _hear_engine(engine: str) -> Iterator[list[str]]:
    """Hear the engine's warnings instead of letting it print them."""
    said: list[str] = []

    class Hear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, ear = logging.getLogger(engine), Hear(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(ear)
    try:
        yield said
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagate


def _make_problem(root: Path, message: str) -> Problem:
    """A warning of the engine as a problem, at the place that it speaks of."""
    if match := DEAD.match(message):
        name = f"content/{match['file']}"
        return Problem(
            _find(root / name, name, match["target"]),
            f"The link `{match['target']}` leads nowhere.",
            mend="name a file of content/, or a record by its key: {{ link('...') }}",
            check="shell",
        )
    named = [word for word in re.findall(r"'([^']+)'", message) if word not in KEYS]
    place = _find(root / CONFIG, CONFIG, named[0]) if named else Place(CONFIG)
    return Problem(place, message.rstrip(".") + ".", check="shell")
