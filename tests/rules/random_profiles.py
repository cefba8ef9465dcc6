"""Random ladders of criteria, and profiles for them."""

from __future__ import annotations

import datetime
import random
from typing import Any

Json = dict[str, Any]
ROLES = ("Deck hand", "Quay hand", "Assistant keeper", "Principal keeper")
TITLES = ("Certificate: Lamp Craft", "Diploma: Pilotage", "Master of Tides", "Letter of the Coast")
IDS = ("7001", "7014", "7020", "letter")
RUNGS = ("hand", "keeper", "pilot", "master")
LEAVES = (
    *("qualification", "qualification", "experience", "experience", "experience", "certificate"),
    *("designation", "cpd-standing", "cpd-standing", "silent"),
)
FIRST = datetime.date(2018, 1, 1)


def random_case(seed: int) -> Json:
    """A ladder, a profile, a designation and a day; the same for the same seed."""
    return Maker(random.Random(seed)).case()


class Maker:
    """What one case is made of."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def some(self, of: tuple[str, ...], most: int) -> list[str]:
        return self.chance.sample(of, self.chance.randint(0, most))

    def day(self, years: int = 10) -> str:
        found = FIRST + datetime.timedelta(self.chance.randrange(366 * years))
        if self.often(0.2):  # the ends of months, where months differ
            found = (found.replace(day=1) - datetime.timedelta(1)).replace(year=found.year)
        return found.isoformat()

    def case(self) -> Json:
        keys = RUNGS[: self.chance.choice((1, 2, 2, 3, 4))]
        rungs = [self.rung(key, keys) for key in keys]
        ladder: Json = {
            "rungs": rungs,
            "credits": {key: self.chance.choice((40, 120, 241)) for key in IDS if self.often(0.8)},
            "fees": [{"step": "oath", "source": ["rules:1"]}],
        }
        if self.often(0.5):
            ladder["fees"].append({"step": "fee", "figure": 800.5, "unit": "crowns", "source": ["rules:2"]})
        on = self.day()
        return {"ladder": ladder, "profile": self.profile(keys, on), "to": self.chance.choice(keys), "on": on}

    def rung(self, key: str, keys: tuple[str, ...]) -> Json:
        above = keys[keys.index(key) + 1 :]
        rung = {
            "designation": key,
            "level": "1",
            "points_a_year": self.chance.choice((13.33, 24, 35)),
            "source": ["rules:3"],
            "criteria": {
                "designation": key,
                "readings": [self.reading(n) for n in range(self.chance.choice((0, 1, 1, 1, 2, 3)))],
                "then": self.some(("oath", "fee"), 2),
            },
        }
        if self.often(0.7):
            rung["leads_to"] = self.some(above, len(above))
        if self.often(0.1):
            rung["retired"] = True
        return rung

    def reading(self, number: int) -> Json:
        name = f"guild-{number}"
        reading = {
            "id": name,
            "reading": "guild",
            "adopted": number == 0 or self.often(0.5),
            "source": ["rules:4"],
            "then": [],
            "tree": self.part(name, self.chance.choice((0, 1, 1, 2, 2, 3))),
        }
        if self.often(0.15):
            reading["from"] = self.day(5)
        if self.often(0.15):
            reading["to"] = (FIRST + datetime.timedelta(366 * 8)).isoformat()
        if self.often(0.3):
            reading["prior_learning"] = "It may be."
        return reading

    def part(self, name: str, depth: int) -> Json:
        part: Json = {
            "id": name,
            "source": ["rules:5"],
            "conflict": [],
            "parts": [],
            "accepted": [],
            "replaced": [],
            "partly": False,
            "more": False,
            "roles": [],
            "perhaps": [],
            "or_equivalent": False,
            "holders": {},
            "unpublished_for": [],
        }
        if not depth:
            return {**part, **self.leaf()}
        count = self.chance.choice((0, 1, 2, 2, 3, 4))
        part["parts"] = [self.part(f"{name}/{n}", self.chance.randrange(depth)) for n in range(1, count + 1)]
        part["kind"] = self.chance.choice(("all", "all", "any", "at-least"))
        if part["kind"] == "at-least":
            part["at_least"] = self.chance.randint(1, 3)
        return part

    def leaf(self) -> Json:
        kind = self.chance.choice(LEAVES)
        return {"kind": kind, **getattr(self, kind.replace("-", "_"))()}

    def qualification(self) -> Json:
        known = [self.known(key) for key in self.chance.sample(IDS, self.chance.choice((0, 1, 2, 2)))]
        found: Json = {"accepted": known, "partly": self.often(0.4)}
        if self.often(0.4):
            found["replaced"] = [self.known(self.chance.choice(IDS))]
        if self.often(0.3):
            found["type"] = self.chance.choice(("postgraduate", "diploma"))
            found["field"] = "Navigation"
            found["nqf_level"] = self.chance.choice((None, 5, 8))
            found["from_level"] = self.chance.choice((None, 5, 8))
        return {key: value for key, value in found.items() if value is not None}

    def known(self, key: str) -> Json:
        known: Json = {"titles": [TITLES[IDS.index(key)]]}
        if self.often(0.8):
            known["id"] = key
        if self.often(0.7):
            known["nqf_level"] = self.chance.choice((3, 5))
        return known

    def experience(self) -> Json:
        roles = self.chance.sample(ROLES, self.chance.choice((1, 1, 2)))
        return {
            "months": self.chance.choice((1, 6, 6, 12, 18, 60)),
            "more": self.often(0.4),
            "roles": roles,
            "perhaps": [role for role in self.some(ROLES, 2) if role not in roles],
            "or_equivalent": self.often(0.5),
        }

    def certificate(self) -> Json:
        return {"certificate": self.chance.choice(("matric", "licence")), "or_equivalent": self.often(0.5)}

    def designation(self) -> Json:
        return {"designation": self.chance.choice(RUNGS)}

    def cpd_standing(self) -> Json:
        holders = {key: self.chance.choice((13.33, 24, 35)) for key in self.some(RUNGS, 3)}
        return {"months": 12, "holders": holders, "unpublished_for": self.some(RUNGS, 1)}

    def silent(self) -> Json:
        return {"says": "The page ends here."}

    def profile(self, keys: tuple[str, ...], on: str) -> Json:
        found: Json = {}
        if self.often(0.9):
            found["qualifications"] = [self.held() for _ in range(self.chance.choice((0, 1, 1, 2, 3)))]
        if self.often(0.9):
            found["jobs"] = [self.job() for _ in range(self.chance.choice((0, 1, 1, 2, 3, 4)))]
        if self.often(0.8):
            answers = ("yes", "yes", "no", "unknown", "equivalent")
            found["certificates"] = {key: self.chance.choice(answers) for key in ("matric", "licence")}
        if self.often(0.8):
            found["holds"] = self.holding(keys, on)
            if found["holds"]["designation"] != "none" and self.often(0.3):
                more = [self.holding(keys, on) for _ in range(self.chance.choice((1, 1, 2)))]
                found["also_holds"] = [holds for holds in more if holds["designation"] != "none"]
        return found

    def held(self) -> Json:
        held: Json = {"state": self.chance.choice(("completed", "completed", "partly", "planned"))}
        if self.often(0.7):
            held["id"] = self.chance.choice(IDS)
        else:
            held["title"] = self.chance.choice((*TITLES, "certificate LAMP craft", "Ünknown"))
            held["nqf_level"] = self.chance.choice((None, 3, 5, 8))
            held["type"] = self.chance.choice((None, "Post-graduate", "Diploma"))
            held["field"] = self.chance.choice((None, "navigation", "Cookery"))
        if self.often(0.7):
            held["date"] = self.day()
        return held

    def job(self) -> Json:
        first = self.day()
        days = self.chance.choice((0, 1, 27, 28, 30, 31, 180, 181, 182, 183, 184, 200, 365, 366, 547, 2000))
        last = datetime.date.fromisoformat(first) + datetime.timedelta(days)
        job: Json = {"role": self.some(ROLES, 3) or "other", "from": first, "to": last.isoformat()}
        if self.often(0.4):
            job["to"] = "open"
        if self.often(0.3):
            job["equivalent_to"] = self.chance.choice(ROLES)
        return job

    def holding(self, keys: tuple[str, ...], on: str) -> Json:
        if self.often(0.3):
            return {"designation": "none"}
        holds: Json = {"designation": self.chance.choice(keys if self.often(0.95) else RUNGS)}
        if self.often(0.85):
            day = self.day()
            holds["awarded"] = day if self.often(0.1) else min(day, on)
        if self.often(0.4):
            holds["points"] = self.chance.choice((0, 13.32, 13.33, 24, 100))
        elif self.often(0.7):
            holds["points_met"] = self.chance.choice(("yes", "no", "unknown"))
        return holds
