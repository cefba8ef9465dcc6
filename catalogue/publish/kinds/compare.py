"""The pages that hold designations side by side: all of them, and every two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from html import escape

from jinja2 import Environment

from catalogue.model.catalogue import Catalogue
from catalogue.model.conflict import Conflict
from catalogue.model.designation import Header
from catalogue.model.schedule import Bound, Category, Schedule
from catalogue.publish.page import links
from catalogue.publish.page.frame import Frame
from catalogue.rules import compare as rules
from catalogue.wording import words

FOLDER = "compare"
TITLE = "Compare the designations"
PAIR = f"{FOLDER}/frame/frame"
"""The frame of a pair lies as deep as the pages of pairs."""

# What is asked of an applicant, as the rows of a comparison call it.
ASKED = {
    "qualification": "Qualification",
    "experience": "Experience",
    "certificate": "Certificate",
    "designation": "Designation held before",
    "mixed": "Any of several ways",
    "cpd_standing": "CPD before applying",
    "cannot_tell": "Not known from our sources",
}


def frames() -> dict[str, dict[str, str]]:
    """The Markdown files that comparisons are poured into."""
    return {f"{FOLDER}.md": {"up": ""}, f"{PAIR}.md": {"up": f"{FOLDER}/", "up_title": TITLE}}


def address(first: str, second: str) -> str:
    """Where two designations are compared, the lower one first."""
    return f"/{FOLDER}/{first}/{second}/"


def paths(catalogue: Catalogue) -> set[str]:
    """The pages of every two designations."""
    return {links.file(address(*pair)) for pair in rules.pairs(catalogue)}


def comparisons(
    env: Environment, catalogue: Catalogue, drawn: Mapping[str, str], opened: bool
) -> Iterator[tuple[str, str]]:
    """Every page by its path. Prose of content/compare.md stands before the page of all (`opened`)."""
    path = links.file(f"/{FOLDER}/")
    yield (
        path,
        Frame.of(drawn[path]).pour(
            title=escape(TITLE),
            description=escape(_all(catalogue)),
            path=f"{FOLDER}/",
            here=escape(TITLE),
            body=env.get_template("compare-all.html").render(opened=opened, pairs=rules.pairs(catalogue)),
        ),
    )
    frame, page = Frame.of(drawn[links.file(f"/{PAIR}/")]), env.get_template("compare.html")
    for first, second in rules.pairs(catalogue):
        it = rules.compare(catalogue, first, second)
        names = f"{it.first.abbreviation} and {it.second.abbreviation}"
        url = address(first, second)
        yield (
            links.file(url),
            frame.pour(
                title=escape(f"{names} compared"),
                description=escape(_description(it, catalogue)),
                path=url.lstrip("/"),
                here=escape(names),
                body=page.render(it=it),
            ),
        )


def _all(catalogue: Catalogue) -> str:
    names = words.joined(d.abbreviation for d in catalogue.designations.values())
    return f"{names} side by side: levels, CPD a year and a cycle, who each is for, and what each asks."


def _description(it: rules.Comparison, catalogue: Catalogue) -> str:
    """A sentence that stands alone in a list of search results."""
    asks = (
        f"{words.counted(d.header.points_a_year, _unit(catalogue, d.cpd))} a year for the {d.abbreviation}"
        for d in (it.first, it.second)
    )
    both = f"{it.first.abbreviation} to {it.second.abbreviation}"
    return (
        f"What changes from {both}: CPD of {words.joined(asks)}; criteria, activities, roles and functions."
    )


def _unit(catalogue: Catalogue, schedule: str) -> str:
    return catalogue.schedules[schedule].unit


class Words:
    """What the templates of comparisons say, from the catalogue."""

    ASKED = ASKED

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.address = address
        self.asked = rules.asked
        self.by_category = rules.categories

    def difference(self, value: Decimal | None, unit: str) -> str:
        """10 points more, the same, or nothing where it cannot be said."""
        if value is None:
            return ""
        if not value:
            return "the same"
        return f"{words.counted(abs(value), unit)} {'more' if value > 0 else 'less'}"

    def kinds(self, *keys: str) -> list[str]:
        """The kinds of things that at least one of the designations asks for."""
        tables = [rules.asked(self.catalogue.designations[key]) or {} for key in keys]
        return [kind for kind in ASKED if any(table.get(kind) for table in tables)]

    def bounds(self, schedule: Schedule, category: str, kind: str) -> list[tuple[str, Bound]]:
        """The minimums (`demand`) or maximums (`limit`) of a category, each in words with its fact."""
        found = (rule for rule in words.rules_of(schedule, category) if rule.kind == kind)
        return [(words.rule(rule, schedule), rule.bound) for rule in found]

    def limits(self, schedule: Schedule, activity: str) -> list[str]:
        """The minimums and maximums of an activity in words."""
        category, _ = schedule.activities()[activity]
        return [words.rule(rule, schedule) for rule in words.rules_of(schedule, category, activity)]

    def category(self, schedule: Schedule, activity: str) -> Category:
        """The category that an activity stands in."""
        return schedule.categories[schedule.activities()[activity][0]]

    def missing(self, *keys: str) -> list[Schedule]:
        """The adopted schedules of which only totals are published."""
        adopted = (self.catalogue.schedules[self.catalogue.designations[key].cpd] for key in keys)
        return [schedule for schedule in adopted if schedule.incomplete]

    def conflicts(self, *keys: str) -> dict[str, Conflict]:
        """The disagreements about designations and their adopted schedules, by number."""
        about = {*keys, *(self.catalogue.designations[key].cpd for key in keys)}
        found = {k: c for k, c in self.catalogue.conflicts.items() if about.intersection(c.about)}
        return dict(sorted(found.items(), key=lambda item: item[1].number))

    def others(self, key: str) -> list[tuple[str, str]]:
        """Every other designation with the address where the two are compared."""
        found = []
        for first, second in rules.pairs(self.catalogue):
            if key in (first, second):
                found.append((second if key == first else first, address(first, second)))
        return found

    def cycle(self, value: Header, unit: str) -> str:
        """105 points in 3 years."""
        return f"{words.counted(value.points_a_cycle, unit)} in {words.length(value.cycle)}"
