"""Rules in words: every kind of rate, bound, selection and carry, each as a reader would say it."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.catalogue import Catalogue
from catalogue.model.schedule import Amount, Cycle, Rate, Schedule, Selection
from catalogue.model.source import Period
from catalogue.read.reader import read_catalogue
from catalogue.wording import words
from tests.roots import LIGHTHOUSE


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, problems = read_catalogue(LIGHTHOUSE)
    assert found, problems
    return found


@pytest.mark.parametrize(
    ("value", "said"), [("35", "35"), ("13.33", "13.33"), ("0.5", "0.5"), ("40.00", "40"), ("1000", "1000")]
)
def test_a_figure_stands_as_in_the_data(value: str, said: str) -> None:
    assert words.format_figure(Decimal(value)) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "points", "1 point"),
        (2, "points", "2 points"),
        (0, "points", "0 points"),
        (1, "entries", "1 entry"),
        (1, "categories", "1 category"),
        (1, "words", "1 word"),
        (1, "classes", "1 class"),
        (1, "CPD", "1 CPD"),
    ],
)
def test_one_of_a_unit_is_singular(value: int, unit: str, said: str) -> None:
    assert words.format_count(value, unit) == said


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (1, "1 month"),
        (12, "12 months"),
        (18, "18 months"),
        (24, "2 years"),
        (30, "30 months"),
        (60, "5 years"),
    ],
)
def test_lengths(months: int, said: str) -> None:
    assert words.format_months(months) == said


def test_days_and_periods() -> None:
    first, last = datetime.date(2022, 5, 10), datetime.date(2027, 5, 9)
    assert words.format_date(first) == "10 May 2022"
    assert words.format_period(Period(from_=first, to=last)) == "from 10 May 2022 to 9 May 2027"
    assert words.format_period(Period(to=last)) == "to 9 May 2027"
    assert words.format_period(Period()) == words.format_period(None) == ""


@pytest.mark.parametrize(
    ("span", "said"),
    [
        ("entry", "in one entry"),
        ("day", "in one day"),
        ("year", "in a CPD year"),
        ("cycle", "in a cycle"),
        ("last 12 months", "in the last 12 months"),
        ("last 2 years", "in the last 2 years"),
    ],
)
def test_windows(span: str, said: str) -> None:
    assert words.describe_window(span) == said


def test_cycles() -> None:
    def said(length: str, begins: str, **more: int) -> str:
        cycle = {"length": length, "begins": begins, "source": "a:1"}
        return words.describe_cycle(Cycle.model_validate(cycle | more))

    assert said("3 years", "award date") == "3 years, from the day of the award"
    assert said("12 months", "1 April") == "12 months, from 1 April"
    assert said("3 years", "1 April", first_year=2021) == "3 years, from 1 April in 2021, and every 3 years"
    assert said("12 months", "rolling") == "the last 12 months, on any day"


RATES: list[tuple[dict[str, Any], str]] = [
    ({"points": 2, "for_each": "course"}, "2 points for each course"),
    ({"points": 1, "for_each": "article"}, "1 point for each article"),
    ({"nothing": "It is fun."}, "nothing: It is fun"),
    ({"declared": {"to": 10}}, "up to 10 points; you enter the points"),
    ({"declared": {"to": 2, "for_each": "event"}}, "up to 2 points for each event; you enter the points"),
    ({"declared": {"from": "0.5", "to": 2}}, "0.5 to 2 points; you enter the points"),
    ({"declared": {"from": 2, "to": 2}}, "2 points; you enter the points"),
    ({"declared": {}}, "you enter the points; no maximum is given"),
    ({"declared": {"from": 1}}, "at least 1 point; you enter the points; no maximum is given"),
    (
        {"by": "days", "tiers": [{"from": 1, "points": 1}, {"from": 2, "points": 2}]},
        "from 1 day: 1 point; from 2 days: 2 points",
    ),
    ({"by": "words", "tiers": [{"above": 2000, "points": 2}]}, "above 2000 words: 2 points"),
    (
        {"by": "hours", "tiers": [{"above": 0, "points": 1, "per": 2}]},
        "1 point for each 2 hours, parts in proportion",
    ),
    (
        {"by": "hours", "tiers": [{"above": 0, "points": 1, "per": 1, "rounds": "up"}]},
        "1 point for each hour, parts in proportion, rounded up",
    ),
    (
        {"by": "hours", "tiers": [{"from": 7, "points": 1, "per_whole": 7}]},
        "from 7 hours: 1 point for each 7 hours, whole ones only",
    ),
    (
        {"by": "days", "tiers": [{"above": 0, "points": 5, "per_whole": 1, "rounds": "up"}]},
        "5 points for each day, a part counts as a whole",
    ),
    (
        {"by": "days", "each_part": "yes", "summed_in": "year", "tiers": [{"from": 1, "points": 1}]},
        "from 1 day: 1 point; each part of the quantity earns by its own step; "
        "the days are added up in a CPD year",
    ),
    (
        {"points": 5, "for_each": "course", "repeats": [100, 50, 25, 0]},
        "5 points for each course; of one choice in a cycle, the first counts in full, "
        "the second counts half, the third counts 25 % and the fourth earns nothing",
    ),
]


@pytest.mark.parametrize(("rate", "said"), RATES, ids=[said for _, said in RATES])
def test_rates(rate: dict[str, Any], said: str) -> None:
    assert words.describe_rate(Rate.model_validate(rate), "points") == said


def describe_rule_of(schedule: Schedule, key: str) -> str:
    found = words.index_rules(schedule)[key]
    return f"{words.find_rule_title(found, schedule)}: {words.describe_rule(found, schedule)}"


# By hand from the invented rules: schedule, id of the rule, how it is said.
RULES = [
    ("keeper-2021", "watch-minimum", "Watch: at least 12 points in 3 years"),
    ("keeper-2021", "night-watch-maximum", "Keep a night watch: at most 2 points in one day"),
    ("keeper-2021", "night-watch-maximum-2", "Keep a night watch: at most 15 points in the last 12 months"),
    (
        "keeper-2021",
        "learning-maximum",
        "Learning: at most 50 % of what “Points in the cycle” asks in 3 years",
    ),
    (
        "keeper-2021",
        "year-total",
        "Points in the year: at least 20 points, less a twelfth for each month away, in a CPD year",
    ),
    (
        "keeper-2021",
        "on-post",
        "Watch on one's post: at least 6 points (rock) or 4 points (shore), by “Post”, in a CPD year, "
        "counting only section “Watch”",
    ),
    (
        "keeper-2021",
        "ethics",
        "Ethics, in whatever category: at least 3 points in 3 years, counting only topic ethics",
    ),
    ("keeper-2021", "teaching-minimum", "An apprentice: at least once in 3 years, where “Post” is shore"),
    (
        "hand-2020",
        "practice-share",
        "Half of the log is practice: at least 50 % of everything credited in the last 12 months, "
        "counting only section “Practice”",
    ),
    (
        "hand-2020",
        "duty-hours",
        "Time on the quay: at least 16 hours in the last 12 months, counting only “Stand duty on the quay”",
    ),
    (
        "hand-2020",
        "one-topic",
        "Not all of it about one thing: at most 18 hours in the last 12 months, separately for each topic",
    ),
    ("master-2018", "breadth", "Two categories: at least 2 sections in 2 years"),
    ("master-2018", "talk-maximum", "Each talk once: each talk counts once in 2 years"),
    (
        "master-2018",
        "small-things",
        "Books and other small things: at most 20 points in 2 years, counting everything except "
        "sections “Traffic” or “Teaching” or entries of at least 4 points",
    ),
    (
        "master-2018",
        "long-survey",
        "A survey of four miles or more: at least once in 2 years, counting only “Survey a fairway” and "
        "entries of a quantity of at least 4, where “Harbours that the member answers for” is north",
    ),
]


@pytest.mark.parametrize(("schedule", "key", "said"), RULES, ids=[key for _, key, _ in RULES])
def test_rules(catalogue: Catalogue, schedule: str, key: str, said: str) -> None:
    assert describe_rule_of(catalogue.schedules[schedule], key) == said


def test_every_rule_of_every_schedule_can_be_said(catalogue: Catalogue) -> None:
    for schedule in catalogue.schedules.values():
        for key in words.index_rules(schedule):
            assert "None" not in describe_rule_of(schedule, key)


def test_a_quantity_of_several_measures_has_no_unit(catalogue: Catalogue) -> None:
    schedule = catalogue.schedules["hand-2020"]
    known = words.index_rules(schedule)["duty-hours"]
    bound = known.bound.model_copy(update={"counting": None, "quantity": Amount(figure=Decimal(16))})
    assert (
        words.describe_rule(known._replace(bound=bound), schedule)
        == "at least 16 of the quantity in the last 12 months"
    )


def test_selections_can_be_nested(catalogue: Catalogue) -> None:
    schedule = catalogue.schedules["master-2018"]
    nested = Selection.model_validate(
        {"all": [{"category": ["traffic", "reading"]}, {"not": {"topic": ["ethics", "safety"]}}]}
    )
    assert words.describe_selection(nested, schedule) == (
        "only sections “Traffic” or “Reading” and not topics ethics or safety"
    )


def test_what_is_carried_over(catalogue: Catalogue) -> None:
    keeper, master = catalogue.schedules["keeper-2021"], catalogue.schedules["master-2018"]
    assert words.describe_carry(keeper.carry["surplus"], keeper) == (
        "Into the next year: the least of 5 points and what was credited counting only section “Learning”, "
        "as far as it is above 4 points, in the last 6 months of it. It counts for “Points in the year”, "
        "and is not carried again. It does not pass from the last year of a cycle into the next cycle."
    )
    assert words.describe_carry(master.carry["surplus"], master).startswith(
        "Into the next cycle: the least of 8 points"
    )


def test_the_figures_at_the_head_of_a_designation(catalogue: Catalogue) -> None:
    header = catalogue.designations["keeper"].header
    assert words.describe_header(header, "points") == (
        "Level 2, NQF level 4, 20 points a year, 60 points in a cycle of 3 years"
    )


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("article", "articles"),
        ("day", "days"),
        ("body", "bodies"),
        ("branch", "branches"),
        ("show or exhibition", "shows or exhibitions"),
    ],
)
def test_a_unit_has_a_plural(one: str, many: str) -> None:
    assert words.to_plural(one) == many
