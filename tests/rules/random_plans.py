"""Random questions for a plan: small schedules over what a plan covers, a log, and what is asked."""

from __future__ import annotations

import datetime
import random
from typing import Any

Json = dict[str, Any]
SOURCE = ["source:1"]
CHOICES = ("tides", "storms", "signals")
TOPICS = ("ethics", "law")
ONE_EACH = {"kind": "items", "item": "thing", "points": 1}


def random_question(seed: int, maker: type[Maker] | None = None) -> Json:
    """A schedule, a log and what is asked of a plan; the same for the same seed and maker."""
    return (maker or Maker)(random.Random(seed)).question()


class Maker:
    """What one question is made of."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.categories = [f"category-{n}" for n in range(chance.randint(1, 3))]
        self.activities = [f"activity-{n}" for n in range(chance.randint(1, 4))]
        self.grain = chance.choice((0.25, 0.5, 1, 1))
        self.topics = self.often(0.25)
        self.choices = self.often(0.4)

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def points(self, top: int) -> float:
        """A multiple of the granularity."""
        return self.chance.randint(1, int(top / self.grain)) * self.grain

    def question(self) -> Json:
        kernel = self.kernel()
        first = datetime.date(2024, 3, 1)
        days = 31 * kernel["cycle"]["months"] - 40
        on = first + datetime.timedelta(self.chance.choice((0, 0, self.chance.randint(0, days))))
        log = [self.entry(n, kernel, first, on, days) for n in range(self.chance.choice((0, 0, 1, 2, 5)))]
        options: Json = {"on": on.isoformat(), "cycle_start": first.isoformat()}
        options["prefer"] = self.chance.choice(("entries", "points"))
        options["without"] = [key for key in self.activities if self.often(0.07)]
        return {"kernel": kernel, "log": log, "options": options}

    def kernel(self) -> Json:
        demands = [self.demand(f"demand-{n}") for n in range(self.chance.randint(1, 4))]
        names = [demand["id"] for demand in demands]
        meets: Json = {"all": [{"demand": name} for name in names]}
        if len(names) > 1 and self.often(0.35):
            rest = {"all": [{"demand": name} for name in names[1:]]}
            meets = {"any": [{"demand": names[0]}, rest]}
        return {
            "id": "made-up",
            "designation": "keeper",
            "reading": "guild",
            "unit": "points",
            "granularity": self.grain,
            "credit_rounds": "down",
            "demand_rounds": "up",
            "incomplete": False,
            "cycle": {"months": self.chance.choice((12, 18, 24, 36)), "begins": "member"},
            "categories": [{"id": key, "number": n, "title": key} for n, key in enumerate(self.categories)],
            "activities": [self.activity(key) for key in self.activities],
            "topics": list(TOPICS) if self.topics else [],
            "conditions": [
                {"id": "approved", "about": "entry", "ask": "So?", "confirm_with": "us", "source": SOURCE}
            ],
            "attributes": [],
            "limits": [self.limit(f"limit-{n}") for n in range(self.chance.choice((0, 1, 1, 2, 3)))],
            "demands": demands,
            "carry": [],
            "verdicts": [{"id": "whole", "title": "Whole", "meets": meets, "source": SOURCE}],
            "notices": [],
        }

    def activity(self, key: str) -> Json:
        listed = [{"id": c, "title": c} for c in CHOICES] if self.choices and self.often(0.5) else None
        return {
            "id": key,
            "category": self.chance.choice(self.categories),
            "title": key,
            "rate": self.rate(),
            "choices": listed,
            "conditions": ["approved"] if self.often(0.3) else [],
            "one_sitting": self.chance.choice((2, 3, 4)),
            "valid": {"from": None, "to": "2025-06-30"} if self.often(0.08) else None,
            "source": SOURCE,
        }

    def rate(self) -> Json:
        kind = self.chance.choice(("items", "items", "items", "tiers", "tiers", "declared", "none"))
        if kind == "items":
            return {"kind": kind, "item": "thing", "points": self.points(5)}
        if kind == "declared":
            item = self.chance.choice((None, "thing"))
            return {"kind": kind, "item": item, "least": self.chance.choice((0, 1)), "most": self.points(4)}
        if kind == "none":
            return {"kind": kind, "reason": "It is a pleasure.", "measure": "hours"}
        starts = sorted(self.chance.sample((0, 0.5, 1, 2, 3), self.chance.randint(1, 2)))
        steps = [
            {
                "at": at,
                "open": self.often(0.4),
                "points": self.points(3),
                "per": self.chance.choice((None, None, 1, 2, 0.5)),
                "whole": self.often(0.5),
                "rounds": self.chance.choice(("down", "up")),
            }
            for at in starts
        ]
        each_part = self.often(0.2)
        return {
            "kind": kind,
            "measure": "hours",
            "steps": steps,
            "each_part": each_part,
            "window": {"span": "entry"},
        }

    def rule(self, key: str, measure: str, top: int, span: str) -> Json:
        figure = self.points(top) if measure == "points" else self.chance.randint(1, 3)
        window: Json = {"span": span, "last": 2} if span in ("months", "years") else {"span": span}
        return {
            "id": key,
            "title": key,
            "measure": measure,
            "amount": {"figure": figure, "prorated": False},
            "window": window,
            "counting": self.filter() if self.often(0.6) else None,
            "for_each": None,
            "when": None,
            "source": SOURCE,
        }

    def demand(self, key: str) -> Json:
        measure = self.chance.choice(("points", "points", "points", "entries", "categories", "quantity"))
        found = self.rule(key, measure, 12, self.chance.choice(("year", "cycle", "cycle", "years")))
        if measure == "quantity":
            found["counting"] = {"activity": self.chance.choice(self.activities)}
        if self.topics and self.often(0.2):
            found["for_each"] = "topic"
        if self.choices and self.often(0.1):
            found["for_each"] = "choice"
        return found

    def limit(self, key: str) -> Json:
        measure = self.chance.choice(("points", "points", "entries"))
        found = self.rule(
            key, measure, 8, self.chance.choice(("entry", "year", "year", "cycle", "cycle", "years"))
        )
        if self.choices and self.often(0.4):
            found["for_each"] = "choice"
        elif self.topics and self.often(0.2):
            found["for_each"] = "topic"
        return found

    def filter(self) -> Json:
        own: list[Json] = [
            {"category": self.chance.choice(self.categories)},
            {"activity": self.chance.choice(self.activities)},
            {"not": {"category": self.chance.choice(self.categories)}},
            {"any": [{"activity": self.chance.choice(self.activities)} for _ in range(2)]},
            {"points_at_least": self.points(3)},
            {"quantity_at_least": self.chance.choice((1, 2))},
        ]
        if self.topics:
            own += [{"topic": self.chance.choice(TOPICS)}] * 3
        return self.chance.choice(own)

    def entry(self, number: int, kernel: Json, first: datetime.date, on: datetime.date, days: int) -> Json:
        activity = self.chance.choice(kernel["activities"])
        kind = activity["rate"]["kind"]
        last = days if self.often(0.3) else max((on - first).days, 0)
        return {
            "id": str(number),
            "date": (first + datetime.timedelta(self.chance.randint(0, last))).isoformat(),
            "activity": activity["id"],
            "quantity": 1 if kind == "items" else self.chance.choice((1, 2, 3)),
            "choice": self.chance.choice(CHOICES) if activity["choices"] else None,
            "points": self.points(4) if kind == "declared" else None,
            "topics": self.chance.sample(TOPICS, self.chance.choice((0, 1))) if self.topics else [],
            "confirmed": self.chance.choice((None, True, True, False)),
        }


class Larger(Maker):
    """One that takes several entries: many hours are asked, and activities are declared or earn nothing."""

    def rate(self) -> Json:
        if self.often(0.5):
            return super().rate()
        if self.often(0.5):
            return {"kind": "none", "reason": "It is a pleasure.", "measure": "hours"}
        return {"kind": "declared", "item": None, "least": 0, "most": self.points(4)}

    def demand(self, key: str) -> Json:
        found = super().demand(key)
        if found["measure"] == "quantity" or self.often(0.3):
            found |= {"measure": "quantity", "counting": {"activity": self.chance.choice(self.activities)}}
            found["amount"] = {"figure": self.chance.randint(3, 12), "prorated": False}
        return found


class Daily(Larger):
    """One whose limits look at days, entries and choices; more is asked of what declares its own points."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.choices = self.often(0.7)

    def activity(self, key: str) -> Json:
        found = super().activity(key)
        if self.often(0.3):
            found["one_sitting"] = self.chance.choice((None, 1, 8))
        if self.often(0.2):
            found["valid"] = {"from": "2024-09-01", "to": None}
        return found

    def demand(self, key: str) -> Json:
        found = super().demand(key)
        if found["measure"] == "points":
            found["amount"]["figure"] = self.points(20)
        elif found["measure"] == "entries":
            found["amount"]["figure"] = self.chance.randint(2, 6)
        return found

    def limit(self, key: str) -> Json:
        found = super().limit(key)
        if self.often(0.4):
            found["window"] = {"span": self.chance.choice(("day", "entry"))}
        return found


