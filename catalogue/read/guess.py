"""Which activity a member's own words mean, guessed by its title and by everyday names.

A guess is told as one, to be confirmed. The twin of client/calculator/guess.js.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from catalogue.model.kernel import KernelActivity, KernelChoice
from catalogue.read.cells import simplify_name

LEAST, ENDING = 4, 3
"""Letters of a word that may have an ending, and of that ending: webinar, webinars."""
LEAST_OF_CHOICE = 6
"""Letters of a choice that is looked for within other words."""


def guess_activity(text: str, activities: Sequence[KernelActivity]) -> KernelActivity | None:
    """The activity that a text most likely names. The first of a schedule goes before others."""
    if len(activities) == 1:
        return activities[0]
    words = _list_words(text)
    for weigh in (_weigh_whole, _weigh_choice, _weigh_part):
        weights = [weigh(one, words, text) for one in activities]
        if any(weights):
            return activities[weights.index(max(weights))]
    return None


def find_chosen(text: str, activity: KernelActivity) -> KernelChoice | None:
    """The choice of an activity that a text names among other words, the longest first."""
    plain = simplify_name(text)
    names = [(simplify_name(one.title), one) for one in activity.choices or ()]
    found = [one for name, one in names if len(name) >= LEAST_OF_CHOICE and name in plain]
    return max(found, key=lambda one: len(one.title), default=None)


def _list_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _is_same(one: str, other: str) -> bool:
    """Whether two words are the same but for an ending."""
    short, long = (one, other) if len(one) < len(other) else (other, one)
    return short == long or (
        len(short) >= LEAST and len(long) - len(short) <= ENDING and long.startswith(short)
    )


def _weigh_name(name: Iterable[str], words: list[str]) -> tuple[int, int]:
    """Letters of the words of a name, and those of them that are found."""
    name = list(name)
    found = [one for one in name if any(_is_same(one, word) for word in words)]
    return sum(map(len, name)), sum(map(len, found))


def _weigh_whole(activity: KernelActivity, words: list[str], _text: str) -> int:
    """A name all of whose words are found, the longest first."""
    weights = [_weigh_name(_list_words(name), words) for name in (activity.title, *(activity.everyday or ()))]
    return max((whole for whole, found in weights if whole == found), default=0)


def _weigh_choice(activity: KernelActivity, _words: list[str], text: str) -> int:
    """A choice that stands in the text."""
    found = find_chosen(text, activity)
    return len(found.title) if found else 0


def _weigh_part(activity: KernelActivity, words: list[str], _text: str) -> int:
    """At least half of the long words of the title."""
    whole, found = _weigh_name((one for one in _list_words(activity.title) if len(one) >= LEAST), words)
    return found if found * 2 >= whole else 0
