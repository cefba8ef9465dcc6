/**
 * What the engine counts, one at a time, and which of them a rule selects.
 * The twin of catalogue/rules/selection.py.
 *
 * @import { Activity, Filter, Rule, Unit } from "./types"
 */
import { ONE, units } from "./figures.js";

/** Whether a unit is an entry that counts. @param {Unit} unit */
export function counts(unit) {
  return !unit.dropped && (unit.credit > 0 || unit.activity.rate.kind === "none");
}

/**
 * Whether a selection holds a unit. At least x is asked of what was earned and measured at first.
 * @param {Filter | null | undefined} filter
 * @param {Unit} unit
 * @returns {boolean}
 */
export function fits(filter, unit) {
  if (filter == null) return true;
  if (filter.all != null) return filter.all.every((part) => fits(part, unit));
  if (filter.any != null) return filter.any.some((part) => fits(part, unit));
  if (filter.not != null) return !fits(filter.not, unit);
  if (filter.category != null) return unit.activity.category === filter.category;
  if (filter.activity != null) return unit.activity.id === filter.activity;
  if (filter.topic != null) return unit.topics.includes(filter.topic);
  if (filter.points_at_least != null) return unit.earned >= units(filter.points_at_least);
  return filter.quantity_at_least != null && unit.measured >= units(filter.quantity_at_least);
}

/**
 * Whether some entry of an activity fits; with `surely`, whether every entry of it does.
 * @param {Filter | null | undefined} filter
 * @param {Activity} activity
 * @param {boolean} [surely]
 * @returns {boolean}
 */
export function canFit(filter, activity, surely = false) {
  if (filter == null) return true;
  if (filter.all != null) return filter.all.every((part) => canFit(part, activity, surely));
  if (filter.any != null) return filter.any.some((part) => canFit(part, activity, surely));
  if (filter.not != null) return !canFit(filter.not, activity, !surely);
  if (filter.category != null) return activity.category === filter.category;
  if (filter.activity != null) return activity.id === filter.activity;
  return !surely;
}

/**
 * Whether a selection looks at topics.
 * @param {Filter | null | undefined} filter
 * @returns {boolean}
 */
export function namesTopic(filter) {
  if (filter == null) return false;
  const parts = [...(filter.all ?? []), ...(filter.any ?? []), ...(filter.not != null ? [filter.not] : [])];
  return filter.topic != null || parts.some(namesTopic);
}

/**
 * How much of a measure some units hold, in ten-thousandths (an entry or category is 10,000).
 * @param {Rule["measure"]} measure
 * @param {Unit[]} chosen
 */
export function total(measure, chosen) {
  if (measure === "points") return credit(chosen);
  if (measure === "quantity") return chosen.reduce((sum, unit) => sum + unit.quantity, 0);
  if (measure === "entries") return chosen.filter(counts).length * ONE;
  return new Set(chosen.filter((unit) => unit.credit > 0).map((unit) => unit.activity.category)).size * ONE;
}

/** What some units are credited. @param {Unit[]} chosen */
export function credit(chosen) {
  return chosen.reduce((sum, unit) => sum + unit.credit, 0);
}
