"""`python build.py points`: a log in a file to an answer, in words or as JSON.

The engine is `catalogue.rules.points`; this reads what it needs, and tells what it gives.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from catalogue.model.catalogue import Catalogue
from catalogue.model.kernel import Kernel, KernelVerdictNode
from catalogue.model.log import LogEntry, Member, Options
from catalogue.model.problem import Problem
from catalogue.model.schedule import Schedule
from catalogue.model.spelling import find_nearest
from catalogue.read.cells import Order
from catalogue.read.document import read_document
from catalogue.read.log import read_log
from catalogue.read.options import read_attributes, read_carry_in, read_member
from catalogue.read.problems import list_refusals
from catalogue.rules.cycles import find_cycle
from catalogue.rules.figures import RefusedError
from catalogue.rules.kernel import build_kernel
from catalogue.rules.ledgers import list_ledgers
from catalogue.rules.plan import plan_verdict
from catalogue.rules.points import assess
from catalogue.rules.proposal import propose_plan
from catalogue.wording.language import fill_phrase
from catalogue.wording.words import format_quantity, to_singular

Json = dict[str, Any]
TITLED = ("categories", "activities", "limits", "demands", "carry", "verdicts")


class ProblemsError(Exception):
    """What is wrong with the files."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


class UsageError(Exception):
    """What was asked cannot be answered; the message is for people."""


@dataclass(frozen=True)
class PlanRequest:
    """What is asked of a plan."""

    verdict: str | None
    prefer: str
    without: tuple[str, ...]
    goal: str | None = None
    """year or all: not the least, but what a person could do."""


@dataclass(frozen=True)
class Request:
    """The words of the command line."""

    log: Path
    schedule: str
    on: date
    cycle_start: date | None = None
    award: date | None = None
    """The member's own day, from which cycles are counted."""
    member: Path | None = None
    carry_in: Path | None = None
    dates: Order | None = None
    plan: PlanRequest | None = None


def answer_request(catalogue: Catalogue | None, request: Request) -> tuple[Kernel, Json]:
    """The kernel that judges, and its answer: a judgement, or the plan that is asked for.

    Raises ProblemsError for wrong lines and files, UsageError where there is no answer. Without a
    catalogue the schedule must be a file.
    """
    start = Options(
        on=request.on,
        cycle_start=request.cycle_start,
        award=request.award,
        member=Member(attributes=read_attributes(request.member) if request.member else {}),
    )
    try:
        kernel = find_kernel(catalogue, request.schedule, start)
        log, options = _read_files(request, kernel)
        if request.plan is None:
            return kernel, assess(kernel, log, options)
        want = request.plan
        if want.goal:
            return kernel, propose_plan(kernel, log, options, want.verdict, want.goal, want.without)
        return kernel, plan_verdict(kernel, log, options, want.verdict, want.prefer, want.without)
    except RefusedError as refused:
        raise UsageError(fill_phrase("refused", refused.code, **refused.values)) from None


def _read_files(request: Request, kernel: Kernel) -> tuple[tuple[LogEntry, ...], Options]:
    log, problems = read_log(request.log.read_bytes(), request.log.name, kernel, request.dates)
    member, more = read_member(request.member, kernel) if request.member else (Member(), [])
    carry_in, most = read_carry_in(request.carry_in, kernel) if request.carry_in else ({}, [])
    if problems or more or most:
        raise ProblemsError([*problems, *more, *most])
    return log, Options(
        on=request.on,
        cycle_start=request.cycle_start,
        award=request.award,
        member=member,
        carry_in=carry_in,
    )


