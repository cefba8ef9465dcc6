/**
 * What a quantity or a declared figure earns, before any limit. All figures are ten-thousandths.
 * The twin of catalogue/rules/rates.py.
 *
 * @import { Kernel, Rate, Step } from "./types"
 */
import { divide, ONE, roundToGrain, toTenThousandths } from "./figures.js";

/** What one item earns. @param {Rate} rate @param {Kernel} kernel */
export function earnItem(rate, kernel) {
  return roundToGrain([toTenThousandths(rate.points ?? 0)], [], toTenThousandths(kernel.granularity), kernel.credit_rounds);
}

/**
 * What a quantity earns: the last tier reached pays for all of it, or each for its own part.
 * @param {Rate} rate
 * @param {number} quantity
 * @param {Kernel} kernel
 */
export function earnTiers(rate, quantity, kernel) {
  const reached = rate.steps.filter((step) => isStepReached(step, quantity));
  if (!reached.length) return 0;
  if (!rate.each_part) return earnStep(reached[reached.length - 1], quantity, kernel);
  const starts = reached.map((step) => toTenThousandths(step.at));
  const ends = [...starts.slice(1), quantity];
  return reached.reduce((sum, step, i) => sum + earnStep(step, ends[i] - starts[i], kernel), 0);
}

/** Whether a quantity reaches a tier. @param {Step} step @param {number} quantity */
export function isStepReached(step, quantity) {
  return step.open ? quantity > toTenThousandths(step.at) : quantity >= toTenThousandths(step.at);
}

/** @param {Step} step @param {number} quantity @param {Kernel} kernel */
function earnStep(step, quantity, kernel) {
  const grain = toTenThousandths(kernel.granularity);
  const points = toTenThousandths(step.points);
  if (step.per == null) return roundToGrain([points], [], grain, kernel.credit_rounds);
  if (!step.whole) return roundToGrain([quantity, points], [toTenThousandths(step.per)], grain, step.rounds);
  const blocks = divide([quantity], [toTenThousandths(step.per)], step.rounds);
  return roundToGrain([blocks, points], [], grain, kernel.credit_rounds);
}

/**
 * What the n-th time (from 0) of the same choice earns; after the last share, that share goes on.
 * @param {number} earned
 * @param {number} times
 * @param {Rate} rate
 * @param {Kernel} kernel
 */
export function earnRepeat(earned, times, rate, kernel) {
  const { repeats = [] } = rate;
  const perCent = toTenThousandths(repeats[Math.min(times, repeats.length - 1)]);
  return roundToGrain([earned, perCent], [100 * ONE], toTenThousandths(kernel.granularity), kernel.credit_rounds);
}

/**
 * What declared points earn, and whether the range changed them.
 * @param {Rate} rate
 * @param {number} points
 * @param {number} quantity
 * @param {Kernel} kernel
 * @returns {[number, "" | "declared-above" | "declared-below"]}
 */
export function earnDeclared(rate, points, quantity, kernel) {
  const grain = toTenThousandths(kernel.granularity);
  const count = rate.item != null ? quantity : ONE;
  // Compared in whole ten-thousandths: a range holds ends of eight decimals, points have four.
  if (rate.least != null && points < divide([toTenThousandths(rate.least), count], [ONE], "up")) return [0, "declared-below"];
  const earned = roundToGrain([points], [], grain, kernel.credit_rounds);
  if (rate.most == null) return [earned, ""];
  const top = roundToGrain([toTenThousandths(rate.most), count], [ONE], grain, "down");
  const above = points > divide([toTenThousandths(rate.most), count], [ONE], "down");
  return [Math.min(earned, top), above ? "declared-above" : ""];
}
