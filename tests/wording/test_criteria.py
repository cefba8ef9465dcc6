"""Criteria read aloud: each kind of thing that can be asked, as somebody would say it."""

from __future__ import annotations

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.publish.page.links import format_title
from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria_kernel import build_criteria
from catalogue.wording import aloud
from catalogue.wording.criteria import CriteriaWords, write_in_sentence
from tests.roots import OURS

SAID = {
    "ccsup": [
        "18 months or more as contact centre brand ambassador or in equivalent work",
        "more than 6 months leading a contact centre team",
        "if you hold the CCBA: ask {body}, its rule is not published",
    ],
    "ccop": [
        "18 months or more as team leader or in equivalent work",
        "12 months or more of generic management in a contact centre",
        "if you hold the CCSUP: at least 25 points in the 12 months before you apply. "
        "If you hold the CCBA: ask {body}, its rule is not published",
    ],
    "ccstp": ["5 years or more as contact centre manager or in equivalent work"],
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, problems = read_catalogue(OURS)
    assert found, problems
    return found


def list_said(key: str, catalogue: Catalogue) -> list[str]:
    return [one.format(body=catalogue.body.abbreviation) for one in SAID[key]]


@pytest.mark.parametrize("key", SAID)
def test_time_as_somebody_and_time_in_a_kind_of_work(key: str, catalogue: Catalogue) -> None:
    leaves = catalogue.designations[key].awarding[0].to_apply.list_leaves()
    said = [aloud.describe_leaf(leaf, catalogue) for leaf in leaves]
    assert set(list_said(key, catalogue)) <= set(said), said


@pytest.mark.parametrize("key", SAID)
def test_the_planner_and_the_command_line_say_the_same(key: str, catalogue: Catalogue) -> None:
    told, tree = CriteriaWords(catalogue), build_criteria(catalogue, key).readings[0].tree
    said = [told.describe_part(part) for part in tree.parts]
    time_in_work = [
        one for one in list_said(key, catalogue) if " as " not in one
    ]  # roles go by several names there
    assert set(time_in_work) <= set(said), said


def test_a_role_in_a_sentence_begins_small_and_letters_stay() -> None:
    assert write_in_sentence("Contact/call centre Team Leader") == "contact/call centre team leader"
    assert write_in_sentence("MIS Analyst") == "MIS analyst"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Credit", "credit"),
        ("NQF level", "NQF level"),
        ("Board Exam", "Board Exam"),
        ("CPD year", "CPD year"),
    ],
)
def test_a_name_keeps_its_capitals(title: str, said: str) -> None:
    assert format_title(title) == said
