"""Templates: what they are filled with, and for how long they hold it."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

from catalogue.publish.page.templates import Templates
from catalogue.read.reader import read_catalogue


class Said:
    """A value that says itself."""

    def __str__(self) -> str:
        return "<said>"


def test_what_a_page_is_filled_with_is_let_go_of_at_once(lighthouse: Path) -> None:
    """A build has no collector that would find it later, and thousands of pages."""
    catalogue, _ = read_catalogue(lighthouse)
    assert catalogue
    templates = Templates(lighthouse, catalogue.body)
    template = templates.env.from_string(
        "{% macro say(one) %}{% for _ in range(1) %}{{ one }}{% endfor %}{% endmacro %}{{ say(it) }}"
    )
    said = Said()
    gone = weakref.ref(said)
    gc.disable()
    try:
        assert template.render(it=said) == "&lt;said&gt;"
        del said
        assert gone() is None
    finally:
        gc.enable()
