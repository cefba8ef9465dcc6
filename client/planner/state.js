/**
 * What the form holds, kept in this browser: a profile whose rows may be unfinished, and the day asked about.
 *
 * @typedef {{format: number, on: string, qualifications: any[], jobs: any[], certificates: Record<string, string>, holds: any, also_holds?: any[]}} State
 */

export const FORMAT = 1;
/** The fields that hold a day, where they hold anything. */
const DAYS = ["on", "from", "to", "date", "awarded"];
/** Those that may hold a figure. */
const FIGURES = ["nqf_level", "points"];
/** Those that may hold several texts. */
const LISTS = ["role", "equivalent_to"];
export const STATES = ["completed", "partly", "planned"];
const ANSWERS = ["yes", "no", "unknown", "equivalent"];

/** @returns {State} */
export const buildBlank = () => ({ format: FORMAT, on: "", qualifications: [], jobs: [], certificates: {}, holds: {} });

/** What a stored text holds; null where it is nothing of ours. @param {string} text @returns {State | null} */
export function readState(text) {
  try {
    const found = JSON.parse(text);
    const { format, on, qualifications, jobs, certificates, holds, also_holds: also = [] } = found;
    const isWhole = [qualifications, jobs, also].every(Array.isArray) && [...qualifications, ...jobs, ...also, { on }, certificates, holds].every(isRow);
    const isKnown = qualifications.every((/** @type {any} */ { state = STATES[0] }) => STATES.includes(state)) && Object.values(certificates).every((one) => ANSWERS.includes(one));
    return format === FORMAT && isWhole && isKnown ? found : null;
  } catch {
    return null;
  }
}

/** Whether a value is fields by name, each a text or a list of them. @param {any} row */
const isRow = (row) => row?.constructor === Object && Object.entries(row).every(([name, one]) => (LISTS.includes(name) ? [one].flat() : [one]).every((part) => typeof part === "string" || (FIGURES.includes(name) && typeof part === "number"))) && DAYS.every((name) => !row[name] || row[name] === "open" || isDayToName(row[name]));

/** Whether a text is a day that a profile may name. @param {any} text */
export const isDayToName = (text) => typeof text === "string" && /^(19|2[01])\d\d-\d\d-\d\d$/.test(text) && new Date(text).toJSON()?.startsWith(text) === true;

/** Whether nothing was entered. @param {State} state */
export const isBlank = (state) => JSON.stringify({ ...buildBlank(), ...state, also_holds: [] }) === JSON.stringify({ ...buildBlank(), also_holds: [] });

/** Why a job is left out; nothing where it is finished. @param {any} job */
export function findFault(job) {
  if (!job.role || !job.from || !job.to) return "incomplete";
  return job.to !== "open" && job.to < job.from ? "backwards" : "";
}

/** What is finished, as the engines take it. @param {State} state */
export function buildProfile({ qualifications, jobs, certificates, holds, also_holds: also }) {
  /** @type {Record<string, any>} */
  const profile = {};
  const named = qualifications.filter(({ id, title }) => id || title);
  const finished = jobs.filter((job) => !findFault(job));
  if (named.length) profile.qualifications = named;
  if (finished.length) profile.jobs = finished;
  if (Object.keys(certificates).length) profile.certificates = certificates;
  if (holds.designation) profile.holds = holds;
  if (also?.length) profile.also_holds = also;
  return profile;
}

/** @param {any} profile @param {string} on @returns {State} */
export const buildState = (profile, on) => ({ ...buildBlank(), ...profile, on });
