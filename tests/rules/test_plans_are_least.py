"""Plans are the least there is and "impossible" is true: a proven solver agrees on random questions.

The browser's planner answers the same to the character. On as many questions as one likes, of cycles and of
windows that roll in turn: python -m tests.rules.test_plans_are_least 5000
"""

from __future__ import annotations

import copy
import json
import sys
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.kernel import Kernel
from catalogue.model.log import Options
from catalogue.rules.figures import RefusedError
from catalogue.rules.plan import plan_verdict
from tests.chance import IS_LONG, RARE, count_cases, draw_share, take_share
from tests.rules.engines import LOG, answer_in_javascript, answer_in_python, write_json
from tests.rules.plan_grids import list_makers, list_odd_makers
from tests.rules.random_cases import random_case
from tests.rules.random_plans import (
    Around,
    Daily,
    Larger,
    Odd,
    Rolling,
    Small,
    Tight,
    about,
    random_question,
    ways,
)
from tests.rules.solved import Model, RollingModel, units

Json = dict[str, Any]
CASES, LARGER, ROLLING = count_cases(2_000), count_cases(400), count_cases(800)
BATCHES, LARGER_BATCHES, ROLLING_BATCHES = max(1, CASES // 125), max(1, LARGER // 100), max(1, ROLLING // 100)
GRIDS, ODD_GRIDS = list_makers(), list_odd_makers()
EVERY, ENOUGH = 5, 8
"""Of the clashes, one in so many is taken apart; of the plans about odder things, one is judged."""
SHARE = 1 if IS_LONG else 3
"""Of the questions of a grid one in so many is asked, drawn by chance,"""
FEWEST = 150
"""and never fewer than so many."""


OF_PLANS = ("verdict", "prefer", "without")
"""What is asked of a plan, and not of an answer."""


def plan_case(case: Json) -> str:
    """What the planner in Python answers."""
    exact = json.loads(write_json(case), parse_float=Decimal)
    kernel, log, options = exact["kernel"], exact["log"], dict(exact["options"])
    wanted = {name: options.pop(name) for name in OF_PLANS if name in options}
    try:
        return write_json(
            plan_verdict(
                Kernel.model_validate(kernel), LOG.validate_python(log), Options(**options), **wanted
            )
        )
    except RefusedError as refused:
        return write_json({"refused": {"code": refused.code, "values": refused.values}})


def judge_case(case: Json, log: list[Json]) -> Json:
    """The engine's answer to a question without its plan."""
    options = {k: v for k, v in case["options"].items() if k not in OF_PLANS}
    answer: Json = json.loads(answer_in_python({**case, "log": log, "options": options}))
    return answer


def solve_case(case: Json) -> tuple[int, int] | None:
    """What the solver finds: entries, and what they earn."""
    answer = judge_case(case, case["log"])
    case = copy.deepcopy(case)  # a limit of a quantity, of what a plan could hold, is planned around
    limits = case["kernel"]["limits"]
    case["kernel"]["limits"] = [rule for rule in limits if rule["measure"] != "quantity"]
    looks_back = case["kernel"]["cycle"]["begins"] == "rolling" or any(
        rule["window"]["span"] in ("months", "day")
        for rule in (*case["kernel"]["limits"], *case["kernel"]["demands"])
    )
    return (RollingModel if looks_back else Model)(case, answer).cheapest()


def keep_only(case: Json, rules: set[str], dropped: set[str]) -> Json:
    """A case in which other limits are gone, and some demands ask nothing; what is lost stays lost."""
    other = copy.deepcopy(case)
    other["kernel"]["limits"] = [limit for limit in other["kernel"]["limits"] if limit["id"] in rules]
    for demand in other["kernel"]["demands"]:
        if demand["id"] in dropped - rules:
            demand["amount"] = {"figure": 0, "prorated": False}
    return other


def is_clash(case: Json, found: Json) -> bool:
    """Whether these rules alone cannot be kept, and can without any one of them.

    Of the latter what is met is not asked again: without a limit an entry may count in another's place.
    """
    rules, asked = {one["rule"] for one in found["clash"]}, {one["demand"] for one in found["open"]}
    every = {demand["id"] for demand in case["kernel"]["demands"]}
    fewer = [solve_case(keep_only(case, rules - {one}, every)) for one in rules]
    return solve_case(keep_only(case, rules, asked)) is None and None not in fewer


def is_reached(case: Json, found: Json) -> bool:
    """Whether the engine finds every open demand closed (one of them, where any will do), nothing lost."""
    columns = ("id", "date", "activity", "quantity", "choice", "points", "topics")
    entries = [{**{name: entry[name] for name in columns}, "confirmed": True} for entry in found["entries"]]
    answer = judge_case(case, [*case["log"], *entries])
    part = answer["with_plans"] or answer
    before = judge_case(case, case["log"])["with_plans"] or judge_case(case, case["log"])
    kept = [e["credited"] for e in part["entries"][: len(case["log"])]]
    parts = {
        (demand["id"], one["year"], one["each"]): one["short_by"]
        for demand in part["demands"]
        for one in demand["parts"]
    }
    left = {one["demand"] for one in found["open"] if parts[one["demand"], one["year"], one["each"]]}
    kept_all = kept == [entry["credited"] for entry in before["entries"]]
    return kept_all and is_closed(case["kernel"]["verdicts"][0]["meets"], left)


def is_closed(node: Json, left: set[str]) -> bool:
    """Whether nothing of a tree of demands is left (of any of several: of one of them)."""
    if node.get("demand"):
        return node["demand"] not in left
    found = [is_closed(child, left) for child in (node.get("all") or node.get("any") or [])]
    return any(found) if node.get("any") else all(found)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_proven_solver_finds_nothing_less(batch: int) -> None:
    states = compare_cases([random_question(seed) for seed in range(batch, CASES, BATCHES)])
    assert min(states["planned"], states["impossible"]) > CASES / BATCHES / 5 / RARE
    assert states["unplanned"] < CASES / BATCHES / 5


@pytest.mark.parametrize("batch", range(LARGER_BATCHES))
def test_a_proven_solver_finds_nothing_less_where_several_entries_are_needed(batch: int) -> None:
    states = compare_cases([random_question(seed, Larger) for seed in range(batch, LARGER, LARGER_BATCHES)])
    assert min(states["planned"], states["impossible"]) > LARGER / LARGER_BATCHES / 5 / RARE
    assert states["unplanned"] < LARGER / LARGER_BATCHES / 4


@pytest.mark.parametrize("batch", range(ROLLING_BATCHES))
def test_where_rules_look_back_a_plan_meets_them_today_and_a_proven_solver_finds_nothing_less(
    batch: int,
) -> None:
    cases = [random_question(seed, Rolling) for seed in range(batch, ROLLING, ROLLING_BATCHES)]
    states = compare_cases(cases, clashes=False)  # without a limit the log itself may count for less
    assert min(states["planned"], states["impossible"]) > ROLLING / ROLLING_BATCHES / 8 / RARE
    assert states["unplanned"] < ROLLING / ROLLING_BATCHES / 4


@pytest.mark.parametrize("batch", range(ROLLING_BATCHES))
def test_what_cannot_be_weighed_is_planned_around_and_named(batch: int) -> None:
    """Also what does without something is enough; "impossible" is said where nothing is left out."""
    cases = [random_question(seed, Around) for seed in range(batch, ROLLING, ROLLING_BATCHES)]
    states = compare_cases(cases, clashes=False)
    fewest = min(states["around"], states["planned"] - states["around"])
    assert fewest > ROLLING / ROLLING_BATCHES / 15 / RARE


def compare_cases(cases: Sequence[Json], clashes: bool = True) -> Counter[str]:
    """How often each status is answered; each is compared with what the solver finds."""
    answers = [plan_case(case) for case in cases]
    assert answer_in_javascript(cases, "plan") == answers
    states: Counter[str] = Counter()
    for number, (case, text) in enumerate(zip(cases, answers, strict=True)):
        found = json.loads(text)
        states[found["status"]] += 1
        if found["left_out"]:
            states["around"] += 1
            assert is_reached(case, found), write_json(case)
        elif found["status"] == "planned":
            assert solve_case(case) == (found["count"], units(found["points"])), write_json(case)
            assert found["count"] == sum(entry["items"] for entry in found["entries"])
            assert is_reached(case, found), write_json(case)
        elif found["status"] == "impossible":
            assert solve_case(case) is None, write_json(case)
            assert not clashes or number % EVERY or is_clash(case, found), write_json(case)
    return states


def test_of_any_of_several_ways_one_that_asks_a_quantity_loosens_no_other() -> None:
    """In the others what earns nothing does not help: nine entries are needed; nothing is enough."""
    states = compare_cases([random_question(3897, Larger), random_question(748, Around)], clashes=False)
    assert states == {"planned": 1, "impossible": 1}


def test_both_planners_agree_over_the_whole_kernel() -> None:
    cases = [random_case(seed) for seed in range(count_cases(1_000))]
    makers = (Daily, Small, Tight, Around, Odd)
    cases += [random_question(seed, one) for seed in range(count_cases(800)) for one in makers]
    answers = [plan_case(case) for case in cases]
    assert answer_in_javascript(cases, "plan") == answers
    found = [json.loads(text) for text in answers]
    because = {one["why"] for one in found for key in ("because", "left_out") for one in one.get(key, [])}
    assert because >= {"attribute", "repeats", "sum", "share", "carry", "limit-quantity", "limit-categories"}


def test_what_only_several_items_in_one_entry_reach_is_named_and_not_called_impossible() -> None:
    """A plan puts one item of 1.5 points into an entry. Three entries may count, and 10.5 points are asked
    of entries of two items or more: a log can hold seven items in one."""
    case = random_question(322)
    asked, declared = case["kernel"]["demands"][0], case["kernel"]["activities"][3]
    assert (asked["amount"]["figure"], asked["counting"]) == (10.5, {"quantity_at_least": 2})
    assert (declared["rate"]["item"], declared["rate"]["most"]) == ("thing", 1.5)
    declared["one_sitting"] = None
    answer = plan_case(case)
    assert answer_in_javascript([case], "plan") == [answer]
    assert json.loads(answer)["because"] == [{"why": "several-items", "about": "activity-3"}]
    declared["one_sitting"] = 3
    answer = plan_case(case)
    assert answer_in_javascript([case], "plan") == [answer]
    assert json.loads(answer)["status"] == "impossible", "three entries of 3 points each are 9"


def test_as_many_ways_are_looked_at_as_is_said_and_more_are_named() -> None:
    twenty, more = plan_case(ways(20)), plan_case(ways(21))
    assert answer_in_javascript([ways(20), ways(21)], "plan") == [twenty, more]
    assert (json.loads(twenty)["status"], json.loads(twenty)["count"]) == ("planned", 1)
    assert json.loads(more)["because"] == [{"why": "ways", "about": "whole"}]


def test_as_many_topics_are_told_apart_as_is_said_and_more_are_named() -> None:
    three, more = plan_case(about(3)), plan_case(about(4))
    assert answer_in_javascript([about(3), about(4)], "plan") == [three, more]
    assert (json.loads(three)["status"], json.loads(three)["count"]) == ("planned", 1), "one about all three"
    assert json.loads(more)["because"] == [{"why": "topics", "about": "activity-0"}]


@pytest.mark.parametrize("turned", GRIDS)
def test_on_both_sides_of_each_boundary_a_proven_solver_finds_nothing_less(turned: str) -> None:
    cases = list(GRIDS[turned]())
    if turned == "one_a_day":  # the solver knows no days: what it would plan, the engine would cut
        assert answer_in_javascript(cases, "plan") == [plan_case(case) for case in cases]
    else:
        solved = [case for case in cases if is_solved(case)]
        assert compare_cases(draw_share(solved, SHARE, FEWEST))["planned"] > 10


@pytest.mark.parametrize("turned", ODD_GRIDS)
def test_on_both_sides_of_odder_boundaries_both_planners_agree_and_plans_are_enough(turned: str) -> None:
    cases = take_share(list(ODD_GRIDS[turned]()))
    answers = [plan_case(case) for case in cases]
    assert answer_in_javascript(cases, "plan") == answers
    for case, text in list(zip(cases, answers, strict=True))[::ENOUGH]:
        found = json.loads(text)
        assert found.get("status") != "planned" or is_reached(case, found), write_json(case)


def is_solved(case: Json) -> bool:
    """Whether the solver knows all that it is about."""
    of_days = any(limit["window"]["span"] == "day" for limit in case["kernel"]["limits"])
    return not of_days and case["kernel"]["activities"][0]["one_sitting"] is not None


def look_back(log: list[Json], months: int = 24, points: int = 20) -> Json:
    """A question about points of the last months, of which each activity earns five."""
    case = ways(1)
    kernel = case["kernel"]
    kernel["cycle"] = {"months": months, "begins": "rolling"}
    five = {"kind": "items", "item": "thing", "points": 5}
    kernel["activities"] = [{**kernel["activities"][0], "rate": five, "valid": None}]
    asked = {"measure": "points", "amount": {"figure": points, "prorated": False}}
    kernel["demands"] = [{**kernel["demands"][0], **asked}]
    blank: Json = {"quantity": 1, "choice": None, "points": None, "topics": [], "confirmed": True}
    entries = [{"id": str(n), "activity": "activity-0", **blank, **one} for n, one in enumerate(log, 1)]
    return {"kernel": kernel, "log": entries, "options": {"on": "2026-11-26", "without": []}}


def test_what_is_short_today_is_planned_for_today_and_what_lapses_is_named() -> None:
    """Of 20 points in 24 months 10 are there: two more of 5, and from 10 December one less counts."""
    case = look_back([{"date": "2024-11-26"}, {"date": "2024-12-10"}, {"date": "2026-05-01"}])
    found = json.loads(plan_case(case))
    assert answer_in_javascript([case], "plan") == [plan_case(case)]
    assert (found["status"], found["count"], found["lost"]) == ("planned", 2, [])
    assert [(one["date"], one["year"], one["items"]) for one in found["entries"]] == [("2026-11-26", None, 2)]
    assert [(one["entry"], one["on"]) for one in found["lapses"]] == [
        ("2", "2026-12-10"),
        ("3", "2028-05-01"),
    ]
    assert is_reached(case, found)


def test_an_empty_log_in_a_window_that_rolls_is_not_said_to_be_lost() -> None:
    found = json.loads(plan_case(look_back([])))
    assert (found["status"], found["count"], found["lost"]) == ("planned", 4, [])


def test_the_last_months_in_an_ordinary_cycle_are_met_by_what_is_done_today() -> None:
    """Ten points of the last six months in a cycle of two years: twice five, today and no later."""
    case = look_back([{"date": "2026-03-01"}], points=10)
    case["kernel"]["cycle"] = {"months": 24, "begins": "member"}
    case["kernel"]["demands"][0]["window"] = {"span": "months", "last": 6}
    case["options"]["cycle_start"] = "2025-03-01"
    found = json.loads(plan_case(case))
    assert answer_in_javascript([case], "plan") == [plan_case(case)]
    assert (found["status"], found["count"]) == ("planned", 2)
    assert {(one["date"], one["year"]) for one in found["entries"]} == {("2026-11-26", 2)}


def test_where_one_a_day_counts_the_days_that_follow_are_taken() -> None:
    case = look_back([])
    limit = {**case["kernel"]["demands"][0], "id": "daily", "window": {"span": "day"}}
    case["kernel"]["limits"] = [{**limit, "amount": {"figure": 5, "prorated": False}}]
    found = json.loads(plan_case(case))
    assert answer_in_javascript([case], "plan") == [plan_case(case)]
    days = [one["date"] for one in found["entries"]]
    assert days == ["2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"]


def look_forward(**kernel: Any) -> Json:
    """A question about two years from 1 March 2024, asked on the first day; an entry earns five."""
    case = look_back([], points=10)
    case["kernel"]["cycle"] = {"months": 24, "begins": "member"}
    case["kernel"] |= kernel
    case["options"] |= {"cycle_start": "2024-03-01", "on": "2024-03-01"}
    return case


def plan_both(case: Json) -> Json:
    """The plan of both engines."""
    text = plan_case(case)
    assert answer_in_javascript([case], "plan") == [text]
    found: Json = json.loads(text)
    return found


CARRY: Json = {"id": "on", "title": "On", "crosses_cycle": False, "source": ["source:1"]}
SURPLUS: Json = {"least_of": [{"credited": {"all": []}, "above": {"figure": 5, "prorated": False}}]}


def test_an_attribute_that_only_the_carry_reads_stops_no_plan() -> None:
    level = [{"id": "level", "title": "Level", "values": ["low", "high"], "several": False}]
    when = {"member": "level", "is": ["high"]}
    carry = [{**CARRY, **SURPLUS, "into": "cycle", "serves": ["demand-0"], "when": when}]
    found = plan_both(look_forward(attributes=level, carry=carry))
    assert (found["status"], found["count"], found["left_out"]) == ("planned", 2, [])


def test_a_yearly_carry_is_not_counted_on_and_named() -> None:
    case = look_forward()
    asked = case["kernel"]["demands"][0]
    asked["window"] = {"span": "year"}
    case["kernel"]["carry"] = [{**CARRY, **SURPLUS, "into": "year", "serves": [asked["id"]]}]
    found = plan_both(case)
    assert (found["status"], found["count"]) == ("planned", 4), "ten in each of two years"
    assert found["left_out"] == [{"why": "carry", "about": "on"}]


@pytest.mark.parametrize(("most", "status"), [(2, "planned"), (1, "unplanned")])
def test_a_plan_stays_below_a_limit_of_a_quantity(most: int, status: str) -> None:
    case = look_forward()
    amount = {"figure": most, "prorated": False}
    limit = {**case["kernel"]["demands"][0], "id": "things", "measure": "quantity", "amount": amount}
    case["kernel"]["limits"] = [limit]
    found = plan_both(case)
    named = [{"why": "limit-quantity", "about": "things"}]
    assert (found["status"], found["left_out"] or found["because"]) == (status, named)


def test_of_hours_that_a_limit_leaves_a_plan_takes_as_many_as_it_leaves() -> None:
    """A point for each hour in entries of at most four; of eight hours two are used, six points are asked."""
    case = look_forward()
    kernel = case["kernel"]
    hour = {"at": 0, "open": True, "points": 1, "per": 1, "whole": False, "rounds": "down"}
    rate = {"kind": "tiers", "measure": "hours", "steps": [hour], "window": {"span": "entry"}}
    kernel["activities"] = [{**kernel["activities"][0], "rate": rate, "one_sitting": 4}]
    limit = {**kernel["demands"][0], "id": "hours", "measure": "quantity"}
    kernel["limits"] = [{**limit, "amount": {"figure": 8, "prorated": False}}]
    kernel["demands"][0]["amount"] = {"figure": 8, "prorated": False}
    blank: Json = {"choice": None, "points": None, "topics": [], "confirmed": True}
    case["log"] = [{"id": "1", "date": "2024-03-01", "activity": "activity-0", "quantity": 2, **blank}]
    found = plan_both(case)
    assert (found["status"], found["count"], found["points"]) == ("planned", 2, 6)
    assert sum(one["quantity"] for one in found["entries"]) == 6
    kernel["demands"][0]["amount"]["figure"] = 9
    assert plan_both(case)["status"] == "unplanned", "part of an entry would count: it is not impossible"


def test_one_summed_threshold_is_left_out_and_the_rest_is_planned() -> None:
    case = look_forward()
    kernel = case["kernel"]
    step = {"at": 10, "open": False, "points": 5, "per": None, "whole": False, "rounds": "down"}
    rate = {"kind": "tiers", "measure": "hours", "steps": [step], "window": {"span": "year"}}
    kernel["activities"].append({**kernel["activities"][0], "id": "reading", "rate": rate})
    found = plan_both(case)
    assert (found["status"], found["count"]) == ("planned", 2)
    assert found["left_out"] == [{"why": "sum", "about": "reading"}]


def main(count: int) -> int:
    """Compare so many questions; print how many had which answer."""
    states: Counter[str] = Counter()
    for first in range(0, count, 250):
        kinds = [(Rolling, Around)[seed % 2] for seed in range(first, min(first + 250, count))]
        states += compare_cases(
            [random_question(first + n, one) for n, one in enumerate(kinds)], clashes=False
        )
    print(f"{count} questions: both planners identical, each plan enough, a solver agrees: {dict(states)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
