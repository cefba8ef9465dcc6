"""Random schedules and logs over the whole kernel, and the smallest case that still shows a difference."""

from __future__ import annotations

import copy
import datetime
import random
from collections.abc import Callable, Iterator
from typing import Any

Json = dict[str, Any]
SOURCE = ["source:1"]
VALUES = ("red", "blue", "green")
TOPICS = ("ethics", "law", *VALUES)
CHOICES = ("tides", "storms", "signals", "first-aid")
WHICH = ("same", "next", "previous", "after", "on-or-after", "before", "on-or-before")
STARTS = ((1, 1), (2, 28), (4, 1), (8, 31), (12, 31))
MEASURES = ("points", "points", "points", "quantity", "entries", "categories")


def random_case(seed: int) -> Json:
    """A schedule, a log and a question; the same for the same seed."""
    return Maker(random.Random(seed)).case()


def name(kind: str, n: int) -> str:
    """An id; the second of a kind is of digits alone, which objects of JavaScript would put first."""
    return str(n) if n == 1 else f"{kind}-{n}"


class Maker:
    """What one case is made of."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.categories = [name("category", n) for n in range(chance.randint(1, 3))]
        self.attributes = [name("attribute", n) for n in range(chance.choice((0, 0, 1, 2)))]
        self.conditions = [name("condition", n) for n in range(chance.choice((0, 0, 1, 2)))]
        self.activities = [name("activity", n) for n in range(chance.randint(1, 5))]
        self.rolling = chance.random() < 0.2

    def often(self, share: float) -> bool:
        return self.chance.random() < share

    def figure(self, top: int = 20) -> float | int:
        """A figure of no, one, two or four decimals."""
        places = self.chance.choice((0, 0, 0, 1, 2, 4))
        return (
            self.chance.randint(0, top * 10**places) / 10**places if places else self.chance.randint(0, top)
        )

    def case(self) -> Json:
        kernel = self.kernel()
        options = self.options(kernel)
        first = datetime.date.fromisoformat(
            options.get("cycle_start") or options.get("award") or options["on"]
        )
        days = self.days(first, kernel["cycle"]["months"], options["on"])
        log = [self.entry(n, kernel, days) for n in range(self.chance.choice((0, 1, 2, 4, 8, 14)))]
        return {"kernel": kernel, "log": log, "options": options}

    def kernel(self) -> Json:
        demands = [self.rule(name("demand", n), "demand") for n in range(self.chance.randint(0, 5))]
        for demand in demands:
            if self.often(0.15) and not any(d["amount"].get("of") == demand["id"] for d in demands):
                demand["amount"] = self.share(demand["id"], demands)
        names = [demand["id"] for demand in demands]
        limits = [self.rule(name("limit", n), "limit") for n in range(self.chance.randint(0, 4))]
        for limit in limits:
            if self.often(0.15):
                limit["amount"] = self.share("", demands)
        return {
            "id": "made-up",
            "designation": "keeper",
            "reading": "guild",
            "unit": "points",
            "granularity": self.chance.choice((0.01, 0.01, 0.5, 0.25, 1, 0.0001, 3)),
            "credit_rounds": self.chance.choice(("down", "down", "up")),
            "demand_rounds": self.chance.choice(("up", "up", "down")),
            "incomplete": self.often(0.1),
            "valid_from": self.chance.choice((None, None, "2019-03-01")),
            "valid_to": self.chance.choice((None, None, "2024-02-29")),
            "cycle": self.cycle(),
            "categories": [{"id": key, "number": n, "title": key} for n, key in enumerate(self.categories)],
            "activities": [self.activity(key) for key in self.activities],
            "topics": self.chance.sample(TOPICS, 2),
            "conditions": [self.condition(key) for key in self.conditions],
            "attributes": [self.attribute(key) for key in self.attributes],
            "limits": limits,
            "demands": demands,
            "carry": [self.carry(name("carry", n), names) for n in range(self.chance.choice((0, 0, 1, 2)))],
            "verdicts": [self.verdict(name("verdict", n), names) for n in range(self.chance.randint(1, 2))],
            "notices": [{"id": "ask", "says": "Ask\u2028— “the guild”."}] if self.often(0.3) else [],
        }

    def cycle(self) -> Json:
        months = self.chance.choice((1, 6, 12, 12, 18, 24, 36, 36, 60))
        if self.rolling:
            return {"months": months, "begins": "rolling"}
        if self.often(0.5):
            found = self.first_day() if self.often(0.4) else None
            own = {"own_day": "registration"} if self.often(0.3) else {}
            return {"months": months, "begins": "member", **own, **({"first_day": found} if found else {})}
        day = self.chance.choice(("04-01", "01-01", "12-31", "02-29", "02-28"))
        cycle = {"months": months, "begins": "day", "day": day}
        if self.attributes and self.often(0.3):
            years = {value: self.chance.randint(2017, 2024) for value in self.chance.sample(VALUES, 3)}
            return {**cycle, "first_years": {"by": self.attributes[0], "values": years}}
        return {**cycle, "first_year": self.chance.randint(2017, 2024)}

    def first_day(self) -> Json:
        """How a first day follows from the member's own."""
        day = self.chance.choice(("01-01", "04-01", "02-29", "08-31", "first", "last"))
        return {"day": day, "which": self.chance.choice(WHICH)}

    def condition(self, key: str) -> Json:
        about = self.chance.choice(("entry", "member"))
        return {"id": key, "about": about, "ask": "So?", "confirm_with": "the guild", "source": SOURCE}

    def attribute(self, key: str) -> Json:
        values = self.chance.sample(VALUES, self.chance.randint(1, 3))
        return {"id": key, "title": key, "values": values, "several": self.often(0.4)}

    def activity(self, key: str) -> Json:
        choices = [{"id": c, "title": c} for c in self.chance.sample(CHOICES, 2)] if self.often(0.3) else None
        valid = (
            {"from": "2020-06-30", "to": self.chance.choice((None, "2022-12-31"))}
            if self.often(0.1)
            else None
        )
        return {
            "id": key,
            "category": self.chance.choice(self.categories),
            "title": key,
            "rate": self.rate(),
            "choices": choices,
            "conditions": [c for c in self.conditions if self.often(0.3)],
            "valid": valid,
            "source": SOURCE,
        }

    def rate(self) -> Json:
        kind = self.chance.choice(("items", "items", "tiers", "tiers", "declared", "none"))
        repeats = self.chance.choice(((), (), (100, 50, 0), (100, 33.33), (0, 100)))
        if kind == "items":
            return {"kind": kind, "item": "thing", "points": self.figure(6), "repeats": repeats}
        if kind == "declared":
            least = self.chance.choice((0, 0.5, 1))
            most = self.chance.choice((None, 2, 7.5, 10))
            return {
                "kind": kind,
                "item": self.chance.choice((None, "thing")),
                "least": least,
                "most": most,
                "repeats": repeats,
            }
        if kind == "none":
            return {
                "kind": kind,
                "reason": "It is a pleasure.",
                "measure": self.chance.choice((None, "hours")),
            }
        return {
            "kind": kind,
            "measure": "hours",
            "steps": self.steps(),
            "each_part": self.often(0.3),
            "window": self.span("sum") if self.often(0.4) else {"span": "entry"},
            "repeats": repeats,
        }

    def steps(self) -> list[Json]:
        starts = sorted(self.figure(10) for _ in range(self.chance.randint(1, 3)))
        return [
            {
                "at": at,
                "open": self.often(0.5),
                "points": self.figure(5),
                "per": self.chance.choice((None, None, 1, 2, 0.3, 1.5)),
                "whole": self.often(0.4),
                "rounds": self.chance.choice(("down", "up")),
            }
            for at in starts
        ]

    def span(self, kind: str) -> Json:
        kinds = ["cycle", "cycle", "months", "years"]
        if kind != "demand":
            kinds += ["day", "year", "year"]
        if kind == "limit":
            kinds += ["entry"]
        if kind == "demand" and not self.rolling:
            kinds += ["year", "year"]
        chosen = self.chance.choice(kinds)
        if chosen == "months":
            return {"span": chosen, "last": self.chance.choice((1, 6, 12, 18))}
        return {"span": chosen, "last": self.chance.randint(1, 3)} if chosen == "years" else {"span": chosen}

    def rule(self, key: str, kind: str) -> Json:
        each = self.chance.choice((None, None, None, "choice", "topic", *self.attributes))
        return {
            "id": key,
            "title": key,
            "measure": "entries" if each == "choice" and self.often(0.5) else self.chance.choice(MEASURES),
            "amount": self.amount(),
            "window": self.span(kind),
            "counting": self.filter() if self.often(0.6) else None,
            "for_each": each,
            "when": self.when() if self.attributes and self.often(0.3) else None,
            "source": SOURCE,
        }

    def when(self) -> Json:
        return {
            "member": self.chance.choice(self.attributes),
            "is": self.chance.sample(VALUES, self.chance.randint(1, 2)),
        }

    def amount(self) -> Json:
        prorated = self.often(0.2)
        if self.attributes and self.often(0.25):
            values = {value: self.figure() for value in self.chance.sample(VALUES, self.chance.randint(1, 3))}
            return {"by": self.chance.choice(self.attributes), "values": values, "prorated": prorated}
        return {
            "figure": self.chance.choice((self.figure(), self.chance.randint(0, 5))),
            "prorated": prorated,
        }

    def share(self, own: str, demands: list[Json]) -> Json:
        """A share of the log, or of another demand's figure that is no share itself."""
        others = [d["id"] for d in demands if d["id"] != own and "share" not in d["amount"]]
        of = self.chance.choice(("log", *others))
        return {"share": self.chance.choice((50, 33.3333, 100, 12.5)), "of": of, "prorated": self.often(0.2)}

    def filter(self, depth: int = 0) -> Json:
        kinds = ["category", "activity", "topic", "points_at_least", "quantity_at_least"]
        chosen = self.chance.choice(kinds + (["all", "any", "not"] if depth < 2 else []))
        if chosen in ("all", "any"):
            return {chosen: [self.filter(depth + 1) for _ in range(self.chance.randint(1, 3))]}
        if chosen == "not":
            return {"not": self.filter(depth + 1)}
        names = {"category": self.categories, "activity": self.activities, "topic": TOPICS}
        return {chosen: self.chance.choice(names[chosen]) if chosen in names else self.figure(6)}

    def carry(self, key: str, demands: list[str]) -> Json:
        return {
            "id": key,
            "title": key,
            "into": self.chance.choice(("year", "cycle")),
            "least_of": [self.term() for _ in range(self.chance.randint(1, 3))],
            "serves": [demand for demand in demands if self.often(0.5)],
            "crosses_cycle": self.often(0.5),
            "when": self.when() if self.attributes and self.often(0.3) else None,
            "source": SOURCE,
        }

    def term(self) -> Json:
        if self.often(0.3):
            return {"figure": self.figure(10)}
        above = self.chance.choice((None, self.amount(), {"share": 50, "of": "log"}))
        return {
            "credited": self.filter(),
            "above": above,
            "last_months": self.chance.choice((None, 3, 6, 12)),
        }

    def verdict(self, key: str, demands: list[str]) -> Json:
        return {"id": key, "title": key, "meets": self.node(demands), "source": SOURCE}

    def node(self, demands: list[str], depth: int = 0) -> Json:
        if demands and (depth == 2 or self.often(0.3)):
            return {"demand": self.chance.choice(demands)}
        below = (
            [self.node(demands, depth + 1) for _ in range(self.chance.randint(0 if depth else 1, 3))]
            if depth < 2
            else []
        )
        return {self.chance.choice(("all", "any")): below}

    def options(self, kernel: Json) -> Json:
        on = datetime.date(2018, 1, 1) + datetime.timedelta(self.chance.randint(0, 365 * 8))
        options: Json = {"on": on.isoformat(), "member": self.member(kernel)}
        start = datetime.date(
            on.year - self.chance.randint(0, 3),
            *self.chance.choice(((1, 1), (2, 28), (4, 1), (8, 31), (12, 31))),
        )
        if kernel["cycle"]["begins"] == "member":
            options[self.chance.choice(("cycle_start", "cycle_start", "award"))] = start.isoformat()
        if self.often(0.03):
            options["cycle_start"] = start.isoformat()
        crossing = [
            rule["id"] for rule in kernel["carry"] if rule["into"] == "cycle" or rule["crosses_cycle"]
        ]
        options["carry_in"] = {
            key: self.figure(10) for key in crossing if not self.rolling and self.often(0.5)
        }
        return options

    def member(self, kernel: Json) -> Json:
        attributes = {}
        for attribute in kernel["attributes"]:
            if self.often(0.6):
                top = len(attribute["values"]) if attribute["several"] else 1
                attributes[attribute["id"]] = self.chance.sample(
                    attribute["values"], self.chance.randint(1, top)
                )
        away: Any = self.chance.choice(({}, 0, 3, 2.5, 14, {"1": 3}, {"2": 0.5, "3": 12}))
        answered = {key: self.often(0.6) for key in self.conditions if self.often(0.6)}
        return {"attributes": attributes, "conditions": answered, "months_away": away}

    def days(self, first: datetime.date, months: int, on: str) -> list[str]:
        """Days on both sides of every boundary, and some between."""
        year, asked = datetime.timedelta(365), datetime.date.fromisoformat(on)
        edges = [
            first,
            asked,
            *(first + year * n for n in range(-1, months // 12 + 2)),
            asked - year,
            asked - year / 2,
        ]
        near = [edge + datetime.timedelta(self.chance.randint(-2, 2)) for edge in edges]
        between = [first + datetime.timedelta(self.chance.randint(-200, 31 * months + 60)) for _ in range(6)]
        return [day.isoformat() for day in (*near, *between)]

    def entry(self, number: int, kernel: Json, days: list[str]) -> Json:
        activity = self.chance.choice(kernel["activities"])
        quantity: Any = self.chance.choice((None, self.figure(12)))
        if activity["rate"]["kind"] == "items":
            quantity = self.chance.choice((None, None, 0, 1, 2, 5))
        return {
            "id": str(number),
            "date": self.chance.choice(days),
            "activity": activity["id"],
            "quantity": quantity,
            "choice": self.chance.choice((None, *CHOICES, "tide", "ştorms🌊")),
            "points": self.chance.choice((None, self.figure(12))),
            "topics": self.chance.sample(TOPICS, self.chance.choice((0, 0, 1, 2))),
            "confirmed": self.chance.choice((None, True, True, False)),
        }


def shrink_case(case: Json, differs: Callable[[Json], bool]) -> Json:
    """The smallest case, found by taking things out one at a time, that still differs."""
    smaller = True
    while smaller:
        smaller = False
        for candidate in _without(case):
            if differs(candidate):
                case, smaller = candidate, True
                break
    return case


def _without(case: Json) -> Iterator[Json]:
    """The case without each item of each of its lists, and without each optional value."""
    for path in _paths(case):
        candidate = copy.deepcopy(case)
        holder: Any = candidate
        for step in path[:-1]:
            holder = holder[step]
        del holder[path[-1]]
        yield candidate


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, (list, tuple))
        else ()
    )
    for key, child in items:
        yield (*path, key)
        yield from _paths(child, (*path, key))
