/** What can be tried on a way: a job from a day on, a course by a day, each for a part that is missing. */
import { isDay, mapParts } from "./tree.js";

/**
 * @typedef {{name: string, text: string, kind: "job" | "qualification", value: any, ids: string[]}} Offer `name` is its own, `value` what the profile takes in place of those of `ids`
 */

/** @param {any} step the straight one, as `path` answers @param {any} ladder @param {import("./words.js").Words} words @returns {Offer[]} */
export function listOffers({ designation, asks }, ladder, words) {
  const asked = words.data.asked[designation];
  const { criteria } = ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
  const parts = new Map(criteria.readings.flatMap((/** @type {any} */ reading) => [...mapParts(reading.tree)]));
  const canMove = (/** @type {any} */ { kind, first }) => kind === "qualification" || (kind === "experience" && !isDay(first));
  return asks.filter(canMove).flatMap((/** @type {any} */ { id }) => listOffersOf(parts.get(id), asked[id], words));
}

/** @param {any} part @param {string} asked @param {import("./words.js").Words} words @returns {Offer[]} */
function listOffersOf(part, asked, words) {
  if (part.kind === "experience") return [{ name: part.id, text: words.phrase("try_job", { asked }), kind: "job", value: { role: part.roles[0], to: "open" }, ids: [] }];
  /** @type {Map<string, string[]>} */
  const titles = new Map();
  for (const { titles: [title], id } of part.accepted) if (id) titles.set(title, [...(titles.get(title) ?? []), id]);
  return [...titles].map(([title, ids]) => ({ name: `${part.id}/${ids[0]}`, text: words.phrase("try_course", { asked: title }), kind: "qualification", value: { id: ids[0], state: "planned" }, ids }));
}

/** A profile with what is tried. @param {any} profile @param {Offer[]} offers @param {Record<string, string>} tries a day for each @param {string} on */
export function addTries(profile, offers, tries, on) {
  const tried = offers.filter(({ name }) => tries[name]);
  const list = (/** @type {string} */ kind) => tried.filter((one) => one.kind === kind);
  const courses = list("qualification").map(({ name, value }) => ({ ...value, state: tries[name] > on ? "planned" : "completed", date: tries[name] }));
  const jobs = list("job").map(({ name, value }) => ({ ...value, from: tries[name] }));
  return {
    ...profile,
    ...(courses.length ? { qualifications: [...(profile.qualifications ?? []).filter((/** @type {any} */ { id }) => tried.every(({ ids }) => !ids.includes(id))), ...courses] } : {}),
    ...(jobs.length ? { jobs: [...(profile.jobs ?? []), ...jobs] } : {}),
  };
}