class Small(Daily):
    """One of one or two activities, so that every rule matters."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.activities = self.activities[:2]
        self.grain = chance.choice((0.5, 1))

    def kernel(self) -> Json:
        found = super().kernel()
        found["demands"] = found["demands"][: self.chance.randint(1, 2)]
        names = [{"demand": demand["id"]} for demand in found["demands"]]
        found["verdicts"][0]["meets"] = {self.chance.choice(("all", "any")): names}
        for rule in (*found["demands"], *found["limits"]):
            if rule["measure"] != "quantity":
                rule["counting"] = self.chance.choice(
                    (None, None, rule["counting"], {"quantity_at_least": 2})
                )
        for limit in found["limits"]:
            limit["amount"]["figure"] *= self.chance.choice((1, 1.5, 2, 4))
        return found


class Tight(Small):
    """One whose limits over a cycle cut in one year what another year needs, of a member who was away."""

    def question(self) -> Json:
        found = super().question()
        found["options"]["member"] = {"months_away": {"1": self.chance.choice((0, 3, 6)), "2": 2}}
        first = datetime.date.fromisoformat(found["options"]["cycle_start"])
        days = 31 * found["kernel"]["cycle"]["months"] - 40
        for number in range(10, 10 + self.chance.choice((0, 1, 2))):
            entry = self.entry(
                number, found["kernel"], first + datetime.timedelta(days // 2), first, days // 2
            )
            found["log"].append(entry | {"confirmed": True})
        return found

    def kernel(self) -> Json:
        found = super().kernel()
        found["cycle"]["months"] = self.chance.choice((24, 36))
        for rule in found["demands"]:
            if rule["measure"] == "points":
                rule |= {"window": {"span": self.chance.choice(("year", "cycle"))}, "counting": None}
                rule["amount"]["figure"] = self.points(6)
        for rule in found["limits"]:
            rule |= {"measure": "points", "window": {"span": self.chance.choice(("cycle", "cycle", "year"))}}
            rule["amount"] = {"figure": self.points(6) + self.points(6), "prorated": self.often(0.5)}
        return found


def ways(count: int) -> Json:
    """A question that any one of so many demands would answer, each for one thing."""
    case = Maker(random.Random(0)).question()
    kernel = case["kernel"]
    kernel["activities"] = [{**kernel["activities"][0], "rate": ONE_EACH, "choices": None, "conditions": []}]
    like = {**kernel["demands"][0], "measure": "entries", "window": {"span": "cycle"}, "counting": None}
    asked = [{**like, "id": f"demand-{n}", "for_each": None} for n in range(count)]
    kernel["demands"] = [{**one, "amount": {"figure": 1, "prorated": False}} for one in asked]
    kernel["verdicts"][0]["meets"] = {"any": [{"demand": one["id"]} for one in asked]}
    options = {**case["options"], "on": case["options"]["cycle_start"], "without": []}
    return {"kernel": {**kernel, "limits": []}, "log": [], "options": options}


def about(count: int) -> Json:
    """A question that asks one entry about each of so many topics."""
    case = ways(1)
    case["kernel"]["topics"] = [f"topic-{n}" for n in range(count)]
    case["kernel"]["demands"][0]["for_each"] = "topic"
    return case


class Rolling(Maker):
    """One whose rules look back from the day asked about: over a cycle that rolls, or the last months."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__(chance)
        self.rolls = self.often(0.6)

    def question(self) -> Json:
        found = super().question()
        if self.rolls:
            del found["options"]["cycle_start"]
        return found

    def kernel(self) -> Json:
        found = super().kernel()
        if self.rolls:
            found["cycle"] = {"months": self.chance.choice((12, 18, 24)), "begins": "rolling"}
        return found

    def rule(self, key: str, measure: str, top: int, span: str) -> Json:
        found = super().rule(key, measure, top, span)
        months = {"span": "months", "last": self.chance.choice((3, 6, 12))}
        looks_back = months if self.often(0.5) else {"span": "cycle"}
        found["window"] = {"span": "day"} if span == "entry" and self.often(0.6) else looks_back
        return found


