"""The words of answers, one file per language: templates that figures and titles are put into."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "words"


@cache
def read_phrases(language: str = "en") -> dict[str, dict[str, str]]:
    """Every template of a language, by group and name."""
    text = (FOLDER / f"{language}.yml").read_text("utf-8")
    found: dict[str, dict[str, str]] = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return found


def fill_phrase(group: str, name: str, **values: Any) -> str:
    """One template in English, filled in."""
    return read_phrases()[group][name].format(**values)
