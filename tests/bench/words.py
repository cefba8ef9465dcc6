"""Titles that no two records share: a memo by text must gain nothing that real records would not give it."""

from __future__ import annotations

from math import prod

from tests.publish.many import FIELDS, TOPICS, TYPES, listed

DOES = listed("""
Apply, Arrange, Assess, Assure, Attend to, Carry out, Co-ordinate, Compile, Conduct, Control, Develop,
Document, Draw up, Evaluate, Explain, Implement, Improve, Inspect, Introduction to, Lead, Maintain, Manage,
Monitor, Organise, Plan, Prepare, Principles of, Report on, Review, Supervise
""")
WHERE = listed("""
in a contact centre, in a laboratory, in a public service, in a regulated environment, in a rural clinic,
in a school, in a small enterprise, in a warehouse, in a workshop, on a construction site, on a farm,
under supervision, at supervisory level, across an organisation, for an operational unit
""")
STEP = 6_180_341
"""It has no divisor in common with any number of titles: its steps meet each before one comes again."""


def compose(lists: tuple[list[str], ...], position: int) -> str:
    """One title of all that can be composed from lists of words; others stand at other positions."""
    left = position * STEP % prod(map(len, lists))
    words = []
    for choices in lists:
        left, chosen = divmod(left, len(choices))
        words.append(choices[chosen])
    return " ".join(words)


def name_qualification(position: int) -> str:
    """The title of a qualification; 60,000 can be told apart."""
    return compose((TYPES, FIELDS, TOPICS), position)


def name_module(position: int) -> str:
    """The title of a module; five million can be told apart."""
    return compose((FIELDS, TOPICS, ["and"], FIELDS, TOPICS), position)


def name_unit(position: int) -> str:
    """The title of a unit; a million can be told apart."""
    return compose((DOES, FIELDS, TOPICS, WHERE), position)
