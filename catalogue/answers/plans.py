"""A plan in words, for the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from catalogue.model.kernel import Kernel
from catalogue.wording.language import fill_phrase
from catalogue.wording.words import to_singular

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
    name = "planned_around" if answer["left_out"] else name
    unit = to_singular(kernel.unit) if answer["points"] == 1 else kernel.unit
    name += "_1" if status == "planned" and answer["count"] == 1 else ""
    yield fill_phrase("plan", name, unit=unit, count=answer["count"], points=answer["points"])
    yield from (fill_phrase("plan", "clash", title=titles[one["rule"]]) for one in answer["clash"])
    yield from (
        f"  {fill_phrase('unplanned', one['why'], title=titles[one['about']])}" for one in answer["because"]
    )
    yield from _describe_entries(kernel, answer["entries"], titles)
    if answer["unconfirmed"]:
        yield fill_phrase("plan", "unconfirmed", entries=", ".join(answer["unconfirmed"]))
    yield from _describe_lapses(answer, titles)
    yield from _describe_left_out(answer, titles)
    if answer["not_planned"] and status == "planned":
        names = ", ".join(titles[one["activity"]] for one in answer["not_planned"])
        yield fill_phrase("plan", "not_planned", activities=names)


def describe_proposal(kernel: Kernel, answer: Json, body: str | None) -> Iterator[str]:
    """Every line of a report on a plan that a person could do; what is lost first, and whom to ask."""
    titles = {record.id: record.title for table in TITLED for record in getattr(kernel, table)}
    if answer["lost"]:
        unsure = "_least" if answer["unconfirmed"] else ""
        lost = ", ".join(_describe_lost(kernel, one, unsure, titles) for one in answer["lost"])
        yield fill_phrase("plan", "lost_for_good", lost=lost, body=body or fill_phrase("plan", "body"))
    yield fill_phrase("plan", "head_goal", **{**answer, "verdict": titles[answer["verdict"]]})
    yield _describe_reach(kernel, answer, titles)
    if answer["status"] == "short" and not answer["left_out"]:
        yield fill_phrase("plan", "not_enough")
    for named in answer["because"]:
        yield f"  {fill_phrase('unplanned', named['why'], title=titles[named['about']])}"
    for one in answer["entries"]:
        values = _describe_entry(kernel, one, titles)
        yield fill_phrase("plan", "line_on" if one["earns"] else "line_on_ledger", date=one["date"], **values)
        yield from _describe_conditions(kernel, one)
    if answer["unconfirmed"]:
        yield fill_phrase("plan", "unconfirmed", entries=", ".join(answer["unconfirmed"]))
    yield from _describe_lapses(answer, titles)
    yield from _describe_left_out(answer, titles)
    if answer["not_planned"]:
        names = ", ".join(titles[one["activity"]] for one in answer["not_planned"])
        yield fill_phrase("plan", "left_out", activities=names)


def _describe_left_out(answer: Json, titles: dict[str, str]) -> Iterator[str]:
    """What a plan does without."""
    if answer["left_out"]:
        yield fill_phrase("plan", "around")
    for one in answer["left_out"]:
        yield f"  {fill_phrase('unplanned', one['why'], title=titles[one['about']])}"


def _describe_lapses(answer: Json, titles: dict[str, str]) -> Iterator[str]:
    """From which day on an entry no longer counts for what is open."""
    for one in answer["lapses"]:
        yield fill_phrase("plan", "lapse", **one, title=titles[one["demand"]])


def _describe_lost(kernel: Kernel, part: Json, unsure: str, titles: dict[str, str]) -> str:
    """What is over and was short: of a year as a whole, or of something in it."""
    whole = {rule.id for rule in kernel.demands if rule.counting is None}
    is_whole_year = part["year"] and part["measure"] == "points" and part["demand"] in whole
    unit = to_singular(kernel.unit) if part["short_by"] == 1 else kernel.unit
    values = {
        "year": part["year"],
        "title": _name_part(part, titles),
        "short": part["short_by"],
        "unit": unit,
    }
    return fill_phrase("plan", f"lost_year{unsure}" if is_whole_year else "lost_other", **values)


def _name_part(part: Json, titles: dict[str, str]) -> str:
    """What is asked, in which year and of what."""
    year = fill_phrase("calculator", "year", year=part["year"]) if part["year"] else ""
    return ", ".join(filter(None, (titles[part["demand"]], year, part["each"])))


def _describe_reach(kernel: Kernel, answer: Json, titles: dict[str, str]) -> str:
    """How far a proposal reaches; the browser says the same."""
    count, result = answer["count"], answer["result"]
    if answer["because"]:
        return fill_phrase("plan", "unplanned")
    if not result:
        return fill_phrase("plan", "enough")
    these = fill_phrase("plan", "this" if count == 1 else "these", n=count)
    first = result[0]
    if len(result) == 1 and first["year"] and first["measure"] == "points" and count:
        return fill_phrase("plan", "reach_year", these=these, unit=kernel.unit, **first)
    short = [one for one in result if one["short_by"]]
    parts = ", ".join(_describe_short(kernel, one, titles) for one in short)
    name = "reach_all" if not short else "reach_short" if count else "reach_nothing"
    return fill_phrase("plan", name, these=these, parts=parts)


def _describe_short(kernel: Kernel, part: Json, titles: dict[str, str]) -> str:
    """What is asked, and how much of it is missing."""
    unit = to_singular(kernel.unit) if part["short_by"] == 1 else kernel.unit
    short = f"{part['short_by']} {unit}" if part["measure"] == "points" else part["short_by"]
    return fill_phrase("plan", "reach_part", title=_name_part(part, titles), short=short)


def _describe_entries(kernel: Kernel, entries: list[Json], titles: dict[str, str]) -> Iterator[str]:
    """The entries by year, those that are alike in one line."""
    for (year, day), of_year in groupby(entries, lambda one: (one["year"], one["date"])):
        yield fill_phrase("plan", "year" if year else "day", year=year, date=day)
        for _, alike in groupby(of_year, lambda one: json.dumps({**one, "id": ""})):
            same = list(alike)
            times = sum(entry["items"] for entry in same)
            values = _describe_entry(kernel, same[0], titles)
            name = "line" if times > 1 else "line_one"
            name += "" if same[0]["earns"] else "_ledger"
            yield fill_phrase("plan", name, times=times, **values)
            yield from _describe_conditions(kernel, same[0])


def _describe_entry(kernel: Kernel, one: Json, titles: dict[str, str]) -> Json:
    """What stands in the line of an entry."""
    activity = next(activity for activity in kernel.activities if activity.id == one["activity"])
    more = [choice.title for choice in activity.choices or () if choice.id == one["choice"]]
    measure = activity.rate.measure
    if measure and one["quantity"]:
        more.append(f"{one['quantity']} {to_singular(measure) if one['quantity'] == 1 else measure}")
    more += one["topics"]
    return {
        "title": activity.title,
        "more": f" ({', '.join(more)})" if more else "",
        "earns": one["earns"],
        "unit": to_singular(kernel.unit) if one["earns"] == 1 else kernel.unit,
    }


def _describe_conditions(kernel: Kernel, one: Json) -> Iterator[str]:
    """What is to be confirmed of an entry."""
    asks = {condition.id: condition.ask for condition in kernel.conditions}
    yield from (fill_phrase("plan", "confirm", ask=asks[key]) for key in one["confirm"])
