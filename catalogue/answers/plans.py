"""A plan in words, for the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from catalogue.model.kernel import Kernel
from catalogue.wording.language import fill_phrase

Json = dict[str, Any]
TITLED = ("activities", "limits", "demands", "carry", "verdicts", "attributes")


def describe_plan(kernel: Kernel, answer: Json) -> Iterator[str]:
    """Every line of a report on a plan."""
    titles = {record.id: record.title for table in TITLED for record in getattr(kernel, table)}
    yield fill_phrase("plan", "head", **{**answer, "verdict": titles[answer["verdict"]]})
    if answer["without"]:
        yield fill_phrase("plan", "without", activities=", ".join(titles[key] for key in answer["without"]))
    for name in ("lost", "open"):
        for part in answer[name]:
            what = ", ".join(filter(None, (titles[part["demand"]], part["each"])))
            yield fill_phrase("plan", f"{name}_part", title=what, short=part["short_by"], until=part["until"])
    status = answer["status"]
    name = "planned_points" if status == "planned" and answer["prefer"] == "points" else status
    yield fill_phrase("plan", name, unit=kernel.unit, count=answer["count"], points=answer["points"])
    yield from (fill_phrase("plan", "clash", title=titles[one["rule"]]) for one in answer["clash"])
    yield from (
        f"  {fill_phrase('unplanned', one['why'], title=titles[one['about']])}" for one in answer["because"]
    )
    yield from _describe_entries(kernel, answer["entries"], titles)
    if answer["unconfirmed"]:
        yield fill_phrase("plan", "unconfirmed", entries=", ".join(answer["unconfirmed"]))
    if answer["not_planned"] and status == "planned":
        names = ", ".join(titles[one["activity"]] for one in answer["not_planned"])
        yield fill_phrase("plan", "not_planned", activities=names)


def _describe_entries(kernel: Kernel, entries: list[Json], titles: dict[str, str]) -> Iterator[str]:
    """The entries by year, those that are alike in one line."""
    activities = {activity.id: activity for activity in kernel.activities}
    asks = {condition.id: condition.ask for condition in kernel.conditions}
    for (year, day), of_year in groupby(entries, lambda one: (one["year"], one["date"])):
        yield fill_phrase("plan", "year", year=year, date=day)
        for _, alike in groupby(of_year, lambda one: json.dumps({**one, "id": ""})):
            same = list(alike)
            one = same[0]
            rate, choices = activities[one["activity"]].rate, activities[one["activity"]].choices or ()
            more = [choice.title for choice in choices if choice.id == one["choice"]]
            more += [f"{one['quantity']} {rate.measure}"] if rate.measure and one["quantity"] else []
            more += one["topics"]
            times = sum(entry["items"] for entry in same)
            yield fill_phrase(
                "plan",
                "line" if times > 1 else "line_one",
                times=times,
                title=titles[one["activity"]],
                more=f" ({', '.join(more)})" if more else "",
                earns=one["earns"],
                unit=kernel.unit,
            )
            yield from (fill_phrase("plan", "confirm", ask=asks[key]) for key in one["confirm"])