class Around(Maker):
    """One with what a plan does without: yearly carries, limits of quantities, sums; and first days."""

    def question(self) -> Json:
        found = super().question()
        if self.often(0.4):
            which = self.chance.choice(("same", "after", "on-or-before"))
            found["kernel"]["cycle"]["first_day"] = {"day": "03-01", "which": which}
            found["options"]["award"] = "2024-03-01" if which != "after" else "2023-08-08"
            del found["options"]["cycle_start"]
        return found

    def kernel(self) -> Json:
        found = super().kernel()
        if self.often(0.5):
            level = {"id": "level", "title": "Level", "values": ["low", "high"], "several": False}
            found["attributes"] = [level]
        names = [one["id"] for one in found["demands"] if one["measure"] == "points"]
        found["carry"] = [self.carry(names, bool(found["attributes"]))] if names and self.often(0.6) else []
        if self.often(0.6):
            rule = self.rule("hours", "entries", 3, self.chance.choice(("year", "cycle")))
            amount = {"figure": self.chance.randint(2, 6), "prorated": False}
            found["limits"].append({**rule, "measure": "quantity", "amount": amount})
        for activity in found["activities"]:
            if activity["rate"]["kind"] == "tiers" and self.often(0.3):
                activity["rate"]["window"] = {"span": self.chance.choice(("year", "cycle"))}
        return found

    def carry(self, serves: list[str], asks: bool) -> Json:
        when = {"member": "level", "is": ["high"]} if asks else None
        into = "cycle" if asks else "year"
        above = {"figure": self.points(6), "prorated": False}
        terms = [{"credited": {"all": []}, "above": above}]
        rest = {"serves": serves, "crosses_cycle": False, "when": when, "source": SOURCE}
        return {"id": "on", "title": "Carried on", "into": into, "least_of": terms, **rest}


