/** What the page asks of a plan, answered beside it: the least, a proposal, or how far the entries of a plan reach. */
import { plan } from "../rules/plan.js";
import { judgePlan, propose } from "../rules/proposal.js";

/**
 * `kept` are entries of a proposal that stand: what is proposed comes beside them, and the result is that of all.
 * @param {import("../rules/types").Kernel} kernel @param {any[]} log
 * @param {any} asked options of the engine, and with them how: least, propose, swap, try or again
 */
export function answerPlan(kernel, log, { how, kept = [], ...options }) {
  if (how === "least") return { how, ...plan(kernel, log, options) };
  const all = [...log, ...kept.map((/** @type {any} */ one) => ({ ...one, confirmed: true }))];
  const { entries, ...found } = how === "try" || how === "again" ? { entries: [] } : propose(kernel, all, options);
  const entriesOfAll = [...kept, ...entries];
  return { how, ...found, entries: entriesOfAll, result: judgePlan(kernel, log, options, entriesOfAll) };
}
