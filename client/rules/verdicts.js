/**
 * Verdicts: trees of all and any over demands. The twin of catalogue/rules/verdicts.py.
 *
 * @import { VerdictNode } from "./types"
 */
import { greatest, least, LEFT_OUT } from "./demands.js";

/**
 * The state of a tree; demands that do not apply are left out of it.
 * @param {VerdictNode} node
 * @param {Record<string, string>} states
 * @returns {string}
 */
export function state(node, states) {
  const found = children(node, states).map((child) => state(child, states));
  if (node.any != null) return greatest(found);
  if (node.demand != null && states[node.demand] !== LEFT_OUT) return states[node.demand];
  return least(found);
}

/** @param {VerdictNode} node */
function below(node) {
  return [...(node.all ?? []), ...(node.any ?? [])];
}

/** @param {VerdictNode} node @param {Record<string, string>} states */
function children(node, states) {
  return below(node).filter((child) => child.demand == null || states[child.demand] !== LEFT_OUT);
}

/**
 * The demands that make the state what it is: those below it that share it, each once.
 * @param {VerdictNode} node
 * @param {Record<string, string>} states
 * @returns {string[]}
 */
export function deciding(node, states) {
  if (node.demand != null) return states[node.demand] === LEFT_OUT ? [] : [node.demand];
  const mine = state(node, states);
  const same = children(node, states).filter((child) => state(child, states) === mine);
  return [...new Set(same.flatMap((child) => deciding(child, states)))];
}

/** Every demand that a tree names, each once. @param {VerdictNode} node @returns {string[]} */
export function demandsOf(node) {
  return [...new Set([...(node.demand != null ? [node.demand] : []), ...below(node).flatMap(demandsOf)])];
}
