/** Criteria as a tree of reasons: each part with where it stands, why, its sources and the disagreements about it. */
import { joinNodes, make, makeLink } from "../parts/dom.js";

/** @typedef {import("./words.js").Words} Words */

/** What answers the question that a part leaves open. @type {Record<string, string>} */
export const QUESTION = { qualification: "qualifications", experience: "jobs", certificate: "certificates", designation: "holds", "cpd-standing": "holds" };

const UNSAID = /-unknown$|^undated$|^partly-undated$|plan-past$/;

/** Whether the one who asks can answer it. @param {any} reason */
export const isUnsaid = (reason) => UNSAID.test(reason.kind) || UNSAID.test(reason.match ?? "");

/** A state in a word. @param {string} state @param {Words} words @param {string} [text] */
export function renderState(state, words, text) {
  const made = make("span", { className: "plan-state" }, text ?? words.phraseFrom("states", state));
  made.dataset.state = state;
  return made;
}

/** Parts of criteria by id. @param {any} part @param {Map<string, any>} [found] @returns {Map<string, any>} */
export function mapParts(part, found = new Map()) {
  found.set(part.id, part);
  for (const inner of part.parts) mapParts(inner, found);
  return found;
}

/** Where it stands. @param {string[]} citations @param {Words} words */
export function renderSources(citations, words) {
  const links = citations.map((one, i) => {
    const made = makeLink(citations.length > 1 ? `${words.phrase("source")} ${i + 1}` : words.phrase("source"), words.sourcePage(one));
    return Object.assign(made, { title: one });
  });
  return make("span", { className: "plan-source" }, ...joinNodes(links));
}

/** The disagreements about a part. @param {string[]} keys @param {Words} words */
function renderDisputes(keys, words) {
  if (!keys.length) return null;
  const links = keys.map((key) => {
    const { number, address } = words.findConflict(key);
    const made = makeLink(number, address);
    made.setAttribute("aria-label", words.phrase("disagreement", { number }));
    return made;
  });
  return make("span", { className: "disputed" }, "≠ ", ...joinNodes(links, " "));
}

/** @typedef {{words: Words, asked: Record<string, string>}} About what parts ask, in words */

/**
 * A part and those below it; a state is told unless the part above has it too.
 * @param {any} node @param {About} about @param {string[]} [above] where the part above stands
 * @returns {HTMLElement}
 */
export function renderNode(node, about, above = []) {
  const { words, asked } = about;
  const text = asked[node.id];
  const head = [renderState(node.state, words), " ", make(node.parts.length ? "strong" : "span", {}, text), phraseFirstDay(node, words)];
  const cited = String(node.source) === String(above) ? [] : [" ", renderSources(node.source, words)];
  const reasons = node.reasons.map((/** @type {any} */ one) => make("li", {}, ...renderReason(node, one, about)));
  const made = make("li", {}, ...head, ...cited, " ", renderDisputes(node.conflict, words), reasons.length ? make("ul", { className: "plan-why" }, ...reasons) : null);
  if (node.parts.length) made.append(make("ul", { className: node.kind === "all" ? "all" : "any" }, ...node.parts.map((/** @type {any} */ part) => renderNode(part, about, node.source))));
  Object.assign(made.dataset, { part: node.id, state: node.state, first: node.first ?? "never" });
  return made;
}

/** @param {any} node @param {Words} words */
function phraseFirstDay({ state, first }, words) {
  return state === "met" || state === "left-out" || !isDay(first) ? "" : words.phraseFrom("eligible", "first_of_part", { first });
}

/** A reason, with the way to the question that is left open. @param {any} node @param {any} reason @param {About} about */
export function renderReason(node, reason, { words, asked }) {
  const question = QUESTION[node.kind];
  return [words.phraseReason(reason, asked[node.id]), ...(isUnsaid(reason) && question ? [" ", makeLink(words.phrase("answer"), `#plan-${question}`)] : [])];
}

/** The points that are asked of those who hold something. @param {any} part @param {string[]} held @param {Words} words */
export function phraseStanding({ holders, months }, held, words) {
  const asked = held.filter((key) => key in holders).map((key) => words.phrase("standing_row", { title: words.abbreviation(key), points: words.phraseCpd(holders[key], key), length: words.phraseCount(months, "month") }));
  return asked.join("; ") || words.phrase("standing_untold");
}

/** @typedef {{made: HTMLElement, first: string | null, state: string}} Missing */
/** @typedef {(node: any) => {made: (Node | string | null)[], first: string | null, state: string} | null} Leaf null where it is not missing */

/** A branch with what is missing below it; of several ways, those that lead there soonest, or may be open already. @param {any} node @param {About} about @param {Leaf} renderLeaf @returns {Missing | null} */
function renderMissingPart(node, about, renderLeaf) {
  if (!node.parts.length) {
    const own = renderLeaf(node);
    return own && { ...own, made: make("li", {}, ...own.made) };
  }
  /** @type {Missing[]} */
  let below = node.parts.flatMap((/** @type {any} */ part) => renderMissingPart(part, about, renderLeaf) ?? []);
  const days = below.map(({ first }) => first).filter((first) => isDay(first)).sort();
  if (node.kind === "any" && days.length) below = below.filter(({ first, state }) => first === days[0] || state === "cannot-tell");
  if (below.length < 2 && (node.kind !== "at-least" || !below.length)) return below[0] ?? null;
  const name = make("span", { className: "branch" }, `${about.words.capitalize(about.asked[node.id])}:`);
  const made = make("li", {}, name, make("ul", { className: node.kind === "all" ? "all" : "any" }, ...below.map((one) => one.made)));
  return { made, first: findFirstDay(node, days, below.length), state: node.kind === "at-least" || below.some(({ state }) => state === "cannot-tell") ? "cannot-tell" : "not-met" };
}

/** When a branch is there: as the answer says, else by the days of its parts; of so many of them, nobody says. @param {any} node @param {(string | null)[]} days in order @param {number} count of the parts */
function findFirstDay(node, days, count) {
  if (node.first !== undefined) return node.first;
  if (node.kind === "any") return days[0] ?? null;
  return node.kind === "all" && days.length === count ? (days.at(-1) ?? null) : null;
}

/** What is missing alone, drawn by `renderLeaf`: what has a day first, in their order. @param {any} node @param {About} about @param {Leaf} renderLeaf */
export function listMissing(node, about, renderLeaf) {
  const parts = node.kind === "all" ? node.parts : [node];
  const found = parts.flatMap((/** @type {any} */ part) => renderMissingPart(part, about, renderLeaf) ?? []);
  const rank = (/** @type {Missing} */ { first }) => (isDay(first) ? String(first) : "last");
  return found.sort((/** @type {Missing} */ one, /** @type {Missing} */ two) => (rank(one) < rank(two) ? -1 : rank(one) > rank(two) ? 1 : 0));
}

/** @param {string | null} first */
export const isDay = (first) => first !== null && first !== "cannot-tell";
