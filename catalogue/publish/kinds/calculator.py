"""The pages of the CPD calculator: one for each schedule, and the list of them.

A page is a form and a blank worksheet from the schedule; `client/calculator/` adds to it. It carries
the schedule's kernel; scripts bring the words that they say.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from catalogue.model.cache import cache_by_identity
from catalogue.model.catalogue import Catalogue
from catalogue.model.kernel import Kernel, KernelActivity, KernelRule
from catalogue.model.schedule import Schedule
from catalogue.publish.kinds.lists import Frames, build_own_page
from catalogue.publish.output import Input, Output
from catalogue.publish.page import links, widgets
from catalogue.publish.page.marks import describe_standing
from catalogue.publish.page.page import render_page
from catalogue.publish.shell import SLOTS
from catalogue.publish.site import Site
from catalogue.publish.styles.sheet import SITE
from catalogue.publish.traces import trace_page
from catalogue.rules.kernel import build_kernel
from catalogue.rules.ledgers import list_ledgers
from catalogue.rules.selection import can_match
from catalogue.wording import words
from catalogue.wording.language import fill_phrase

FOLDER = "calculator"
TITLE = links.TOOLS[FOLDER]
FRAME = f"{FOLDER}/frame.md"
FRAMES: Frames = {f"{FOLDER}.md": {"up": ""}, FRAME: {"up": f"{FOLDER}/", "up_title": TITLE}}
BACK = ("cycle", "months", "years")
"""Spans of time longer than a CPD year; a rolling cycle looks back by months or years."""


def list_outputs(site: Site) -> Iterator[Output]:
    """The list of calculators, and the calculator of each schedule."""
    about = f"What counts, what does not and why, and what is left: {site.catalogue.body.summary}"
    view = site.build_view("designations", "schedules", "sources")
    yield build_own_page(site, FOLDER, "calculators.html", TITLE, about, view)
    for key in site.catalogue.schedules:
        yield _build_page(site, key)


def _build_page(site: Site, key: str) -> Output:
    it, address = site.catalogue.schedules[key], links.build_calculator_address(key)
    abbreviation = site.catalogue.designations[it.designation].abbreviation
    title = words.name_schedule(it)
    about = f"{title}: enter or import a log, and see what counts for the {abbreviation}, and why."
    elsewhere = widgets.find_description(site.catalogue, address)
    return Output(
        links.find_file(address),
        render_calculator,
        site.index_page_inputs(FRAME)
        | {
            "page": site.describe_page(address, f"{TITLE}: {title}", about, shown_elsewhere=elsewhere),
            "view": site.build_view_of_calculator(key),
            "key": Input.build(key),
        },
        sheet=SITE,
        trace=trace_page,
    )


def render_calculator(view: Catalogue, key: str, **given: Any) -> str:
    """The page of a schedule's calculator."""
    shown = show_calculator(key, view, "../..", f"../../{FOLDER}/")
    return render_page(view=view, template="calculator.html", **shown, **given)


def show_calculator(key: str, catalogue: Catalogue, root: str, others: str) -> dict[str, Any]:
    """What the template of a calculator shows; the same on the site and on another one's page.

    `root` is the way from the page to the site's root, `others` that to the calculators beside it.
    """
    it = catalogue.schedules[key]
    judge = build_kernel(it)
    return {
        "key": key,
        "it": it,
        "framed": False,
        "kernel": judge,
        "rules_of_category": select_rules_of_category,
        "said": words.index_rules(it),
        "embedded": write_embedded(it, judge, catalogue, root, others),
        "assets": f"{root}/assets/{SLOTS['assets']}/calculator",
        "everyday": list_everyday(it),
        "beginning": write_beginning(judge, catalogue.designations[it.designation].abbreviation),
    }


def write_beginning(judge: Kernel, abbreviation: str) -> dict[str, str]:
    """What a member is told who has said nothing yet, and what to say first, before the script comes.

    Empty where the calendar tells what the cycle is: then there is an answer from the first.
    """
    own, asks = judge.cycle.own_day, judge.cycle.begins == "member"
    first, need = ("first_own", "need_own") if own else ("first", "need_award")
    names = {"first": ("beginning", first), "need": ("calculator", need)}
    return {
        part: fill_phrase(*name, own=own, designation=abbreviation) if asks else ""
        for part, name in names.items()
    }


def list_everyday(it: Schedule) -> list[str]:
    """Some words to begin with: what members call the first activity of each category."""
    first = (next(iter(category.activities.values())).everyday for category in it.categories.values())
    return [names[0] for names in first if names][:5]


def index_versions(catalogue: Catalogue, it: Schedule) -> dict[str, Schedule]:
    """The schedules of the same designation in the same reading: a cycle's first day chooses one."""
    found = catalogue.index_schedules_of(it.designation).items()
    return {k: s for k, s in found if s.reading == it.reading and (s is it or not s.retired)}


