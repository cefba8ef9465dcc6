"""Every figure of the catalogue against the sources' own lines: python -m tests.provenance FOLDER

The folder holds the texts of sources: copies under the name that `copied_as` gives, whose lines are cited
by number, and notes (`*.md`) on pages of which no copy is kept. To a source belong the sections of notes that
name its address; lines with a label for that address (`[SAQA] = https://...`) or with its number in the
register, and all below a heading with one; and lines with such a number where a citation names it.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from catalogue.model.base import Citation
from catalogue.model.catalogue import Catalogue
from catalogue.model.provenance import Figure, list_figures
from catalogue.model.source import Source
from catalogue.model.walk import walk_catalogue
from catalogue.read.reader import read_catalogue

WORDS = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
)
MONTHS = re.findall(r"\w+", "jan feb mar apr may jun jul aug sep oct nov dec")
NUMBER = re.compile(r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
LABEL = re.compile(r"(\[\w+\]|\b\w+)`?\s*=\s*(https?://\S+)")
ID = re.compile(r"\d{5,}")


KINDS = {
    "lines": "stand in the lines that are cited",
    "notes": "in notes on their source",
    "ours": "are our conclusions",
    "differs": "do not stand where they are cited",
    "missing": "rest on a source that is not at hand",
}


class Finding(NamedTuple):
    """What the sources say of a figure."""

    figure: Figure
    kind: str
    """One of KINDS."""
    said: str
    """What stands at the places that are cited."""


class Texts(NamedTuple):
    """The texts of the sources that are at hand, by the sources' keys."""

    copies: Mapping[str, list[str]]
    notes: Mapping[str, str]
    pages: Sequence[str]
    """All notes, whatever they are on."""

    def find_text(self, cited: Citation) -> tuple[str, str] | None:
        """How a place is known, and what stands there; None where nothing of its source is at hand."""
        lines = self.copies.get(cited.source)
        if lines is not None:
            numbers = list(expand_lines(cited.place))
            return "lines", "\n".join(lines[n - 1] for n in numbers or range(1, len(lines) + 1))
        own = [
            line
            for page in self.pages
            for line in page.split("\n")
            if _is_named(line, ID.findall(cited.place))
        ]
        found = "\n".join([self.notes[cited.source], *own])
        return ("notes", found) if found.strip() else None


def expand_lines(place: str) -> Iterator[int]:
    """Every line of a place such as `15`, `37-41` or `40, 51`; none where it is named in words."""
    if re.fullmatch(r"[\d,\s-]+", place):
        for first, last in re.findall(r"(\d+)(?:-(\d+))?", place):
            yield from range(int(first), int(last or first) + 1)


def read_texts(folder: Path, sources: Mapping[str, Source]) -> Texts:
    """The copies and notes in a folder and those below it."""
    files = {path.name: path for path in folder.rglob("*") if path.is_file()}
    copies = {
        key: files[one.copied_as].read_text("utf-8").split("\n")
        for key, one in sources.items()
        if one.copied_as and one.copied_as in files
    }
    pages = [path.read_text("utf-8") for name, path in sorted(files.items()) if name.endswith(".md")]
    notes = {key: "\n".join(_list_notes(one, pages)) for key, one in sources.items() if key not in copies}
    return Texts(copies, notes, pages)


def _list_notes(source: Source, pages: Iterable[str]) -> Iterator[str]:
    """The lines of notes that belong to a source."""
    for page in pages if source.address else ():
        names = list(_list_names(source, page))
        for section in re.split(r"\n(?=#)", page):
            lines = section.split("\n")
            whole = _is_named(LABEL.sub("", section), [str(source.address)]) or _is_named(lines[0], names)
            yield from (line for line in lines if whole or _is_named(line, names))


def _list_names(source: Source, page: str) -> Iterator[str]:
    """What a page of notes calls a source, beside its address."""
    yield from (label for label, address in LABEL.findall(page) if address == source.address)
    yield from ID.findall(f"{source.address}"[-10:])
    yield from re.findall(rf"({ID.pattern})[ a-z]* {re.escape(str(source.address))}", page)


def _is_named(text: str, names: Iterable[str]) -> bool:
    return any(re.search(rf"(?<![\w/]){re.escape(name)}(?![\w/?])", text) for name in names)


def is_said(figure: Figure, text: str) -> bool:
    """Whether a text holds a figure.

    It stands there in digits or in words; months also as years, the first and last day of a year by the year
    alone, and one entry of something as "a" thing.
    """
    value, numbers = figure.value, set(_list_numbers(text))
    if isinstance(value, date):
        by_year = (value.month, value.day) in ((1, 1), (12, 31)) and value.year in numbers
        return by_year or value in set(_list_days(text))
    counted = re.findall(r"(\S+)[ -]years?", text, re.IGNORECASE)
    years = {12 * number for number in _list_numbers(" ".join(counted))}
    one = {1} if "entries" in figure.path and re.search(r"\ban? ", text) else set()
    return Decimal(value) in numbers | years | one


def _list_numbers(text: str) -> Iterator[Decimal]:
    for number in NUMBER.findall(text):
        yield Decimal(re.sub("[ ,]", "", number))
        yield from (Decimal(part) for part in re.split("[ ,]", number))
    yield from (Decimal(WORDS.index(word)) for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS)


def _list_days(text: str) -> Iterator[date]:
    for year, month, day in re.findall(r"(\d{4})-(\d\d)-(\d\d)", text):
        yield date(int(year), int(month), int(day))
    for day, name, year in re.findall(r"(\d{1,2})[ -]([A-Z][a-z]{2})[a-z]*[ -](\d{4}|\d\d)\b", text):
        if name.lower() in MONTHS:
            yield date(int(f"20{year}"[-4:]), MONTHS.index(name.lower()) + 1, int(day))


def check_figure(figure: Figure, texts: Texts) -> Finding:
    """A figure against what stands at the places cited for it."""
    if figure.ours:
        return Finding(figure, "ours", "")
    found = [place for cited in figure.source if (place := texts.find_text(cited))]
    for kind, text in found:
        if is_said(figure, text):
            return Finding(figure, kind, "")
    return Finding(figure, "differs" if found else "missing", "\n".join(text for _, text in found))


def check_catalogue(catalogue: Catalogue, folder: Path) -> list[Finding]:
    """Every figure of a catalogue."""
    texts = read_texts(folder, catalogue.sources)
    return [check_figure(figure, texts) for figure in list_figures(walk_catalogue(catalogue))]


def main(root: Path, folder: Path) -> int:
    """Print what was found; 1 where a figure stands at no place that is cited for it."""
    catalogue, problems = read_catalogue(root)
    if catalogue is None:
        print(*problems, sep="\n")
        return 1
    found = check_catalogue(catalogue, folder)
    for one in found:
        if one.kind in ("differs", "missing"):
            cited = "; ".join(map(str, one.figure.source)) or "nothing"
            print(f"{'.'.join(map(str, one.figure.path))}: {one.figure.value} is not at {cited} ({one.kind})")
    counts = Counter(one.kind for one in found)
    told = ", ".join(f"{counts[kind]} {what}" for kind, what in KINDS.items())
    print(f"{len(found)} figures: {told}.")
    return int(counts["differs"] > 0)


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1], Path(sys.argv[1])))
