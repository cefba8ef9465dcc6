"""What the rules of a schedule imply, in words. Every figure is the analysis's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from catalogue.model.implied import Because, CategoryRange, Implied, ImpliedVerdict
from catalogue.model.schedule import Rule, Schedule
from catalogue.rules import analysis
from catalogue.rules.kernel import build_kernel
from catalogue.wording.language import say
from catalogue.wording.words import counted, figure, joined, rule_title


def lines(schedule: Schedule) -> list[str]:
    """Whole sentences: of each verdict, then of categories, limits and activities."""
    found, told = analysis.analyse_schedule(build_kernel(schedule)), _Told(schedule)
    return [
        *told.adopted(found),
        *(line for one in found.verdicts[1:] for line in told.verdict(one)),
        *told.follows(found.verdicts),
        *told.most(found.categories),
        *map(told.never_bites, found.never_bite),
        *(say("implied", "earns_nothing", activity=told.activity(one.rule)) for one in found.earn_nothing),
    ]


class _Told:
    """The words of one schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.rules: Mapping[str, Rule] = {rule.id: rule for rule in schedule.rules()}

    def verdict(self, one: ImpliedVerdict) -> Iterator[str]:
        """The least of a verdict, or why it cannot be met; not where only totals are known."""
        named = self.schedule.verdicts[one.verdict].title
        if one.clash:
            rules = self.named(rule.rule for rule in one.clash)
            name = "clash_member" if one.member else "clash"
            yield say("implied", name, verdict=named, rules=rules, member=one.member)
        elif one.points is not None and not self.schedule.incomplete:
            name = "points_minimums" if one.minimums else "points"
            minimums = figure(one.minimums)
            yield say("implied", name, verdict=named, points=self.counted(one.points), minimums=minimums)

    def adopted(self, found: Implied) -> Iterator[str]:
        """What the adopted verdict takes: in all, and of categories beyond what it asks of them."""
        one = found.verdicts[0]
        yield from self.verdict(one)
        named = self.schedule.verdicts[one.verdict].title
        if one.state != "can-be-met":
            return
        if whole := [each for each in found.categories if each.least is not None and each.least == each.most]:
            yield say("implied", "whole", verdict=named, categories=self.sizes(whole))
        for each in found.categories if len(found.categories) > 1 else ():
            if each.least is not None and each.least not in (each.asked, each.most):
                points, category = self.counted(each.least), self.category(each.category)
                yield say("implied", "least", verdict=named, points=points, category=category)
        if one.not_needed:
            categories = joined(map(self.category, one.not_needed))
            name = "not_needed" if len(one.not_needed) == 1 else "not_needed_each"
            yield say("implied", name, verdict=named, categories=categories)

    def follows(self, verdicts: Iterable[ImpliedVerdict]) -> list[str]:
        """Demands that are met whenever others are, each once."""
        found = [self.reached(demand) for one in verdicts for demand in one.implied]
        return list(dict.fromkeys(found))

    def reached(self, demand: Because) -> str:
        """A demand that is met whenever others are, given some maximums."""
        given = [rule for rule in demand.because if self.rules[rule].kind == "limit"]
        because = [rule for rule in demand.because if rule not in given]
        values = {"because": self.named(because), "given": self.named(given)}
        name = "follows_given" if given else "follows"
        return say("implied", name, rule=self.named([demand.rule]), **values)

    def most(self, categories: Iterable[CategoryRange]) -> Iterator[str]:
        """The most that can count of categories, of those that not all of is needed."""
        if known := [one for one in categories if one.most is not None and one.most != one.least]:
            yield say("implied", "most", categories=self.sizes(known))

    def never_bites(self, one: Because) -> str:
        """A limit that changes nothing."""
        name = "never_bites" if one.because else "never_bites_alone"
        said = say("implied", name, rule=self.named([one.rule]), because=self.named(one.because))
        return said[0].upper() + said[1:]

    def sizes(self, categories: Iterable[CategoryRange]) -> str:
        """Categories with the most that counts of each."""
        return joined(f"{self.category(one.category)} ({self.counted(one.most or 0)})" for one in categories)

    def named(self, rules: Iterable[str]) -> str:
        """Some rules by their titles; what belongs to a category or an activity as its minimum or maximum."""
        return joined(self.rule(self.rules[rule]) for rule in rules)

    def rule(self, rule: Rule) -> str:
        """A rule by its title."""
        title = f"“{rule_title(rule, self.schedule)}”"
        if rule.bound.title or not rule.category:
            return title
        return say("implied", "maximum" if rule.kind == "limit" else "minimum", owner=title)

    def category(self, key: str) -> str:
        """A category by its title."""
        return f"“{self.schedule.categories[key].title}”"

    def activity(self, key: str) -> str:
        """An activity by its title."""
        return f"“{self.schedule.activities()[key][1].title}”"

    def counted(self, points: Decimal | int) -> str:
        """Points in the words of the schedule."""
        return counted(points, self.schedule.unit)
