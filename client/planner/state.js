/**
 * What the form holds, kept in this browser: a profile whose rows may be unfinished, and the day asked about.
 *
 * @typedef {{format: number, on: string, qualifications: any[], jobs: any[], certificates: Record<string, string>, holds: any, also_holds?: any[]}} State
 */
export const FORMAT = 1;

/** @returns {State} */
export const buildBlank = () => ({ format: FORMAT, on: "", qualifications: [], jobs: [], certificates: {}, holds: {} });

/** What a stored text holds; null where it is nothing of ours. @param {string} text @returns {State | null} */
export function readState(text) {
  try {
    const found = JSON.parse(text);
    const whole = found?.format === FORMAT && Array.isArray(found.qualifications) && Array.isArray(found.jobs);
    return whole && typeof found.certificates === "object" && typeof found.holds === "object" ? found : null;
  } catch {
    return null;
  }
}

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
