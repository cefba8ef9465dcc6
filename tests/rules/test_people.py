"""People of whom the planner once told something wrong: each is judged by both engines, by the real criteria.

What is expected is written by hand from the sources. Free text, kinds of work, plans, credits of a way, texts
that are cut, and from when a later designation may be possible.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from catalogue.model.criteria_kernel import Ladder
from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria_kernel import build_ladder
from tests.roots import OURS
from tests.rules.engines import write_json
from tests.rules.test_criteria_engines import answer_in_javascript, answer_in_python

Json = dict[str, Any]
DAY = "2026-11-22"
SINCE_2010 = {"from": "2010-01-01", "to": "open"}
MANAGER = [{"role": "Contact Centre Manager", **SINCE_2010}]
LEADER = ["Team Leader", "Brand Ambassador"]
HONOURS = {"title": "Honours in Contact Centre Management", "nqf_level": 8, "state": "completed"}
IN_FIELD = {"field": "Contact Centre Management"}
SUPPORT = [{"id": "71490", "state": "completed"}]


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    return build_ladder(catalogue)


def ask_both(ladder: Ladder, to: str, profile: Json) -> tuple[Json, Json]:
    """What somebody is told of a designation and of the ways to it; the engines agree to the character."""
    published = ladder.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    text = write_json({"ladder": published, "profile": profile, "to": to, "on": DAY})
    ours = answer_in_python(text)
    assert answer_in_javascript([text]) == [ours]
    answer, way = json.loads(ours)
    return answer, way


def list_states(answer: Json) -> Iterator[tuple[str, str]]:
    """Each part, and each reading by its name, with its state."""
    waiting = [reading["tree"] for reading in answer["readings"]]
    while waiting:
        node = waiting.pop()
        waiting += node["parts"]
        yield node["id"], node["state"]


def work(*roles: str) -> Json:
    return {"jobs": [{"role": list(roles), **SINCE_2010}]}


def study(*held: Json, **more: Any) -> Json:
    return {"qualifications": list(held), **more}


PEOPLE = [
    # Somebody whose certificate counts, and of whom the copy of the page says no more.
    ("ccba", study(*SUPPORT), {"ccmg/1": "met", "ccmg": "cannot-tell"}),
    # Of the month in which the work is full, see tests/site/test_planner.py.
    ("ccsup", work("Contact Centre Agent"), {"ccmg/2": "met", "ccmg/3": "not-met"}),
    # A plan whose day is past, and of which nobody says whether it was kept.
    (
        "ccsup",
        study({"id": "93996", "state": "planned", "date": "2026-06-30"}),
        {"ccmg/1/1": "cannot-tell", "ccmg/1": "cannot-tell"},
    ),
    # Each part of a printed role is a role of its own, and may be what is asked.
    *(
        ("ccop", work(role), {"ccmg/3": "cannot-tell"})
        for role in (
            *("Operations manager", "Operations director", "Operations executive", "General manager"),
            *("Senior manager", "Contact Centre Team Manager", "Senior call centre supervisors"),
            *("Junior Operations Manager", "Call Centre Supervisor", "Campaign managers"),
        )
    ),
    ("ccsup", work("Senior contact centre supervisors"), {"ccmg/3": "cannot-tell"}),
    ("ccop", work("Generic Management Contact Centre"), {"ccmg/3": "met"}),
    # Any postgraduate qualification in contact centre management: by type, field and level.
    ("ccstp", study({**HONOURS, "type": "honours", **IN_FIELD}, jobs=MANAGER), {"ccmg": "cannot-tell"}),
    ("ccstp", study({**HONOURS, "type": "Postgraduate degree", **IN_FIELD}), {"ccmg/1": "cannot-tell"}),
    (
        "ccstp",
        study({**HONOURS, "type": "postgraduate", "field": "Contact Center Management"}, jobs=MANAGER),
        {"ccmg/1": "met", "ccmg/2": "met"},
    ),
    ("ccstp", study({**HONOURS, "nqf_level": 4, "type": "postgraduate", **IN_FIELD}), {"ccmg/1": "not-met"}),
    ("ccstp", study({"title": "Bricklaying", "nqf_level": 3, "state": "completed"}), {"ccmg/1": "not-met"}),
    *(
        ("ccstp", study({**named, "state": "completed"}), {"ccmg/1": "not-met", "saqa/1": "met"})
        for named in (
            {"id": "110440"},
            {"title": "Advanced Diploma in Contact Centre Management", "nqf_level": 7},
        )
    ),
    # What is like work of which nobody can tell cannot be told either.
    (
        "ccsup",
        {
            "jobs": [
                {
                    "role": "other",
                    "equivalent_to": "Client services clerk/agent/representative/consultant",
                    "from": "2025-04-30",
                    "to": "2026-10-27",
                }
            ]
        },
        {"saqa/2": "cannot-tell"},
    ),
    # SAQA's present text is cut in its sentence on experience: what it names is met, and it may ask more.
    (
        "ccop",
        study({"id": "57712", "state": "completed"}, **work(*LEADER)),
        {"saqa/1": "met", "saqa/2": "met", "saqa": "cannot-tell"},
    ),
]


@pytest.mark.parametrize(("to", "profile", "expected"), PEOPLE)
def test_each_is_told_what_the_sources_say(
    ladder: Ladder, to: str, profile: Json, expected: dict[str, str]
) -> None:
    answer, _ = ask_both(ladder, to, profile)
    assert dict(list_states(answer)).items() >= expected.items()


def test_the_credits_of_a_way_are_by_the_rule_in_both_engines(ladder: Ladder) -> None:
    """By hand: 57712 has 150 credits, 93996 has 132, 21792 has 241, 119830 has 180."""
    everything = work(*LEADER, "Generic Management Contact Centre")
    everything |= {"certificates": {"matric": "yes"}, "holds": {"designation": "none"}}
    master = {"title": "Master of Management Sciences in Contact Centre Management", "nqf_level": 9}

    def list_credits(to: str, *planned: tuple[Json, str]) -> list[int | None]:
        courses = [{**named, "state": "planned", "date": day} for named, day in planned]
        _, way = ask_both(ladder, to, study(*courses, **everything))
        return [route["credits"] for route in way["routes"]]

    both = (({"id": "57712"}, "2027-01-01"), ({"id": "93996"}, "2027-06-01"))
    assert list_credits("ccop", *both)[:2] == [150, 282]  # straight there, and by the CCSUP
    assert list_credits("ccop", ({"id": "57712"}, "2029-01-01"), ({"id": "21792"}, "2028-01-01"))[0] == 241
    for named in ({"id": "119830"}, master):
        assert list_credits("ccstp", (named, "2028-01-01"))[0] == 180


def test_what_is_only_perhaps_begins_where_the_step_before_perhaps_ends(ladder: Ladder) -> None:
    """Begun may be enough for the CCSUP: then the CCOP may follow today, not a year from its sure day."""
    everything = work(*LEADER, "Generic Management Contact Centre")
    everything |= {"certificates": {"matric": "yes"}, "holds": {"designation": "none"}}
    begun = {"id": "93996", "state": "partly", "date": "2027-06-01"}
    _, way = ask_both(ladder, "ccop", study(begun, {"id": "57712", "state": "completed"}, **everything))
    _, by_support, *_ = way["routes"]
    support, operational = by_support["steps"]
    assert (support["first"], support["perhaps"]) == ("2027-06-01", DAY)
    assert (operational["from"], operational["perhaps"]) == ("2027-06-01", DAY)
    (points,) = operational["asks"]  # held for less than 12 months cannot be told
    assert (points["kind"], points["first"], points["perhaps"]) == ("cpd-standing", "2028-06-01", DAY)
    assert by_support["perhaps"] == DAY


def test_what_is_completed_on_a_day_to_come_is_called_so_and_counts_from_then(ladder: Ladder) -> None:
    ahead = {"id": "71490", "state": "completed", "date": "2027-03-01"}
    answer, _ = ask_both(ladder, "ccba", study(ahead))
    part = answer["readings"][0]["tree"]["parts"][0]["parts"][0]
    assert (part["state"], part["first"]) == ("not-met", "2027-03-01")
    assert [reason["kind"] for reason in part["reasons"]] == ["completed-later"]


def test_experience_is_cited_from_where_it_is_printed(ladder: Ladder) -> None:
    answer, _ = ask_both(ladder, "ccop", {})
    reading = next(one for one in answer["readings"] if one["id"] == "saqa")
    cited = [part["source"] for part in reading["tree"]["parts"]]
    assert cited == [["saqa-395:underlying qualification"], *[["saqa-395:experience"]] * 2]


def test_the_designation_of_a_rung_may_be_held_before_it_surely_is() -> None:
    """By a ladder of two rungs: the upper one asks the lower, which may be there at once."""
    about: Json = {"source": ["a:1"], "conflict": [], "parts": [], "accepted": [], "replaced": []}
    about |= {"partly": False, "more": False, "roles": [], "perhaps": [], "or_equivalent": False}
    about |= {"holders": {}, "unpublished_for": []}
    asked = {"id": "guild", "kind": "qualification", **about, "partly": True}
    asked |= {"accepted": [{"id": "7001", "titles": ["Lamps"], "nqf_level": 2}]}
    below = {"id": "guild", "kind": "designation", "designation": "hand", **about}

    def make_rung(key: str, tree: Json, leads_to: list[str]) -> Json:
        reading = {"id": "guild", "reading": "guild", "adopted": True, "source": ["a:1"], "then": []}
        criteria = {"designation": key, "readings": [{**reading, "tree": tree}], "then": []}
        rung = {"designation": key, "level": "1", "points_a_year": 10, "source": ["a:1"]}
        return {**rung, "leads_to": leads_to, "criteria": criteria}

    rungs = [make_rung("hand", asked, ["keeper"]), make_rung("keeper", below, [])]
    made = Ladder.model_validate({"rungs": rungs, "credits": {}, "fees": []})
    begun = {"id": "7001", "state": "partly", "date": "2027-06-01"}
    _, way = ask_both(made, "keeper", study(begun, holds={"designation": "none"}))
    by_hand = next(route for route in way["routes"] if route["via"])
    assert (by_hand["first"], by_hand["perhaps"]) == ("2027-06-01", DAY)
