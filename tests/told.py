"""What is told of every mistake of the museum, whole: python -m tests.told writes it anew.

expect.yml of a mistake names what must be said. Here stands every word, so that none changes unseen.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from tests.roots import LIGHTHOUSE

TOLD = Path(__file__).parent / "told.txt"
HEAD = re.compile(r"^# (\S+)\n", re.MULTILINE)


def read_told() -> dict[str, str]:
    """What `check` prints of each mistake, by its name."""
    _, *parts = HEAD.split(TOLD.read_text("utf-8"))
    return dict(zip(parts[::2], (text.rstrip("\n") + "\n" for text in parts[1::2]), strict=True))


def main() -> None:
    """Make every mistake, and keep what is printed."""
    from tests.test_mistakes import NAMES, check, make_mistake

    with TOLD.open("w", encoding="utf-8") as out:
        for at, name in enumerate(NAMES):
            with tempfile.TemporaryDirectory() as folder:
                root = Path(shutil.copytree(LIGHTHOUSE, Path(folder) / "lighthouse"))
                out.write(f"{chr(10) if at else ''}# {name}\n{check(make_mistake(name, root)).stdout}")


if __name__ == "__main__":
    main()
