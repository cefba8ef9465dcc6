"""What references may name, for editors: `check` writes it from the data into `schema/keys.json`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds.openapi import DIALECT, write_json

FILE = Path(__file__).resolve().parents[2] / "schema" / "keys.json"


def write_keys(catalogue: Catalogue) -> None:
    """Write what references may name, unless it is written already."""
    content = render_keys(catalogue)
    FILE.parent.mkdir(exist_ok=True)
    if not FILE.exists() or FILE.read_bytes() != content:
        FILE.write_bytes(content)


def render_keys(catalogue: Catalogue) -> bytes:
    """What each kind of reference may name, and how citations begin. A key of digits is read as a number."""
    conditions = {key: None for one in catalogue.schedules.values() for key in one.conditions}
    known = {**catalogue.index_known_keys(), "condition": conditions}
    kinds = {kind: {"enum": _list_spellings(keys)} for kind, keys in known.items()}
    sources = sorted(catalogue.sources)
    cited = {
        "type": "string",
        "pattern": f"^({'|'.join(sources)}):.+$",
        "defaultSnippets": [{"label": key, "body": f"{key}:${{1:line}}"} for key in sources],
    }
    return write_json({"$schema": DIALECT, "$defs": {**kinds, "citation": cited}})


def _list_spellings(keys: Iterable[str]) -> list[str | int]:
    found: list[str | int] = sorted(keys)
    return found + [int(key) for key in keys if key.isdecimal() and str(int(key)) == key]
