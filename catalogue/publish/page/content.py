"""content/*.md through Jinja2: prose that quotes figures and links records by key.

Every problem of every file comes out in one run, with its line. A link that prose makes begins at
the site's root; `links.to_relative` turns it to the page it stands on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType

import orjson
from jinja2 import TemplateSyntaxError

from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Place, Problem
from catalogue.model.walk import digest_few
from catalogue.publish.output import digest
from catalogue.publish.page import links
from catalogue.publish.page.prose import Prose, UnknownWordError, read_page, to_markdown
from catalogue.publish.page.templates import Templates
from catalogue.read.document import format_path
from catalogue.read.files import is_clutter
from catalogue.read.folder import walk_folder
from catalogue.read.unseen import UNSEEN
from catalogue.store import Store

FOLDER = "content"
FILLED = "prose"
"""The kind of what is kept: the qualifications that all pages asked for, by digest, and the pages."""
HOME = "index.md"
LEAST = "write it: a line `# Title` and a sentence are enough"
ACTIVE = re.compile("script|style|iframe|frame|object|embed|link|meta|base|form|svg|math|template")
"""HTML that does more than mark text: the site's policy would stop it, and here its author is told."""
ACTING = re.compile(r"(?:" + r"\s*".join("javascript") + r"|" + r"\s*".join("vbscript") + r"|data)\s*:", re.I)
"""Addresses that act, or hold a page of their own, however they are spaced."""
ATTRIBUTE = re.compile(r"\{:?[^{}\n]*?\b(on\w+|style)\s*=")
"""An attribute that Markdown gives to what stands before it."""
LINK = re.compile(r"(?:\]\(|\]:|<)\s*<?\s*([^\s)>]+)")
"""Where Markdown has the address of a link."""


def render_prose(
    catalogue: Catalogue, root: Path, store: Store | None = None, rests_on: bytes = b""
) -> tuple[dict[str, str], list[Problem]]:
    """The Markdown of every page that people write, by its path below content/.

    A topic without a page gets one, and a topic whose page does not show all its facts gets them at
    the end, so that each fact stands somewhere. Raises nothing for bad input.

    `store` keeps the pages while nothing changes that they show; `rests_on` is a digest of the templates.
    """
    store = store or Store()
    texts: dict[str, str] = {}
    paths, problems = _list_files(root)
    problems += _find_alike(paths, root)
    for path in paths:
        name = path.relative_to(root / FOLDER).as_posix()
        text, found = _read(path, root, catalogue)
        found += _check_html(text, f"{FOLDER}/{name}")
        problems += found
        if not found:
            texts[name] = text
    if not problems and HOME not in texts:
        problems.append(_make_problem(Place(f"{FOLDER}/{HOME}"), "The home page is missing.", mend=LEAST))
    known_by = digest(rests_on, digest_few(catalogue), str(catalogue.as_of), repr(texts))
    if not problems and (known := _find_filled(catalogue, store, known_by)) is not None:
        return known, []
    prose = Prose(catalogue, Templates(root, catalogue.body, store))
    filled: dict[str, str] = {}
    for name, text in texts.items():
        prose.here = name
        filled[name], found = _render(text, f"{FOLDER}/{name}", prose)
        problems += found
    if not problems:
        _add_topics(filled, prose)
        asked = {key: catalogue.find_summary(key).digest.hex() for key in prose.asked}
        store.put(FILLED, known_by, orjson.dumps([asked, filled]))
    return filled, sorted(problems)


def _find_filled(catalogue: Catalogue, store: Store, known_by: bytes) -> dict[str, str] | None:
    """The pages that are kept, if each qualification that they asked for whole is as it was."""
    asked: dict[str, str]
    filled: dict[str, str]
    asked, filled = orjson.loads(store.get(FILLED, known_by) or b"[{}, null]")
    same = all(catalogue.find_summary(key).digest.hex() == found for key, found in asked.items())
    return filled if same else None


def _list_files(root: Path) -> tuple[list[Path], list[Problem]]:
    """Everything in content/ that claims to be a page, also a folder or a link of that name."""
    found, problems = walk_folder(root / FOLDER, root)
    shown = (path for path in found if not is_clutter(path.name))
    pages = (path for path in shown if path.is_symlink() or not path.is_dir() or path.suffix == ".md")
    return sorted(pages), problems


def _find_alike(paths: list[Path], root: Path) -> list[Problem]:
    """Files whose addresses differ in capitals alone: on many a machine the one would replace the other."""
    first = {path.as_posix().lower(): path for path in reversed(paths)}
    alike = (path for path in paths if first[path.as_posix().lower()] != path)
    what, mend = "Another page has this name, but for capitals.", "give the file another name"
    return [_make_problem(Place(format_path(path, root)), what, mend=mend) for path in alike]


def _read(path: Path, root: Path, catalogue: Catalogue) -> tuple[str, list[Problem]]:
    place = Place(format_path(path, root))
    what = mend = ""
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root / FOLDER)):
        what, mend = f"This is a link that leads out of {FOLDER}/.", "put the text itself here"
    elif not path.name.isprintable():
        what, mend = "The name of this file cannot be an address.", "name it in plain letters"
    elif path.suffix != ".md":
        what, mend = f"Only Markdown files are published from {FOLDER}/.", "name it .md, or take it out"
    elif path.exists() and not (path.is_file() or path.is_dir()):
        what, mend = "This is not a plain file.", "put a Markdown file here"
    elif _is_taken(path.relative_to(root / FOLDER), catalogue):
        what, mend = "The page of a record has this address.", "give the file another name"
    else:
        try:
            return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), []
        except UnicodeDecodeError as error:
            what, mend = f"Byte {error.start + 1} is not UTF-8.", "save the file as UTF-8"
        except OSError as error:
            what, mend = f"This cannot be read: {error.strerror}.", "put a Markdown file here"
    return "", [_make_problem(place, what, mend=mend)]


