"""Checks of qualifications: none is read again while it stays as it is, with all that it rests on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from catalogue import checks
from catalogue.model.qualification import Qualification
from catalogue.read.reader import read_catalogue
from catalogue.store import Store

FEW = ["conflicts-settled", "credits-add-up", "references-resolve", "sources-used"]
"""What tests of how checks are run ask, as all of them take long."""
DISPUTE = """
  depth:
    number: 2
    question: How deep is the harbour?
    weight: record
    about: [7001]
    readings:
      - {says: Ten fathoms., source: circular:3, adopted: yes}
      - {says: Nine fathoms., source: rulebook:3}
    why: The circular is newer.
"""


def change(root: Path, file: str, find: str, put: str) -> None:
    path = root / "designations" / file
    text = path.read_text("utf-8")
    assert text.count(find) == 1
    path.write_text(text.replace(find, put), "utf-8")


def checked(root: Path, store: Store) -> tuple[list[str], list[str]]:
    """What is wrong, and the qualifications that were read to find it."""
    catalogue, problems = read_catalogue(root, store)
    assert catalogue, problems
    read: list[str] = []
    whole = catalogue.read_qualification

    def read_whole(key: str) -> Qualification:
        read.append(key)
        return whole(key)

    found = checks.run_checks(replace(catalogue, read_whole=read_whole), store)
    assert [*map(str, found)] == [*map(str, checks.run_checks(catalogue))], "the same as without a store"
    return [str(problem) for problem in found], sorted(set(read))


@pytest.fixture
def store(lighthouse: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store that knows every qualification of the lighthouse catalogue, one of which is disputed."""
    monkeypatch.setattr(checks, "list_checks", lambda: FEW)
    path = lighthouse / "designations" / "conflicts" / "watches.yml"
    path.write_text(path.read_text("utf-8") + DISPUTE, "utf-8")
    change(
        lighthouse, "qualifications/7001.yml", "source: syllabus:1-8", "source: syllabus:1-8\nconflict: depth"
    )
    store = Store()
    assert checked(lighthouse, store) == ([], ["7001", "7014", "pilotage"])
    return store


def test_a_qualification_that_was_right_is_not_read_again(lighthouse: Path, store: Store) -> None:
    assert checked(lighthouse, store) == ([], [])
    change(lighthouse, "facts/joining.yml", "is 40 crowns", "is 40 silver crowns")
    assert checked(lighthouse, store) == ([], [])
    change(lighthouse, "qualifications/7014.yml", "title: Tides", "title: Tides and streams")
    assert checked(lighthouse, store) == ([], ["7014"])


CHANGES = [
    ("sources.yml", "    lines: 30", "    lines: 19", ["7001", "7014"], "syllabus"),
    ("sources.yml", "    copied_as: syllabus.txt\n    lines: 30\n", "", ["7001", "7014"], "no numbered copy"),
    ("conflicts/watches.yml", "about: [7001]", "about: [7014]", ["7001"], "not shown on the page of `7001`"),
    ("conflicts/watches.yml", "  depth:", "  height:", ["7001"], "no conflict `depth`"),
    ("sources.yml", "  syllabus:", "  sylabus:", ["7001", "7014"], "no source `syllabus`"),
    ("qualifications/7001.yml", "credits: 25", "credits: 26", ["7001"], "25"),
    ("qualifications/7014.yml", "source: syllabus:22", "source: sylabus:22", ["7014"], "no source `sylabus`"),
    ("qualifications/7014.yml", "source: syllabus:22-30", "source: syllabus:31", ["7014"], "beyond the copy"),
]


@pytest.mark.parametrize(("file", "find", "put", "read", "says"), CHANGES, ids=[one[2] for one in CHANGES])
def test_it_is_read_again_when_what_it_rests_on_makes_it_wrong(
    lighthouse: Path, store: Store, file: str, find: str, put: str, read: list[str], says: str
) -> None:
    change(lighthouse, file, find, put)
    problems, again = checked(lighthouse, store)
    assert again == read
    assert any(says in problem for problem in problems), problems
    assert checked(lighthouse, store)[0] == problems, "what is wrong is told again"


