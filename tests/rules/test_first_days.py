"""The first days are right: compared with a search day by day, written for the test alone.

The search knows nothing of greatest and least: it moves the profile to each day, in which the jobs went
on and the plans arrived, and judges every part by its state on that day.
"""

from __future__ import annotations

import bisect
import calendar
import datetime
import json
import random
from decimal import Decimal
from typing import Any

import pytest

from catalogue.model.criteria_kernel import KernelCriteria
from catalogue.model.profile import Profile
from catalogue.rules.criteria import judge_eligibility
from tests.chance import count_cases
from tests.rules.engines import write_json
from tests.rules.random_profiles import Maker

Json = dict[str, Any]
DAY = datetime.timedelta(1)
BATCH = 500
Spells = tuple[list[int], list[tuple[int, int]]]
"""Single days, and the place of each on which work began, with the day on which the months are over."""
HORIZON = 400
"""How many days the search looks ahead."""


def add_months(day: datetime.date, months: int) -> datetime.date:
    """The day so many months later, or the last of its month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Life:
    """A person on one day, told by what the profile says will have come true by then."""

    def __init__(self, profile: Json, asked: str) -> None:
        self.profile = profile
        self.asked = self.day = datetime.date.fromisoformat(asked)
        self.days: dict[str, tuple[Spells, Spells]] = {}
        self.dates = {
            n: _read_date(held.get("date")) for n, held in enumerate(profile.get("qualifications", []))
        }
        self.judges = {
            "silent": self.silent,
            "certificate": self.certificate,
            "designation": self.designation,
            "cpd-standing": self.cpd_standing,
            "qualification": self.qualification,
            "experience": self.experience,
        }

    def judge_on(self, day: datetime.date, tree: Json) -> str:
        """The state of a tree on a day."""
        self.day = day
        return self.state(tree)

    def state(self, part: Json) -> str:
        below = [state for inner in part["parts"] if (state := self.state(inner)) != "left-out"]
        if part["kind"] in ("all", "any", "at-least"):
            need: int = {"all": len(below), "any": 1}.get(part["kind"]) or part.get("at_least", 0)
            if below.count("met") >= need:
                return "met"
            return "cannot-tell" if len(below) - below.count("not-met") >= need else "not-met"
        return self.judges[part["kind"]](part)

    def silent(self, _part: Json) -> str:
        return "cannot-tell"

    def certificate(self, part: Json) -> str:
        answer = self.profile.get("certificates", {}).get(part["certificate"], "unknown")
        if answer == "equivalent":
            return "cannot-tell" if part["or_equivalent"] else "not-met"
        return {"yes": "met", "no": "not-met"}.get(answer, "cannot-tell")

    def designation(self, part: Json) -> str:
        if "holds" not in self.profile:
            return "cannot-tell"
        held = [holds["designation"] for holds in self.list_held()]
        return "met" if part["designation"] in held else "not-met"

    def list_held(self) -> list[Json]:
        return [self.profile["holds"], *self.profile.get("also_holds", [])]

    def cpd_standing(self, part: Json) -> str:
        """Every designation that the source asks about stands as asked."""
        if "holds" not in self.profile:
            return "cannot-tell"
        states = {self.standing(part, holds) for holds in self.list_held()} - {"left-out"}
        worst = ("not-met", "cannot-tell", "met")
        return next((state for state in worst if state in states), "left-out")

    def standing(self, part: Json, holds: Json) -> str:
        """On the day asked about as the profile says; afterwards, points that were met stay met."""
        if holds["designation"] in part["unpublished_for"]:
            return "cannot-tell"
        if holds["designation"] not in part["holders"]:
            return "left-out"
        met = holds.get("points_met", "unknown")
        if "points" in holds:
            met = "yes" if holds["points"] >= part["holders"][holds["designation"]] else "no"
        if "awarded" not in holds:
            return "cannot-tell"
        full = add_months(datetime.date.fromisoformat(holds["awarded"]), part["months"])
        if self.asked < full:
            return "met" if met == "yes" and self.day >= full else "cannot-tell"
        return {"yes": "met", "no": "not-met"}.get(met, "cannot-tell")

    def qualification(self, part: Json) -> str:
        every = self.profile.get("qualifications", [])
        states = {self.match_held(part, held, self.dates[n]) for n, held in enumerate(every)}
        return next((state for state in ("met", "cannot-tell") if state in states), "not-met")

    def match_held(self, part: Json, held: Json, day: datetime.date | None) -> str:
        sure = self.is_named(part["accepted"], held)
        if not sure:
            return "not-met"
        if held["state"] == "completed":
            return "met" if day is None or day <= self.day else "not-met"
        if day is not None and self.asked < day <= self.day:
            return "met"
        if day is not None and day <= self.asked:
            return "cannot-tell"  # nothing is said of a plan whose day is past
        return "cannot-tell" if held["state"] == "partly" and part["partly"] else "not-met"

    def is_named(self, known: list[Json], held: Json) -> bool:
        return any(one.get("id") == held["id"] for one in known)

    def experience(self, part: Json) -> str:
        if part["id"] not in self.days:
            self.days[part["id"]] = self.list_days_worked(part)
        sure, maybe = self.days[part["id"]]
        if self.is_full(*sure):
            return "met"
        return "cannot-tell" if self.is_full(*maybe) else "not-met"

    def list_days_worked(self, part: Json) -> tuple[Spells, Spells]:
        """Every single day up to the end of the search that counts, and that counts or may count."""
        sure: set[int] = set()
        maybe: set[int] = set()
        end = self.asked.toordinal() + HORIZON
        for job in self.profile.get("jobs", []):
            last = end if job["to"] == "open" else datetime.date.fromisoformat(job["to"]).toordinal()
            days = range(datetime.date.fromisoformat(job["from"]).toordinal(), last + 1)
            how = self.classify_job(part, job)
            sure.update(days if how == "yes" else ())
            maybe.update(days if how else ())
        return find_begun(part, sorted(sure)), find_begun(part, sorted(maybe))

    def classify_job(self, part: Json, job: Json) -> str:
        roles = {job["role"]} if isinstance(job["role"], str) else set(job["role"])
        if roles & set(part["roles"]):
            return "yes"
        like = job.get("equivalent_to", [])
        known = {*part["roles"], *part["perhaps"]}
        claimed = part["or_equivalent"] and known & ({like} if isinstance(like, str) else set(like))
        return "perhaps" if roles & set(part["perhaps"]) or claimed else ""

    def is_full(self, days: list[int], spells: list[tuple[int, int]]) -> bool:
        """Laid from the first day, or from a day on which work began again."""
        past = bisect.bisect_right(days, self.day.toordinal())
        return any(days[start] + past - start >= goal for start, goal in spells if start < past)


def find_begun(part: Json, days: list[int]) -> Spells:
    """The days, and the places of those on which work began, or began again."""
    starts = [n for n, day in enumerate(days) if not n or days[n - 1] != day - 1]
    goals = [add_months(datetime.date.fromordinal(days[n]), part["months"]).toordinal() for n in starts]
    return days, [(n, goal + 1 if part["more"] else goal) for n, goal in zip(starts, goals, strict=True)]


def _read_date(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def make_simple_case(seed: int) -> tuple[Json, Json, str]:
    """A tree, a profile whose qualifications are named by id, and a day."""
    maker = Maker(random.Random(seed))
    on = maker.day()
    tree = maker.part("guild", maker.chance.choice((0, 1, 2, 3)))
    profile = maker.profile(("hand", "keeper"), on)
    for held in profile.get("qualifications", []):
        held.setdefault("id", maker.chance.choice(("7001", "7014")))
        for key in ("title", "nqf_level", "type", "field"):
            held.pop(key, None)
    for holds in [profile.get("holds", {}), *profile.get("also_holds", [])]:
        if holds.get("awarded", "") > on:
            holds["awarded"] = on
    for job in profile.get("jobs", []):
        begins = datetime.date.fromisoformat(on) - DAY * maker.chance.randrange(-60, 400)
        ends = begins + DAY * maker.chance.choice((0, 1, 28, 30, 31, 59, 90, 181, 183, 365))
        job["from"], job["to"] = begins.isoformat(), "open" if maker.often(0.6) else ends.isoformat()
    for held in profile.get("qualifications", []):
        if "date" in held:
            ahead = DAY * maker.chance.randrange(-30, 400)
            held["date"] = (datetime.date.fromisoformat(on) + ahead).isoformat()
    ease_part(tree)
    return tree, profile, on


def ease_part(part: Json) -> None:
    """Less of what no day brings, so that the search has something to find; no predecessors."""
    part["replaced"] = []
    if part["kind"] in ("silent", "certificate", "designation") and not part["id"].endswith("1"):
        part |= {"kind": "experience", "months": 6, "roles": ["Deck hand", "Quay hand"]}
    part["months"] = min(part.get("months", 1), 12)
    if part["kind"] == "at-least":
        part["at_least"] = min(part["at_least"], max(len(part["parts"]), 1))
    for inner in part["parts"]:
        ease_part(inner)


def answer_question(tree: Json, profile: Json, on: str) -> Json:
    reading = {"id": "guild", "reading": "guild", "adopted": True, "source": ["rules:1"], "tree": tree}
    text = write_json([{"designation": "hand", "readings": [reading]}, profile])
    kernel, told = json.loads(text, parse_float=Decimal)
    criteria, person = KernelCriteria.model_validate(kernel), Profile.model_validate(told)
    return judge_eligibility(criteria, person, datetime.date.fromisoformat(on))


def search_first_days(tree: Json, profile: Json, on: str) -> dict[str, str | None]:
    """The first days within the horizon on which the tree is met, and on which it may be."""
    life = Life(profile, on)
    found: dict[str, str | None] = {"first": None, "perhaps": None}
    for ahead in range(HORIZON):
        state = life.judge_on(life.asked + DAY * ahead, tree)
        if state in ("met", "cannot-tell"):
            found["perhaps"] = found["perhaps"] or life.day.isoformat()
        if state == "met":
            return {**found, "first": life.day.isoformat()}
    return found


def limit_to_horizon(found: str | None, on: str) -> str | None:
    """A day of the answer as the search would find it."""
    if found is None or found == "cannot-tell":
        return None
    last = datetime.date.fromisoformat(on) + DAY * (HORIZON - 1)
    return found if found <= last.isoformat() else None


@pytest.mark.parametrize("start", range(0, count_cases(2_000), BATCH))
def test_first_days_are_those_of_a_search_day_by_day(start: int) -> None:
    later_ones = 0
    for seed in range(start, start + BATCH):
        tree, profile, on = make_simple_case(seed)
        answer = answer_question(tree, profile, on)
        assert answer["state"] == Life(profile, on).state(tree), seed
        found = {name: limit_to_horizon(answer[name], on) for name in ("first", "perhaps")}
        assert found == search_first_days(tree, profile, on), seed
        later_ones += limit_to_horizon(answer["first"], on) not in (None, on)
    assert later_ones > BATCH // 10
