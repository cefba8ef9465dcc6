"""What the engines make of each mechanism, on the smallest schedules, with figures by hand. Both answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.rules.engines import answer_in_javascript, answer_in_python

Json = dict[str, Any]
SOURCE = ["rulebook:1"]
ITEMS = {"kind": "items", "item": "talk", "points": 1}
HOURS = {"kind": "tiers", "measure": "hours", "steps": [{"at": 0, "open": True, "points": 1, "per": 1}]}
LEDGER = {"kind": "none", "measure": "hours", "reason": "A ledger."}


def activity(key: str, rate: Json = ITEMS, category: str = "a", **more: Any) -> Json:
    return {"id": key, "category": category, "title": key, "rate": rate, "source": SOURCE, **more}


def rule(key: str, measure: str, amount: float | Json, window: str = "cycle", **more: Any) -> Json:
    kind, _, last = window.partition(" ")
    span = {"span": kind, "last": int(last)} if last else {"span": kind}
    figure = amount if isinstance(amount, dict) else {"figure": amount}
    return {
        "id": key, "title": key, "measure": measure, "amount": {"prorated": False, **figure},
        "window": span, "source": SOURCE, **more,
    }  # fmt: skip


TOTAL = rule("total", "points", 100)


def ask(log: list[Json], on: str = "2025-06-01", options: Json | None = None, **kernel: Any) -> Json:
    """The answer of both engines, which must be the same, in a cycle from 1 January 2024."""
    judge: Json = {
        "id": "small", "designation": "hand", "reading": "guild", "unit": "points", "granularity": 0.01,
        "credit_rounds": "down", "demand_rounds": "up", "incomplete": False,
        "cycle": {"months": 36, "begins": "member"},
        "categories": [{"id": key, "title": key} for key in "abc"],
        "activities": [activity("talk")], "demands": [TOTAL],
        "verdicts": [{"id": "whole", "title": "Whole", "meets": {"demand": "total"}, "source": SOURCE}],
        **kernel,
    }  # fmt: skip
    asked: Json = {
        "on": on,
        **({} if judge["cycle"]["begins"] != "member" else {"cycle_start": "2024-01-01"}),
    }
    entries = [
        {"id": str(n), "date": "2024-05-01", "activity": "talk", **entry} for n, entry in enumerate(log, 1)
    ]
    case = {"kernel": judge, "log": entries, "options": {**asked, **(options or {})}}
    text = answer_in_python(case)
    assert answer_in_javascript([case]) == [text]
    answer: Json = json.loads(text)
    return answer


def list_credited(answer: Json) -> list[float]:
    return [entry["credited"] for entry in answer["entries"]]


def find_state(answer: Json, demand: str = "total") -> str:
    return str(next(d["state"] for d in answer["demands"] if d["id"] == demand))


def find_part(answer: Json, demand: str = "total") -> Json:
    found: Json = next(d["parts"][0] for d in answer["demands"] if d["id"] == demand)
    return found


def test_a_limit_on_quantity_keeps_credit_in_proportion() -> None:
    limits = [rule("top", "quantity", 5)]
    answer = ask([{"quantity": 4}, {"quantity": 3}], activities=[activity("talk", HOURS)], limits=limits)
    assert list_credited(answer) == [4, 1]
    assert answer["entries"][1]["lines"] == [
        {
            "kind": "limit", "rule": "top", "source": SOURCE, "before": 3, "after": 1,
            "quantity_before": 3, "quantity_after": 1,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("rounds", "left"), [("down", 0.33), ("up", 0.34)])
def test_what_a_limit_on_quantity_leaves_is_rounded_like_credit(rounds: str, left: float) -> None:
    answer = ask(
        [{"quantity": 3}],
        activities=[activity("talk", {**HOURS, "steps": [{"at": 0, "open": True, "points": 1}]})],
        limits=[rule("top", "quantity", 1)],
        credit_rounds=rounds,
    )
    assert list_credited(answer) == [left]


def test_a_limit_on_points_leaves_the_quantity() -> None:
    demands = [TOTAL, rule("hours", "quantity", 7)]
    answer = ask(
        [{"quantity": 4}, {"quantity": 3}],
        activities=[activity("talk", HOURS)],
        limits=[rule("top", "points", 5)],
        demands=demands,
    )
    assert list_credited(answer) == [4, 1]
    assert find_state(answer, "hours") == "met"


def test_a_limit_on_entries_drops_the_rest_with_their_quantity() -> None:
    demands = [TOTAL, rule("hours", "quantity", 7)]
    answer = ask(
        [{"quantity": 4}, {"quantity": 3}],
        activities=[activity("talk", LEDGER)],
        limits=[rule("top", "entries", 1)],
        demands=demands,
    )
    assert find_part(answer, "hours")["credited"] == 4


def test_an_entry_without_credit_is_no_entry_unless_its_rate_is_none() -> None:
    activities = [activity("talk", HOURS), activity("ledger", LEDGER)]
    demands = [TOTAL, rule("count", "entries", 5)]
    log: list[Json] = [{"quantity": 0}, {"quantity": 1}, {"activity": "ledger", "quantity": 0}]
    assert find_part(ask(log, activities=activities, demands=demands), "count")["credited"] == 2


def test_each_item_is_an_entry() -> None:
    demands = [TOTAL, rule("count", "entries", 16)]
    answer = ask([{"quantity": 16}], limits=[rule("top", "points", 15)], demands=demands)
    assert find_part(answer, "count")["credited"] == 15


def test_the_first_categories_used_are_those_that_count() -> None:
    activities = [activity("talk"), activity("b", category="b"), activity("c", category="c")]
    log: list[Json] = [
        {"activity": "b", "date": "2024-06-01"},
        {},
        {"activity": "c", "date": "2024-07-01"},
        {"date": "2024-08-01"},
    ]
    answer = ask(log, activities=activities, limits=[rule("top", "categories", 2)])
    assert list_credited(answer) == [1, 1, 0, 1]


def test_once_per_choice_goes_before_every_other_limit() -> None:
    # Cut by the year first, the repeated talk of choice x would have taken the room of y.
    once = rule("once", "entries", 1, for_each="choice")
    log: list[Json] = [{"choice": "x"}, {"choice": "x"}, {"choice": "y"}]
    answer = ask(log, limits=[rule("year", "points", 2, "year"), once])
    assert list_credited(answer) == [1, 0, 1]


def test_a_narrower_limit_goes_before_a_wider_one_and_topics_last() -> None:
    # 4 of the first kind are cut to 2 first; then all are cut to 5: 2 and 3. Otherwise 4 and 1.
    activities = [activity("talk"), activity("walk")]
    limits = [
        rule("topic", "points", 1, counting={"all": [{"activity": "walk"}, {"topic": "x"}]}),
        rule("all", "points", 5),
        rule("own", "points", 2, counting={"activity": "talk"}),
    ]
    log: list[Json] = [
        {"quantity": 4},
        {"activity": "walk", "quantity": 4, "date": "2024-06-01", "topics": ["x"]},
    ]
    answer = ask(log, activities=activities, limits=limits)
    assert list_credited(answer) == [2, 1]
    assert [line["rule"] for line in answer["entries"][1]["lines"]] == ["all", "topic"]


def test_a_limit_takes_earlier_entries_before_later_ones_and_then_the_logs_order() -> None:
    log: list[Json] = [{"date": "2024-06-02"}, {"date": "2024-06-01"}, {"date": "2024-06-01"}]
    assert list_credited(ask(log, limits=[rule("top", "points", 1)])) == [0, 1, 0]


def test_a_limit_for_each_topic_uses_up_every_topic_of_an_entry() -> None:
    limits = [rule("top", "points", 2, for_each="topic")]
    log: list[Json] = [
        {"topics": ["x", "y"]},
        {"topics": ["x"]},
        {"topics": ["x", "y"]},
        {"topics": ["y"]},
        {},
    ]
    assert list_credited(ask(log, limits=limits)) == [1, 1, 0, 1, 1]


def test_a_limit_for_each_value_leaves_other_topics_alone() -> None:
    attribute = {"id": "zones", "title": "Zones", "values": ["north", "south"], "several": True}
    answer = ask(
        [{"quantity": 3, "topics": ["north"]}, {"quantity": 3, "topics": ["law"]}],
        attributes=[attribute],
        limits=[rule("top", "points", 2, for_each="zones")],
        options={"member": {"attributes": {"zones": ["north", "south"]}}},
    )
    assert list_credited(answer) == [2, 3]


def test_a_share_of_the_log_in_a_limit_is_of_what_the_limits_before_it_left() -> None:
    # 8 are cut to 6 in the entry window; half of 6 + 2 is 4.
    activities = [activity("talk", HOURS), activity("walk", HOURS)]
    limits = [
        rule("half", "points", {"share": 50, "of": "log"}, counting={"activity": "talk"}),
        rule("each", "points", 6, "entry"),
    ]
    log: list[Json] = [{"quantity": 8}, {"activity": "walk", "quantity": 2}]
    assert list_credited(ask(log, activities=activities, limits=limits)) == [4, 2]


@pytest.mark.parametrize(("on", "expected"), [("2026-12-31", "open"), ("2027-01-01", "met")])
def test_a_share_of_the_log_is_open_until_its_window_ends(on: str, expected: str) -> None:
    demands = [rule("total", "points", {"share": 50, "of": "log"})]
    assert find_state(ask([{}], on, demands=demands)) == expected


def test_a_computed_demand_rounds_up_and_a_printed_one_stays() -> None:
    demands = [
        TOTAL,
        rule("third", "points", {"share": 33.3333, "of": "total"}),
        rule("printed", "points", 10.3),
    ]
    answer = ask([], demands=demands, granularity=0.5)
    assert find_part(answer, "third")["required"] == 33.5
    assert find_part(answer, "printed")["required"] == 10.3


def test_a_limit_never_rounds_up() -> None:
    answer = ask([{"quantity": 9}], limits=[rule("top", "points", 2.3)], granularity=0.5, credit_rounds="up")
    assert list_credited(answer) == [2]


def test_each_part_of_a_quantity_is_paid_by_its_own_tier() -> None:
    # 2 up to 3 hours, then half a point an hour: 2 + 0.5 x 2.5 = 3.25.
    steps = [{"at": 0, "open": True, "points": 2}, {"at": 3, "open": True, "points": 0.5, "per": 1}]
    activities = [activity("talk", {**HOURS, "steps": steps, "each_part": True})]
    answer = ask([{"quantity": 5.5}, {"quantity": 3}, {"quantity": 0}], activities=activities)
    assert list_credited(answer) == [3.25, 2, 0]


def test_a_sum_that_falls_takes_nothing_back() -> None:
    # 5 from 1 hour, 2 from 3 hours, 6 from 5: what is added is 5, then nothing, then 1.
    steps = [{"at": at, "open": False, "points": points} for at, points in ((1, 5), (3, 2), (5, 6))]
    rate = {**HOURS, "steps": steps, "window": {"span": "cycle"}}
    answer = ask([{"quantity": 2}, {"quantity": 2}, {"quantity": 2}], activities=[activity("talk", rate)])
    assert list_credited(answer) == [5, 0, 1]


def test_a_refused_entry_is_no_first_time_and_adds_to_no_sum() -> None:
    condition = {"id": "ok", "about": "entry", "ask": "So?", "confirm_with": "us", "source": SOURCE}
    rate = {**ITEMS, "repeats": [100, 0]}
    answer = ask(
        [{"confirmed": False}, {"confirmed": True}, {"confirmed": True}],
        activities=[activity("talk", rate, conditions=["ok"])],
        conditions=[condition],
    )
    assert list_credited(answer) == [0, 1, 0]


@pytest.mark.parametrize(
    ("node", "expected"), [({"all": []}, "met"), ({"any": []}, "not-met"), ({"demand": "small"}, "met")]
)
def test_a_rule_that_does_not_apply_is_left_out_of_every_verdict(node: Json, expected: str) -> None:
    attribute = {"id": "post", "title": "Post", "values": ["rock", "shore"], "several": False}
    small = rule("small", "points", 1, when={"member": "post", "is": ["shore"]})
    answer = ask(
        [],
        demands=[TOTAL, small],
        attributes=[attribute],
        options={"member": {"attributes": {"post": "rock"}}},
        verdicts=[{"id": "whole", "title": "Whole", "meets": node, "source": SOURCE}],
    )
    assert find_state(answer, "small") == "left-out"
    assert answer["verdicts"][0]["state"] == expected


def test_an_unknown_attribute_matters_only_where_a_value_would_change_the_state() -> None:
    attribute = {"id": "post", "title": "Post", "values": ["rock", "shore"], "several": False}
    table = rule("total", "points", {"by": "post", "values": {"rock": 1, "shore": 2}})
    seen = []
    for count in (0, 1, 2):
        answer = ask([{"quantity": count}], "2027-01-01", demands=[table], attributes=[attribute])
        seen.append((find_state(answer), answer["demands"][0]["supply"], answer["verdicts"][0]["state"]))
    assert seen == [("not-met", [], "not-met"), ("cannot-tell", ["post"], "cannot-tell"), ("met", [], "met")]


def test_for_each_value_every_one_must_be_met() -> None:
    attribute = {"id": "zones", "title": "Zones", "values": ["north", "south"], "several": True}
    demand = rule("total", "points", 1, for_each="zones")
    seen = []
    for zones in (["north"], ["north", "south"], None):
        member = {"attributes": {"zones": zones}} if zones else {}
        answer = ask(
            [{"topics": ["north"]}], demands=[demand], attributes=[attribute], options={"member": member}
        )
        seen.append(find_state(answer))
    assert seen == ["met", "open", "cannot-tell"]


@pytest.mark.parametrize(("points", "expected"), [(99, "open"), (100, "cannot-tell")])
def test_of_an_incomplete_schedule_nothing_is_said_to_be_met(points: int, expected: str) -> None:
    answer = ask([{"quantity": points}], incomplete=True)
    assert (find_state(answer), answer["verdicts"][0]["state"]) == (expected, expected)


def test_a_cycle_of_eighteen_months_has_a_year_of_six() -> None:
    answer = ask([], cycle={"months": 18, "begins": "member"})
    assert [(year["from"], year["to"]) for year in answer["cycle"]["years"]] == [
        ("2024-01-01", "2024-12-31"),
        ("2025-01-01", "2025-06-30"),
    ]


@pytest.mark.parametrize(
    ("on", "first", "last"),
    [("2025-02-27", "2024-02-29", "2025-02-27"), ("2025-02-28", "2025-02-28", "2026-02-27")],
)
def test_a_cycle_from_29_february_of_the_calendar(on: str, first: str, last: str) -> None:
    cycle = {"months": 12, "begins": "day", "day": "02-29"}
    found = ask([], on, cycle=cycle)["cycle"]
    assert (found["from"], found["to"]) == (first, last)


@pytest.mark.parametrize(
    ("on", "first"),
    [("2025-02-28", "2025-02-01"), ("2025-03-31", "2025-03-01"), ("2025-03-30", "2025-03-01")],
)
def test_a_rolling_month_begins_where_a_date_plus_one_month_is_after_the_day(on: str, first: str) -> None:
    # 28 February + 1 month is 28 March, which is not after 30 March; 31 January + 1 month is 28 February.
    assert ask([], on, cycle={"months": 1, "begins": "rolling"})["cycle"]["from"] == first


def test_a_day_before_the_cycle_counts_in_the_months_that_reach_back() -> None:
    demands = [TOTAL, rule("lately", "points", 2, "months 6")]
    answer = ask([{"date": "2023-12-31"}, {"date": "2023-06-01"}, {}], "2024-05-01", demands=demands)
    assert [entry["state"] for entry in answer["entries"]] == ["counted", "set-aside", "counted"]
    assert (find_part(answer)["credited"], find_part(answer, "lately")["credited"]) == (1, 2)


def test_months_away_lower_only_what_is_prorated_and_are_rounded_up() -> None:
    demands = [
        rule("total", "points", {"figure": 10, "prorated": True}, "year"),
        rule("flat", "points", 10, "year"),
    ]
    answer = ask([], demands=demands, granularity=1, options={"member": {"months_away": {"1": 5}}})
    # 10 x 7/12 = 5.83, rounded up.
    assert [p["required"] for p in answer["demands"][0]["parts"]] == [6, 10, 10]
    assert [p["required"] for p in answer["demands"][1]["parts"]] == [10, 10, 10]


def test_more_than_a_million_points_are_refused() -> None:
    activities = [activity("talk", {**HOURS, "steps": [{"at": 0, "open": True, "points": 2, "per": 1}]})]
    assert list_credited(ask([{"quantity": 500_000}], activities=activities)) == [1_000_000]
    assert ask([{"quantity": 500_000.5}], activities=activities) == {
        "refused": {"code": "too-large", "values": {}}
    }


@pytest.mark.parametrize("quantity", [1.5, 1001])
def test_items_come_whole_and_a_thousand_at_most(quantity: float) -> None:
    assert ask([{"quantity": quantity}])["refused"]["code"] == "items"


def test_exact_decimals_where_binary_ones_would_fail() -> None:
    declared = activity("talk", {"kind": "declared", "least": 0, "most": None})
    answer = ask(
        [{"points": 0.1}, {"points": 0.2}], activities=[declared], demands=[rule("total", "points", 0.3)]
    )
    assert (find_part(answer)["credited"], find_state(answer)) == (0.3, "met")


def test_more_than_twelve_months_away_in_a_year_are_twelve() -> None:
    # Of three years one is away altogether: 30 x 24/36.
    demands = [rule("total", "points", {"figure": 30, "prorated": True})]
    answer = ask([], demands=demands, options={"member": {"months_away": {"1": 14}}})
    assert find_part(answer)["required"] == 20


def carry(key: str, *terms: Json, into: str = "year") -> Json:
    return {
        "id": key, "title": key, "into": into, "least_of": terms, "serves": ["total"],
        "crosses_cycle": False, "source": SOURCE,
    }  # fmt: skip


def test_two_carry_rules_serve_one_demand_together() -> None:
    rules = [carry("some", {"figure": 3}), carry("more", {"figure": 1})]
    answer = ask([], demands=[rule("total", "points", 10, "year")], carry=rules)
    assert [p["carried"] for p in answer["demands"][0]["parts"]] == [0, 4, 4]


@pytest.mark.parametrize(("sizes", "code"), [((10, 10, 10), ""), ((7, 11, 13), "attributes-needed")])
def test_a_thousand_ways_to_fill_in_what_is_unknown_are_tried_and_no_more(
    sizes: tuple[int, ...], code: str
) -> None:
    attributes = [
        {"id": f"a{n}", "title": "A", "values": [f"v{i}" for i in range(size)], "several": False}
        for n, size in enumerate(sizes)
    ]
    when = [rule(f"d{n}", "points", 1, when={"member": f"a{n}", "is": ["v0"]}) for n in range(len(sizes))]
    answer = ask([], demands=[TOTAL, *when], attributes=attributes)
    assert answer.get("refused", {"code": ""})["code"] == code


def test_a_member_is_not_thought_to_have_several_values_of_what_has_one() -> None:
    # Red leaves the second way open, blue the first; only somebody who is both would fail in both.
    attribute = {"id": "post", "title": "Post", "values": ["red", "blue"], "several": False}
    lost = [rule(f"only-{is_}", "points", 1, when={"member": "post", "is": [is_]}) for is_ in ("red", "blue")]
    won = rule("won", "points", 0)
    ways = [{"all": [{"demand": f"only-{is_}"}, {"demand": "won"}]} for is_ in ("red", "blue")]
    verdict = {"id": "whole", "title": "Whole", "meets": {"any": ways}, "source": SOURCE}
    answer = ask([], "2027-01-01", demands=[*lost, won], attributes=[attribute], verdicts=[verdict])
    assert answer["verdicts"][0]["state"] == "met"


CONDITION = {"id": "ok", "about": "entry", "ask": "So?", "confirm_with": "us", "source": SOURCE}


def test_a_log_of_which_nothing_is_confirmed_cannot_be_told() -> None:
    activities = [activity("talk", conditions=["ok"])]
    answer = ask([{"quantity": 100}], "2027-01-01", activities=activities, conditions=[CONDITION])
    assert (find_state(answer), answer["verdicts"][0]["confirm"]) == ("cannot-tell", ["1"])


def test_what_is_unconfirmed_can_also_make_it_worse() -> None:
    # Half of 2 is met by the talk; half of 12 is not, if the walk of 10 counts.
    activities = [activity("talk"), activity("walk", conditions=["ok"])]
    half = rule("total", "points", {"share": 50, "of": "log"}, counting={"activity": "talk"})
    log: list[Json] = [{"quantity": 2}, {"activity": "walk", "quantity": 10}]
    answer = ask(log, "2027-01-01", activities=activities, conditions=[CONDITION], demands=[half])
    assert (find_state(answer), answer["verdicts"][0]["confirm"]) == ("cannot-tell", ["2"])


def test_a_repeat_can_also_earn_more() -> None:
    answer = ask([{}, {}], activities=[activity("talk", {**ITEMS, "repeats": [100, 150]})])
    assert list_credited(answer) == [1, 1.5]
    assert [line["kind"] for line in answer["entries"][1]["lines"]] == ["repeat"]


def test_a_thousand_items_can_stand_in_one_line() -> None:
    assert list_credited(ask([{"quantity": 1000}])) == [1000]


def test_what_is_above_a_figure_that_the_member_has_none_of_is_all_of_it() -> None:
    attribute = {"id": "post", "title": "Post", "values": ["rock", "shore"], "several": False}
    above = {"by": "post", "values": {"rock": 3}, "prorated": False}
    found = []
    for post in ("rock", "shore"):
        answer = ask(
            [{"quantity": 5}],
            carry=[carry("some", {"credited": {"category": "a"}, "above": above}, into="cycle")],
            attributes=[attribute],
            options={"member": {"attributes": {"post": post}}},
        )
        found.append(answer["carry_out"][0]["figure"])
    assert found == [2, 5]


@pytest.mark.parametrize(
    ("into", "day"), [("cycle", "2024-01-01"), ("cycle", "2026-12-31"), ("year", "2025-01-01")]
)
def test_the_log_that_a_share_is_of_begins_and_ends_with_its_window(into: str, day: str) -> None:
    above = {"share": 50, "of": "log", "prorated": False}
    rules = [carry("some", {"credited": {"category": "a"}, "above": above}, into=into)]
    answer = ask(
        [{"quantity": 4, "date": day}], "2026-12-31", carry=rules, demands=[rule("total", "points", 9, into)]
    )
    assert max(one["figure"] for one in answer["carry_out"]) == 2


@pytest.mark.parametrize(
    ("narrow", "wide", "second"),
    [("entry", "day", "2024-05-01"), ("day", "year", "2024-05-02"), ("year", "cycle", "2025-01-01")],
)
def test_a_limit_of_a_shorter_window_goes_before_that_of_a_longer_one(
    narrow: str, wide: str, second: str
) -> None:
    # 8 is cut to 5 first, which leaves 1 of 6; the other way round, nothing would be left of it.
    limits = [rule("wide", "points", 6, wide), rule("narrow", "points", 5, narrow)]
    log: list[Json] = [{"quantity": 8}, {"quantity": 4, "date": second}]
    assert list_credited(ask(log, activities=[activity("talk", HOURS)], limits=limits)) == [5, 1]


@pytest.mark.parametrize(
    ("first", "then"), [("year", "months 36"), ("months 36", "cycle"), ("years 3", "cycle")]
)
def test_the_window_decides_before_how_much_a_limit_is_about(first: str, then: str) -> None:
    # All is cut to 5 first: 4 and 1. Then walks to 1.
    activities = [activity("talk"), activity("walk")]
    limits = [
        rule("walks", "points", 1, then, counting={"activity": "walk"}),
        rule("all", "points", 5, first),
    ]
    log: list[Json] = [{"activity": "walk", "quantity": 4}, {"quantity": 3}]
    assert list_credited(ask(log, activities=activities, limits=limits)) == [1, 1]


@pytest.mark.parametrize(("measure", "each"), [("entries", None), ("categories", "choice")])
def test_only_once_per_choice_goes_before_its_window(measure: str, each: str | None) -> None:
    # The walk is cut to nothing in its year, and so the talk is the one that counts.
    activities = [activity("talk"), activity("walk", category="b")]
    limits = [
        rule("one", measure, 1, for_each=each),
        rule("no-walks", "points", 0, "year", counting={"activity": "walk"}),
    ]
    log: list[Json] = [{"activity": "walk", "choice": "x"}, {"choice": "x"}]
    assert list_credited(ask(log, activities=activities, limits=limits)) == [0, 1]


def test_a_prorated_limit_of_a_year_goes_by_the_months_away_in_that_year() -> None:
    limits = [rule("top", "points", {"figure": 12, "prorated": True}, "year")]
    log: list[Json] = [{"quantity": 20}, {"quantity": 20, "date": "2025-05-01"}]
    answer = ask(log, limits=limits, options={"member": {"months_away": {"1": 6}}})
    assert list_credited(answer) == [6, 12]


@pytest.mark.parametrize("points", [0, 1])
def test_ten_thousand_entries_that_do_not_count_leave_no_room(points: int) -> None:
    activities = [activity("talk"), activity("small", {**ITEMS, "points": points})]
    log: list[Json] = [{"activity": "small", "quantity": 1000}] * 11 + [{"quantity": 2}]
    answer = ask(log, activities=activities, limits=[rule("one", "entries", 1)])
    assert sum(list_credited(answer)) == 1


def test_what_to_confirm_are_the_entries_that_the_demand_counts_in_its_window() -> None:
    activities = [activity("talk", conditions=["ok"]), activity("walk", category="b", conditions=["ok"])]
    demands = [
        rule("total", "points", 1),
        rule("year", "points", 1, "year"),
        rule("walks", "points", 1, "months 6", counting={"category": "b"}),
        rule("lately", "points", 2, "months 6"),
        rule("two-years", "points", 2, "years 2"),
    ]
    # The walk lies before the cycle, and the half year reaches back to it.
    log: list[Json] = [{"date": "2024-02-01"}, {"activity": "walk", "date": "2023-12-01"}]
    answer = ask(log, "2024-03-01", activities=activities, conditions=[CONDITION], demands=demands)
    assert {d["id"]: d["confirm"] for d in answer["demands"] if d["id"] != "year"} == {
        "total": ["1"],
        "walks": ["2"],
        "lately": ["1", "2"],
        "two-years": ["1", "2"],
    }
    # Of a year nothing is to be told yet: the years to come are open either way.
    assert find_state(answer, "year") == "open"
    cycle = {"months": 12, "begins": "member"}
    short = ask(
        log, "2024-03-01", activities=activities, conditions=[CONDITION], demands=demands, cycle=cycle
    )
    assert next(d["confirm"] for d in short["demands"] if d["id"] == "year") == ["1"]


@pytest.mark.parametrize(("on", "final"), [("2026-12-31", False), ("2027-01-01", True)])
def test_what_is_carried_out_is_final_once_its_window_has_ended(on: str, final: bool) -> None:
    answer = ask([], on, carry=[carry("some", {"figure": 3}, into="cycle")])
    assert answer["carry_out"] == [{"id": "some", "into": "cycle", "year": None, "figure": 3, "final": final}]


def test_what_a_form_gives_as_text_is_read_as_well() -> None:
    attribute = {"id": "post", "title": "Post", "values": ["rock", "shore"], "several": False}
    limits = [rule("top", "points", 3, for_each="choice"), rule("few", "points", 4, counting={"topic": "x"})]
    log: list[Json] = [
        {"quantity": "2", "choice": " a ", "topics": "x", "confirmed": "yes"},
        {"quantity": "2", "choice": "a", "topics": ["x", "y"], "confirmed": "no"},
        {"quantity": 2, "choice": "a", "confirmed": True},
        {"quantity": 1, "choice": None, "topics": "x", "confirmed": "yes"},
        {"activity": "grant", "points": "0.5"},
    ]
    member = {"attributes": {"post": "rock"}, "conditions": {"oath": "yes"}, "months_away": "3"}
    answer = ask(
        log,
        activities=[
            activity("talk", conditions=["ok", "oath"]),
            activity("grant", {"kind": "declared", "least": 0.5}),
        ],
        conditions=[CONDITION, {**CONDITION, "id": "oath", "about": "member"}],
        attributes=[attribute],
        limits=limits,
        demands=[
            rule("total", "points", {"by": "post", "values": {"rock": 8, "shore": 9}, "prorated": True})
        ],
        options={"member": member},
    )
    assert list_credited(answer) == [2, 0, 1, 1, 0.5]
    assert find_part(answer)["required"] == 6


def ask_browser(log: list[Json], **options: Any) -> Json:
    """What the browser's engine answers to what the command line never lets through."""
    kernel = {
        "id": "small", "granularity": 1, "credit_rounds": "down", "demand_rounds": "up", "incomplete": False,
        "cycle": {"months": 12, "begins": "member"}, "categories": [{"id": "a", "title": "a"}],
        "activities": [activity("talk", HOURS)], "demands": [TOTAL], "verdicts": [],
    }  # fmt: skip
    asked = {"on": "2024-06-01", "cycle_start": "2024-01-01", **options}
    (text,) = answer_in_javascript([{"kernel": kernel, "log": log, "options": asked}])
    answer: Json = json.loads(text)
    return answer


