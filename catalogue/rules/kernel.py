"""A schedule as people write it to the kernel that the engines evaluate: once, and the same for both."""

from __future__ import annotations

from catalogue.model import kernel as k
from catalogue.model.cache import cache_by_identity
from catalogue.model.schedule import (
    Activity,
    Amount,
    Bound,
    Carry,
    Cycle,
    FirstYears,
    Rate,
    Rule,
    Schedule,
    Selection,
    Term,
    Tier,
    VerdictNode,
    When,
)
from catalogue.model.steps import walk_below


@cache_by_identity(64)
def build_kernel(schedule: Schedule) -> k.Kernel:
    """The kernel of a schedule. Orders are those of the file."""
    rules = list(schedule.list_rules())
    return k.Kernel(
        id=schedule.schedule,
        designation=schedule.designation,
        reading=schedule.reading,
        unit=schedule.unit,
        granularity=schedule.granularity,
        credit_rounds=schedule.credit_rounds,
        demand_rounds=schedule.demand_rounds,
        incomplete=schedule.incomplete is not None,
        valid_from=schedule.valid.from_,
        valid_to=schedule.valid.to,
        cycle=_build_cycle(schedule.cycle),
        categories=tuple(
            k.KernelCategory(id=key, number=category.number, title=category.title)
            for key, category in schedule.categories.items()
        ),
        activities=tuple(
            _build_activity(key, category, activity, schedule)
            for key, (category, activity) in schedule.index_activities().items()
        ),
        topics=tuple(_list_topics(schedule)),
        conditions=tuple(
            k.KernelCondition(id=key, about=c.about, ask=c.ask, confirm_with=c.confirm_with, source=c.source)
            for key, c in schedule.conditions.items()
        ),
        attributes=tuple(
            k.KernelAttribute(id=key, title=a.title, values=a.values, several=a.several)
            for key, a in schedule.attributes.items()
        ),
        limits=tuple(_build_rule(rule, schedule) for rule in rules if rule.kind == "limit"),
        demands=tuple(_build_rule(rule, schedule) for rule in rules if rule.kind == "demand"),
        carry=tuple(_build_carry(key, carry) for key, carry in schedule.carry.items()),
        verdicts=tuple(
            k.KernelVerdict(
                id=key, title=verdict.title, meets=_build_verdict_node(verdict.meets), source=verdict.source
            )
            for key, verdict in schedule.verdicts.items()
        ),
        scale=schedule.scale,
        notices=tuple(k.KernelNotice(id=key, says=notice.says) for key, notice in schedule.notices.items()),
    )


def _list_topics(schedule: Schedule) -> dict[str, None]:
    """The topics that rules look at, each once, in the order of the file."""
    found: list[str] = []
    for _, value in walk_below((), schedule):
        if isinstance(value, Selection):
            found += value.topic or ()
        elif isinstance(value, Bound) and value.for_each and value.for_each in schedule.attributes:
            found += schedule.attributes[value.for_each].values
    return dict.fromkeys(found)


def _build_cycle(cycle: Cycle) -> k.KernelCycle:
    if cycle.day:
        month, day = cycle.day
        first = cycle.first_year
        several = k.KernelFirstYears(**dict(first.items())) if isinstance(first, FirstYears) else None
        return k.KernelCycle(
            months=cycle.length,
            begins="day",
            day=f"{month:02}-{day:02}",
            first_year=None if isinstance(first, FirstYears) else first,
            first_years=several,
        )
    own = cycle.own
    if own is None:
        return k.KernelCycle(months=cycle.length, begins="rolling")
    return k.KernelCycle(
        months=cycle.length,
        begins="member",
        own_day=None if own.own == "the award" else own.own,
        first_day=k.KernelFirstDay.model_validate({"day": own.day, "which": own.which}) if own.day else None,
    )


def _build_activity(key: str, category: str, activity: Activity, schedule: Schedule) -> k.KernelActivity:
    choices = activity.choices
    return k.KernelActivity(
        id=key,
        category=category,
        title=activity.title,
        everyday=activity.everyday or None,
        rate=_build_rate(activity.earns, schedule.credit_rounds),
        choices=None if choices is None else tuple(k.KernelChoice(id=c, title=t) for c, t in choices.items()),
        conditions=(*schedule.categories[category].only_if, *activity.only_if),
        one_sitting=activity.one_sitting,
        most_a_year=activity.most_a_year,
        by_chance=activity.by_chance,
        valid=activity.valid,
        source=activity.source,
    )


