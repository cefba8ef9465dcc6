"""Cases that must notice a mutant, with the answers of the other, unmutated engine.

Logs and their points, plans, proposals, criteria and ways to a designation, whole numbers that cost least,
and lists in a member's words. Of each family some hundreds are drawn, and others turn one thing across its
boundaries; those that take long are left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from catalogue.model.kernel import Kernel
from catalogue.model.log import Options
from catalogue.rules import plan
from catalogue.rules.figures import RefusedError
from tests.chance import draw_share
from tests.mutants.results import CACHE
from tests.read import test_both_readers as lists
from tests.read.test_log import BROKEN
from tests.roots import ROOT
from tests.rules import criteria_grids, points_grids, random_profiles, test_criteria_engines, test_proposals
from tests.rules.engines import LOG, answer_in_javascript, answer_in_python, write_json
from tests.rules.plan_grids import list_grids, list_odd_makers
from tests.rules.random_cases import random_case
from tests.rules.random_plans import Around, Daily, Larger, Odd, Rolling, Small, Tight, random_question
from tests.rules.random_programmes import random_programme, solve_in_python

Json = dict[str, Any]
POINTS, PLANS, GRIDS, PROPOSALS, CRITERIA, LISTS = 300, 160, 4, 100, 600, 350
"""How many there are of each kind; of the grids a fourth."""
OTHERS, ODD_GRIDS, PROGRAMMES = 80, 2, 800
"""Of plans and proposals of each maker whose rules are odder; of their grids a half; of programmes."""


ASKED_BY_TESTS = CACHE / "asked-by-tests.json"
"""What tests of the suite ask the engine in JavaScript, with its answers; written by tests.mutants.python."""


def plan_in_python(case: Json) -> str:
    """The planner's answer in Python."""
    exact = json.loads(write_json(case), parse_float=Decimal)
    options = dict(exact["options"])
    wanted = {name: options.pop(name) for name in ("verdict", "prefer", "without") if name in options}
    kernel, log = Kernel.model_validate(exact["kernel"]), LOG.validate_python(exact["log"])
    try:
        return write_json(plan.plan_verdict(kernel, log, Options.model_validate(options), **wanted))
    except RefusedError as refused:
        return write_json({"refused": {"code": refused.code, "values": refused.values}})


def draw_plans() -> list[Json]:
    """Questions of several makers, and those that turn one thing across its boundaries."""
    makers = (None, None, Small, Tight, Daily, Larger, Rolling, Around)
    drawn = [random_question(seed, makers[seed % len(makers)]) for seed in range(PLANS)]
    drawn += draw_share([one for cases in list_grids().values() for one in cases], GRIDS)
    drawn += [random_question(seed, one) for seed in range(1_000, 1_000 + OTHERS) for one in (Odd, Rolling)]
    drawn += [random_case(seed) for seed in range(1_000, 1_000 + OTHERS)]
    drawn += list_odd_makers()["refused"]()
    return [*drawn, *draw_share([one for make in list_odd_makers().values() for one in make()], ODD_GRIDS)]


def draw_points() -> list[Json]:
    """Logs of chance, and those that turn one thing across its boundaries."""
    drawn = [random_case(seed) for seed in range(POINTS)]
    return [*drawn, *draw_share(points_grids.list_cases(), 2)]


def draw_proposals() -> list[Json]:
    """Wishes of several makers, and those that turn one thing across its boundaries."""
    drawn = [test_proposals.random_wish(seed) for seed in range(PROPOSALS)]
    makers = (Odd, Around, Rolling, Daily, Tight, Larger)
    drawn += [test_proposals.random_wish(seed, one) for seed in range(OTHERS // 2) for one in makers]
    whole = [random_case(seed) for seed in range(OTHERS)]
    for case in whole:
        case["options"]["most"] = {}
    return [*drawn, *whole, *draw_share(test_proposals.list_wishes(), 2)]


def draw_criteria() -> list[Json]:
    """Profiles of chance, and those that turn one thing across its boundaries."""
    drawn = [random_profiles.random_case(seed) for seed in range(CRITERIA)]
    return [*drawn, *criteria_grids.list_cases()]


FAMILIES: dict[str, tuple[Callable[[], list[Json]], Callable[[Json], str]]] = {
    "assess": (draw_points, answer_in_python),
    "plan": (draw_plans, plan_in_python),
    "propose": (
        draw_proposals,
        test_proposals.propose_case,
    ),
    "criteria": (
        draw_criteria,
        lambda case: test_criteria_engines.answer_in_python(write_json(case)),
    ),
    "solve": (
        lambda: [random_programme(seed) for seed in range(PROGRAMMES)],
        lambda case: write_json(solve_in_python(case)),
    ),
}


def record_families() -> list[tuple[str, Json, str]]:
    """Every case of every family with the answer in JavaScript."""
    found = []
    for name, (draw, _) in FAMILIES.items():
        cases = draw()
        answers = (
            test_criteria_engines.answer_in_javascript(map(write_json, cases))
            if name == "criteria"
            else answer_in_javascript(cases, name)
        )
        found += [
            (name, case, answer)
            for case, answer in zip(cases, answers, strict=True)
            if '"too-long"' not in answer
        ]
    return found


def read_families() -> list[tuple[str, Json, str]]:
    """The same, kept from run to run."""
    rests_on = (ROOT / "tests/rules").glob("*.py"), (ROOT / "client/rules").glob("*.js"), [Path(__file__)]
    makers = [path for group in rests_on for path in group]
    digest = sha256(b"".join(path.read_bytes() for path in sorted(makers))).hexdigest()[:16]
    kept = CACHE / f"families-{digest}.json"
    if not kept.is_file():
        CACHE.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(record_families()), "utf-8")
    found: list[tuple[str, Json, str]] = json.loads(kept.read_text("utf-8"))
    return found


def draw_lists() -> list[tuple[lists.Maker, str]]:
    """Logs and lists of chance, and those in which every way to write something stands once."""
    makers = [lists.Maker(seed) for seed in range(LISTS)]
    drawn = [(one, one.make_file() if seed % 2 else one.make_list()) for seed, one in enumerate(makers)]
    plain = lists.Maker(0)
    plain.kernel, plain.order = 0, None
    broken = [text for text, *_ in BROKEN.values() if isinstance(text, str) and len(text) < 10_000]
    return [*drawn, *((plain, text) for text in broken), *lists.draw_grids()]
