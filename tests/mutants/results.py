"""What became of each mutant, kept from run to run, and which mutants a run judges."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

CACHE = Path(__file__).resolve().parents[2] / ".cache" / "mutants"
SEED = 18
"""Of the order in which mutants are judged: a run of N judges the first N."""
KILLED, NEVER_ENDS, LIVES, UNREACHED = "killed", "timeout", "lives", "unreached"
"""An answer differed, or none came; none differed; no case comes by the line."""
T = TypeVar("T")


class Results:
    """By module and by a name of its own; forgotten are the mutants of a module that was changed since."""

    def __init__(self, engine: str, sources: Mapping[str, Path]) -> None:
        self.path = CACHE / f"{engine}.json"
        digests = {name: sha256(path.read_bytes()).hexdigest() for name, path in sources.items()}
        kept = json.loads(self.path.read_text("utf-8")) if self.path.is_file() else {}
        self.modules: dict[str, Any] = {
            name: kept[name]
            if kept.get(name, {}).get("source") == digest
            else {"source": digest, "mutants": {}}
            for name, digest in digests.items()
        }

    def of(self, module: str) -> dict[str, Any]:
        """The mutants of a module that were judged."""
        found: dict[str, Any] = self.modules[module]["mutants"]
        return found

    def is_open(self, module: str, place: str, again: bool = False) -> bool:
        """Whether a mutant is still to be judged; `again`: or to be judged once more, as none noticed it."""
        return self.of(module).get(place, "") in ("", *((LIVES, UNREACHED) if again else ()))

    def save(self) -> None:
        """Keep them."""
        CACHE.mkdir(parents=True, exist_ok=True)
        self.path.write_text(json.dumps(self.modules, indent=0), "utf-8")


def draw_sample(mutants: Iterable[T], most: int | None) -> list[T]:
    """So many of them, drawn by a fixed seed; all, in an order of chance, where nobody says how many."""
    found = list(mutants)
    random.Random(SEED).shuffle(found)
    return found[:most]
