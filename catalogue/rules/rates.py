"""What a quantity or a declared figure earns, before any limit. All figures are ten-thousandths."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from catalogue.model.kernel import Kernel, KernelRate, KernelStep
from catalogue.rules.figures import LARGEST, ONE, RefusedError, round_to_grain, to_ten_thousandths

HUNDRED = 100 * ONE
NOTHING = Decimal(0)


def earn_item(rate: KernelRate, kernel: Kernel) -> int:
    """What one item earns."""
    return round_to_grain(
        to_ten_thousandths(rate.points or NOTHING),
        1,
        to_ten_thousandths(kernel.granularity),
        kernel.credit_rounds,
    )


def earn_tiers(rate: KernelRate, quantity: int, kernel: Kernel) -> int:
    """What a quantity earns: the last tier reached pays for all of it, or each for its own part."""
    reached = [step for step in rate.steps if is_reached(step, quantity)]
    if not reached:
        return 0
    if not rate.each_part:
        return _earn_step(reached[-1], quantity, kernel)
    return sum(_earn_step(step, part, kernel) for step, part in _split_quantity(reached, quantity))


def is_reached(step: KernelStep, quantity: int) -> bool:
    """Whether a quantity reaches a tier."""
    return quantity > to_ten_thousandths(step.at) if step.open else quantity >= to_ten_thousandths(step.at)


def _split_quantity(reached: Sequence[KernelStep], quantity: int) -> list[tuple[KernelStep, int]]:
    """Each tier with the part of the quantity from its start to the next one's."""
    starts = [to_ten_thousandths(step.at) for step in reached]
    ends = [*starts[1:], quantity]
    return [(step, end - start) for step, start, end in zip(reached, starts, ends, strict=True)]


def _earn_step(step: KernelStep, quantity: int, kernel: Kernel) -> int:
    grain, points = to_ten_thousandths(kernel.granularity), to_ten_thousandths(step.points)
    if step.per is None:
        return round_to_grain(points, 1, grain, kernel.credit_rounds)
    if not step.whole:
        return round_to_grain(quantity * points, to_ten_thousandths(step.per), grain, step.rounds)
    blocks = round_to_grain(quantity, to_ten_thousandths(step.per), 1, step.rounds)
    return round_to_grain(blocks * points, 1, grain, kernel.credit_rounds)


def earn_repeat(earned: int, times: int, rate: KernelRate, kernel: Kernel) -> int:
    """What the n-th time (from 0) of the same choice earns; after the last share, that share goes on."""
    per_cent = to_ten_thousandths(rate.repeats[min(times, len(rate.repeats) - 1)])
    return round_to_grain(
        earned * per_cent, HUNDRED, to_ten_thousandths(kernel.granularity), kernel.credit_rounds
    )


def earn_declared(rate: KernelRate, points: int, quantity: int, kernel: Kernel) -> tuple[int, str]:
    """What declared points earn, and whether the range changed them: declared-above, declared-below or "".

    The range holds for the entry, or for each unit of its quantity.
    """
    grain, count = to_ten_thousandths(kernel.granularity), quantity if rate.item is not None else ONE
    if rate.least is not None and points * ONE < to_ten_thousandths(rate.least) * count:
        return 0, "declared-below"
    earned = round_to_grain(points, 1, grain, kernel.credit_rounds)
    if rate.most is None:
        return earned, ""
    top = round_to_grain(to_ten_thousandths(rate.most) * count, ONE, grain, "down")
    return min(earned, top), "declared-above" if points * ONE > to_ten_thousandths(rate.most) * count else ""


def refuse_too_large(earned: int) -> int:
    """Refuse what is too large to be added up exactly in a browser."""
    if earned > LARGEST:
        raise RefusedError("too-large")
    return earned
