"""What the engines are given of a schedule, of criteria and of the ladder: every field, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel

from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.kernel import build_kernel
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
