/**
 * What is to study on a way, in credits. The twin of catalogue/rules/study.py, which tells the rule.
 *
 * @typedef {{credits: number | null, ids: string[]}} Study credits to study (null: untold), and the ids of what is studied
 */
import { day } from "./civil.js";
import { ALWAYS, UNTOLD } from "./dates.js";
import { listMatches, findMatch } from "./leaves.js";

/** @typedef {import("./criteria.js").Node} Node */

/** @type {Study} */
const NOTHING = { credits: 0, ids: [] };
/** @type {Study} */
const UNKNOWN = { credits: null, ids: [] };

/** What the steps of one way study, one after another. */
export class Studying {
  /** @param {any[]} given @param {Record<string, number>} credits @param {number} asked */
  constructor(given, credits, asked) {
    this.given = given;
    this.credits = credits;
    this.asked = asked;
    /** The ids of what earlier steps study. @type {string[]} */
    this.studied = [];
  }

  /** The credits of the next step, by the tree of what it asks; null where they are untold. @param {Node} node */
  countCredits(node) {
    const { credits, ids } = this.findStudy(node);
    this.studied = [...this.studied, ...ids];
    return credits;
  }

  /** Of all parts together; of so many of them those that are there first, then the least. @param {Node} node @returns {Study} */
  findStudy({ part, below }) {
    if (part.kind === "qualification") return this.findLeast(part);
    const asked = below.flatMap((node) => (node.when ? [{ node, surely: node.when[0] }] : []));
    const count = below.length ? (part.kind === "all" ? asked.length : part.kind === "any" ? 1 : part.at_least) : 0;
    if (!count) return NOTHING;
    if (count > asked.length) return UNKNOWN;
    const last = asked.map(({ surely }) => surely).sort((one, two) => one - two)[count - 1];
    const list = (/** @type {(surely: number) => boolean} */ isFit) => asked.flatMap(({ node, surely }) => (isFit(surely) ? [this.findStudy(node)] : []));
    const sooner = list((surely) => surely < last);
    return addUp([...sooner, ...selectLeast(list((surely) => surely === last), count - sooner.length)]);
  }

  /** What the profile names and is there first, else the least of everything that is accepted. @param {any} part @returns {Study} */
  findLeast(part) {
    const own = this.given.filter((held) => findMatch(part, held) === "same");
    const first = Math.min(...own.map((held) => this.findArrival(held)));
    if (first <= this.asked) return NOTHING;
    const unnamed = part.type || part.field ? [UNKNOWN] : []; // any other of that type and field
    const found = own.length
      ? own.flatMap((held) => (this.findArrival(held) === first ? listOrUnknown(this.listCredits(listMatches(part, held))) : []))
      : [...this.listCredits(part.accepted), ...unnamed];
    if (found.some(({ ids }) => ids.some((id) => this.studied.includes(id)))) return NOTHING;
    return found.length ? addUp(selectLeast(found, 1)) : UNKNOWN;
  }

  /** The day on which it is completed, as far as the profile says. @param {any} held */
  findArrival({ state, date }) {
    const arrival = date ? day(date) : ALWAYS;
    return state === "completed" || arrival > this.asked ? arrival : UNTOLD;
  }

  /** Of each qualification; of a title that no record is known of they are untold. @param {any[]} known @returns {Study[]} */
  listCredits(known) {
    return known.map(({ id }) => ({ credits: this.credits[id] ?? null, ids: id ? [id] : [] }));
  }
}

/** @param {Study[]} found */
const listOrUnknown = (found) => (found.length ? found : [UNKNOWN]);

/** @param {Study[]} parts @returns {Study} */
function addUp(parts) {
  const credits = parts.reduce((/** @type {number | null} */ sum, part) => (sum === null || part.credits === null ? null : sum + part.credits), 0);
  return { credits, ids: parts.flatMap(({ ids }) => ids) };
}

/** So many of the least; untold where one of which the credits are untold might be less. @param {Study[]} parts @param {number} count */
function selectLeast(parts, count) {
  if (count >= parts.length) return parts;
  if (parts.some(({ credits }) => credits === null)) return [UNKNOWN];
  return [...parts].sort((one, two) => Number(one.credits) - Number(two.credits)).slice(0, count);
}
