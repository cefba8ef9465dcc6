"""No answer says met for what the profile or the sources leave open; these tests try to make it."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.model.criteria_kernel import KernelCriteria
from catalogue.model.profile import Profile
from catalogue.read.reader import read_catalogue
from catalogue.rules.criteria import judge_eligibility
from catalogue.rules.criteria_kernel import build_criteria
from tests.roots import LIGHTHOUSE, OURS
from tests.rules.engines import write_json
from tests.rules.random_profiles import random_case

Json = dict[str, Any]
RANK = {"not-met": 0, "cannot-tell": 1, "met": 2}
UNKNOWN = {
    *("silent", "certificate-unknown", "certificate-equivalent", "holds-unknown", "award-unknown"),
    *("points-unknown", "standing-unpublished", "held-too-short"),
}
"""Reasons that alone never make a leaf met."""


def judge_profile(kernel: Json, profile: Json, on: str) -> Json:
    asked, told = json.loads(write_json([kernel, profile]), parse_float=Decimal)
    day = datetime.date.fromisoformat(on)
    return judge_eligibility(KernelCriteria.model_validate(asked), Profile.model_validate(told), day)


def list_nodes(node: Json) -> Iterator[Json]:
    yield node
    for part in node["parts"]:
        yield from list_nodes(part)


def index_nodes(answer: Json) -> dict[str, Json]:
    return {node["id"]: node for reading in answer["readings"] for node in list_nodes(reading["tree"])}


def make_question(seed: int) -> tuple[Json, Json, str]:
    """Criteria, a profile and a day, the award not after it."""
    case = random_case(seed)
    kernel = next(r["criteria"] for r in case["ladder"]["rungs"] if r["designation"] == case["to"])
    for holds in [case["profile"].get("holds", {}), *case["profile"].get("also_holds", [])]:
        if "awarded" in holds:
            holds["awarded"] = min(holds["awarded"], case["on"])
    return kernel, case["profile"], case["on"]


def list_forgetful(profile: Json) -> Iterator[Json]:
    """The profile with one thing fewer that is known of the person."""
    for key in {*profile} - {"also_holds"}:  # a list, and taken as complete
        gone = {key, "also_holds"} if key == "holds" else {key}
        yield {other: value for other, value in profile.items() if other not in gone}
    for certificate in ("matric", "licence"):
        yield change_item(profile, "certificates", certificate, "unknown")
    for inner in {"awarded", "points", "points_met"} & set(profile.get("holds", {})):
        yield change_item(profile, "holds", inner, None)
    for place, held in enumerate(profile.get("qualifications", [])):
        for less in (None, *list_lesser_qualifications(held)):
            yield replace_item(profile, "qualifications", place, less)
    for place, job in enumerate(profile.get("jobs", [])):
        for less in (None, *list_lesser_jobs(job)):
            yield replace_item(profile, "jobs", place, less)


def list_lesser_qualifications(held: Json) -> Iterator[Json]:
    for inner in ("nqf_level", "type", "field"):
        yield {key: value for key, value in held.items() if key != inner}
    if held["state"] != "planned":
        yield {**held, "state": {"completed": "partly", "partly": "planned"}[held["state"]]}


def list_lesser_jobs(job: Json) -> Iterator[Json]:
    yield {key: value for key, value in job.items() if key != "equivalent_to"}
    yield {**job, "role": "other"}
    if job["to"] != "open":
        first, last = (datetime.date.fromisoformat(job[name]) for name in ("from", "to"))
        middle = (first + (last - first) // 2).isoformat()
        yield {**job, "to": middle}
        yield {**job, "from": middle}


def change_item(profile: Json, key: str, inner: str, value: str | None) -> Json:
    found = copy.deepcopy(profile)
    table = found.setdefault(key, {})
    table.pop(inner, None)
    if value is not None:
        table[inner] = value
    return found


def replace_item(profile: Json, key: str, place: int, item: Json | None) -> Json:
    found = copy.deepcopy(profile)
    found[key][place : place + 1] = [] if item is None else [item]
    return found


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_to_know_less_of_a_person_never_makes_anything_met(seed: int) -> None:
    kernel, profile, on = make_question(seed)
    before = index_nodes(judge_profile(kernel, profile, on))
    for less in list_forgetful(profile):
        for name, node in index_nodes(judge_profile(kernel, less, on)).items():
            if node["state"] == "met":
                assert before[name]["state"] in ("met", "left-out"), (name, less)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_a_leaf_that_is_open_is_never_met(seed: int) -> None:
    kernel, profile, on = make_question(seed)
    for node in index_nodes(judge_profile(kernel, profile, on)).values():
        kinds = {reason["kind"] for reason in node["reasons"]}
        unsure = [r for r in node["reasons"] if r.get("match", "same") != "same" or "partly" in r["kind"]]
        if kinds & UNKNOWN or (unsure and len(unsure) == len(node["reasons"])):
            assert node["state"] != "met", node
        if kinds & {"role-unclear", "equivalent-claimed"} and "role-counts" not in kinds:
            assert node["state"] != "met", node


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**9))
def test_sources_that_say_less_never_make_anything_met(seed: int) -> None:
    """Each leaf in turn becomes one that the sources do not say enough about."""
    kernel, profile, on = make_question(seed)
    before = index_nodes(judge_profile(kernel, profile, on))
    for reading, tree in enumerate(r["tree"] for r in kernel["readings"]):
        for leaf in (node for node in list_nodes(tree) if node["kind"] not in ("all", "any", "at-least")):
            less = copy.deepcopy(kernel)
            node = next(n for n in list_nodes(less["readings"][reading]["tree"]) if n["id"] == leaf["id"])
            node |= {"kind": "silent", "says": "The page ends here."}
            for name, after in index_nodes(judge_profile(less, profile, on)).items():
                was = before[name]["state"]
                if (
                    after["state"] == "met"
                    and was != "left-out"
                    and before[leaf["id"]]["state"] != "left-out"
                ):
                    assert was == "met", (leaf["id"], name)


def test_branches_follow_the_states_of_their_parts() -> None:
    for seed in range(400):
        kernel, profile, on = make_question(seed)
        for node in index_nodes(judge_profile(kernel, profile, on)).values():
            ranks = [RANK[p["state"]] for p in node["parts"] if p["state"] != "left-out"]
            if node["kind"] == "all":
                assert RANK[node["state"]] == min(ranks, default=2)
            if node["kind"] == "any":
                assert RANK[node["state"]] == max(ranks, default=0)


def test_who_says_nothing_meets_nothing_of_ours() -> None:
    catalogue, _ = read_catalogue(OURS)
    assert catalogue
    for key in catalogue.designations:
        answer = judge_eligibility(build_criteria(catalogue, key), Profile(), datetime.date(2026, 11, 22))
        assert {reading["state"] for reading in answer["readings"]} <= {"not-met", "cannot-tell"}
        leaves = [node for node in index_nodes(answer).values() if not node["parts"]]
        assert {leaf["state"] for leaf in leaves} <= {"not-met", "cannot-tell"}


def test_a_list_that_is_cut_leaves_its_reading_open() -> None:
    """Where a copy ends within a list of alternatives, what would follow the list is not known either."""
    for root in (OURS, LIGHTHOUSE):
        catalogue, _ = read_catalogue(root)
        assert catalogue
        trees = [r.tree for key in catalogue.designations for r in build_criteria(catalogue, key).readings]
        for tree in trees:
            cut = any(part.kind == "any" and part.parts[-1].kind == "silent" for part in (tree, *tree.parts))
            assert not cut or any(part.kind == "silent" for part in tree.parts), tree.id
