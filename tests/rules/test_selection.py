"""Which activities a rule can or must count, and which entries it counts, on both sides of each boundary."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from catalogue.model.kernel import Filter, KernelActivity
from catalogue.rules.ledgers import list_ledgers
from catalogue.rules.selection import Unit, can_match, has_topic, is_match, sum_measure
from tests.rules.test_analysis import build_small, whole
from tests.rules.test_analysis_is_true import to_exact
from tests.rules.test_judging import LEDGER, activity, rule

Json = dict[str, Any]
TALK = KernelActivity.model_validate(activity("talk"))
FREE = KernelActivity.model_validate(activity("free", LEDGER, "b"))
HERE, OTHER, TOPIC = {"category": "a"}, {"category": "b"}, {"topic": "law"}


def unit(kind: KernelActivity = TALK, **more: Any) -> Unit:
    figures = {"earned": 20_000, "measured": 30_000, "credit": 10_000, "quantity": 15_000}
    return Unit(0, date(2024, 5, 1), kind, "", ("law", "tax"), **{**figures, **more})


@pytest.mark.parametrize(
    ("selection", "can", "must", "counts"),
    [
        (None, True, True, True),
        (HERE, True, True, True),
        (OTHER, False, False, False),
        ({"activity": "talk"}, True, True, True),
        ({"activity": "free"}, False, False, False),
        (TOPIC, True, False, True),
        ({"topic": "art"}, True, False, False),
        ({"points_at_least": 2}, True, False, True),
        ({"points_at_least": 2.0001}, True, False, False),
        ({"quantity_at_least": 3}, True, False, True),
        ({"quantity_at_least": 3.0001}, True, False, False),
        ({"not": HERE}, False, False, False),
        ({"not": OTHER}, True, True, True),
        ({"not": TOPIC}, True, False, False),
        ({"not": {"not": HERE}}, True, True, True),
        ({"all": [HERE, TOPIC]}, True, False, True),
        ({"all": [OTHER, TOPIC]}, False, False, False),
        ({"all": [HERE, {"activity": "talk"}]}, True, True, True),
        ({"any": [OTHER, TOPIC]}, True, False, True),
        ({"any": [OTHER, {"topic": "art"}]}, True, False, False),
        ({"any": [HERE, TOPIC]}, True, True, True),
        ({"any": [OTHER, {"activity": "free"}]}, False, False, False),
        ({"not": {"any": [OTHER, TOPIC]}}, True, False, False),
    ],
)
def test_what_a_selection_can_must_and_does_count(
    selection: Json | None, can: bool, must: bool, counts: bool
) -> None:
    found = None if selection is None else Filter.model_validate(to_exact(selection))
    assert can_match(found, TALK) is can
    assert can_match(found, TALK, surely=True) is must
    assert is_match(found, unit()) is counts
    assert has_topic(found) is ("topic" in str(selection))


def test_how_much_of_each_measure_some_entries_hold() -> None:
    units = [
        unit(),
        unit(credit=0),
        unit(credit=1, dropped=True),
        unit(FREE, credit=0),
        unit(FREE, credit=0, quantity=5),
    ]
    held = {name: sum_measure(name, units) for name in ("points", "quantity", "entries", "categories")}
    assert held == {"points": 10_001, "quantity": 60_005, "entries": 30_000, "categories": 10_000}
    assert [one.is_counted for one in units] == [True, False, False, True, True]
    assert [sum_measure(name, []) for name in held] == [0, 0, 0, 0]


@pytest.mark.parametrize(
    ("measure", "counting", "ledgers"),
    [
        ("quantity", None, ["free", "loose"]),
        ("entries", {"category": "b"}, ["free"]),
        ("entries", {"activity": "loose"}, ["loose"]),
        ("quantity", {"activity": "talk"}, []),
        ("points", None, []),
        ("categories", None, []),
    ],
)
def test_what_earns_nothing_is_a_ledger_where_a_minimum_counts_it(
    measure: str, counting: Json | None, ledgers: list[str]
) -> None:
    kernel = build_small(
        activities=[activity("talk"), activity("free", LEDGER, "b"), activity("loose", LEDGER)],
        demands=[rule("much", measure, 5, counting=counting)],
        verdicts=[whole("much")],
    )
    assert list_ledgers(kernel) == ledgers
