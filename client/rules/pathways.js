/**
 * The ways from a profile to a designation: straight there, and by the rungs of the ladder as an offer.
 * The twin of catalogue/rules/pathways.py, which tells the shape of the answer.
 *
 * @typedef {import("./dates.js").When} When
 */
import { day, iso, turn } from "./civil.js";
import { assumes, findAdopted, Node, refuseLaterAward, standing } from "./criteria.js";
import { ALWAYS, formatFirstDay, OPEN, UNTOLD } from "./dates.js";
import { Refused, toNumber, toTenThousandths } from "./figures.js";
import { listHoldings } from "./leaves.js";
import { Studying } from "./study.js";

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
  refuseLaterAward(profile, date);
  const holdings = listHoldings(profile) ?? [];
  for (const key of [to, ...holdings.map(({ designation }) => designation)])
    if (!ladder.rungs.some((/** @type {any} */ rung) => rung.designation === key))
      throw new Refused("no-designation", { designation: key });
  const goal = findRung(ladder, to);
  const begun = putNearestFirst(ladder, profile, to);
  const held = findHolding(begun)?.designation ?? null;
  const routes = listWays(ladder, held, goal).map((way) => walkRoute([...way, goal], new Walk(ladder, begun, date)));
  const dated = routes.filter(({ first }) => first !== null && first !== "cannot-tell");
  const best = dated.reduce((one, other) => (other.first < one.first ? other : one), dated[0]);
  return { to, on: date, from: held, held: holdings.some(({ designation }) => designation === to), quickest: best ? routes.indexOf(best) : null, routes };
}

/** The designation that is held, if any. @param {any} profile */
const findHolding = (profile) => listHoldings(profile)?.[0] ?? null;

/** Of several designations that are held the ways begin at the highest one that is not above `to`. @param {any} ladder @param {any} profile @param {string} to */
function putNearestFirst(ladder, profile, to) {
  const held = listHoldings(profile) ?? [];
  if (held.length < 2) return profile;
  const order = ladder.rungs.map((/** @type {any} */ rung) => rung.designation);
  const places = held.map(({ designation }) => order.indexOf(designation));
  const below = places.filter((place) => place <= order.indexOf(to));
  const first = places.indexOf(Math.max(...(below.length ? below : places)));
  return { ...profile, holds: held[first], also_holds: held.filter((_, place) => place !== first) };
}

/** The rungs on each way: none, more and more of the ladder, and every other rung that names `to`. @param {any} ladder @param {string | null} held @param {any} to @returns {any[][]} */
function listWays(ladder, held, to) {
  if (held === to.designation) return [[]];
  const between = listRungsBetween(ladder, held, to);
  const order = ladder.rungs.map((/** @type {any} */ rung) => rung.designation);
  const below = listOpen(ladder.rungs.slice(held ? order.indexOf(held) + 1 : 0, Math.max(order.indexOf(to.designation), 0)));
  const others = below.filter((/** @type {any} */ rung) => rung.leads_to?.includes(to.designation) && rung !== between.at(-1)).reverse();
  const ways = [...between.map((_, place) => between.slice(between.length - place)), between];
  return [...ways.slice(0, 2), ...others.map((/** @type {any} */ rung) => [rung]), ...ways.slice(2)];
}

/** @param {any} ladder @param {string} designation */
function findRung(ladder, designation) {
  return ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
}

/** The rungs between: each the highest one whose page names the next, else one that names none. @param {any} ladder @param {string | null} held @param {any} to @returns {any[]} */
function listRungsBetween(ladder, held, to) {
  const order = ladder.rungs.map((/** @type {any} */ rung) => rung.designation);
  const free = listOpen(ladder.rungs.slice(held ? order.indexOf(held) + 1 : 0, order.indexOf(to.designation)));
  const next =
    free.findLast((/** @type {any} */ rung) => rung.leads_to?.includes(to.designation)) ??
    free.findLast((/** @type {any} */ rung) => rung.leads_to == null);
  return next ? [...listRungsBetween(ladder, held, next), next] : [];
}

