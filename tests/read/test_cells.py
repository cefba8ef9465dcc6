"""Cells of a log one by one, on both sides of every boundary: what each is read as, or told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from catalogue.model.kernel import Kernel, KernelActivity
from catalogue.read.cells import (
    CellError,
    Order,
    check_asked,
    find_activity,
    find_choice,
    read_confirmed,
    read_date,
    read_points,
    read_quantity,
    read_topics,
)
from catalogue.read.guess import find_chosen, guess_activity
from catalogue.read.reader import read_catalogue
from catalogue.rules.kernel import build_kernel
from tests.kept import assert_told
from tests.roots import LIGHTHOUSE, OURS


def build(root: Any, *keys: str) -> dict[str, Kernel]:
    catalogue, problems = read_catalogue(root)
    assert catalogue, problems
    return {key: build_kernel(catalogue.schedules[key]) for key in keys}


KERNELS = build(LIGHTHOUSE, "keeper-2021", "master-2018", "master-2012", "hand-2020") | build(
    OURS, "ccop-2017"
)
DATES = """
2024-05-01|2024-5-1|2024/05/01|2024.05.01|2024-13-01|2024-00-01|2024-02-30|2023-02-29|2024-02-29|20240501
18991231|19000101|20240001|20241201|20241301|21991231|22000101|1899-12-31|1900-01-01|2199-12-31|2200-01-01
3 May 2024|3-May-24|03/May/2024|3.may.2024|3. May 2024|3rd May 2024|1st Jan 2024|2nd Feb 2024|4th Mar 2024
3 May, 2024|3 Ma 2024|3 Mai 2024|3 Mei 2024|3 Okt 2024|31 Des 2024|3 December 2024|3 Desember 2024|0 May 2024
32 May 2024|May 3, 2024|May 3 2024|May 3rd, 2024|May.3 2024|May 3, 24|M 3, 2024|mar 3, 2024|Maart 3, 2024
03/04/2024|3/4/24|12/12/2024|12/11/2024|12/13/2024|13/12/2024|13/13/2024|04/04/2024|04/04/24|25/04/24|4/25/2024
03-04-2024|03.04.2024|03 04 2024|03042024|25042024|04252024|00/04/2024|2024-05-01T10:00|2024-05-01 10:00:00
2024-05-01 1:00|2024-05-01 100:00|Mon 3 May 2024|monday, 3 May 2024|Mo 3 May 2024|Fri, 2024-05-03
4TH Aug 2024|may 3RD, 2024|1\u017ft May 2024|5 \u017fep 2024|\u017fep 5, 2024|\u017fun 3 May 2024
SUN 3 May 2024|9999|10000|45415|45415.5|45415.|4541.5|99999|045415|100000|yesterday||May|2024
""".strip().replace("\n", "|")
FIGURES = (
    "|0|0.0|0,0000|1|1.0|2|1.5|1,5|0.0001|0.00009|1.0001|1.00001|1.000|1,500|999,999|1000.000|1,0000|0.500|99|100"
    "|101|100.5|1000|1500|999999.9999|1000000|1000000.0001|1000001|-1|+1|1E3|two|1 000|1.|.5|007|1,5,5"
)
ANSWERS = "|yes|Yes|Y|true|TRUE|no|NO|n|false|maybe|1|0|x"
TOPICS = "|ethics|Ethics|ethics law|ethics,law|ethics; law|ethics|ethic|law|north|north south|knots|Nort"
WORDS = (
    "|courses|coursework|coursesabcd|night|night watch|watch by night|keep a night watch|watches"
    "|lectures|lecture about lamps|hear|relief|relieving|teach an apprentice|apprentice|radio log"
    "|visit|visited a light|signals|signal|first aid course|First Aid|flags and signals"
    "|Signals and flags|a|the|12|nothing of it|short course|webinar|webinars|webinary things"
    "|in house training|conference|attended a conference|book|read a book|wrote a book|article"
    "|committee meeting|award|studies|degree at a university|team building|call"
    "|Skillzbook course - Call quality|quality assurance|call centre management|coaching"
)
NAMES = (
    "|NIHGT-WATCH|night-watch|Night Watch|keep a night watch|KEEP A NIGHT-WATCH!|nightwatch|nihgt-watch"
    "|Keep a nigt watch"
)


def tell(read: Callable[[str], Any], cells: str) -> str:
    """What each cell is read as, or what is told of it."""
    lines = []
    for cell in dict.fromkeys(cells.split("|")):
        try:
            found = read(cell)
            said = "nothing" if found is None else str(getattr(found, "id", found))
        except CellError as wrong:
            said = f"{wrong.what} {wrong.more}"
        lines.append(f"[{cell}] {said}")
    return "\n".join(lines)


def list_activities() -> list[tuple[str, KernelActivity]]:
    """An activity of each kind of rate, unit, choice and condition."""
    found: dict[object, tuple[str, KernelActivity]] = {}
    for name, kernel in KERNELS.items():
        for one in kernel.activities:
            kind = (
                one.rate.kind,
                one.rate.measure,
                bool(one.choices),
                bool(one.rate.repeats),
                bool(one.conditions),
            )
            found.setdefault(kind, (name, one))
    return list(found.values())


OF_EACH = list_activities()
IDS = [f"{name} {one.id}" for name, one in OF_EACH]


@pytest.mark.parametrize("order", [None, "dmy", "mdy"])
def test_every_way_to_write_a_day(order: Order | None) -> None:
    assert_told("cells", f"days, {order or 'unsaid'}", tell(lambda cell: read_date(cell, order), DATES))


@pytest.mark.parametrize(("name", "activity"), OF_EACH, ids=IDS)
def test_every_cell_of_an_activity(name: str, activity: KernelActivity) -> None:
    kernel = KERNELS[name]
    choices = "|".join(["", "knots", *(one.id for one in activity.choices or ())])
    titles = "|".join(one.title.upper() for one in activity.choices or ())
    parts = {
        "quantity": tell(lambda cell: read_quantity(cell, activity), FIGURES),
        "points": tell(lambda cell: read_points(cell, activity), FIGURES),
        "choice": tell(lambda cell: find_choice(cell, activity, kernel), f"{choices}|{titles}"),
        "named in words": tell(lambda cell: find_chosen(cell, activity), f"{WORDS}|{titles}"),
        "confirmed": tell(lambda cell: check_asked(cell, activity, kernel), ANSWERS),
    }
    told = "\n".join(f"{what}:\n{said}" for what, said in parts.items())
    assert_told("cells", f"{name}, {activity.id}", told)


@pytest.mark.parametrize("name", KERNELS)
def test_activities_of_a_schedule(name: str) -> None:
    kernel = KERNELS[name]
    ids = "|".join(f"{one.id}|{one.title}" for one in kernel.activities)
    parts = {
        "activity": tell(lambda cell: find_activity(cell, kernel), f"{NAMES}|{ids}"),
        "guessed": tell(lambda cell: guess_activity(cell, kernel.activities), f"{WORDS}|{ids}"),
    }
    told = "\n".join(f"{what}:\n{said}" for what, said in parts.items())
    assert_told("cells", f"{name}, all", told)


@pytest.mark.parametrize("name", KERNELS)
def test_topics_of_a_schedule(name: str) -> None:
    assert_told("cells", f"{name}, topics", tell(lambda cell: read_topics(cell, KERNELS[name]), TOPICS))


def test_an_only_activity_is_meant_by_any_words() -> None:
    first, second, *_ = KERNELS["keeper-2021"].activities
    assert guess_activity("nothing of it", [first]) == first
    assert guess_activity("nothing of it", [first, second]) is None


def test_every_answer() -> None:
    assert_told("cells", "answers", tell(read_confirmed, ANSWERS))
