"""What an editor shows of our files, by a real YAML language server: one session for all questions."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator

import pytest
import yaml

from catalogue.editor.keys import render_keys
from catalogue.editor.snippets import write_snippets
from catalogue.read.reader import read_catalogue
from tests.editor.language_server import Session, open_session
from tests.roots import OURS, ROOT

DESIGNATION = "designations/ccop/designation.yml"
SCHEDULE = "designations/ccop/cpd-2017.yml"
QUALIFICATION = "designations/qualifications/1475.yml"


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("editor")
    for name, root in (("designations", OURS), ("schema", ROOT)):
        shutil.copytree(root / name, folder / name)
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    (folder / "schema/keys.json").write_bytes(render_keys(catalogue))
    own = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    schemas = {schema: [globs[0]] for schema, globs in own["yaml.schemas"].items()}
    asked = {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
    with open_session(folder, {"yaml": asked | {"schemas": schemas}}) as found:
        yield found


def read(file: str) -> str:
    return (OURS / file).read_text("utf-8")


def put(file: str, pattern: str, text: str) -> str:
    """A file of ours with one place changed; the pattern is that of its first line which fits."""
    found = re.search(pattern, read(file), re.MULTILINE)
    assert found, pattern
    return read(file)[: found.start()] + text + read(file)[found.end() :]


def test_nothing_is_marked_in_a_clean_file(session: Session) -> None:
    files = [path.relative_to(OURS).as_posix() for path in sorted(OURS.glob("designations/**/*.yml"))]
    assert len(files) > 40
    marked = session.mark_all({file: read(file) for file in files})
    assert {file: marks for file, marks in marked.items() if marks} == {}


PLACES: dict[str, tuple[str, str, str, str, str]] = {
    "source": (SCHEDULE, r"^source: ", "source: ¦\nnote: ", "ccop-page", "source: ccop-pgae:1\nnote: "),
    "conflict": (SCHEDULE, r"conflict: \S+", "conflict: ¦", "ccop-reading", "conflict: ccop-readign"),
    "condition": (
        SCHEDULE,
        r"only_if: \S+$",
        "only_if: ¦",
        "programme-approved",
        "only_if: programme-aproved",
    ),
    "qualification": (
        DESIGNATION,
        r"qualification: \{key: \d+",
        "qualification: {key: ¦",
        "93996",
        "qualification: {key: 93969",
    ),
    "reading": (DESIGNATION, r"reading: ccmg", "reading: ¦", "saqa", "reading: cmgc"),
    "designation": (DESIGNATION, r"leads_to: \[.*?\]", "leads_to: [¦]", "ccstp", "leads_to: [ccspt]"),
    "in": (SCHEDULE, r"in: cycle", "in: ¦", "year", "in: cyle"),
    "begins": (SCHEDULE, r"begins: award date", "begins: ¦", "award date", "begins: awarddate"),
    "schedule": (DESIGNATION, r"^cpd: \S+", "cpd: ¦", "ccop-2017", "cpd: ccop-2071"),
    "key": (DESIGNATION, r"^progression:", "progr¦:", "progression", "progresion:"),
}
"""File, what stands there, where the cursor is put, what must be offered, and a wrong one."""


@pytest.mark.parametrize("name", PLACES)
def test_what_may_stand_here_is_offered_and_a_wrong_one_is_marked(session: Session, name: str) -> None:
    file, pattern, cursor, offered, wrong = PLACES[name]
    assert offered in session.offer(file, put(file, pattern, cursor))
    marks = session.mark(file, put(file, pattern, wrong))
    at = put(file, pattern, wrong).split("\n")
    line = next(
        n for n, (one, other) in enumerate(zip(at, read(file).split("\n"), strict=False)) if one != other
    )
    assert any(mark["range"]["start"]["line"] <= line for mark in marks), name


@pytest.mark.parametrize(
    ("file", "pattern", "cursor", "words"),
    [
        (QUALIFICATION, r"^credits", "cred¦its", ("credits", "10 hours of learning")),
        (QUALIFICATION, r"^nqf_level", "nqf_¦level", ("NQF level, 1 to 10",)),
        (DESIGNATION, r"points_a_year", "points_¦a_year", ("CPD points", "one year")),
        (DESIGNATION, r"at_least: 18 months", "at_¦least: 18 months", ("18 months or 5 years",)),
        (SCHEDULE, r"in: cycle", "i¦n: cycle", ("The span", "last N months")),
        (SCHEDULE, r"begins: award date", "beg¦ins: award date", ("each member's own",)),
    ],
)
def test_a_key_is_explained_with_its_unit(
    session: Session, file: str, pattern: str, cursor: str, words: tuple[str, ...]
) -> None:
    said = session.explain(file, put(file, pattern, cursor))
    assert [word for word in words if word not in said] == [], said


def test_each_kind_of_record_has_a_snippet_that_is_yaml() -> None:
    snippets = json.loads(write_snippets())
    kinds = (
        "designation schedule qualification source conflict fact module unit activity category tier notice"
    )
    assert set(kinds.split()) | {"glossary term", "register record", "example", "worked profile"} <= set(
        snippets
    )
    for name, snippet in snippets.items():
        text = "\n".join(snippet["body"])
        filled = re.sub(r"\$\{\d+[:|]([^}|,]*)[^}]*\}", r"\1", text)
        assert yaml.safe_load(filled), name


def test_a_snippet_that_is_filled_in_is_marked_nowhere(session: Session) -> None:
    body = json.loads(write_snippets())["conflict"]["body"]
    values = iter("how-many 900 How?|decides ccop Ten. ccop-page 40 Said.".replace("|", " ").split())
    text = re.sub(r"\$\{[^}]*\}", lambda _: next(values), "\n".join(f"  {line}" for line in body))
    assert session.mark("designations/conflicts/cpd.yml", f"conflicts:\n{text}\n") == []
