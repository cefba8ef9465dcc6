"""The open data: complete, valid against its own schemas, and with the figures of the sources."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from catalogue.model.base import Statement, is_ours
from tests.publish.sites import publish_data
from tests.roots import LIGHTHOUSE, OURS


def published(root: Path) -> dict[str, Any]:
    return {path: json.loads(content) for path, content in publish_data(root).items()}


@pytest.fixture(scope="module", params=[OURS, LIGHTHOUSE], ids=["ours", "lighthouse"])
def files(request: pytest.FixtureRequest) -> dict[str, Any]:
    return published(request.param)


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    return published(OURS)


def test_every_answer_is_valid_against_its_published_schema(files: dict[str, Any]) -> None:
    answers = {path: answer for path, answer in files.items() if "kind" in answer}
    assert len(answers) > 8
    schemas = {kind: files[f"schema/{kind}.json"] for kind in {one["kind"] for one in answers.values()}}
    for schema in schemas.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    known = {
        kind: jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        for kind, schema in schemas.items()
    }
    for path, answer in answers.items():
        assert list(known[answer["kind"]].iter_errors(answer)) == [], path


def test_a_schema_refuses_a_level_that_there_is_not(ours: dict[str, Any]) -> None:
    answer = json.loads(json.dumps(ours["designations/ccop.json"]))
    answer["designation"]["header"]["nqf_level"] = 99
    with pytest.raises(jsonschema.ValidationError, match="99 is greater than the maximum of 10"):
        jsonschema.validate(answer, ours["schema/designation.json"])


def test_a_schema_refuses_an_answer_with_a_missing_figure(ours: dict[str, Any]) -> None:
    answer = json.loads(json.dumps(ours["designations/ccop.json"]))
    del answer["designation"]["header"]["cycle"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(answer, ours["schema/designation.json"])


def test_each_answer_names_its_content_hash(files: dict[str, Any]) -> None:
    for path, answer in files.items():
        if "content_hash" in answer:
            rest = {key: value for key, value in answer.items() if key != "content_hash"}
            canonical = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            assert answer["content_hash"] == hashlib.sha256(canonical.encode()).hexdigest(), path


def test_the_index_names_every_answer(files: dict[str, Any]) -> None:
    index = files["index.json"]
    assert index["commit"] == "none"
    named = {
        entry["api"] for kind in ("designations", "qualifications", "schedules") for entry in index[kind]
    }
    assert named == {
        path for path in files if path.split("/")[0] in ("designations", "qualifications", "schedules")
    }
    assert all(files[e["api"]]["content_hash"] == e["content_hash"] for e in index["designations"])
    assert {*index["schemas"].values(), index["catalogue"], index["openapi"]} <= set(files)


def test_the_index_names_tables_calendar_and_terms_and_when_a_record_changed() -> None:
    index = published(LIGHTHOUSE)["index.json"]
    assert index["tables"]["units"] == "tables/ghlk-units.csv"
    assert (index["database"], index["calendar"]) == ("ghlk.sqlite", "ghlk.ics")
    assert index["licence"]["title"] == "Guild Open Licence"
    days = {entry["key"]: entry.get("changed") for entry in index["schedules"]}
    assert days["keeper-2021"] == "2021-04-01"
    assert days["hand-port-office"] == "2020-01-01"
    assert days["master-2018"] is None  # of which no change was told


def test_qualification_99687_adds_up(ours: dict[str, Any]) -> None:
    answer = ours["qualifications/99687.json"]
    qualification, computed = answer["qualification"], answer["computed"]
    modules = qualification["components"]["modules"]
    assert qualification["credits"] == 285
    assert [module["credits"] for module in modules] == [8, 48, 36, 41, 58, 52, 42]
    assert sum(len(module["units"]) for module in modules) == computed["units"] == 34
    assert computed["credits_by_component"] == {"knowledge": 80, "practical": 98, "work experience": 107}
    assert computed["credits_by_nqf_level"] == {"4": 46, "5": 155, "6": 84}
    assert computed["notional_hours"] == 2850


ASKED_BY = {  # accepted by the adopted text, and named by another alone
    "100970": ([], {"ccop": ["saqa"], "ccstp": ["saqa"]}),
    "110440": ([], {"ccstp": ["saqa"]}),
    "93996": (["ccsup"], {"ccop": ["saqa"]}),
    "21792": (["ccop"], {"ccsup": ["saqa"]}),
    "57712": (["ccop"], {}),
    "117969": (["ccstp"], {}),
    "99687": ([], {}),
}


@pytest.mark.parametrize("key", ASKED_BY)
def test_who_accepts_a_qualification_is_told_from_who_only_names_it(ours: dict[str, Any], key: str) -> None:
    computed = ours[f"qualifications/{key}.json"]["computed"]
    accepted, named = ASKED_BY[key]
    assert (computed["accepted_by"], computed["named_only_by"]) == (accepted, named)
    assert sorted(computed["asked_by"]) == sorted([*accepted, *named])


def test_what_is_ours_is_told_from_what_a_source_says(ours: dict[str, Any]) -> None:
    known = ours["schema/qualification.json"]["$defs"]
    assert known["Components"]["properties"]["complete"]["$comment"] == "ours"
    assert known["Unit"]["properties"]["component"]["$comment"] == "ours"
    assert "$comment" not in known["Unit"]["properties"]["title"]
    plan = ours["schedules/ccop-2017.json"]["schedule"]
    assert all(notice["ours"] for notice in plan["notices"].values())
    assert "ours" not in plan["cycle"]
    terms = ours["catalogue.json"]["glossary"]
    assert terms["credit"]["ours"]
    assert "ours" not in terms["cpd"]


def test_a_record_tells_which_of_its_keys_are_ours() -> None:
    told = {"source": "s:1", "says": "A sentence."}
    assert not is_ours(Statement.model_validate(told), "says")
    assert is_ours(Statement.model_validate({**told, "ours": "yes"}), "says")
    assert is_ours(Statement.model_validate(told), "note")


FIGURES = {  # key: ids, body's level, NQF level, points a year, points a cycle
    "ccba": ({"393"}, "0-1", 3, 13.33, 40),
    "ccsup": ({"394"}, "2", 4, 25, 75),
    "ccop": ({"395"}, "3", 4, 35, 105),
    "ccstp": ({"396"}, "4", 6, 40, 120),
    "ccidp": ({"397", "771"}, "5", 7, 45, 135),
}


def test_the_five_designations_have_the_figures_of_their_pages(ours: dict[str, Any]) -> None:
    found = {}
    for key in FIGURES:
        designation = ours[f"designations/{key}.json"]["designation"]
        header = designation["header"]
        figures = (header["level"], header["nqf_level"], header["points_a_year"], header["points_a_cycle"])
        found[key] = ({id_["id"] for id_ in designation["ids"]}, *figures)
        assert header["cycle"] == 36
        assert header["source"]
    assert found == FIGURES


MINIMUMS = {
    "ccop-2017": [10, 45, 10, None, 30, 20, None],
    "ccsup-2017": [20, 15, 10, None, 25, 5, None],
}


@pytest.mark.parametrize("schedule", MINIMUMS)
def test_category_minimums_are_those_of_the_plans(ours: dict[str, Any], schedule: str) -> None:
    categories = ours[f"schedules/{schedule}.json"]["schedule"]["categories"].values()
    assert [category["number"] for category in categories] == [1, 2, 3, 4, 5, 6, 7]
    found = [bounds[0]["points"]["figure"] if (bounds := c["minimum"]) else None for c in categories]
    assert found == MINIMUMS[schedule]
    assert all(bound["source"] and bound["in"] == "cycle" for c in categories for bound in c["minimum"])


def test_every_row_of_the_ledger_is_there_and_the_ones_beyond(ours: dict[str, Any]) -> None:
    conflicts = ours["catalogue.json"]["conflicts"].values()
    numbers = sorted(conflict["number"] for conflict in conflicts)
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 46
    for conflict in conflicts:
        assert [reading["adopted"] for reading in conflict["readings"]].count(True) == 1
        assert all(reading["source"] for reading in conflict["readings"])
        assert ("if_wrong" in conflict) == (conflict["weight"] == "decides")


def test_what_the_rules_imply_stands_beside_them(ours: dict[str, Any]) -> None:
    found = ours["schedules/ccop-2017.json"]["implied"]
    adopted = found["verdicts"][0]
    assert adopted["verdict"] == "every-category"
    assert adopted["state"] == "can-be-met"
    assert (adopted["points"], adopted["minimums"]) == (115, 115)  # 10 + 45 + 10 + 30 + 20
    assert adopted["implied"] == [{"rule": "cycle-total", "because": ["year-total"]}]  # 3 x 35 = 105
    assert found["categories"][0] == {"category": "short-courses", "asked": 10, "least": 10, "most": 20}
    assert (found["never_bite"], found["earn_nothing"]) == ([], [])


def test_the_kernel_says_what_the_schedule_says(ours: dict[str, Any]) -> None:
    kernel = ours["schedules/ccop-2017.json"]["kernel"]
    demands = {demand["id"]: demand for demand in kernel["demands"]}
    assert demands["reading-minimum"]["amount"]["figure"] == 30
    assert demands["reading-minimum"]["counting"] == {"category": "reading"}
    assert demands["formal-cycle-total"]["counting"] == {"not": {"category": "informal"}}
    assert [verdict["id"] for verdict in kernel["verdicts"]] == [
        "every-category",
        "without-section-3",
        "any-combination",
    ]
    activities = {activity["id"]: activity for activity in kernel["activities"]}
    words = activities["publication"]["rate"]["steps"]
    assert [(step["at"], step["open"], step["points"]) for step in words] == [
        (400, False, 1),
        (2000, True, 2),
    ]
    assert len(activities["course"]["choices"]) == 10
