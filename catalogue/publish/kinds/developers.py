"""The page for whoever builds on the open data: what there is, what stays as it is, and lines that run."""

from __future__ import annotations

from collections.abc import Iterator

from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.kinds.payloads import SCHEMA_VERSION
from catalogue.publish.output import Input, Output
from catalogue.publish.site import Site

FOLDER = "api"
TITLE = "Open data"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page, above the answers that it names."""
    catalogue = site.catalogue
    about = f"Everything on the pages of {catalogue.body.abbreviation} as JSON, and its rules as code."
    whole = (it for it in catalogue.schedules.values() if not (it.incomplete or it.history))
    schedule = next(whole, None)
    examples = {
        "schedules": schedule.schedule if schedule else "",
        "designations": schedule.designation if schedule else next(iter(catalogue.designations), ""),
        "qualifications": next(iter(catalogue.qualifications), ""),
    }
    yield build_own_page(
        site,
        FOLDER,
        "api.html",
        TITLE,
        about,
        site.build_view(schedules=[schedule.schedule] if schedule else []),
        examples=Input.build(examples),
        version=Input.build(SCHEMA_VERSION),
        site=Input.build(site.setting.url),
    )
