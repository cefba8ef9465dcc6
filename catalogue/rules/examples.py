"""Worked examples: the question that each one asks, and where its answer differs from what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from catalogue.model.cache import cache_by_identity
from catalogue.model.catalogue import Path
from catalogue.model.example import Example, ExampleEntry, ExampleFile, Expected
from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Options
from catalogue.rules.figures import RefusedError
from catalogue.rules.points import assess

Json = dict[str, Any]
Difference = tuple[Path, str, str]
"""The way to the expected value, what it is, and what the engine found."""


def build_question(file: ExampleFile, example: Example) -> tuple[tuple[LogEntry, ...], Options]:
    """The log and the options of an example."""
    log: list[LogEntry] = []
    for name in example.with_log:
        log += [_build_entry(entry, f"{name}-{n}") for n, entry in enumerate(file.logs[name], 1)]
    log += [_build_entry(entry, str(n)) for n, entry in enumerate(example.log, 1)]
    start = example.cycle_start or (None if example.award else file.cycle_start)
    return tuple(log), Options(
        on=example.on or file.on,
        cycle_start=start,
        award=example.award,
        member=example.member,
        carry_in=example.carry_in,
    )


def _build_entry(entry: ExampleEntry, name: str) -> LogEntry:
    return entry if entry.id else entry.model_copy(update={"id": name})


@cache_by_identity(1_000)
def list_differences(kernel: Kernel, file: ExampleFile, example: Example) -> list[Difference]:
    """Everything in which the engine's answer is not the expected one."""
    log, options = build_question(file, example)
    try:
        answer = assess(kernel, log, options)
    except RefusedError as refused:
        answer = {"refused": refused.code}
    return list(compare_answer(example.expect, answer))


def compare_answer(expected: Expected, answer: Json) -> Iterator[Difference]:
    """Each expected part beside the answer's."""
    if expected.refused or "refused" in answer:
        found = answer.get("refused", "an answer")
        if found != expected.refused:
            yield ("refused",), expected.refused or "an answer", found
        return
    for name, value in expected.items():
        if name == "with_plans" and expected.with_plans:
            # Without plans the answer is the same with them.
            planned = {**answer, **(answer["with_plans"] or {})}
            for path, wanted, found in compare_answer(expected.with_plans, planned):
                yield ("with_plans", *path), wanted, found
        elif isinstance(value, Mapping):
            parts = _index_table(name, answer)
            yield from (
                ((name, key), _format_value(wanted), _format_value(parts.get(key)))
                for key, wanted in value.items()
                if _to_plain(wanted) != parts.get(key)
            )
        elif _to_plain(value) != (found := _find_single(name, answer)):
            yield (name,), _format_value(value), _format_value(found)


def _find_single(name: str, answer: Json) -> object:
    if name == "total":
        return answer["totals"][0]["credited"]
    if name == "cycle_ends":
        return answer["cycle"]["to"]
    return [notice["id"] for notice in answer["notices"]]


def _index_table(name: str, answer: Json) -> Json:
    """The part of an answer that a table of expected values is about, by the same keys."""
    entries, demands, verdicts = answer["entries"], answer["demands"], answer["verdicts"]
    match name:
        case "credited":
            return {entry["id"]: entry["credited"] for entry in entries}
        case "entries":
            return {entry["id"]: entry["state"] for entry in entries}
        case "because":
            return {entry["id"]: [_find_reason(line) for line in entry["lines"]] for entry in entries}
        case "years":
            return {str(total["year"]): total["credited"] for total in answer["totals"] if total["year"]}
        case "categories":
            return {part["id"]: part["credited"] for part in answer["totals"][0]["categories"]}
        case "year_begins":
            return {str(year["year"]): year["from"] for year in answer["cycle"]["years"]}
        case "carry_out":
            return {_format_part_of_year(out["id"], out): out["figure"] for out in answer["carry_out"]}
        case "demands" | "required" | "short_by":
            part = "state" if name == "demands" else name
            whole = {demand["id"]: demand["state"] for demand in demands} if part == "state" else {}
            return {**{key: p[part] for demand in demands for key, p in _list_parts(demand)}, **whole}
    return {verdict["id"]: verdict["state" if name == "verdicts" else name] for verdict in verdicts}


def _find_reason(line: Json) -> str:
    """What a line is called: a limit or condition by its rule, the others by their kind."""
    return str(line["rule"] if line["kind"] in ("limit", "condition-refused") else line["kind"])


def _list_parts(demand: Json) -> Iterator[tuple[str, Json]]:
    """Each part of a demand: by the demand's id, its CPD year and what it holds for."""
    for part in demand["parts"]:
        each = f"/{part['each']}" if part["each"] else ""
        yield _format_part_of_year(demand["id"], part) + each, part


def _format_part_of_year(key: str, part: Json) -> str:
    return f"{key}/{part['year']}" if part["year"] else key


def _to_plain(value: object) -> object:
    """An expected value as the answer would have it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _format_value(value: object) -> str:
    value = _to_plain(value)
    return ", ".join(map(str, value)) or "nothing" if isinstance(value, list) else str(value)
