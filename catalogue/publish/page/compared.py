"""What the templates of pages with designations side by side say, from the view that they show."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion
from catalogue.model.designation import Awarding, Designation, Header
from catalogue.model.schedule import Bound, Category, Schedule, Verdict
from catalogue.rules import compare as rules
from catalogue.rules import totals
from catalogue.wording import short, words

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


class Minimum(NamedTuple):
    """What two designations ask at least of one category in a cycle; None where they ask nothing."""

    title: str
    first: Decimal | None
    second: Decimal | None


class ComparisonWords:
    """Words about two or more designations of one catalogue."""

    ASKED = ASKED

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.group_criteria = rules.group_criteria
        self.index_categories = rules.index_categories

    def list_kinds(self, *keys: str) -> list[str]:
        """The kinds of things that at least one of the designations asks for."""
        tables = [rules.group_criteria(self.catalogue.designations[key]) or {} for key in keys]
        return [kind for kind in ASKED if any(table.get(kind) for table in tables)]

    def list_limits(self, schedule: Schedule, activity: str) -> list[str]:
        """The minimums and maximums of an activity in words."""
        category, _ = schedule.index_activities()[activity]
        return [
            words.describe_rule(rule, schedule) for rule in words.select_rules(schedule, category, activity)
        ]

    def list_incomplete(self, *keys: str) -> list[Schedule]:
        """The adopted schedules of which only totals are published."""
        return [schedule for schedule in self.list_plans(*keys) if schedule.incomplete]

    def list_plans(self, *keys: str) -> list[Schedule]:
        """The adopted schedules of designations."""
        return [self.catalogue.schedules[self.catalogue.designations[key].cpd] for key in keys]

    def list_known(self, *keys: str) -> list[Designation]:
        """The designations whose schedules are published whole."""
        found = (self.catalogue.designations[key] for key in keys)
        return [d for d in found if not self.catalogue.schedules[d.cpd].incomplete]

    def list_asked(self, *keys: str) -> list[Awarding | Criterion]:
        """The adopted criteria of designations, and everything that they ask."""
        adopted = [one for key in keys for one in self.catalogue.designations[key].awarding[:1]]
        found: list[Awarding | Criterion] = []
        for one in adopted:
            found += (one, *one.to_apply.list_leaves())
        return found

    def list_rules(self, *keys: str) -> list[Category | Bound]:
        """What the schedules ask and count by category."""
        return [rule for plan in self.list_plans(*keys) for rule in short.list_bounds(plan)]

    def list_verdicts(self, *keys: str) -> list[Verdict]:
        """How each schedule is judged, by the reading that is followed."""
        return [verdict for plan in self.list_plans(*keys) for verdict in list(plan.verdicts.values())[:1]]

    def list_minimums(self, it: rules.Comparison) -> list[Minimum]:
        """What both ask at least of each category."""
        found = []
        for sides in it.categories or ():
            first, second = (
                totals.find_minimum_figure(side.minimum, plan) if side else None
                for side, plan in self._pair_plans(it, sides)
            )
            found.append(Minimum(self._find_title(sides), first, second))
        return found

    def list_alike(self, it: rules.Comparison) -> list[str]:
        """The categories of which both ask the same, with how much."""
        alike = (one for one in self.list_minimums(it) if one.first == one.second)
        return [f"{one.title}, at least {words.format_figure(one.first)}" for one in alike if one.first]

    def describe_change(self, first: Decimal | None, second: Decimal | None) -> str:
        """+10, −5 or 0: what the second figure is more than the first."""
        change = (second or Decimal(0)) - (first or Decimal(0))
        return f"{'+' if change > 0 else '−' if change else ''}{words.format_figure(abs(change))}"

    def list_other_bounds(self, it: rules.Comparison) -> list[str]:
        """What else differs in what categories ask and limit, each in a sentence without its end."""
        found = []
        for sides in it.categories or ():
            before, after = (
                words.join_words(self._list_other(side, plan, sides.key))
                for side, plan in self._pair_plans(it, sides)
            )
            if before != after:
                found.append(
                    f"{self._find_title(sides)}: {after or 'no limit'} instead of {before or 'none'}"
                )
        return found

    def _pair_plans(
        self, it: rules.Comparison, sides: rules.Sides[Category]
    ) -> list[tuple[Category | None, Schedule]]:
        plans = (self.catalogue.schedules[d.cpd] for d in (it.first, it.second))
        return list(zip((sides.first, sides.second), plans, strict=True))

    def _list_other(self, side: Category | None, plan: Schedule, key: str) -> list[str]:
        """The rules of a category without its minimum in a cycle."""
        if side is None:
            return ["no such category"]
        least = totals.find_minimum(side.minimum, plan)
        return [
            words.describe_rule(rule, plan)
            for rule in words.select_rules(plan, key)
            if rule.bound is not least
        ]

    def _find_title(self, sides: rules.Sides[Category]) -> str:
        return (sides.second or sides.first).title  # type: ignore[union-attr]  # one of them is there

    def describe_cycle(self, value: Header, unit: str) -> str:
        """105 points in 3 years."""
        return words.describe_total(value, unit) or "not published"
