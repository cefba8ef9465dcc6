"""docs/rules.md: each decision that it tells is held by tests named here, and none is told without."""

from __future__ import annotations

import re

import pytest

from tests.roots import ROOT

PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
HELD_BY = {
    "Figures": (
        "rules/test_judging.py::test_a_computed_demand_rounds_up_and_a_printed_one_stays",
        "rules/test_judging.py::test_a_limit_never_rounds_up",
        "rules/test_judging.py::test_more_than_a_million_points_are_refused",
    ),
    "Items": ("rules/test_judging.py::test_each_item_is_an_entry",),
    "At least x": ("rules/test_guide.py::test_every_example_holds_in_javascript",),
    "Sums": (
        "rules/test_judging.py::test_a_sum_that_falls_takes_nothing_back",
        "rules/test_judging.py::test_a_refused_entry_is_no_first_time_and_adds_to_no_sum",
    ),
    "Repeats": ("rules/test_judging.py::test_a_repeat_can_also_earn_more",),
    "Last N months and last N years": (
        "rules/test_judging.py::test_a_day_before_the_cycle_counts_in_the_months_that_reach_back",
        "rules/test_judging.py::test_before_the_cycle_its_first_year_is_judged",
        "rules/test_judging.py::test_a_rolling_month_begins_where_a_date_plus_one_month_is_after_the_day",
    ),
    "Versions": ("rules/test_guide.py::test_every_example_holds_in_javascript",),
    "CPD years": (
        "rules/test_judging.py::test_a_cycle_of_eighteen_months_has_a_year_of_six",
        "rules/test_judging.py::test_years_behind_the_cycle_follow_each_other_and_have_their_numbers",
    ),
    "29 February": (
        "rules/test_cycles.py::test_an_award_on_29_february_loses_no_day",
        "rules/test_judging.py::test_a_cycle_from_29_february_of_the_calendar",
    ),
    "Quantities": (
        "rules/test_judging.py::test_a_limit_on_points_leaves_the_quantity",
        "rules/test_judging.py::test_a_limit_on_quantity_keeps_credit_in_proportion",
        "rules/test_judging.py::test_a_limit_on_entries_drops_the_rest_with_their_quantity",
    ),
    "For each": (
        "rules/test_judging.py::test_a_limit_for_each_topic_uses_up_every_topic_of_an_entry",
        "rules/test_judging.py::test_a_limit_for_each_topic_leaves_what_is_about_nothing",
        "rules/test_judging.py::test_for_each_value_every_one_must_be_met",
    ),
    "Tables by an attribute with several values": (
        "rules/test_judging.py::test_a_member_is_not_thought_to_have_several_values_of_what_has_one",
        "rules/test_guide.py::test_every_example_holds_in_javascript",
    ),
    "Months away": (
        "rules/test_judging.py::test_months_away_lower_only_what_is_prorated_and_are_rounded_up",
        "rules/test_judging.py::test_more_than_twelve_months_away_in_a_year_are_twelve",
    ),
    "A share of the log": (
        "rules/test_judging.py::test_a_share_of_the_log_in_a_limit_is_of_what_the_limits_before_it_left",
        "rules/test_judging.py::test_a_share_of_the_log_is_open_until_its_window_ends",
        "rules/test_guide.py::test_what_is_refused_is_told_by_name_with_its_line",
    ),
    "Conditions": ("rules/test_judging.py::test_a_refused_entry_is_no_first_time_and_adds_to_no_sum",),
    "Carry": (
        "rules/test_judging.py::test_what_is_carried_out_is_final_once_its_window_has_ended",
        "rules/test_judging.py::test_two_carry_rules_serve_one_demand_together",
    ),
    "Provisional entries": (
        "rules/test_judging.py::test_what_to_confirm_are_the_entries_that_the_demand_counts_in_its_window",
        "rules/test_judging.py::test_a_log_of_which_nothing_is_confirmed_cannot_be_told",
    ),
    "Planned entries": ("rules/test_guide.py::test_every_example_holds_in_javascript",),
    "Incomplete schedules": (
        "rules/test_judging.py::test_of_an_incomplete_schedule_nothing_is_said_to_be_met",
    ),
    "Reading a log": (
        "read/test_log.py::test_dates_are_read_as_they_are_said_to_be",
        "read/test_log.py::test_a_broken_log_is_told_with_line_column_and_reason",
        "read/test_log.py::test_names_are_compared_without_punctuation_and_spaces",
        "read/test_log.py::test_a_choice_goes_by_key_or_title_and_anything_else_is_judged_as_it_stands",
    ),
}
"""The decisions by the words that they begin with, and the tests that would fail were they not so."""


def test_each_decision_is_held_by_a_test() -> None:
    told = re.findall(r"^\*\*([^*]+?)\.?\*\*", PAGE.partition("## What was decided")[2], re.MULTILINE)
    assert told == list(HELD_BY)


@pytest.mark.parametrize("name", sorted({name for names in HELD_BY.values() for name in names}))
def test_what_holds_a_decision_is_there(name: str) -> None:
    path, _, test = name.partition("::")
    assert f"def {test}(" in (ROOT / "tests" / path).read_text("utf-8")