@pytest.mark.parametrize("day", ["2024-02-30", "2024-5-01", "12024-05-01", "2024-05-011", "May", ""])
def test_the_browser_refuses_what_is_no_day(day: str) -> None:
    log = [{"id": "1", "date": day, "activity": "talk", "quantity": 1}]
    assert ask_browser(log) == {"refused": {"code": "bad-date", "values": {"date": day}}}


@pytest.mark.parametrize("figure", ["1,5", "1.23456", "-1", "1000000.1", "a1", "1b", "12.", ".5", 1_000_001])
def test_the_browser_refuses_what_is_no_figure(figure: str | int) -> None:
    log = [{"id": "1", "date": "2024-05-01", "activity": "talk", "quantity": figure}]
    assert ask_browser(log) == {"refused": {"code": "bad-figure", "values": {"figure": str(figure)}}}


@pytest.mark.parametrize(("figure", "expected"), [("12.5", 12), ("1000000", 1_000_000), ("", 0), (None, 0)])
def test_the_browser_takes_a_figure_as_it_was_typed(figure: str | None, expected: int) -> None:
    log = [{"id": 7, "date": "2024-05-01", "activity": "talk", "quantity": figure}]
    (entry,) = ask_browser(log)["entries"]
    assert (entry["id"], entry["credited"]) == ("7", expected)


