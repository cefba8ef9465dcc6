"""What a text becomes when it is mutated, and that a mutant put in place is what is called from then on."""

from __future__ import annotations

import ast
import os

from catalogue.rules import figures
from tests.mutants.exchange import ROOT, Source, put_mutant
from tests.mutants.operators import list_mutants

TEXT = '''
"""A docstring."""
MOST: int = 3
def keep(names: list[str], least: int = 1) -> bool:
    """Another."""
    assert names
    while least < MOST and not names[0].startswith("a"):
        least += 1
    return [name for name in names if name] == []
'''
CHANGES = {
    ("3", "4"), ("3", "2"), ("1", "2"), ("1", "0"), ("0", "1"), ("0", "-1"),
    ("least < MOST and (not names[0].startswith('a'))", "False"),
    ("least < MOST and (not names[0].startswith('a'))", "least < MOST or not names[0].startswith('a')"),
    ("least < MOST", "least <= MOST"), ("least < MOST", "least >= MOST"),
    ("not names[0].startswith('a')", "names[0].startswith('a')"),
    ("names[0].startswith", "names[0].endswith"), ("'a'", "''"),
    ("least += 1", "pass"), ("least += 1", "least -= 1"),
    ("name", "True"), ("name", "False"),
    ("[name for name in names if name] == []", "[name for name in names if name] != []"),
}  # fmt: skip


def test_what_decides_is_changed_in_every_way_and_what_does_not_is_left_alone() -> None:
    tree = ast.parse(TEXT)
    assert {(one.was, one.now) for one in list_mutants("keep", tree)} == CHANGES


def test_a_change_is_undone() -> None:
    tree = ast.parse(TEXT)
    before = ast.dump(tree)
    mutants = list_mutants("keep", tree)
    for one in mutants:
        with one.change_tree():
            assert ast.dump(tree) != before
        assert ast.dump(tree) == before
    assert len({one.place for one in mutants}) == len(mutants)


def test_whoever_has_a_function_calls_its_mutant() -> None:
    source = Source(ROOT / "catalogue/rules/figures.py")
    divide = figures.divide
    (mutant,) = (one for one in source.mutants if one.now == "top * bottom")
    usual = divide(7, 2, "down")
    child = os.fork()
    if not child:
        put_mutant(source, mutant)
        os._exit(0 if divide(7, 2, "down") != usual else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert divide(7, 2, "down") == usual