def _build_rate(rate: Rate, credit_rounds: k.Rounds) -> k.KernelRate:
    repeats = rate.repeats or ()
    if rate.points is not None:
        return k.KernelRate(kind="items", item=rate.for_each, points=rate.points, repeats=repeats)
    if rate.declared:
        least, most, item = rate.declared.from_, rate.declared.to, rate.declared.for_each
        return k.KernelRate(kind="declared", item=item, least=least, most=most, repeats=repeats)
    if rate.nothing:
        return k.KernelRate(kind="none", reason=rate.nothing, measure=rate.by)
    return k.KernelRate(
        kind="tiers",
        measure=rate.by,
        steps=tuple(_build_step(tier, credit_rounds) for tier in rate.tiers or ()),
        each_part=rate.each_part,
        window=read_span(rate.summed_in or "entry"),
        repeats=repeats,
    )


def _build_step(tier: Tier, credit_rounds: k.Rounds) -> k.KernelStep:
    """A tier. What is rounded, unless it says which way: blocks go down, points as all credit goes."""
    at = tier.above if tier.from_ is None else tier.from_
    return k.KernelStep(
        at=at or 0,
        open=tier.from_ is None,
        points=tier.points,
        per=tier.per if tier.per_whole is None else tier.per_whole,
        whole=tier.per_whole is not None,
        rounds=tier.rounds or ("down" if tier.per_whole is not None else credit_rounds),
    )


def read_span(window: str) -> k.Span:
    """A window as written ("last 12 months") to its kind and number."""
    match window.split():
        case ["last", number, unit]:
            return k.Span(span="months" if unit.startswith("month") else "years", last=int(number))
        case ["entry" | "day" | "year" | "cycle" as name]:
            return k.Span(span=name)
    raise ValueError(f"not a window: {window}")


def _build_rule(rule: Rule, schedule: Schedule) -> k.KernelRule:
    bound = rule.bound
    own: list[k.Filter] = []
    if rule.activity:
        own.append(k.Filter(activity=rule.activity))
    elif rule.category:
        own.append(k.Filter(category=rule.category))
    if bound.counting:
        own.append(_build_filter(bound.counting))
    return k.KernelRule(
        id=rule.id,
        title=bound.title or _find_owner(rule, schedule),
        measure=bound.measure,
        amount=_build_amount(bound.amount),
        window=read_span(bound.in_),
        counting=own[0] if len(own) == 1 else k.Filter(all_=tuple(own)) if own else None,
        for_each=bound.for_each,
        when=_build_when(bound.when),
        source=bound.source,
    )


def _find_owner(rule: Rule, schedule: Schedule) -> str:
    """What a rule is called that has no title: its activity or category, else its id."""
    if rule.activity:
        return schedule.index_activities()[rule.activity][1].title
    return schedule.categories[rule.category].title if rule.category else rule.id


def _build_filter(selection: Selection) -> k.Filter:
    """A selection with lists to one with single names: a list of names is any of them."""
    for name in ("category", "activity", "topic"):
        if keys := getattr(selection, name):
            single = tuple(k.Filter(**{name: key}) for key in keys)
            return single[0] if len(single) == 1 else k.Filter(any_=single)
    if selection.everything:
        return k.Filter(all_=())
    if selection.all_ is not None:
        return k.Filter(all_=tuple(map(_build_filter, selection.all_)))
    if selection.any_ is not None:
        return k.Filter(any_=tuple(map(_build_filter, selection.any_)))
    if selection.not_ is not None:
        return k.Filter(not_=_build_filter(selection.not_))
    return k.Filter(points_at_least=selection.points_at_least, quantity_at_least=selection.quantity_at_least)


def _build_amount(amount: Amount) -> k.KernelAmount:
    return k.KernelAmount(**dict(amount.items()))


def _build_verdict_node(node: VerdictNode) -> k.KernelVerdictNode:
    if node.all_ is not None:
        return k.KernelVerdictNode(all_=tuple(map(_build_verdict_node, node.all_)))
    if node.any_ is not None:
        return k.KernelVerdictNode(any_=tuple(map(_build_verdict_node, node.any_)))
    return k.KernelVerdictNode(demand=node.demand)


def _build_when(when: When | None) -> k.KernelWhen | None:
    return None if when is None else k.KernelWhen(member=when.member, is_=when.is_)


def _build_carry(key: str, carry: Carry) -> k.KernelCarry:
    return k.KernelCarry(
        id=key,
        title=carry.title,
        into="year" if carry.into == "next year" else "cycle",
        least_of=tuple(map(_build_term, carry.least_of)),
        serves=carry.serves,
        crosses_cycle=carry.crosses_cycle,
        when=_build_when(carry.when),
        source=carry.source,
    )


def _build_term(term: Term) -> k.KernelTerm:
    return k.KernelTerm(
        figure=term.figure,
        credited=None if term.credited is None else _build_filter(term.credited),
        above=None if term.above is None else _build_amount(term.above),
        last_months=term.last,
    )