def find_kernel(catalogue: Catalogue | None, name: str, start: Options) -> Kernel:
    """The schedule of a file, by its id, or the version that a designation adopts for the cycle."""
    if name.endswith((".yml", ".yaml", ".json")):
        return _read_schedule(Path(name))
    if catalogue is None:
        raise UsageError("The catalogue has problems: run `python build.py check`.")
    if name in catalogue.schedules:
        return _select_version(catalogue, name, [build_kernel(catalogue.schedules[name])], start)
    if name in catalogue.designations:
        adopted = catalogue.schedules[catalogue.designations[name].cpd]
        same = [s for s in catalogue.index_schedules_of(name).values() if s.reading == adopted.reading]
        return _select_version(catalogue, name, [build_kernel(schedule) for schedule in same], start)
    known = [*catalogue.designations, *catalogue.schedules]
    guess = find_nearest(name, known)
    hint = f" Did you mean {guess}?" if guess else f" There is: {', '.join(known)}."
    raise UsageError(f"There is no schedule or designation `{name}`.{hint}")


def _select_version(catalogue: Catalogue, name: str, versions: list[Kernel], start: Options) -> Kernel:
    """The version that judges the cycle by its first day, or the day asked about; never the nearest."""
    refused: list[RefusedError] = []
    for version in versions:
        try:
            find_cycle(version, start)
        except RefusedError as error:
            refused.append(error)
        else:
            return version
    others = [error for error in refused if error.code not in ("version-gap", "day-gap")]
    if len(versions) == 1 or others:
        raise (others or refused)[0]
    raise RefusedError("no-version", schedule=name)


def _read_schedule(path: Path) -> Kernel:
    """A schedule's YAML, or what the API publishes of it."""
    if not path.is_file():
        raise UsageError(f"There is no file {path}.")
    if path.suffix == ".json":
        return _read_published(path)
    document = read_document(path, path.parent)
    if document.problems:
        raise ProblemsError(document.problems)
    try:
        return build_kernel(Schedule.model_validate(document.value))
    except ValidationError as error:
        raise ProblemsError(list_refusals(error, document, Schedule)) from None


def _read_published(path: Path) -> Kernel:
    try:
        value = json.loads(path.read_text("utf-8"), parse_float=Decimal)
        return Kernel.model_validate(join_citations(value.get("kernel", value)))
    except (ValueError, AttributeError) as error:
        raise UsageError(f"{path} is no schedule of the open data: {str(error).splitlines()[0]}") from None


def join_citations(value: Any) -> Any:
    """What the API publishes, with its citations as they are written: `source:place`."""
    if isinstance(value, dict):
        if set(value) == {"source", "place"}:
            return f"{value['source']}:{value['place']}"
        return {key: join_citations(child) for key, child in value.items()}
    return [join_citations(child) for child in value] if isinstance(value, list) else value


def format_json(answer: Json) -> str:
    """The answer as `JSON.stringify(answer, null, 1)` writes it."""
    return json.dumps(answer, ensure_ascii=False, indent=1)


