"""`make map`: draw the house into docs/map.svg. A circle of imports is an error, and is told."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.house.drawing import draw_house
from tests.house.imports import CircleError, House

ROOT = Path(__file__).resolve().parents[2]
MAP = ROOT / "docs" / "map.svg"


def main() -> None:
    """Draw, or say what stands in the way."""
    try:
        MAP.write_text(draw_house(House.read(ROOT)), encoding="utf-8")
    except CircleError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