def test_an_activity_that_the_schedule_lacks_is_refused() -> None:
    values = {"entry": "1", "activity": "sing"}
    assert ask([{"activity": "sing"}]) == {"refused": {"code": "unknown-activity", "values": values}}


@pytest.mark.parametrize(
    ("days", "expected"), [({"from": "2024-05-02"}, [0, 1]), ({"to": "2024-05-01"}, [1, 0])]
)
def test_an_activity_can_have_a_first_or_a_last_day_alone(days: Json, expected: list[float]) -> None:
    answer = ask([{}, {"date": "2024-05-02"}], activities=[activity("talk", valid=days)])
    assert list_credited(answer) == expected


def test_a_reason_or_measure_that_is_left_out_is_said_with_nothing() -> None:
    tiers = {"kind": "tiers", "steps": [{"at": 1, "open": False, "points": 1}]}
    activities = [activity("talk", {"kind": "none"}), activity("walk", tiers)]
    entries = ask([{}, {"activity": "walk", "quantity": 0.5}], activities=activities)["entries"]
    assert (entries[0]["lines"][0]["reason"], entries[1]["lines"][0]["measure"]) == ("", "")


# 99.9999 points for each 100.0001: products beyond 2^53, which binary floating point would round.
@pytest.mark.parametrize(
    ("quantity", "rounds", "expected"),
    [
        (910_050.9101, "down", 910_049.0899),  # 9,100,500,000,490,899 / 1,000,001 = 9,100,490,899.999...
        (910_350.9103, "up", 910_349.0897),  # 9,103,499,999,490,897 / 1,000,001 = 9,103,490,896.000001
        (910_350.9103, "down", 910_349.0896),
        (910_000.91, "up", 909_999.09),  # divides without rest
        (910_000.91, "down", 909_999.09),
    ],
)
def test_large_products_are_exact(quantity: float, rounds: str, expected: float) -> None:
    step = {"at": 0, "open": True, "points": 99.9999, "per": 100.0001, "rounds": rounds}
    activities = [activity("talk", {**HOURS, "steps": [step]})]
    assert list_credited(ask([{"quantity": quantity}], activities=activities, granularity=0.0001)) == [
        expected
    ]