def test_it_is_told_again_as_long_as_it_is_wrong_and_no_longer(lighthouse: Path, store: Store) -> None:
    change(lighthouse, "sources.yml", "    lines: 30", "    lines: 19")
    problems, _ = checked(lighthouse, store)
    assert problems
    assert checked(lighthouse, store) == (problems, ["7001", "7014"])
    change(lighthouse, "sources.yml", "    lines: 19", "    lines: 30")
    assert checked(lighthouse, store) == ([], [])


SPARE = "sources:\n  spare: {title: Spare, publisher: GHLK, date: undated, address: 'https://guild.example/spare'}\n"


def test_what_is_wrong_with_the_whole_is_told_again_until_it_is_excused(
    lighthouse: Path, store: Store
) -> None:
    change(lighthouse, "sources.yml", "sources:\n", SPARE)
    told, _ = checked(lighthouse, store)
    assert ["No fact rests on the source `spare`" in one for one in told] == [True]
    assert checked(lighthouse, store) == (told, [])
    excuse = "exceptions:\n  - {check: sources-used, about: spare, reason: It is kept.}\n"
    (lighthouse / "designations/exceptions.yml").write_text(excuse, "utf-8")
    assert checked(lighthouse, store) == checked(lighthouse, store) == ([], [])
    change(lighthouse, "sources.yml", SPARE, "sources:\n")
    told, _ = checked(lighthouse, store)
    assert ["no longer needed" in one for one in told] == [True]


NIGHTS = "        maximum: {points: 20, in: year, source: old-rulebook:4}\n"
NEVER = NIGHTS.replace("{", "[{").replace("}", "}, {points: 60, in: cycle, source: old-rulebook:4}]")
ALL = "{declared: {from: 0, approved_by: the Port Office}}"
WRONG = [
    ("glossary.yml", "    ours: yes\n", ""),
    ("keeper/cpd-2015.yml", NIGHTS, NEVER),
    ("keeper/cpd-2015.yml", "    points: 45\n", "    points: 40\n"),
    ("keeper/cpd-2021.yml", ", ethics, on-post]", ", on-post]"),
    ("master/cpd-2012.yml", "{points: 2, for_each: ship}", "{points: 0, for_each: ship}"),
    (
        "hand/cpd-port-office.yml",
        ALL,
        f"{ALL}\n        maximum: {{points: 9, in: cycle, source: rulebook:1}}",
    ),
    ("master/profiles-guild.yml", "expect: {state: met, ways", "expect: {state: not-met, ways"),
    ("master/examples-2018.yml", "credited: {1: 20, 2: 4}", "credited: {1: 20, 2: 5}"),
]


def test_what_a_single_mistake_would_make_wrong_as_well_is_not_told_beside_it(lighthouse: Path) -> None:
    for one in WRONG:
        change(lighthouse, *one)
    catalogue, problems = read_catalogue(lighthouse)
    assert catalogue, problems
    assert [one.check for one in checks.run_checks(catalogue)] == ["somebody-says-it"]


EXCEPTION = "exceptions:\n  - check: limits-bite\n    about: {}\n    reason: The guild prints it.\n"
BITES = "    title: Watch\n    source: old-rulebook:3\n"


@pytest.mark.parametrize(
    ("about", "left"),
    [
        ("keeper-2015/categories/watch/maximum/0", []),
        ("keeper-2015/categories/watch/maximum", ["exceptions", "limits-bite"]),
        ("schedules/keeper-2015/categories/watch/maximum/0", ["exceptions", "limits-bite"]),
    ],
)
def test_an_exception_is_made_for_one_place(
    lighthouse: Path, about: str, left: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "list_checks", lambda: ["limits-bite"])
    maximum = "    maximum: {points: 60, in: cycle, source: old-rulebook:3}\n"
    change(lighthouse, "keeper/cpd-2015.yml", BITES, BITES + maximum)
    (lighthouse / "designations/exceptions.yml").write_text(EXCEPTION.format(about), "utf-8")
    catalogue, problems = read_catalogue(lighthouse)
    assert catalogue, problems
    assert sorted(problem.check for problem in checks.run_checks(catalogue)) == left
