"""What members will see change is told in sentences, and nothing else is."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from build import main
from catalogue.editor.changes import Changes, compare_catalogues, cut_to_change
from catalogue.editor.keep import tell_record
from catalogue.model.catalogue import Catalogue
from catalogue.read.reader import read_catalogue
from tests.roots import LIGHTHOUSE, OURS


@pytest.fixture(scope="module")
def before() -> Catalogue:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    return catalogue


def compare(before: Catalogue, folder: Path, file: str, find: str, put: str) -> Changes:
    """What an edit of one file changes."""
    root = shutil.copytree(OURS, folder / "copy", ignore=shutil.ignore_patterns(".cache"))
    path = root / "designations" / file
    text = path.read_text("utf-8")
    assert find in text
    path.write_text(text.replace(find, put, 1), "utf-8")
    after, problems = read_catalogue(root)
    assert after, problems
    return compare_catalogues(before, after)


READING = "minimum: {points: 25, in: cycle, source: [ccsup-page:100"
EDITS = [
    (
        "body.yml",
        "011 438 6590",
        "011 438 6591",
        "Contact in Randburg: telephone 011 438 6590 → 011 438 6591",
    ),
    (
        "facts/joining.yml",
        'costs R800.00, excluding VAT, for 12 months."\n    figure: 800',
        'costs R850.00, excluding VAT, for 12 months."\n    figure: 850',
        "Step 2: individual membership costs R800.00, excluding VAT, for 12 months."
        " → individual membership costs R850.00, excluding VAT, for 12 months.",
    ),
    (
        "facts/joining.yml",
        "figure: 800",
        "figure: 850",
        "Step 2: individual membership costs R800.00, excluding VAT, for 12 months: figure 800 → 850",
    ),
    (
        "ccsup/cpd-2017.yml",
        READING,
        READING.replace("25", "30"),
        "Reading and Publishing: at least 25 points in 3 years → at least 30 points in 3 years",
    ),
    (
        "ccsup/cpd-2017.yml",
        "tiers: [{from: 500, points: 2}]}\n        only_if: site-approved",
        "tiers: [{from: 500, points: 3}]}\n        only_if: site-approved",
        "Write a blog or article as per the template: from 500 words: 2 points → 3 points",
    ),
    (
        "ccsup/cpd-2017.yml",
        "          tele-marketing: Tele Marketing",
        "          coaching: Coaching\n          tele-marketing: Tele Marketing",
        "Complete a listed short course on Skillzbook: New: what counts: Coaching",
    ),
    (
        "ccsup/cpd-2017.yml",
        "tele-marketing: Tele Marketing",
        "tele-marketing: Telemarketing",
        "Complete a listed short course on Skillzbook: what counts: “Tele Marketing” → “Telemarketing”",
    ),
    (
        "ccop/cpd-2017.yml",
        "title: Attend a seminar",
        "title: Attend a seminar or webinar",
        "Attend a seminar: from 1 day: 1 point; from … → Attend a seminar or webinar: from 1 day:",
    ),
    (
        "ccop/cpd-2017.yml",
        "length: 3 years",
        "length: 2 years",
        "Cycle: 3 years, from the day of the award → 2 years, ",
    ),
    (
        "ccop/designation.yml",
        "at_least: 18 months",
        "at_least: 24 months",
        "To be awarded: 18 months or more as team leader or … → 2 years or more as team leader or …",
    ),
    (
        "ccsup/designation.yml",
        "more_than: 6 months, in: team-leading",
        "more_than: 12 months, in: team-leading",
        "To be awarded: more than 6 months leading a contact centre team → more than 12 months leading",
    ),
    (
        "ccsup/designation.yml",
        "- certificate: {key: matric, or_equivalent: yes}\n          source: ccsup-page:38\n"
        "          conflict: ccsup-matric\n        ",
        "",
        "No longer: To be awarded: Matric Certificate or equivalent",
    ),
    (
        "ccop/designation.yml",
        "points_a_year: 35",
        "points_a_year: 36",
        "35 points a year, 105 points in … → 36 points",
    ),
    ("qualifications/99687.yml", "nqf_level: 5", "nqf_level: 6", "NQF level 5 → 6"),
    (
        "qualifications/99687.yml",
        "          credits: 4",
        "          credits: 5",
        "Introductory studies for Contact Centre Managers: credits 4 → 5",
    ),
    (
        "qualifications/93996.yml",
        "last_enrolment: 2024-06-30",
        "last_enrolment: 2026-06-30",
        "last enrolment 30 June 2024, last achievement 30 June 2027 → last enrolment 30 June 2026",
    ),
    (
        "conflicts/cpd.yml",
        "question: Must a CCOP attend 23 events?",
        "question: Must a CCOP attend 25 events?",
        "question Must a CCOP attend 23 events? → Must a CCOP attend 25 events?",
    ),
    (
        "sources.yml",
        "date: undated",
        "date: 2026",
        "the date of the document: undated; its CPD plan is headed 2017-2019 → 2026;",
    ),
    (
        "ccop/cpd-2017.yml",
        "valid: {from: 2017-01-01}",
        "valid: {from: 2017-01-01, to: 2026-12-31}",
        "Judges cycles that begin up to 31 December 2026",
    ),
    ("ccop/cpd-2017.yml", "printed_for: 2017-2019\n", "", "No longer: printed for 2017-2019"),
]


@pytest.mark.parametrize(("file", "find", "put", "told"), EDITS, ids=[edit[3][:40] for edit in EDITS])
def test_each_edit_is_told_in_one_sentence(
    before: Catalogue, tmp_path: Path, file: str, find: str, put: str, told: str
) -> None:
    (record,) = compare(before, tmp_path, file, find, put).records
    (change,) = record.changes
    assert told in change.says


def test_examples_that_answer_otherwise_are_counted(before: Catalogue, tmp_path: Path) -> None:
    (record,) = compare(before, tmp_path, "ccsup/cpd-2017.yml", READING, READING.replace("25", "30")).records
    assert record.examples == "3 of 22 worked examples answer otherwise"


SENTENCES = [
    (
        "ccop/cpd-2017.yml",
        "maximum: {points: 10, in: cycle, source: ccop-page:92",
        "maximum: {points: 12, in: cycle, source: ccop-page:92",
        "In-house Training (your employer): at most 10 points in 3 years, now at most 12 points in 3 years.",
    ),
    (
        "ccop/designation.yml",
        "leads_to: [ccstp, ccidp]",
        "leads_to: [ccstp]",
        "Leads to CCStP and CCIDP, now Leads to CCStP.",
    ),
    (
        "ccop/designation.yml",
        "then: [membership, assessment, board-exam, designation-fee, code-of-conduct]",
        "then: [membership, designation-fee]",
        "What follows: Become an individual member, Send your documents, Pass the Board Exam, "
        "Pay the designation fee, Follow the Code of Conduct, now Become an individual member, "
        "Pay the designation fee.",
    ),
    ("qualifications/99687.yml", "credits: 285", "credits: 290", "Credits 285, now 290."),
    (
        "qualifications/99687.yml",
        "title: Supervise personnel",
        "title: Supervise people",
        "Unit 143905000-PM-06: Supervise personnel, now Supervise people.",
    ),
    (
        "qualifications/99687.yml",
        "providers:",
        "retired:\n  on: 2027-03-01\n  why: Nobody offers it.\n  source: provider-sheet:11\n\nproviders:",
        "New: Retired from 1 March 2027: Nobody offers it.",
    ),
]


@pytest.mark.parametrize(("file", "find", "put", "says"), SENTENCES, ids=lambda value: value[:40])
def test_what_is_kept_for_members_is_a_sentence(
    before: Catalogue, tmp_path: Path, file: str, find: str, put: str, says: str
) -> None:
    found = compare(before, tmp_path, file, find, put)
    assert [one for record in found.records for one in tell_record(record, before)["says"]] == [says]


def test_order_and_comments_make_no_difference(before: Catalogue, tmp_path: Path) -> None:
    swapped = "printed_for: 2017-2019\nvalid: {from: 2017-01-01}  # as printed\n"
    found = compare(
        before, tmp_path, "ccop/cpd-2017.yml", "valid: {from: 2017-01-01}\nprinted_for: 2017-2019\n", swapped
    )
    assert (found.records, found.lost) == ([], [])
    assert list(found.list_lines()) == list(found.list_markdown()) == ["Nothing differs."]


def test_a_lost_key_is_refused(before: Catalogue, tmp_path: Path) -> None:
    found = compare(
        before, tmp_path, "ccsup/cpd-2017.yml", "          stress-management: Stress Management\n", ""
    )
    assert found.lost == ["`course/stress-management` of ccsup-2017: logs of members name it. Put it back."]


def test_the_command_compares_with_a_revision_a_folder_and_nothing_else(tmp_path: Path) -> None:
    root = shutil.copytree(LIGHTHOUSE, tmp_path / "copy", ignore=shutil.ignore_patterns(".cache"))
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", *words], cwd=root, check=True)

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["changes", *words, "--catalogue", str(root)])
        return done.exit_code, done.output

    assert run() == run(str(LIGHTHOUSE)) == (0, "Nothing differs.\n")
    code, said = run("nosuch")
    assert (code, "nor a revision that git knows here" in said) == (2, True)
    path = root / "designations/keeper/cpd-2021.yml"
    path.write_text(path.read_text("utf-8").replace("points: 60", "points: 70"), "utf-8")
    code, said = run()
    assert code == 0
    assert "→" in said
    assert run("HEAD", "--markdown")[1].startswith("### ")
    assert json.loads(run("--json")[1])["records"][0]["key"] == "keeper-2021"
    (root / "designations/keeper/cpd-2021.yml").unlink()
    assert run()[0] == 1


def test_long_texts_are_cut_to_what_differs() -> None:
    same = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    before, after = (" ".join([*same, word, *same]) for word in ("old", "new"))
    assert cut_to_change(before, after) == tuple(
        f"… five six seven eight nine ten {word} one two three four five six …" for word in ("old", "new")
    )


def test_new_rules_are_told_beside_those_that_begin_last_before_them(
    before: Catalogue, tmp_path: Path
) -> None:
    root = shutil.copytree(OURS, tmp_path / "copy", ignore=shutil.ignore_patterns(".cache"))
    for key, old, begins in (("ccsup-z", "ccsup-2017", "2026-01-01"), ("ccsup-a", "ccsup-z", "2029-01-01")):
        words = (key, "--from", old, "--begins", begins, "--catalogue", str(root))
        done = CliRunner().invoke(main, ["new", "schedule", *words])
        assert done.exit_code == 0, done.output
        after, _ = read_catalogue(root)
        assert after
        told = [record.heading for record in compare_catalogues(before, after).records]
        assert any(f"beside {old}" in title for title in told), told
        before = after


def test_members_are_told_of_new_rules_without_keys(before: Catalogue, tmp_path: Path) -> None:
    root = shutil.copytree(OURS, tmp_path / "copy", ignore=shutil.ignore_patterns(".cache"))
    asked = ("new", "schedule", "ccsup-2026", "--from", "ccsup-2017", "--begins", "2026-01-01")
    assert CliRunner().invoke(main, [*asked, "--catalogue", str(root)]).exit_code == 0
    after, _ = read_catalogue(root)
    assert after
    told = [tell_record(record, after) for record in compare_catalogues(before, after).records]
    assert "Follows the plan from 1 January 2017, now the plan from 1 January 2026." in told[0]["says"]
    text = json.dumps([(one["title"], one["says"]) for one in told])
    assert "new rules for cycles from 1 January 2026" in text
    assert [key for key in ("ccsup-2017", "ccsup-2026") if key in text] == []
