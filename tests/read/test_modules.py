"""A sheet of modules and units: all that is read of it, and every word that is told of what is doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.read.modules import read_modules
from tests.kept import assert_told
from tests.read.sheets import write_xlsx

SHEETS = Path(__file__).parent / "modules"
NAMES = sorted(path.stem for path in SHEETS.iterdir())


def tell_sheet(content: bytes) -> str:
    """What was read, a line each, and then the problems."""
    sheet = read_modules(content, "sheet")
    lines = [
        f"{key}: {value!r} at {sheet.where[key][0]}:{sheet.where[key][1]}"
        for key, value in sheet.facts.items()
    ]
    for part in sheet.modules:
        lines.append(f"module {part.number} {part.title!r} in row {part.line}, credits {part.credits}")
        lines += [f"  {unit}" for unit in part.units]
    lines += [f"alone {unit}" for unit in sheet.units]
    lines += [f"code {code!r} in row {line}" for code, line in sheet.codes.items()]
    lines += [f"left out {name!r}" for name in sheet.left_out]
    lines += [f"last row {sheet.last}", *map(str, sheet.problems)]
    return "\n".join(lines)


def read_sheet(name: str) -> bytes:
    return next(SHEETS.glob(f"{name}.*")).read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_is_read_whole_and_what_is_doubtful_is_told_in_these_words(name: str) -> None:
    assert_told("modules", name, tell_sheet(read_sheet(name)))


def test_a_list_that_was_pasted_into_a_spreadsheet_is_the_same_list() -> None:
    text = read_sheet("list").decode()
    pasted = write_xlsx([[line] for line in text.splitlines()])
    assert tell_sheet(pasted) == tell_sheet(text.encode())
