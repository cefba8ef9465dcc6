/**
 * The ways from a profile to a designation: straight there, and by the rungs of the ladder as an offer.
 * The twin of catalogue/rules/pathways.py, which tells the shape of the answer.
 *
 * @typedef {import("./dates.js").When} When
 */
import { day, iso, turn } from "./civil.js";
import { adopted, assumes, check, Node, standing } from "./criteria.js";
import { ALWAYS, formatFirstDay, OPEN, UNTOLD } from "./dates.js";
import { Refused, toNumber, toTenThousandths } from "./figures.js";

export { Refused };

/**
 * The routes from a profile to a designation.
 * @param {any} published what the API publishes as pathways.json, or its `ladder`
 * @param {any} profile
 * @param {string} to
 * @param {string} date the day asked about
 */
export function path(published, profile, to, date) {
  const ladder = published.ladder ?? published;
  check(profile, date);
  const held = findHolding(profile)?.designation ?? null;
  for (const key of [to, held])
    if (key && !ladder.rungs.some((/** @type {any} */ rung) => rung.designation === key))
      throw new Refused("no-designation", { designation: key });
  const goal = findRung(ladder, to);
  const steps = [...listRungsBetween(ladder, held, goal), goal];
  const routes = steps.map((_, place) => walkRoute(steps.slice(steps.length - 1 - place), new Walk(ladder, profile, date)));
  const dated = routes.filter(({ first }) => first !== null && first !== "cannot-tell");
  const best = dated.reduce((one, other) => (other.first < one.first ? other : one), dated[0]);
  return { to, on: date, from: held, held: held === to, quickest: best ? routes.indexOf(best) : null, routes };
}

/** The designation that is held, if any. @param {any} profile */
function findHolding({ holds }) {
  return holds && holds.designation !== "none" ? holds : null;
}

/** @param {any} ladder @param {string} designation */
function findRung(ladder, designation) {
  return ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
}

/** The rungs between: each the highest one whose page names the next, else one that names none. @param {any} ladder @param {string | null} held @param {any} to @returns {any[]} */
function listRungsBetween(ladder, held, to) {
  const order = ladder.rungs.map((/** @type {any} */ rung) => rung.designation);
  const free = ladder.rungs.slice(held ? order.indexOf(held) + 1 : 0, order.indexOf(to.designation));
  if (held === to.designation) return [];
  const next =
    free.findLast((/** @type {any} */ rung) => rung.leads_to?.includes(to.designation)) ??
    free.findLast((/** @type {any} */ rung) => rung.leads_to == null);
  return next ? [...listRungsBetween(ladder, held, next), next] : [];
}

/** @param {any[]} rungs @param {Walk} walk @returns {any} */
function walkRoute(rungs, walk) {
  const steps = rungs.map((/** @type {any} */ rung) => walk.takeStep(rung));
  const { first, perhaps } = steps[steps.length - 1];
  return { via: rungs.slice(0, -1).map(({ designation }) => designation), first, perhaps, steps };
}

/** Where a route has got to: the profile as it is by then, and the day. */
class Walk {
  /** @param {any} ladder @param {any} profile @param {string} date */
  constructor(ladder, profile, date) {
    this.ladder = ladder;
    this.profile = profile;
    this.asked = day(date);
    this.day = this.asked;
    /** When the rung before is reached. @type {When} */
    this.reached = [ALWAYS, ALWAYS];
  }

  /** One step, and the walk after it. @param {any} rung */
  takeStep(rung) {
    const on = this.day;
    const reading = adopted(rung.criteria, iso(on));
    const node = reading ? new Node(reading.tree, this.profile, on) : null;
    const [surely, perhaps] = node?.when ?? OPEN;
    /** @type {When} */
    const when = [Math.max(surely, this.reached[0]), Math.max(perhaps, this.reached[1])];
    const step = {
      designation: rung.designation,
      printed: this.isPrinted(rung),
      from: this.reached[0] < UNTOLD ? iso(on) : null,
      ...standing(when, on),
      assumes: node ? assumes(node) : [],
      asks: node ? reportAsks(node, when, on) : [],
      credits: node ? countCredits(node, this) : null,
      study: node ? reportStudy(node, this.ladder) : [],
      keep: this.reportKeep(when[0]),
      fees: this.ladder.fees
        .filter((/** @type {any} */ { step }) => rung.criteria.then.includes(step))
        .map((/** @type {any} */ fee) => ({
          step: fee.step,
          figure: fee.figure ?? null,
          unit: fee.unit ?? null,
          source: fee.source,
        })),
      then: rung.criteria.then,
    };
    this.advance(rung, when);
    return step;
  }

