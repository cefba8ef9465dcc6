/**
 * What the engine counts, one at a time, and which of them a rule selects.
 * The twin of catalogue/rules/selection.py.
 *
 * @import { Activity, Filter, Rule, Unit } from "./types"
 */
import { ONE, toTenThousandths } from "./figures.js";

/** Whether a unit is an entry that counts. @param {Unit} unit */
export function isCounted(unit) {
  return !unit.dropped && (unit.credit > 0 || unit.activity.rate.kind === "none");
}

/**
 * Whether a selection holds a unit. At least x is asked of what was earned and measured at first.
 * @param {Filter | null | undefined} filter
 * @param {Unit} unit
 * @returns {boolean}
 */
export function isMatch(filter, unit) {
  if (filter == null) return true;
  if (filter.all != null) return filter.all.every((part) => isMatch(part, unit));
  if (filter.any != null) return filter.any.some((part) => isMatch(part, unit));
  if (filter.not != null) return !isMatch(filter.not, unit);
  if (filter.category != null) return unit.activity.category === filter.category;
  if (filter.activity != null) return unit.activity.id === filter.activity;
  if (filter.topic != null) return unit.topics.includes(filter.topic);
  if (filter.points_at_least != null) return unit.earned >= toTenThousandths(filter.points_at_least);
  return filter.quantity_at_least != null && unit.measured >= toTenThousandths(filter.quantity_at_least);
}

/**
 * Whether some entry of an activity fits; with `surely`, whether every entry of it does.
 * @param {Filter | null | undefined} filter
 * @param {Activity} activity
 * @param {boolean} [surely]
 * @returns {boolean}
 */
export function canMatch(filter, activity, surely = false) {
  if (filter == null) return true;
  if (filter.all != null) return filter.all.every((part) => canMatch(part, activity, surely));
  if (filter.any != null) return filter.any.some((part) => canMatch(part, activity, surely));
  if (filter.not != null) return !canMatch(filter.not, activity, !surely);
  if (filter.category != null) return activity.category === filter.category;
  if (filter.activity != null) return activity.id === filter.activity;
  return !surely;
}

/**
 * Whether a selection looks at topics.
 * @param {Filter | null | undefined} filter
 * @returns {boolean}
 */
export function hasTopic(filter) {
  if (filter == null) return false;
  const parts = [...(filter.all ?? []), ...(filter.any ?? []), ...(filter.not != null ? [filter.not] : [])];
  return filter.topic != null || parts.some(hasTopic);
}

/**
 * How much of a measure some units hold, in ten-thousandths (an entry or category is 10,000).
 * @param {Rule["measure"]} measure
 * @param {Unit[]} units
 */
export function sumMeasure(measure, units) {
  if (measure === "points") return sumCredit(units);
  if (measure === "quantity") return units.reduce((sum, unit) => sum + unit.quantity, 0);
  if (measure === "entries") return units.filter(isCounted).length * ONE;
  return new Set(units.filter((unit) => unit.credit > 0).map((unit) => unit.activity.category)).size * ONE;
}

/** What some units are credited. @param {Unit[]} units */
export function sumCredit(units) {
  return units.reduce((sum, unit) => sum + unit.credit, 0);
}
