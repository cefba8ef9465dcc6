"""The page for whoever builds on the open data: what there is, on what terms, and lines that run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from catalogue.model.catalogue import Catalogue
from catalogue.publish.kinds import badges, calendar, changes, ctdl, database, package
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.kinds.payloads import SCHEMA_VERSION
from catalogue.publish.kinds.tables import TABLES, build_address
from catalogue.publish.output import Input, Output
from catalogue.publish.page import linked
from catalogue.publish.page.head import Page, Setting
from catalogue.publish.page.moved import render_moved
from catalogue.publish.page.page import render_page
from catalogue.publish.site import Site

FOLDER = "api"
TITLE = "Open data"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}}


def list_outputs(site: Site) -> Iterator[Output]:
    """The one page, above the answers that it names; the address of their folder leads to it."""
    catalogue, body = site.catalogue, site.catalogue.body.body
    about = f"Everything on the pages of {catalogue.body.abbreviation} as JSON, and its rules as code."
    schedule = _find_example(catalogue)
    examples = {
        "schedules": schedule,
        "designations": catalogue.schedules[schedule].designation
        if schedule
        else next(iter(catalogue.designations), ""),
        "qualifications": next(iter(catalogue.qualifications), ""),
    }
    own = {
        "database": database.build_address(body),
        "calendar": calendar.build_address(body),
        "package": package.build_address(body),
        "ctdl": ctdl.build_address(body) if site.setting.url else "",
        "badge": badges.build_address(examples["designations"]) if site.setting.url else "",
        "changes": f"{changes.FOLDER}/" if catalogue.changes.changes else "",
    }
    made = build_own_page(
        site,
        FOLDER,
        "api.html",
        TITLE,
        about,
        site.build_view(schedules=[schedule] if schedule else []),
        examples=Input.build(examples),
        version=Input.build(SCHEMA_VERSION),
        site=Input.build(site.setting.url),
        tables=Input.build([(build_address(body, table), table.about) for table in TABLES]),
        own=Input.build(own),
    )
    yield replace(made, make=render_developers)
    given = {
        "setting": site.around,
        "page": site.describe_page(f"/{FOLDER}/v1/", TITLE, ""),
        "to": Input.build(f"/{FOLDER}/"),
        "says": Input.build("What there is in this folder stands on a page of its own"),
    }
    yield Output(f"{FOLDER}/v1/index.html", render_moved, given)


def _find_example(catalogue: Catalogue) -> str:
    """The first schedule that can be judged by; empty where there is none."""
    whole = (key for key, it in catalogue.schedules.items() if not (it.incomplete or it.history))
    return next(whole, "")


def render_developers(
    view: Catalogue,
    setting: Setting,
    page: Page,
    tables: list[tuple[str, str]],
    own: dict[str, str],
    **given: Any,
) -> str:
    """The page, with its files named for machines as well."""
    files = [
        ("Everything", f"/{FOLDER}/v1/catalogue.json", "application/json"),
        *((about, f"/{address}", "text/csv") for address, about in tables),
        ("All tables", f"/{own['database']}", "application/vnd.sqlite3"),
        ("Days of the register", f"/{own['calendar']}", "text/calendar"),
    ]
    name = f"{setting.name}: {page.title.lower()}"
    nodes = partial(linked.describe_data, name, page.description, files, view.body)
    return render_page(view=view, setting=setting, page=page, nodes=nodes, tables=tables, own=own, **given)
