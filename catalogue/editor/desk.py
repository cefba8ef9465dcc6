"""The form while serving: an employee finds a value and changes it; what `check` accepts is saved.

It is never part of a published site, and answers this machine alone: a request must call it by a name of this
machine, come from one of its own pages, and bring the token that those pages hold.
"""

from __future__ import annotations

import json
import secrets
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote

from jinja2 import Environment, FileSystemLoader, select_autoescape

from catalogue.editor.edit import Step
from catalogue.editor.fields import Group, describe_field, list_groups, list_suggestions, write_changes
from catalogue.model.problem import Problem
from catalogue.read.files import DATA, list_files
from catalogue.read.reader import read_catalogue

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "admin"
ADDRESS = "/admin/"
LARGEST = 200_000
"""Bytes of a form."""
MOST = 60
"""Groups that a search shows."""


class Answer(NamedTuple):
    """A page, or where to go on."""

    status: HTTPStatus
    body: str = ""
    goes_to: str = ""


@dataclass
class Desk:
    """The form for the data of one folder."""

    root: Path
    check: Callable[[Path], list[Problem]]
    """What is wrong with the data of a folder."""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    saving: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        loader = FileSystemLoader(TEMPLATES)
        self.env = Environment(loader=loader, autoescape=select_autoescape(default=True), trim_blocks=True)
        self.env.globals["encode"] = lambda path: quote(json.dumps(path))

    def answer_page(self, query: str) -> Answer:
        """The page that is asked for: all files, those groups that hold some words, a file, or a form."""
        asked = {key: values[0] for key, values in parse_qs(query).items()}
        file, words = asked.get("file", ""), asked.get("find", "").strip()
        if words:
            return self._render("list.html", groups=self._find_groups(words), words=words)
        if file not in self._list_files():
            return self._render("list.html", files=self._list_titles(), words="")
        groups = list_groups(self.root, file)
        if "at" not in asked:
            return self._render("list.html", groups=groups, words="", file=file)
        group = next((one for one in groups if json.dumps(one.path) == asked["at"]), None)
        if group is None:
            return self._render("list.html", groups=groups, words="", file=file)
        return self._render_form(group, is_saved="saved" in asked)

    def save_form(self, body: bytes) -> Answer:
        """Save what a form changes, or say why it is not saved; nothing is written then."""
        sent = {
            key: values[0]
            for key, values in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()
        }
        if not secrets.compare_digest(sent.get("token", ""), self.token):
            return Answer(HTTPStatus.FORBIDDEN, "This form is of another session: load the page again.")
        with self.saving:
            group = self._find_group(sent)
            if group is None:
                return Answer(HTTPStatus.CONFLICT, "These values stand here no more: load the page again.")
            values = [sent.get(f"new-{n}", one.text).strip() for n, one in enumerate(group.fields)]
            before = [sent.get(f"old-{n}") for n in range(len(values))]
            if before != [one.text for one in group.fields]:
                told = ["Somebody changed these values since the page was loaded: look at them again."]
                return self._render_form(group, told)
            pairs = zip(group.fields, values, strict=True)
            changed = {one.path: " ".join(value.split()) for one, value in pairs if value != one.text}
            told = self._write(group.file, changed) if changed else ["Nothing was changed."]
        if told:
            return self._render_form(group, told, values)
        at = quote(json.dumps(group.path))
        return Answer(HTTPStatus.SEE_OTHER, goes_to=f"{ADDRESS}?file={quote(group.file)}&at={at}&saved=yes")

    def _find_group(self, sent: Mapping[str, str]) -> Group | None:
        if sent.get("file") not in self._list_files():
            return None
        groups = list_groups(self.root, sent["file"])
        return next((one for one in groups if json.dumps(one.path) == sent.get("at")), None)

    def _write(self, file: str, changed: Mapping[tuple[Step, ...], str]) -> list[str]:
        """Write values into a file if all that is wrong afterwards was so before; else what is wrong."""
        path = self.root / file
        with path.open(encoding="utf-8", newline="") as opened:  # the ends of lines stay as they are
            text = write_changes(opened.read(), changed)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "body"
            ignored = shutil.ignore_patterns(".*", "site", "tests", "node_modules")
            for name in (DATA, "content", "templates"):
                if (self.root / name).is_dir():
                    shutil.copytree(self.root / name, copy / name, ignore=ignored)
            shutil.copy(self.root / "mkdocs.yml", copy)
            known = {str(one) for one in self.check(copy)}
            (copy / file).write_bytes(text.encode())
            told = [one for one in self.check(copy) if one.severity == "error" and str(one) not in known]
        if not told:
            path.write_bytes(text.encode())
        return [_describe_problem(one) for one in told]

    def _list_files(self) -> list[str]:
        return list_files(self.root)[0]

    def _list_titles(self) -> list[tuple[str, str]]:
        """Each file with what it is about."""
        titles = ((file, next(iter(list_groups(self.root, file)), None)) for file in self._list_files())
        return [(file, first.known if first and not first.path else "") for file, first in titles]

    def _find_groups(self, words: str) -> list[Group]:
        """The groups that hold all of some words, whatever their letters are."""
        wanted = words.lower().split()
        found = []
        for file in self._list_files():
            for group in list_groups(self.root, file):
                text = " ".join([group.where, *(one.text for one in group.fields)]).lower()
                if all(word in text for word in wanted):
                    found.append(group)
        return found[:MOST]

    def _render_form(
        self,
        group: Group,
        told: list[str] | None = None,
        values: list[str] | None = None,
        is_saved: bool = False,
    ) -> Answer:
        catalogue = read_catalogue(self.root)[0]
        meanings = [describe_field(group.file, one.path) for one in group.fields]
        return self._render(
            "form.html",
            HTTPStatus.UNPROCESSABLE_ENTITY if told else HTTPStatus.OK,
            group=group,
            told=told,
            values=values or [one.text for one in group.fields],
            meanings=meanings,
            lists={one.kind: list_suggestions(catalogue, one.kind) for one in meanings if one.kind},
            is_saved=is_saved,
        )

    def _render(self, template: str, status: HTTPStatus = HTTPStatus.OK, **values: Any) -> Answer:
        return Answer(status, self.env.get_template(template).render(token=self.token, **values))


def _describe_problem(problem: Problem) -> str:
    """One sentence, and how to mend it."""
    parts = [problem.what]
    if problem.expected:
        parts.append(f"Expected: {problem.expected}.")
    if problem.nearest:
        parts.append(f"Did you mean {problem.nearest}?")
    if problem.mend:
        parts.append(f"{problem.mend[:1].upper()}{problem.mend[1:]}.")
    return " ".join(parts)