  /** Whether the page of the designation held names the step; null where that cannot be said. @param {any} rung */
  isPrinted(rung) {
    const held = findHolding(this.profile);
    return (held && findRung(this.ladder, held.designation).leads_to?.includes(rung.designation)) ?? null;
  }

  /** The yearly points of every CPD year, from the award, that the step touches. @param {number} until */
  reportKeep(until) {
    const held = findHolding(this.profile);
    if (!held) return null;
    const yearly = findRung(this.ladder, held.designation).points_a_year;
    let years = until <= this.day ? 0 : null;
    if (years === null && until < UNTOLD && held.awarded) {
      const award = day(held.awarded);
      years = turn(award, until - 1, 12) - turn(award, this.day, 12) + 1;
    }
    return {
      designation: held.designation,
      points_a_year: yearly,
      years,
      points: years === null ? null : toNumber(toTenThousandths(yearly) * years),
    };
  }

  /** The rung is held from its first day on, and by then the plans for days before it have arrived. @param {any} rung @param {When} when */
  advance(rung, [surely, perhaps]) {
    this.reached = [Math.max(surely, this.asked), Math.max(perhaps, this.asked)];
    const known = surely < UNTOLD;
    if (known) this.day = Math.max(surely, this.day);
    this.profile = {
      ...this.profile,
      holds: { designation: rung.designation, awarded: known ? iso(this.day) : null, points_met: "yes" },
      qualifications: (this.profile.qualifications ?? []).map((/** @type {any} */ held) => {
        const date = held.date ? day(held.date) : NaN;
        return this.asked < date && date <= this.day ? { ...held, state: "completed" } : held;
      }),
    };
  }
}

/** What is missing; what decides on the first day is there on that day, and not before. @param {Node} node @param {When} when @param {number} on */
function reportAsks(node, when, on) {
  const first = formatFirstDay(when[0], on);
  return node.listMissing().map((leaf) => {
    const own = standing(leaf.when, on);
    return { id: leaf.part.id, kind: leaf.part.kind, ...own, decides: first !== null && own.first === first };
  });
}

/** @param {Node} node @param {any} ladder */
function reportStudy(node, ladder) {
  return node
    .listMissing()
    .filter(({ part }) => part.kind === "qualification")
    .map(({ part }) => ({
      id: part.id,
      options: part.accepted
        .filter((/** @type {any} */ { id }) => id)
        .map((/** @type {any} */ { id }) => ({ qualification: id, credits: ladder.credits[id] ?? null })),
    }));
}

/** What is still to study: of all parts together, of any the least; what is begun goes before the rest. @param {Node} node @param {Walk} walk @returns {number | null} */
function countCredits(node, walk) {
  const { kind, at_least } = node.part;
  if (node.state === "met" || node.state === "left-out") return 0;
  if (kind === "qualification") return sumLeast(listCredits(node.part, walk), 1);
  if (!node.below.length) return 0;
  let parts = node.below.filter(({ state }) => state !== "left-out");
  if (kind === "any" && parts.some(isBegun)) parts = parts.filter(isBegun);
  const count = kind === "all" ? parts.length : kind === "any" ? 1 : at_least;
  return sumLeast(
    parts.map((part) => countCredits(part, walk)),
    count,
  );
}

/** The sum of so many of the least; null where one is not published, which might be less. @param {(number | null)[]} parts @param {number} count */
function sumLeast(parts, count) {
  const known = parts.flatMap((part) => (part === null ? [] : [part])).sort((one, two) => one - two);
  if (known.length < parts.length || known.length < count) return null;
  return known.slice(0, count).reduce((sum, part) => sum + part, 0);
}

/** The credits of what the profile has begun or plans, else of everything that is accepted. @param {any} part @param {Walk} walk @returns {(number | null)[]} */
function listCredits(part, { profile, ladder }) {
  const held = (profile.qualifications ?? []).map((/** @type {any} */ { id }) => id && String(id));
  const all = part.accepted.map((/** @type {any} */ { id }) => id);
  const own = all.filter((/** @type {any} */ id) => id && held.includes(id));
  const rest = part.type || part.field ? [...all, null] : all; // null: any other of that type and field
  return (own.length ? own : rest).map((/** @type {any} */ id) => ladder.credits[id] ?? null);
}

/** Whether the profile names a qualification that is asked here. @param {Node} node */
function isBegun(node) {
  return node.listLeaves().some(({ reasons }) => reasons.some(({ match }) => match === "same"));
}
