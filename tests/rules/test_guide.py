"""Every possibility of a schedule (docs/schedules.md): its examples hold in both engines; none is missing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalogue import checks
from catalogue.checks import examples_hold, rules_have_an_answer, schedule_rules
from catalogue.editor.guide import GuideExample, read_chapters
from catalogue.model.base import Record, Sourced
from catalogue.model.schedule import MEASURES, Bound, Schedule, Selection
from catalogue.model.steps import walk_below
from catalogue.read.reader import read_catalogue
from catalogue.rules.examples import build_question, compare_answer
from catalogue.rules.kernel import build_kernel
from tests.kept import assert_told
from tests.roots import LIGHTHOUSE
from tests.rules.engines import Case, answer_in_javascript

CATALOGUE = read_catalogue(LIGHTHOUSE)[0]
ALL = {
    f"{chapter.title}: {example.title}": example
    for chapter in read_chapters()
    for example in chapter.examples
}
HOLD = {name: example for name, example in ALL.items() if not example.refused}
REFUSED = {name: example for name, example in ALL.items() if example.refused}


def build_case(example: GuideExample, name: str) -> Case:
    log, options = build_question(example.file, example.file.cases[name])
    return {
        "kernel": build_kernel(example.schedule).model_dump(mode="json", exclude_none=True),
        "log": [entry.model_dump(mode="json", exclude_none=True) for entry in log],
        "options": options.model_dump(mode="json", exclude_none=True),
    }


@pytest.mark.parametrize("name", HOLD)
def test_an_example_passes_the_checks_and_holds_in_python(name: str) -> None:
    assert CATALOGUE
    schedule, file = HOLD[name].schedule, HOLD[name].file
    assert file.cases
    one = replace(CATALOGUE, schedules={schedule.schedule: schedule}, examples={schedule.schedule: file})
    found = [*schedule_rules.check(one), *rules_have_an_answer.check(one), *examples_hold.check(one)]
    assert [str(problem) for problem in found] == []


def test_every_example_holds_in_javascript() -> None:
    asked = [(name, number) for name, example in HOLD.items() for number in example.file.cases]
    answers = answer_in_javascript(build_case(HOLD[name], number) for name, number in asked)
    wrong = {}
    for (name, number), text in zip(asked, answers, strict=True):
        answer = json.loads(text)
        if "refused" in answer:
            answer = {"refused": answer["refused"]["code"]}
        assert "failed" not in answer, answer
        wrong[name, number] = list(compare_answer(HOLD[name].file.cases[number].expect, answer))
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_told_by_name_with_its_line(name: str, lighthouse: Path) -> None:
    path = lighthouse / "designations/hand/cpd-refused.yml"
    path.write_text(yaml.safe_dump(REFUSED[name].whole, sort_keys=False), "utf-8")
    catalogue, problems = read_catalogue(lighthouse)
    told = [str(problem) for problem in (checks.run_checks(catalogue) if catalogue else problems)]
    here = [said for said in told if re.match(r"designations/hand/cpd-refused\.yml:\d+:\d+: error", said)]
    assert any(REFUSED[name].refused in said for said in here), told
    assert_told("refused", name, "\n".join(told))


def list_given() -> Iterator[tuple[str, Any]]:
    """Every key of every record that the examples write, with its value."""
    for example in HOLD.values():
        for _, value in walk_below((), example.schedule):
            if isinstance(value, Record):
                yield from ((f"{type(value).__name__}.{key}", inner) for key, inner in value.items())


def list_keys(kind: type[Record], seen: set[type[Record]]) -> Iterator[str]:
    """Every key of a record and of the records inside it, those of every fact left out."""
    if kind in seen:
        return
    seen.add(kind)
    for name, field in kind.model_fields.items():
        if name not in Sourced.model_fields:
            yield f"{kind.__name__}.{name.rstrip('_')}"
        for inner in re.findall(r"catalogue\.model\.schedule\.(\w+)", str(field.annotation)):
            found = getattr(__import__("catalogue.model.schedule", fromlist=[inner]), inner)
            yield from list_keys(found, seen) if issubclass(found, Record) else ()


# Keys that change no figure; data.md says what they hold.
WORDS = {
    *(
        "Category.number",
        "Schedule.retired",
        "Schedule.history",
        "Schedule.unexplained",
        "Schedule.not_published",
    ),
    *("Activity.everyday", "Condition.says", "Declared.approved_by", "Tier.printed", "Verdict.begins"),
}


def test_every_key_that_changes_a_figure_is_shown() -> None:
    shown = {key for key, value in list_given() if value not in (False, {})}
    asked = set(list_keys(Schedule, set()))
    assert len(asked) > 70
    assert asked - WORDS - shown == set()


def list_bounds(kind: str) -> list[Bound]:
    return [
        rule.bound for example in HOLD.values() for rule in example.schedule.list_rules() if rule.kind == kind
    ]


@pytest.mark.parametrize(
    ("kind", "windows"),
    [
        ("limit", {"entry", "day", "year", "cycle", "months", "years"}),
        ("demand", {"year", "cycle", "months", "years"}),
    ],
)
def test_maximums_and_minimums_are_shown_in_every_measure_window_and_selection(
    kind: str, windows: set[str]
) -> None:
    bounds = list_bounds(kind)
    assert {bound.measure for bound in bounds} == set(MEASURES)
    assert {bound.in_.split()[-1] for bound in bounds} == windows
    assert {bound.for_each for bound in bounds} >= {None, "choice", "topic", "fields"}
    assert {bound.amount.of for bound in bounds} >= {None, "log", "total"}
    assert any(bound.when for bound in bounds)
    chosen = {
        key
        for bound in bounds
        for _, value in walk_below((), bound)
        if isinstance(value, Selection)
        for key, _ in value.items()
    }
    assert chosen >= {"all", "activity", "topic"}
    owners = [
        rule for example in HOLD.values() for rule in example.schedule.list_rules() if rule.kind == kind
    ]
    assert any(rule.activity for rule in owners)
    assert any(rule.category and not rule.activity for rule in owners)


def test_every_mechanism_left_out_on_purpose_is_refused() -> None:
    named = [example.refused for example in REFUSED.values() if "left out on purpose" in example.refused]
    assert len(named) == 5


def test_no_two_examples_have_one_heading() -> None:
    titles = [
        title
        for chapter in read_chapters()
        for title in (chapter.title, *(e.title for e in chapter.examples))
    ]
    assert len(set(titles)) == len(titles)
