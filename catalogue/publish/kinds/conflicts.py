"""The page of all disagreements between sources."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.publish.kinds.lists import build_frames, list_page
from catalogue.publish.output import Output
from catalogue.publish.site import Site

KIND = "conflicts"
FRAMES = build_frames(KIND, records=False)
ABOUT = "Where sources on {name} contradict each other: every reading, the adopted one, and why."


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page."""
    about = {key for conflict in site.catalogue.conflicts.values() for key in conflict.about}
    view = site.build_view(KIND, "sources", "designations", "schedules", "topics", qualifications=about)
    yield list_page(site, KIND, ABOUT, view)
