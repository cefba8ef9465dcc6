"""Text in cells that a spreadsheet would run as a formula: an apostrophe before it says that it is text.

A reader takes that apostrophe off again. A text that itself has apostrophes before such a sign gets one
more, so that nothing of what somebody wrote changes. The twin of client/calculator/formula.js.
"""

from __future__ import annotations

import re

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a text begins with that a spreadsheet would run."""
_MARKED = re.compile(f"'*[{re.escape(''.join(FORMULA))}]")


def write_cell(text: str) -> str:
    """A text as a cell that is read as text, and never run."""
    return f"'{text}" if _MARKED.match(text) else text


def read_cell(cell: str) -> str:
    """What a cell says that was written so."""
    return cell[1:] if cell.startswith("'") and _MARKED.match(cell) else cell
