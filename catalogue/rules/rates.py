"""What a quantity or a declared figure earns, before any limit. All figures are ten-thousandths."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from catalogue.model.kernel import Kernel, KernelRate, Step
from catalogue.rules.figures import LARGEST, ONE, RefusedError, to_grain, units

HUNDRED = 100 * ONE
NOTHING = Decimal(0)


def item(rate: KernelRate, kernel: Kernel) -> int:
    """What one item earns."""
    return to_grain(units(rate.points or NOTHING), 1, units(kernel.granularity), kernel.credit_rounds)


def tiers(rate: KernelRate, quantity: int, kernel: Kernel) -> int:
    """What a quantity earns: the last tier reached pays for all of it, or each for its own part."""
    reached = [step for step in rate.steps if reaches(step, quantity)]
    if not reached:
        return 0
    if not rate.each_part:
        return _pays(reached[-1], quantity, kernel)
    return sum(_pays(step, part, kernel) for step, part in _parts(reached, quantity))


def reaches(step: Step, quantity: int) -> bool:
    """Whether a quantity reaches a tier."""
    return quantity > units(step.at) if step.open else quantity >= units(step.at)


def _parts(reached: Sequence[Step], quantity: int) -> list[tuple[Step, int]]:
    """Each tier with the part of the quantity from its start to the next one's."""
    starts = [units(step.at) for step in reached]
    ends = [*starts[1:], quantity]
    return [(step, end - start) for step, start, end in zip(reached, starts, ends, strict=True)]


def _pays(step: Step, quantity: int, kernel: Kernel) -> int:
    grain, points = units(kernel.granularity), units(step.points)
    if step.per is None:
        return to_grain(points, 1, grain, kernel.credit_rounds)
    if not step.whole:
        return to_grain(quantity * points, units(step.per), grain, step.rounds)
    blocks = to_grain(quantity, units(step.per), 1, step.rounds)
    return to_grain(blocks * points, 1, grain, kernel.credit_rounds)


def share(earned: int, times: int, rate: KernelRate, kernel: Kernel) -> int:
    """What the n-th time (from 0) of the same choice earns; after the last share, that share goes on."""
    per_cent = units(rate.repeats[min(times, len(rate.repeats) - 1)])
    return to_grain(earned * per_cent, HUNDRED, units(kernel.granularity), kernel.credit_rounds)


def declared(rate: KernelRate, points: int, quantity: int, kernel: Kernel) -> tuple[int, str]:
    """What declared points earn, and whether the range changed them: declared-above, declared-below or "".

    The range holds for the entry, or for each unit of its quantity.
    """
    grain, count = units(kernel.granularity), quantity if rate.item is not None else ONE
    if rate.least is not None and points * ONE < units(rate.least) * count:
        return 0, "declared-below"
    earned = to_grain(points, 1, grain, kernel.credit_rounds)
    if rate.most is None:
        return earned, ""
    top = to_grain(units(rate.most) * count, ONE, grain, "down")
    return min(earned, top), "declared-above" if points * ONE > units(rate.most) * count else ""


def bounded(earned: int) -> int:
    """Refuse what is too large to be added up exactly in a browser."""
    if earned > LARGEST:
        raise RefusedError("too-large")
    return earned