def test_what_to_confirm_may_matter_for_one_value_of_what_is_unknown_only() -> None:
    # On the rock one point is enough, on the shore the unconfirmed two are needed as well.
    attribute = {"id": "post", "title": "Post", "values": ["rock", "shore"], "several": False}
    table = rule("total", "points", {"by": "post", "values": {"rock": 1, "shore": 3}})
    activities = [activity("talk"), activity("walk", conditions=["ok"])]
    log: list[Json] = [{}, {"activity": "walk", "quantity": 2}]
    answer = ask(
        log,
        "2027-01-01",
        activities=activities,
        conditions=[CONDITION],
        demands=[table],
        attributes=[attribute],
    )
    (demand,) = answer["demands"]
    assert (demand["state"], demand["confirm"], demand["supply"]) == ("cannot-tell", ["2"], ["post"])


def test_the_smallest_credit_is_an_entry_in_a_category() -> None:
    demands = [TOTAL, rule("count", "entries", 1), rule("breadth", "categories", 1)]
    activities = [activity("talk", {**ITEMS, "points": 0.0001})]
    answer = ask([{}], activities=activities, demands=demands, granularity=0.0001)
    assert (find_state(answer, "count"), find_state(answer, "breadth")) == ("met", "met")


def test_a_limit_on_whatever_is_not_about_a_topic_goes_last_too() -> None:
    # All is cut to 5 first: 4 and 1; then what is not about law to 1.
    limits = [
        rule("other", "points", 1, counting={"not": {"topic": "law"}}),
        rule("all", "points", 5),
    ]
    assert list_credited(ask([{"quantity": 4}, {"quantity": 4, "topics": ["law"]}], limits=limits)) == [1, 1]