class Odd(Around):
    """One with what is seldom asked together: shares, tables, fractions, first and last days, and answers."""

    def question(self) -> Json:
        found = super().question()
        if self.often(0.5):
            answers = {"approved": self.often(0.6)}
            found["options"]["member"] = {"conditions": answers if self.often(0.7) else {}}
        if self.often(0.85):
            level = ["low"] if self.often(0.5) else ["high"]
            found["options"].setdefault("member", {})["attributes"] = (
                {"level": level} if found["kernel"]["attributes"] else {}
            )
        on = datetime.date.fromisoformat(found["options"]["on"])
        for activity in found["kernel"]["activities"]:
            if self.often(0.25):
                days = [on + datetime.timedelta(self.chance.choice((-1, 0, 1, 200))) for _ in range(2)]
                begins, ends = (day.isoformat() if self.often(0.6) else None for day in sorted(days))
                activity["valid"] = {"from": begins, "to": ends}
        return found

    def kernel(self) -> Json:
        found = super().kernel()
        found["limits"] = [one for one in found["limits"] if one["id"] != "hours" or self.often(0.3)]
        demands, limits = found["demands"], found["limits"]
        for rule in (*demands, *limits):
            self.turn_rule(rule, bool(found["attributes"]))
        for limit in limits:
            if self.often(0.3):
                limit["measure"] = self.chance.choice(("points", "points", "entries", "entries", "quantity"))
                limit["window"] = {"span": self.chance.choice(("entry", "day", "cycle", "year"))}
            if self.often(0.08):
                limit["amount"] = self.share(["demand-0", "demand-0", "log"])
        for demand in demands[1:]:
            if self.often(0.12):
                demand["amount"] = self.share(["demand-0", "demand-0", "log"])
        if self.often(0.05):
            demands[0]["amount"] = self.share(["log"])
        if self.often(0.3):
            for rule in demands[:1]:
                rule["window"] = {"span": "months", "last": self.chance.choice((3, 12))}
        return found

    def turn_rule(self, rule: Json, asks: bool) -> None:
        """A fraction more, a figure by a table, or for some members only."""
        if self.often(0.15) and rule["measure"] in ("points", "quantity"):
            rule["amount"]["figure"] += self.chance.choice((0.1, 0.25, 0.5, 1.5))
        if asks and self.often(0.3):
            rule["amount"] = {"by": "level", "values": {"high": self.points(8)}, "prorated": False}
        if asks and self.often(0.2):
            rule["when"] = {"member": "level", "is": [self.chance.choice(("low", "high"))]}

    def share(self, of: list[str]) -> Json:
        share = {"share": self.chance.choice((50, 33.3333, 100)), "of": self.chance.choice(of)}
        return {**share, "prorated": self.often(0.2)}

    def activity(self, key: str) -> Json:
        found = super().activity(key)
        if self.often(0.35):
            found["one_sitting"] = self.chance.choice((None, 0.5, 1, 1.25, 8))
        if found["rate"]["kind"] == "declared" and self.often(0.5):
            found["rate"] |= {"most": self.chance.choice((None, 0.1, 1.3, 2.2)), "item": "thing"}
            found["rate"]["least"] = self.chance.choice((0, 0.3, 1.2))
        return found

    def filter(self) -> Json:
        own = super().filter()
        sizes = (
            {"points_at_least": self.points(4)},
            {"quantity_at_least": self.chance.choice((0.5, 1, 1.5, 3))},
        )
        if self.often(0.3):
            return self.chance.choice(sizes)
        if self.often(0.3):
            return {self.chance.choice(("all", "any")): [own, self.chance.choice(sizes)]}
        return {"not": own} if self.often(0.15) else own
