"""The only module that knows MkDocs: Markdown in, finished HTML out.

MkDocs draws the pages that people write, and one empty frame for each kind of data page. Nothing
else of it is used: no plugin, no hook, no script of the theme. It can be replaced by ProperDocs,
which has the same interface (environment variable CATALOGUE_SHELL).
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.metadata
import io
import json
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import yaml

from catalogue.model.body import Body
from catalogue.model.problem import Place, Problem
from catalogue.model.spelling import nearest
from catalogue.publish.refused import RefusedError

ENGINES = ("mkdocs", "properdocs")
CONFIG = "mkdocs.yml"
OURS = Path(__file__).resolve().parents[1] / "templates"
SHELL = "shell"
KEYS = ("theme", "nav", "site_url")
EXTENSIONS = ["attr_list", "def_list", "md_in_html", "sane_lists", "tables", "toc"]
DEAD = re.compile(r"Doc file '(?P<file>[^']+)' contains an? \S+ ?link '(?P<target>[^']*)'")

# Where a page is poured into its frame, and where the address of the styles goes. The characters
# around each name are of the private use area: nobody types them, and no engine changes them.
SLOTS = {
    name: f"\ue000{name}\ue001"
    for name in ("title", "description", "path", "here", "body", "assets")
}


def draw(
    root: Path,
    body: Body,
    staged: Mapping[str, str],
    work: Path,
    frames: Mapping[str, Mapping[str, str]] | None = None,
    engine: str | None = None,
) -> dict[str, str]:
    """Draw Markdown files (path below content/ -> text) and give the HTML by its path in the site.

    `frames` names the staged files that data pages are poured into: their HTML holds SLOTS.
    Drawn pages are kept in `root`/.cache and used again while nothing that they rest on changes.
    Raises RefusedError with every dead link and every fault of mkdocs.yml.
    """
    engine = engine or os.environ.get("CATALOGUE_SHELL", ENGINES[0])
    settings = _settings(root)
    known = _fingerprint(root, body, staged, settings, frames or {}, engine)
    kept = root / ".cache" / "shell.json"
    if (pages := _kept(kept, known)) is not None:
        return pages
    pages = _draw(root, body, staged, work, settings, frames or {}, engine)
    _keep(kept, known, pages)
    return pages


def _settings(root: Path) -> dict[str, Any]:
    """The theme and navigation of mkdocs.yml; everything else comes from the body's own data."""
    path = root / CONFIG
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(
            [Problem(Place(CONFIG), f"This file cannot be read: {error}.", check="shell")]
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(CONFIG, mark.line + 1, mark.column + 1) if mark else Place(CONFIG)
        what = f"This is not YAML: {getattr(error, 'problem', error)}."
        raise RefusedError([Problem(place, what, check="shell")]) from None
    if not isinstance(found, dict):
        raise RefusedError([Problem(Place(CONFIG), "This file holds no settings.", check="shell")])
    unknown = [key for key in found if key not in KEYS]
    if unknown:
        raise RefusedError(_unknown_setting(path, str(key)) for key in unknown)
    return found


def _unknown_setting(path: Path, key: str) -> Problem:
    return Problem(
        _find(path, CONFIG, key),
        f"`{key}` has no place in {CONFIG}: names and colours come from body.yml, and no plugin is used.",
        expected=f"one of {', '.join(KEYS)}",
        nearest=nearest(key, KEYS),
        check="shell",
    )


def _find(path: Path, name: str, word: str) -> Place:
    """The first place of a word in a file; the whole file where it does not stand there as such."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if word in line:
                return Place(name, number, line.index(word) + 1)
    return Place(name)


def _fingerprint(
    root: Path,
    body: Body,
    staged: Mapping[str, str],
    settings: Mapping[str, Any],
    frames: Mapping[str, Mapping[str, str]],
    engine: str,
) -> str:
    """A hash over everything that drawn pages rest on."""
    parts: list[Any] = [
        [engine, importlib.metadata.version(engine), importlib.metadata.version("mkdocs-material")],
        Path(__file__).read_text(encoding="utf-8"),
        body.model_dump(mode="json"),
        dict(staged),
        settings,
        {name: dict(frame) for name, frame in frames.items()},
        [
            [path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")]
            for folder in _folders(root)
            for path in sorted(folder.rglob("*.html"))
        ],
    ]
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _folders(root: Path) -> list[Path]:
    """The folders of the shell's templates: the body's own first, then ours."""
    return [folder for folder in (root / "templates" / SHELL, OURS / SHELL) if folder.is_dir()]


def _kept(path: Path, known: str) -> dict[str, str] | None:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["of"] == known:
            return dict(kept["pages"])
    return None


def _keep(path: Path, known: str, pages: Mapping[str, str]) -> None:
    """Keep what was drawn. A folder that cannot be written only costs time at the next build."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_text(json.dumps({"of": known, "pages": dict(pages)}), encoding="utf-8")
        beside.replace(path)


def _draw(
    root: Path,
    body: Body,
    staged: Mapping[str, str],
    work: Path,
    settings: Mapping[str, Any],
    frames: Mapping[str, Mapping[str, str]],
    engine: str,
) -> dict[str, str]:
    docs, site = work / "shell" / "docs", work / "shell" / "site"
    shutil.rmtree(work / "shell", ignore_errors=True)
    for name, text in staged.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    with _listening(engine) as said:
        _build(engine, root, docs, site, body, settings, frames)
    if said:
        raise RefusedError(_problem(root, level_message) for level_message in said)
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in _pages(site)}