def test_a_minimum_for_each_topic_asks_nothing_where_no_rule_names_one() -> None:
    answer = ask([{"topics": ["law"]}], demands=[TOTAL, rule("each", "points", 1, for_each="topic")])
    assert (find_state(answer, "each"), answer["demands"][1]["parts"]) == ("left-out", [])


def test_a_verdict_says_to_confirm_only_what_matters_to_its_demands() -> None:
    # The walk is unconfirmed too, but one walk is enough on the rock, and two are not on the shore.
    attribute = {"id": "post", "title": "Post", "values": ["rock", "shore"], "several": False}
    table = {"by": "post", "values": {"rock": 1, "shore": 100}}
    demands = [
        rule("total", "points", 1, counting={"activity": "talk"}),
        rule("walks", "points", table, counting={"category": "b"}),
    ]
    activities = [
        activity("talk", conditions=["ok"]),
        activity("walk", category="b"),
        activity("run", category="b", conditions=["ok"]),
    ]
    meets = {"all": [{"demand": "total"}, {"demand": "walks"}]}
    answer = ask(
        [{}, {"activity": "walk"}, {"activity": "run"}],
        "2027-01-01",
        activities=activities,
        attributes=[attribute],
        conditions=[CONDITION],
        demands=demands,
        verdicts=[{"id": "whole", "title": "Whole", "meets": meets, "source": SOURCE}],
    )
    (verdict,) = answer["verdicts"]
    assert (verdict["confirm"], verdict["supply"]) == (["1"], ["post"])


