"""The worked examples beside the schedules: both engines answer as they were worked out by hand."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from catalogue.model.example import Example, ExampleFile
from catalogue.read.reader import read_catalogue
from catalogue.rules.examples import build_question, compare_answer, list_differences
from catalogue.rules.figures import RefusedError
from catalogue.rules.kernel import build_kernel
from catalogue.rules.points import assess
from tests.kept import assert_told
from tests.roots import CATALOGUES, LIGHTHOUSE, OURS
from tests.rules.engines import Case, answer_in_javascript

ROOTS = (OURS, LIGHTHOUSE)


def list_cases(root: Path) -> list[tuple[str, ExampleFile, Example, Case]]:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    found = []
    for key, file in catalogue.examples.items():
        judge = build_kernel(catalogue.schedules[key])
        for name, example in file.cases.items():
            log, options = build_question(file, example)
            case = {
                "kernel": judge.model_dump(mode="json", exclude_none=True),
                "log": [entry.model_dump(mode="json", exclude_none=True) for entry in log],
                "options": options.model_dump(mode="json", exclude_none=True),
            }
            found.append((f"{key}/{name}", file, example, case))
    return found


@pytest.mark.parametrize("root", ROOTS, ids=["ours", "lighthouse"])
def test_the_engine_in_python_answers_as_worked_out(root: Path) -> None:
    catalogue, _ = read_catalogue(root)
    assert catalogue
    wrong = {
        name: list(list_differences(build_kernel(catalogue.schedules[file.examples]), file, example))
        for name, file, example, _ in list_cases(root)
    }
    assert {name: found for name, found in wrong.items() if found} == {}


@pytest.mark.parametrize("root", ROOTS, ids=["ours", "lighthouse"])
def test_the_engine_in_javascript_answers_as_worked_out(root: Path) -> None:
    all_ = list_cases(root)
    wrong = {}
    for (name, _, example, _), text in zip(
        all_, answer_in_javascript(case for *_, case in all_), strict=True
    ):
        answer = json.loads(text)
        if "refused" in answer:
            answer = {"refused": answer["refused"]["code"]}
        assert "failed" not in answer, answer
        wrong[name] = list(compare_answer(example.expect, answer))
    assert {name: found for name, found in wrong.items() if found} == {}


def test_there_are_examples_on_both_sides_of_every_boundary() -> None:
    ours = [name for name, *_ in list_cases(OURS)]
    assert len(ours) >= 40
    assert len({name.partition("/")[0] for name in ours}) == 2


@pytest.mark.parametrize(
    ("root", "key"),
    [
        *((LIGHTHOUSE, key) for key in ("hand-2020", "keeper-2021", "master-2018")),
        (CATALOGUES / "engineers", "chartered-2009"),
    ],
    ids=lambda one: getattr(one, "name", one),
)
def test_each_part_that_differs_is_told_with_what_is_expected_and_what_is_found(root: Path, key: str) -> None:
    """Each example is compared with the answer to the next one, also to one in which nothing is planned."""
    catalogue, _ = read_catalogue(root)
    assert catalogue
    file, kernel = catalogue.examples[key], build_kernel(catalogue.schedules[key])
    names = [*file.cases]
    lines = []
    for name, other in pairwise([*names, names[0]]):
        try:
            answer = assess(kernel, *build_question(file, file.cases[other]))
        except RefusedError as refused:
            answer = {"refused": refused.code}
        found = compare_answer(file.cases[name].expect, answer)
        lines += [
            f"{name} by {other}, {'/'.join(map(str, path))}: {wanted}; {given}"
            for path, wanted, given in found
        ]
    assert_told("differences", key, "\n".join(lines))


def test_where_nothing_is_planned_the_answer_with_plans_is_the_answer() -> None:
    """Of one that plans 150 are expected with its plans; of the other, which plans nothing, 100 are there."""
    catalogue, _ = read_catalogue(CATALOGUES / "engineers")
    assert catalogue
    file, kernel = catalogue.examples["chartered-2009"], build_kernel(catalogue.schedules["chartered-2009"])
    answer = assess(kernel, *build_question(file, file.cases["a-day-later"]))
    found = {
        path: (wanted, given) for path, wanted, given in compare_answer(file.cases["planned"].expect, answer)
    }
    assert (found["total",], found["with_plans", "total"]) == (("75", "100"), ("150", "100"))
