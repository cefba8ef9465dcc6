"""Worked profiles: the question that each one asks, and where its answer differs from what is expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from catalogue.model.cache import cache_by_identity
from catalogue.model.catalogue import Path
from catalogue.model.criteria_kernel import KernelCriteria, Ladder
from catalogue.model.profile import Profile
from catalogue.model.worked_profile import ExpectedAnswer, ProfileFile, WorkedProfile
from catalogue.rules.criteria import judge_eligibility
from catalogue.rules.figures import RefusedError
from catalogue.rules.pathways import find_routes

Json = dict[str, Any]
Difference = tuple[Path, str, str]
"""The way to the expected value, what it is, and what the engine found."""
NEVER = "never"


def build_question(file: ProfileFile, case: WorkedProfile) -> tuple[Profile, date]:
    """The profile of an example, with what it takes from a named one, and the day asked about."""
    base = file.people[case.like] if case.like else Profile()
    own = {name: getattr(case.profile, name) for name in case.profile.model_fields_set}
    return base.model_copy(update=own), case.on or file.on


@cache_by_identity(1_000)
def list_differences(
    criteria: KernelCriteria, ladder: Ladder, file: ProfileFile, case: WorkedProfile
) -> list[Difference]:
    """Everything in which the engine's answers are not the expected ones."""
    profile, day = build_question(file, case)
    try:
        answer = judge_eligibility(criteria, profile, day)
        way = find_routes(ladder, profile, criteria.designation, day)
    except RefusedError as refused:
        answer = way = {"refused": refused.code}
    return list(compare_answers(case.expect, answer, way))


def compare_answers(expected: ExpectedAnswer, answer: Json, way: Json) -> Iterator[Difference]:
    """Each expected part beside that of the answers of `judge_eligibility` and `find_routes`."""
    if expected.refused or "refused" in answer:
        found = answer.get("refused", "an answer")
        if found != expected.refused:
            yield ("refused",), expected.refused or "an answer", found
        return
    given = _index_given(answer, way)
    for name, wanted in expected.items():
        if isinstance(wanted, Mapping):
            yield from (
                ((name, key), _format_value(value), _format_value(given[name].get(key, "no such part")))
                for key, value in wanted.items()
                if _format_value(value) != _format_value(given[name].get(key, "no such part"))
            )
        elif _format_value(wanted) != _format_value(given[name]):
            yield (name,), _format_value(wanted), _format_value(given[name])


def _index_given(answer: Json, way: Json) -> Json:
    """The parts of the answers by the names of the expected ones."""
    readings = {reading["id"]: reading for reading in answer["readings"]}
    nodes = {node["id"]: node for reading in readings.values() for node in _list_nodes(reading["tree"])}
    adopted: Json = next((r for r in readings.values() if r["adopted"] and r["in_force"]), {"missing": []})
    return {
        "state": answer["state"],
        "first": answer["first"],
        "perhaps": answer["perhaps"],
        "readings": {key: reading["state"] for key, reading in readings.items()},
        "readings_first": {key: reading["first"] for key, reading in readings.items()},
        "parts": {key: node["state"] for key, node in nodes.items()},
        "parts_first": {key: node["first"] for key, node in nodes.items()},
        "because": {key: [reason["kind"] for reason in node["reasons"]] for key, node in nodes.items()},
        "missing": adopted["missing"],
        "ways": {(route["via"] or ["direct"])[0]: route["first"] for route in way["routes"]},
    }


def _list_nodes(node: Json) -> Iterator[Json]:
    yield node
    for part in node["parts"]:
        yield from _list_nodes(part)


def _format_value(value: object) -> str:
    if value is None:
        return NEVER
    return ", ".join(map(str, value)) or "nothing" if isinstance(value, (list, tuple)) else str(value)
