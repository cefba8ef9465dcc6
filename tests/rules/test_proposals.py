"""Proposals hold what a person could do, and are true: what they say they reach, the engine finds reached.

A proven solver agrees where nothing that one could do is enough; both engines answer the same.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.kernel import Kernel
from catalogue.model.log import Options
from catalogue.rules.figures import RefusedError
from catalogue.rules.proposal import propose_plan
from tests.chance import count_cases, draw_share, take_share
from tests.rules.engines import LOG, answer_in_javascript, write_json
from tests.rules.plan_grids import list_makers, list_odd_makers
from tests.rules.random_cases import random_case
from tests.rules.random_plans import Around, Daily, Larger, Maker, Odd, Rolling, Tight, random_question
from tests.rules.solved import Model
from tests.rules.test_plans_are_least import judge_case

Json = dict[str, Any]
CASES = count_cases(800)
BATCHES = max(1, CASES // 100)
WISHED = 5
"""Of what turns one thing across its boundaries, one in so many is proposed for."""
ASKED = ("verdict", "goal", "without", "most")
COLUMNS = ("id", "date", "activity", "quantity", "choice", "points", "topics")


def random_wish(seed: int, maker: type[Maker] | None = None) -> Json:
    """A question for a proposal: what one could do of each activity, what takes chance, and the goal."""
    chance, case = random.Random(-1 - seed), random_question(seed, maker)
    del case["options"]["prefer"]
    for activity in case["kernel"]["activities"]:
        activity["most_a_year"] = chance.choice((None, 0, 1, 2, 3, 5))
        activity["by_chance"] = chance.random() < 0.2
    names = [one["id"] for one in case["kernel"]["activities"]]
    case["options"]["most"] = {name: chance.randint(0, 4) for name in names if chance.random() < 0.3}
    yearly = "all" in case["kernel"]["verdicts"][0]["meets"]
    case["options"]["goal"] = chance.choice(("year", "all") if yearly else ("all",))
    return case


def list_wishes() -> list[Json]:
    """Proposals for what turns one thing across its boundaries, of which one could do as much each time."""
    makers = {**list_makers(), **list_odd_makers()}
    cases = [case for make in makers.values() for case in draw_share(list(make()), WISHED)]
    made = [make_wish(case, number) for number, case in enumerate(cases)]
    for case in (one for name in ("also_needed", "carried", "named") for one in makers[name]()):
        options = {key: value for key, value in case["options"].items() if key != "prefer"}
        made += [case | {"options": {**options, "most": {}, "goal": goal}} for goal in ("year", "all")]
    return [*made, made[0] | {"options": {**made[0]["options"], "most": {"other": 1}}}]


def make_wish(case: Json, number: int) -> Json:
    """A proposal for a question for a plan: what one could do, what takes chance, and the goal, in turn."""
    options = {key: value for key, value in case["options"].items() if key != "prefer"}
    options |= {"most": {}, "goal": ("all", "all", "year")[number % 3]}
    mosts, activities = (None, 2, 5, 1, 0), case["kernel"]["activities"]
    own = [
        {**one, "most_a_year": mosts[(number + place) % 5], "by_chance": (number + place) % 7 == 0}
        for place, one in enumerate(activities)
    ]
    if number % 4 == 0:
        options["most"] = {activities[-1]["id"]: number % 3}
    return {**case, "kernel": {**case["kernel"], "activities": own}, "options": options}


def propose_case(case: Json) -> str:
    """What the engine in Python proposes."""
    exact = json.loads(write_json(case), parse_float=Decimal)
    options = dict(exact["options"])
    wanted = {name: options.pop(name) for name in ASKED if name in options}
    kernel, log = Kernel.model_validate(exact["kernel"]), LOG.validate_python(exact["log"])
    try:
        return write_json(propose_plan(kernel, log, Options(**options), **wanted))
    except RefusedError as refused:
        return write_json({"refused": {"code": refused.code, "values": refused.values}})


def index_mosts(case: Json) -> dict[str, int]:
    """How many one could do of each activity of which anything is said."""
    said = {one["id"]: one.get("most_a_year") for one in case["kernel"]["activities"]}
    return {name: most for name, most in {**said, **case["options"]["most"]}.items() if most is not None}


def judge_with(case: Json, entries: list[Json]) -> Json:
    """The engine's answer to a log with the entries of a plan in it; it is told of no plan."""
    more = [{**{name: one[name] for name in COLUMNS}, "confirmed": True} for one in entries]
    options = {k: v for k, v in case["options"].items() if k not in ("goal", "most")}
    return judge_case({**case, "options": options}, [*case["log"], *more])


