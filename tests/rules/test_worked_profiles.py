"""The worked profiles beside the criteria: both engines answer as they were worked out by hand."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from catalogue.model.worked_profile import ExpectedAnswer, WorkedProfile
from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria import judge_eligibility
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.figures import RefusedError
from catalogue.rules.pathways import find_routes
from catalogue.rules.worked_profiles import build_question, compare_answers, list_differences
from tests.kept import assert_told
from tests.roots import LIGHTHOUSE, OURS
from tests.rules.engines import write_json
from tests.rules.test_criteria_engines import answer_in_javascript

ROOTS = (OURS, LIGHTHOUSE)


@pytest.mark.parametrize("root", ROOTS, ids=["ours", "lighthouse"])
def test_the_engine_in_python_answers_as_worked_out(root: Path) -> None:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    ways = build_ladder(catalogue)
    wrong = {
        f"{key}/{name}": found
        for key, file in catalogue.profiles.items()
        for name, case in file.cases.items()
        if (found := list_differences(build_criteria(catalogue, key), ways, file, case))
    }
    assert wrong == {}


@pytest.mark.parametrize("root", ROOTS, ids=["ours", "lighthouse"])
def test_the_engine_in_javascript_answers_as_worked_out(root: Path) -> None:
    wrong = {}
    asked = list_cases(root)
    for (name, case, _), text in zip(asked, answer_in_javascript(text for *_, text in asked), strict=True):
        answers = [
            {"refused": answer["refused"]["code"]} if "refused" in answer else answer
            for answer in json.loads(text)
        ]
        assert not any("failed" in answer for answer in answers), answers
        wrong[name] = list(compare_answers(case.expect, *answers))
    assert {name: found for name, found in wrong.items() if found} == {}


def list_cases(root: Path) -> list[tuple[str, WorkedProfile, str]]:
    catalogue, _ = read_catalogue(root)
    assert catalogue
    ways = build_ladder(catalogue).model_dump(mode="json", exclude_none=True)
    found = []
    for key, file in catalogue.profiles.items():
        for name, case in file.cases.items():
            profile, day = build_question(file, case)
            told = profile.model_dump(mode="json", exclude_none=True)
            asked = {"ladder": ways, "profile": told, "to": key, "on": day.isoformat()}
            found.append((f"{key}/{name}", case, write_json(asked)))
    return found


def test_every_designation_has_worked_profiles_that_end_in_each_way() -> None:
    ours = list_cases(OURS)
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    assert len(ours) >= 40
    assert {name.partition("/")[0] for name, *_ in ours} == set(catalogue.designations)
    assert {case.expect.state for _, case, _ in ours} >= {"met", "not-met", "cannot-tell"}
    reasons = {kind for _, case, _ in ours for kinds in case.expect.because.values() for kind in kinds}
    assert reasons >= {
        *("role-unclear", "equivalent-claimed", "equivalent-refused", "held-too-short", "points-unknown"),
        *("partly-accepted", "partly-undated", "plan-past", "undated", "certificate-unknown", "silent"),
    }


@pytest.mark.parametrize("key", ["hand", "keeper", "master"])
def test_each_part_that_differs_is_told_with_what_is_expected_and_what_is_found(key: str) -> None:
    """Each worked profile is compared with the answers to the next one."""
    catalogue, _ = read_catalogue(LIGHTHOUSE)
    assert catalogue
    file, ways, asked = catalogue.profiles[key], build_ladder(catalogue), build_criteria(catalogue, key)
    names = [*file.cases]
    lines = []
    for name, other in pairwise([*names, names[0]]):
        profile, day = build_question(file, file.cases[other])
        try:
            answer, way = judge_eligibility(asked, profile, day), find_routes(ways, profile, key, day)
        except RefusedError as refused:
            answer = way = {"refused": refused.code}
        found = compare_answers(file.cases[name].expect, answer, way)
        lines += [
            f"{name} by {other}, {'/'.join(map(str, path))}: {wanted}; {given}"
            for path, wanted, given in found
        ]
    assert_told("differences", key, "\n".join(lines))


def test_a_part_that_is_not_there_and_an_answer_that_is_none_are_told() -> None:
    catalogue, _ = read_catalogue(LIGHTHOUSE)
    assert catalogue
    file = catalogue.profiles["hand"]
    profile, day = build_question(file, next(iter(file.cases.values())))
    answer = judge_eligibility(build_criteria(catalogue, "hand"), profile, day)
    way = find_routes(build_ladder(catalogue), profile, "hand", day)
    unknown = ExpectedAnswer.model_construct(parts={"guild/9": "met"})
    assert list(compare_answers(unknown, answer, way)) == [(("parts", "guild/9"), "met", "no such part")]
    refused = {"refused": "award-later"}
    assert list(compare_answers(ExpectedAnswer.model_construct(state="met"), refused, refused)) == [
        (("refused",), "an answer", "award-later")
    ]
    wrong = ExpectedAnswer.model_construct(refused="award-later")
    assert list(compare_answers(wrong, answer, way)) == [(("refused",), "award-later", "an answer")]
    assert list(compare_answers(wrong, refused, refused)) == []
