"""Each script of the calculator brings the words that it says, and no other does."""

from __future__ import annotations

import re
from collections import Counter

from catalogue.publish.scripts.files import CLIENT, PHRASES, fill_phrases
from catalogue.wording.language import read_phrases

TEXTS = {path.name: path.read_text("utf-8") for path in (CLIENT / "calculator").glob("*.js")}
GROUPS = [group for group in read_phrases() if group.partition("_")[0] == "calculator"]


def test_each_group_of_words_is_brought_by_one_script() -> None:
    brought = Counter(
        group for text in TEXTS.values() for found in PHRASES.findall(text) for group in found.split()
    )
    assert [brought[group] for group in GROUPS] == [1] * len(GROUPS)
    assert set(brought.values()) == {1}


def test_no_phrase_is_in_two_groups() -> None:
    names = Counter(name for group in GROUPS for name in read_phrases()[group])
    assert [name for name, n in names.items() if n > 1] == []


def test_words_stand_where_their_groups_are_named() -> None:
    filled = fill_phrases('learnPhrases("$phrases calculator_plan unplanned");')
    assert '{"calculator": {' in filled
    assert read_phrases()["calculator_plan"]["plan_wait"] in filled
    assert '"unplanned": {' in filled


def test_a_script_brings_the_refusals_that_can_reach_it() -> None:
    judge = ("cycles", "judge", "entries", "carry", "figures", "points", "civil")
    texts = [(CLIENT / "rules" / f"{name}.js").read_text("utf-8") for name in judge]
    codes = {code for text in texts for code in re.findall(r'new Refused\("([a-z-]+)"', text)}
    brought = fill_phrases(TEXTS["words.js"])
    assert len(codes) > 10
    assert {code for code in codes if f'"{code}": "' not in brought} == {"cycle-start-needed"}
    assert '"no-designation"' not in brought