class Report:
    """An answer in words."""

    def __init__(self, kernel: Kernel, answer: Json) -> None:
        self.answer = answer
        self.titles: dict[str, str] = {}
        for table in TITLED:
            self.titles |= {record.id: record.title for record in getattr(kernel, table)}
        self.titles |= {condition.id: condition.ask for condition in kernel.conditions}
        self.activities = {one.id: one.title for one in kernel.activities}
        self.rates = {one.id: one.rate for one in kernel.activities}
        self.unit, self.is_scale = kernel.unit, kernel.scale
        self.ledgers = set(list_ledgers(kernel))
        self.limits = {rule.id: rule for rule in kernel.limits}
        self.demands = {rule.id: rule for rule in kernel.demands}
        self.conditions = {condition.id: condition for condition in kernel.conditions}
        self.meets = {verdict.id: verdict.meets for verdict in kernel.verdicts}

    def list_lines(self) -> Iterator[str]:
        """Every line of the report."""
        answer = self.answer
        yield fill_phrase("report", "head", schedule=answer["schedule"]["id"])
        cycle = answer["cycle"]
        yield fill_phrase("report", "cycle", first=cycle["from"], last=cycle["to"], on=answer["on"])
        if answer["assumed"]:
            what = ", ".join(f"{one['id']} {' and '.join(one['values'])}" for one in answer["assumed"])
            yield fill_phrase("report", "assumed", what=what)
        yield from (notice["says"] for notice in answer["notices"])
        yield from self._describe_judgement(answer)
        if answer["with_plans"]:
            yield from ("", fill_phrase("report", "with_plans"))
            yield from self._describe_judgement(answer["with_plans"])

    def _describe_judgement(self, part: Json) -> Iterator[str]:
        yield from ("", fill_phrase("report", "entries"))
        for entry in part["entries"]:
            yield from self._describe_entry(entry)
        yield from ("", fill_phrase("report", "totals"))
        yield from (f"  {line}" for total in part["totals"] for line in self._describe_total(total))
        yield from ("", fill_phrase("report", "demands"))
        yield from (f"  {line}" for demand in part["demands"] for line in self._describe_demand(demand))
        yield from ("", fill_phrase("report", "verdicts"))
        yield from (f"  {line}" for verdict in part["verdicts"] for line in self._describe_verdict(verdict))
        for out in part["carry_out"]:
            name = "carry_out_year" if out["year"] else "carry_out"
            yield fill_phrase("report", name, **{**out, "title": self.titles[out["id"]]})

    def _describe_entry(self, entry: Json) -> Iterator[str]:
        is_ledger = entry["activity"] in self.ledgers
        name = (
            "entry_ledger" if is_ledger else "entry" if entry["credited"] == entry["earned"] else "entry_cut"
        )
        state = fill_phrase("entry_states", entry["state"])
        said = fill_phrase("report", name, **{**entry, "title": self.activities[entry["activity"]]})
        yield f"  {said}{f', {state}' if state else ''}"
        for line in entry["lines"]:
            said = self._describe_explanation(line, entry["date"], entry["activity"])
            yield f"      {said}{self._format_in_brackets(line['source'])}"
        for name in entry["unanswered"]:
            condition = self.conditions[name]
            said = fill_phrase(
                "lines", "unanswered", title=condition.ask, confirm_with=condition.confirm_with
            )
            yield f"      {said}"

    def _describe_explanation(self, explanation: Json, day: str, activity: str) -> str:
        kind = "limit-quantity" if "quantity_after" in explanation else explanation["kind"]
        if activity in self.ledgers and kind == "earns-nothing":
            return str(explanation["reason"])
        rule = explanation["rule"]
        most, window = (
            (self._format_limit(rule), self._describe_window(rule, day)) if kind == "limit" else ("", "")
        )
        quantity = explanation.get("quantity", explanation.get("quantity_before"))
        told = {
            **explanation,
            "title": self.titles[rule],
            "most": most,
            "window": window,
            "unit": self.unit,
            "counted": format_quantity(quantity, self.rates[activity]),
            "least": format_quantity(explanation.get("at"), self.rates[activity]),
        }
        said = fill_phrase("lines", kind, **told)
        return (
            f"{said} {fill_phrase('lines', 'choice-nearest', **explanation)}"
            if explanation.get("nearest")
            else said
        )

    def _format_limit(self, rule: str) -> str:
        amount, measure = self.limits[rule].amount, self.limits[rule].measure
        figure = "a share" if amount.figure is None else format(amount.figure, "f")
        if measure == "points":
            return f"{figure} {to_singular(self.unit) if amount.figure == 1 else self.unit}"
        return f"{figure} {fill_phrase('one_of', measure) if amount.figure == 1 else measure}"

    def _describe_window(self, rule: str, day: str) -> str:
        """In which CPD year or other span of time a limit cut what was done on a day."""
        span = self.limits[rule].window
        years = self.answer["cycle"]["years"]
        year = next((one["year"] for one in years if one["from"] <= day <= one["to"]), "")
        return fill_phrase("limit_windows", span.span, year=year, last=span.last)

    @staticmethod
    def _format_in_brackets(source: list[str]) -> str:
        return f" ({', '.join(source)})" if source else ""

    def _describe_total(self, total: Json) -> Iterator[str]:
        name = total["window"] if total["window"].startswith("last") else fill_phrase("report", "whole_cycle")
        where = fill_phrase("report", "year", year=total["year"]) if total["year"] else name
        parts = [f"{self.titles[c['id']]} {c['credited']}" for c in total["categories"] if c["credited"]]
        unsure = Decimal(str(total["credited"])) - Decimal(str(total["confirmed"]))
        said = fill_phrase("report", "unsure", unsure=unsure) if unsure > 0 else ""
        yield f"{where}: {total['credited']}{said}{self._format_in_brackets(parts)}"

    def _describe_demand(self, demand: Json) -> Iterator[str]:
        title = self.titles[demand["id"]]
        if not demand["parts"]:
            yield f"{self._name_standing(demand['state'], demand)}: {title}"
        for part in demand["parts"]:
            each = f", {part['each']}" if part["each"] else ""
            said = fill_phrase(
                "report",
                "demand",
                **{**part, "title": title + each, "state": self._name_standing(part["state"], demand)},
            )
            said += fill_phrase("report", "carried", **part) if part["carried"] else ""
            said += (
                fill_phrase("report", "confirmed", **part) if part["confirmed"] != part["credited"] else ""
            )
            said += fill_phrase("report", "short", **part) if part["short_by"] else ""
            said += self._describe_assumed(demand["id"])
            yield said + fill_phrase("report", "span", first=part["from"], last=part["to"])

    @staticmethod
    def _name_standing(state: str, demand: Json) -> str:
        """How it stands; what hangs on an answer is told so: it may be reached all the same."""
        return fill_phrase("standings", "unsaid" if state == "cannot-tell" and demand["supply"] else state)

    def _describe_assumed(self, demand: str) -> str:
        """What a figure rests on that nobody said: another answer may ask for another figure."""
        assumed = {one["id"]: " and ".join(one["values"]) for one in self.answer["assumed"]}
        rule = self.demands[demand]
        asked = dict.fromkeys(filter(None, (rule.amount.by, rule.when and rule.when.member, rule.for_each)))
        told = [f"{name} is {assumed[name]}" for name in asked if name in assumed]
        return fill_phrase("report", "if_member", what=" and ".join(told)) if told else ""

    def _describe_open(self, node: KernelVerdictNode, deciding: Sequence[str], joint: str = ", ") -> str:
        """The demands of a tree that decide; where any of several will do, it is told so."""
        if node.demand:
            return self.titles[node.demand] if node.demand in deciding else ""
        below = (self._describe_open(child, deciding, " and ") for child in node.any_ or node.all_ or ())
        parts = [text for text in below if text]
        if node.any_ and len(parts) > 1:
            return fill_phrase("report", "either", parts=" or ".join(parts))
        return joint.join(parts)

    def _describe_verdict(self, verdict: Json) -> Iterator[str]:
        said = fill_phrase(
            "report",
            "verdict",
            title=self.titles[verdict["id"]],
            state=fill_phrase("standings", verdict["state"]),
        )
        yield said + (fill_phrase("report", "adopted") if verdict["adopted"] and not self.is_scale else "")
        deciding = self._describe_open(self.meets[verdict["id"]], verdict["deciding"])
        if deciding and verdict["state"] != "met":
            yield f"    {fill_phrase('report', 'because', demands=deciding)}"
        if verdict["confirm"]:
            yield f"    {fill_phrase('report', 'confirm', entries=', '.join(verdict['confirm']))}"
        if verdict["supply"]:
            yield f"    {fill_phrase('report', 'supply', attributes=', '.join(verdict['supply']))}"
