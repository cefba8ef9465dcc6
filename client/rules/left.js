/**
 * What no plan covers, and what a plan does without. The twin of a part of catalogue/rules/left.py.
 *
 * @import { Activity, Kernel, Rule } from "./types"
 * @import { Left } from "./plan.js"
 */
import { listAttributesOfCarry, listAttributesOfRule } from "./judge.js";
import { isWithinDay } from "./possible.js";
import { canMatch } from "./selection.js";

/** What of the rules that matter no plan can be made without. @param {Left} left */
export function listUncovered({ basis, run, open }) {
  const { kernel } = basis;
  const read = listReadAttributes(kernel, run.brought);
  const found = [...run.assumed.keys()].filter((about) => read.has(about)).map((about) => ({ why: "attribute", about }));
  const shares = new Set(open.filter(({ rule }) => isShareOfLog(rule, kernel)).map(({ rule }) => rule.id));
  return [...found, ...[...shares].map((about) => ({ why: "share", about }))];
}

/** The attributes that something reads which bears on this cycle: what it carries on does not. @param {Kernel} kernel @param {Map<string, number>} brought */
function listReadAttributes(kernel, brought) {
  const carried = kernel.carry.filter(({ id, into }) => into === "year" || brought.has(id));
  return new Set([...[...kernel.limits, ...kernel.demands].flatMap(listAttributesOfRule), ...carried.flatMap(listAttributesOfCarry)]);
}

/** Rules that a plan does without: it counts on no carry, and keeps clear of what it cannot weigh. @param {Left} left */
export function listAvoided({ basis: { kernel }, open, limits, able }) {
  const later = open.filter(({ part }) => part.year > 1).map(({ rule }) => rule.id);
  const carries = kernel.carry.filter(({ into, serves }) => into === "year" && serves.some((demand) => later.includes(demand)));
  const rules = limits.filter((rule) => findReason(rule, kernel) && able.some((activity) => canMatch(rule.counting, activity)));
  return [...carries.map(({ id }) => ({ why: "carry", about: id })), ...rules.map((rule) => ({ why: findReason(rule, kernel), about: rule.id }))];
}

/** Why a plan cannot weigh a limit; empty where it can. @param {Rule} rule @param {Kernel} kernel */
function findReason(rule, kernel) {
  if (isShareOfLog(rule, kernel)) return "share";
  return rule.measure === "points" || rule.measure === "entries" ? "" : `limit-${rule.measure}`;
}

/** The activities that could serve, but for those of which a limit cannot be weighed: a plan stays below one of a quantity, unless it holds for an entry or a day. @param {Left} left */
export function listAble({ basis: { kernel }, limits, able }) {
  const barred = limits.filter((rule) => findReason(rule, kernel) && (rule.measure !== "quantity" || isWithinDay(rule) || isShareOfLog(rule, kernel)));
  return able.filter((/** @type {Activity} */ one) => !barred.some((rule) => canMatch(rule.counting, one)));
}

/** Whether an amount is a share of the log, or of a demand that is one. @param {Rule} rule @param {Kernel} kernel @returns {boolean} */
function isShareOfLog({ amount }, kernel) {
  if (amount.of == null || amount.of === "log") return amount.of === "log";
  return kernel.demands.some((demand) => demand.id === amount.of && isShareOfLog(demand, kernel));
}