def test_a_year_behind_the_cycle_is_no_year_of_it() -> None:
    # One point counts in each CPD year; what is planned for after the cycle lies in a year of its own.
    demands = [TOTAL, rule("lately", "points", 2, "months 12")]
    log: list[Json] = [{"date": "2026-11-01"}, {"date": "2027-01-15"}]
    answer = ask(log, "2026-12-01", demands=demands, limits=[rule("one", "points", 1, "year")])
    assert list_credited(answer["with_plans"]) == [1, 1]


@pytest.mark.parametrize(
    ("range_", "points", "expected"),
    [({}, 3, 3), ({"most": 2}, 3, 2), ({"least": 4}, 3, 0), ({"least": 3}, 3, 3)],
)
def test_the_range_of_declared_points_can_be_open(range_: Json, points: int, expected: int) -> None:
    assert list_credited(
        ask([{"points": points}], activities=[activity("talk", {"kind": "declared", **range_})])
    ) == [expected]


@pytest.mark.parametrize(("points", "expected"), [(0.4999, 0), (0.5, 0.5)])
def test_the_least_for_a_part_of_an_item_is_not_rounded(points: float, expected: float) -> None:
    # 0.3333 x 1.5 is 0.49995.
    rate = {"kind": "declared", "item": "day", "least": 0.3333}
    answer = ask([{"quantity": 1.5, "points": points}], activities=[activity("talk", rate)])
    assert list_credited(answer) == [expected]


