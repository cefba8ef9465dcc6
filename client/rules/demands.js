/**
 * Demands: what is asked in each window, what is credited, and where it stands.
 * The twin of catalogue/rules/demands.py.
 *
 * @import { Basis, Part, Rule, Standing, Unit } from "./types"
 */
import { canMatch, isMatch, sumMeasure } from "./selection.js";

const ORDER = ["not-met", "open", "met"];
export const LEFT_OUT = "left-out";

/** In the order not-met, open, met. All of nothing is met. @param {string[]} states */
export function findLeastState(states) {
  return ORDER[states.reduce((found, state) => Math.min(found, ORDER.indexOf(state)), 2)];
}

/** In the order not-met, open, met. Any of nothing is not met. @param {string[]} states */
export function findGreatestState(states) {
  return ORDER[states.reduce((found, state) => Math.max(found, ORDER.indexOf(state)), 0)];
}

/**
 * Where each demand stands, in the schedule's order.
 * @param {Unit[]} units
 * @param {Basis} basis
 * @param {Map<string, number>} carried by `demand|year`
 * @returns {Map<string, Standing>}
 */
export function judgeDemands(units, basis, carried) {
  return new Map(
    basis.kernel.demands.map((rule) => {
      const found = judgeParts(rule, units, basis, carried);
      return [rule.id, { rule, parts: found, state: found.length ? findLeastState(found.map((p) => p.state)) : LEFT_OUT }];
    }),
  );
}

/**
 * @param {Rule} rule
 * @param {Unit[]} units
 * @param {Basis} basis
 * @param {Map<string, number>} carried
 * @returns {Part[]}
 */
function judgeParts(rule, units, basis, carried) {
  const yearly = rule.window.span === "year";
  const years = yearly ? Array.from({ length: basis.cycle.years }, (_, i) => i + 1) : [0];
  return years.flatMap((year) => {
    const inside = units.filter((unit) => basis.cycle.findWindow(rule.window, unit.date) === year);
    return listDemandEaches(rule, basis).flatMap((each) => judgePart(rule, year, each, inside, basis, carried) ?? []);
  });
}

/** What a demand holds for each of. @param {Rule} rule @param {Basis} basis @returns {string[]} */
function listDemandEaches(rule, basis) {
  if (rule.for_each == null) return [""];
  if (rule.for_each === "topic") return basis.kernel.topics ?? [];
  if (rule.for_each === "choice") {
    const able = basis.kernel.activities.filter((activity) => canMatch(rule.counting, activity));
    return [...new Set(able.flatMap((activity) => (activity.choices ?? []).map((choice) => choice.id)))];
  }
  return [...new Set(basis.attributes[rule.for_each])];
}

/**
 * @param {Rule} rule
 * @param {number} year
 * @param {string} each
 * @param {Unit[]} inside
 * @param {Basis} basis
 * @param {Map<string, number>} carried
 * @returns {Part | null}
 */
function judgePart(rule, year, each, inside, basis, carried) {
  const required = basis.computeDemand(rule, year, () => sumMeasure(rule.measure, inside));
  if (required === null) return null;
  const chosen = inside.filter((unit) => isMatch(rule.counting, unit) && basis.listUnitEaches(rule, unit).includes(each));
  const credited = sumMeasure(rule.measure, chosen);
  const more = carried.get(`${rule.id}|${year}`) ?? 0;
  const state = decideState(credited + more >= required, basis.cycle.isOpen(rule.window, year), rule.amount.of === "log");
  return { year, each, required, credited, carried: more, state };
}

/** @param {boolean} isReached @param {boolean} isOpen @param {boolean} isOfLog */
function decideState(isReached, isOpen, isOfLog) {
  if (isOpen && (isOfLog || !isReached)) return "open";
  return isReached ? "met" : "not-met";
}
