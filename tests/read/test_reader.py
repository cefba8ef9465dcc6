"""A folder of files: values as the schema says, each at its place, and every problem in one run."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Place, Problem
from catalogue.model.walk import walk_catalogue
from catalogue.read import reader
from catalogue.read.document import read_document
from catalogue.read.reader import ChangedError, read_catalogue
from catalogue.store import Store
from tests.kept import assert_told


def read(root: Path) -> Catalogue:
    catalogue, problems = read_catalogue(root)
    assert problems == []
    assert catalogue
    return catalogue


def list_problems(root: Path) -> list[Problem]:
    catalogue, problems = read_catalogue(root)
    assert catalogue is None
    return problems


def change_file(root: Path, file: str, find: str, put: str) -> None:
    path = root / "designations" / file
    text = path.read_text("utf-8")
    assert text.count(find) == 1
    path.write_text(text.replace(find, put), "utf-8")


def find_only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


# Values


def test_values_are_what_their_keys_say(lighthouse: Path) -> None:
    catalogue = read(lighthouse)
    hand = catalogue.designations["hand"]
    components = catalogue.read_qualification("7014").components
    assert hand.header.level == "1"
    assert hand.header.nqf_level == 2
    assert hand.header.points_a_year == Decimal(24)
    assert hand.header.cycle == 12
    assert catalogue.schedules["hand-2020"].granularity == Decimal("0.25")
    assert catalogue.schedules["hand-2020"].valid.from_ == datetime.date(2020, 1, 1)
    assert catalogue.schedules["hand-port-office"].history is True
    assert components
    assert components.complete is False
    assert catalogue.sources["syllabus"].date == "2019"
    assert catalogue.sources["rulebook"].date == "2021-03-01"
    assert [str(c) for c in catalogue.body.steps["lamp-fee"].source] == ["rulebook:13", "circular:4"]


@pytest.mark.parametrize("text", ["no", "on", "off", "y", "12:30", "1e3", "012", "null", "~", "2021-02-30"])
def test_text_that_yaml_would_take_for_something_else_is_text(lighthouse: Path, text: str) -> None:
    change_file(lighthouse, "body.yml", "country: Skerry Isles", f"country: {text}")
    change_file(lighthouse, "hand/designation.yml", "[Deck hand, Quay hand]\n", f"[{text}]\n")
    catalogue = read(lighthouse)
    assert catalogue.body.country == text
    assert catalogue.designations["hand"].roles.list == (text,)


@pytest.mark.parametrize("key", ["no", "on", "null", "1e3", "012", "2021-02-30"])
def test_so_are_keys(lighthouse: Path, key: str) -> None:
    change_file(lighthouse, "facts/joining.yml", "  waiting:", f"  {key}:")
    assert list(read(lighthouse).topics["joining"].not_published) == [key]


@pytest.mark.parametrize("yes", ["yes", "Yes", "YES", "true", "True"])
def test_yes_is_yes_however_it_is_written(lighthouse: Path, yes: str) -> None:
    change_file(lighthouse, "qualifications/7014.yml", "complete: no", f"complete: {yes}")
    components = read(lighthouse).read_qualification("7014").components
    assert components
    assert components.complete is True


def test_figures_are_exact(lighthouse: Path) -> None:
    change_file(lighthouse, "facts/joining.yml", "figure: 40", "figure: 0.1003")
    assert read(lighthouse).topics["joining"].facts["fee"].figure == Decimal("0.1003")


def test_designations_go_up_the_ladder_and_the_others_as_their_files_sort(lighthouse: Path) -> None:
    change_file(lighthouse, "hand/designation.yml", "level: 1\n", "level: 9\n")
    catalogue = read(lighthouse)
    assert list(catalogue.designations) == ["keeper", "master", "hand"]
    assert list(catalogue.qualifications) == ["7001", "7014", "pilotage"]
    assert list(catalogue.sources) == ["rulebook", "old-rulebook", "circular", "port-register", "syllabus"]


def test_files_that_few_catalogues_have_stand_in_their_places(lighthouse: Path) -> None:
    catalogue, data = read(lighthouse), lighthouse / "designations"
    assert (catalogue.exceptions, catalogue.search.passed_over, len(catalogue.changes.changes)) == ((), (), 2)
    about = "  - {check: limits-bite, about: here, reason: It is printed.}\n"
    (data / "exceptions.yml").write_text(f"exceptions:\n{about}", "utf-8")
    (data / "search.yml").write_text("passed_over: [guild]\n", "utf-8")
    (data / "changes.yml").unlink()
    catalogue = read(lighthouse)
    assert [one.about for one in catalogue.exceptions] == ["here"]
    assert (catalogue.search.passed_over, catalogue.changes.changes) == (("guild",), ())
    assert catalogue.find_place("exceptions", "exceptions", 0, "about").line == 2
    assert catalogue.find_place("search", "passed_over").line == 1


# Places


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("body", "name"), Place("designations/body.yml", 4, 1)),
        (("body", "steps", "lamp-fee", "source", 1), Place("designations/body.yml", 46, 27)),
        (("sources", "circular", "lines"), Place("designations/sources.yml", 23, 5)),
        (("designations", "hand", "header", "level"), Place("designations/hand/designation.yml", 15, 3)),
        (
            ("designations", "hand", "progression", "leads_to", 0),
            Place("designations/hand/designation.yml", 50, 14),
        ),
        (
            ("schedules", "hand-2020", "verdicts", "kept", "meets", "all", 1),
            Place("designations/hand/cpd-2020.yml", 90, 32),
        ),
        (
            ("conflicts", "watch-minimum", "readings", 1, "value"),
            Place("designations/conflicts/watches.yml", 15, 9),
        ),
        (("topics", "joining", "facts", "fee", "figure"), Place("designations/facts/joining.yml", 8, 5)),
        (
            ("qualifications", "7001", "components", "units", 0, "unit"),
            Place("designations/qualifications/7001.yml", 47, 8),
        ),
    ],
)
def test_a_value_stands_where_it_was_written(
    lighthouse: Path, path: tuple[str | int, ...], place: Place
) -> None:
    assert read(lighthouse).find_place(*path) == place


def test_a_value_that_was_not_written_stands_where_it_belongs(lighthouse: Path) -> None:
    catalogue = read(lighthouse)
    file = "designations/hand/cpd-2020.yml"
    assert catalogue.find_place("schedules", "hand-2020", "demands", "lately", "when") == Place(file, 62, 3)
    assert catalogue.find_place("schedules", "hand-2020", "credit_rounds") == Place(file, 3, 1)


def test_every_key_stands_at_its_place(lighthouse: Path) -> None:
    seen = 0
    for path in (lighthouse / "designations").rglob("*.yml"):
        lines = path.read_text("utf-8").splitlines()
        for steps, place in read_document(path, lighthouse).places.items():
            if steps and isinstance(steps[-1], str):
                seen += 1
                assert lines[place.line - 1][place.column - 1 :].startswith(f"{steps[-1]}:"), place
    assert seen > 1000


def test_a_place_is_told_of_the_file_as_it_stands_when_it_is_asked_for(lighthouse: Path) -> None:
    catalogue = read(lighthouse)
    change_file(lighthouse, "facts/joining.yml", "topic: joining", "# A comment.\ntopic: joining")
    place = catalogue.find_place("topics", "joining", "facts", "fee", "figure")
    assert place == Place("designations/facts/joining.yml", 9, 5)


def test_a_file_that_is_gone_is_told_as_a_whole(lighthouse: Path) -> None:
    catalogue = read(lighthouse)
    (lighthouse / "designations/facts/joining.yml").unlink()
    assert catalogue.find_place("topics", "joining", "title") == Place("designations/facts/joining.yml")


def test_what_did_not_change_is_the_very_same_record(lighthouse: Path) -> None:
    before = read(lighthouse)
    change_file(lighthouse, "hand/designation.yml", "level: 1\n", "level: 9\n")
    after = read(lighthouse)
    assert after.schedules["hand-2020"] is before.schedules["hand-2020"]
    assert after.designations["hand"].header.level == "9"


def test_problems_are_told_again_as_long_as_they_are_there(lighthouse: Path) -> None:
    change_file(lighthouse, "hand/designation.yml", "nqf_level: 2", "nqf_level: two")
    assert list_problems(lighthouse) == list_problems(lighthouse) != []


def test_every_value_of_a_record_stands_in_its_file(lighthouse: Path) -> None:
    catalogue = read(lighthouse)
    for path, _ in walk_catalogue(catalogue):
        if len(path) > 2:
            assert catalogue.find_place(*path).file == catalogue.find_place(*path[:2]).file
            assert catalogue.find_place(*path).line > 0


# Problems


def test_every_problem_of_every_file_is_told_in_one_run_and_in_order(lighthouse: Path) -> None:
    data = lighthouse / "designations"
    (data / "facts/joining.yml").write_bytes(b"topic: joining\ntitle: \xe9\n")
    (data / "qualifications/7001.yml").write_text("qualification: [7001\n", "utf-8")
    (data / "notes.txt").write_text("notes", "utf-8")
    (data / "body.yml").unlink()
    change_file(lighthouse, "hand/designation.yml", "nqf_level: 2", "nqf_level: two")
    change_file(lighthouse, "hand/designation.yml", "summary:", "sumary:")
    change_file(lighthouse, "keeper/cpd-2015.yml", "points: 45", "points: 45,5")
    assert [str(problem.place) for problem in list_problems(lighthouse)] == [
        "designations/body.yml",
        "designations/facts/joining.yml:2:8",
        "designations/hand/designation.yml:6:1",
        "designations/hand/designation.yml:16:3",
        "designations/keeper/cpd-2015.yml:42:5",
        "designations/notes.txt",
        "designations/qualifications/7001.yml:1:16",
    ]


@pytest.mark.parametrize(
    ("file", "find", "put", "nearest"),
    [
        ("body.yml", "abbreviation:", "abreviation:", "abbreviation"),
        ("sources.yml", "sources:", "source:", "sources"),
        ("conflicts/watches.yml", "question:", "qestion:", "question"),
        ("facts/joining.yml", "figure:", "figures:", "figure"),
        ("qualifications/7001.yml", "last_enrolment:", "last_enrollment:", "last_enrolment"),
        ("qualifications/7001.yml", "unit: L1", "units: L1", "unit"),
        ("hand/designation.yml", "more_than:", "morethan:", "more_than"),
        ("keeper/designation.yml", "cpd_standing:", "cpd-standing:", "cpd_standing"),
        ("keeper/designation.yml", "- register:", "- registers:", "register"),
        ("hand/cpd-2020.yml", "for_each: topic", "foreach: topic", "for_each"),
        ("hand/cpd-2020.yml", "{topic: safety}", "{topics: safety}", "topic"),
        ("hand/cpd-2020.yml", "{nothing:", "{noting:", "nothing"),
        ("keeper/cpd-2021.yml", "{figure: 20, prorated:", "{figure: 20, prorata:", "prorated"),
        ("keeper/cpd-2021.yml", "{demand: on-post}", "{demands: on-post}", "demand"),
        ("keeper/cpd-2021.yml", "about: member", "about: meber", "member"),
        ("keeper/cpd-2021.yml", "into: next year", "into: next yaer", "next year"),
        ("keeper/cpd-2021.yml", "crosses_cycle: no", "crosses_cycle: non", "no"),
        ("hand/cpd-2020.yml", "begins: rolling", "begins: roling", "rolling"),
        ("hand/cpd-2020.yml", "in: last 6 months", "in: last 6 moths", "last N months"),
        ("hand/designation.yml", "leads_to: [keeper]", "leads_to: [(Light Keeper!)]", "light-keeper"),
    ],
)
def test_the_nearest_spelling_is_offered(
    lighthouse: Path, file: str, find: str, put: str, nearest: str
) -> None:
    change_file(lighthouse, file, find, put)
    problem = find_only(list_problems(lighthouse))
    assert problem.nearest == nearest
    assert problem.place.file == f"designations/{file}"


def test_nothing_is_offered_where_nothing_is_near(lighthouse: Path) -> None:
    change_file(lighthouse, "body.yml", "website: https://guild.example/", "weather: fine")
    problem = find_only(list_problems(lighthouse))
    assert problem.nearest == ""
    assert "abbreviation" in problem.expected


def test_a_missing_key_beside_a_strange_one_is_told_too(lighthouse: Path) -> None:
    change_file(lighthouse, "body.yml", "country: Skerry Isles", "weather: fine")
    assert [problem.what for problem in list_problems(lighthouse)] == [
        "`country` is missing here.",
        "`weather` is not a key that belongs here.",
    ]


def test_a_group_is_not_complained_of_where_something_inside_it_is(lighthouse: Path) -> None:
    change_file(lighthouse, "body.yml", "source: [rulebook:13, circular:4]", "source: [rulebook 13]")
    problem = find_only(list_problems(lighthouse))
    assert problem.place == Place("designations/body.yml", 46, 14)
    assert '"rulebook 13"' in problem.what


def test_a_group_that_may_be_everything_is_told_as_such(lighthouse: Path) -> None:
    change_file(lighthouse, "keeper/cpd-2021.yml", "credited: {category: learning}", "credited: [learning]")
    assert find_only(list_problems(lighthouse)).expected.startswith("everything, or a group of keys: ")


def test_a_long_value_is_shortened_where_it_is_told(lighthouse: Path) -> None:
    change_file(lighthouse, "facts/joining.yml", "figure: 40", "figure: " + "forty " * 40)
    assert find_only(list_problems(lighthouse)).what.startswith(f'"{"forty " * 9}for..." does not fit')


# Files


def test_only_readmes_and_what_systems_leave_may_lie_beside_the_data(lighthouse: Path) -> None:
    data = lighthouse / "designations"
    (data / "README.md").write_text("# About", "utf-8")
    (data / "hand" / "README.md").write_text("# About", "utf-8")
    (data / ".cache").mkdir()
    (data / ".cache" / "body.yml").write_text("not: read", "utf-8")
    for name in (
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        ".DS_Store",
        "~$sources.yml",
        "sources.yml~",
        "hand/~$designation.yml",
    ):
        (data / name).write_bytes(b"\x00")
    assert read(lighthouse).body.body == "ghlk"
    (data / "hand" / "notes.md").write_text("# About", "utf-8")
    assert find_only(list_problems(lighthouse)).place == Place("designations/hand/notes.md")


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Sources.yml", "sources.yml"),
        ("sources.yaml", "sources.yml"),
        ("source.yml", "sources.yml"),
        ("hand/designation.yaml", "hand/designation.yml"),
        ("hand/cpd-2020.YML", ""),
    ],
)
def test_a_misnamed_file_is_one_problem(lighthouse: Path, name: str, nearest: str) -> None:
    data = lighthouse / "designations"
    files = {path.relative_to(data).as_posix().lower(): path for path in data.rglob("*.yml")}
    right = "sources.yml" if "ource" in name else name.lower().replace("yaml", "yml")
    files[right].rename(data / name)
    problem = find_only(list_problems(lighthouse))
    assert problem.place == Place(f"designations/{name}")
    assert "No kind of file" in problem.what
    if nearest:
        assert problem.nearest == nearest


def test_a_file_name_that_is_no_text_can_be_told(lighthouse: Path) -> None:
    (lighthouse / "designations" / os.fsdecode(b"\xff.yml")).write_text("a: b", "utf-8")
    assert str(find_only(list_problems(lighthouse))).encode("utf-8")


def test_a_folder_without_data_is_told(tmp_path: Path) -> None:
    problem = find_only(list_problems(tmp_path))
    assert (str(problem.place), problem.mend) == ("designations", "run the command where the data is")
    (tmp_path / "designations").write_text("a file", "utf-8")
    assert find_only(list_problems(tmp_path)).place == Place("designations")


def test_an_empty_folder_misses_what_every_catalogue_needs(tmp_path: Path) -> None:
    (tmp_path / "designations").mkdir()
    assert [str(problem.place) for problem in list_problems(tmp_path)] == [
        "designations/body.yml",
        "designations/sources.yml",
    ]


DAMAGES: dict[str, Callable[[str, str], str]] = {
    "no value": lambda key, _: f"{key}:",
    "an empty text": lambda key, _: f'{key}: ""',
    "an empty list": lambda key, _: f"{key}: []",
    "a list": lambda key, value: f"{key}: [{value if value.isalnum() else 1}, two]",
    "a group": lambda key, _: f"{key}: {{one: two}}",
    "a word": lambda key, _: f"{key}: nonsense",
    "a figure": lambda key, _: f"{key}: 99",
    "a figure below nothing": lambda key, _: f"{key}: -1",
    "nought": lambda key, _: f"{key}: 0",
    "a decimal": lambda key, _: f"{key}: 1.23456",
    "capitals": lambda key, value: f"{key}: {value.upper()}",
    "a day that is none": lambda key, _: f"{key}: 2023-02-29",
    "a key misspelt": lambda key, value: f"{key[:-1]}: {value}",
    "another key": lambda _, value: f"shape: {value}",
    "a line left out": lambda _key, _value: "",
}
"""What is made of a line `key: value`."""
TIMES = 2


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("kind", DAMAGES)
def test_one_line_of_every_file_is_damaged_and_all_of_it_is_told(
    kind: str, turn: int, lighthouse: Path
) -> None:
    for path in sorted((lighthouse / "designations").rglob("*.yml")):
        lines = path.read_text("utf-8").splitlines()
        plain = [n for n, line in enumerate(lines) if re.fullmatch(r" *(?!source)[a-z_]+: [^\[{|>]+", line)]
        at = plain[(list(DAMAGES).index(kind) * TIMES + turn) * 7 % len(plain)]
        space, key, value = re.fullmatch(r"( *)([a-z_]+): (.+)", lines[at]).groups()  # type: ignore[union-attr]
        lines[at] = space + DAMAGES[kind](key, value)
        path.write_text("\n".join(lines) + "\n", "utf-8")
    catalogue, problems = read_catalogue(lighthouse)
    assert catalogue is None
    assert_told("damages", f"{kind}, {turn + 1}", "\n".join(map(str, problems)))


def test_a_file_that_was_changed_while_it_was_in_use_is_told(
    lighthouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store()
    read_catalogue(lighthouse, store)
    catalogue, problems = read_catalogue(lighthouse, store)
    assert catalogue, problems
    monkeypatch.setattr(reader, "_recent", reader._Recent())  # as where many others were read since
    assert catalogue.read_qualification("7014").title == "Diploma: Harbour Pilotage"
    change_file(lighthouse, "qualifications/7014.yml", "title: Tides", "title: Tides and streams")
    monkeypatch.setattr(reader, "_recent", reader._Recent())
    with pytest.raises(ChangedError) as error:
        catalogue.read_qualification("7014")
    assert str(error.value.problem) == (
        "designations/qualifications/7014.yml: error: This file was changed while it was being read.\n"
        "    to mend it: run the command again"
    )


def test_what_stands_in_a_qualification_is_kept_and_not_read_again(
    lighthouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = read(lighthouse)
    monkeypatch.setattr(reader, "_recent", reader._Recent())
    (lighthouse / "designations/qualifications/7014.yml").unlink()
    kept = catalogue.read_qualification("7014")
    assert kept.title == "Diploma: Harbour Pilotage"
    assert catalogue.read_qualification("7014") is kept
