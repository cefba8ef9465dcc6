"""The pages of the CPD calculator: one for each schedule, and the list of them.

A page is a form and a blank worksheet from the schedule; `client/calculator/` adds to it. It carries
the schedule's kernel and the words of answers, so that nothing more is fetched to judge a log.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from catalogue.model.catalogue import Catalogue
from catalogue.model.kernel import Kernel
from catalogue.model.schedule import Schedule
from catalogue.publish import links, words
from catalogue.publish.frames import Frame
from catalogue.rules.kernel import kernel
from catalogue.shell import SLOTS
from catalogue.words import words as said

FOLDER = "calculator"
TITLE = "CPD calculator"
FRAME = f"{FOLDER}/frame"
SAID = ("states", "entry_states", "lines", "refused", "calculator")
"""The groups of words that the browser needs."""


def frames() -> dict[str, dict[str, str]]:
    """The Markdown files that the pages are poured into."""
    return {f"{FOLDER}.md": {"up": ""}, f"{FRAME}.md": {"up": f"{FOLDER}/", "up_title": TITLE}}


def address(schedule: str) -> str:
    """Where a log is judged by a schedule."""
    return f"/{FOLDER}/{schedule}/"


def paths(catalogue: Catalogue) -> set[str]:
    """The pages that belong to a schedule."""
    return {links.file(address(key)) for key in catalogue.schedules}


def calculators(
    env: Environment, catalogue: Catalogue, drawn: Mapping[str, str], opened: bool
) -> Iterator[tuple[str, str]]:
    """Every page by its path. Prose of content/calculator.md stands before the list (`opened`)."""
    path = links.file(f"/{FOLDER}/")
    yield (
        path,
        Frame.of(drawn[path]).pour(
            title=escape(TITLE),
            description=escape(
                f"What counts, what does not and why, and what is left: {catalogue.body.summary}"
            ),
            path=f"{FOLDER}/",
            here=escape(TITLE),
            body=env.get_template("calculators.html").render(opened=opened, calculator=address),
        ),
    )
    frame, page = Frame.of(drawn[links.file(f"/{FRAME}/")]), env.get_template("calculator.html")
    for key, it in catalogue.schedules.items():
        yield links.file(address(key)), _page(frame, page, key, it, catalogue)


def _page(frame: Frame, page: Any, key: str, it: Schedule, catalogue: Catalogue) -> str:
    abbreviation = catalogue.designations[it.designation].abbreviation
    judge = kernel(it)
    about = f"{it.title}: enter or import a log, and see what counts for the {abbreviation}, and why."
    return frame.pour(
        title=escape(f"{TITLE}: {it.title}"),
        description=escape(about),
        path=address(key).lstrip("/"),
        here=escape(it.title),
        body=page.render(
            key=key,
            it=it,
            kernel=judge,
            embedded=embedded(it, judge),
            assets=f"../../assets/{SLOTS['assets']}/calculator",
            says=said()["calculator"],
        ),
    )


def embedded(it: Schedule, judge: Kernel) -> Markup:
    """What the page's modules read, as JSON that can stand in HTML."""
    rules = {rule.id: words.rule(rule, it) for rule in it.rules()}
    data = {
        "kernel": judge.model_dump(mode="json", exclude_none=True, exclude_defaults=False),
        "rules": rules,
        "titles": {rule.id: words.rule_title(rule, it) for rule in it.rules()},
        "words": {group: said()[group] for group in SAID},
        "page": f"../..{links.address('schedules', judge.id)}",
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))
