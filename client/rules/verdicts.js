/**
 * Verdicts: trees of all and any over demands. The twin of catalogue/rules/verdicts.py.
 *
 * @import { VerdictNode } from "./types"
 */
import { findGreatestState, findLeastState, LEFT_OUT } from "./demands.js";

/**
 * The state of a tree; demands that do not apply are left out of it.
 * @param {VerdictNode} node
 * @param {Record<string, string>} states
 * @returns {string}
 */
export function judgeVerdict(node, states) {
  const found = listApplicable(node, states).map((child) => judgeVerdict(child, states));
  if (node.any != null) return findGreatestState(found);
  if (node.demand != null && states[node.demand] !== LEFT_OUT) return states[node.demand];
  return findLeastState(found);
}

/** @param {VerdictNode} node */
function listChildren(node) {
  return [...(node.all ?? []), ...(node.any ?? [])];
}

/** @param {VerdictNode} node @param {Record<string, string>} states */
function listApplicable(node, states) {
  return listChildren(node).filter((child) => child.demand == null || states[child.demand] !== LEFT_OUT);
}

/**
 * The demands that make the state what it is: those below it that share it, each once.
 * @param {VerdictNode} node
 * @param {Record<string, string>} states
 * @returns {string[]}
 */
export function listDeciding(node, states) {
  if (node.demand != null) return states[node.demand] === LEFT_OUT ? [] : [node.demand];
  const mine = judgeVerdict(node, states);
  const same = listApplicable(node, states).filter((child) => judgeVerdict(child, states) === mine);
  return [...new Set(same.flatMap((child) => listDeciding(child, states)))];
}

/** Every demand that a tree names, each once. @param {VerdictNode} node @returns {string[]} */
export function listDemands(node) {
  return [...new Set([...(node.demand != null ? [node.demand] : []), ...listChildren(node).flatMap(listDemands)])];
}