def is_possible(case: Json) -> bool:
    """Whether the solver finds that all of the goal can be reached."""
    options = {**case["options"], "most": index_mosts(case), "prefer": "entries"}
    return Model({**case, "options": options}, judge_with(case, [])).cheapest() is not None


def check_is_true(case: Json, found: Json) -> None:
    """What is said to be there with the plan, the engine finds there; no line is above what one could do."""
    answer = judge_with(case, found["entries"])
    demands = (answer["with_plans"] or answer)["demands"]
    parts = {(demand["id"], one["year"], one["each"]): one for demand in demands for one in demand["parts"]}
    for one in found["result"]:
        assert parts[one["demand"], one["year"], one["each"]]["short_by"] == one["short_by"], write_json(case)
    if not is_any(case):
        assert (found["status"] == "short") == any(one["short_by"] for one in found["result"])
    assert found["count"] == len(found["entries"])
    assert all(one["date"] >= case["options"]["on"] for one in found["entries"])
    mosts = index_mosts(case)
    for (activity, _), count in Counter((one["activity"], one["year"]) for one in found["entries"]).items():
        assert count <= mosts.get(activity, count), write_json(case)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_proposal_is_true_and_a_proven_solver_finds_none_where_it_is_short(batch: int) -> None:
    makers = (None, Larger)
    cases = [random_wish(seed, makers[seed % 2]) for seed in range(batch, CASES, BATCHES)]
    answers = [propose_case(case) for case in cases]
    assert answer_in_javascript(cases, "propose") == answers
    states: Counter[str] = Counter()
    for case, text in zip(cases, answers, strict=True):
        found = json.loads(text)
        states[found["status"]] += 1
        if found["status"] in ("planned", "short"):
            check_is_true(case, found)
            assert is_possible(case) == (found["status"] == "planned"), write_json(case)
    assert min(states["planned"], states["short"]) > CASES / BATCHES / 12
    assert states["unplanned"] < CASES / BATCHES / 4


def is_any(case: Json) -> bool:
    """Whether one of several demands is enough somewhere."""
    return '"any"' in json.dumps(case["kernel"]["verdicts"][0]["meets"])


@pytest.mark.parametrize("maker", [Daily, Rolling])
def test_both_engines_propose_the_same_of_days_choices_and_what_looks_back(maker: type[Maker]) -> None:
    cases = [random_wish(seed, maker) for seed in range(300)]
    answers = [propose_case(case) for case in cases]
    assert answer_in_javascript(cases, "propose") == answers
    for case, text in zip(cases, answers, strict=True):
        found = json.loads(text)
        if found["status"] in ("planned", "short"):
            check_is_true(case, found)


def test_what_a_plan_cannot_count_is_left_out_and_named_over_the_whole_kernel() -> None:
    cases = [random_case(seed) for seed in range(500)]
    for case in cases:
        case["options"]["most"] = {}
    answers = [propose_case(case) for case in cases]
    assert answer_in_javascript(cases, "propose") == answers
    found = [json.loads(text) for text in answers]
    for case, one in zip(cases, found, strict=True):
        if one.get("entries"):
            check_is_true(case, one)
            assert not {e["activity"] for e in one["entries"]} & {n["activity"] for n in one["not_planned"]}
    assert {named["why"] for one in found for named in one.get("not_planned", [])} >= {"repeats", "sum"}


def test_both_engines_propose_the_same_where_one_thing_is_turned_and_where_odd_things_meet() -> None:
    drawn = [random_wish(seed, one) for seed in range(count_cases(80)) for one in (Around, Odd, Tight)]
    cases = [*take_share(draw_share(list_wishes(), 3)), *drawn]
    answers = [propose_case(case) for case in cases]
    assert answer_in_javascript(cases, "propose") == answers
    for case, text in list(zip(cases, answers, strict=True))[::4]:
        found = json.loads(text)
        if found["status"] in ("planned", "short"):
            check_is_true(case, found)
