/**
 * What of a surplus counts in the next window. The twin of catalogue/rules/carry.py.
 *
 * @import { Asked, Carry, Cycle, Term, Unit } from "./types"
 */
import { Refused, toGrain, units } from "./figures.js";
import { credit, fits } from "./selection.js";
import { back } from "./windows.js";

/**
 * What was carried into the cycle, by rule: not more than the rule's own figures allow.
 * @param {Record<string, number>} carryIn ten-thousandths
 * @param {Asked} asked
 * @returns {Map<string, number>}
 */
export function given(carryIn, asked) {
  const found = new Map();
  for (const [name, figure] of Object.entries(carryIn)) {
    const rule = asked.kernel.carry.find((one) => one.id === name);
    if (!rule || !crosses(rule, asked.cycle)) throw new Refused("no-such-carry", { carry: name, schedule: asked.kernel.id });
    const tops = rule.least_of.flatMap((term) => (term.figure == null ? [] : [units(term.figure)]));
    found.set(name, toGrain([Math.min(figure, ...tops)], [], asked.grain("points"), "down"));
  }
  return found;
}

/** Whether it can bring something into a cycle. @param {Carry} rule @param {Cycle} cycle */
export function crosses(rule, cycle) {
  return !cycle.rolling && (rule.into === "cycle" || rule.crosses_cycle);
}

/** The windows that a rule carries out of: 0 for the cycle. @param {Carry} rule @param {Cycle} cycle */
function windows(rule, cycle) {
  return rule.into === "cycle" ? [0] : Array.from({ length: cycle.years }, (_, i) => i + 1);
}

/**
 * What every carry rule carries out of each window of the cycle, by `rule|year`.
 * @param {Unit[]} units_
 * @param {Asked} asked
 * @returns {Map<string, number>}
 */
export function surplus(units_, asked) {
  const found = new Map();
  for (const rule of asked.cycle.rolling ? [] : asked.kernel.carry) {
    for (const year of windows(rule, asked.cycle)) {
      const least = Math.min(...rule.least_of.map((term) => termOf(term, year, units_, asked)));
      found.set(`${rule.id}|${year}`, toGrain([Math.max(least, 0)], [], asked.grain("points"), "down"));
    }
  }
  return found;
}

/** @param {Term} term @param {number} year @param {Unit[]} units_ @param {Asked} asked */
function termOf(term, year, units_, asked) {
  if (term.figure != null) return units(term.figure);
  const { cycle } = asked;
  const [start, last] = year ? [cycle.yearFirst(year), cycle.yearLast(year)] : [cycle.first, cycle.last];
  const first = term.last_months == null ? start : Math.max(start, back(last, term.last_months));
  const window = units_.filter((unit) => start <= unit.date && unit.date <= last);
  const credited = credit(window.filter((unit) => first <= unit.date && fits(term.credited, unit)));
  if (term.above == null) return credited;
  const above = asked.workedOut(term.above, "points", year, () => credit(window), asked.kernel.demand_rounds);
  return credited - (above ?? 0);
}

/**
 * What each served demand is given, by `demand|year` (0 for the cycle).
 * @param {Map<string, number>} found
 * @param {Map<string, number>} brought
 * @param {Asked} asked
 * @returns {Map<string, number>}
 */
export function carried(found, brought, asked) {
  const sums = new Map();
  const spans = new Map(asked.kernel.demands.map((one) => [one.id, one.window.span]));
  for (const rule of asked.kernel.carry) {
    for (const demand of new Set(rule.serves)) {
      if (spans.get(demand) !== rule.into) continue;
      for (const year of windows(rule, asked.cycle)) {
        const more = year > 1 ? (found.get(`${rule.id}|${year - 1}`) ?? 0) : (brought.get(rule.id) ?? 0);
        sums.set(`${demand}|${year}`, (sums.get(`${demand}|${year}`) ?? 0) + more);
      }
    }
  }
  return sums;
}