/** Those that can be applied for. @param {any[]} rungs */
const listOpen = (rungs) => rungs.filter(({ retired }) => !retired);

/** @param {any[]} rungs @param {Walk} walk @returns {any} */
function walkRoute(rungs, walk) {
  const steps = rungs.map((/** @type {any} */ rung) => walk.takeStep(rung));
  const { first, perhaps } = steps[steps.length - 1];
  const credits = steps.map((/** @type {any} */ step) => step.credits);
  const sum = credits.includes(null) ? null : credits.reduce((/** @type {number} */ one, /** @type {number} */ two) => one + two, 0);
  return { via: rungs.slice(0, -1).map(({ designation }) => designation), first, perhaps, steps, credits: sum };
}

/** Where a route has got to: the profile as it is by then, and the day. */
class Walk {
  /** @param {any} ladder @param {any} profile @param {string} date */
  constructor(ladder, profile, date) {
    this.ladder = ladder;
    this.profile = profile;
    this.asked = day(date);
    this.day = this.asked;
    this.studying = new Studying(profile.qualifications ?? [], ladder.credits, this.asked);
    /** When the rung before is reached. @type {When} */
    this.reached = [ALWAYS, ALWAYS];
  }

  /** One step, and the walk after it. @param {any} rung */
  takeStep(rung) {
    const on = this.day;
    const reading = findAdopted(rung.criteria, iso(on));
    const node = reading ? new Node(reading.tree, this.profile, on) : null;
    const [surely, perhaps] = node?.when ?? OPEN;
    /** @type {When} */
    const when = [Math.max(surely, this.reached[0]), Math.max(perhaps, this.reached[1])];
    const step = {
      designation: rung.designation,
      printed: this.isPrinted(rung),
      from: this.reached[0] < UNTOLD ? iso(on) : null,
      ...standing(when, on, this.findSoonest()),
      assumes: node ? assumes(node) : [],
      asks: node ? reportAsks(node, when, this) : [],
      credits: node ? this.studying.countCredits(node) : null,
      study: node ? reportStudy(node, this.ladder) : [],
      keep: this.reportKeep(findHolding(this.profile), when[0]),
      fees: this.ladder.fees
        .filter((/** @type {any} */ { step }) => rung.criteria.then.includes(step))
        .map((/** @type {any} */ fee) => ({
          step: fee.step,
          figure: fee.figure ?? null,
          unit: fee.unit ?? null,
          source: fee.source,
        })),
      then: rung.criteria.then,
      also_keep: (this.profile.also_holds ?? []).map((/** @type {any} */ held) => this.reportKeep(held, when[0])),
    };
    this.advance(rung, when);
    return step;
  }

  /** The day from which the step may begin, as far as there is one. */
  findSoonest() {
    const soonest = Math.max(this.reached[1], this.asked);
    return soonest < UNTOLD ? soonest : this.day;
  }

  /** Whether the page of the designation held names the step; null where that cannot be said. @param {any} rung */
  isPrinted(rung) {
    const held = findHolding(this.profile);
    return (held && findRung(this.ladder, held.designation).leads_to?.includes(rung.designation)) ?? null;
  }

  /** The yearly points of every CPD year, from the award, that the step touches. @param {any} held @param {number} until */
  reportKeep(held, until) {
    const yearly = held && findRung(this.ladder, held.designation).points_a_year;
    if (yearly == null) return null;
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
      holds: { designation: rung.designation, awarded: known ? iso(this.day) : null, perhaps_awarded: known ? iso(this.reached[1]) : null, points_met: "yes" },
      qualifications: (this.profile.qualifications ?? []).map((/** @type {any} */ held) => {
        const date = held.date ? day(held.date) : NaN;
        return this.asked < date && date <= this.day ? { ...held, state: "completed" } : held;
      }),
    };
  }
}

/** What is missing; what decides on the first day is there on that day, and not before. @param {Node} node @param {When} when @param {Walk} walk */
function reportAsks(node, when, walk) {
  const first = formatFirstDay(when[0], walk.day);
  return node.listMissing().map((leaf) => {
    const own = standing(leaf.when, walk.day, walk.findSoonest());
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