def test_years_behind_the_cycle_follow_each_other_and_have_their_numbers() -> None:
    demands = [TOTAL, rule("lately", "points", 2, "months 12")]
    log: list[Json] = [{"date": "2027-12-31"}, {"date": "2028-01-01"}]
    answer = ask(log, "2026-12-01", demands=demands, limits=[rule("one", "points", 1, "year")])
    assert list_credited(answer["with_plans"]) == [1, 1]
    away = {"member": {"months_away": {"4": 12}}}
    limits = [rule("one", "points", {"figure": 1, "prorated": True}, "year")]
    answer = ask(log, "2026-12-01", options=away, demands=demands, limits=limits)
    assert list_credited(answer["with_plans"]) == [0, 1]


def test_a_cycle_of_thirteen_months_from_29_february() -> None:
    # Thirteen months before 2025 it is January, which has nothing to do with a leap day.
    cycle = {"months": 13, "begins": "day", "day": "02-29", "first_year": 2025}
    assert ask([], "2025-03-01", cycle=cycle)["cycle"]["from"] == "2025-02-28"


ROLLING = {"months": 12, "begins": "rolling"}


@pytest.mark.parametrize(
    ("options", "cycle", "code"),
    [
        ({"award": "2024-01-01"}, ROLLING, "cycle-rolls"),
        ({"cycle_start": "2024-01-01"}, ROLLING, "cycle-rolls"),
        ({"cycle_start": None}, {"months": 12, "begins": "member"}, "cycle-start-needed"),
        ({"cycle_start": None, "award": "2025-06-02"}, {"months": 12, "begins": "member"}, "before-award"),
    ],
)
def test_a_cycle_that_cannot_be_told_is_refused(options: Json, cycle: Json, code: str) -> None:
    refused = ask([], "2025-06-01", options=options, cycle=cycle)["refused"]
    assert refused["code"] == code
    assert "" not in refused["values"].values()
    assert refused["values"]


