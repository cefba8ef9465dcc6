"""What the templates of pages with designations side by side say, from the view that they show."""

from __future__ import annotations

from decimal import Decimal

from catalogue.model.catalogue import Catalogue
from catalogue.model.conflict import Conflict
from catalogue.model.designation import Header
from catalogue.model.schedule import Bound, Category, Schedule
from catalogue.publish.page import links
from catalogue.rules import compare as rules
from catalogue.wording import words

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


class ComparisonWords:
    """Words about two or more designations of one catalogue."""

    ASKED = ASKED

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.build_address = links.build_comparison_address
        self.group_criteria = rules.group_criteria
        self.index_categories = rules.index_categories

    def describe_difference(self, value: Decimal | None, unit: str) -> str:
        """10 points more, the same, or nothing where it cannot be said."""
        if value is None:
            return ""
        if not value:
            return "the same"
        return f"{words.format_count(abs(value), unit)} {'more' if value > 0 else 'less'}"

    def list_kinds(self, *keys: str) -> list[str]:
        """The kinds of things that at least one of the designations asks for."""
        tables = [rules.group_criteria(self.catalogue.designations[key]) or {} for key in keys]
        return [kind for kind in ASKED if any(table.get(kind) for table in tables)]

    def list_bounds(self, schedule: Schedule, category: str, kind: str) -> list[tuple[str, Bound]]:
        """The minimums (`demand`) or maximums (`limit`) of a category, each in words with its fact."""
        found = (rule for rule in words.select_rules(schedule, category) if rule.kind == kind)
        return [(words.describe_rule(rule, schedule), rule.bound) for rule in found]

    def list_limits(self, schedule: Schedule, activity: str) -> list[str]:
        """The minimums and maximums of an activity in words."""
        category, _ = schedule.index_activities()[activity]
        return [
            words.describe_rule(rule, schedule) for rule in words.select_rules(schedule, category, activity)
        ]

    def find_category(self, schedule: Schedule, activity: str) -> Category:
        """The category that an activity stands in."""
        return schedule.categories[schedule.index_activities()[activity][0]]

    def list_incomplete(self, *keys: str) -> list[Schedule]:
        """The adopted schedules of which only totals are published."""
        adopted = (self.catalogue.schedules[self.catalogue.designations[key].cpd] for key in keys)
        return [schedule for schedule in adopted if schedule.incomplete]

    def index_conflicts(self, *keys: str) -> dict[str, Conflict]:
        """The disagreements about designations and their adopted schedules, by number."""
        about = {*keys, *(self.catalogue.designations[key].cpd for key in keys)}
        found = {k: c for k, c in self.catalogue.conflicts.items() if about.intersection(c.about)}
        return dict(sorted(found.items(), key=lambda item: item[1].number))

    def list_others(self, key: str) -> list[tuple[str, str]]:
        """Every other designation with the address where the two are compared."""
        found = []
        for first, second in rules.list_pairs(self.catalogue):
            if key in (first, second):
                found.append(
                    (second if key == first else first, links.build_comparison_address(first, second))
                )
        return found

    def describe_cycle(self, value: Header, unit: str) -> str:
        """105 points in 3 years."""
        return f"{words.format_count(value.points_a_cycle, unit)} in {words.format_months(value.cycle)}"
