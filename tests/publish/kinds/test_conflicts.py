"""Where the sources disagree: every question on one page, by what hangs on it and whom it is about."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.publish.kinds.conflicts import find_designations
from tests.publish.sites import Site


def read_text(element: Any) -> str:
    """The text of an element, with single spaces."""
    return " ".join(element.text_content().split())


def test_every_question_stands_with_its_answer_and_opens_to_all_readings(site: Site) -> None:
    document = site.page("conflicts/")
    for key, conflict in site.catalogue.conflicts.items():
        panel = document.get_element_by_id(key)
        closed, text = read_text(panel.getprevious()), read_text(panel)
        assert panel.getparent().tag == "details", "a link to the question opens it"
        assert closed.startswith(f"{conflict.question} [{conflict.number}] ")
        assert f"{'Our conclusion' if conflict.is_ours else 'We follow'}: {conflict.reply}" in closed
        assert ("If we are wrong:" in closed) == (conflict.weight == "decides")
        for reading in conflict.readings:
            assert reading.says in text
        assert conflict.why in text


def test_what_a_reading_is_called_says_whether_it_is_print(ours: Site) -> None:
    document = ours.page("conflicts/")

    def list_labels(key: str) -> list[str]:
        return [dt.text_content() for dt in document.get_element_by_id(key).iter("dt")]

    assert list_labels("ccop-reading") == ["We follow", "Also printed", "Why"]
    assert list_labels("ccsup-matric") == ["We follow", "Not mentioned", "Why"]
    assert list_labels("windows") == ["Our conclusion", "Could also mean", "Why"]


def test_questions_stand_by_weight_and_only_the_record_is_folded(site: Site) -> None:
    document = site.page("conflicts/")
    for key, conflict in site.catalogue.conflicts.items():
        around = [it.tag for it in document.get_element_by_id(key).iterancestors() if it.tag == "details"]
        assert len(around) == (2 if conflict.weight == "record" else 1)
        if conflict.weight != "record":
            assert document.get_element_by_id(conflict.weight).xpath(f".//*[@id='{key}']")


def test_the_heading_of_what_is_not_settled_counts_the_answers_that_are_ours(ours: Site) -> None:
    found = [it for it in ours.catalogue.conflicts.values() if it.weight == "open" and it.is_ours]
    text = read_text(ours.page("conflicts/").get_element_by_id("open"))
    assert f"No source says it, or it says too little. {len(found)} of these answers are ours" in text


@pytest.mark.parametrize(
    ("key", "about"),
    [
        ("ccop-qualifications", ("ccop",)),  # not the designations that ask for the same qualifications
        ("ccop-minimums", ("ccop",)),
        ("in-house", ("ccsup", "ccop")),  # by the schedules
        ("ccba-experience", ("ccba",)),
        ("visa-level", ()),
        ("joining-order", ()),
        ("dates-99687", ()),
        ("board-exam", ()),  # all of them by name
    ],
)
def test_a_question_is_about_the_designations_that_it_asks_about(
    ours: Site, key: str, about: tuple[str, ...]
) -> None:
    assert find_designations(ours.catalogue, ours.catalogue.conflicts[key]) == about


def test_a_choice_of_designation_leaves_what_is_about_all(ours: Site) -> None:
    document = ours.page("conflicts/")
    choices = [it.get("class") for it in document.xpath("//input[@type='radio']")][1:]
    choice_of = dict(zip(ours.catalogue.designations, choices, strict=True))
    for key, conflict in ours.catalogue.conflicts.items():
        section = document.get_element_by_id(key).xpath("ancestor::section[1]")[0]
        about = find_designations(ours.catalogue, conflict)
        assert {*section.classes} == ({"for"} | {choice_of[one] for one in about} if about else set())


def test_all_rows_of_the_ledger_are_there(ours: Site) -> None:
    assert {conflict.number for conflict in ours.catalogue.conflicts.values()} >= set(range(1, 47))
    reading = ours.catalogue.conflicts["ccop-reading"]
    assert reading.number == 4
    assert reading.adopted
    assert str(reading.adopted.value) == "30"
