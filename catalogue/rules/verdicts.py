"""Verdicts: trees of all and any over demands, and which demands decide them."""

from __future__ import annotations

from collections.abc import Mapping

from catalogue.model.kernel import KernelVerdictNode
from catalogue.rules.demands import LEFT_OUT, find_greatest_state, find_least_state

States = Mapping[str, str]


def judge_verdict(node: KernelVerdictNode, states: States) -> str:
    """The state of a tree; demands that do not apply are left out of it."""
    found = [judge_verdict(child, states) for child in _list_applicable(node, states)]
    return find_greatest_state(found) if node.any_ is not None else _judge_leaf_or_least(node, found, states)


def _judge_leaf_or_least(node: KernelVerdictNode, found: list[str], states: States) -> str:
    if node.demand is not None and states[node.demand] != LEFT_OUT:
        return states[node.demand]
    return find_least_state(found)


def _list_applicable(node: KernelVerdictNode, states: States) -> list[KernelVerdictNode]:
    children = (*(node.all_ or ()), *(node.any_ or ()))
    return [child for child in children if child.demand is None or states[child.demand] != LEFT_OUT]


def list_deciding(node: KernelVerdictNode, states: States) -> list[str]:
    """The demands that make the state what it is: those below it that share it, each once."""
    if node.demand is not None:
        return [node.demand] if states[node.demand] != LEFT_OUT else []
    mine = judge_verdict(node, states)
    found = [
        d
        for c in _list_applicable(node, states)
        if judge_verdict(c, states) == mine
        for d in list_deciding(c, states)
    ]
    return list(dict.fromkeys(found))


def list_demands(node: KernelVerdictNode) -> list[str]:
    """Every demand that a tree names, each once."""
    own = [node.demand] if node.demand is not None else []
    below = [demand for child in (*(node.all_ or ()), *(node.any_ or ())) for demand in list_demands(child)]
    return list(dict.fromkeys([*own, *below]))
