/**
 * What a quantity or a declared figure earns, before any limit. All figures are ten-thousandths.
 * The twin of catalogue/rules/rates.py.
 *
 * @import { Kernel, Rate, Step } from "./types"
 */
import { divided, ONE, toGrain, units } from "./figures.js";

/** What one item earns. @param {Rate} rate @param {Kernel} kernel */
export function item(rate, kernel) {
  return toGrain([units(rate.points ?? 0)], [], units(kernel.granularity), kernel.credit_rounds);
}

/**
 * What a quantity earns: the last tier reached pays for all of it, or each for its own part.
 * @param {Rate} rate
 * @param {number} quantity
 * @param {Kernel} kernel
 */
export function tiers(rate, quantity, kernel) {
  const reached = rate.steps.filter((step) => reaches(step, quantity));
  if (!reached.length) return 0;
  if (!rate.each_part) return pays(reached[reached.length - 1], quantity, kernel);
  const starts = reached.map((step) => units(step.at));
  const ends = [...starts.slice(1), quantity];
  return reached.reduce((sum, step, i) => sum + pays(step, ends[i] - starts[i], kernel), 0);
}

/** Whether a quantity reaches a tier. @param {Step} step @param {number} quantity */
export function reaches(step, quantity) {
  return step.open ? quantity > units(step.at) : quantity >= units(step.at);
}

/** @param {Step} step @param {number} quantity @param {Kernel} kernel */
function pays(step, quantity, kernel) {
  const grain = units(kernel.granularity);
  const points = units(step.points);
  if (step.per == null) return toGrain([points], [], grain, kernel.credit_rounds);
  if (!step.whole) return toGrain([quantity, points], [units(step.per)], grain, step.rounds);
  const blocks = divided([quantity], [units(step.per)], step.rounds);
  return toGrain([blocks, points], [], grain, kernel.credit_rounds);
}

/**
 * What the n-th time (from 0) of the same choice earns; after the last share, that share goes on.
 * @param {number} earned
 * @param {number} times
 * @param {Rate} rate
 * @param {Kernel} kernel
 */
export function share(earned, times, rate, kernel) {
  const { repeats = [] } = rate;
  const perCent = units(repeats[Math.min(times, repeats.length - 1)]);
  return toGrain([earned, perCent], [100 * ONE], units(kernel.granularity), kernel.credit_rounds);
}

/**
 * What declared points earn, and whether the range changed them.
 * @param {Rate} rate
 * @param {number} points
 * @param {number} quantity
 * @param {Kernel} kernel
 * @returns {[number, "" | "declared-above" | "declared-below"]}
 */
export function declared(rate, points, quantity, kernel) {
  const grain = units(kernel.granularity);
  const count = rate.item != null ? quantity : ONE;
  // Compared in whole ten-thousandths: a range holds ends of eight decimals, points have four.
  if (rate.least != null && points < divided([units(rate.least), count], [ONE], "up")) return [0, "declared-below"];
  const earned = toGrain([points], [], grain, kernel.credit_rounds);
  if (rate.most == null) return [earned, ""];
  const top = toGrain([units(rate.most), count], [ONE], grain, "down");
  const above = points > divided([units(rate.most), count], [ONE], "down");
  return [Math.min(earned, top), above ? "declared-above" : ""];
}
