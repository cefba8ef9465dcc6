/** What can be tried on a way: a job from a day on, a course by a day, each for a part that is missing. */
import { isDay, mapParts } from "./tree.js";

/**
 * @typedef {{name: string, text: string, kind: "job" | "qualification", value: any}} Offer `name` is its own, `value` what the profile takes
 */

/** @param {any} step the straight one, as `path` answers @param {any} ladder @param {import("./words.js").Words} words @returns {Offer[]} */
export function listOffers({ designation, asks }, ladder, words) {
  const asked = words.data.asked[designation];
  const { criteria } = ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
  const parts = new Map(criteria.readings.flatMap((/** @type {any} */ reading) => [...mapParts(reading.tree)]));
  return asks.flatMap((/** @type {any} */ { id, first }) => (isDay(first) ? [] : listOffersOf(parts.get(id), asked[id], words)));
}

/** @param {any} part @param {string} asked @param {import("./words.js").Words} words @returns {Offer[]} */
function listOffersOf(part, asked, words) {
  if (part.kind === "experience") return [{ name: part.id, text: words.phrase("try_job", { asked }), kind: "job", value: { role: part.roles[0], to: "open" } }];
  const titles = new Map(part.accepted.filter((/** @type {any} */ { id }) => id).map((/** @type {any} */ { titles, id }) => [titles[0], id]));
  return [...titles].map(([title, id]) => ({ name: `${part.id}/${id}`, text: words.phrase("try_course", { asked: title }), kind: "qualification", value: { id, state: "planned" } }));
}

/** A profile with what is tried. @param {any} profile @param {Offer[]} offers @param {Record<string, string>} tries a day for each @param {string} on */
export function addTries(profile, offers, tries, on) {
  const tried = offers.filter(({ name }) => tries[name]);
  const list = (/** @type {string} */ kind) => tried.filter((one) => one.kind === kind);
  const courses = list("qualification").map(({ name, value }) => ({ ...value, state: tries[name] > on ? "planned" : "completed", date: tries[name] }));
  const jobs = list("job").map(({ name, value }) => ({ ...value, from: tries[name] }));
  return {
    ...profile,
    ...(courses.length ? { qualifications: [...(profile.qualifications ?? []).filter((/** @type {any} */ { id }) => courses.every((one) => one.id !== id)), ...courses] } : {}),
    ...(jobs.length ? { jobs: [...(profile.jobs ?? []), ...jobs] } : {}),
  };
}
