"""What the rules of a schedule imply, in words. Every figure is the analysis's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from catalogue.model.implied import Because, CategoryRange, Implied, ImpliedVerdict
from catalogue.model.schedule import Rule, Schedule
from catalogue.rules import analysis
from catalogue.rules.kernel import build_kernel
from catalogue.wording.language import fill_phrase
from catalogue.wording.words import (
    describe_window,
    find_rule_title,
    format_count,
    format_figure,
    join_words,
)


def describe_implied(schedule: Schedule) -> list[str]:
    """Whole sentences: of each verdict, then of categories, limits and activities."""
    found, told = analysis.analyse_schedule(build_kernel(schedule)), _ScheduleWords(schedule)
    return [
        *told.describe_adopted(found),
        *(line for one in found.verdicts[1:] for line in told.describe_verdict(one)),
        *told.describe_implied_demands(found.verdicts),
        *told.describe_maximums(found.categories),
        *map(told.describe_idle_limit, found.never_bite),
        *(
            fill_phrase("implied", "earns_nothing", activity=told.name_activity(one.rule))
            for one in found.earn_nothing
        ),
    ]


class _ScheduleWords:
    """The words of one schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in schedule.list_rules()}

    def describe_verdict(self, one: ImpliedVerdict) -> Iterator[str]:
        """The least of a verdict, or why it cannot be met; not where only totals are known."""
        if one.clash:
            named = self.schedule.verdicts[one.verdict].title
            rules = self.join_titles(rule.rule for rule in one.clash)
            name = "clash_member" if one.member else "clash"
            yield fill_phrase("implied", name, verdict=named, rules=rules, member=one.member)
        elif one.points is not None and not self.schedule.incomplete:
            name = "points_minimums" if 0 < one.minimums < one.points else "points"
            points, minimums = self.format_points(one.points), format_figure(one.minimums)
            begins = self.write_beginning(one.verdict)
            yield fill_phrase("implied", name, verdict=begins, points=points, minimums=minimums)

    def describe_adopted(self, found: Implied) -> Iterator[str]:
        """What the adopted verdict takes: in all, and of categories beyond what it asks of them."""
        one = found.verdicts[0]
        yield from self.describe_verdict(one)
        named = self.write_beginning(one.verdict)
        if one.state != "can-be-met":
            return
        if whole := [each for each in found.categories if each.least is not None and each.least == each.most]:
            yield fill_phrase("implied", "whole", verdict=named, categories=self.join_maximums(whole))
        for each in found.categories if len(found.categories) > 1 else ():
            if each.least is not None and each.least not in (each.asked, each.most):
                points, category = self.format_points(each.least), self.name_category(each.category)
                yield fill_phrase("implied", "least", verdict=named, points=points, category=category)
        if one.not_needed:
            categories = join_words(map(self.name_category, one.not_needed))
            name = "not_needed" if len(one.not_needed) == 1 else "not_needed_each"
            yield fill_phrase("implied", name, verdict=named, categories=categories)

    def write_beginning(self, verdict: str) -> str:
        """How a sentence about what a verdict takes begins."""
        told = self.schedule.verdicts[verdict]
        return told.begins or fill_phrase("implied", "begins", title=told.title)

    def describe_implied_demands(self, verdicts: Iterable[ImpliedVerdict]) -> list[str]:
        """Demands that are met whenever others are, each once."""
        found = [self.describe_implied_demand(demand) for one in verdicts for demand in one.implied]
        return list(dict.fromkeys(found))

    def describe_implied_demand(self, demand: Because) -> str:
        """A demand that is met whenever others are, given some maximums."""
        given = [rule for rule in demand.because if self.rules[rule].kind == "limit"]
        because = [rule for rule in demand.because if rule not in given]
        values = {"because": self.join_titles(because), "given": self.join_titles(given)}
        name = "follows_given" if given else "follows"
        return fill_phrase("implied", name, rule=self.join_titles([demand.rule]), **values)

    def describe_maximums(self, categories: Iterable[CategoryRange]) -> Iterator[str]:
        """The most that can count of categories, of those that not all of is needed."""
        if known := [one for one in categories if one.most is not None and one.most != one.least]:
            window = describe_window("cycle", self.schedule.cycle)
            yield fill_phrase("implied", "most", window=window, categories=self.join_maximums(known))

    def describe_idle_limit(self, one: Because) -> str:
        """A limit that changes nothing."""
        name = "never_bites" if one.because else "never_bites_alone"
        said = fill_phrase(
            "implied", name, rule=self.join_titles([one.rule]), because=self.join_titles(one.because)
        )
        return said[0].upper() + said[1:]

    def join_maximums(self, categories: Iterable[CategoryRange]) -> str:
        """Categories with the most that counts of each."""
        return join_words(
            f"{self.name_category(one.category)} ({self.format_points(one.most or 0)})" for one in categories
        )

    def join_titles(self, rules: Iterable[str]) -> str:
        """Some rules by their titles; what belongs to a category or an activity as its minimum or maximum."""
        return join_words(self.name_rule(self.rules[rule]) for rule in rules)

    def name_rule(self, rule: Rule) -> str:
        """A rule by its title."""
        title = f"“{find_rule_title(rule, self.schedule)}”"
        if rule.bound.title or not rule.category:
            return title
        return fill_phrase("implied", "maximum" if rule.kind == "limit" else "minimum", owner=title)

    def name_category(self, key: str) -> str:
        """A category by its title."""
        return f"“{self.schedule.categories[key].title}”"

    def name_activity(self, key: str) -> str:
        """An activity by its title."""
        return f"“{self.schedule.index_activities()[key][1].title}”"

    def format_points(self, points: Decimal | int) -> str:
        """Points in the words of the schedule."""
        return format_count(points, self.schedule.unit)
