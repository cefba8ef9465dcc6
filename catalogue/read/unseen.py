"""Characters that nobody sees on the screen: in a catalogue's files they are told, in a log they are dropped.

Some reorder what stands around them, or tell a terminal what to do; those for private use have no meaning
outside one program, and the shell's frames name their slots by them.
"""

from __future__ import annotations

import re
import unicodedata

BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
"""Letters and marks that look like nothing, or like a space."""
UNSEEN = re.compile(
    "["
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff"
    f"{BLANKS}]"
)
DROPPED = ("Cc", "Cf", "Co")
"""What Unicode calls controls, formats, and characters for private use."""


def is_ordinary(text: str) -> bool:
    """Whether all characters can be seen, or are spaces or ends of lines as Unix writes them."""
    return text.replace("\n", "").isprintable() and not any(blank in text for blank in BLANKS)


def drop_unseen(text: str) -> str:
    """A text of somebody's list without what cannot be seen: calendars and word processors leave such."""
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\t\r\n" or unicodedata.category(sign) not in DROPPED)
