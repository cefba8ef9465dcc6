"""What a schedule is said to imply holds for every log: thousands of logs show no other."""

from __future__ import annotations

import datetime
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.implied import Implied, ImpliedVerdict
from catalogue.model.kernel import Kernel
from catalogue.model.log import Options
from catalogue.rules.analysis import analyse_schedule, find_least_points
from catalogue.rules.cycles import find_cycle
from catalogue.rules.figures import RefusedError, to_number
from catalogue.rules.judge import Judgement, judge_log
from tests.rules.engines import LOG, write_json
from tests.rules.random_cases import Maker, random_case
from tests.rules.random_plans import random_question

Json = dict[str, Any]
CASES, BATCHES = 160, 4
SHOWN = (
    "can-be-met",
    "cannot-be-met",
    "not-known",
    "points",
    "implied",
    "never-bite",
    "least",
    "most",
    "met",
)
"""What must have been said, and tried, often."""


def list_full_logs(seed: int, case: Json) -> Iterator[list[Json]]:
    """Logs that hold much, so that demands are met and limits cut."""
    maker = Maker(random.Random(seed))
    kernel = case["kernel"]
    names = ("options", "cycle_start", "award", "on")
    first = next(case["options"][name] for name in names if case["options"].get(name))
    days = maker.days(datetime.date.fromisoformat(first), kernel["cycle"]["months"], case["options"]["on"])
    for size in (3, 10, 25, 60):
        log = [maker.entry(n, kernel, days) for n in range(size)]
        yield [{**one, "confirmed": True, "choice": one["choice"] or "tides"} for one in log]


def to_exact(value: Any) -> Any:
    return json.loads(write_json(value), parse_float=Decimal)


def list_untrue(kernel: Kernel, found: Implied, judged: Judgement, plain: bool) -> Iterator[str]:
    """What a judged log shows to be untrue. `plain`: nobody is away, nothing is carried in."""
    run = judged.shown
    cut = {line["rule"] for one in judged.entries for line in one.explanations if line["kind"] == "limit"}
    yield from (f"{one.rule} bites" for one in found.never_bite if one.rule in cut)
    for one in found.earn_nothing:
        if any(unit.credit for unit in run.units if unit.activity.id == one.rule):
            yield f"{one.rule} earns"
    credit = Counter[str]()
    for unit in run.units:
        if judged.cycle.first <= unit.date <= judged.cycle.last:
            credit[unit.activity.category] += unit.credit
    adopted = plain and run.states[f"verdict {kernel.verdicts[0].id}"] == "met"
    for category in found.categories:
        counted = to_figure(credit[category.category])
        least = category.least if adopted else None
        if counted > (counted if category.most is None else category.most) or counted < (least or 0):
            yield f"{category.category} has {counted}"
    for verdict in found.verdicts:
        yield from list_untrue_of_verdict(verdict, judged, plain)


def list_untrue_of_verdict(verdict: ImpliedVerdict, judged: Judgement, plain: bool) -> Iterator[str]:
    """What a judged log shows to be untrue of a verdict."""
    states, earned = judged.shown.states, to_figure(sum(unit.earned for unit in judged.shown.units))
    if plain and states[f"verdict {verdict.verdict}"] == "met":
        if verdict.points is not None and earned < verdict.points:
            yield f"{verdict.verdict} met with {earned}"
        if verdict.state == "cannot-be-met" and verdict.member is None:
            yield f"{verdict.verdict} met"
    for demand in verdict.implied:
        others = {states[key] for key in demand.because if key in states}
        if others <= {"met", "left-out"} and states[demand.rule] not in ("met", "left-out"):
            yield f"{demand.rule} is {states[demand.rule]}"


def to_figure(value: int) -> Decimal:
    return Decimal(str(to_number(value)))


def drop_empty_ranges(case: Json) -> Json:
    """The case without declared ranges that are empty, which the checks refuse."""
    for activity in case["kernel"]["activities"]:
        rate = activity["rate"]
        if rate["kind"] == "declared" and rate["most"] is not None:
            rate["least"] = min(rate["least"], rate["most"])
    return case


def make_ordinary_case(seed: int) -> Json:
    """A schedule as most are: points, asked and limited in years and cycles, of categories and of all."""
    chance, case = random.Random(seed), drop_empty_ranges(random_question(seed))
    kernel = case["kernel"]
    for rule in (*kernel["limits"], *kernel["demands"]):
        rule |= {"measure": "points", "window": {"span": chance.choice(("year", "cycle", "cycle"))}}
        rule |= {"for_each": None, "counting": chance.choice((None, {"category": "category-0"}))}
        figure = chance.randint(1, 6) + (3 if rule in kernel["limits"] else 0)
        rule["amount"] = {"figure": figure, "prorated": chance.random() < 0.1}
    return case


def check_case(seed: int, case: Json, shown: Counter[str]) -> None:
    kernel = Kernel.model_validate(to_exact(case["kernel"]))
    options = Options(
        **to_exact({key: case["options"][key] for key in case["options"] if key in Options.model_fields})
    )
    found = analyse_schedule(kernel)
    assert [find_least_points(kernel, one) for one in kernel.verdicts] == [
        one.points for one in found.verdicts
    ]
    shown.update(verdict.state for verdict in found.verdicts)
    shown["implied"] += sum(len(verdict.implied) for verdict in found.verdicts)
    shown["points"] += sum(verdict.points is not None for verdict in found.verdicts)
    shown["never-bite"] += len(found.never_bite)
    shown["earn-nothing"] += len(found.earn_nothing)
    shown["most"] += sum(one.most is not None for one in found.categories)
    shown["least"] += sum(one.least is not None for one in found.categories)
    plain = not options.member.months_away and not options.carry_in
    for log in list_full_logs(seed, case):
        try:
            judged = judge_log(
                kernel, LOG.validate_python(to_exact(log)), options, find_cycle(kernel, options), plans=True
            )
        except RefusedError:
            continue
        shown["met"] += sum(judged.shown.states[f"verdict {one.id}"] == "met" for one in kernel.verdicts)
        assert list(list_untrue(kernel, found, judged, plain)) == [], (
            seed,
            write_json(case["kernel"]),
            found,
        )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_log_shows_it_to_be_untrue(batch: int) -> None:
    shown: Counter[str] = Counter()
    for seed in range(batch, CASES, BATCHES):
        check_case(seed, drop_empty_ranges(random_case(seed)), shown)
        check_case(seed, drop_empty_ranges(random_question(seed)), shown)
        check_case(seed, make_ordinary_case(seed), shown)
    assert min(shown[what] for what in SHOWN) > 3


@pytest.mark.parametrize(
    ("make", "seed"),
    [
        (random_question, 322),  # one entry may declare several items
        (random_case, 561),  # a share of what an entry earned is not nothing
    ],
)
def test_what_was_untrue_once(make: Callable[[int], Json], seed: int) -> None:
    shown: Counter[str] = Counter()
    check_case(seed, drop_empty_ranges(make(seed)), shown)
    assert shown
