"""The walls of the design: who may import whom, and what may not be said where."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue.read.reader import read_catalogue
from tests.roots import ROOT

CODE = ROOT / "catalogue"

# Each part of the package, and what it may never import.
FORBIDDEN = {
    "model": ("catalogue.read", "catalogue.checks", "catalogue.rules", "catalogue.publish", "yaml", "jinja2"),
    "rules": (
        "catalogue.publish",
        "catalogue.read",
        "jinja2",
        "time",
        "pathlib",
        "os",
        "yaml",
    ),
    "checks": ("catalogue.publish", "catalogue.read", "yaml"),
    "read": ("catalogue.publish", "catalogue.checks"),
}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("part", FORBIDDEN)
def test_no_part_imports_what_lies_behind_its_wall(part: str) -> None:
    files = list((CODE / part).rglob("*.py"))
    assert files
    through = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imports(path)
        if any(name == wall or name.startswith(f"{wall}.") for wall in FORBIDDEN[part])
    ]
    assert through == []


def test_only_the_shell_knows_mkdocs() -> None:
    knowing = {
        path.relative_to(CODE).as_posix()
        for path in CODE.rglob("*.py")
        if any(name.split(".")[0] in ("mkdocs", "properdocs") for name in imports(path))
        or re.search(r"[\"'](mkdocs|properdocs)[\"']", path.read_text("utf-8"))
    }
    assert knowing == {"publish/shell.py"}


def test_rules_read_no_clock() -> None:
    for path in (CODE / "rules").rglob("*.py"):
        text = path.read_text("utf-8")
        assert "today()" not in text, path
        assert "now()" not in text, path


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return listed.stdout.splitlines()


def test_only_data_content_documentation_and_tests_name_the_body() -> None:
    catalogue, _ = read_catalogue(ROOT)
    assert catalogue
    own = ("designations/", "content/", "docs/", "tests/", "schema/keys.json")
    naming = [
        name
        for name in tracked()
        if not name.startswith(own)
        and not name.endswith(".md")
        and (ROOT / name).is_file()
        and catalogue.body.body.encode() in (ROOT / name).read_bytes().lower()
    ]
    assert naming == []


def test_scripts_make_no_html_and_no_script_of_text() -> None:
    """So a page needs no trusted types: what somebody wrote stays text wherever it is put."""
    acts = re.compile(
        r"\.(?:inner|outer)HTML\s*\+?=(?!=)|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
        r"|setHTML|createContextualFragment|javascript:"
    )
    scripts = sorted((ROOT / "client").rglob("*.js"))
    assert len(scripts) > 50
    assert [path.name for path in scripts if acts.search(path.read_text("utf-8"))] == []


def test_lock_files_name_no_address() -> None:
    locks = [ROOT / name for name in tracked() if name.endswith((".lock", "package-lock.json"))]
    assert len(locks) == 5
    assert [lock.name for lock in locks if "://" in lock.read_text("utf-8")] == []
    for lock in (lock for lock in locks if lock.suffix == ".lock"):
        pinned = [line for line in lock.read_text("utf-8").splitlines() if line[:1].isalpha()]
        assert all("==" in line for line in pinned)
        assert lock.read_text("utf-8").count("--hash=sha256:") >= len(pinned)