def find_whole_id(judge: Kernel, *spans: str) -> str | None:
    """The id of what is asked of everything together, in the first of some spans of time."""
    found = (find_whole_demand(judge, span) for span in spans)
    return next((rule.id for rule in found if rule), None)


def find_contact(catalogue: Catalogue) -> dict[str, str] | None:
    """Whom a member can call: the first contact of the body that has a telephone."""
    known = (one for one in catalogue.body.contacts if one.telephone)
    return next(({"place": one.place, "telephone": str(one.telephone)} for one in known), None)


def find_whole_demand(judge: Kernel, span: str) -> KernelRule | None:
    """What is asked of everything together in a CPD year or cycle, in points, if it is one figure."""
    return next(list_whole_demands(judge, span), None)


def list_whole_demands(judge: Kernel, span: str) -> Iterator[KernelRule]:
    """What is asked of everything together in points, of every member alike."""
    for rule in judge.demands:
        of_all = rule.counting is None and not rule.for_each and not rule.when
        if of_all and rule.window.span == span and rule.measure == "points":
            yield rule


def list_steps(judge: Kernel) -> list[str]:
    """The ids of what the steps of a scale ask of everything together in the cycle, the least first."""
    figures = {
        rule.id: rule.amount.figure
        for rule in list_whole_demands(judge, "cycle")
        if judge.scale and rule.amount.figure is not None
    }
    return sorted(figures, key=lambda key: figures[key])


def select_rules_of_category(judge: Kernel, category: str) -> list[KernelRule]:
    """The minimums and maximums in points of one whole category."""
    return [
        rule
        for rule in (*judge.demands, *judge.limits)
        if rule.measure == "points" and rule.counting and rule.counting.category == category
    ]


def index_fields(activity: KernelActivity, judge: Kernel) -> dict[str, bool]:
    """The fields that a line of this activity has beside its date; true where one must be filled in."""
    rate = activity.rate
    each = {rule.for_each for rule in (*judge.limits, *judge.demands) if can_match(rule.counting, activity)}
    about = {condition.id: condition.about for condition in judge.conditions}
    listed = activity.choices is not None
    found = {
        "quantity": rate.kind == "tiers" if rate.measure or rate.item else None,
        "points": True if rate.kind == "declared" else None,
        "choices": True if listed else None,
        "choice": False if not listed and (rate.repeats or "choice" in each) else None,
        "topics": False if judge.topics or "topic" in each else None,
        "confirmed": False if any(about[key] == "entry" for key in activity.conditions) else None,
    }
    return {name: must for name, must in found.items() if must is not None}


def write_embedded(it: Schedule, judge: Kernel, catalogue: Catalogue, root: str, others: str) -> Markup:
    """What the page's modules read, as JSON that can stand in HTML."""
    known = index_versions(catalogue, it)
    data = _index_of_schedule(it, judge) | {
        "versions": [describe_version(key, other, others) for key, other in known.items() if key != judge.id],
        "page": f"{root}{links.build_address('schedules', judge.id)}",
        "body": catalogue.body.abbreviation,
        "abbreviation": catalogue.designations[it.designation].abbreviation,
        "designation": catalogue.designations[it.designation].title,
        "contact": find_contact(catalogue),
        "marks": {rule: (word, root + address) for rule, word, address in list_marks(it, catalogue)},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))


def list_marks(it: Schedule, catalogue: Catalogue) -> Iterator[tuple[str, str, str]]:
    """Each rule that rests on our conclusion or on one of several texts: how, and where it is answered."""
    for rule in it.list_rules():
        asked = {key: catalogue.conflicts[key] for key in rule.bound.conflict}
        key = next((key for key, one in asked.items() if one.weight == "decides" or one.is_ours), None)
        if key:
            yield rule.id, describe_standing([asked[key]]), links.build_address("conflicts", key)


@cache_by_identity(64)
def _index_of_schedule(it: Schedule, judge: Kernel) -> dict[str, Any]:
    """What is the same wherever a calculator stands."""
    return {
        "kernel": judge.model_dump(mode="json", exclude_none=True, exclude_defaults=False),
        "log": f"{it.designation}:{it.reading}",  # one serves all versions
        "needs": {activity.id: index_fields(activity, judge) for activity in judge.activities},
        "units": {activity.id: words.name_unit(activity.rate) for activity in judge.activities},
        "ledgers": list_ledgers(judge),
        "one": words.to_singular(judge.unit),
        "whole": {
            "year": find_whole_id(judge, "year"),
            "cycle": find_whole_id(judge, *BACK),
            "steps": list_steps(judge),
        },
        "titles": {rule.id: words.find_rule_title(rule, it) for rule in it.list_rules()},
    }


def describe_version(key: str, it: Schedule, others: str) -> dict[str, str | None]:
    """Another version: what it is called, the cycles that it judges by their first day, and its page."""
    first, last = (day.isoformat() if day else None for day in (it.valid.from_, it.valid.to))
    return {"title": words.name_schedule(it), "from": first, "to": last, "page": f"{others}{key}/"}