class _Tags(HTMLParser):
    """Which tags, attributes and addresses of a text act, with line and column: as a browser reads tags."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[int, int, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what acts. The names are in small letters already, the values without entities."""
        acts = [name for name, _ in attrs if name.startswith("on") or name == "style"]
        acts += [at[0] for _, value in attrs if value and (at := ACTING.match(value.strip()))]
        line, column = self.getpos()
        self.found += [(line - 1, column, what) for what in ([tag] if ACTIVE.fullmatch(tag) else acts)]

    def set_cdata_mode(self, elem: str, **more: bool) -> None:
        """Read on behind a script that begins: it is told, and what follows it as well."""


def _check_html(text: str, name: str) -> list[Problem]:
    """Every place where prose holds HTML, or a character, that has no place in it."""
    found = _Tags(text).found
    for line, said in enumerate(text.split("\n")):
        links_to = ((at.start(1), ACTING.match(unescape(at[1]))) for at in LINK.finditer(said))
        found += [(line, column, acts[0]) for column, acts in links_to if acts]
        found += [(line, at.start(1), at[1]) for at in ATTRIBUTE.finditer(said)]
        found += [(line, at.start(), f"U+{ord(at[0]):04X}") for at in UNSEEN.finditer(said)]
    return [
        _make_problem(
            Place(name, line + 1, column + 1),
            f"`{what}` has no place in prose.",
            mend="say it in Markdown; looks belong to templates/, scripts to client/",
        )
        for line, column, what in sorted(set(found))
    ]


def _is_taken(name: Path, catalogue: Catalogue) -> bool:
    """Whether a data page, or the frame of its kind, has the address of a file of prose."""
    folder, _, key = name.with_suffix("").as_posix().rpartition("/")
    kind = next((kind for kind, known in links.FOLDERS.items() if known == folder), None)
    return kind is not None and (key == "frame" or key in getattr(catalogue, kind))


def _render(text: str, name: str, prose: Prose) -> tuple[str, list[Problem]]:
    """Render a page. After each problem what caused it is left out and the rest tried, to find them all."""
    lines = text.split("\n")
    problems: list[Problem] = []
    for _ in range(len(lines) + 1):
        try:
            return read_page("\n".join(lines), prose).render(), problems
        except Exception as error:  # prose can fail in any way: 1 / 0, a wrong argument, no end of a loop
            line = _find_line(error)
            problems.append(_explain_failure(error, name, line, lines))
            if not 0 < line <= len(lines) or not _can_go(lines[line - 1], error):
                break
            lines[line - 1] = _drop_word(lines[line - 1], getattr(error, "word", ""))
    return "", problems


def _can_go(line: str, error: Exception) -> bool:
    """Whether the rest of a page can be tried without a line: not without a loop's beginning or end."""
    return "{{" in line and "{%" not in line and "Unexpected end of template" not in str(error)


def _drop_word(line: str, word: str) -> str:
    """A line whose expression with a word in it is blanked, so that columns stay; else nothing of it."""
    spot = re.compile(r"\{\{(?:(?!\}\}).)*?" + re.escape(word) + r"(?:(?!\}\}).)*\}\}")
    return spot.sub(lambda found: " " * len(found[0]), line, count=1) if word and spot.search(line) else ""


def _find_line(error: Exception) -> int:
    """The line of the page that an error comes from; 0 where none is known."""
    if isinstance(error, TemplateSyntaxError):
        return error.lineno
    return next(
        (line for line, frame in _list_lines(error.__traceback__) if "__jinja_exception__" in frame), 0
    )


def _list_lines(trace: TracebackType | None) -> Iterator[tuple[int, dict[str, object]]]:
    while trace:
        yield trace.tb_lineno, trace.tb_frame.f_globals
        trace = trace.tb_next


def _explain_failure(error: Exception, name: str, line: int, lines: list[str]) -> Problem:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    word = error.word if isinstance(error, UnknownWordError) else ""
    at = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])" if word else r"\{[{%]", text)
    place = Place(name, line, at.start() + 1 if at else 1) if line else Place(name)
    if isinstance(error, UnknownWordError):
        return _make_problem(place, str(error), nearest=error.nearest)
    if opened := _find_unclosed(lines[:line]):
        at_fault, column = opened
        what = "`{{` is opened here and not closed."
        return _make_problem(Place(name, at_fault, column), what, mend="write `}}` behind what is asked for")
    said = str(getattr(error, "message", None) or error).rstrip(".")
    return _make_problem(place, f"This cannot be filled in: {said}.")


def _find_unclosed(lines: list[str]) -> tuple[int, int] | None:
    """Line and column of the first `{{` that no `}}` follows on its line."""
    for number, line in enumerate(lines, 1):
        last = line.rfind("{{")
        if last >= 0 and "}}" not in line[last:]:
            return number, last + 1
    return None


def _make_problem(place: Place, what: str, nearest: str = "", mend: str = "") -> Problem:
    return Problem(place, what, nearest=nearest, mend=mend, check="content")


def _add_topics(staged: dict[str, str], prose: Prose) -> None:
    """See to it that every topic has a page, and that all its facts stand there."""
    for key, topic in prose.catalogue.topics.items():
        name = prose.here = f"{key}.md"
        if name not in staged:
            staged[name] = f"# {to_markdown(topic.title)}\n\n{prose.write_facts(key, folded=False)}\n"
        elif (name, key) not in prose.shown:
            staged[name] += f"\n\n## Facts and sources\n\n{prose.write_facts(key)}\n"