@pytest.mark.parametrize(
    ("options", "cycle", "first"),
    [
        ({"cycle_start": None, "award": "2025-06-01"}, {"months": 12, "begins": "member"}, "2025-06-01"),
        ({}, {"months": 12, "begins": "day", "day": "04-29", "first_year": 2023}, "2025-04-29"),
        ({}, {"months": 12, "begins": "day", "day": "02-28", "first_year": 2023}, "2025-02-28"),
    ],
)
def test_a_cycle_begins_on_the_day_of_the_award_or_of_the_year(
    options: Json, cycle: Json, first: str
) -> None:
    assert ask([], "2025-06-01", options=options, cycle=cycle)["cycle"]["from"] == first


def test_a_limit_for_each_topic_leaves_what_is_about_nothing() -> None:
    assert list_credited(ask([{"quantity": 5}], limits=[rule("top", "points", 2, for_each="topic")])) == [5]


def test_leap_days_skip_the_year_2100() -> None:
    # From 2103 back the nearest leap year is 2096, seven years away.
    cycle = {"months": 12, "begins": "day", "day": "02-29", "first_year": 2103}
    assert ask([], "2104-06-01", cycle=cycle)["cycle"]["from"] == "2104-02-29"


def test_before_the_cycle_its_first_year_is_judged() -> None:
    answer = ask([], "2023-06-01", demands=[TOTAL, rule("lately", "points", 1, "years 1")])
    assert find_part(answer, "lately")["from"] == "2024-01-01"
