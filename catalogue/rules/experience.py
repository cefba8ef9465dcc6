"""Months in a role: days on which any matching role was held count once, laid from the first of them.

At least N months: the days laid from S reach the day that lies N months after S. First and last day are
inside, so a job from 1 January to 30 June is six months. Where work was broken off, the days may be
laid from a later start as well: a short job long ago never takes a whole spell away.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from catalogue.model.criteria_kernel import Part
from catalogue.model.profile import Job, Profile
from catalogue.rules.dates import NEVER, UNTOLD, When, add_months, count_whole_months, format_first_day

Span = tuple[int, int]
Reasons = list[dict[str, Any]]


def judge_experience(part: Part, profile: Profile, on: int) -> tuple[When, Reasons]:
    """When the months are full, and why."""
    sure, maybe, reasons = [], [], []
    for number, job in enumerate(profile.jobs, 1):
        kind = _classify_job(part, job)
        if kind:
            reasons.append({"kind": kind, "job": number})
        if kind != "equivalent-refused" and kind:
            maybe.append(_find_days(job))
        if kind == "role-counts":
            sure.append(_find_days(job))
    spans = merge_spans(sure)
    surely, perhaps = find_full_day(part, spans), find_full_day(part, merge_spans(maybe))
    perhaps = min(surely, perhaps)
    if perhaps < NEVER:
        surely = min(surely, UNTOLD)
    return When(surely, perhaps), [_report_time(part, spans, on), *reasons]


def _classify_job(part: Part, job: Job) -> str:
    """How a job bears on what is asked; nothing where it does not."""
    if set(job.role) & set(part.roles):
        return "role-counts"
    if set(job.role) & set(part.perhaps):
        return "role-unclear"
    if set(job.equivalent_to) & {*part.roles, *part.perhaps}:
        return "equivalent-claimed" if part.or_equivalent else "equivalent-refused"
    return ""


def _find_days(job: Job) -> Span:
    return job.from_.toordinal(), job.to.toordinal() if isinstance(job.to, date) else NEVER


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """The same days as spans that neither overlap nor touch, in order."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def find_full_day(part: Part, spans: list[Span]) -> int:
    """The first day on which the months are full; NEVER where the days do not suffice."""
    return min(
        (_find_reached_day(spans[n:], count_asked_days(part, start)) for n, (start, _) in enumerate(spans)),
        default=NEVER,
    )


def count_asked_days(part: Part, start: int) -> int:
    """How many days the months are, laid from a start."""
    return add_months(start, part.months or 0) - start + part.more


def _find_reached_day(spans: list[Span], days: int) -> int:
    for first, last in spans:
        if last - first + 1 >= days:
            return first + days - 1
        days -= last - first + 1
    return NEVER


def _report_time(part: Part, spans: list[Span], on: int) -> dict[str, Any]:
    """The months and days held up to the day asked about, laid from where least is lacking.

    `soonest` is the first day on which they can be full: the role held from the day asked about on.
    """
    past = [(first, min(last, on)) for first, last in spans if first <= on]
    held = [sum(last - first + 1 for first, last in past[n:]) for n in range(len(past))]
    lacking = [count_asked_days(part, first) - days for (first, _), days in zip(past, held, strict=True)]
    best = lacking.index(min(lacking)) if past else 0
    start, end = (past[best][0], past[best][0] + held[best]) if past else (on, on)
    months = count_whole_months(start, end)
    return {
        "kind": "time",
        "months": months,
        "days": end - add_months(start, months),
        "asked": part.months,
        "more": part.more,
        "lacking_days": max(min(lacking, default=count_asked_days(part, on)), 0),
        "soonest": format_first_day(find_full_day(part, merge_spans([*spans, (on, NEVER)])), on),
    }
