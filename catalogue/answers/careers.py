"""`python build.py eligible` and `path`: a profile in a file to an answer, in words or as JSON.

The engines are `catalogue.rules.criteria` and `catalogue.rules.pathways`; this reads what they need, and
tells what they give.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from catalogue.answers.points import ProblemsError, UsageError
from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria_kernel import Part
from catalogue.model.spelling import find_nearest
from catalogue.read.profile import read_profile
from catalogue.rules.criteria import judge_eligibility
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.pathways import find_routes
from catalogue.wording.counts import find_unit, format_count
from catalogue.wording.criteria import CriteriaWords, join_words
from catalogue.wording.language import fill_phrase

Json = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """The words of the command line."""

    profile: Path
    designation: str
    on: date


def answer_eligibility(catalogue: Catalogue | None, request: Request) -> Json:
    """What `eligible` answers.

    Raises ProblemsError for what is wrong with the profile, UsageError for an unknown designation.
    """
    known = _check_designation(catalogue, request.designation)
    profile, problems = read_profile(request.profile, known, request.on)
    if problems:
        raise ProblemsError(problems)
    return judge_eligibility(build_criteria(known, request.designation), profile, request.on)


def answer_routes(catalogue: Catalogue | None, request: Request) -> Json:
    """What `path` answers. Raises as `answer_eligibility` does."""
    known = _check_designation(catalogue, request.designation)
    profile, problems = read_profile(request.profile, known, request.on)
    if problems:
        raise ProblemsError(problems)
    return find_routes(build_ladder(known), profile, request.designation, request.on)


def _check_designation(catalogue: Catalogue | None, designation: str) -> Catalogue:
    if catalogue is None:
        raise UsageError("The catalogue has problems: run `python build.py check`.")
    if designation not in catalogue.designations:
        guess = find_nearest(designation, catalogue.designations)
        hint = f"Did you mean {guess}?" if guess else f"There is: {', '.join(catalogue.designations)}."
        raise UsageError(f"There is no designation `{designation}`. {hint}")
    return catalogue


class Report(CriteriaWords, ABC):
    """An answer in words."""

    def __init__(self, catalogue: Catalogue, answer: Json) -> None:
        super().__init__(catalogue)
        self.answer = answer

    @abstractmethod
    def list_lines(self) -> Iterator[str]:
        """Every line of the report."""


def describe_reason(reason: Json) -> str:
    """Why a leaf is judged as it is."""
    kind, words = reason["kind"], dict(reason)
    if kind == "time":
        held = [_format_count(reason["months"], "month"), _format_count(reason["days"], "day")]
        words |= {"held": join_words(held, "and"), "lacking": _format_count(reason["lacking_days"], "day")}
        kind = "time-lacking" if reason["lacking_days"] else "time"
    words["which"] = fill_phrase("eligible", "which", n=reason.get("qualification"))
    said = fill_phrase("reasons", kind, **words)
    unsure = reason.get("match", "same")
    return said if unsure == "same" else f"{said} {fill_phrase('reasons', unsure)}"


def _format_count(number: int, what: str) -> str:
    return fill_phrase("criteria", what if number == 1 else f"{what}s", n=number)


class EligibilityReport(Report):
    """What `eligible` answers, in words."""

    def list_lines(self) -> Iterator[str]:
        """Every line of the report."""
        answer = self.answer
        yield fill_phrase("eligible", "head", on=answer["on"], **self.find_titles(answer["designation"]))
        kernel = build_criteria(self.catalogue, answer["designation"])
        if not kernel.readings:
            yield fill_phrase("eligible", "none", says=kernel.unpublished or "")
        elif not any(reading["adopted"] and reading["in_force"] for reading in answer["readings"]):
            yield fill_phrase("eligible", "no-version")
        for reading, asked in zip(answer["readings"], kernel.readings, strict=True):
            yield ""
            yield from self._describe_reading(reading, asked.tree)
        yield ""
        for route in answer["routes"]:
            yield fill_phrase("eligible", "route", says=route["says"]) + _describe_source(route)
        steps = ", ".join(self.catalogue.body.steps[key].title for key in answer["then"])
        if steps:
            yield fill_phrase("eligible", "steps", steps=steps)

    def _describe_reading(self, reading: Json, part: Part) -> Iterator[str]:
        title = self.catalogue.body.readings[reading["reading"]].title
        state = fill_phrase("states", reading["state"])
        said = fill_phrase("eligible", "adopted") if reading["adopted"] else ""
        if reading["from"] or reading["to"]:
            unknown = fill_phrase("eligible", "unknown-day")
            days = {"first": reading["from"] or unknown, "last": reading["to"] or unknown}
            said += fill_phrase("eligible", "version", **days)
        yield fill_phrase("eligible", "reading", title=title, state=state, adopted=said)
        if not reading["in_force"]:
            yield f"  {fill_phrase('eligible', 'past')}"
        if reading["state"] != "met":
            yield from (f"  {line}" for line in _describe_first_day(reading))
        yield from self._describe_node(reading["tree"], part, "  ", [])

    def _describe_node(self, node: Json, asked: Part, indent: str, above: list[str]) -> Iterator[str]:
        """A part and those below it; where it stands is told unless the part above stands there too."""
        later = node["state"] != "met" and node["first"] not in (None, "cannot-tell")
        first = fill_phrase("eligible", "first_of_part", first=node["first"]) if later else ""
        source = "" if node["source"] == above else _describe_source(node)
        yield f"{indent}{fill_phrase('states', node['state'])}: {self.describe_part(asked)}{first}{source}"
        yield from (f"{indent}    {describe_reason(one)}" for one in node["reasons"])
        for part, inner in zip(node["parts"], asked.parts, strict=True):
            yield from self._describe_node(part, inner, f"{indent}  ", node["source"])


def _describe_first_day(reading: Json) -> Iterator[str]:
    if reading["first"] is None:
        yield fill_phrase("eligible", "first-never")
    elif reading["first"] == "cannot-tell":
        yield fill_phrase("eligible", "first-unknown")
    else:
        what = join_words([fill_phrase("eligible", name) for name in reading["assumes"]], "and")
        assumes = fill_phrase("eligible", "assumes", what=what) if what else ""
        yield fill_phrase("eligible", "first", first=reading["first"], assumes=assumes)
    if reading["perhaps"] not in (None, "cannot-tell", reading["first"]):
        yield fill_phrase("eligible", "perhaps", perhaps=reading["perhaps"])


def _describe_source(cited: Json) -> str:
    return fill_phrase("eligible", "source", source=", ".join(cited["source"]))


class RoutesReport(Report):
    """What `path` answers, in words."""

    def list_lines(self) -> Iterator[str]:
        """Every line of the report."""
        answer = self.answer
        yield fill_phrase("path", "head", on=answer["on"], **self.find_titles(answer["to"]))
        if answer["held"]:
            yield fill_phrase("path", "held")
        quick = None if answer["quickest"] is None else answer["routes"][answer["quickest"]]
        for route in answer["routes"]:
            quickest = fill_phrase("path", "quickest") if route is quick else ""
            via = join_words([self.find_titles(key)["abbreviation"] for key in route["via"]], "and")
            yield ""
            yield (
                fill_phrase(
                    "path", "ladder" if via else "direct", first=_describe_day(route["first"]), via=via
                )
                + quickest
            )
            for step in route["steps"]:
                yield from (f"  {line}" for line in self._describe_step(step))

    def _describe_step(self, step: Json) -> Iterator[str]:
        begins = fill_phrase("path", "begins", first=step["from"]) if step["from"] else ""
        title = self.find_titles(step["designation"])
        yield fill_phrase("path", "step", first=_describe_day(step["first"]), begins=begins, **title)
        if step["printed"] is False:
            yield f"  {fill_phrase('path', 'not-printed')}"
        parts = self._index_parts(step["designation"])
        for one in step["asks"]:
            decides = fill_phrase("path", "decides") if one["decides"] else ""
            first = f": {_describe_day(one['first'])}{decides}"
            yield f"  {fill_phrase('path', 'ask', asked=self.describe_part(parts[one['id']]), first=first)}"
        if step["credits"]:
            yield f"  {fill_phrase('path', 'credits', **step)}"
        if step["credits"] is None:
            yield f"  {fill_phrase('path', 'credits-untold')}"
        for held in filter(None, [step["keep"], *step["also_keep"]]):
            kind, figure = ("keep-a-year", "points_a_year") if held["years"] is None else ("keep", "points")
            counted = format_count(held[figure], find_unit(self.catalogue, held["designation"]))
            kept = self.find_titles(held["designation"])["abbreviation"]
            yield f"  {fill_phrase('path', kind, **{**held, 'points': counted, 'title': kept})}"
        for fee in step["fees"]:
            paid = self.catalogue.body.steps[fee["step"]].title
            kind = "fee-unpublished" if fee["figure"] is None else "fee"
            yield f"  {fill_phrase('path', kind, **{**fee, 'title': paid})}{_describe_source(fee)}"

    def _index_parts(self, designation: str) -> dict[str, Part]:
        readings = build_criteria(self.catalogue, designation).readings
        return {part.id: part for reading in readings for part in _list_parts(reading.tree)}


def _list_parts(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _list_parts(inner)


def _describe_day(first: str | None) -> str:
    return (
        fill_phrase("path", "never")
        if first is None
        else fill_phrase("path", first)
        if first == "cannot-tell"
        else first
    )
