/**
 * What of a surplus counts in the next window. The twin of catalogue/rules/carry.py.
 *
 * @import { Basis, Carry, Cycle, Term, Unit } from "./types"
 */
import { Refused, roundToGrain, toTenThousandths } from "./figures.js";
import { isMatch, sumCredit } from "./selection.js";
import { findFirstDayOfLastMonths } from "./windows.js";

/**
 * What was carried into the cycle, by rule: not more than the rule's own figures allow.
 * @param {Record<string, number>} carryIn ten-thousandths
 * @param {Basis} basis
 * @returns {Map<string, number>}
 */
export function capCarryIn(carryIn, basis) {
  const found = new Map();
  for (const [name, figure] of Object.entries(carryIn)) {
    const rule = basis.kernel.carry.find((one) => one.id === name);
    if (!rule || !canCrossCycle(rule, basis.cycle)) throw new Refused("no-such-carry", { carry: name, schedule: basis.kernel.id });
    const tops = rule.least_of.flatMap((term) => (term.figure == null ? [] : [toTenThousandths(term.figure)]));
    if (!basis.isApplicable(rule)) tops.push(0);
    found.set(name, roundToGrain([Math.min(figure, ...tops)], [], basis.findGrain("points"), "down"));
  }
  return found;
}

/** Whether it can bring something into a cycle. @param {Carry} rule @param {Cycle} cycle */
export function canCrossCycle(rule, cycle) {
  return !cycle.rolling && (rule.into === "cycle" || rule.crosses_cycle);
}

/** The windows that a rule carries out of: 0 for the cycle. @param {Carry} rule @param {Cycle} cycle */
function listCarryYears(rule, cycle) {
  return rule.into === "cycle" ? [0] : Array.from({ length: cycle.years }, (_, i) => i + 1);
}

/**
 * What every carry rule carries out of each window of the cycle, by `rule|year`.
 * @param {Unit[]} units
 * @param {Basis} basis
 * @returns {Map<string, number>}
 */
export function computeSurplus(units, basis) {
  const found = new Map();
  for (const rule of basis.cycle.rolling ? [] : basis.kernel.carry) {
    const isApplicable = basis.isApplicable(rule);
    for (const year of listCarryYears(rule, basis.cycle)) {
      const least = isApplicable ? Math.min(...rule.least_of.map((term) => computeTerm(term, year, units, basis))) : 0;
      found.set(`${rule.id}|${year}`, roundToGrain([Math.max(least, 0)], [], basis.findGrain("points"), "down"));
    }
  }
  return found;
}

/** @param {Term} term @param {number} year @param {Unit[]} units @param {Basis} basis */
function computeTerm(term, year, units, basis) {
  if (term.figure != null) return toTenThousandths(term.figure);
  const { cycle } = basis;
  const [start, last] = year ? [cycle.findFirstDayOfYear(year), cycle.findLastDayOfYear(year)] : [cycle.first, cycle.last];
  const first = term.last_months == null ? start : Math.max(start, findFirstDayOfLastMonths(last, term.last_months));
  const window = units.filter((unit) => start <= unit.date && unit.date <= last);
  const credited = sumCredit(window.filter((unit) => first <= unit.date && isMatch(term.credited, unit)));
  if (term.above == null) return credited;
  const above = basis.computeAmount(term.above, "points", year, () => sumCredit(window), basis.kernel.demand_rounds);
  return credited - (above ?? 0);
}

/**
 * What each served demand is given, by `demand|year` (0 for the cycle).
 * @param {Map<string, number>} surplus
 * @param {Map<string, number>} brought
 * @param {Basis} basis
 * @returns {Map<string, number>}
 */
export function sumCarried(surplus, brought, basis) {
  const sums = new Map();
  const spans = new Map(basis.kernel.demands.map((one) => [one.id, one.window.span]));
  for (const rule of basis.kernel.carry) {
    for (const demand of new Set(rule.serves)) {
      if (spans.get(demand) !== rule.into) continue;
      for (const year of listCarryYears(rule, basis.cycle)) {
        const more = year > 1 ? (surplus.get(`${rule.id}|${year - 1}`) ?? 0) : (brought.get(rule.id) ?? 0);
        sums.set(`${demand}|${year}`, (sums.get(`${demand}|${year}`) ?? 0) + more);
      }
    }
  }
  return sums;
}
