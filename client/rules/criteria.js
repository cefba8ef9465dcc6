/**
 * Whether a person can apply for a designation, and if not, what is missing and from when it is there.
 * The twin of catalogue/rules/criteria.py, which tells the shape of the answer.
 *
 * @typedef {import("./dates.js").When} When
 */
import { day } from "./civil.js";
import { ALWAYS, formatFirstDay, judgeWhen, NEVER, OPEN, UNTOLD } from "./dates.js";
import { Refused } from "./figures.js";
import { judgeLeaf, listHoldings } from "./leaves.js";

export { Refused };

/** @type {Record<string, string>} */
const ASSUMES = { experience: "jobs", qualification: "plans", "cpd-standing": "points" };

/** A part and what the profile makes of it. */
export class Node {
  /**
   * @param {any} part
   * @param {any} profile
   * @param {number} on
   */
  constructor(part, profile, on) {
    this.part = part;
    this.on = on;
    this.branch = part.kind === "all" || part.kind === "any" || part.kind === "at-least";
    /** @type {Node[]} */
    this.below = part.parts.map((/** @type {any} */ inner) => new Node(inner, profile, on));
    /** @type {[When | null, any[]]} */
    const [when, reasons] = this.branch ? [judgeBranch(part, this.below), []] : judgeLeaf(part, profile, on);
    this.when = when;
    this.reasons = reasons;
  }

  /** met, not-met, cannot-tell, or left-out where it is not asked. */
  get state() {
    return this.when ? judgeWhen(this.when, this.on) : "left-out";
  }

  /** Every leaf below, in order. @returns {Node[]} */
  listLeaves() {
    return this.branch ? this.below.flatMap((node) => node.listLeaves()) : [this];
  }

  /** The leaves for want of which it is not met. @returns {Node[]} */
  listMissing() {
    if (this.state === "met" || this.state === "left-out") return [];
    return this.below.length ? this.below.flatMap((node) => node.listMissing()) : [this];
  }

  /** The answer's shape. @returns {any} */
  report() {
    return {
      id: this.part.id,
      kind: this.part.kind,
      ...standing(this.when, this.on),
      source: this.part.source,
      conflict: this.part.conflict,
      reasons: this.reasons,
      parts: this.below.map((node) => node.report()),
    };
  }
}

/**
 * Judge a profile by the criteria of a designation, as the API publishes them.
 * @param {any} published the `criteria` of a designation, or its whole answer
 * @param {any} profile
 * @param {string} date the day asked about
 */
export function eligible(published, profile, date) {
  const criteria = published.criteria ?? published;
  refuseLaterAward(profile, date);
  const on = day(date);
  /** @type {[any, Node][]} */
  const nodes = criteria.readings.map((/** @type {any} */ reading) => [reading, new Node(reading.tree, profile, on)]);
  const chosen = findAdopted(criteria, date);
  const node = nodes.find(([reading]) => reading === chosen)?.[1];
  return {
    designation: criteria.designation,
    on: date,
    ...standing(node ? node.when : OPEN, on),
    readings: nodes.map(([reading, tree]) => reportReading(reading, tree, date)),
    routes: criteria.readings
      .filter((/** @type {any} */ reading) => reading.prior_learning)
      .map((/** @type {any} */ reading) => ({
        kind: "recognition-of-prior-learning",
        reading: reading.id,
        says: reading.prior_learning,
        source: reading.source,
      })),
    then: criteria.then,
  };
}

/** Refuse what lies after the day asked about. @param {any} profile @param {string} date */
export function refuseLaterAward(profile, date) {
  for (const { awarded: award } of listHoldings(profile) ?? [])
    if (award && day(award) > day(date)) throw new Refused("award-later", { award, on: date });
}

/** The version of the adopted reading that holds on a day. @param {any} criteria @param {string} date */
export function findAdopted(criteria, date) {
  return criteria.readings.find((/** @type {any} */ reading) => reading.adopted && isInForce(reading, date));
}

/** Whether a reading holds on a day, as far as its days are published. @param {any} reading @param {string} date */
function isInForce(reading, date) {
  return (reading.from ?? date) <= date && date <= (reading.to ?? date);
}

/** State and first days; what may be is told from `soonest` on, else from the day asked about on. @param {When | null} when @param {number} on */
export function standing(when, on, soonest = on) {
  if (!when) return { state: "left-out", first: null, perhaps: null };
  return { state: judgeWhen(when, on), first: formatFirstDay(when[0], on), perhaps: formatFirstDay(when[1], soonest) };
}

/** All: the last of the parts; any: the first; at least n: the n-th. What is not asked is left out. @param {any} part @param {Node[]} below @returns {When} */
function judgeBranch(part, below) {
  const whens = below.flatMap(({ when }) => (when ? [when] : []));
  const count = part.kind === "all" ? whens.length : part.kind === "any" ? 1 : part.at_least;
  const findNth = (/** @type {0 | 1} */ side) =>
    count ? (whens.map((when) => when[side]).sort((one, two) => one - two)[count - 1] ?? NEVER) : ALWAYS;
  return [findNth(0), findNth(1)];
}

/** @param {any} reading @param {Node} node @param {string} date */
function reportReading(reading, node, date) {
  return {
    id: reading.id,
    reading: reading.reading,
    adopted: reading.adopted,
    in_force: isInForce(reading, date),
    from: reading.from ?? null,
    to: reading.to ?? null,
    source: reading.source,
    ...standing(node.when, node.on),
    assumes: assumes(node),
    missing: node.listMissing().map((leaf) => leaf.part.id),
    tree: node.report(),
  };
}

/** On what the first day rests: of leaves that come before it, those that are not there yet. @param {Node} node */
export function assumes(node) {
  const last = node.when ? node.when[0] : NEVER;
  if (last <= node.on || last >= UNTOLD) return [];
  const found = node
    .listLeaves()
    .filter(({ when, part }) => when && when[0] <= last && (when[0] > node.on || part.kind === "cpd-standing"))
    .map(({ part }) => ASSUMES[part.kind]);
  return Object.values(ASSUMES).filter((name) => found.includes(name));
}
