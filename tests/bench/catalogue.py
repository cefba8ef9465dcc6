"""A catalogue to build: the real one, and as many made-up qualifications as are asked for."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.bench.records import Record, make_records, name_sources, read_shape, write_yaml
from tests.roots import OURS

PARTS = ("designations", "content", "mkdocs.yml")
"""What a body has of its own. Templates are those of the code that builds: a baseline has others."""
KEPT = ("site", ".cache", ".site-last")


def copy_catalogue(folder: Path, root: Path = OURS) -> Path:
    """The real catalogue that stands in `root`, without what is kept of earlier builds."""
    folder.mkdir(parents=True)
    for part in PARTS:
        source = root / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder


def make_catalogue(folder: Path, number: int, root: Path = OURS) -> Path:
    """The real catalogue that stands in `root`, with so many qualifications more."""
    copy_catalogue(folder, root)
    with (folder / "designations" / "sources.yml").open("a", encoding="utf-8") as sources:
        sources.write(write_yaml(dict(name_sources(number)), 2) + "\n")
    for record in make_records(number, read_shape()):
        write_record(folder, record)
    return folder


def write_record(catalogue: Path, record: Record) -> None:
    """A record into the file that has its name."""
    text = f"# Made up, to measure what building costs.\n{write_yaml(record)}\n"
    place_record(catalogue, record["qualification"]).write_text(text, "utf-8")


def place_record(catalogue: Path, key: str) -> Path:
    """The file of a qualification."""
    return catalogue / "designations" / "qualifications" / f"{key}.yml"


def retitle_unit(file: Path, edition: int) -> None:
    """An author's edit: the title of the first unit gets a number, another one at every call."""
    text = file.read_text("utf-8")
    title = re.compile(r"^(          title: .*?)(?:, edition \d+)?$", re.MULTILINE)
    file.write_text(title.sub(rf"\1, edition {edition}", text, count=1), "utf-8")
