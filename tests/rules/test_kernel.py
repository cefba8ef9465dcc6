"""What the engines are given of a schedule, of criteria and of the ladder: every field, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from catalogue.model.kernel import Filter
from catalogue.model.schedule import Selection
from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.kernel import build_kernel
from tests.checks.test_run import change
from tests.kept import assert_told
from tests.roots import CATALOGUES, LIGHTHOUSE

SMALL = [LIGHTHOUSE, *(CATALOGUES / name for name in ("engineers", "revalidation", "stranger"))]


def tell(record: BaseModel) -> str:
    """A line for each part of a record, and for each item of a list."""
    lines = []
    for key, value in record.model_dump(mode="json", exclude_defaults=True).items():
        lines += [f"{key}: {one}" for one in (value if isinstance(value, list) else [value])]
    return "\n".join(lines)


@pytest.mark.parametrize("root", SMALL, ids=lambda root: root.name)
def test_what_the_engine_is_given_of_each_schedule(root: Path) -> None:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    for key, schedule in catalogue.schedules.items():
        assert_told("kernels", f"{root.name} {key}", tell(build_kernel(schedule)))


def test_what_the_engine_is_given_of_criteria_and_of_the_ladder() -> None:
    catalogue, problems = read_catalogue(LIGHTHOUSE)
    assert catalogue, problems
    for key in catalogue.designations:
        assert_told("kernels", f"criteria {key}", tell(build_criteria(catalogue, key)))
    assert_told("kernels", "ladder", tell(build_ladder(catalogue)))


def test_of_a_category_or_an_activity_a_rule_counts_what_it_selects_of_that_one() -> None:
    catalogue, _ = read_catalogue(CATALOGUES / "stranger")
    assert catalogue
    schedule = next(iter(catalogue.schedules.values()))
    bound = next(rule.bound for rule in schedule.list_rules())
    own = {"minimum": (bound.model_copy(update={"counting": Selection(topic=("law",))}),)}
    key, group = next(iter(schedule.categories.items()))
    name, item = next(iter(group.activities.items()))
    activities = {**group.activities, name: item.model_copy(update=own)}
    changed = {key: group.model_copy(update={**own, "activities": activities})}
    kernel = build_kernel(schedule.model_copy(update={"categories": {**schedule.categories, **changed}}))
    found = {rule.id: rule.counting for rule in kernel.demands}
    law = Filter(topic="law")
    assert found[f"{key}-minimum"] == Filter(all_=(Filter(category=key), law))
    assert found[f"{name}-minimum"] == Filter(all_=(Filter(activity=name), law))


@pytest.mark.parametrize(("level", "accepted"), [(3, ["7001"]), (5, []), (None, ["7001"])])
def test_a_title_is_accepted_at_the_level_that_is_asked(
    level: int | None, accepted: list[str], lighthouse: Path
) -> None:
    asked = "{title: A certificate of another coast, nqf_level: 3}"
    other = "{title: 'Certificate: Lamp Craft'" + (f", nqf_level: {level}" if level else "") + "}"
    change(lighthouse, "keeper/designation.yml", asked, other)
    catalogue, problems = read_catalogue(lighthouse)
    assert catalogue, problems
    either = build_criteria(catalogue, "keeper").readings[0].tree.parts[0]
    assert [known.id for known in either.parts[1].accepted if known.id] == accepted
