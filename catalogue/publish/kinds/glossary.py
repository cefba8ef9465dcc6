"""The page that explains words."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Output
from catalogue.publish.site import Site

KIND = "glossary"
FRAMES = build_frames(KIND, records=False)
ABOUT = "What the words on the pages of {name} mean: CPD, cycle, NQF level, credit and others."


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page."""
    yield list_page(site, KIND, ABOUT, site.build_view(KIND, "sources", "conflicts"))
