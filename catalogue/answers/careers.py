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
from catalogue.model.spelling import nearest
from catalogue.read.profile import read_profile
from catalogue.rules.criteria import judge_eligibility
from catalogue.rules.criteria_kernel import build_criteria, build_ladder
from catalogue.rules.pathways import find_routes
from catalogue.wording.criteria import CriteriaWords, join_words
from catalogue.wording.language import fill_phrase

Json = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """The words of the command line."""

    profile: Path
    designation: str
    on: date


def eligibility(catalogue: Catalogue | None, asked: Asked) -> Json:
    """What `eligible` answers.

    Raises ProblemsError for what is wrong with the profile, UsageError for an unknown designation.
    """
    known = _known(catalogue, asked.designation)
    profile, problems = read_profile(asked.profile, known, asked.on)
    if problems:
        raise ProblemsError(problems)
    return judge_eligibility(build_criteria(known, asked.designation), profile, asked.on)


def ways(catalogue: Catalogue | None, asked: Asked) -> Json:
    """What `path` answers. Raises as `eligibility` does."""
    known = _known(catalogue, asked.designation)
    profile, problems = read_profile(asked.profile, known, asked.on)
    if problems:
        raise ProblemsError(problems)
    return find_routes(build_ladder(known), profile, asked.designation, asked.on)


def _known(catalogue: Catalogue | None, designation: str) -> Catalogue:
    if catalogue is None:
        raise UsageError("The catalogue has problems: run `python build.py check`.")
    if designation not in catalogue.designations:
        guess = nearest(designation, catalogue.designations)
        hint = f"Did you mean {guess}?" if guess else f"There is: {', '.join(catalogue.designations)}."
        raise UsageError(f"There is no designation `{designation}`. {hint}")
    return catalogue


class Report(CriteriaWords, ABC):
    """An answer in words."""

    def __init__(self, catalogue: Catalogue, answer: Json) -> None:
        super().__init__(catalogue)
        self.answer = answer

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """Every line of the report."""


def reason(one: Json) -> str:
    """Why a leaf is judged as it is."""
    kind, words = one["kind"], dict(one)
    if kind == "time":
        held = [_count(one["months"], "month"), _count(one["days"], "day")]
        words |= {"held": join_words(held, "and"), "lacking": _count(one["lacking_days"], "day")}
        kind = "time-lacking" if one["lacking_days"] else "time"
    said = fill_phrase("reasons", kind, **words)
    unsure = one.get("match", "same")
    return said if unsure == "same" else f"{said} {fill_phrase('reasons', unsure)}"


def _count(number: int, what: str) -> str:
    return fill_phrase("criteria", what if number == 1 else f"{what}s", n=number)


class Eligibility(Report):
    """What `eligible` answers, in words."""

    def lines(self) -> Iterator[str]:
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
            yield from self._reading(reading, asked.tree)
        yield ""
        for route in answer["routes"]:
            yield fill_phrase("eligible", "route", says=route["says"]) + _source(route)
        steps = ", ".join(self.catalogue.body.steps[key].title for key in answer["then"])
        if steps:
            yield fill_phrase("eligible", "steps", steps=steps)

    def _reading(self, reading: Json, asked: Part) -> Iterator[str]:
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
            yield from (f"  {line}" for line in _first(reading))
        yield from self._node(reading["tree"], asked, "  ", [])

    def _node(self, node: Json, asked: Part, indent: str, above: list[str]) -> Iterator[str]:
        """A part and those below it; where it stands is told unless the part above stands there too."""
        later = node["state"] != "met" and node["first"] not in (None, "cannot-tell")
        first = fill_phrase("eligible", "first_of_part", first=node["first"]) if later else ""
        source = "" if node["source"] == above else _source(node)
        yield f"{indent}{fill_phrase('states', node['state'])}: {self.describe_part(asked)}{first}{source}"
        yield from (f"{indent}    {reason(one)}" for one in node["reasons"])
        for part, inner in zip(node["parts"], asked.parts, strict=True):
            yield from self._node(part, inner, f"{indent}  ", node["source"])


def _first(reading: Json) -> Iterator[str]:
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


def _source(of: Json) -> str:
    return fill_phrase("eligible", "source", source=", ".join(of["source"]))


class Ways(Report):
    """What `path` answers, in words."""

    def lines(self) -> Iterator[str]:
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
                fill_phrase("path", "ladder" if via else "direct", first=_when(route["first"]), via=via)
                + quickest
            )
            for step in route["steps"]:
                yield from (f"  {line}" for line in self._step(step))

    def _step(self, step: Json) -> Iterator[str]:
        begins = fill_phrase("path", "begins", first=step["from"]) if step["from"] else ""
        title = self.find_titles(step["designation"])
        yield fill_phrase("path", "step", first=_when(step["first"]), begins=begins, **title)
        if step["printed"] is False:
            yield f"  {fill_phrase('path', 'not-printed')}"
        parts = self._parts(step["designation"])
        for one in step["asks"]:
            decides = fill_phrase("path", "decides") if one["decides"] else ""
            first = f": {_when(one['first'])}{decides}"
            yield f"  {fill_phrase('path', 'ask', asked=self.describe_part(parts[one['id']]), first=first)}"
        if step["credits"]:
            yield f"  {fill_phrase('path', 'credits', **step)}"
        if step["keep"]:
            held = step["keep"]
            kind = "keep-a-year" if held["years"] is None else "keep"
            kept = self.find_titles(held["designation"])["abbreviation"]
            yield f"  {fill_phrase('path', kind, **held, title=kept)}"
        for fee in step["fees"]:
            paid = self.catalogue.body.steps[fee["step"]].title
            kind = "fee-unpublished" if fee["figure"] is None else "fee"
            yield f"  {fill_phrase('path', kind, **{**fee, 'title': paid})}{_source(fee)}"

    def _parts(self, designation: str) -> dict[str, Part]:
        readings = build_criteria(self.catalogue, designation).readings
        return {part.id: part for reading in readings for part in _below(reading.tree)}


def _below(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _below(inner)


def _when(first: str | None) -> str:
    return (
        fill_phrase("path", "never")
        if first is None
        else fill_phrase("path", first)
        if first == "cannot-tell"
        else first
    )
