"""The reader that holds figures against the sources' own lines, on a source that is made up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from catalogue.model.base import Citation
from catalogue.model.provenance import Figure, Value, list_figures
from catalogue.model.source import Source
from catalogue.model.walk import walk_catalogue
from catalogue.read.reader import read_catalogue
from tests.provenance import KINDS, check_catalogue, check_figure, expand_lines, is_said, read_texts
from tests.roots import LIGHTHOUSE, OURS

COPY = """The plan
1 day    2 days or more
Keepers earn 35 points a year, R1 250.00 a member,
in a cycle of THREE YEARS from 12-Sep-19."""
NOTES = """# The register
[REG] = https://register.example/view?id=12345 ; [OTHER] = https://other.example/
| level [REG] | 4 |
| level [OTHER] | 7 |
## At https://pages.example/join
- the exam takes 90 minutes
## Units
10332 Keep watch: 20 credits
"""


@pytest.fixture
def texts(tmp_path: Path) -> Any:
    (tmp_path / "copy.txt").write_text(COPY, "utf-8")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "notes.md").write_text(NOTES, "utf-8")
    about: dict[str, Any] = {"title": "A source", "publisher": "Guild", "date": "undated"}
    made: dict[str, dict[str, Any]] = {
        "plan": {"copied_as": "copy.txt", "lines": 4},
        "record": {"address": "https://register.example/view?id=12345"},
        "joining": {"address": "https://pages.example/join"},
        "units": {"address": "https://register.example/units"},
        "lost": {"copied_as": "lost.txt", "lines": 9},
    }
    return read_texts(tmp_path, {key: Source.model_validate({**about, **one}) for key, one in made.items()})


def make_figure(value: Value, cited: str, *path: str) -> Figure:
    source, _, place = cited.partition(":")
    return Figure(
        ("topics", "x", *path), value, ("topics", "x"), (Citation(source=source, place=place),), False
    )


@pytest.mark.parametrize(
    ("value", "cited", "kind"),
    [
        (35, "plan:3", "lines"),
        (35, "plan:4", "differs"),
        (35, "plan:1-2", "differs"),
        (35, "plan:1, 3", "lines"),
        (Decimal(1250), "plan:3", "lines"),
        (36, "plan:4", "lines"),
        (date(2019, 9, 12), "plan:4", "lines"),
        (date(2019, 9, 13), "plan:4", "differs"),
        (4, "record:level", "notes"),
        (7, "record:level", "differs"),
        (90, "joining:exam", "notes"),
        (20, "units:unit 10332", "notes"),
        (20, "units:unit 10333", "missing"),
        (1, "lost:3", "missing"),
    ],
)
def test_a_figure_is_looked_for_where_it_is_cited(texts: Any, value: Value, cited: str, kind: str) -> None:
    assert check_figure(make_figure(value, cited), texts).kind == kind


def test_one_place_of_several_is_enough_and_what_is_ours_asks_for_none(texts: Any) -> None:
    figure = make_figure(35, "plan:1")
    both = figure._replace(source=(*figure.source, Citation(source="plan", place="3")))
    assert check_figure(both, texts).kind == "lines"
    assert check_figure(figure._replace(ours=True), texts).kind == "ours"
    assert {*KINDS} == {"lines", "notes", "ours", "differs", "missing"}


def test_how_figures_are_written() -> None:
    assert [*expand_lines("37-39, 41")] == [37, 38, 39, 41]
    assert [*expand_lines("the header")] == []
    assert is_said(make_figure(date(2017, 1, 1), "plan:1"), "for 2017-2019")
    assert not is_said(make_figure(date(2017, 1, 2), "plan:1"), "for 2017-2019")
    assert is_said(make_figure(1, "plan:1", "entries"), "must make a plan")
    assert not is_said(make_figure(1, "plan:1", "points"), "must make a plan")
    assert is_said(make_figure(Decimal("13.33"), "plan:1"), "13.33 / 40")
    assert not is_said(make_figure(13, "plan:1"), "13.33 / 40")


@pytest.mark.parametrize("root", [OURS, LIGHTHOUSE], ids=["ours", "lighthouse"])
def test_every_figure_has_a_source_or_is_marked_as_our_conclusion(root: Path, tmp_path: Path) -> None:
    catalogue, _ = read_catalogue(root)
    assert catalogue
    figures = list(list_figures(walk_catalogue(catalogue)))
    assert len(figures) > 50
    assert [one.path for one in figures if not one.ours and not one.source] == []
    assert {one.kind for one in check_catalogue(catalogue, tmp_path)} == {"ours", "missing"}