def _pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "assets" not in path.relative_to(site).parts[:1])


def _build(
    engine: str,
    root: Path,
    docs: Path,
    site: Path,
    body: Body,
    settings: Mapping[str, Any],
    frames: Mapping[str, Mapping[str, str]],
) -> None:
    """Run the engine. What it objects to reaches its log, which `_listening` reads."""
    base = importlib.import_module(f"{engine}.config.base")
    build = importlib.import_module(f"{engine}.commands.build")
    exceptions = importlib.import_module(f"{engine}.exceptions")
    theme = settings.get("theme") or {"name": "material"}
    theme = dict(theme) if isinstance(theme, dict) else {"name": theme}
    ours, *others = _folders(root)
    config = {
        **settings,
        "site_name": f"{body.abbreviation} Designation Catalogue",
        "docs_dir": str(docs),
        "site_dir": str(site),
        "theme": {"language": "en", "font": False, **theme, "custom_dir": str(ours)},
        "plugins": [],
        "markdown_extensions": EXTENSIONS,
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "warn"),
        },
        "extra": {"body": body, "slots": SLOTS, "frames": frames},
    }
    file = io.BytesIO(b"{}")
    try:
        loaded = base.load_config(file, config_file_path=str(root / CONFIG), **config)
        loaded.theme.dirs[1:1] = map(str, others)
        build.build(loaded)
    except click.ClickException as error:  # Abort has said why before
        if not isinstance(error, exceptions.Abort):
            logging.getLogger(engine).error("%s", error.format_message())


@contextlib.contextmanager
def _listening(engine: str) -> Iterator[list[str]]:
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


def _problem(root: Path, message: str) -> Problem:
    """A warning of the engine as a problem, at the place that it speaks of."""
    if match := DEAD.match(message):
        name = f"content/{match['file']}"
        return Problem(
            _find(root / name, name, match["target"]),
            f"The link `{match['target']}` leads nowhere.",
            mend="name a file of content/, or a record by its key: {{ link('...') }}",
            check="shell",
        )
    word = next(iter(re.findall(r"'([^']+)'", message)), "")
    return Problem(_find(root / CONFIG, CONFIG, word or "\0"), message.rstrip(".") + ".", check="shell")
