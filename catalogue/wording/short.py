"""The answer in a line: what a designation needs and what keeps it, as the head of its page says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from catalogue.model.body import Body, Step
from catalogue.model.cache import cache_by_identity
from catalogue.model.catalogue import Catalogue
from catalogue.model.conflict import Conflict
from catalogue.model.criteria import Criterion
from catalogue.model.designation import Designation
from catalogue.model.schedule import Bound, Category, Rule, Schedule
from catalogue.rules import analysis
from catalogue.rules.askers import Askers
from catalogue.rules.kernel import build_kernel
from catalogue.wording import aloud, words

ROLES = 3
"""So many roles stand in a line; of more, the number."""
CUT = "more that our copy of the source does not show"


def describe_roles(roles: Iterable[str]) -> str:
    """The first few roles, and how many more there are."""
    listed = list(roles)
    more = len(listed) - ROLES
    if more < 1:
        return words.join_words(listed, "or")
    return f"{', '.join(listed[:ROLES])} and {words.format_count(more, 'others' if more > 1 else 'other')}"


def describe_needs(designation: Designation, catalogue: Catalogue) -> str:
    """What an applicant must show, by the reading that is followed; empty where nothing is published."""
    if not designation.awarding:
        return ""
    asked = designation.awarding[0].to_apply
    said = list(dict.fromkeys(list_needs(asked.parts if asked.all_ is not None else [asked], catalogue)))
    if said == [CUT]:
        return "Not known: our copy of the source does not show it"
    joined = words.join_words(said)
    return joined[:1].upper() + joined[1:]


def describe_keeping(designation: Designation, schedule: Schedule) -> str:
    """What keeps it in a few words: `35 points a year, 105 in 3 years, or 115 to meet every section`."""
    head, least = designation.header, find_least(schedule)
    total = head.points_a_cycle
    if total is None or head.points_a_year is None:
        return words.describe_year(head, schedule.unit) or words.describe_total(head, schedule.unit)
    more = f", or {words.format_figure(least)} to meet every section" if least and least > total else ""
    year = words.describe_year(head, schedule.unit)
    return f"{year}, {words.format_figure(total)} in {words.format_months(head.cycle)}{more}"


def list_needs(parts: Iterable[Criterion], catalogue: Catalogue) -> Iterator[str]:
    """Parts of some criteria, each in a few words."""
    cut = False
    for part in parts:
        if part.any_ is not None and all(one.qualification for one in part.any_):
            yield f"one of {words.spell_number(len(part.any_))} qualifications"
        elif part.cannot_tell is not None:
            cut = True
        elif part.experience:
            yield _shorten(aloud.describe_leaf(part, catalogue))
        elif part.certificate:
            yield catalogue.body.certificates[part.certificate.key].title
        elif part.cpd_standing is None:  # asked of holders alone
            yield aloud.describe_criterion(part, catalogue)
    if cut:
        yield CUT


def _shorten(experience: str) -> str:
    """A length of work without what the page says below: that it is the least, that an equivalent counts."""
    return re.sub(r"^at least |,? or (in )?equivalent( work)?$| or more(?= )", "", experience)


def count_parts(designation: Designation) -> int:
    """How many things every applicant must show, by the reading that is followed."""
    if not designation.awarding:
        return 0
    asked = designation.awarding[0].to_apply
    parts = asked.parts if asked.all_ is not None else [asked]
    return sum(part.cpd_standing is None for part in parts)


def list_steps(designation: Designation, body: Body) -> list[Step]:
    """What follows eligibility, in order."""
    return [body.steps[key] for key in designation.then]


def list_costs(designation: Designation, body: Body) -> str:
    """What is published of the cost of a designation, as a sentence without its end."""
    said = "; ".join(step.cost for step in list_steps(designation, body) if step.cost)
    return said[:1].upper() + said[1:]


def list_keys_of_total(designation: Designation, schedule: Schedule, catalogue: Catalogue) -> list[str]:
    """The disagreements that decide how many points keep a designation, and where the figures are ours."""
    adopted = next(iter(schedule.verdicts.values()))
    keys = dict.fromkeys((*adopted.conflict, *designation.header.conflict))
    return [key for key in keys if catalogue.conflicts[key].weight != "open"]


def select_deciding(conflicts: Mapping[str, Conflict]) -> list[str]:
    """The keys of those disagreements that decide."""
    return [key for key, one in conflicts.items() if one.weight == "decides"]


def order_by_askers(qualifications: Iterable[str], askers: Mapping[str, Askers]) -> list[str]:
    """Qualifications: those that designations accept, those that only other texts name, the others."""

    def rank(key: str) -> int:
        one = askers.get(key)
        return 2 if one is None else 0 if one.accepted_by else 1

    return sorted(qualifications, key=rank)


def list_bounds(schedule: Schedule) -> list[Category | Bound]:
    """What a schedule asks and counts by section: the sections, and their own minimums and maximums."""
    found: list[Category | Bound] = []
    for category in schedule.categories.values():
        found += (category, *category.minimum, *category.maximum)
    return found


def select_open(conflicts: Mapping[str, Conflict]) -> list[tuple[str, Conflict]]:
    """The questions that no source settles: first those about the fewest records, then by number."""
    found = [(key, one) for key, one in conflicts.items() if one.weight == "open"]
    return sorted(found, key=lambda item: (len(item[1].about), item[1].number))


@cache_by_identity(256)
def find_least(schedule: Schedule) -> Decimal | None:
    """The least points that meet the way to count that is followed; None where it cannot be said."""
    if schedule.incomplete:
        return None
    kernel = build_kernel(schedule)
    return analysis.find_least_points(kernel, kernel.verdicts[0])


def is_other_title(printed: str, title: str) -> bool:
    """Whether a printed title has other words than the registered one, small ones and the level apart."""
    return _select_words(printed) != _select_words(title)


def _select_words(title: str) -> set[str]:
    plain = re.sub(r"\(.*?\)", " ", title.lower().replace("center", "centre"))
    return set(re.findall(r"[a-z]+", plain)) - {"and", "in", "of", "the"}


def describe_bounds(schedule: Schedule, category: str) -> str:
    """What a category asks at least and counts at most in a cycle: `10 to 20`, `45 or more`, `exactly 10`."""
    rules = words.select_rules(schedule, category)
    plain = [rule for rule in rules if _is_plain(rule)]
    spans = ("cycle", f"last {schedule.cycle.length} months")
    least, most = (
        next((r.bound.amount.figure for r in plain if r.kind == kind and r.bound.in_ in spans), None)
        for kind in ("demand", "limit")
    )
    told = [_describe_range(least, most)] if least is not None or most is not None else []
    told += [
        _describe_other(rule, schedule) for rule in rules if rule not in plain or rule.bound.in_ not in spans
    ]
    return "; ".join(told) or "no minimum"


def _is_plain(rule: Rule) -> bool:
    """Whether a rule is one figure in points that holds for everybody and everything."""
    bound = rule.bound
    return (
        bound.measure == "points"
        and bound.amount.figure is not None
        and not (bound.for_each or bound.counting or bound.when or bound.amount.prorated)
    )


def _describe_range(least: Decimal | None, most: Decimal | None) -> str:
    if least is None:
        return f"up to {words.format_figure(most or Decimal(0))}"
    if most is None:
        return f"{words.format_figure(least)} or more"
    if least == most:
        return f"exactly {words.format_figure(least)}"
    return f"{words.format_figure(least)} to {words.format_figure(most)}"


def _describe_other(rule: Rule, schedule: Schedule) -> str:
    """A minimum or maximum of another span than the cycle, or of something special."""
    if not _is_plain(rule) or rule.bound.in_ != "year":
        return words.describe_rule(rule, schedule)
    figure = words.format_figure(rule.bound.amount.figure or Decimal(0))
    return f"{'at least' if rule.kind == 'demand' else 'up to'} {figure} a year"
