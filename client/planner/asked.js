/**
 * What a designation asks, sorted by what a person has: done, missing, not said, and what only the body can say.
 *
 * @typedef {"done" | "missing" | "unsaid" | "ask"} Sort
 * @typedef {{node: any, sort: Sort, known: boolean}} Row a thing that is asked; `known` where a source says what it is
 */
import { isDay, isUnsaid } from "./tree.js";

/** @param {any} node @returns {any[]} */
export const listLeaves = (node) => (node.parts.length ? node.parts.flatMap(listLeaves) : [node]);

/** What is asked, in order, without what is not asked of this person. @param {any} tree @returns {Row[]} */
export function listRows(tree) {
  const nodes = tree.kind === "all" ? tree.parts : [tree];
  return nodes.filter((/** @type {any} */ { state }) => state !== "left-out").map((/** @type {any} */ node) => ({ node, sort: sortNode(node), known: node.kind !== "silent" }));
}

/** @param {any} node @returns {Sort} */
function sortNode(node) {
  if (node.state === "met") return "done";
  if (node.state === "not-met") return "missing";
  return listLeaves(node).some(({ state, reasons }) => state === "cannot-tell" && reasons.some(isUnsaid)) ? "unsaid" : "ask";
}

/** How much is done, of how much that is published; `open` where more may be asked, `nothing` where nothing known is missing. @param {any} answer */
export function countDone(answer) {
  const adopted = findAdopted(answer);
  const rows = adopted ? listRows(adopted.tree) : [];
  const known = rows.filter((row) => row.known);
  const done = known.filter(({ sort }) => sort === "done").length;
  return { rows, done, all: known.length, open: known.length < rows.length, nothing: known.length > 0 && done === known.length };
}

/** The version of the adopted reading that holds. @param {any} answer */
export const findAdopted = (answer) => answer.readings.find((/** @type {any} */ one) => one.adopted && one.in_force);

/** Parts that take time and are full on a day, if it goes on as entered. @param {Row[]} rows */
export const listRunning = (rows) => rows.flatMap(({ node }) => listLeaves(node)).filter(({ kind, state, first }) => kind === "experience" && state === "not-met" && isDay(first));
